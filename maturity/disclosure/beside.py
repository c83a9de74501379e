"""A mean beside the printed means of its parts: subtracting them leaves everybody room.

The parts allow the whole only a range, and rounding may print a tenth that overlaps it by next to
nothing: then hardly any answers fit. So it is moved to a tenth that leaves room (our rule). Which
tenths do is decided from what is printed already, so that the rule itself tells nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from maturity.disclosure.rounding import (
    AT_LEAST,
    AT_MOST,
    ShownMean,
    mean_limits,
    rounded_mean,
    shown_mean,
)

# What binary numbers make of a difference of tenths.
TINY = 1e-9


@dataclass(frozen=True)
class Range:
    """Between which values, ``low <= high``, a mean lies for all that is printed."""

    low: float
    high: float

    def within(self, other: "Range") -> "Range":
        """Return what both have in common; where that is nothing, what lies between them."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Range(min(low, high), max(low, high))


def combined(shares: Sequence[float], parts: Sequence[Range]) -> Range:
    """Return where a whole may lie of which each part has a share; the shares add up to 1."""
    low = sum(share * part.low for share, part in zip(shares, parts, strict=True))
    return Range(low, sum(share * part.high for share, part in zip(shares, parts, strict=True)))


def cell(shown: ShownMean, points: int, tenths: int = 1) -> Range:
    """Return which means on ``1..points`` are rounded to one that is shown in ``tenths``."""
    return Range(
        1.0 if shown.end == AT_MOST else shown.value - tenths / 20,
        float(points) if shown.end == AT_LEAST else shown.value + tenths / 20,
    )


def shown_beside(
    value: float, points: int, n: int, fewest: int, allowed: Range
) -> tuple[ShownMean, Range]:
    """Return how a mean of n people is told, and where it lies for all that is printed then.

    Its parts allow it the range ``allowed``; ends are covered as those of ``fewest`` people. Of
    all means that might be printed those leave room whose cell reaches 1 / n into the range from
    either end: each question is open by a step of one person. Printed is the one of these that is
    nearest to the rounded value; without any the middle of the range, rounded.
    """
    room = 1 / n - TINY

    def leaves_room(mean: ShownMean) -> bool:
        around = cell(mean, points)
        return allowed.high - around.low >= room and around.high - allowed.low >= room

    rounded = shown_mean(value, points, fewest)
    middle = shown_mean((allowed.low + allowed.high) / 2, points, fewest)
    found = min(
        filter(leaves_room, _means(points, fewest)),
        key=lambda mean: abs(mean.value - rounded.value),
        default=middle,
    )
    # Where the next tenth leaves no room, whatever lies further out is told as this one too.
    own = cell(found, points)
    low = own.low if own.low - allowed.low >= room else 1.0
    high = own.high if allowed.high - own.high >= room else float(points)
    return found, Range(low, high).within(allowed)


def _means(points: int, n: int) -> list[ShownMean]:
    """Return every mean of n people on ``1..points`` that might be told, in order."""
    lowest, highest = mean_limits(points, n)
    inner = range(round(10 * lowest) + 1, round(10 * highest))
    return [
        ShownMean(lowest, AT_MOST),
        *(ShownMean(rounded_mean(tenths / 10), None) for tenths in inner),
        ShownMean(highest, AT_LEAST),
    ]
