"""The question on the network in a framework, and the departments it offers."""

import pytest

from maturity.answers import AnswerError, check_answers
from maturity.framework import Framework
from maturity.items import Item
from maturity.narrowing import narrowed
from maturity.network.question import (
    departments_of,
    level_offered,
    levels_of,
    numbered,
    possible_levels,
    with_network_question,
)
from maturity.sample import screened
from tests.maturity.networks import Tree, asking, units_of
from tests.maturity.results import CENTRICITY

TREE: Tree = [
    ("Trade", ""), ("North", "Trade"), ("Port", "North"), ("South", "Trade"), ("Law", ""),
]  # fmt: skip


def flat(n: int) -> Tree:
    return [(f"D{place}", "") for place in range(n)]


def two_levels(tops: int, each: int) -> Tree:
    return [
        entry
        for top in range(tops)
        for entry in [(f"T{top}", ""), *((f"T{top}-{n}", f"T{top}") for n in range(each))]
    ]


def item_of(framework: Framework) -> Item:
    return next(item for item in framework.items if item.kind == "network")


def names(tree: Tree, level: int) -> list[str]:
    return [department.name for department in departments_of(units_of(tree), level)]


class TestLevels:
    def test_have_the_last_department_of_a_branch_that_ends_above(self) -> None:
        assert names(TREE, 0) == ["Trade", "Law"]
        assert names(TREE, 1) == ["North", "South", "Law"]
        assert names(TREE, 2) == ["Port", "South", "Law"]
        assert len(levels_of(units_of(TREE))) == 3
        assert levels_of([]) == []

    def test_say_what_is_above(self) -> None:
        above = {each.name: each.above for each in departments_of(units_of(TREE), 2)}
        assert above == {"Port": "Trade / North", "South": "Trade", "Law": ""}

    @pytest.mark.parametrize(("n", "possible"), [(1, []), (2, [0]), (250, [0]), (251, [])])
    def test_can_be_offered_with_two_to_250_departments(self, n: int, possible: list[int]) -> None:
        assert possible_levels(units_of(flat(n))) == possible

    @pytest.mark.parametrize(
        ("tree", "chosen", "offered"),
        [
            (TREE, None, 2),
            (TREE, 0, 0),
            (TREE, 5, 2),
            # Of 150 the deepest is proposed, of more the level above.
            (two_levels(10, 15), None, 1),
            (two_levels(10, 16), None, 0),
            (two_levels(10, 16), 1, 1),
            # Where there are no fewer, the first there is.
            (flat(200), None, 0),
            (flat(251), None, None),
            (flat(1), None, None),
        ],
    )
    def test_the_deepest_that_can_be_looked_through_is_proposed(
        self, tree: Tree, chosen: int | None, offered: int | None
    ) -> None:
        assert level_offered(units_of(tree), chosen) == offered


class TestQuestion:
    def test_takes_ten_bytes_whatever_it_offers(self) -> None:
        before = len(CENTRICITY.questionnaire("staff").columns)
        for tree in (flat(2), flat(150)):
            columns = asking(tree).questionnaire("staff").columns
            assert len(columns) == before + 10
            assert [c.code for c in columns if c.item.kind == "network"][-1] == "NET.10"

    def test_is_answered_by_the_numbers_of_departments(self) -> None:
        columns = item_of(asking(flat(150))).columns
        check_answers(bytes([0, 1, 150, 255, *[0] * 6]), columns)
        with pytest.raises(AnswerError, match=r"NET\.1: 151 is not one of the answers"):
            check_answers(bytes([151, *[0] * 9]), columns)

    def test_stands_before_the_comments_and_only_in_the_questionnaire_of_staff(self) -> None:
        framework = asking(flat(3))
        staff = [page.code for page in framework.questionnaire("staff").pages]
        before = [page.code for page in CENTRICITY.questionnaire("staff").pages]
        assert staff == [*before[:-1], "network", before[-1]]
        leaders = framework.questionnaire("leaders")
        assert leaders == CENTRICITY.questionnaire("leaders")

    def test_is_not_asked_of_one_department_nor_without_staff(self) -> None:
        assert asking(flat(1)) is CENTRICITY
        leaders = narrowed(CENTRICITY, ["leaders"])
        departments = departments_of(units_of(flat(3)), 0)
        asked = with_network_question(leaders, departments, text="", none="None", title="")
        assert asked is leaders

    def test_is_no_pattern_of_careless_answers(self) -> None:
        columns = asking(flat(3)).questionnaire("staff").columns
        looked_at = {columns[place].item.kind for places in screened(columns) for place in places}
        assert "network" not in looked_at

    def test_counts_the_words_that_are_read(self) -> None:
        # "From whom?", and five names of one word; of many only those above, each once.
        assert item_of(asking(flat(5))).words("staff") == 2 + 5
        assert item_of(asking(two_levels(4, 10), level=1)).words("staff") == 2 + 4


class TestHeadings:
    def shown(self, tree: Tree, level: int = 0) -> list[tuple[str, int, int]]:
        groups = numbered(departments_of(units_of(tree), level))
        return [(heading, some[0][0], some[-1][0]) for heading, some in groups]

    def test_few_have_none(self) -> None:
        assert self.shown(flat(15)) == [("", 1, 15)]

    def test_many_stand_under_what_is_above(self) -> None:
        assert self.shown(two_levels(2, 10), 1) == [("T0", 1, 10), ("T1", 11, 20)]

    def test_without_anything_above_under_first_and_last(self) -> None:
        assert self.shown(flat(16)) == [("D0 – D14", 1, 15), ("D15", 16, 16)]
