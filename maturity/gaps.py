"""Perception gaps: how far two audiences see the same dimension apart, and what may be said of it.

Only what was asked in the same words on the same scale is compared; that the words mean the
same to both audiences is assumed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import copysign, inf, sqrt
from typing import Protocol

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr, stdtrit

from maturity.tally import Floats

CONFIDENCE = 0.95
SIGNIFICANCE = 0.05
# Our rules: below these no difference is called one, however small its p-value.
SMALLEST_GAP = 0.3
SMALLEST_N = 10
SMALLEST_DF = 4
# Differences of means of whole answers are never this small unless they are none.
ROUNDING = 1e-9


class Estimate(Protocol):
    """A mean of ``n`` people with the variance of the mean; None for a single one."""

    @property
    def n(self) -> int:
        """How many people answered."""

    @property
    def mean(self) -> float:
        """The estimate."""

    @property
    def variance(self) -> float | None:
        """The squared standard error of the mean."""

    @property
    def df(self) -> float | None:
        """The degrees of freedom of the variance."""


class Verdict(StrEnum):
    """What may be said of a gap."""

    FIRST_HIGHER = "first_higher"
    SECOND_HIGHER = "second_higher"
    NO_CLEAR_DIFFERENCE = "no_clear_difference"
    TOO_FEW = "too_few"


class Magnitude(StrEnum):
    """How large a Cliff's delta is (Romano et al. 2006)."""

    NEGLIGIBLE = "negligible"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True)
class WelchTest:
    """A difference of two means with its 95% interval and two-sided p-value (0..1)."""

    difference: float
    low: float
    high: float
    t: float
    df: float
    p: float


@dataclass(frozen=True)
class Gap:
    """A difference of two audiences' means, first less second, in points of their scale.

    The interval is None if either is one person alone; ``p`` is None if either has too
    few people or accounts (``perception_gap``).
    """

    difference: float
    low: float | None
    high: float | None
    p: float | None


@dataclass(frozen=True)
class Comparison:
    """Two audiences on one dimension; ``gap`` is None if either has no score there."""

    dimension: str
    first: str
    second: str
    gap: Gap | None
    adjusted_p: float | None
    verdict: Verdict


def welch(first: Estimate, second: Estimate) -> WelchTest | None:
    """Test whether two independent means differ (Welch 1947); None if either has no variance.

    The degrees of freedom are (V1 + V2)² / (V1²/df1 + V2²/df2), V being the variances of the
    means. Where both are exactly known (V = 0), any difference is certain.
    """
    if first.variance is None or second.variance is None:
        return None
    difference = first.mean - second.mean
    variance = first.variance + second.variance
    if variance == 0:
        is_same = abs(difference) < ROUNDING
        t = 0.0 if is_same else copysign(inf, difference)
        return WelchTest(difference, difference, difference, t, inf, 1.0 if is_same else 0.0)
    df = pooled_df([first.variance, second.variance], [first.df, second.df])
    standard_error = sqrt(variance)
    t = difference / standard_error
    half_width = float(stdtrit(df, (1 + CONFIDENCE) / 2)) * standard_error
    p = 2 * float(stdtr(df, -abs(t)))
    return WelchTest(difference, difference - half_width, difference + half_width, t, df, p)


def pooled_df(variances: Sequence[float], dfs: Sequence[float | None]) -> float:
    """Return the degrees of freedom of a sum of independent estimates (Satterthwaite 1946).

    (Σ V)² / Σ V²/df. What is exactly known (V = 0) needs no df; if all is, it is infinite.
    """
    squares = sum(v**2 / df for v, df in zip(variances, dfs, strict=True) if v and df)
    return sum(variances) ** 2 / squares if squares else inf


def perception_gap(first: Estimate, second: Estimate) -> Gap:
    """Return the gap between two audiences with its interval.

    No p below ten people, or where a few accounts decide so much that fewer than four degrees
    of freedom are left: then Welch's test errs too often (our rule).
    """
    test = welch(first, second)
    if test is None:
        return Gap(first.mean - second.mean, None, None, None)
    has_p = min(first.n, second.n) >= SMALLEST_N and all(
        estimate.df is None or estimate.df >= SMALLEST_DF for estimate in (first, second)
    )
    return Gap(test.difference, test.low, test.high, test.p if has_p else None)


