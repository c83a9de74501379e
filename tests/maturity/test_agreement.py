import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.agreement import Agreement, Null, View, agreement, null_variance
from maturity.tally import Floats, Integers, tally
from tests.maturity.published import COHESION, COHESION_RWG_J, FOUR_PEOPLE, PLATOONS

NAN = np.nan
UNIFORM, SKEW = Null.UNIFORM, Null.SLIGHT_SKEW
few = settings(deadline=None, max_examples=40)
people = st.lists(
    st.tuples(st.integers(0, 2), *[st.integers(min_value=0, max_value=4)] * 3),
    min_size=1,
    max_size=15,
).map(lambda rows: np.array(rows, dtype=np.int64))


def column(*answers: float) -> Floats:
    return np.array(answers, dtype=np.float64)[:, np.newaxis]


def of(table: Integers) -> Agreement:
    """The agreement of rows (group, answers), 0 missing, on four points."""
    values = np.where(table[:, 1:] > 0, table[:, 1:], np.nan)
    return agreement(values, groups=table[:, 0], high=4)


class TestNullVariance:
    @pytest.mark.parametrize(("points", "variance"), [(4, 1.25), (5, 2.0), (6, 35 / 12), (7, 4.0)])
    def test_uniform(self, points: int, variance: float) -> None:
        codes = np.arange(1, points + 1)
        assert null_variance(UNIFORM, points) == pytest.approx(variance)
        assert null_variance(UNIFORM, points) == pytest.approx(np.var(codes))

    @pytest.mark.parametrize(
        "shares",
        [
            (0.25, 0.75),
            (0.15, 0.50, 0.35),
            (0.10, 0.20, 0.40, 0.30),
            (0.05, 0.15, 0.20, 0.35, 0.25),
        ],
    )
    def test_slight_skew_is_that_of_its_shares(self, shares: tuple[float, ...]) -> None:
        codes = np.arange(1, len(shares) + 1)
        variance = np.dot(shares, codes**2) - np.dot(shares, codes) ** 2
        assert null_variance(SKEW, len(shares)) == pytest.approx(variance)

    def test_slight_skew_published_for_seven_points(self) -> None:
        assert null_variance(SKEW, 7) == 2.90

    @pytest.mark.parametrize("points", [*range(2, 13), 101])
    def test_skewed_answers_always_vary_less(self, points: int) -> None:
        assert 0 < null_variance(SKEW, points) < null_variance(UNIFORM, points)

    def test_a_scale_of_one_point(self) -> None:
        with pytest.raises(ValueError, match="two points or more, not 1"):
            null_variance(SKEW, 1)


