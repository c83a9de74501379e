from dataclasses import replace
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.gaps import (
    Comparison,
    Magnitude,
    Verdict,
    compare_audiences,
    magnitude,
    perception_gap,
    pooled_df,
    welch,
)
from tests.maturity.estimates import FIRST, SECOND, Made, of_answers, of_people

few = settings(deadline=None, max_examples=25)
estimates = st.builds(
    of_people,
    st.integers(min_value=2, max_value=200),
    st.floats(min_value=1, max_value=5),
    st.floats(min_value=0.0001, max_value=0.5),
)


class TestWelch:
    def test_reference_case(self) -> None:
        test = welch(of_answers(FIRST), of_answers(SECOND))
        assert test is not None
        assert test.t == pytest.approx(3.033614, abs=5e-7)
        assert test.df == pytest.approx(12.238209, abs=5e-7)
        assert test.p == pytest.approx(0.010192, abs=5e-7)
        assert test.low == pytest.approx(0.333918, abs=5e-7)
        assert test.high == pytest.approx(2.023225, abs=5e-7)

    def test_one_person_alone_allows_no_test(self) -> None:
        assert welch(of_answers([3]), of_answers(SECOND)) is None
        assert welch(of_answers(SECOND), of_answers([3])) is None

    def test_means_that_are_exactly_known_differ_for_certain_or_not_at_all(self) -> None:
        low, high = of_people(30, 2.0, 0.0), of_people(30, 2.5, 0.0)
        test, same = welch(low, high), welch(low, low)
        assert test is not None
        assert same is not None
        assert (test.low, test.high, test.t, test.p) == (-0.5, -0.5, -inf, 0.0)
        assert (same.low, same.high, same.t, same.p) == (0.0, 0.0, 0.0, 1.0)

    def test_an_exactly_known_mean_leaves_the_degrees_of_freedom_of_the_other(self) -> None:
        test = welch(of_people(30, 2.0, 0.0), of_people(12, 2.5))
        assert test is not None
        assert test.df == pytest.approx(11)

    @few
    @given(estimates, estimates)
    def test_the_order_turns_only_the_sign(self, one: Made, other: Made) -> None:
        there, back = welch(one, other), welch(other, one)
        assert there is not None
        assert back is not None
        assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
        assert there.p == pytest.approx(back.p)

    @few
    @given(estimates, estimates)
    def test_degrees_of_freedom_lie_between_the_smaller_and_the_sum(
        self, one: Made, other: Made
    ) -> None:
        test = welch(one, other)
        assert test is not None
        assert min(one.n, other.n) - 1.0001 <= test.df <= one.n + other.n - 1.9999


class TestPooledDf:
    def test_equal_parts_add_up(self) -> None:
        assert pooled_df([0.2, 0.2, 0.2], [4, 4, 4]) == pytest.approx(12)

    def test_without_any_variance_there_is_no_limit(self) -> None:
        assert pooled_df([0.0, 0.0], [4, None]) == inf


class TestPerceptionGap:
    def test_below_ten_people_there_is_an_interval_but_no_p(self) -> None:
        gap = perception_gap(of_answers(FIRST), of_answers(SECOND))
        assert gap.low == pytest.approx(0.333918, abs=5e-7)
        assert gap.p is None

    def test_ten_people_each_are_enough(self) -> None:
        assert perception_gap(of_people(10, 3.0), of_people(10, 2.0)).p is not None
        assert perception_gap(of_people(10, 3.0), of_people(9, 2.0)).p is None

    @pytest.mark.parametrize(("df", "has_p"), [(3.9, False), (4, True), (None, True)])
    def test_a_few_accounts_that_decide_allow_no_p(self, df: float | None, has_p: bool) -> None:
        many = replace(of_people(119, 3.0), df=df)
        for gap in (
            perception_gap(many, of_people(40, 2.0)),
            perception_gap(of_people(9, 2), many),
        ):
            assert gap.low is not None
        assert (perception_gap(many, of_people(40, 2.0)).p is not None) == has_p
        assert (perception_gap(of_people(40, 2.0), many).p is not None) == has_p

    def test_with_one_person_there_is_a_difference_only(self) -> None:
        gap = perception_gap(of_answers([3]), of_people(40, 2.5))
        assert (gap.difference, gap.low, gap.high, gap.p) == (0.5, None, None, None)


def compared(leaders: Made | None, staff: Made | None) -> Comparison:
    (comparison,) = compare_audiences({"leaders": {"value": leaders}, "staff": {"value": staff}})
    return comparison


