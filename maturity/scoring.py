"""The continuous score: a mean of item means with its 95% interval in closed form.

Each person's answers are linearised around the item means, z = Σ_j a_j (x_j - mean_j) / (m n_j)
with a_j = 1 where item j of m was answered, by n_j people (Taylor linearisation of a ratio:
Wolter 2007, chapter 6). The variance of the score is then that of a sum of independent z, and the
interval Student's t, clipped to the scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import sqrt

import numpy as np
from scipy.special import stdtrit

from maturity.tally import (
    Floats,
    Integers,
    Tally,
    item_means,
    join_thin_strata,
    stratified_shares,
)

CONFIDENCE = 0.95
# Added to every category where all answers are equal (Jeffreys).
PSEUDO_COUNT = 0.5
# Below any variance that differing answers can have, above what rounding leaves of none.
NO_VARIANCE = 1e-20
# An interval from fewer clusters than this is "indicative only" (our rule).
CLUSTERS_NEEDED = 10
# So is one that a few large clusters decide: fewer degrees of freedom than these (our rule).
DEGREES_NEEDED = 4

SIMPLE, STRATIFIED, CLUSTERED = "simple", "stratified", "clustered"


@dataclass(frozen=True)
class Score:
    """A mean of item means on ``1..points`` and its 95% interval.

    ``n`` people answered. ``low``, ``high``, ``variance`` (of the score) and ``df`` are None
    where there is no interval: for one respondent or one cluster. ``design`` is ``simple``,
    ``stratified`` or ``clustered``, the form that was used. ``is_indicative``: there are fewer
    than ten clusters, or a few large ones decide. ``is_complete``: everybody there is has
    answered everything and the score speaks of them alone, so it has no sampling error; the
    interval is the score itself.
    """

    n: int
    mean: float
    low: float | None
    high: float | None
    variance: float | None = None
    df: float | None = None
    design: str = SIMPLE
    is_indicative: bool = False
    is_complete: bool = False


def score(
    tally: Tally, points: int, *, population: int | None = None, census: bool = False
) -> Score | None:
    """Score a scale from a simple sample; None if an item has no answer at all.

    Var = n/(n-1) Σ z², n-1 degrees of freedom. With ``census`` the score speaks of the people
    asked and of nobody else, so that the finite population correction applies where
    ``population``, how many they are, is known: Var (1 - f), f being the share that answered
    the least answered item (Cochran 1977, 2.6). Where the variance is zero, because all answers
    are equal or cancel out, it is taken after half an answer has been added to every category:
    agreement of a few people is not certainty. Raises ValueError for an answer off the scale or
    more answers than ``population``.
    """
    _check(tally, points)
    if not _is_answered(tally):
        return None
    if population is not None and tally.n > population:
        raise ValueError(f"{tally.n} people answered, but the population is {population}.")
    known = [population] if population is not None and census else None
    everybody = replace(tally, groups=np.zeros_like(tally.groups))
    return _from_strata(everybody, _simple_mean(tally), points, [1], known)


def score_stratified(
    tally: Tally,
    points: int,
    *,
    population: Sequence[int],
    census: bool = False,
    smallest: int = 1,
) -> Score | None:
    """Score a scale from a sample stratified by the tally's groups, as by department.

    ``population`` is how many people each group has. S = Σ W_h S_h and Var = Σ v_h with
    W_h = N_h / N and v_h = W_h² Var_h, each Var_h as in ``score``; degrees of freedom
    (Σ v_h)² / Σ (v_h² / (n_h - 1)) (Satterthwaite 1946). Strata where fewer than ``smallest``
    answered an item are joined (``join_thin_strata``). If only one is left, this is ``score``.
    None, ``census``, zero variance and errors as in ``score``.
    """
    _check(tally, points)
    if not _is_answered(tally):
        return None
    joined, people = join_thin_strata(tally, population, smallest)
    mean = _exact_mean(item_means(stratified_shares(joined, points, people, smallest)))
    return _from_strata(joined, mean, points, people, people if census else None)


def score_clustered(tally: Tally, points: int) -> Score | None:
    """Score a scale from people sampled in clusters, the tally's groups, as customer accounts.

    With z_g the sum of a cluster's z, Var = Σ z_g² / (1 - n_g/n): Bell & McCaffrey (2002),
    which is G/(G-1) Σ z_g² for clusters of equal size, as are the G-1 degrees of freedom. For
    unequal ones these are Satterthwaite's under a working intraclass correlation (Imbens &
    Kolesár 2016), here half the estimated one: our rule, halfway between the two papers, chosen
    for coverage. Where no cluster has two people this is ``score``. None and ValueError as in
    ``score``; a variance of zero is smoothed as if each cluster had given one answer.
    """
    _check(tally, points)
    if not _is_answered(tally):
        return None
    present, members = np.unique(tally.groups, return_inverse=True)
    sizes = np.bincount(members, weights=tally.counts).astype(np.float64)
    clusters = len(present)
    is_indicative = clusters < CLUSTERS_NEEDED
    if sizes.max() < 2:
        simple = score(tally, points)
        return simple and replace(simple, is_indicative=is_indicative)
    n, mean = tally.n, _simple_mean(tally)
    if clusters < 2:
        return Score(n, mean, None, None, design=CLUSTERED, is_indicative=is_indicative)
    z = _linearised(tally, np.zeros_like(tally.groups), 1)
    sums = np.bincount(members, weights=tally.counts * z).astype(np.float64)
    variance, df = float((sums**2 / (1 - sizes / n)).sum()), float(clusters - 1)
    if variance < NO_VARIANCE:
        counts = tally.code_counts(points).astype(np.float64) * (clusters / n)
        variance = float(_smoothed_variances(counts[np.newaxis])[0])
    else:
        within = float(tally.counts @ z**2) - float((sums**2 / sizes).sum())
        df = _cluster_df(sizes, _intraclass_correlation(sizes, sums, within) / 2)
    low, high = _interval(mean, variance, df, points)
    is_indicative |= df < DEGREES_NEEDED
    return Score(n, mean, low, high, variance, df, CLUSTERED, is_indicative)


def _check(tally: Tally, points: int) -> None:
    highest = int(tally.patterns.max(initial=0))
    if highest > points:
        raise ValueError(f"An answer is {highest}, but the scale ends at {points}.")


def _is_answered(tally: Tally) -> bool:
    return bool(tally.items) and bool((tally.patterns > 0).any(axis=0).all())


def _simple_mean(tally: Tally) -> float:
    n, sums = _item_totals(tally, np.zeros_like(tally.groups), 1)
    totals = zip(sums[0].tolist(), n[0].tolist(), strict=True)
    return _exact_mean([Fraction(int(total), int(people)) for total, people in totals])


def _exact_mean(means: Sequence[Fraction]) -> float:
    """Return the mean of exact item means: the same number whatever the order of adding."""
    return float(sum(means) / len(means))


def _from_strata(
    tally: Tally,
    mean: float,
    points: int,
    weights: Sequence[int],
    population: Sequence[int] | None,
) -> Score:
    """Score from strata thick enough; with a ``population``, of nobody but its people."""
    strata = len(weights)
    n = tally.n
    design = STRATIFIED if strata > 1 else SIMPLE
    if n < 2:
        return Score(n, mean, None, None, design=design)
    group_n = tally.group_n(strata)
    unknown = np.ones(strata)
    if population is not None:
        answered, _ = _item_totals(tally, tally.groups, strata)
        unknown = 1 - answered.min(axis=1) / np.asarray(population)
        if not unknown.any():
            return Score(n, mean, mean, mean, 0.0, None, design, is_complete=True)
    factors = (np.asarray(weights) / sum(weights)) ** 2 * unknown
    z = _linearised(tally, tally.groups, strata)
    squares = np.bincount(tally.groups, weights=tally.counts * z**2)
    parts = factors * group_n / (group_n - 1) * squares
    if parts.sum() < NO_VARIANCE:
        parts = factors * _smoothed_variances(tally.group_code_counts(points, strata))
    variance = float(parts.sum())
    df = variance**2 / float((parts**2 / (group_n - 1)).sum())
    low, high = _interval(mean, variance, df, points)
    return Score(n, mean, low, high, variance, df, design)


def _linearised(tally: Tally, groups: Integers, count: int) -> Floats:
    """Return each row's z around the item means of its group: shape (rows,)."""
    n, sums = _item_totals(tally, groups, count)
    errors = np.where(tally.patterns > 0, tally.patterns - (sums / n)[groups], 0.0)
    z: Floats = (errors / n[groups]).sum(axis=1) / tally.items
    return z


