import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.anova import OneWay, one_way, person_means, rater_reliability
from maturity.tally import Floats
from tests.maturity.published import COHESION, PLATOONS, SHROUT_FLEISS

NAN = np.nan


def analysed(*groups: list[float]) -> OneWay:
    values = np.array([value for group in groups for value in group], dtype=np.float64)
    found = one_way(values, np.repeat(np.arange(len(groups)), [len(group) for group in groups]))
    assert found is not None
    return found


class TestRaterReliability:
    def test_shrout_and_fleiss(self) -> None:
        found = rater_reliability(SHROUT_FLEISS)
        assert found.single_1 == pytest.approx(0.165742, abs=5e-7)
        assert found.single_2 == pytest.approx(0.289764, abs=5e-7)
        assert found.single_3 == pytest.approx(0.714841, abs=5e-7)
        assert found.mean_1 == pytest.approx(0.442797, abs=5e-7)
        assert found.mean_2 == pytest.approx(0.620051, abs=5e-7)
        assert found.mean_3 == pytest.approx(0.909316, abs=5e-7)

    @pytest.mark.parametrize("ratings", [SHROUT_FLEISS[:1], SHROUT_FLEISS[:, :1], COHESION])
    def test_refuses_what_is_too_small_or_incomplete(self, ratings: Floats) -> None:
        with pytest.raises(ValueError, match="two targets and two raters, none missing"):
            rater_reliability(ratings)


