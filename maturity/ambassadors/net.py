"""Ambassadors less detractors, from their published shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor, sqrt

from maturity.ambassadors.rule import Kind
from maturity.disclosure import AT_LEAST, AT_MOST, step_of_share
from maturity.proportions import NORMAL
from maturity.shares import INDICATIVE, ROUNDING, Share


@dataclass(frozen=True)
class Net:
    """The share of ambassadors less that of detractors, -1..1, with its 95% interval."""

    net: float
    low: float
    high: float
    indicative: bool


def net_of(shares: Mapping[str, Share], n: int) -> Net | None:
    """Return the net of published shares of n people; None where one of the two is not there.

    The standard error is that of the difference of two shares of the same people,
    sqrt((pa + pd - (pa - pd)²) / n). The interval is rounded outwards in the steps of shares;
    a share at a covered end may lie anywhere beyond it, which the interval includes.
    """
    ambassadors, detractors = shares.get(Kind.AMBASSADOR), shares.get(Kind.DETRACTOR)
    if ambassadors is None or detractors is None:
        return None
    net = ambassadors.share - detractors.share
    variance = (ambassadors.share + detractors.share - net**2) / n
    reach = NORMAL * sqrt(max(variance, 0.0))
    least, most = _least(ambassadors) - _most(detractors), _most(ambassadors) - _least(detractors)
    step = step_of_share(n)
    low = step * floor(100 * (least - reach) / step + ROUNDING)
    high = step * ceil(100 * (most + reach) / step - ROUNDING)
    return Net(round(net, 2), max(low, -100) / 100, min(high, 100) / 100, n < INDICATIVE)


def _least(share: Share) -> float:
    return 0.0 if share.end == AT_MOST else share.share


def _most(share: Share) -> float:
    return 1.0 if share.end == AT_LEAST else share.share
