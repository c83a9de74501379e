"""Groups as they stand in a table: cells, rows, and what the table is of."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports import words

# How many shades there are, from the lowest scores to the highest.
SHADES = 4
# The parts of a result that are told by group.
STAGES, EXPERIENCE = "dimensions", "experience"


@dataclass(frozen=True)
class GroupCell:
    """A group on one dimension: its score, and beside it interval, stage and size.

    Where it is not shown ``mean_text`` is a dash, ``shade`` 0 and all else empty. ``shade`` is
    1 to 4, by the score; ``stage_rank`` is None where no stage may be told, or none is asked for.
    """

    mean_text: str = words.DASH
    interval_text: str = ""
    stage_rank: int | None = None
    stage_name: str = ""
    n: str = ""
    shade: int = 0

    @property
    def is_shown(self) -> bool:
        """Whether anything is told."""
        return self.shade > 0


@dataclass(frozen=True)
class GroupRow:
    """A group with a cell for every column.

    ``within`` is the path of the unit above, empty for none; ``level`` how far below the whole a
    unit stands. ``is_rest`` marks people in no group that is told apart.
    """

    name: str
    within: str
    level: int
    cells: tuple[GroupCell, ...]
    is_rest: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is told of the group."""
        return not any(cell.is_shown for cell in self.cells)


@dataclass(frozen=True)
class GroupTable:
    """One way to divide an audience; no rows where nothing of it may be told.

    ``part`` is the part of the result it tells, ``labels`` name the points of its scale.
    ``first`` heads the column of names; ``sentence`` says which groups differ clearly, and is
    empty where none can be compared; ``hidden`` how many are not shown, and is empty if all are.
    """

    title: str
    audience: str
    part: str
    labels: tuple[str, ...]
    first: str
    columns: tuple[str, ...]
    rows: tuple[GroupRow, ...]
    sentence: str
    hidden: str

    @property
    def tells_stages(self) -> bool:
        """Whether its scores are of stages, not of statements."""
        return self.part == STAGES

    @property
    def caption(self) -> str:
        """Whose groups these are, and which scale their scores are on."""
        about = (
            _("stage scores")
            if self.tells_stages
            else _("agreement with statements on what customers experience")
        )
        return _(
            "%(title)s: %(audience)s, %(about)s, from 1 (%(low)s) to %(points)s (%(high)s)"
        ) % {
            "title": self.title,
            "audience": self.audience,
            "about": about,
            "low": self.labels[0],
            "points": len(self.labels),
            "high": self.labels[-1],
        }

    @property
    def has_dash(self) -> bool:
        """Whether anything is not shown."""
        return any(not cell.is_shown for cell in self.cells)

    @property
    def cells(self) -> list[GroupCell]:
        """All cells."""
        return [cell for row in self.rows for cell in row.cells]
