import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from maturity.raking import WeightingError, design_effect, effective_n, rake, trimmed

few = settings(deadline=None, max_examples=25)
cubes = arrays(np.int64, (2, 3, 2), elements=st.integers(min_value=1, max_value=50))


class TestRake:
    def test_reference_case(self) -> None:
        fitted = rake([[30, 10], [20, 40]], [[60, 40], [45, 55]])
        expected = [[36.6882, 23.3118], [8.3118, 31.6882]]
        np.testing.assert_allclose(fitted, expected, atol=5e-5)
        odds = fitted[0, 0] * fitted[1, 1] / (fitted[0, 1] * fitted[1, 0])
        assert odds == pytest.approx(6)

    def test_one_characteristic_is_post_stratification(self) -> None:
        assert rake([80, 40], [[60, 60]]).tolist() == pytest.approx([60, 60])

    def test_an_empty_combination_stays_empty(self) -> None:
        fitted = rake([[30, 0], [20, 40]], [[40, 60], [50, 50]])
        np.testing.assert_allclose(fitted, [[40, 0], [10, 50]], rtol=1e-7)

    def test_a_category_without_people_and_respondents_is_left_alone(self) -> None:
        assert rake([80, 0, 40], [[60, 0, 60]]).tolist() == pytest.approx([60, 0, 60])

    def test_nobody_at_all(self) -> None:
        assert rake([[0, 0]], [[0], [0, 0]]).tolist() == [[0, 0]]

    @few
    @given(cubes, cubes)
    def test_meets_every_total_of_three_characteristics(
        self, table: npt.NDArray[np.int64], people: npt.NDArray[np.int64]
    ) -> None:
        totals = [people.sum(axis=axes) for axes in ((1, 2), (0, 2), (0, 1))]
        fitted = rake(table, totals)
        np.testing.assert_allclose(fitted.sum(axis=(1, 2)), totals[0], rtol=1e-7)
        np.testing.assert_allclose(fitted.sum(axis=(0, 2)), totals[1], rtol=1e-7)
        np.testing.assert_allclose(fitted.sum(axis=(0, 1)), totals[2], rtol=1e-7)

    @few
    @given(cubes)
    def test_what_already_fits_is_not_changed(self, table: npt.NDArray[np.int64]) -> None:
        totals = [table.sum(axis=axes) for axes in ((1, 2), (0, 2), (0, 1))]
        np.testing.assert_allclose(rake(table, totals), table)


class TestRakeRefuses:
    def test_a_category_in_which_nobody_answered(self) -> None:
        with pytest.raises(WeightingError, match="Category 2 of characteristic 1 has no respond"):
            rake([[30, 10], [0, 0]], [[60, 40], [45, 55]])

    def test_respondents_where_there_are_no_people(self) -> None:
        with pytest.raises(WeightingError, match="Category 1 of characteristic 2 has respondents"):
            rake([[30, 10], [20, 40]], [[60, 40], [0, 100]])

    def test_totals_that_contradict_each_other(self) -> None:
        with pytest.raises(WeightingError, match="contradict each other: they add up to 100, 90"):
            rake([[30, 10], [20, 40]], [[60, 40], [45, 45]])

    @pytest.mark.parametrize("totals", [[[60, 40]], [[60, 40], [45, 25, 30]], []])
    def test_totals_of_another_shape(self, totals: list[list[int]]) -> None:
        with pytest.raises(WeightingError, match="one total a category"):
            rake([[30, 10], [20, 40]], totals)

    @pytest.mark.parametrize("wrong", [-10.0, float("nan"), float("inf")])
    def test_numbers_that_count_nobody(self, wrong: float) -> None:
        with pytest.raises(WeightingError, match="numbers of people, 0 or more"):
            rake([[30, 10], [20, 40]], [[60, 40], [100 - wrong, wrong]])

    def test_totals_that_empty_combinations_make_impossible(self) -> None:
        # The second column can hold the second row only, which is too small for it.
        with pytest.raises(WeightingError, match="Join small categories"):
            rake([[30, 0], [20, 40]], [[60, 40], [50, 50]])


class TestTrimmed:
    def test_by_hand(self) -> None:
        # Median 1: 0.3, 1, 1, 1, 3 add up to 6.3.
        expected = [0.3 / 1.26, 1 / 1.26, 1 / 1.26, 1 / 1.26, 3 / 1.26]
        assert trimmed([0.1, 1, 1, 1, 10]).tolist() == pytest.approx(expected)

    def test_counts_stand_for_people(self) -> None:
        assert trimmed([0.1, 1, 10], [1, 3, 1]).tolist() == pytest.approx(
            [0.3 / 1.26, 1 / 1.26, 3 / 1.26]
        )

    def test_weights_within_the_limits_only_change_scale(self) -> None:
        assert trimmed([1, 2, 3]).tolist() == pytest.approx([0.5, 1, 1.5])


class TestKish:
    def test_reference_case(self) -> None:
        assert effective_n([1, 1, 1, 1, 2, 2]) == pytest.approx(5.3333, abs=5e-5)
        assert effective_n([1, 2], [4, 2]) == pytest.approx(16 / 3)

    def test_equal_weights_cost_nothing(self) -> None:
        assert effective_n([2.5] * 8) == pytest.approx(8)
        assert design_effect([2.5] * 8) == pytest.approx(1)

    def test_the_design_effect_is_one_plus_the_squared_variation(self) -> None:
        weights = np.array([1, 1, 1, 1, 2, 2])
        assert design_effect(weights) == pytest.approx(1 + weights.var() / weights.mean() ** 2)

    @pytest.mark.parametrize("weights", [[], [1.0, 0.0], [1.0, -1.0], [float("nan")]])
    def test_refuses_what_is_no_weight(self, weights: list[float]) -> None:
        with pytest.raises(WeightingError, match="Weights are above 0"):
            effective_n(weights)
