"""Published shares of people with their 95% interval, which tells no more than the share does."""

from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from maturity.disclosure import AT_LEAST, AT_MOST, lower_end, step_of_share
from maturity.proportions import wilson

# Below this many people an interval is only indicative (our rule).
INDICATIVE = 30
# From so many people on shares are told in single per cent.
FINELY_TOLD = 100
# What binary numbers make of a whole step is that step.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Share:
    """A share as it is told, with its interval, all 0..1; of fewer than 30 people indicative.

    ``end`` says that it is "at_most" or "at_least" the share.
    """

    share: float
    low: float
    high: float
    indicative: bool
    end: str | None = None


def share_of(share: float, n: int, worth: int | None = None) -> Share:
    """Return a published share of n people with its interval.

    Wilson's interval of the share as it is told, rounded outwards in the same steps; beyond a
    covered end (``disclosure.rounded_share``) it reaches to the end. Where the people were
    weighted, it is that of as many as they are ``worth``, one at least.
    """
    people = n if worth is None else worth
    found = wilson(round(share * people), people)
    assert found is not None
    step = step_of_share(n)
    low = step * floor(100 * min(found.low, share) / step + ROUNDING)
    high = step * ceil(100 * max(found.high, share) / step - ROUNDING)
    end = None
    if step > 1 and share * 100 < step + ROUNDING:
        low, end = 0, AT_MOST
    elif step > 1 and share * 100 > 100 - step - ROUNDING:
        high, end = 100, AT_LEAST
    return Share(share, low / 100, high / 100, people < INDICATIVE, end)


def shares_in(cell: dict[str, Any]) -> dict[str, Share]:
    """Return the shares a part of a result holds, by answer; empty if it is not shown."""
    return {name: share_in(each) for name, each in cell.get("shares", {}).items()}


def share_in(cell: dict[str, Any]) -> Share:
    """Return a share that is shown."""
    return Share(cell["share"], cell["low"], cell["high"], cell["indicative"], cell["end"])


def fewest_behind(cell: dict[str, Any]) -> int:
    """Return of how many people the shares of a part of a result are at least; it is shown.

    The part tells a band; but of fewer than a hundred, shares and intervals come in steps of five.
    """
    shares = shares_in(cell).values()
    percents = [round(100 * each) for s in shares for each in (s.share, s.low, s.high)]
    least = lower_end(cell["n"])
    is_fine = any(each % step_of_share(FINELY_TOLD - 1) for each in percents)
    return max(least, FINELY_TOLD) if is_fine else least
