"""How consistently the items of a scale measure: alpha, omega and their kin.

All work on ``values`` of shape (rows, items), NaN missing, and ``counts`` (rows,), how many
people gave each row (one each without them), so that a frequency table and raw data give the
same.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import fdtri

from maturity.covariance import NO_VARIANCE, TAIL, Covariance, Missing, covariance
from maturity.factor import one_factor
from maturity.tally import Floats, Integers

# What rounding may leave of covariances that cancel each other out, by their size.
ROUNDING = 1e-12


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha of ``n`` people with its 95% interval; None where undefined.

    At most 1, and negative if items contradict one another, as when an item that asks the
    opposite was not turned round. ``standardised`` is that of items of equal variance.
    """

    n: int
    value: float | None
    low: float | None
    high: float | None
    standardised: float | None


@dataclass(frozen=True)
class Omega:
    """McDonald's omega total: of the items as they are, and of items of equal variance."""

    value: float
    standardised: float


def alpha(
    values: Floats, counts: Integers | None = None, *, missing: Missing = Missing.LISTWISE
) -> Alpha:
    """Return Cronbach's alpha, k/(k-1) (1 - Σ variances / variance of the sum).

    Cronbach 1951; the interval is Feldt's (1965) with n - 1 and (n - 1)(k - 1) degrees of
    freedom. Listwise, ``n`` is the people who answered all items; pairwise, covariances are of
    those who answered both items, and ``n`` is the people who answered any, which makes the
    interval a little too narrow. Undefined for one item, for fewer than two people, without
    variance of the sum, and where pairwise covariances contradict one another (alpha above 1).
    """
    found = covariance(values, counts, missing)
    value = _alpha(found)
    if value is None:
        return Alpha(found.n, None, None, None, _standardised(found))
    low, high = feldt_interval(value, found.n, found.items)
    return Alpha(found.n, value, low, high, _standardised(found))


def feldt_interval(value: float, n: int, items: int) -> tuple[float, float]:
    """Return the 95% interval of an alpha of ``n`` >= 2 people and ``items`` >= 2 items.

    Feldt 1965: (1 - α) over its estimate is distributed as F.
    """
    degrees = n - 1, (n - 1) * (items - 1)
    low = 1 - (1 - value) * float(fdtri(*degrees, 1 - TAIL))
    high = 1 - (1 - value) * float(fdtri(*degrees, TAIL))
    return low, high


def omega(values: Floats, counts: Integers | None = None) -> Omega | None:
    """Return omega total, (Σλ)² / ((Σλ)² + Σψ), from a one-factor fit by maximum likelihood.

    McDonald 1999. Listwise: of the people who answered all items. None for fewer than three
    items, where an item does not vary, and where no proper solution exists (``one_factor``).
    """
    found = covariance(values, counts, Missing.LISTWISE)
    correlation = found.correlation
    factor = one_factor(correlation) if correlation is not None else None
    if factor is None:
        return None
    # The fit does not depend on the items' units, so theirs are put back afterwards.
    deviations = np.sqrt(np.diag(found.matrix))
    return Omega(
        _omega(factor.loadings * deviations, factor.uniquenesses * deviations**2),
        _omega(factor.loadings, factor.uniquenesses),
    )


def spearman_brown(values: Floats, counts: Integers | None = None) -> float | None:
    """Return the reliability of two items, 2r / (1 + r), listwise (Spearman 1910; Brown 1910).

    For two items it says more than alpha, which assumes that their variances are equal
    (Eisinga, te Grotenhuis & Pelzer 2013). None for another number of items, or where their
    correlation is undefined or -1.
    """
    if values.shape[1] != 2:
        return None
    return _standardised(covariance(values, counts, Missing.LISTWISE))


def _alpha(found: Covariance) -> float | None:
    items = found.items
    if items < 2 or not np.isfinite(found.matrix).all():
        return None
    total = float(found.matrix.sum())
    # Covariances that cancel each other out leave a rest that depends on the order of adding.
    if total < max(NO_VARIANCE, ROUNDING * float(np.abs(found.matrix).sum())):
        return None
    value = items / (items - 1) * (1 - float(np.trace(found.matrix)) / total)
    return _at_most_one(value)


def _standardised(found: Covariance) -> float | None:
    """Return k r / (1 + (k-1) r) with the mean correlation r of the items."""
    items, correlation = found.items, found.correlation
    if items < 2 or correlation is None:
        return None
    mean = (float(correlation.sum()) - items) / (items * (items - 1))
    spread = 1 + (items - 1) * mean
    return _at_most_one(items * mean / spread) if spread > 1e-9 else None


def _at_most_one(value: float) -> float | None:
    """Return the value, 1 where rounding has carried it beyond, None where it lies beyond."""
    return min(value, 1.0) if value < 1 + 1e-9 else None


def _omega(loadings: Floats, uniquenesses: Floats) -> float:
    common = float(loadings.sum()) ** 2
    return common / (common + float(uniquenesses.sum()))
