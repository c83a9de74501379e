"""When a group may be compared with what it was in an earlier wave."""

from maturity.disclosure.rounding import SMALLEST_GROUP_FLOOR

# Where so many answered both times, the change of a group is that of the few who changed in it.
TELLING_RATE = 0.80


def may_show_trend(
    changed: int | None, rate_then: float | None, rate_now: float | None, smallest_group: int
) -> bool:
    """Whether a group's numbers may be set beside those of an earlier wave.

    ``changed`` is how many people were asked only once, then or now; None if that is not known,
    and then there is no trend. The rates (0..1) are the shown ones, of "more than" the lower
    end; None where none is shown. A trend would tell of 1 to k-1 people who came or went if
    nearly all answered both times.
    """
    if changed is None:
        return False
    is_few = 0 < changed < max(smallest_group, SMALLEST_GROUP_FLOOR)
    return not (is_few and all(is_telling(rate) for rate in (rate_then, rate_now)))


def is_telling(rate: float | None) -> bool:
    """Whether nearly all may have answered: so it is taken to be where no rate is shown."""
    return rate is None or rate >= TELLING_RATE - 1e-9
