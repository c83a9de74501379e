"""A wave beside an earlier one, from what both have published and from nothing else.

What is set side by side stands in two results already, so a reader could do it too; the gate's
rule for trends decides whether the product does.
"""

from collections.abc import Collection, Mapping
from math import sqrt

from maturity.change import Change, Direction, direction_of
from maturity.disclosure import lower_end, may_show_trend, read_rate, rounded_interval
from maturity.gaps import SMALLEST_N
from maturity.result import Document


def is_same_framework(earlier: Document, later: Document) -> bool:
    """Whether both were asked in the same words and scored by the same rules."""
    same = ("key", "hash")
    return all(earlier["framework"][name] == later["framework"][name] for name in same)


def comparable_audiences(
    earlier: Document,
    later: Document,
    changed: Mapping[str, int | None],
    *,
    telling_then: Collection[str] = (),
    telling_now: Collection[str] = (),
) -> list[str]:
    """Return the audiences whose numbers may be set beside those of the earlier wave.

    ``changed`` is {audience: how many people were asked only once, then or now}; whoever is not
    known to be many counts as few. ``telling_then`` and ``telling_now`` are audiences in which
    nearly all who stayed on the list may have answered, whatever the published rate says. Order
    is that of the later result. An earlier result in other words has first to be narrowed to what
    both ask (``maturity.crosswalk``).
    """
    if not is_same_framework(earlier, later):
        return []
    smallest = max(each["rules"]["smallest_group"] for each in (earlier, later))
    return [
        code
        for code, now in later["audiences"].items()
        if now["shown"]
        and (then := earlier["audiences"].get(code, {})).get("shown")
        and may_show_trend(
            1 if changed.get(code) is None else changed[code],
            None if code in telling_then else read_rate(then["response_rate"]),
            None if code in telling_now else read_rate(now["response_rate"]),
            smallest,
        )
    ]


def change_of_cells(earlier: Document, later: Document) -> Change:
    """Return how a published score has moved, in points of its scale, from the published numbers.

    The interval is recovered from both published ones (MOVER, Zou & Donner 2008)::

        low  = d - √((m₂ - l₂)² + (u₁ - m₁)²)
        high = d + √((u₂ - m₂)² + (m₁ - l₁)²)

    with d = m₂ - m₁, and rounded outwards to 0.1, as the published ones are. Scores that are not
    shown, or of which only "at most" or "at least" is told, have no change; of fewer than ten
    people, or an interval that is only indicative, there are too few to say.
    """
    cells = (earlier, later)
    if not all(cell.get("shown") for cell in cells) or any(cell.get("end") for cell in cells):
        return Change(None, None, None, Direction.TOO_FEW)
    difference = round(later["mean"] - earlier["mean"], 1)
    n = min(lower_end(cell["n"]) for cell in cells)
    if n < SMALLEST_N or any(cell.get("indicative") or cell["low"] is None for cell in cells):
        return Change(difference, None, None, Direction.TOO_FEW)
    (below_then, above_then), (below_now, above_now) = (_arms(cell) for cell in cells)
    low, high = rounded_interval(
        difference - sqrt(below_now**2 + above_then**2),
        difference + sqrt(above_now**2 + below_then**2),
    )
    return Change(difference, low, high, direction_of(difference, low, high, n))


def _arms(cell: Document) -> tuple[float, float]:
    """Return how far the interval reaches below and above the score; exact scores do not."""
    if cell.get("complete"):
        return 0.0, 0.0
    return max(cell["mean"] - cell["low"], 0.0), max(cell["high"] - cell["mean"], 0.0)
