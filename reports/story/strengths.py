"""Which dimensions are strengths and which are gaps, and what is said of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports import words
from reports.story import saying
from reports.story.material import Material
from reports.story.profile import ProfileRow

MOST_POINTS = 3


@dataclass(frozen=True)
class Point:
    """A strength or a gap: the dimension and what is to be said of it."""

    name: str
    text: str


@dataclass(frozen=True)
class Listed:
    """Dimensions under a title; the note stands where there are none."""

    title: str
    rows: tuple[ProfileRow, ...]
    note: str

    @property
    def points(self) -> tuple[Point, ...]:
        """What is to be said of each."""
        return tuple(Point(row.name, _point(row)) for row in self.rows)


def strengths(material: Material, rows: Sequence[ProfileRow]) -> Listed:
    """List what is strong among the dimensions shown, or comes closest to it."""
    found = _strongest(rows)
    note = "" if found else _strengths_note(material, rows)
    return Listed(_strengths_title(found, has_targets=_has_targets(rows)), tuple(found), note)


def gaps(material: Material, rows: Sequence[ProfileRow]) -> Listed:
    """List what is furthest from its target among the dimensions shown, or lowest."""
    found = _furthest(rows)
    title = _("Largest gaps") if _has_targets(rows) else _("Lowest")
    return Listed(title, tuple(found), "" if found else _gaps_note(material, rows))


def order_note(rows: Sequence[ProfileRow], lists: Iterable[Listed]) -> str:
    """Say which lists name some dimensions and leave out others that chance alone sets apart."""
    titles = [
        words.quoted(each.title)
        for each in lists
        if any(
            _is_tied(row, other) for row in each.rows for other in rows if other not in each.rows
        )
    ]
    if not titles:
        return ""
    return _(
        "Which dimensions are named under %(titles)s is partly chance: at least one that is not"
        " named stands at the same stage, and the 95%% intervals overlap."
    ) % {"titles": words.joined(titles)}


def _has_targets(rows: Sequence[ProfileRow]) -> bool:
    return any(row.target_rank for row in rows)


def _most(rows: Sequence[ProfileRow]) -> int:
    """How many points a list may have, so that no dimension is both strength and gap."""
    return min(MOST_POINTS, max(1, len(rows) // 2))


def _is_even(rows: Sequence[ProfileRow]) -> bool:
    return len(rows) > 1 and len({(row.distance, row.stage_rank, row.mean) for row in rows}) == 1


def _furthest(rows: Sequence[ProfileRow]) -> list[ProfileRow]:
    """Return the rows furthest from their target; without targets, the lowest ones."""
    if _is_even(rows):
        return []
    if _has_targets(rows):
        rows = [row for row in rows if row.distance is not None and row.distance > 0]
        return rows[:MOST_POINTS]
    return list(rows[: _most(rows)])


def _strongest(rows: Sequence[ProfileRow]) -> list[ProfileRow]:
    """Return the rows at their target or beyond it, highest score first.

    If there are none, or evidence confirms none of them, return those that come closest. A
    dimension still at the entry stage is no strength, however the others fare, and neither is one
    that the same page calls a gap.
    """
    if _is_even(rows):
        return []
    taken = {row.code for row in _furthest(rows)[: _most(rows)]}
    able = [row for row in rows if (row.stage_rank or 1) > 1 and row.code not in taken]
    able.sort(
        key=lambda row: (
            _missing(row),
            -(row.stage_rank or 0),
            row.is_refuted,
            -(row.mean or 0),
        )
    )
    reached = [row for row in able if (row.distance or 0) <= 0]
    return (reached if any(map(_is_strong, able)) else able)[:MOST_POINTS]


def _missing(row: ProfileRow) -> int:
    """Return how many stages are missing to the target; what evidence refutes is short of it."""
    distance = row.distance or 0
    return max(distance, 0) + 1 if row.is_refuted else distance


def _is_strong(row: ProfileRow) -> bool:
    """Whether nothing is missing to a target."""
    return _missing(row) <= 0


def _strengths_title(strengths: Sequence[ProfileRow], *, has_targets: bool) -> str:
    """Return what the list is: what nothing stands for is not praised as a strength."""
    if not strengths or any(map(_is_strong, strengths)):
        return _("Strengths")
    return _("Closest to target") if has_targets else _("Highest")


def _nothing(material: Material) -> str:
    """Say why there is no dimension to speak of."""
    if not material.asks_for_stages:
        return _("The questions about the stages were not asked.")
    return words.capitalised(words.not_shown()) + "."


def _strengths_note(material: Material, rows: Sequence[ProfileRow]) -> str:
    if not rows:
        return _nothing(material)
    if _is_even(rows):
        return _even_note(rows)
    if any((row.stage_rank or 1) > 1 for row in rows):
        return _("Every dimension that can be shown is named as a gap.")
    return _("No dimension has passed the entry stage yet, so none is called a strength.")


def _gaps_note(material: Material, rows: Sequence[ProfileRow]) -> str:
    if not rows:
        return _nothing(material)
    if _is_even(rows):
        return _even_note(rows)
    if _has_targets(rows):
        return _("Every dimension that has a target has reached it.")
    return ""


def _is_tied(row: ProfileRow, other: ProfileRow) -> bool:
    """Whether two dimensions stand alike but for scores whose intervals overlap."""
    if row.low is None or row.high is None or other.low is None or other.high is None:
        return False
    overlap = row.low <= other.high and other.low <= row.high
    return overlap and _rank(row) == _rank(other)


def _rank(row: ProfileRow) -> tuple[int | None, int | None, int, bool]:
    """What puts a dimension in its place before its score does."""
    return row.stage_rank, row.distance, row.weight, row.is_refuted


def _even_note(rows: Sequence[ProfileRow]) -> str:
    return ngettext(
        "The one dimension stands alone.",
        "All %(count)s dimensions score alike, so none stands out. %(point)s",
        len(rows),
    ) % {"count": len(rows), "point": _point(rows[0])}


def _point(row: ProfileRow) -> str:
    """Say where a dimension stands."""
    values = {
        "stage": words.quoted(row.stage_name),
        "score": row.score_text,
        "target": words.quoted(row.target_name),
        "stages": saying.stages(abs(row.distance or 0)),
    }
    values["at"] = (
        _("Provisionally at %(stage)s") if row.is_provisional else _("At %(stage)s")
    ) % values
    parts = [
        _against_target(row) % values,
        _("too few answers to say how surely") if row.is_unsure else "",
        row.confirmation_text,
        _("score %(score)s") % values,
    ]
    return "; ".join(part for part in parts if part) + "."


def _against_target(row: ProfileRow) -> str:
    if row.distance is None:
        return _("%(at)s")
    if row.distance > 0:
        return _("%(at)s, %(stages)s below its target %(target)s")
    if row.distance < 0:
        return _("%(at)s, %(stages)s beyond its target %(target)s")
    return _("%(at)s, which is its target")
