"""Customers who agreed to be seen: what they said is known, so the others must be a group."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.answers import DONT_KNOW, AnswerError, Answers, scored, with_enough_answered
from maturity.responses import Responses, Rules
from maturity.result import Document
from tests.maturity.results import CENTRICITY, build, part, table

CUSTOMERS = CENTRICITY.questionnaire("customers")
LOYALTY = ("LO1", "LO2", "LO3")
NOT_SHOWN = {"shown": False}


def customers(seen: int, others: int, **columns: list[int]) -> tuple[Answers, np.ndarray]:
    """Return answers of 1 to 5 by turns to what is on such a scale, and who is identified."""
    n = seen + others
    codes = {code: list(np.resize([1, 2, 3, 4, 5], n)) for code in ("XP1", "KNP", *LOYALTY)}
    return table(CENTRICITY, "customers", n, **(codes | columns)), np.arange(n) < seen


def told(answers: Answers, identified: np.ndarray | None, **reached: Any) -> Document:
    rules = reached.pop("rules", Rules(5))
    return part("customers", answers, CENTRICITY, rules=rules, identified=identified, **reached)


class TestWhole:
    @pytest.mark.parametrize("others", [1, 4])
    def test_a_few_others_are_not_counted_anywhere(self, others: int) -> None:
        answers, identified = customers(12, others)
        account = np.arange(len(answers)) // 2
        document = told(answers, identified, invited=40, account=account)
        # Twelve of forty.
        assert (document["n"], document["response_rate"]) == (12, "30%")
        alone = told(answers[:12], None, invited=40, account=account[:12])
        assert document == alone

    def test_a_group_of_others_is(self) -> None:
        document = told(*customers(12, 5), invited=34)
        # Seventeen of thirty-four.
        assert (document["n"], document["response_rate"]) == (17, "50%")
        assert document["experience"]["knowledge"]["n"] == 17

    def test_a_wave_may_ask_for_larger_groups(self) -> None:
        assert told(*customers(12, 7), rules=Rules(8))["n"] == 12
        assert told(*customers(12, 8), rules=Rules(8))["n"] == 20

    def test_a_few_who_are_identified_beside_a_few_others_are_not_shown(self) -> None:
        assert told(*customers(4, 4)) == NOT_SHOWN
        assert told(*customers(4, 5))["n"] == 9

    @pytest.mark.parametrize(("seen", "others"), [(0, 8), (8, 0)])
    def test_all_alike_are_as_without_marks(self, seen: int, others: int) -> None:
        answers, identified = customers(seen, others)
        assert told(answers, identified) == told(answers, None)

    def test_marks_are_one_a_person(self) -> None:
        answers, identified = customers(6, 6)
        with pytest.raises(AnswerError, match="11 marks of consent were given for 12 people"):
            told(answers, identified[1:])


class TestScale:
    @pytest.mark.parametrize("code", [0, DONT_KNOW])
    def test_too_few_others_are_left_out_of_it(self, code: int) -> None:
        """Six others, of whom two skip one of three questions, or cannot say."""
        answers, identified = customers(16, 6)
        places = [place for place, each in enumerate(CUSTOMERS.columns) if each.code in LOYALTY]
        answers[-2:, places[1]] = code
        document = told(answers, identified)
        loyalty, knowledge = document["constructs"]["loyalty"], document["experience"]["knowledge"]
        assert (document["n"], knowledge["n"], loyalty["n"]) == (22, 22, 16)
        assert loyalty["dont_know"]["n"] == "10–19"
        assert knowledge["dont_know"]["n"] == "20–49"
        # All three questions of the scale, and as if the others had not been asked them.
        assert {document["items"][each]["n"] for each in LOYALTY} == {16}
        assert {document["items"][each]["dont_know_n"] for each in LOYALTY} == {"10–19"}
        answers[16:, places] = 0
        assert document == told(answers, identified)

    def test_none_of_the_others_is_well(self) -> None:
        answers, identified = customers(12, 6)
        answers[12:, 5] = 0
        assert CUSTOMERS.columns[5].code == "KNP"
        assert told(answers, identified)["experience"]["knowledge"]["n"] == 12

    def test_what_only_a_few_identified_answered_is_not_shown(self) -> None:
        answers, identified = customers(4, 6)
        answers[-2:, 5] = DONT_KNOW
        document = told(answers, identified)
        assert document["n"] == 10
        assert document["experience"]["knowledge"] == NOT_SHOWN

    def test_choices_and_options_too(self) -> None:
        codes: dict[str, Any] = {"XP2": [1, 2, 3] * 6, "PB1": [1] * 14 + [2] * 4}
        options = [each.code for each in CUSTOMERS.columns if each.code.startswith("PB2.")]
        codes |= {each.replace(".", "_"): [1, 2] * 7 + [0] * 4 for each in options}
        choices = told(*customers(12, 6, **codes))["choices"]
        assert (choices["XP2"]["n"], choices["PB1"]["n"]) == (18, 18)
        # Two of the others had a problem. All told: 5-9 or 10-19 of a question not for all.
        assert choices["PB2"]["dont_know_n"] == "10–19"
        assert choices["PB2"]["shares"] == [0.5] * len(options)

    def test_whoever_might_be_excluded_is_no_help(self) -> None:
        answers, identified = customers(12, 6)
        is_fast = np.array([False] * 16 + [True] * 2)
        assert told(answers, identified, is_fast=is_fast)["n"] == 12

    def test_others_of_one_mind_are_not_told_by_subtraction(self) -> None:
        # Mixed as a whole, but all six who are not identified say 5.
        mixed = [1, 2, 3, 4, 5, 3] * 2
        document = told(*customers(12, 6, KNP=[*mixed, *[5] * 6]))
        assert document["experience"]["knowledge"] == NOT_SHOWN
        assert document["experience"]["service"] == NOT_SHOWN
        document = told(*customers(12, 6, KNP=[*mixed, *[5] * 4, 4, 4]))
        assert document["experience"]["knowledge"]["shown"]

    def test_stages_and_their_probabilities(self) -> None:
        """Of any audience: whoever is not counted on a scale has no part in what follows."""
        columns = CENTRICITY.questionnaire("staff").columns
        codes = {each.code: [1, 2, 3, 4] * 5 for each in columns if each.item.kind == "anchored"}
        answers = table(CENTRICITY, "staff", 20, **codes)
        identified = np.arange(20) < 14
        answers[-2:, 0] = 0
        assert columns[0].item.dimension == "knowledge"
        left = answers.copy()
        left[14:, :3] = 0
        one, other = (
            part("staff", each, CENTRICITY, identified=identified) for each in (answers, left)
        )
        assert one["dimensions"]["knowledge"]["n"] == 14
        assert one == other


def scored_by(answers: Answers, items: list[str]) -> np.ndarray:
    """Return how many answered each item, under the half-scale rule."""
    places = [place for place, each in enumerate(CUSTOMERS.columns) if each.item.code in items]
    counts: np.ndarray = np.count_nonzero(with_enough_answered(scored(answers[:, places])), axis=0)
    return counts


def numbers(document: Document, scales: list[list[str]], seen: Answers) -> list[int]:
    """Return of every number of people in a document how many of them are not identified."""
    left = [document["n"] - len(seen)]
    cells = document["items"] | document["choices"]
    for items in scales:
        for item, known in zip(items, scored_by(seen, items), strict=True):
            cell = cells.get(item, NOT_SHOWN)
            if isinstance(cell.get("n"), int):
                left.append(cell["n"] - int(known))
    return left


class TestResidual:
    @settings(deadline=None, max_examples=40)
    @given(
        st.integers(min_value=0, max_value=14),
        st.integers(min_value=0, max_value=14),
        st.sampled_from([0.0, 0.1, 0.4]),
        st.integers(min_value=5, max_value=7),
        st.integers(min_value=0, max_value=10_000),
    )
    def test_of_the_others_is_nobody_or_a_group(
        self, seen: int, others: int, missing: float, smallest_group: int, seed: int
    ) -> None:
        draw = np.random.default_rng(seed)
        answers, identified = customers(seen, others)
        answers[:, 0:14] = draw.integers(1, 6, (seen + others, 14))
        answers[:, 1] = np.minimum(answers[:, 1], 3)
        gone = draw.random(answers.shape)
        answers[gone < missing] = 0
        answers[(gone > 1 - missing / 2) & (answers > 0)] = DONT_KNOW
        order = draw.permutation(seen + others)
        came = Responses(answers[order], identified=identified[order])
        shown = build({"customers": came}, CENTRICITY, rules=Rules(smallest_group))
        document = shown["audiences"]["customers"]
        if document["shown"]:
            scales = [["XP1"], ["XP2"], [*LOYALTY], ["KNP"], ["SVP"], ["CH1", "CH2"]]
            for left in numbers(document, scales, answers[:seen]):
                assert left == 0 or left >= smallest_group
