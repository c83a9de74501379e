"""Which groups may be said to differ: only those whose intervals lie apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.result import Document
from reports import words

# A group's name, and its cell as it stands in the result.
Place = tuple[str, Document]


@dataclass(frozen=True)
class Contest:
    """The groups that are told of one dimension.

    ``departments`` is what the result says of all departments of the audience, None where that
    was not computed or does not apply; ``is_tree`` says that the groups are departments.
    """

    dimension: str
    places: Sequence[Place]
    is_tree: bool = False
    departments: Document | None = None

    @property
    def is_open(self) -> bool:
        """Whether there are two groups that could differ."""
        return len(self._ranges) > 1

    @property
    def clear(self) -> tuple[Place, Place] | None:
        """The higher and the lower of the two groups whose intervals lie furthest apart.

        None if all of them touch, or if the departments as a whole cannot be told apart: among
        many, some intervals lie apart by chance.
        """
        if not self.ends or not self._may_compare:
            return None
        higher, lower = self.ends
        return (higher, lower) if higher[1]["low"] > lower[1]["high"] else None

    @property
    def ends(self) -> tuple[Place, Place] | None:
        """The groups with the highest lower end and the lowest upper end; None without two."""
        if not self.is_open:
            return None
        higher = max(self._ranges, key=lambda place: place[1]["low"])
        lower = min(self._ranges, key=lambda place: place[1]["high"])
        return higher, lower

    @property
    def width(self) -> float:
        """How far the two intervals are apart, 0 if they touch."""
        found = self.clear
        return round(found[0][1]["low"] - found[1][1]["high"], 1) if found else 0.0

    @property
    def _ranges(self) -> list[Place]:
        return [place for place in self.places if place[1]["low"] is not None]

    @property
    def _may_compare(self) -> bool:
        if not self.is_tree:
            return True
        if self.departments is None:
            return len(self._ranges) == 2
        return bool(self.departments["comparable"])


def difference(contests: Sequence[Contest]) -> str:
    """Say on how many dimensions groups differ clearly, and where most; empty if none compete."""
    contests = [contest for contest in contests if contest.is_open]
    if not contests:
        return ""
    is_tree = contests[0].is_tree
    clear = [contest for contest in contests if contest.clear]
    widest = max(clear, key=lambda contest: contest.width, default=None)
    if widest is None or widest.clear is None:
        if is_tree:
            return _("No dimension shows a clear difference between departments.")
        return _("No dimension shows a clear difference between these groups.")
    (higher, above), (lower, below) = widest.clear
    return _("%(differ)s: %(higher)s (%(above)s) is above %(lower)s (%(below)s).") % {
        "differ": _differ(len(clear), len(contests), widest.dimension, is_tree=is_tree),
        "higher": higher,
        "above": words.score(above["mean"], above["end"]),
        "lower": lower,
        "below": words.score(below["mean"], below["end"]),
    }


def _differ(clear: int, compared: int, dimension: str, *, is_tree: bool) -> str:
    values = {"clear": clear, "all": compared, "dimension": words.quoted(dimension)}
    if is_tree:
        text = ngettext(
            "Departments differ clearly on %(clear)s of %(all)s dimension, most on %(dimension)s",
            "Departments differ clearly on %(clear)s of %(all)s dimensions, most on %(dimension)s",
            compared,
        )
    else:
        text = ngettext(
            "Groups differ clearly on %(clear)s of %(all)s dimension, most on %(dimension)s",
            "Groups differ clearly on %(clear)s of %(all)s dimensions, most on %(dimension)s",
            compared,
        )
    return text % values
