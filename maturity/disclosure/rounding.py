"""How precisely a number may be published, so that it cannot be turned back into people."""

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
BANDS = ((5, 9), (10, 19), (20, 49))


def may_show(n: int, smallest_group: int) -> bool:
    """Whether a group of n respondents may be shown."""
    return n >= max(smallest_group, SMALLEST_GROUP_FLOOR)


def rounded_share(share: Fraction | float, n: int) -> float | None:
    """Round a share so that it cannot be turned back into single people.

    Below 10 respondents none (None), to 10% below 20, to 5% below 100, then to 1%; below 100
    the ends are drawn in (5% or 10% means "at most", 95% or 90% "at least").
    """
    if n < SMALLEST_GROUP_FOR_SHARES:
        return None
    step = 10 if n < 20 else 5 if n < 100 else 1
    # An exact fraction: 57.5% is half way, and not 57.49999.
    percent = step * round(Fraction(share) * 100 / step)
    if n < 100:
        percent = min(max(percent, step), 100 - step)
    return percent / 100


def rounded_mean(value: float) -> float:
    """Round a mean to 0.1 as people do: 2.65 is 2.7, whatever its binary neighbours."""
    steps = Decimal(repr(round(value, 9))) * 10
    return float(steps.to_integral_value(ROUND_HALF_UP) / 10)


def rounded_interval(low: float, high: float) -> tuple[float, float]:
    """Round an interval to 0.1 outwards, so that it is never narrower than it was computed."""
    # What binary numbers make of a whole tenth is that tenth.
    return floor(round(low * 10, 6)) / 10, ceil(round(high * 10, 6)) / 10


def rounded_response_rate(answered: int, invited: int) -> str | None:
    """Return a response rate in steps of 5%, its ends covered; None below 10 invited."""
    if invited < SMALLEST_INVITED_FOR_RATE:
        return None
    percent = 100 * min(answered, invited) / invited
    if percent < 5:
        return "<5%"
    if percent > 95:
        return ">95%"
    return f"{5 * round(percent / 5)}%"


def shown_rate(answered: int, invited: int) -> float | None:
    """Return the response rate a reader may take from ``rounded_response_rate``, 0 to 1.

    Of "<5%" and ">95%" the lower end.
    """
    text = rounded_response_rate(answered, invited)
    if text is None:
        return None
    return 0.0 if text == "<5%" else int(text.strip(">%")) / 100


def few_or_count(n: int, smallest_group: int) -> int | str:
    """Return a number of people, or that it is fewer than may be told."""
    least = max(smallest_group, SMALLEST_GROUP_FLOOR)
    return f"<{least}" if 0 < n < least else n


def band(n: int) -> str:
    """Return a number of people so coarsely that it tells nothing of single ones."""
    for low, high in BANDS:
        if low <= n <= high:
            return f"{low}–{high}"
    return f"{BANDS[-1][1] + 1}+" if n > BANDS[-1][1] else f"<{BANDS[0][0]}"
