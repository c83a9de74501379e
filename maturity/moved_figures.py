"""How the shares in figures on customers and staff have moved between two results.

From published numbers and nothing else, by the rule for shares of ``maturity.movement``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from maturity.change import Change
from maturity.movement import UNKNOWN, change_of_shares
from maturity.result import Document
from maturity.shares import Share, fewest_behind, shares_in
from maturity.singles import is_of_accounts

# The figures of an audience's result whose shares are compared: {figure: (cell, answer)}.
COMPARED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "iceberg": (
        ("problem", "yes"),
        ("told", "yes"),
        ("told", "no"),
        ("solved", "1"),
        ("outcome", "satisfied"),
        ("outcome", "dissatisfied"),
    ),
    "ambassadors": (("kinds", "ambassador"), ("kinds", "detractor")),
}


@dataclass(frozen=True)
class MovedFigure:
    """A share of a figure, by its address there; ``then`` or ``now`` is None if not shown."""

    figure: str
    cell: str
    answer: str
    then: Share | None
    now: Share | None
    change: Change

    @property
    def is_covered(self) -> bool:
        """Whether it is told as "at most" or "at least", then or now."""
        return any(each is not None and each.end for each in (self.then, self.now))


def moved_figures(earlier: Document, later: Document) -> list[MovedFigure]:
    """Return the shares of one audience that at least one of two results tells.

    Of a figure that either does not hold there are none: it was not asked, or in other words.
    There is no change of a share that is not shown or covered once, nor where whole accounts were
    drawn, of which the interval would be too narrow.
    """
    has_interval = not any(map(is_of_accounts, (earlier, later)))
    found = []
    for figure, places in COMPARED.items():
        parts = [each.get(figure) for each in (earlier, later)]
        for cell, answer in places if all(parts) else ():
            cells = [part[cell] for part in parts if part]
            then, now = (shares_in(each).get(answer) for each in cells)
            if then is None and now is None:
                continue
            moved = MovedFigure(figure, cell, answer, then, now, UNKNOWN)
            if then and now and has_interval and not moved.is_covered:
                change = change_of_shares(then, now, *map(fewest_behind, cells)).change
                moved = MovedFigure(figure, cell, answer, then, now, change)
            found.append(moved)
    return found