def compare_audiences(
    estimates: Mapping[str, Mapping[str, Estimate | None]],
) -> list[Comparison]:
    """Compare every pair of audiences on every dimension both were asked about.

    ``estimates`` is {audience: {dimension: estimate, or None if too few answered}}; pairs come
    in its order. All p-values are adjusted together (Holm), since they are read together.
    """
    found = [
        (dimension, first, second, _gap(estimates[first][dimension], estimates[second][dimension]))
        for first, second in combinations(estimates, 2)
        for dimension in estimates[first]
        if dimension in estimates[second]
    ]
    tested = [place for place, (*_, gap) in enumerate(found) if gap and gap.p is not None]
    given = [gap.p for *_, gap in found if gap and gap.p is not None]
    adjusted = dict(zip(tested, holm(given).tolist(), strict=True))
    return [
        Comparison(
            dimension, first, second, gap, adjusted.get(place), verdict(gap, adjusted.get(place))
        )
        for place, (dimension, first, second, gap) in enumerate(found)
    ]


def _gap(first: Estimate | None, second: Estimate | None) -> Gap | None:
    return None if first is None or second is None else perception_gap(first, second)


def verdict(gap: Gap | None, adjusted_p: float | None) -> Verdict:
    """Say which audience rates higher (our rule): adjusted p below .05 and at least 0.3 points."""
    if gap is None or adjusted_p is None:
        return Verdict.TOO_FEW
    if adjusted_p >= SIGNIFICANCE or abs(gap.difference) < SMALLEST_GAP - ROUNDING:
        return Verdict.NO_CLEAR_DIFFERENCE
    return Verdict.FIRST_HIGHER if gap.difference > 0 else Verdict.SECOND_HIGHER


def holm(p_values: Sequence[float]) -> Floats:
    """Adjust p-values so that the chance of any false finding stays below the level (Holm 1979).

    Returns them in the order given. Raises ValueError for a p-value outside 0..1.
    """
    p = _probabilities(p_values)
    order = np.argsort(p, kind="stable")
    adjusted = np.empty_like(p)
    adjusted[order] = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    return np.minimum(adjusted, 1.0)


def benjamini_hochberg(p_values: Sequence[float]) -> Floats:
    """Adjust p-values so that the share of false findings stays below the level, for item screens.

    Benjamini & Hochberg 1995. Returns them in the order given. Raises ValueError for a p-value
    outside 0..1.
    """
    p = _probabilities(p_values)
    falling = np.argsort(-p, kind="stable")
    adjusted = np.empty_like(p)
    adjusted[falling] = np.minimum.accumulate(p[falling] * (len(p) / np.arange(len(p), 0, -1)))
    return np.minimum(adjusted, 1.0)


def _probabilities(p_values: Sequence[float]) -> Floats:
    p = np.asarray(p_values, dtype=np.float64)
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError("A p-value lies between 0 and 1.")
    return p


def cliffs_delta(first: npt.ArrayLike, second: npt.ArrayLike) -> float | None:
    """Return P(first above second) - P(first below second), -1..1 (Cliff 1993).

    Both are how many gave each answer, or their shares, lowest first, on the same scale: shape
    (levels,). None if either audience is empty. Raises ValueError if the scales differ in length.
    """
    counts, others = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if counts.shape != others.shape:
        raise ValueError(f"Scales of {counts.size} and {others.size} answers cannot be compared.")
    pairs = float(counts.sum() * others.sum())
    if not pairs:
        return None
    below = np.cumsum(others) - others
    above = others.sum() - below - others
    return float(counts @ (below - above)) / pairs


def magnitude(delta: float) -> Magnitude:
    """Name the size of a Cliff's delta: .147, .33 and .474 begin small, medium and large."""
    if abs(delta) < 0.147:
        return Magnitude.NEGLIGIBLE
    if abs(delta) < 0.33:
        return Magnitude.SMALL
    return Magnitude.MEDIUM if abs(delta) < 0.474 else Magnitude.LARGE