class TestIndices:
    def test_cohesion(self) -> None:
        found = agreement(COHESION, groups=PLATOONS, high=5)
        assert found.n.tolist() == [3, 3, 2, 3]
        assert found.rwg_j(UNIFORM) == pytest.approx(COHESION_RWG_J, abs=5e-7)

    def test_by_hand(self) -> None:
        # Item variances .25, .25, 1/3, so r = .138889 uniform, .207297 slightly skewed.
        found = agreement(FOUR_PEOPLE, high=5)
        assert found.rwg_j(UNIFORM) == pytest.approx([0.948980], abs=5e-7)
        assert found.rwg_j(SKEW) == pytest.approx([0.919820], abs=5e-7)
        assert found.r_star(UNIFORM) == pytest.approx([0.861111], abs=5e-7)
        assert found.ad == pytest.approx([0.416667], abs=5e-7)

    def test_one_item(self) -> None:
        # Variance 1/3 over 1.25 and .89.
        found = agreement(column(2, 2, 3, 3), high=4)
        assert found.rwg(UNIFORM) == pytest.approx(np.array([[1 - 1 / 3.75]]))
        assert found.rwg(SKEW) == pytest.approx(np.array([[1 - 1 / 2.67]]))
        assert found.rwg_j(UNIFORM) == pytest.approx(found.rwg(UNIFORM)[0])

    def test_worse_than_chance(self) -> None:
        # Variance 3 over 1.25: rwg is cut off at 0, r*wg is not.
        found = agreement(column(1, 1, 4, 4), high=4)
        assert found.rwg(UNIFORM).tolist() == [[0.0]]
        assert found.rwg_j(UNIFORM).tolist() == [0.0]
        assert found.r_star(UNIFORM) == pytest.approx([-1.4])
        assert found.ad.tolist() == [1.5]

    def test_unanimous(self) -> None:
        found = agreement(np.full((6, 3), 2.0), high=4)
        assert found.rwg_j(SKEW).tolist() == found.r_star(SKEW).tolist() == [1.0]
        assert found.ad.tolist() == [0.0]

    @pytest.mark.parametrize(("points", "limit"), [(4, 0.67), (5, 0.83), (7, 1.17)])
    def test_limit_of_the_deviation(self, points: int, limit: float) -> None:
        found = agreement(column(1, 2), high=points)
        assert found.ad_limit == pytest.approx(limit, abs=5e-3)

    def test_a_scale_may_begin_anywhere(self) -> None:
        one = agreement(FOUR_PEOPLE, high=5)
        other = agreement(FOUR_PEOPLE - 3, low=-2, high=2)
        assert other.rwg_j(UNIFORM) == pytest.approx(one.rwg_j(UNIFORM))
        assert other.highest == one.highest

    def test_an_item_nobody_else_answered_is_left_out(self) -> None:
        values = np.array([[2.0, 1], [3, NAN], [2, NAN], [3, NAN]])
        found = agreement(values, high=4)
        assert np.isnan(found.rwg(UNIFORM)).tolist() == [[False, True]]
        assert found.rwg_j(UNIFORM) == pytest.approx([1 - 1 / 3.75])

    def test_one_person_agrees_with_nobody(self) -> None:
        found = agreement(FOUR_PEOPLE[:1], high=5)
        assert found.n.tolist() == [1]
        for numbers in (found.rwg_j(UNIFORM), found.r_star(UNIFORM), found.ad):
            assert np.isnan(numbers).all()
        assert found.summary(UNIFORM) is None

    @pytest.mark.parametrize("values", [np.zeros((0, 2)), np.full((3, 2), NAN), np.zeros((3, 0))])
    def test_nothing_to_agree_about(self, values: Floats) -> None:
        found = agreement(values, high=4)
        assert found.n.tolist() == [0]
        assert found.view() is View.TOO_FEW

    def test_an_index_without_people(self) -> None:
        found = agreement(FOUR_PEOPLE, groups=np.array([0, 0, 2, 2]), high=5)
        assert found.n.tolist() == [2, 0, 2]
        assert np.isnan(found.rwg_j(UNIFORM)).tolist() == [False, True, False]

    def test_of_a_frequency_table(self) -> None:
        codes = np.repeat(FOUR_PEOPLE.astype(np.uint8), [5, 2, 3, 4], axis=0)
        groups = np.tile([0, 1], 7)
        table = tally(codes, groups)
        one = agreement(table.values, table.counts, table.groups, high=5)
        other = agreement(codes.astype(np.float64), groups=groups, high=5)
        assert one.n.tolist() == other.n.tolist()
        assert one.rwg_j(UNIFORM) == pytest.approx(other.rwg_j(UNIFORM))
        assert one.ad == pytest.approx(other.ad)
        assert (one.lowest, one.highest) == pytest.approx((other.lowest, other.highest))

    def test_refuses_groups_that_do_not_fit(self) -> None:
        with pytest.raises(ValueError, match="4 rows of answers need as many groups"):
            agreement(FOUR_PEOPLE, groups=np.array([0, 1]), high=5)


class TestSummary:
    def test_medians_and_the_share_that_agrees(self) -> None:
        # Medians of .681818 .813953 .921053 .909091, and of the mean variances 7/5, 16/15, 3/5
        # and 2/3 over 2.
        summary = agreement(COHESION, groups=PLATOONS, high=5).summary(UNIFORM)
        assert summary is not None
        assert (summary.groups, summary.agreeing) == (4, 0.75)
        assert summary.median_rwg_j == pytest.approx((0.813953 + 0.909091) / 2, abs=5e-7)
        assert summary.median_r_star == pytest.approx(1 - (16 / 15 + 2 / 3) / 4)

    def test_of_groups_large_enough(self) -> None:
        found = agreement(COHESION, groups=PLATOONS, high=5)
        summary = found.summary(UNIFORM, smallest=3)
        assert summary is not None
        assert summary.groups == 3
        assert found.summary(UNIFORM, smallest=4) is None

    def test_exactly_seventy_hundredths_agree(self) -> None:
        # Variance 6/10 on five points: 1 - .6/2.
        summary = agreement(column(*[2] * 3, *[3] * 5, *[4] * 3), high=5).summary(UNIFORM)
        assert summary is not None
        assert summary.median_rwg_j == pytest.approx(0.7)
        assert summary.agreeing == 1.0