def _item_totals(tally: Tally, groups: Integers, count: int) -> tuple[Floats, Floats]:
    """Return how many answered each item and the sum of their answers: (groups, items) each."""
    cells = (groups[:, np.newaxis] * tally.items + np.arange(tally.items)).reshape(-1)
    people = tally.counts[:, np.newaxis]
    n, sums = (
        np.bincount(cells, (people * values).reshape(-1), count * tally.items).astype(np.float64)
        for values in (tally.patterns > 0, tally.patterns)
    )
    return n.reshape(count, -1), sums.reshape(count, -1)


def _interval(mean: float, variance: float, df: float, points: int) -> tuple[float, float]:
    half_width = float(stdtrit(df, (1 + CONFIDENCE) / 2)) * sqrt(variance)
    return max(1.0, mean - half_width), min(float(points), mean + half_width)


def _smoothed_variances(counts: Integers | Floats) -> Floats:
    """Variance of each group's score with half an answer in every category: shape (groups,).

    ``counts`` has shape (groups, items, points). The items' errors are added up as if perfectly
    correlated, which is the cautious bound.
    """
    weights = counts + PSEUDO_COUNT
    shares = weights / weights.sum(axis=2, keepdims=True)
    codes = np.arange(1, counts.shape[2] + 1)
    variances = shares @ codes**2 - (shares @ codes) ** 2
    standard_errors = np.sqrt(variances / counts.sum(axis=2)).mean(axis=1)
    result: Floats = standard_errors**2
    return result


