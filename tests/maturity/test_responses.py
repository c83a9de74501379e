from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from maturity.answers import DONT_KNOW, AnswerError
from maturity.items import Column, Item, Option, Scale
from maturity.responses import Responses, Rules
from maturity.sample import sample, screened
from tests.maturity.made_up import rows

LADDER = Scale("ladder", 3, (), "I cannot say")
YES_NO = Scale("yesno", 2, ("No", "Yes"), "")
WEIGHTED = Rules(5, "departments")
PLAIN = Rules(5)


def item(code: str, scale: Scale = LADDER, options: Sequence[str] = ()) -> Item:
    several = tuple(Option(option, option) for option in options)
    return Item(code, "choice", scale, ("crew",), {"crew": code}, "log", several=several)


def columns(*items: Item) -> list[Column]:
    return [column for each in items for column in each.columns]


TEN_ITEMS = columns(*(item(f"A{number}") for number in range(10)))
TWO = {"north": 30, "south": 10}
# Two flags for the first: equal answers to ten questions and a long run of them.
STRAIGHT, VARIED = [2] * 10, [1, 2, 3, 2, 1, 3, 1, 2, 3, 1]


class TestWhoCounts:
    answers = rows(STRAIGHT, VARIED, STRAIGHT, VARIED, VARIED, VARIED)
    fast = np.array([True, True, False, False, False, False])

    def test_two_flags_leave_out_one_of_which_is_speed(self) -> None:
        counted = sample(Responses(self.answers, is_fast=self.fast), TEN_ITEMS, PLAIN)
        assert (counted.n, counted.answered) == (5, 6)
        assert counted.excluded.tolist() == [True, *[False] * 5]
        assert counted.answers.tolist() == self.answers[1:].tolist()

    def test_without_marks_of_speed_all_count(self) -> None:
        counted = sample(Responses(self.answers), TEN_ITEMS, PLAIN)
        assert (counted.n, counted.answered, int(counted.excluded.sum())) == (6, 6, 0)

    def test_department_and_account_leave_with_their_person(self) -> None:
        places = np.array([0, 1, 0, 1, 2, 2])
        counted = sample(
            Responses(self.answers, department=places, account=places * 10, is_fast=self.fast),
            TEN_ITEMS,
            PLAIN,
        )
        assert counted.departments is not None
        assert counted.departments.tolist() == [1, 0, 1, 2, 2]
        assert counted.accounts is not None
        assert counted.accounts.tolist() == [10, 0, 10, 20, 20]

    def test_where_they_are_unknown_they_stay_so(self) -> None:
        counted = sample(Responses(self.answers), TEN_ITEMS, PLAIN)
        assert counted.departments is None
        assert counted.accounts is None

    def test_patterns_are_looked_for_in_every_scale_of_ten_items(self) -> None:
        # Nine equal answers on another scale follow on eleven that vary; then ten do.
        others = columns(*(item(f"B{number}", YES_NO) for number in range(9)))
        asked = [*columns(item("A10")), *TEN_ITEMS, *others]
        answers = rows(*[[3, *VARIED, *[2] * 9]] * 6)
        fast = np.array([True] * 5 + [False])
        assert screened(asked) == [[*range(11)]]
        assert not sample(Responses(answers, is_fast=fast), asked, PLAIN).excluded.any()
        asked += columns(item("C", YES_NO))
        answers = np.hstack([answers, answers[:, -1:]])
        assert screened(asked) == [[*range(11)], [*range(11, 21)]]
        counted = sample(Responses(answers, is_fast=fast), asked, PLAIN)
        assert counted.excluded.tolist() == fast.tolist()

    @pytest.mark.parametrize("asked", [[], columns(item("FL", YES_NO, ["red", "white"]))])
    def test_without_a_scale_there_is_no_pattern(self, asked: list[Column]) -> None:
        answers = np.ones((6, len(asked)), dtype=np.uint8)
        counted = sample(Responses(answers, is_fast=np.ones(6, dtype=bool)), asked, PLAIN)
        assert (counted.n, int(counted.excluded.sum())) == (6, 0)


class TestRate:
    @pytest.mark.parametrize(
        ("invited", "text", "rate"), [(None, None, None), (9, None, None), (12, "50%", 0.5)]
    )
    def test_is_of_all_who_answered(
        self, invited: int | None, text: str | None, rate: float | None
    ) -> None:
        fast = np.array([True, False, False, False, False, False])
        came = Responses(rows(*[STRAIGHT] * 6), invited=invited, is_fast=fast)
        counted = sample(came, TEN_ITEMS, PLAIN)
        assert counted.n == 5
        assert (counted.response_rate, counted.shown_rate) == (text, rate)


