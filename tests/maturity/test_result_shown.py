"""What is shown hangs on who answered; what they answered changes no more than the numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.answers import DONT_KNOW, Answers, allowed_codes
from maturity.responses import Responses, Rules
from maturity.result import Document
from maturity.sample import sample
from tests.maturity.results import CENTRICITY, build, found
from tests.maturity.test_result_properties import lasting

COLUMNS = CENTRICITY.questionnaire("staff").columns
HIGHEST = np.array(
    [max(code for code in allowed_codes(each.item) if code < DONT_KNOW) for each in COLUMNS]
)
# Two at either end, who took their time: so nothing is unanimous.
DISSENT = np.stack([np.ones_like(HIGHEST), np.ones_like(HIGHEST), HIGHEST, HIGHEST])
seeds = st.integers(min_value=0, max_value=10_000)


def careless(n: int) -> Answers:
    """Return answers that are all alike, the first of each question."""
    return np.ones((n, len(COLUMNS)), dtype=np.uint8)


def careful(n: int, seed: int) -> Answers:
    draw = np.random.default_rng(seed)
    return draw.integers(1, HIGHEST + 1, (n, len(COLUMNS))).astype(np.uint8)


def answered(given: Answers, gaps: Answers) -> Answers:
    """Return what was given, but for the gaps: 0 and "don't know" stay as they are."""
    return np.vstack([DISSENT, np.where(gaps == 1, given, gaps)]).astype(np.uint8)


def document(answers: Answers, is_fast: np.ndarray, rules: Rules) -> Document:
    n = len(answers)
    came = Responses(
        answers,
        invited=40,
        departments={"north": 16, "south": 14, "west": 10},
        department=np.arange(n) % 3,
        is_fast=np.append(np.zeros(4, dtype=bool), is_fast),
    )
    shown: Document = build({"staff": came}, CENTRICITY, rules=rules)["audiences"]["staff"]
    return shown


class TestWhoMightBeExcluded:
    @settings(deadline=None, max_examples=30)
    @given(
        st.integers(min_value=1, max_value=20),
        st.sampled_from([0.0, 0.02, 0.2]),
        st.sampled_from([0.1, 0.5]),
        seeds,
        st.sampled_from([Rules(5), Rules(8), Rules(5, "departments"), Rules(5, "none", True)]),
    )
    def test_changes_no_cell(
        self, n: int, missing: float, fast: float, seed: int, rules: Rules
    ) -> None:
        draw = np.random.default_rng(seed)
        chances = [missing, 1 - 2 * missing, missing]
        gaps = draw.choice([0, 1, DONT_KNOW], (n, len(COLUMNS)), p=chances)
        # No "don't know" where there is none to choose.
        for place, column in enumerate(COLUMNS):
            if not column.item.scale.has_dont_know:
                gaps[gaps[:, place] == DONT_KNOW, place] = 0
        is_fast = draw.random(n) < fast
        some = draw.random(n) < 0.5
        mixed = np.where(some[:, np.newaxis], careless(n), careful(n, seed))
        shown = [
            lasting(document(answered(given, gaps), is_fast, rules), CENTRICITY, "staff")
            for given in (careless(n), careful(n, seed), mixed)
        ]
        assert shown[0] == shown[1] == shown[2]

    def test_may_change_how_many_count(self) -> None:
        is_fast = np.array([True] * 5 + [False] * 6)
        one, other = (
            document(np.vstack([DISSENT, given]).astype(np.uint8), is_fast, Rules(5))
            for given in (careless(11), careful(11, 1))
        )
        assert (one["n"], one["excluded"]) == (10, 5)
        assert (other["n"], other["excluded"]) == (15, "<5")
        # Ten surely count in both: shares in steps of a tenth.
        shares = [share for cell in found(other["items"], "shares") for share in cell]
        assert all(share * 10 == pytest.approx(round(share * 10)) for share in shares)

    def test_takes_no_part_in_who_is_enough(self) -> None:
        is_fast = np.array([False] * 5 + [True] * 5)
        nine = np.vstack([DISSENT, careful(10, 2)]).astype(np.uint8)
        cells = document(nine, is_fast, Rules(5))
        assert cells["n"] == 14
        assert [*found(cells["items"], "shares")] == [None] * len(cells["items"])
        assert document(nine, is_fast, Rules(10)) == {"shown": False}

    def test_departments_are_weighted_by_those_who_surely_count(self) -> None:
        came = Responses(
            careful(20, 3),
            departments={"north": 30, "south": 10},
            department=np.repeat([0, 1], [14, 6]),
            is_fast=np.array([False] * 18 + [True] * 2),
        )
        weighting = sample(came, COLUMNS, Rules(5, "departments")).weighting
        assert weighting is not None
        # Four of the south surely count, and are no stratum.
        assert weighting.reason.value == "one_department"
