from dataclasses import replace

import numpy as np
import pytest

from maturity.answers import (
    DONT_KNOW,
    NOT_ANSWERED,
    AnswerError,
    allowed_codes,
    check_answers,
    check_table,
    scored,
    stack,
    with_enough_answered,
)
from maturity.loading import load
from tests.maturity.made_up import DATA, rows

# CA1, CA2 (three anchors, don't know), CAP (no, yes), SP1 (three anchors, don't know).
CREW = load("harbour", root=DATA).questionnaire("crew")


class TestAllowedCodes:
    def test_with_dont_know(self) -> None:
        assert allowed_codes(CREW.items[0]) == (0, 1, 2, 3, 255)

    def test_without_dont_know(self) -> None:
        assert allowed_codes(CREW.items[2]) == (0, 1, 2)

    def test_follows_the_length_of_the_scale(self) -> None:
        longer = replace(CREW.items[0], scale=replace(CREW.items[0].scale, points=7))
        assert allowed_codes(longer) == (0, 1, 2, 3, 4, 5, 6, 7, 255)


class TestCheckAnswers:
    @pytest.mark.parametrize(
        "answers", [[1, 2, 1, 3], [0, 0, 0, 0], [3, 3, 2, 3], [255, 255, 0, 255]]
    )
    def test_returns_what_fits(self, answers: list[int]) -> None:
        assert check_answers(bytes(answers), CREW.columns) == bytes(answers)

    @pytest.mark.parametrize("length", [0, 3, 5])
    def test_rejects_another_number_of_answers(self, length: int) -> None:
        with pytest.raises(AnswerError, match=f"{length} answers.* 4 questions"):
            check_answers(bytes(length), CREW.columns)

    @pytest.mark.parametrize(
        ("answers", "item", "code"),
        [([4, 1, 1, 1], "CA1", 4), ([1, 1, 255, 1], "CAP", 255), ([1, 1, 1, 254], "SP1", 254)],
    )
    def test_rejects_what_is_no_answer(self, answers: list[int], item: str, code: int) -> None:
        with pytest.raises(AnswerError, match=f"{item}: {code} "):
            check_answers(bytes(answers), CREW.columns)


class TestCheckTable:
    def test_accepts_what_fits(self) -> None:
        check_table(rows([1, 2, 1, 3], [255, 0, 2, 255]), CREW.columns)

    def test_accepts_nobody(self) -> None:
        check_table(np.zeros((0, 4), dtype=np.uint8), CREW.columns)

    @pytest.mark.parametrize("columns", [0, 3, 5])
    def test_rejects_another_number_of_answers(self, columns: int) -> None:
        with pytest.raises(AnswerError, match=f"{columns} answers.* 4 questions"):
            check_table(np.zeros((6, columns), dtype=np.uint8), CREW.columns)

    def test_rejects_one_wrong_answer_among_many(self) -> None:
        table = np.ones((1000, 4), dtype=np.uint8)
        table[700, 2] = 3
        with pytest.raises(AnswerError, match="CAP: 3 "):
            check_table(table, CREW.columns)


class TestStack:
    def test_keeps_one_row_a_respondent(self) -> None:
        table = stack([bytes([1, 2, 3]), bytes([0, 255, 1])], 3)
        assert table.tolist() == [[1, 2, 3], [0, 255, 1]]

    def test_of_nobody_has_no_rows(self) -> None:
        assert stack([], 3).shape == (0, 3)

    def test_never_shifts_answers_from_one_person_to_the_next(self) -> None:
        with pytest.raises(AnswerError):
            stack([bytes([1, 2, 3]), bytes([1])], 2)


class TestScored:
    def test_dont_know_is_missing_and_nothing_else_changes(self) -> None:
        table = rows([NOT_ANSWERED, 1, DONT_KNOW], [4, DONT_KNOW, 2])
        assert scored(table).tolist() == [[0, 1, 0], [4, 0, 2]]

    def test_leaves_what_it_was_given_alone(self) -> None:
        table = rows([DONT_KNOW, 1])
        scored(table)
        assert table.tolist() == [[DONT_KNOW, 1]]


class TestWithEnoughAnswered:
    # The half-scale rule: at least max(2, half of the items, rounded up); one of one.
    @pytest.mark.parametrize(
        ("items", "needed"), [(1, 1), (2, 2), (3, 2), (4, 2), (5, 3), (6, 3), (7, 4)]
    )
    def test_needs_half_the_scale_and_two_at_least(self, items: int, needed: int) -> None:
        answered = [[1] * count + [0] * (items - count) for count in range(items + 1)]
        kept = with_enough_answered(rows(*answered)).any(axis=1).tolist()
        assert kept == [count >= needed for count in range(items + 1)]

    def test_keeps_the_answers_themselves(self) -> None:
        table = with_enough_answered(rows([3, 0, 4], [0, 2, 0], [1, 2, 3]))
        assert table.tolist() == [[3, 0, 4], [0, 0, 0], [1, 2, 3]]
        assert table.dtype == np.uint8

    def test_it_does_not_matter_which_items_are_answered(self) -> None:
        table = rows([1, 1, 0], [1, 0, 1], [0, 1, 1])
        assert with_enough_answered(table).tolist() == table.tolist()
