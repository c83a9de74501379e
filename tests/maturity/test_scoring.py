import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.answers import Answers
from maturity.scoring import Score, score
from tests.maturity.made_up import column, rows

few = settings(deadline=None, max_examples=60)
codes = st.lists(
    st.tuples(*[st.integers(min_value=0, max_value=4)] * 3), min_size=2, max_size=12
).map(lambda answers: rows(*answers))


def scored(answers: Answers, points: int = 4) -> Score:
    value = score(answers, points)
    assert value is not None
    return value


class TestSingleItem:
    def test_reference_case(self) -> None:
        # measurement.md, section 12: stage counts (2, 6, 9, 3).
        value = scored(column(2, 6, 9, 3))
        assert value.n == 20
        assert value.mean == pytest.approx(2.65)
        assert value.low == pytest.approx(2.2404, abs=5e-5)
        assert value.high == pytest.approx(3.0596, abs=5e-5)

    def test_does_not_reach_below_the_scale(self) -> None:
        # Nine 1 and one 2: s² = 0.1, so the standard error is 0.1, and t(9) = 2.2622.
        value = scored(column(9, 1))
        assert value.mean == pytest.approx(1.1)
        assert value.low == 1.0
        assert value.high == pytest.approx(1.3262, abs=5e-5)

    def test_does_not_reach_above_the_scale(self) -> None:
        value = scored(column(0, 0, 1, 9))
        assert value.low == pytest.approx(3.6738, abs=5e-5)
        assert value.high == 4.0

    def test_the_end_of_the_scale_is_the_scales_own(self) -> None:
        # The same answers on five points: 3.9 + 0.2262 is within.
        assert scored(column(0, 0, 1, 9), points=5).high == pytest.approx(4.1262, abs=5e-5)

    def test_one_respondent_has_no_interval(self) -> None:
        assert score(rows([3]), 4) == Score(1, 3.0, None, None)


class TestSeveralItems:
    def test_with_missing_answers(self) -> None:
        # Item means 2 (n=12) and 3 (n=8), so 2.5. Four people each have z = -1/24 - 1/16 =
        # -5/48, as many +5/48, as many 0: variance 12/11 * 8 * 25/2304 = 25/264, standard error
        # 0.307729; t(11) = 2.200985.
        value = scored(rows(*[[1, 2], [3, 4], [2, 0]] * 4))
        assert value.n == 12
        assert value.mean == pytest.approx(2.5)
        assert value.low == pytest.approx(1.8227, abs=5e-5)
        assert value.high == pytest.approx(3.1773, abs=5e-5)

    def test_is_the_mean_of_item_means_not_of_person_means(self) -> None:
        # Person means 1.5, 3.5 and 2 would give 2.33.
        assert scored(rows([1, 2], [3, 4], [2, 0])).mean == pytest.approx(2.5)

    def test_people_left_blank_do_not_count(self) -> None:
        answers = rows([1, 2], [3, 4], [2, 3])
        with_blank = rows([1, 2], [0, 0], [3, 4], [2, 3], [0, 0])
        assert score(with_blank, 4) == score(answers, 4)

    @pytest.mark.parametrize(
        "answers",
        [
            rows([1, 0], [2, 0]),
            rows([0, 0]),
            np.zeros((0, 2), dtype=np.uint8),
            np.zeros((5, 0), dtype=np.uint8),
        ],
    )
    def test_nothing_where_an_item_has_no_answer(self, answers: Answers) -> None:
        assert score(answers, 4) is None


class TestEqualAnswers:
    def test_agreement_of_a_few_is_not_certainty(self) -> None:
        # Six 4 with half an answer added to each of four categories: shares 1/16, 1/16, 1/16,
        # 13/16; variance 13.875 - 3.625² = 0.734375; error √(0.734375/6) = 0.349851;
        # t(5) = 2.570582.
        value = scored(column(0, 0, 0, 6))
        assert value.mean == 4.0
        assert value.low == pytest.approx(3.1007, abs=5e-5)
        assert value.high == 4.0

    def test_errors_that_cancel_out_are_not_certainty_either(self) -> None:
        # Each person's answers add up to 4, so the linearised values are all 0. Counts (3, 0,
        # 3, 0) smoothed: variance 5.625 - 2.125² = 1.109375; error 0.429995.
        value = scored(rows(*[[1, 3], [3, 1]] * 3))
        assert value.mean == 2.0
        assert value.low == 1.0
        assert value.high == pytest.approx(3.1053, abs=5e-5)

    def test_more_agreement_is_more_certain(self) -> None:
        widths = []
        for n in (2, 5, 20, 100, 1000):
            value = scored(column(0, n))
            assert value.low is not None
            assert value.high is not None
            widths.append(value.high - value.low)
        assert widths == sorted(widths, reverse=True)
        assert widths[-1] > 0

    def test_nearly_equal_answers_of_many_are_not_smoothed(self) -> None:
        # One of n answers 2, the others 3: the standard error is exactly 1/n.
        n = 20_000
        value = scored(column(0, 1, n - 1))
        assert value.low is not None
        assert value.high is not None
        assert value.high - value.low == pytest.approx(2 * 1.9601 / n, rel=1e-3)


class TestProperties:
    @few
    @given(codes)
    def test_order_of_respondents_does_not_matter(self, answers: Answers) -> None:
        shuffled = answers[np.random.default_rng(len(answers)).permutation(len(answers))]
        one, other = score(answers, 4), score(shuffled, 4)
        assert (one is None) == (other is None)
        if one and other and one.low is not None:
            assert (one.n, one.mean) == (other.n, other.mean)
            assert one.low == pytest.approx(other.low)
            assert one.high == pytest.approx(other.high)

    @few
    @given(codes)
    def test_a_scale_turned_round_turns_the_score_round(self, answers: Answers) -> None:
        turned = np.where(answers > 0, 5 - answers, 0).astype(np.uint8)
        one, other = score(answers, 4), score(turned, 4)
        if one is None or one.low is None or one.high is None:
            return
        assert other is not None
        assert other.mean == pytest.approx(5 - one.mean)
        assert other.low == pytest.approx(5 - one.high)
        assert other.high == pytest.approx(5 - one.low)

    @few
    @given(codes)
    def test_the_interval_holds_the_mean_and_stays_on_the_scale(self, answers: Answers) -> None:
        value = score(answers, 4)
        if value is None or value.low is None or value.high is None:
            return
        assert 1 <= value.low <= value.mean <= value.high <= 4
        assert value.low < value.high
