import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.answers import Answers
from maturity.scoring import Score, score, score_clustered, score_stratified
from maturity.tally import tally
from tests.maturity.made_up import column, rows

few = settings(deadline=None, max_examples=40)
codes = st.lists(
    st.tuples(*[st.integers(min_value=0, max_value=4)] * 3), min_size=2, max_size=12
).map(lambda answers: rows(*answers))


def raised(answers: Answers, data: st.DataObject) -> Answers:
    """Return the answers with one of them, if any was given, a stage higher where it can be."""
    places = [(int(row), int(item)) for row, item in np.argwhere(answers)]
    changed = answers.copy()
    if places:
        place = data.draw(st.sampled_from(places))
        changed[place] = min(4, changed[place] + 1)
    return changed


def score_of(answers: Answers, points: int = 4) -> Score | None:
    """Score answers of which none is left out, however little somebody answered."""
    return score(tally(answers, half_scale=False), points)


def scored(answers: Answers, points: int = 4) -> Score:
    value = score_of(answers, points)
    assert value is not None
    return value


class TestSingleItem:
    def test_reference_case(self) -> None:
        # Mean 53/20, s = 0.875094, t(19) = 2.093024.
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
        assert score_of(rows([3])) == Score(1, 3.0, None, None)


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
        assert score_of(with_blank) == score_of(answers)

    def test_who_answered_less_than_half_does_not_count(self) -> None:
        answers = rows([1, 2, 3], [3, 4, 4], [4, 0, 0])
        assert score(tally(answers), 4) == score_of(answers[:2])

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
        assert score_of(answers) is None
        assert score_stratified(tally(answers, half_scale=False), 4, population=[9]) is None
        assert score_clustered(tally(answers, half_scale=False), 4) is None

    @pytest.mark.parametrize("code", [5, 255])
    def test_an_answer_off_the_scale_is_an_error(self, code: int) -> None:
        with pytest.raises(ValueError, match=f"An answer is {code}, but the scale ends at 4"):
            score_of(rows([1], [code]))


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


class TestCensus:
    def test_reference_case(self) -> None:
        # The counts (2, 6, 9, 3) of 25 people: the standard error shrinks by √(5/25).
        value = score(tally(column(2, 6, 9, 3)), 4, population=25, census=True)
        assert value is not None
        assert value.low == pytest.approx(2.4668, abs=5e-5)
        assert value.high == pytest.approx(2.8332, abs=5e-5)
        assert not value.is_complete

    def test_is_a_choice(self) -> None:
        table = tally(column(2, 6, 9, 3))
        assert score(table, 4, population=25) == score(table, 4)
        assert score(table, 4, census=True) == score(table, 4)

    def test_of_everybody_has_no_sampling_error(self) -> None:
        value = score(tally(column(2, 6, 9, 3)), 4, population=20, census=True)
        assert value == Score(20, 2.65, 2.65, 2.65, 0.0, None, is_complete=True)

    def test_a_missing_answer_leaves_some(self) -> None:
        answers = rows([1, 2, 2], [3, 4, 4], [2, 3, 0])
        value = score(tally(answers), 4, population=3, census=True)
        assert value is not None
        assert value.low is not None
        assert not value.is_complete
        assert value.low < value.mean

    def test_agreement_of_most_is_not_that_of_all(self) -> None:
        # As without the correction, times √(4/10): t(5) = 2.570582 times 0.349851.
        value = score(tally(column(0, 0, 0, 6)), 4, population=10, census=True)
        assert value is not None
        assert value.low == pytest.approx(4 - 2.570582 * 0.349851 * 0.4**0.5, abs=5e-6)

    def test_more_answers_than_people(self) -> None:
        with pytest.raises(ValueError, match="20 people answered, but the population is 19"):
            score(tally(column(2, 6, 9, 3)), 4, population=19)


class TestProperties:
    @few
    @given(codes)
    def test_order_of_respondents_does_not_matter(self, answers: Answers) -> None:
        shuffled = answers[np.random.default_rng(len(answers)).permutation(len(answers))]
        assert score(tally(answers), 4) == score(tally(shuffled), 4)

    @few
    @given(codes, st.data())
    def test_raising_an_answer_never_lowers_the_score(
        self, answers: Answers, data: st.DataObject
    ) -> None:
        # Of answers that were given: a first answer of 1 to a question is new, and may lower it.
        before, after = score_of(answers), score_of(raised(answers, data))
        assert (before is None) == (after is None)
        if before and after:
            assert after.n == before.n
            assert after.mean >= before.mean

    @few
    @given(codes, st.data())
    def test_a_missing_answer_is_no_low_one(self, answers: Answers, data: st.DataObject) -> None:
        row = data.draw(st.integers(min_value=0, max_value=len(answers) - 1))
        item = data.draw(st.integers(min_value=0, max_value=answers.shape[1] - 1))
        blanked = answers.copy()
        blanked[row, item] = 0
        before, after = score_of(answers), score_of(blanked)
        given_to_item = answers[:, item][answers[:, item] > 0]
        if before is None or after is None:
            return
        if answers[row, item] <= given_to_item.mean():
            assert after.mean >= before.mean
        else:
            assert after.mean < before.mean

    @few
    @given(codes)
    def test_whoever_answers_nothing_changes_nothing(self, answers: Answers) -> None:
        silent = np.zeros((3, answers.shape[1]), dtype=np.uint8)
        assert score(tally(np.concatenate([silent, answers])), 4) == score(tally(answers), 4)

    @few
    @given(codes)
    def test_a_scale_turned_round_turns_the_score_round(self, answers: Answers) -> None:
        turned = np.where(answers > 0, 5 - answers, 0).astype(np.uint8)
        one, other = score_of(answers), score_of(turned)
        if one is None or one.low is None or one.high is None:
            return
        assert other is not None
        assert other.mean == pytest.approx(5 - one.mean)
        assert other.low == pytest.approx(5 - one.high)
        assert other.high == pytest.approx(5 - one.low)

    @few
    @given(codes)
    def test_the_interval_holds_the_mean_and_stays_on_the_scale(self, answers: Answers) -> None:
        value = score_of(answers)
        if value is None or value.low is None or value.high is None:
            return
        assert 1 <= value.low <= value.mean <= value.high <= 4
        assert value.low < value.high