def _intraclass_correlation(sizes: Floats, sums: Floats, within: float) -> float:
    """Estimate ICC(1) of z by one-way analysis of variance, 0..1."""
    clusters, n = len(sizes), float(sizes.sum())
    mean_between = float((sums**2 / sizes).sum()) / (clusters - 1)
    mean_within = within / (n - clusters)
    size = (n - float((sizes**2).sum()) / n) / (clusters - 1)
    total = mean_between + (size - 1) * mean_within
    return min(1.0, max(0.0, (mean_between - mean_within) / total))


def _cluster_df(sizes: Floats, correlation: float) -> float:
    """Satterthwaite degrees of freedom of the clustered variance: tr(M)² / tr(M²).

    M is the covariance of z_g / √(1 - n_g/n) for people of variance 1 who correlate as given
    within their cluster. It is diagonal but for outer products of two vectors, so both traces
    take O(clusters).
    """
    shares = sizes / sizes.sum()
    variances = sizes * (1 + (sizes - 1) * correlation)
    total = float(variances.sum())
    scale = 1 / np.sqrt(1 - shares)
    u, q, d = scale * variances, scale * shares, scale**2 * variances
    uu, qq, uq = float(u @ u), float(q @ q), float(u @ q)
    trace = float(d.sum()) - 2 * uq + total * qq
    diagonal = float(d @ d) - 2 * float(d @ (2 * u * q - total * q**2))
    outer = 2 * uu * qq + 2 * uq**2 + (total * qq) ** 2 - 4 * total * uq * qq
    return trace**2 / (diagonal + outer)
