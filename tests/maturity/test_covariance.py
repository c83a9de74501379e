import numpy as np
import pytest

from maturity.covariance import Missing, covariance

NAN = np.nan
# Both answered by the first two people only.
VALUES = np.array([[1, 2], [2, 4], [3, NAN], [NAN, 6]])


class TestCovariance:
    def test_listwise_is_of_those_who_answered_all(self) -> None:
        found = covariance(VALUES, None, Missing.LISTWISE)
        assert found.n == 2
        assert found.matrix.tolist() == [[0.5, 1], [1, 2]]

    def test_pairwise_is_of_those_who_answered_both(self) -> None:
        found = covariance(VALUES, None, Missing.PAIRWISE)
        assert found.n == 4
        assert found.matrix == pytest.approx(np.array([[1, 1], [1, 4]]))
        assert found.correlation == pytest.approx(np.array([[1, 0.5], [0.5, 1]]))

    @pytest.mark.parametrize("missing", Missing)
    def test_a_count_stands_for_as_many_rows(self, missing: Missing) -> None:
        counts = np.array([3, 2, 1, 4])
        counted = covariance(VALUES, counts, missing)
        repeated = covariance(np.repeat(VALUES, counts, axis=0), None, missing)
        assert counted.n == repeated.n
        assert counted.matrix == pytest.approx(repeated.matrix)

    def test_far_from_zero_nothing_is_lost(self) -> None:
        found = covariance(VALUES + 1e8, None, Missing.PAIRWISE)
        assert found.matrix == pytest.approx(np.array([[1, 1], [1, 4]]))

    @pytest.mark.parametrize("values", [VALUES[:1], np.full((3, 2), NAN), np.zeros((0, 2))])
    def test_undefined_for_fewer_than_two(self, values: np.ndarray) -> None:
        found = covariance(values, None, Missing.PAIRWISE)
        assert np.isnan(found.matrix).all()
        assert found.correlation is None

    def test_no_correlation_without_variance(self) -> None:
        values = np.array([[1, 0.1], [2, 0.1], [3, 0.1]])
        assert covariance(values, None, Missing.LISTWISE).correlation is None

    def test_refuses_counts_that_do_not_fit(self) -> None:
        with pytest.raises(ValueError, match="4 rows of answers need 4 counts"):
            covariance(VALUES, np.array([1, 2]), Missing.LISTWISE)
