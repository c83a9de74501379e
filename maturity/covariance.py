"""Covariances of a scale's items, from rows that may stand for several people."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from maturity.tally import Floats, Integers

# Below any variance that differing answers can have, above what rounding leaves of none.
NO_VARIANCE = 1e-20
# What a 95% interval leaves out at either end.
TAIL = 0.025


class Missing(StrEnum):
    """Whose answers count: of people who answered all items, or of everybody, pair by pair."""

    LISTWISE = "listwise"
    PAIRWISE = "pairwise"


@dataclass(frozen=True)
class Covariance:
    """Covariances (items, items) of ``n`` people; NaN where fewer than two answered both."""

    n: int
    matrix: Floats

    @property
    def items(self) -> int:
        """How many items there are."""
        return len(self.matrix)

    @property
    def correlation(self) -> Floats | None:
        """The correlations (items, items); None if one is undefined, as without variance."""
        variances = np.diag(self.matrix)
        if not np.isfinite(self.matrix).all() or not (variances > NO_VARIANCE).all():
            return None
        deviations = np.sqrt(variances)
        correlation: Floats = self.matrix / np.outer(deviations, deviations)
        return correlation


def frequencies(rows: int, counts: Integers | None) -> Floats:
    """Return how many people each row stands for: ``counts``, or one each without them.

    Raises ValueError if there are not as many counts as rows.
    """
    if counts is None:
        return np.ones(rows)
    if counts.shape != (rows,):
        raise ValueError(f"{rows} rows of answers need {rows} counts, not {counts.shape}.")
    return counts.astype(np.float64)


def covariance(values: Floats, counts: Integers | None, missing: Missing) -> Covariance:
    """Return the covariances of items, with n - 1 in the denominator.

    ``values`` has shape (rows, items), NaN missing; ``counts`` (rows,) as in ``frequencies``.
    Listwise, ``n`` is the number of people who answered every item. Pairwise, a covariance is
    of those who answered both items, about their own means, and ``n`` is the number of people
    who answered any.
    """
    weights = frequencies(len(values), counts)
    seen = ~np.isnan(values)
    if missing is Missing.LISTWISE:
        seen &= seen.all(axis=1, keepdims=True)
    weighted = np.where(seen, weights[:, np.newaxis], 0.0)
    filled = np.where(seen, values, 0.0)
    # Centred first, so that nothing is lost where answers lie far from zero.
    means = (weighted * filled).sum(axis=0) / np.maximum(weighted.sum(axis=0), 1)
    centred = np.where(seen, values - means, 0.0)
    both = weighted.T @ seen
    sums = (weighted * centred).T @ seen
    products = (weighted * centred).T @ centred
    matrix = np.full(both.shape, np.nan)
    enough = both > 1
    n = both[enough]
    matrix[enough] = (products[enough] - sums[enough] * sums.T[enough] / n) / (n - 1)
    return Covariance(round(float(weights[seen.any(axis=1)].sum())), matrix)