class TestWeights:
    def came(self, asked: dict[str, int] | None, answered: Sequence[int], **more: Any) -> Responses:
        places = np.repeat(np.arange(len(answered)), answered)
        answers = rows(*[VARIED] * sum(answered))
        return Responses(answers, departments=asked, department=places, **more)

    def test_of_two_departments(self) -> None:
        # 30 / 5 and 10 / 5.
        counted = sample(self.came({"north": 30, "south": 10}, [5, 5]), TEN_ITEMS, WEIGHTED)
        weights = counted.weights([[0, 1], [4]])
        assert weights is not None
        assert weights == pytest.approx(np.repeat([[6.0] * 3, [2.0] * 3], 5, axis=0))
        assert counted.strata is not None
        assert counted.strata[0].tolist() == [0, 1]
        assert counted.strata[1] == [30, 10]

    def test_small_departments_share_a_stratum_with_their_people(self) -> None:
        # The west and the south, 5 of 20 together, are as one beside 5 of 10.
        asked = {"west": 12, "south": 8, "north": 10}
        counted = sample(self.came(asked, [2, 3, 5]), TEN_ITEMS, WEIGHTED)
        assert counted.strata is not None
        strata, population = counted.strata
        assert sorted(population) == [10, 20]
        west, south, north = strata.tolist()
        assert west == south != north
        weights = counted.weights([[0]])
        assert weights is not None
        # 20 / 5 and 10 / 5.
        assert weights[:, 0].tolist() == [4.0] * 5 + [2.0] * 5

    def test_a_department_nobody_is_in_changes_nothing(self) -> None:
        asked = {"empty": 0, "north": 30, "south": 10}
        counted = sample(self.came(asked, [0, 5, 5]), TEN_ITEMS, WEIGHTED)
        weights = counted.weights([[0]])
        assert weights is not None
        assert weights[:, 0].tolist() == [6.0] * 5 + [2.0] * 5

    @pytest.mark.parametrize(
        ("asked", "more", "rules"),
        [
            ({"north": 30, "south": 10}, {}, PLAIN),
            (None, {}, WEIGHTED),
            ({"north": 30, "south": 10}, {"stands_for_itself": True}, WEIGHTED),
            ({"north": 20, "south": 20}, {}, WEIGHTED),
        ],
    )
    def test_there_are_none_unless_planned_and_needed(
        self, asked: dict[str, int] | None, more: dict[str, bool], rules: Rules
    ) -> None:
        counted = sample(self.came(asked, [5, 5], **more), TEN_ITEMS, rules)
        assert counted.weights([[0]]) is None
        assert counted.strata is None
        assert (counted.weighting is None) == (rules is PLAIN)

    def test_who_is_left_out_is_not_weighted(self) -> None:
        # The south has four who count, and joins the north.
        fast = np.array([False] * 9 + [True])
        came = self.came({"north": 30, "south": 10}, [5, 5], is_fast=fast)
        came.answers[-1] = STRAIGHT
        counted = sample(came, TEN_ITEMS, WEIGHTED)
        assert counted.weighting is not None
        assert counted.weighting.reason.value == "one_department"


class TestParts:
    asked = columns(item("A"), item("FL", YES_NO, ["red", "white"]), item("B"))

    def test_places_of_items_are_those_of_their_columns(self) -> None:
        counted = sample(Responses(rows(*[[1, 2, 1, 3]] * 5)), self.asked, PLAIN)
        assert counted.places(["A", "B"]) == [0, 3]
        assert counted.places(["FL"]) == [1, 2]
        assert counted.places(["C"]) == []

    def test_dont_know_is_missing_where_it_is_counted(self) -> None:
        answers = rows([1, 0, 0, DONT_KNOW], [3, 0, 0, 2], [3, 0, 0, 2])
        counted = sample(Responses(answers), self.asked, PLAIN)
        found = counted.tally([0, 3])
        # One of two answers is too few of a scale of two.
        assert found.patterns.tolist() == [[3, 2]]
        assert found.counts.tolist() == [2]
        both = counted.side_by_side([[0], [3], [0, 3]])
        assert both.tolist() == [[1, 0, 0, 0], [3, 2, 3, 2], [3, 2, 3, 2]]


class TestRejects:
    answers = rows(*[VARIED] * 5)

    @pytest.mark.parametrize(
        ("came", "said"),
        [
            (Responses(answers, invited=4), "5 people answered, but 4 were asked"),
            (Responses(answers, department=np.array([0])), "1 departments were given for 5"),
            (Responses(answers, account=np.zeros(6, int)), "6 accounts were given for 5"),
            (Responses(answers, is_fast=np.zeros(0, bool)), "0 marks of speed were given for 5"),
            (
                Responses(answers, departments=TWO, department=np.array([0, 0, 1, 1, 2])),
                "A department is not one of the 2 that were asked",
            ),
            (
                Responses(answers, departments=TWO, department=np.array([0, 0, 1, 1, -1])),
                "A department is not one of the 2 that were asked",
            ),
            (
                Responses(answers, 39, TWO, np.array([0, 0, 1, 1, 1])),
                "39 people were asked, but 40 in all departments",
            ),
        ],
    )
    def test_what_does_not_fit(self, came: Responses, said: str) -> None:
        with pytest.raises(AnswerError, match=said):
            sample(came, TEN_ITEMS, PLAIN)
