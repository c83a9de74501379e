"""How people were reached: departments, accounts, everybody or a few."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from maturity.answers import Answers
from maturity.responses import Rules
from maturity.result import Document
from tests.maturity.made_up import rows
from tests.maturity.results import TEN, found, part

WEIGHTED = Rules(5, "departments")
CENSUS = Rules(5, is_census=True)
# Ten of thirty in the north answered, and ten of ten in the south.
NORTH, SOUTH = [3, 3, 2, 3], [2, 1, 1, 1]
BOTH = rows(*[NORTH] * 10, *[SOUTH] * 10)
PLACES = np.repeat([0, 1], 10)
FIFTEEN_AND_FIVE = np.repeat([0, 1], [15, 5])
UNEVEN = {"north": 30, "south": 10}
# Three departments of seven; people differ between them, and never within.
DIFFERENT = rows(*[[1, 1, 1, 1]] * 7, *[[2, 2, 2, 2]] * 7, *[[3, 3, 2, 3]] * 7)
THREE = {"north": 10, "south": 10, "west": 10}


def crew(
    answers: Answers = BOTH,
    asked: Mapping[str, int] | None = UNEVEN,
    rules: Rules = WEIGHTED,
    **reached: Any,
) -> Document:
    reached = {"department": PLACES} | reached
    return part("crew", answers, rules=rules, departments=asked, **reached)


class TestWeighting:
    def test_means_and_shares_are_those_of_all_who_were_asked(self) -> None:
        document = crew()
        # (30 * 3 + 10 * 2) / 40 = 2.75 and (90 + 10) / 40 = 2.5; without weights 2.5 and 2.0.
        assert document["items"]["CA1"]["mean"] == 2.8
        assert document["items"]["CA2"]["mean"] == 2.5
        assert document["dimensions"]["care"]["mean"] == 2.6
        # Three quarters, where half of those who answered come from the north.
        assert document["items"]["SP1"]["shares"] == [0.25, 0.05, 0.75]
        assert document["dimensions"]["speed"]["conditions"]["oceangoing"] == {
            "share": 0.75,
            "weakest_item": 0.75,
            "share_holds": True,
            "weakest_item_holds": True,
            "holds": True,
            "met": 2,
            "unmet": 0,
        }
        assert document["dimensions"]["care"]["design"] == "stratified"
        assert document["stage"] == "oceangoing"

    def test_without_weights_the_stage_is_another(self) -> None:
        document = crew(rules=Rules(5))
        assert document["weighting"] is None
        assert document["items"]["CA1"]["mean"] == 2.5
        assert document["dimensions"]["speed"]["stage"] == "moored"
        assert document["dimensions"]["care"]["design"] == "simple"

    def test_probabilities_are_weighted_too(self) -> None:
        # Three quarters of all, where 60% are needed; without weights half.
        chances = [
            crew(rules=rules)["dimensions"]["speed"]["probability"]["oceangoing"]
            for rules in (WEIGHTED, Rules(5))
        ]
        weighted, plain = (int(chance.strip("<>%")) for chance in chances)
        assert weighted > 75
        assert plain < 40

    def test_says_how_many_people_it_is_worth(self) -> None:
        # Weights 1.5 and .5 have a design effect of 1.25: a hundred people are worth eighty, and
        # twenty are worth sixteen, of which only the whole fives are said.
        people, places = np.repeat(BOTH, 5, axis=0), np.repeat([0, 1], 50)
        many = crew(people, {"north": 150, "south": 50}, department=places)
        assert many["weighting"] == {"applied": True, "reason": "applied", "effective_n": 80}
        assert crew()["weighting"]["effective_n"] == 15

    @pytest.mark.parametrize(
        ("asked", "reached", "reason"),
        [
            (None, {}, "unknown_population"),
            (UNEVEN, {"stands_for_itself": True}, "census"),
            (None, {"stands_for_itself": True}, "census"),
            ({"north": 40}, {"department": np.zeros(20, dtype=np.int64)}, "one_department"),
            # All twenty in the north, so that the south joins it.
            (UNEVEN, {"department": np.zeros(20, dtype=np.int64)}, "one_department"),
            # One half and six tenths: a factor of 1.2.
            ({"north": 20, "south": 17}, {}, "even_response"),
            # 15 of 15 and 5 of 600: weights of 1 to 120.
            (
                {"north": 15, "south": 600},
                {"department": FIFTEEN_AND_FIVE},
                "too_unequal",
            ),
        ],
    )
    def test_is_refused_with_a_reason(
        self, asked: Mapping[str, int] | None, reached: dict[str, Any], reason: str
    ) -> None:
        document = crew(asked=asked, **reached)
        assert document["weighting"] == {"applied": False, "reason": reason, "effective_n": None}
        plain = crew(rules=Rules(5), asked=asked, **reached)
        assert document | {"weighting": None} == plain

    def test_departments_too_small_to_be_shown_are_joined(self) -> None:
        # The south and the west, with eight and two answers, weigh as one department of ten.
        asked = {"north": 30, "south": 8, "west": 2}
        joined = crew(asked=asked, department=np.repeat([0, 1, 2], [10, 8, 2]))
        for key in ("mean", "low", "high", "share", "shares", "stage"):
            assert [*found(joined, key)] == [*found(crew(), key)]

    def test_nobody_answered_from_a_department(self) -> None:
        # Its people count with the one that fewest answered from, of equals the first by name:
        # (60 * 3 + 10 * 1) / 70.
        document = crew(asked=UNEVEN | {"west": 30})
        assert document["items"]["SP1"]["mean"] == 2.7


class TestDepartments:
    def test_are_compared_from_three_on(self) -> None:
        # Nobody in a department differs from the others there: all variance lies between them.
        document = crew(DIFFERENT, THREE, Rules(5), department=np.repeat([0, 1, 2], 7))
        assert document["dimensions"]["care"]["departments"] == {
            "icc1": 1.0,
            "icc2": 1.0,
            "comparable": True,
            "median_rwg_j": 1.0,
        }
        # The organisation as a whole does not see it alike.
        assert document["dimensions"]["care"]["view"] == "divided"

    def test_two_are_not_compared(self) -> None:
        assert crew()["dimensions"]["care"]["departments"] is None

    @pytest.mark.parametrize(("n", "shown"), [(19, False), (20, True)])
    def test_are_not_compared_below_twenty_people(self, n: int, shown: bool) -> None:
        places = np.repeat([0, 1, 2], 7)[:n]
        document = crew(DIFFERENT[:n], THREE, Rules(5), department=places)
        assert (document["dimensions"]["care"]["departments"] is not None) == shown

    @pytest.mark.parametrize("alone", [[1, 1, 1, 1], [3, 3, 2, 3], [2, 1, 1, 2]])
    def test_one_person_is_no_department(self, alone: list[int]) -> None:
        # Two departments and a person apart cannot be compared. Three could be, but what is told
        # of everybody, less what is told of them, would tell of the person.
        answers, asked = rows(*DIFFERENT.tolist()[:14], *[alone] * 11), {"a": 30, "b": 30, "c": 30}
        places = np.repeat([0, 1, 2], [13, 11, 1])
        document = crew(answers, asked, Rules(5), department=places)
        assert document["dimensions"]["care"]["departments"] is None
        mixed = rows(*[NORTH, SOUTH] * 3, *[NORTH, SOUTH, SOUTH] * 4, *[SOUTH] * 6)
        places = np.repeat([0, 1, 2], [6, 12, 6])
        assert crew(mixed, asked, Rules(5), department=places)["dimensions"]["care"]["departments"]
        document = crew(
            rows(*mixed.tolist(), alone),
            asked | {"d": 30},
            Rules(5),
            department=np.append(places, 3),
        )
        assert document["dimensions"]["care"]["departments"] is None

    @pytest.mark.parametrize(
        ("fast", "shown"), [([False] * 5, True), ([False] * 4 + [True], False)]
    )
    def test_small_departments_are_left_out_as_a_group(self, fast: list[bool], shown: bool) -> None:
        """Two of two and three people; one who may not count does not make them a group."""
        mixed = [*[NORTH, SOUTH] * 3, *[NORTH, SOUTH, SOUTH] * 4, *[SOUTH] * 6]
        places = np.repeat([0, 1, 2], [6, 12, 6])
        asked = {"a": 30, "b": 30, "c": 30}
        without = crew(rows(*mixed), asked, Rules(5), department=places)
        document = crew(
            rows(*mixed, *[NORTH] * 5),
            asked | {"d": 10, "e": 10},
            Rules(5),
            department=np.append(places, [3, 3, 4, 4, 4]),
            is_fast=np.array([False] * 24 + fast),
        )
        expected = without["dimensions"]["care"]["departments"]
        assert expected is not None
        compared = document["dimensions"]["care"]["departments"]
        assert compared == (expected if shown else None)


class TestCensus:
    def test_everybody_answered(self) -> None:
        answers = TEN.copy()
        answers[:2, 2:] = [1, 3]
        document = part("crew", answers, rules=CENSUS, invited=10)
        for cell in (*document["dimensions"].values(), *document["experience"].values()):
            assert cell["complete"]
            assert cell["low"] == cell["mean"] == cell["high"]

    def test_the_interval_is_narrower_the_more_answered(self) -> None:
        # ± .4397 without a correction; √(1 - 10/16) of it for ten of sixteen: ± .2693.
        care = part("crew", TEN, rules=CENSUS, invited=16)["dimensions"]["care"]
        assert (care["low"], care["high"], care["complete"]) == (2.1, 2.7, False)

    def test_is_declared_beforehand(self) -> None:
        care = part("crew", TEN, invited=10)["dimensions"]["care"]
        # 2.4 + .4397 lies beyond 2.8, which is covered.
        assert (care["low"], care["high"], care["complete"]) == (1.9, 3.0, False)

    def test_of_all_departments(self) -> None:
        rules = Rules(5, "departments", is_census=True)
        document = crew(asked={"north": 10, "south": 10}, rules=rules, invited=20)
        assert document["weighting"]["reason"] == "even_response"
        assert document["dimensions"]["care"]["complete"]

    def test_of_some_departments(self) -> None:
        # In both, answers of 1 and 3 by turns: variance .1111 each, weighted by .75² and .25²:
        # error .263523, 10.98 degrees of freedom, t 2.2015: 2 ± .580. Of those asked, the south
        # answered completely: √(.0625 * 2/3) = .204124, t(9) 2.262157: 2 ± .462.
        answers = rows(*[NORTH, SOUTH] * 10)
        census = Rules(5, "departments", is_census=True)
        found = [crew(answers, rules=rules)["dimensions"]["speed"] for rules in (WEIGHTED, census)]
        assert [(cell["low"], cell["high"]) for cell in found] == [(1.4, 2.6), (1.5, 2.5)]


class TestAccounts:
    def guests(self, accounts: int, account: np.ndarray | None = None) -> Document:
        """Two people an account, who always agree; half of the accounts are content."""
        answers = rows(*[[1]] * accounts, *[[2]] * accounts)
        if account is None:
            account = np.repeat(np.arange(accounts), 2)
        document = part("guests", answers, account=account)
        cell: Document = document["experience"]["care"]
        return cell

    def test_people_of_one_account_are_no_independent_voices(self) -> None:
        # Ten accounts with z of ±.05: variance 10/9 * 10 * .0025, error .166667, t(9)
        # 2.262157: 1.5 ± .3770. Twenty people on their own would have ± .2401.
        together = self.guests(10)
        assert (together["low"], together["high"]) == (1.1, 1.9)
        assert together["design"] == "clustered"
        alone = self.guests(10, np.arange(20))
        assert (alone["low"], alone["high"]) == (1.2, 1.8)
        assert alone["design"] == "simple"

    def test_nor_are_they_for_the_probability_of_a_stage(self) -> None:
        # Seven of ten accounts of four people: Beta(28.5, 13) for forty people on their own.
        answers = rows(*[[3, 3, 2, 3]] * 28, *[[3, 3, 2, 1]] * 12)
        chances = [
            part("crew", answers, account=account)["dimensions"]["speed"]["probability"]
            for account in (np.arange(40) // 4, np.arange(40))
        ]
        together, alone = (int(chance["oceangoing"].strip("<>%")) for chance in chances)
        assert together < 80 < alone

    @pytest.mark.parametrize(("accounts", "is_indicative"), [(4, True), (9, True), (10, False)])
    def test_below_ten_the_interval_is_only_indicative(
        self, accounts: int, is_indicative: bool
    ) -> None:
        assert self.guests(accounts)["indicative"] is is_indicative

    def test_one_account_alone_has_no_interval(self) -> None:
        cell = self.guests(5, np.zeros(10, dtype=np.int64))
        assert (cell["mean"], cell["low"], cell["high"]) == (1.5, None, None)
        assert cell["indicative"]
