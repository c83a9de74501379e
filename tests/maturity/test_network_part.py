"""The network in a result, by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from maturity.answers import DONT_KNOW
from maturity.responses import Rules
from tests.maturity.networks import Tree, asking, staff
from tests.maturity.results import CENTRICITY, build, part, table

FLAT: Tree = [("Sales", ""), ("Service", ""), ("Stock", "")]
DEEP: Tree = [
    ("Trade", ""), ("North", "Trade"), ("South", "Trade"),
    ("Works", ""), ("Shop", "Works"), ("Yard", "Works"), ("Shed", "Works"),
]  # fmt: skip
NONE_AT_ALL = [DONT_KNOW]


def network(
    tree: Tree,
    invited: Mapping[str, int],
    named: Sequence[tuple[str, Sequence[int]]],
    level: int = 0,
    rules: Rules | None = None,
) -> dict[str, Any]:
    came = {"staff": staff(tree, invited, named, level)}
    document = build(came, asking(tree, level), rules=rules or Rules(smallest_group=5))
    found: dict[str, Any] = document["audiences"]["staff"]["network"]
    return found


def shares(level: dict[str, Any]) -> list[list[int | None] | None]:
    return [row and row["shares"] for row in level["rows"]]


class TestMatrix:
    # Of twenty in Sales 12 name Service, 4 of them Sales too, and 8 nobody; of ten in Service 7
    # name Sales and 3 Service; of ten in Stock all name all.
    NAMED = (
        [("Sales", [2])] * 8 + [("Sales", [1, 2])] * 4 + [("Sales", NONE_AT_ALL)] * 8
        + [("Service", [1])] * 7 + [("Service", [2])] * 3 + [("Stock", [1, 2, 3])] * 10
    )  # fmt: skip
    INVITED = {"Sales": 24, "Service": 12, "Stock": 14}

    def test_case_computed_by_hand(self) -> None:
        found = network(FLAT, self.INVITED, self.NAMED)
        (level,) = found["levels"]
        # Twenty people round to fives, ten to tens; the ends are covered.
        assert shares(level) == [[20, 60, 5], [70, 30, 10], [90, 90, 90]]
        sales, service, stock = level["rows"]
        # Twelve others of twenty: .6. All of Stock name both others: at least 2 - .3.
        assert (sales["n"], sales["own"], sales["outside"]) == ("20–49", 20, 60)
        assert (sales["others"], sales["others_end"]) == (0.6, None)
        assert (service["n"], service["outside"], service["others"]) == ("10–19", 70, 0.7)
        assert (stock["own"], stock["others"], stock["others_end"]) == (90, 1.7, "at_least")
        # Of forty: Sales by 4 + 7 + 10, Service by 12 + 3 + 10, Stock by 10. Own: 4 + 3 + 10.
        # Others: 12 + 7 + 20.
        assert level["whole"] == {
            "n": 40, "step": 5, "own": 40, "outside": 70, "others": 1.0, "others_end": None,
            "shares": [50, 60, 25],
        }  # fmt: skip
        # 21/40 = 52.5% lies half way between two fives, and goes to the even one.
        assert (found["n"], found["response_rate"], found["named_most"]) == (40, "80%", 5)

    def test_names_the_departments_and_who_has_one(self) -> None:
        (level,) = network(FLAT, {**self.INVITED, "": 50}, self.NAMED)["levels"]
        assert [each["path"] for each in level["departments"]] == ["Sales", "Service", "Stock"]
        assert level["has_own"] == 0.5

    def test_whoever_did_not_answer_the_question_does_not_count(self) -> None:
        silent = [*self.NAMED, *[("Sales", [])] * 4]
        assert network(FLAT, self.INVITED, silent) == network(FLAT, self.INVITED, self.NAMED)

    def test_a_department_named_twice_counts_once(self) -> None:
        twice = [
            (unit, numbers * 2 if len(numbers) < 3 else numbers) for unit, numbers in self.NAMED
        ]
        assert network(FLAT, self.INVITED, twice) == network(FLAT, self.INVITED, self.NAMED)

    def test_is_no_part_where_it_is_not_asked(self) -> None:
        answers = table(CENTRICITY, "staff", 20, KN1=2)
        assert part("staff", answers, CENTRICITY)["network"] is None


class TestGate:
    def test_fewer_than_ten_who_answered_have_no_row_but_count_in_the_whole(self) -> None:
        named = [("Sales", [2])] * 20 + [("Service", [1])] * 9 + [("Stock", [1])] * 9
        (level,) = network(FLAT, {"Sales": 30, "Service": 30, "Stock": 30}, named)["levels"]
        assert shares(level) == [[5, 95, 5], None, None]
        # Eighteen of 38 is 47%, and 20 of 38 53%.
        assert level["whole"]["shares"] == [45, 55, 5]

    def test_shares_of_fewer_than_ten_cannot_be_worked_out_from_those_of_others(self) -> None:
        # All five of Service name Sales, and one of Sales does. Beside a row of the twenty of
        # Sales the whole's six of 25 would say so.
        invited = {"Sales": 30, "Service": 12}
        named = [("Sales", [2])] * 19 + [("Sales", [1])] + [("Service", [1])] * 5
        (level,) = network(FLAT, invited, named)["levels"]
        assert shares(level) == [None, None, None]
        (level,) = network(FLAT, invited, [*named, *[("Service", [2])] * 5])["levels"]
        assert shares(level) == [[5, 95, None], [50, 50, None], None]

    def test_a_row_does_not_say_that_all_of_its_people_answered(self) -> None:
        named = [("Sales", [2])] * 20 + [("Service", [1])] * 10 + [("Stock", [1])] * 20
        invited = {"Sales": 30, "Stock": 30}
        told = [
            shares(network(FLAT, {**invited, "Service": n}, named)["levels"][0])[1] is not None
            for n in (10, 11, 12)
        ]
        assert told == [False, False, True]

    def test_a_rest_of_few_is_hidden_with_the_smallest_beside_it(self) -> None:
        named = [("Sales", [2])] * 20 + [("Service", [1])] * 4 + [("Stock", [1])] * 12
        (level,) = network(FLAT, {"Sales": 30, "Service": 30, "Stock": 30}, named)["levels"]
        # The four of Service would be what is left: Stock is given up, and 16 are.
        assert shares(level) == [[5, 95, 5], None, None]

    def test_nine_answers_are_told_nothing_of(self) -> None:
        named = [("Sales", [2])] * 9
        assert network(FLAT, {"Sales": 30}, named) == {"shown": False}

    def test_a_larger_smallest_group_hides_more(self) -> None:
        named = [("Sales", [2])] * 20 + [("Service", [1])] * 12 + [("Stock", [1])] * 15
        invited = {"Sales": 30, "Service": 30, "Stock": 30}
        (level,) = network(FLAT, invited, named, rules=Rules(smallest_group=15))["levels"]
        assert [row is not None for row in shares(level)] == [True, False, False]

    def test_how_many_named_a_department_of_few_is_told_nowhere(self) -> None:
        named = [("Sales", [2, 3])] * 20 + [("Service", [3])] * 12 + [("Stock", [3])] * 4
        (level,) = network(FLAT, {"Sales": 30, "Service": 30, "Stock": 4}, named)["levels"]
        assert [each["told"] for each in level["departments"]] == [True, True, False]
        assert level["whole"]["shares"][2] is None
        # Nor in how many others are named: of Service none is, though all name Stock.
        assert (level["rows"][1] or {"others_end": "at_most"})["others_end"] == "at_most"
        assert level["whole"]["outside"] == 55


class TestLevels:
    # The numbers of the lower level: North 1, South 2, Shop 3, Yard 4, Shed 5.
    INVITED = {"North": 20, "South": 20, "Shop": 20, "Yard": 3, "Shed": 4, "Works": 12}
    NAMED = (
        [("North", [1, 2])] * 10 + [("South", [3])] * 12 + [("Shop", [4])] * 10
        + [("Shop", [5])] * 5 + [("Works", [1])] * 10
    )  # fmt: skip

    def test_the_levels_above_count_whoever_named_any_of_theirs(self) -> None:
        above, below = network(DEEP, self.INVITED, self.NAMED, level=1)["levels"]
        assert [each["name"] for each in above["departments"]] == ["Trade", "Works"]
        assert [each["name"] for each in below["departments"]] == [
            "North", "South", "Shop", "Yard", "Shed",
        ]  # fmt: skip
        # Ten of 22 in Trade name Trade (each twice below), twelve Works. Of 25 in Works ten name
        # Trade; Yard and Shed have seven people together, and so count as Works: fifteen.
        assert shares(above) == [[45, 55], [40, 60]]
        assert above["rows"][0]["own"] == 45
        assert above["whole"]["own"] == 55

    def test_departments_of_few_are_told_in_the_one_above_alone(self) -> None:
        _above, below = network(DEEP, self.INVITED, self.NAMED, level=1)["levels"]
        assert [each["told"] for each in below["departments"]] == [True, True, True, False, False]
        assert shares(below)[2] == [10, 10, 10, None, None]

    def test_two_few_together_are_told_in_none(self) -> None:
        invited = {**self.INVITED, "Shed": 1}
        above, _below = network(DEEP, invited, self.NAMED, level=1)["levels"]
        assert shares(above)[1] == [40, 5]

    def test_people_of_a_team_below_count_in_their_department(self) -> None:
        tree: Tree = [*FLAT, ("Team", "Sales")]
        named = [("Team", [2])] * 12 + [("Service", [1])] * 12 + [("Stock", NONE_AT_ALL)] * 10
        (level,) = network(tree, {"Team": 20, "Service": 20, "Stock": 20}, named)["levels"]
        assert shares(level) == [[10, 90, 10], [90, 10, 10], [10, 10, 10]]