class TestView:
    def test_shared(self) -> None:
        assert agreement(np.full((5, 3), 2.0), high=4).view() is View.SHARED

    def test_divided(self) -> None:
        assert agreement(column(1, 2, 3, 4, 2, 3), high=4).view() is View.DIVIDED

    def test_shared_only_if_it_is_so_under_both_nulls(self) -> None:
        # Variance .3: 1 - .3/1.25 = .76, but 1 - .3/.89 = .66.
        assert agreement(column(2, 2, 2, 3, 3, 3), high=4).view() is View.DIVIDED

    def test_two_camps_are_not_a_shared_view(self) -> None:
        # Each department agrees entirely, on opposite ends of the scale.
        values = np.array([[1.0, 1, 1]] * 6 + [[4.0, 4, 4]] * 6)
        groups = np.repeat([0, 1], 6)
        found = agreement(values, groups=groups, high=4)
        assert found.rwg_j(SKEW).tolist() == [1.0, 1.0]
        assert found.has_two_camps
        assert found.view() is View.DIVIDED

    @pytest.mark.parametrize(("low", "high", "camps"), [(3, 3, True), (2, 9, False), (9, 2, False)])
    def test_a_camp_is_a_quarter(self, low: int, high: int, camps: bool) -> None:
        between = 12 - low - high
        found = agreement(column(*[1] * low, *[2] * between, *[4] * high), high=4)
        assert found.has_two_camps is camps

    def test_too_few(self) -> None:
        assert agreement(np.full((4, 3), 2.0), high=4).view() is View.TOO_FEW
        small = agreement(np.full((8, 3), 2.0), groups=np.repeat([0, 1], 4), high=4)
        assert small.view() is View.TOO_FEW
        assert small.view(smallest=4) is View.SHARED

    def test_small_groups_have_no_say(self) -> None:
        values = np.array([[2.0, 2, 2]] * 5 + [[1.0, 1, 1], [3.0, 3, 3]])
        groups = np.array([0] * 5 + [1] * 2)
        assert agreement(values, groups=groups, high=4).view() is View.SHARED


class TestProperties:
    @few
    @given(people)
    def test_order_of_respondents_does_not_matter(self, table: Integers) -> None:
        one, other = of(table), of(table[::-1])
        assert one.n.tolist() == other.n.tolist()
        assert one.rwg_j(SKEW) == pytest.approx(other.rwg_j(SKEW), nan_ok=True)
        assert one.view(smallest=2) is other.view(smallest=2)

    @few
    @given(people)
    def test_a_group_never_changes_the_numbers_of_another(self, table: Integers) -> None:
        together = of(table)
        for group in set(table[:, 0].tolist()):
            alone = of(table[table[:, 0] == group])
            assert alone.n[group] == together.n[group]
            for null in Null:
                numbers = alone.rwg_j(null)[group], together.rwg_j(null)[group]
                assert numbers[0] == pytest.approx(numbers[1], nan_ok=True)

    @few
    @given(people)
    def test_a_scale_turned_round_is_as_agreed(self, table: Integers) -> None:
        turned = table.copy()
        turned[:, 1:] = np.where(table[:, 1:] > 0, 5 - table[:, 1:], 0)
        one, other = of(table), of(turned)
        assert one.rwg_j(SKEW) == pytest.approx(other.rwg_j(SKEW), nan_ok=True)
        assert (one.lowest, one.highest) == pytest.approx((other.highest, other.lowest))

    @few
    @given(people)
    def test_stays_within_its_range(self, table: Integers) -> None:
        found = of(table)
        for null in Null:
            rwg_j = found.rwg_j(null)
            defined = ~np.isnan(rwg_j)
            assert ((rwg_j[defined] >= 0) & (rwg_j[defined] <= 1)).all()
            assert (found.r_star(null)[defined] <= rwg_j[defined] + 1e-12).all()
