"""How a report says shares, and how far they have moved."""

from django.utils.translation import gettext as _

from maturity.disclosure import AT_LEAST, AT_MOST, rounded_share
from maturity.shares import Share
from reports.words.amounts import DASH, MINUS, count


def share(value: float | None, n: int) -> str:
    """Return a published share of n answers; its drawn-in ends as "at most" and "at least".

    Which values are drawn in is asked of the gate itself, so that both can never disagree.
    """
    if value is None:
        return DASH
    percent = _("%(percent)s%%") % {"percent": round(value * 100)}
    if 0 < value == rounded_share(0, n):
        return f"≤ {percent}"
    if 1 > value == rounded_share(1, n):
        return f"≥ {percent}"
    return percent


def percent(value: float) -> str:
    """Return a number from 0 to 1 in whole per cent."""
    return _("%(percent)s%%") % {"percent": round(value * 100)}


def points(value: float) -> str:
    """Return a difference of two shares in percentage points, with a true minus."""
    return count(round(value * 100)).replace("-", MINUS)


def points_moved(value: float | None, end: str | None = None) -> str:
    """Return how far a share has moved, a dash if that is unknown.

    ``end`` says that it moved at least, or at most, so far.
    """
    if value is None:
        return DASH
    sign = {AT_MOST: "≤ ", AT_LEAST: "≥ "}.get(end or "", "")
    return sign + _("%(points)s points") % {"points": points(value)}


def points_between(low: float | None, high: float | None) -> str:
    """Return both ends of an interval of a share's movement, a dash where there is none."""
    if low is None or high is None:
        return DASH
    return _("%(low)s to %(high)s points") % {"low": points(low), "high": points(high)}


def told_share(found: Share) -> str:
    """Return a share of people, at its covered ends as "at most" and "at least"."""
    return {AT_MOST: "≤ ", AT_LEAST: "≥ "}.get(found.end or "", "") + percent(found.share)


def shares(low: float, high: float) -> str:
    """Return both ends of an interval of shares."""
    return _("%(low)s to %(high)s") % {"low": percent(low), "high": percent(high)}


def below(percent: int) -> str:
    """Return that a share misses so many per cent, however close its rounded value comes."""
    return "< " + _("%(percent)s%%") % {"percent": percent}
