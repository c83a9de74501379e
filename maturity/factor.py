"""A single common factor, fitted by maximum likelihood."""

from dataclasses import dataclass

import numpy as np

from maturity.tally import Floats

FEWEST_ITEMS = 3
# A uniqueness as small as this is a boundary, not an estimate (a Heywood case).
SMALLEST_UNIQUENESS = 0.005
# An item with a smaller loading has no part in the factor.
SMALLEST_LOADING = 0.01
# How far the fitted variances may miss 1: they meet it wherever the search has ended well.
TOLERANCE = 1e-4


@dataclass(frozen=True)
class Factor:
    """Standardised loadings and uniquenesses of the items, each of shape (items,).

    The sign is chosen so that the loadings' sum is not negative.
    """

    loadings: Floats
    uniquenesses: Floats


def one_factor(correlation: Floats) -> Factor | None:
    """Fit one common factor to correlations of shape (items, items).

    Maximum likelihood with the loadings concentrated out (Jöreskog 1967; Lawley & Maxwell
    1971). None if there are fewer than three items or fewer than three load, so that no single
    solution exists, or if a uniqueness would not be positive (a Heywood case).
    """
    items = len(correlation)
    if items < FEWEST_ITEMS:
        return None
    # Beyond 1 lies no uniqueness of a correlation matrix; the margin keeps a zero loading inside.
    bounds = [(SMALLEST_UNIQUENESS, 1 + SMALLEST_UNIQUENESS)] * items
    # It takes 20 MB, which processes that fit nothing need not carry.
    from scipy.optimize import minimize

    fit = minimize(
        _discrepancy,
        np.full(items, 0.5),
        args=(correlation,),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": 1000, "ftol": 1e-15, "gtol": 1e-9},
    )
    uniquenesses = np.asarray(fit.x, dtype=np.float64)
    loadings = _loadings(uniquenesses, correlation)[0]
    fitted = loadings**2 + uniquenesses
    is_proper = (uniquenesses > SMALLEST_UNIQUENESS * (1 + TOLERANCE)).all()
    is_identified = np.count_nonzero(np.abs(loadings) > SMALLEST_LOADING) >= FEWEST_ITEMS
    if not (is_proper and is_identified and np.allclose(fitted, 1, rtol=0, atol=TOLERANCE)):
        return None
    return Factor(loadings if loadings.sum() >= 0 else -loadings, uniquenesses)


def _loadings(uniquenesses: Floats, correlation: Floats) -> tuple[Floats, Floats]:
    """Return the best loadings for given uniquenesses, and the scaled matrix's eigenvalues."""
    scale = np.sqrt(uniquenesses)
    eigenvalues, vectors = np.linalg.eigh(correlation / np.outer(scale, scale))
    return scale * vectors[:, -1] * np.sqrt(max(eigenvalues[-1] - 1, 0.0)), eigenvalues


def _discrepancy(uniquenesses: Floats, correlation: Floats) -> tuple[float, Floats]:
    """Return log|Σ| + tr(SΣ⁻¹) at the best loadings, and its gradient in the uniquenesses."""
    loadings, eigenvalues = _loadings(uniquenesses, correlation)
    largest = max(float(eigenvalues[-1]), 1.0)
    value = float(np.log(uniquenesses).sum() + np.log(largest) + eigenvalues[:-1].sum())
    value += float(eigenvalues[-1]) / largest
    residual = loadings**2 + uniquenesses - np.diag(correlation)
    return value, residual / uniquenesses**2
