from fractions import Fraction
from itertools import groupby
from statistics import stdev

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from maturity.answers import DONT_KNOW, AnswerError, Answers
from maturity.quality import (
    BLOCK,
    Flag,
    is_not_visible,
    is_too_fast,
    longest_run,
    screen,
    variability,
)
from tests.maturity.made_up import rows

few = settings(deadline=None, max_examples=25)
tables = arrays(
    np.uint8,
    st.tuples(st.integers(min_value=1, max_value=6), st.integers(min_value=1, max_value=14)),
    elements=st.sampled_from([0, 1, 2, 3, 4, DONT_KNOW]),
)

LINE = [3] * 12
VARIED = [1, 2, 3, 4] * 3
# Seven equal answers of twelve, then variation.
HALF_LINE = [2] * 7 + [1, 3, 4, 1, 3]


def given_answers(row: list[int]) -> list[int]:
    return [code for code in row if code not in {0, DONT_KNOW}]


class TestIsTooFast:
    @pytest.mark.parametrize(
        ("seconds", "answered", "expected"),
        [(79.9, 40, True), (80.0, 40, False), (0.0, 1, True), (0.0, 0, False), (-5.0, 40, False)],
    )
    def test_less_than_two_seconds_an_item(
        self, seconds: float, answered: int, expected: bool
    ) -> None:
        assert is_too_fast(seconds, answered) is expected

    def test_an_unknown_time_is_no_evidence(self) -> None:
        assert not is_too_fast(float("nan"), 40)


class TestLongestRun:
    def test_reference_case(self) -> None:
        assert longest_run(rows([3, 3, 3, 2, 2, 4])).tolist() == [3]

    def test_dont_know_and_gaps_break_a_run(self) -> None:
        answers = rows([3, 3, DONT_KNOW, 3, 3, 3], [3, 3, 0, 3, 3, 3])
        assert longest_run(answers).tolist() == [3, 3]

    def test_not_knowing_is_no_run_itself(self) -> None:
        assert longest_run(rows([DONT_KNOW] * 4, [0] * 4)).tolist() == [0, 0]

    def test_long_questionnaires_do_not_overflow(self) -> None:
        assert longest_run(rows([2] * 300)).tolist() == [300]

    def test_people_beyond_a_block_are_read_too(self) -> None:
        answers = np.ones((BLOCK + 2, 3), dtype=np.uint8)
        answers[-1] = [1, 2, 3]
        assert longest_run(answers)[[0, BLOCK, BLOCK + 1]].tolist() == [3, 3, 1]

    def test_nobody(self) -> None:
        assert longest_run(np.zeros((0, 3), dtype=np.uint8)).tolist() == []

    @few
    @given(tables)
    def test_equals_a_count_person_by_person(self, answers: Answers) -> None:
        expected = [
            max((len(list(run)) for code, run in groupby(row) if given_answers([code])), default=0)
            for row in answers.tolist()
        ]
        assert longest_run(answers).tolist() == expected


class TestVariability:
    def test_reference_case(self) -> None:
        values = variability(rows([1, 2, 3, 4], [3, 3, 3, 0]))
        assert values.tolist() == pytest.approx([1.290994, 0], abs=5e-7)

    def test_dont_know_is_no_high_answer(self) -> None:
        assert variability(rows([3, DONT_KNOW, 3, DONT_KNOW])).tolist() == [0]

    def test_fewer_than_two_answers_do_not_vary(self) -> None:
        assert np.isnan(variability(rows([3, 0, DONT_KNOW], [0, 0, 0]))).all()

    def test_people_beyond_a_block_are_read_too(self) -> None:
        answers = np.ones((BLOCK + 2, 2), dtype=np.uint8)
        answers[-1] = [1, 3]
        assert variability(answers)[[0, BLOCK, BLOCK + 1]].tolist() == pytest.approx([0, 0, 2**0.5])

    @few
    @given(tables)
    def test_equals_the_standard_deviation_person_by_person(self, answers: Answers) -> None:
        for value, row in zip(variability(answers), answers.tolist(), strict=True):
            answered = given_answers(row)
            if len(answered) < 2:
                assert np.isnan(value)
            else:
                assert value == pytest.approx(stdev(answered))


class TestScreen:
    def test_a_straight_line_in_no_time_is_left_out(self) -> None:
        found = screen(rows(LINE, HALF_LINE, VARIED), np.array([True, True, True]))
        assert found.excluded.tolist() == [True, True, False]
        assert found.count == 2
        assert found.flagged == {Flag.TOO_FAST: 3, Flag.LONG_RUN: 2, Flag.NO_VARIATION: 1}

    def test_an_honest_straight_line_stays(self) -> None:
        found = screen(rows(LINE, HALF_LINE), np.array([False, False]))
        assert found.count == 0
        assert found.flagged == {Flag.TOO_FAST: 0, Flag.LONG_RUN: 2, Flag.NO_VARIATION: 1}

    def test_a_run_over_exactly_half_is_not_long(self) -> None:
        found = screen(rows([2] * 6 + [1, 3, 4, 1, 3, 4]), np.array([True]))
        assert found.flagged[Flag.LONG_RUN] == 0

    @pytest.mark.parametrize(
        ("row", "excluded"), [([3] * 9, False), ([3] * 10, True), ([3] * 9 + [DONT_KNOW], False)]
    )
    def test_a_few_equal_answers_are_no_pattern(self, row: list[int], excluded: bool) -> None:
        assert screen(rows(row), np.array([True])).excluded.tolist() == [excluded]

    def test_refuses_marks_of_other_people(self) -> None:
        with pytest.raises(AnswerError, match="2 marks of speed were given for 1 people"):
            screen(rows(LINE), np.array([True, False]))

    def test_nobody(self) -> None:
        assert screen(np.zeros((0, 12), dtype=np.uint8), np.zeros(0, dtype=bool)).count == 0

    @few
    @given(tables, st.data())
    def test_the_order_of_people_does_not_matter(
        self, answers: Answers, data: st.DataObject
    ) -> None:
        wide = np.tile(answers, (1, 3))
        fast = np.array(data.draw(st.lists(st.booleans(), min_size=len(wide), max_size=len(wide))))
        order = data.draw(st.permutations(range(len(wide))))
        shuffled = screen(wide[order], fast[order])
        assert shuffled.excluded.tolist() == screen(wide, fast).excluded[order].tolist()
        assert not (shuffled.excluded & ~fast[order]).any()


class TestDontKnow:
    @pytest.mark.parametrize(
        ("share", "expected"),
        [(Fraction(24, 100), False), (Fraction(1, 4), True), (Fraction(1), True), (None, False)],
    )
    def test_a_quarter_is_a_finding(self, share: Fraction | None, expected: bool) -> None:
        assert is_not_visible(share) is expected
