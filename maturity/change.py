"""Change between two waves: what has really moved, apart from who was there to answer.

Answers are anonymous and cannot be paired, so the variances add up; that is cautious, since
the same people tend to answer alike twice.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from maturity.gaps import ROUNDING, SMALLEST_N, Estimate, pooled_df, welch

# Our rule: a smaller movement is not called one, however narrow its interval.
SMALLEST_CHANGE = 0.2


class Direction(StrEnum):
    """What may be said of a change."""

    RISEN = "risen"
    FALLEN = "fallen"
    NO_CLEAR_CHANGE = "no_clear_change"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Change:
    """Later less earlier, in points of the scale, with its 95% interval; None where unknown."""

    difference: float | None
    low: float | None
    high: float | None
    direction: Direction


@dataclass(frozen=True)
class Standardised:
    """A mean of departments under given weights, with its variance and degrees of freedom."""

    n: int
    mean: float
    variance: float
    df: float


@dataclass(frozen=True)
class Composition:
    """How the organisation itself has changed between two waves.

    ``compared`` are the departments the change rests on, ``left_out`` those there both times but
    with too few answers once. ``covered`` is the share of today's people in compared
    departments; ``shift`` the share who would have to change department to restore the earlier
    sizes (index of dissimilarity, Duncan & Duncan 1955). Both 0..1.
    """

    compared: tuple[str, ...]
    left_out: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    covered: float
    shift: float


def change(earlier: Estimate | None, later: Estimate | None) -> Change:
    """Compare two waves as they are.

    It has risen or fallen (our rule) if it moved by at least 0.2 points and the interval
    excludes 0; below ten people in either wave there are too few to say.
    """
    if earlier is None or later is None:
        return Change(None, None, None, Direction.TOO_FEW)
    test = welch(later, earlier)
    if test is None:
        return Change(later.mean - earlier.mean, None, None, Direction.TOO_FEW)
    return Change(
        test.difference,
        test.low,
        test.high,
        direction_of(test.difference, test.low, test.high, min(earlier.n, later.n)),
    )


def direction_of(
    difference: float, low: float, high: float, n: int, *, smallest: float = SMALLEST_CHANGE
) -> Direction:
    """Return what may be said of a difference with its 95% interval, of ``n`` people at least.

    One that is smaller than ``smallest``, by default in points of a scale, is no movement.
    """
    if n < SMALLEST_N:
        return Direction.TOO_FEW
    if abs(difference) < smallest - ROUNDING or low <= 0 <= high:
        return Direction.NO_CLEAR_CHANGE
    return Direction.RISEN if difference > 0 else Direction.FALLEN


def standardised(
    departments: Mapping[str, Estimate], population: Mapping[str, int]
) -> Standardised | None:
    """Average departments by the sizes in ``population``; None for none.

    S = Σ W_h S_h with W_h = N_h / N over the departments of ``population``; the variance is
    Σ W_h² V_h and the degrees of freedom are Satterthwaite's (1946). Every department needs
    an estimate with a variance (else KeyError, ValueError).
    """
    total = sum(population.values())
    if not total:
        return None
    n, mean, variances, dfs = 0, 0.0, [], []
    for name, size in population.items():
        estimate = departments[name]
        if estimate.variance is None:
            raise ValueError(f"{name}: one answer alone has no variance.")
        weight = size / total
        n += estimate.n
        mean += weight * estimate.mean
        variances.append(weight**2 * estimate.variance)
        dfs.append(estimate.df)
    return Standardised(n, mean, sum(variances), pooled_df(variances, dfs))


def change_of_departments(
    earlier: Mapping[str, Estimate | None],
    later: Mapping[str, Estimate | None],
    earlier_population: Mapping[str, int],
    later_population: Mapping[str, int],
) -> tuple[Change, Composition]:
    """Compare two waves as if every department had today's size both times.

    Estimates and populations are {department: …}; None or a missing department has no score.
    Only departments that were there both times, with at least two answers each time, are
    compared, under the later wave's sizes: so neither growth nor reorganisation looks like a
    change of mind.
    """
    both = [name for name in later_population if _is_there(name, earlier_population)]
    both = [name for name in both if _is_there(name, later_population)]
    before = {name: estimate for name in both if (estimate := _usable(earlier, name))}
    after = {name: estimate for name in both if (estimate := _usable(later, name))}
    compared = [name for name in both if name in before and name in after]
    sizes = {name: later_population[name] for name in compared}
    return (
        change(standardised(before, sizes), standardised(after, sizes)),
        _composition(compared, both, earlier_population, later_population),
    )


def _is_there(name: str, population: Mapping[str, int]) -> bool:
    return population.get(name, 0) > 0


def _usable(estimates: Mapping[str, Estimate | None], name: str) -> Estimate | None:
    estimate = estimates.get(name)
    return None if estimate is None or estimate.variance is None else estimate


def _composition(
    compared: Collection[str],
    both: Collection[str],
    earlier: Mapping[str, int],
    later: Mapping[str, int],
) -> Composition:
    before, after = sum(earlier.values()), sum(later.values())
    names = {*earlier, *later} if before and after else set()
    moved = sum(abs(later.get(name, 0) / after - earlier.get(name, 0) / before) for name in names)
    return Composition(
        compared=tuple(sorted(compared)),
        left_out=tuple(sorted(set(both) - set(compared))),
        new=tuple(sorted(name for name in later if later[name] and name not in both)),
        gone=tuple(sorted(name for name in earlier if earlier[name] and name not in both)),
        covered=sum(later[name] for name in compared) / after if after else 0.0,
        shift=moved / 2,
    )
