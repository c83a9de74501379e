"""How precisely a number may be published, so that it cannot be turned back into people."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor

SMALLEST_GROUP_FLOOR = 5
# Distributions say more about single people than means do.
SMALLEST_GROUP_FOR_SHARES = 10
# Agreement and consistency, beside the mean, say still more.
SMALLEST_GROUP_FOR_SPREADS = 20
SMALLEST_INVITED_FOR_RATE = 10
SMALLEST_GROUP_FOR_COMMENTS = 10
# Half a point of a scale, in tenths.
HALF = 5
BANDS = ((5, 9), (10, 19), (20, 49))
# What is known of a mean at an end that is covered.
AT_MOST, AT_LEAST = "at_most", "at_least"


@dataclass(frozen=True)
class ShownMean:
    """A mean as it may be told; ``end`` says that it is "at_most" or "at_least" the value."""

    value: float
    end: str | None


def may_show(n: int, smallest_group: int) -> bool:
    """Whether a group of n respondents may be shown."""
    return n >= max(smallest_group, SMALLEST_GROUP_FLOOR)


def step_of_share(n: int) -> int:
    """Return to how many per cent a share of n people, ten at least, is rounded."""
    return 10 if n < 20 else 5 if n < 100 else 1


def rounded_share(share: Fraction | float, n: int) -> float | None:
    """Round a share so that it cannot be turned back into single people.

    Below 10 respondents none (None), to 10% below 20, to 5% below 100, then to 1%; below 100
    the ends are drawn in (5% or 10% means "at most", 95% or 90% "at least").
    """
    if n < SMALLEST_GROUP_FOR_SHARES:
        return None
    step = step_of_share(n)
    # An exact fraction: 57.5% is half way, and not 57.49999.
    percent = step * round(Fraction(share) * 100 / step)
    if n < 100:
        percent = min(max(percent, step), 100 - step)
    return percent / 100


def rounded_mean(value: float, tenths: int = 1) -> float:
    """Round a mean to so many tenths as people do: 2.65 is 2.7, whatever its binary neighbours."""
    steps = Decimal(repr(round(value, 9))) * 10 / tenths
    return float(steps.to_integral_value(ROUND_HALF_UP) * tenths / 10)


def mean_limits(points: int, n: int, tenths: int = 1) -> tuple[float, float]:
    """Return between which means one of n people on ``1..points`` is told.

    Below 20 people a tenth of the scale is covered at each end, as 1.3 and 3.7 on 1..4; from
    then on 0.1: else a mean at the end would say what everybody answered. Where means are
    rounded to several ``tenths``, up to the next such step.
    """
    covered = points - 1 if n < SMALLEST_GROUP_FOR_SPREADS else 1
    covered = tenths * ceil(covered / tenths)
    return (10 + covered) / 10, (10 * points - covered) / 10


def tenths_of_item(n: int) -> int:
    """Return to how many tenths the mean of a single item is rounded.

    To 0.5 below ten people, of whom a tenth would be the exact sum.
    """
    return HALF if n < SMALLEST_GROUP_FOR_SHARES else 1


def shown_mean(
    value: float, points: int, n: int, *, is_item: bool = False, fewest: int | None = None
) -> ShownMean:
    """Round the mean of n people on ``1..points`` to 0.1, that of a single item coarser.

    Its ends are covered, as those of ``fewest`` people if given.
    """
    tenths = tenths_of_item(n) if is_item else 1
    lowest, highest = mean_limits(points, n if fewest is None else fewest, tenths)
    rounded = rounded_mean(value, tenths)
    # Of two answers both limits are the middle.
    if rounded <= lowest and value <= (1 + points) / 2:
        return ShownMean(lowest, AT_MOST)
    return ShownMean(highest, AT_LEAST) if rounded >= highest else ShownMean(rounded, None)


def shown_interval(
    low: float, high: float, points: int, n: int, fewest: int | None = None
) -> tuple[float, float]:
    """Round the interval of a mean of n people on ``1..points`` outwards, its ends covered.

    To 0.1, below ten people to 0.5; the ends as those of ``fewest`` people if given. An end
    beyond the limits of ``mean_limits`` becomes the end of the scale or the limit, whichever is
    further out: it tells no more than the limit.
    """
    lowest, highest = mean_limits(points, n if fewest is None else fewest)
    step = HALF if n < SMALLEST_GROUP_FOR_SHARES else 1
    low, high = rounded_interval(min(low, highest), max(high, lowest), step)
    # A limit is a tenth, and not always a half.
    low, high = min(low, highest), max(high, lowest)
    return (1.0 if low < lowest else low), (float(points) if high > highest else high)


def rounded_interval(low: float, high: float, tenths: int = 1) -> tuple[float, float]:
    """Round to so many tenths outwards: an interval is never narrower than it was computed."""
    # What binary numbers make of a whole step is that step.
    steps = 10 / tenths
    return floor(round(low * steps, 6)) / steps, ceil(round(high * steps, 6)) / steps


def rounded_response_rate(answered: int, invited: int) -> str | None:
    """Return a response rate in steps of 5%, its ends covered; None below 10 invited.

    The ends reach as far as two people do: "<20%" to ">80%" of ten, "<5%" to ">95%" from forty.
    """
    if invited < SMALLEST_INVITED_FOR_RATE:
        return None
    end = 5 * ceil(2 * 100 / invited / 5)
    percent = 100 * min(answered, invited) / invited
    if percent < end:
        return f"<{end}%"
    if percent > 100 - end:
        return f">{100 - end}%"
    return f"{5 * round(percent / 5)}%"


def shown_rate(answered: int, invited: int) -> float | None:
    """Return the response rate a reader may take from ``rounded_response_rate``, 0 to 1."""
    return read_rate(rounded_response_rate(answered, invited))


def read_rate(text: str | None) -> float | None:
    """Return what a published response rate tells at least, 0 to 1; None where there is none.

    Of "<5%" and ">95%", or wherever the ends lie, that is the lower end.
    """
    if text is None:
        return None
    return 0.0 if text.startswith("<") else int(text.strip(">%")) / 100


def few_or_count(n: int, smallest_group: int) -> int | str:
    """Return a number of people, or that it is fewer than may be told, nobody among that."""
    least = max(smallest_group, SMALLEST_GROUP_FLOOR)
    return f"<{least}" if n < least else n


def band(n: int) -> str:
    """Return a number of people so coarsely that it tells nothing of single ones."""
    for low, high in BANDS:
        if low <= n <= high:
            return f"{low}–{high}"
    return f"{BANDS[-1][1] + 1}+" if n > BANDS[-1][1] else f"<{BANDS[0][0]}"