class TestOneWay:
    def test_shrout_and_fleiss(self) -> None:
        # ICC(1,1) and ICC(1,k) of the table above; F, p and the upper limit as the R package
        # psych documents them (its lower limit, -.13, is shown as 0).
        found = analysed(*SHROUT_FLEISS.tolist())
        assert found.icc1 == pytest.approx(0.165742, abs=5e-7)
        assert found.icc2 == pytest.approx(0.442797, abs=5e-7)
        assert found.f == pytest.approx(1.79, abs=5e-3)
        assert found.p == pytest.approx(0.16477, abs=5e-6)
        assert found.low == 0.0
        assert found.high == pytest.approx(0.72, abs=5e-3)

    def test_by_hand(self) -> None:
        # MSB = 2 (4 + 0 + 4) / 2 = 8, MSW = 1.5 / 3 = .5. With 2 and 3 degrees of freedom the
        # upper tail of F is (1 + 2F/3)^(-3/2), which gives p and both limits.
        found = analysed([1, 2], [3, 4], [5, 6])
        assert (found.groups, found.n, found.n0, found.mean_size) == (3, 6, 2.0, 2.0)
        assert (found.between, found.within, found.f) == pytest.approx((8, 0.5, 16))
        assert found.p == pytest.approx((1 + 32 / 3) ** -1.5)
        assert found.icc1 == pytest.approx(7.5 / 8.5)
        assert found.icc2 == pytest.approx(15 / 16)
        assert found.low == 0.0
        ratio = 16 / (1.5 * (0.975 ** (-2 / 3) - 1))
        assert found.high == pytest.approx((ratio - 1) / (ratio + 1))
        assert found.may_compare_groups

    def test_both_conventions_for_unequal_groups(self) -> None:
        # MSB = 8/3, MSW = 4/3, F = 2; n0 = (6 - 14/6) / 2 = 11/6: ICC(1) = 1 / (2 + 5/6).
        found = analysed([2], [3, 5], [1, 2, 3])
        assert found.n0 == pytest.approx(11 / 6)
        assert found.icc1 == pytest.approx(6 / 17)
        assert found.mean_size == 2.0
        assert found.icc1_mean_size == pytest.approx(1 / 3)
        assert found.icc2 == pytest.approx(0.5)
        assert not found.may_compare_groups

    def test_the_unbiased_size_recovers_the_variance_between_groups(self) -> None:
        # A quarter of the variance lies between groups whose sizes differ as 2 to 60.
        rng = np.random.default_rng(1)
        sizes = np.tile([2, 5, 10, 60], 500)
        groups = np.repeat(np.arange(len(sizes)), sizes)
        values = rng.normal(size=len(sizes))[groups] + rng.normal(size=len(groups)) * 3**0.5
        found = one_way(values, groups)
        assert found is not None
        assert found.icc1 == pytest.approx(0.25, abs=0.03)

    def test_negative_estimates_are_zero(self) -> None:
        found = analysed([1, 5], [2, 4], [3, 3])
        assert (found.f, found.icc1, found.icc2) == (0.0, 0.0, 0.0)
        assert (found.low, found.high) != (None, None)
        assert not found.may_compare_groups

    def test_nobody_differs_within_a_group(self) -> None:
        found = analysed([1.1] * 3, [2.3] * 3, [3.7] * 3)
        assert (found.f, found.p, found.icc1, found.icc2) == (float("inf"), 0.0, 1.0, 1.0)
        assert (found.low, found.high) == (None, None)

    def test_a_count_stands_for_as_many_people(self) -> None:
        values, groups = np.array([1.0, 2, 3, 4, 5, 6]), np.array([0, 0, 1, 1, 2, 2])
        counts = np.array([3, 1, 2, 2, 1, 5])
        counted = one_way(values, groups, counts)
        repeated = one_way(np.repeat(values, counts), np.repeat(groups, counts))
        assert counted is not None
        assert repeated is not None
        assert (counted.n, counted.n0) == (repeated.n, repeated.n0)
        assert (counted.f, counted.icc1) == pytest.approx((repeated.f, repeated.icc1))

    def test_people_without_a_value_are_left_out(self) -> None:
        values = np.array([1, 2, 3, 4, 5, 6, NAN, NAN])
        found = one_way(values, np.array([0, 0, 1, 1, 2, 2, 2, 3]))
        assert found == analysed([1, 2], [3, 4], [5, 6])

    @pytest.mark.parametrize(
        ("values", "groups"),
        [
            ([1.0, 2, 3, 4], [0, 0, 1, 1]),
            ([1.0, 2, 3], [0, 1, 2]),
            ([0.1] * 6, [0, 0, 1, 1, 2, 2]),
            ([NAN] * 6, [0, 0, 1, 1, 2, 2]),
            ([], []),
        ],
        ids=["two groups", "groups of one", "all equal", "all missing", "nobody"],
    )
    def test_undefined(self, values: list[float], groups: list[int]) -> None:
        assert one_way(np.array(values), np.array(groups, dtype=np.int64)) is None

    def test_does_not_depend_on_where_zero_is(self) -> None:
        one, other = analysed([1, 2], [3, 4], [5, 6]), analysed([1e8 + 1, 1e8 + 2], *_far())
        assert one.f == pytest.approx(other.f)

    @settings(deadline=None, max_examples=40)
    @given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), min_size=1, max_size=15))
    def test_order_and_names_of_groups_do_not_matter(self, people: list[tuple[int, int]]) -> None:
        groups, values = np.array(people, dtype=np.int64).T
        one = one_way(values.astype(np.float64), groups)
        other = one_way(values[::-1].astype(np.float64), 7 - groups[::-1])
        assert (one is None) == (other is None)
        if one and other:
            assert 0 <= one.icc1 <= 1
            assert (one.icc1, one.icc2, one.p) == pytest.approx((other.icc1, other.icc2, other.p))


def _far() -> list[list[float]]:
    return [[1e8 + 3, 1e8 + 4], [1e8 + 5, 1e8 + 6]]


class TestPersonMeans:
    def test_of_the_items_answered(self) -> None:
        means = person_means(COHESION)
        assert means[:3] == pytest.approx([4.8, 4.5, 2.8])
        assert one_way(means, PLATOONS) is not None

    def test_nothing_without_answers(self) -> None:
        assert np.isnan(person_means(np.array([[NAN, NAN], [1, NAN]]))).tolist() == [True, False]