class TestCompareAudiences:
    def test_says_who_rates_higher(self) -> None:
        high, low = of_people(20, 3.4), of_people(90, 2.6)
        assert compared(high, low).verdict == Verdict.FIRST_HIGHER
        assert compared(low, high).verdict == Verdict.SECOND_HIGHER

    @pytest.mark.parametrize(
        ("gap", "verdict"),
        [(0.29, Verdict.NO_CLEAR_DIFFERENCE), (0.3, Verdict.FIRST_HIGHER)],
    )
    def test_a_small_gap_is_none_however_sure(self, gap: float, verdict: Verdict) -> None:
        assert (
            compared(of_people(900, 2.4 + gap, 1e-5), of_people(900, 2.4, 1e-5)).verdict == verdict
        )

    def test_a_large_gap_is_none_while_it_may_be_chance(self) -> None:
        # Standard error 0.45 for a gap of 0.8.
        comparison = compared(of_people(12, 3.4, 0.1), of_people(12, 2.6, 0.1))
        assert comparison.verdict == Verdict.NO_CLEAR_DIFFERENCE

    def test_too_few_people_are_no_verdict(self) -> None:
        comparison = compared(of_people(9, 4.0), of_people(90, 1.0))
        assert comparison.gap is not None
        assert (comparison.verdict, comparison.adjusted_p) == (Verdict.TOO_FEW, None)

    def test_an_audience_without_a_score_has_no_gap(self) -> None:
        assert compared(None, of_people(90, 1.0)) == Comparison(
            "value", "leaders", "staff", None, None, Verdict.TOO_FEW
        )

    def test_all_pairs_are_adjusted_together(self) -> None:
        # One p counts twice where there are two of them: 0.03 alone is clear, of two it is not.
        pair = {"leaders": of_people(61, 3.0), "staff": of_people(61, 2.688)}
        alone = compared(*pair.values())
        both = compare_audiences({name: {"a": it, "b": it} for name, it in pair.items()})
        assert alone.gap is not None
        # t = .312 / √.02 = 2.206 of 120 degrees of freedom.
        assert alone.gap.p is not None
        assert alone.gap.p == pytest.approx(0.0293, abs=5e-4)
        assert alone.verdict == Verdict.FIRST_HIGHER
        assert [one.adjusted_p for one in both] == [pytest.approx(2 * alone.gap.p)] * 2
        assert {one.verdict for one in both} == {Verdict.NO_CLEAR_DIFFERENCE}

    def test_too_small_audiences_do_not_burden_the_others(self) -> None:
        pair = {"leaders": {"a": of_people(61, 3.0)}, "staff": {"a": of_people(61, 2.688)}}
        alone = compare_audiences(pair)
        with_few = compare_audiences({**pair, "customers": {"a": of_people(9, 1.0)}})
        assert with_few[0] == alone[0]
        assert [one.verdict for one in with_few[1:]] == [Verdict.TOO_FEW] * 2

    def test_only_what_both_were_asked_is_compared(self) -> None:
        made = of_people(20, 3.0)
        found = compare_audiences(
            {
                "leaders": {"a": made, "b": made},
                "staff": {"a": made, "b": made},
                "customers": {"b": made},
            }
        )
        assert [(one.first, one.second, one.dimension) for one in found] == [
            ("leaders", "staff", "a"),
            ("leaders", "staff", "b"),
            ("leaders", "customers", "b"),
            ("staff", "customers", "b"),
        ]

    def test_no_audience_at_all_is_no_comparison(self) -> None:
        assert compare_audiences({}) == []
        assert compare_audiences({"staff": {"a": of_people(20, 3.0)}}) == []

    @few
    @given(estimates, estimates, estimates)
    def test_another_audience_changes_no_gap(self, one: Made, other: Made, third: Made) -> None:
        pair = {"leaders": {"a": one}, "staff": {"a": other}}
        with_third = compare_audiences({**pair, "customers": {"a": third}})
        assert with_third[0].gap == compare_audiences(pair)[0].gap

    @few
    @given(estimates, estimates)
    def test_a_higher_answer_never_lowers_the_gap(self, one: Made, other: Made) -> None:
        raised = replace(one, mean=one.mean + 0.1)
        assert perception_gap(raised, other).difference > perception_gap(one, other).difference


class TestMagnitude:
    # Romano et al. 2006.
    @pytest.mark.parametrize(
        ("delta", "expected"),
        [
            (0.0, Magnitude.NEGLIGIBLE),
            (0.146, Magnitude.NEGLIGIBLE),
            (-0.147, Magnitude.SMALL),
            (0.33, Magnitude.MEDIUM),
            (0.473, Magnitude.MEDIUM),
            (-0.474, Magnitude.LARGE),
            (1.0, Magnitude.LARGE),
        ],
    )
    def test_published_limits(self, delta: float, expected: Magnitude) -> None:
        assert magnitude(delta) == expected
