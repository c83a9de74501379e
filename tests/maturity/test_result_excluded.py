"""Who is left out as careless, and what is said of it."""

import numpy as np

from maturity.result import Document
from tests.maturity.results import CENTRICITY, TEN, found, part, table


class TestExclusion:
    def staff(self, is_fast: list[bool] | None, straight: int) -> Document:
        """Twelve people, of whom some agree equally with everything they are told.

        The others hold opposite views by turns.
        """
        varied = [1, 3, 2, 5, 4] * 5 + [1]
        items = CENTRICITY.questionnaire("staff").items
        codes = [item.code for item in items if item.scale.code == "agreement"]
        columns = {
            code: [2] * straight + [varied[place], 6 - varied[place]] * 6
            for place, code in enumerate(codes)
        }
        columns = {code: codes[:12] for code, codes in columns.items()}
        answers = table(CENTRICITY, "staff", 12, **columns)
        return part(
            "staff",
            answers,
            CENTRICITY,
            invited=20,
            is_fast=None if is_fast is None else np.array(is_fast),
        )

    def test_whoever_was_too_fast_and_gave_one_answer_to_all_is_left_out(self) -> None:
        document = self.staff([True] * 2 + [False] * 10, straight=2)
        # How few they are is not said.
        assert (document["n"], document["excluded"]) == (10, "<5")
        assert document["experience"]["knowledge"]["n"] == 10
        # KNP is 1 for five who are left and 5 for five.
        assert document["items"]["KNP"]["mean"] == 3.0
        # They did answer.
        assert document["response_rate"] == "60%"

    def test_of_five_the_number_is_said(self) -> None:
        document = self.staff([True] * 5 + [False] * 7, straight=5)
        assert (document["n"], document["excluded"]) == (7, 5)

    def test_equal_answers_alone_prove_nothing(self) -> None:
        document = self.staff([False] * 12, straight=12)
        # That it is nobody is not said either: beside it one would be told.
        assert (document["n"], document["excluded"]) == (12, "<5")

    def test_nor_does_speed_alone(self) -> None:
        document = self.staff([True] * 5 + [False] * 7, straight=0)
        assert (document["n"], document["excluded"]) == (12, "<5")

    def test_nobody_can_be_where_speed_is_unknown_or_no_scale_is_long(self) -> None:
        assert self.staff(None, straight=12)["excluded"] == 0
        assert part("crew", TEN, is_fast=np.zeros(10, dtype=bool))["excluded"] == 0

    def test_whoever_might_be_left_out_does_not_make_a_group(self) -> None:
        """Eight were fast: what is shown must not tell whether their answers had a pattern."""
        for straight in (0, 8):
            assert self.staff([True] * 8 + [False] * 4, straight) == {"shown": False}

    def test_numbers_are_those_of_the_others_alone(self) -> None:
        document = self.staff([True] * 2 + [False] * 10, straight=2)
        others = self.staff(None, straight=0)
        assert [*found(document["items"], "mean")] == [*found(others["items"], "mean")]
