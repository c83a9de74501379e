"""Intraclass correlations: how much groups differ, compared with the people within them."""

from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc, fdtri

from maturity.covariance import NO_VARIANCE, TAIL, frequencies
from maturity.tally import Floats, Integers

FEWEST_GROUPS = 3
SIGNIFICANCE = 0.05
# What groups need before their means may be compared (LeBreton & Senter 2008).
ICC2_NEEDED = 0.70


@dataclass(frozen=True)
class OneWay:
    """A one-way analysis of variance of ``n`` people in ``groups`` groups.

    ``between`` and ``within`` are mean squares; ``f`` is infinite where nobody differs within a
    group. ``icc1``, from 0 to 1, is the share of variance that lies between groups, with its
    95% interval (None where f is infinite); ``icc2``, from 0 to 1, the reliability of the
    groups' means. ``icc1`` rests on ``n0``, the size of group that makes it unbiased where
    sizes differ; ``icc1_mean_size`` on the plain mean size, as some programs have it.
    """

    groups: int
    n: int
    n0: float
    mean_size: float
    between: float
    within: float
    f: float
    p: float
    icc1: float
    low: float | None
    high: float | None
    icc1_mean_size: float
    icc2: float

    @property
    def may_compare_groups(self) -> bool:
        """Whether groups differ reliably enough to be ranked: else show them unranked."""
        return self.p < SIGNIFICANCE and self.icc2 >= ICC2_NEEDED - 1e-9


@dataclass(frozen=True)
class RaterReliability:
    """The six intraclass correlations of Shrout & Fleiss 1979, not cut off at zero.

    By the model (1 each target has its own raters, 2 random raters, 3 these raters) and by
    whether a single rating is meant or the mean of all raters.
    """

    single_1: float
    single_2: float
    single_3: float
    mean_1: float
    mean_2: float
    mean_3: float


def person_means(values: Floats) -> Floats:
    """Return each row's mean of the items answered, NaN without any: (rows, items) to (rows,)."""
    answered = (~np.isnan(values)).sum(axis=1)
    means = np.nansum(values, axis=1) / np.maximum(answered, 1)
    return np.where(answered > 0, means, np.nan)


def one_way(values: Floats, groups: Integers, counts: Integers | None = None) -> OneWay | None:
    """Analyse one number a person, such as ``person_means``, by group.

    ``values`` has shape (rows,), NaN for people left out; ``groups`` (rows,) are indices from
    0; ``counts`` (rows,) how many people a row stands for. None for fewer than three groups,
    for groups of one person each, and where all values are equal.

    ICC(1) = (MSB - MSW) / (MSB + (n0 - 1) MSW) and ICC(2) = (MSB - MSW) / MSB, Bliese 2000;
    negative estimates are 0. n0 = (N - Σn²/N) / (K - 1) makes the variance between groups
    unbiased (Donner 1986). The interval, from the quantiles of F (McGraw & Wong 1996), is exact
    for groups of one size.
    """
    kept = ~np.isnan(values)
    weights = frequencies(len(values), counts)[kept]
    _codes, places = np.unique(groups[kept], return_inverse=True)
    sizes = np.bincount(places, weights=weights).astype(np.float64)
    count, n = len(sizes), float(sizes.sum())
    if count < FEWEST_GROUPS or n <= count:
        return None
    # About the overall mean, so that nothing is lost where values lie far from zero.
    centred = values[kept] - np.average(values[kept], weights=weights)
    means = np.bincount(places, weights=weights * centred) / sizes
    between = float(sizes @ means**2) / (count - 1)
    within = float(weights @ (centred - means[places]) ** 2) / (n - count)
    if max(between, within) < NO_VARIANCE:
        return None
    return _one_way(sizes, between, within if within > NO_VARIANCE else 0.0)


def _one_way(sizes: Floats, between: float, within: float) -> OneWay:
    count, n = len(sizes), float(sizes.sum())
    degrees = count - 1, n - count
    n0 = (n - float(sizes @ sizes) / n) / degrees[0]
    f = between / within if within else float("inf")
    low = high = None
    if within:
        low = _icc1(f / float(fdtri(*degrees, 1 - TAIL)), n0)
        high = _icc1(f / float(fdtri(*degrees, TAIL)), n0)
    return OneWay(
        groups=count,
        n=round(n),
        n0=n0,
        mean_size=n / count,
        between=between,
        within=within,
        f=f,
        p=float(fdtrc(*degrees, f)) if within else 0.0,
        icc1=_icc1(f, n0),
        low=low,
        high=high,
        icc1_mean_size=_icc1(f, n / count),
        icc2=max(0.0, 1 - 1 / f) if f else 0.0,
    )


def _icc1(f: float, size: float) -> float:
    """Return ICC(1) from the ratio of mean squares, 0 if negative."""
    return max(0.0, (f - 1) / (f + size - 1)) if np.isfinite(f) else 1.0


def rater_reliability(ratings: Floats) -> RaterReliability:
    """Return the intraclass correlations of ratings, shape (targets, raters), none missing.

    Shrout & Fleiss 1979, by their numbers: ICC(1,1) is ``single_1``, ICC(2,k) ``mean_2``.
    ICC(3,k) is alpha of the raters. Needs two targets and two raters that differ; raises
    ValueError for fewer or for missing ratings.
    """
    if min(ratings.shape) < 2 or np.isnan(ratings).any():
        raise ValueError("Intraclass correlations need two targets and two raters, none missing.")
    targets, raters = ratings.shape
    centred = ratings - ratings.mean()
    by_target, by_rater = centred.mean(axis=1), centred.mean(axis=0)
    rows = raters * float(by_target @ by_target) / (targets - 1)
    columns = targets * float(by_rater @ by_rater) / (raters - 1)
    within = float(((centred - by_target[:, np.newaxis]) ** 2).sum()) / (targets * (raters - 1))
    residual = centred - by_target[:, np.newaxis] - by_rater
    error = float((residual**2).sum()) / ((targets - 1) * (raters - 1))
    raters_differ = (columns - error) / targets
    return RaterReliability(
        single_1=(rows - within) / (rows + (raters - 1) * within),
        single_2=(rows - error) / (rows + (raters - 1) * error + raters * raters_differ),
        single_3=(rows - error) / (rows + (raters - 1) * error),
        mean_1=(rows - within) / rows,
        mean_2=(rows - error) / (rows + raters_differ),
        mean_3=(rows - error) / rows,
    )
