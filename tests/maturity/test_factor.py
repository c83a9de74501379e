import numpy as np
import pytest

from maturity.factor import one_factor
from maturity.tally import Floats


def correlations(*loadings: float) -> Floats:
    matrix = np.outer(loadings, loadings)
    np.fill_diagonal(matrix, 1.0)
    return matrix


def triad(first: float, second: float, third: float) -> Floats:
    """Correlations of items 1 and 2, 1 and 3, 2 and 3."""
    return np.array([[1, first, second], [first, 1, third], [second, third, 1]])


class TestOneFactor:
    @pytest.mark.parametrize(
        "loadings", [(0.8, 0.7, 0.6, 0.5), (0.9, 0.2, 0.4), (0.7, -0.6, 0.5, 0.4, 0.3)]
    )
    def test_recovers_the_loadings_that_made_the_correlations(
        self, loadings: tuple[float, ...]
    ) -> None:
        factor = one_factor(correlations(*loadings))
        assert factor is not None
        assert factor.loadings == pytest.approx(loadings, abs=1e-6)
        assert factor.uniquenesses == pytest.approx(1 - np.square(loadings), abs=1e-6)

    def test_three_items_fit_exactly(self) -> None:
        # Spearman's triads: λ1² = r12 r13 / r23 = .35, and so on.
        factor = one_factor(triad(0.42, 0.35, 0.42))
        assert factor is not None
        assert factor.loadings**2 == pytest.approx([0.35, 0.504, 0.35], abs=1e-6)

    def test_the_larger_loadings_are_positive(self) -> None:
        factor = one_factor(correlations(-0.8, -0.7, -0.6, 0.5))
        assert factor is not None
        assert factor.loadings == pytest.approx([0.8, 0.7, 0.6, -0.5], abs=1e-6)

    def test_nothing_for_a_heywood_case(self) -> None:
        # λ1² = .9 * .9 / .5 would be 1.62.
        assert one_factor(triad(0.9, 0.9, 0.5)) is None

    @pytest.mark.parametrize(
        "matrix",
        [np.eye(4), triad(0.5, 0, 0), correlations(0.6, 0.6), np.ones((3, 3))],
        ids=["unrelated", "only two related", "two items", "identical"],
    )
    def test_nothing_where_no_single_solution_exists(self, matrix: Floats) -> None:
        assert one_factor(matrix) is None
