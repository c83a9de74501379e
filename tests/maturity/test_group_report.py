"""Departments and attributes in a result, by hand-made organisations of the harbour's crew."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from maturity.groups import Attribute, Groups, Unit
from maturity.responses import Responses, Rules
from maturity.result import Document
from maturity.result import build as build_with_ledger
from tests.maturity.results import HARBOUR, RULES, SCOPE, VALIDATOR, table

# The first two are departments; north has two teams.
UNITS = (
    Unit("north", "North", "North"),
    Unit("south", "South", "South"),
    Unit("quay", "Quay", "North / Quay", 0),
    Unit("tower", "Tower", "North / Tower", 0),
)
WATCH = Attribute("watch", ("day", "dusk", "night"), is_ordered=True)

# Unit's place (-1 none), watch's place (-1 none), people, their answer to CA1, CA2 and SP1.
Kind = tuple[int, int, int, int]


def crew(
    *kinds: Kind | tuple[int, ...], attributes: tuple[Attribute, ...] = (WATCH,), **more: Any
) -> Responses:
    """Of each kind of people two were asked who did not answer."""
    sizes = [people for *_kind, people, _code in kinds]
    codes = np.repeat([code for *_kind, code in kinds], sizes).tolist()
    cells = np.array([kind[: 1 + len(attributes)] for kind in kinds])
    groups = Groups(
        UNITS, attributes, cells, np.array(sizes) + 2, np.repeat(np.arange(len(kinds)), sizes)
    )
    answers = table(HARBOUR, "crew", sum(sizes), CA1=codes, CA2=codes, SP1=codes)
    return Responses(answers, invited=sum(sizes) + 2 * len(sizes), groups=groups, **more)


def groups_of(came: Responses, rules: Rules = RULES) -> Document:
    document = build_with_ledger(HARBOUR, {"crew": came}, scope=SCOPE, rules=rules).document
    VALIDATOR.validate(document)
    groups: Document = document["audiences"]["crew"]["groups"]
    return groups


def means(parts: Document, code: str = "care") -> float | None:
    return parts["dimensions"][code]["mean"] if code in parts["dimensions"] else None


def of_units(groups: Document) -> dict[str, float | None]:
    return {unit["name"]: means(unit) for unit in groups["units"] if means(unit)}


class TestUnits:
    def test_every_unit_has_the_mean_of_its_people_and_of_those_below(self) -> None:
        # The north: (5×2 + 20×3 + 20×2) / 45 = 2.44; the quay's 3.0 is told as at least 2.9.
        groups = groups_of(crew((0, 0, 5, 2), (2, 0, 20, 3), (3, 0, 20, 2), (1, 0, 20, 2)))
        assert of_units(groups) == {"North": 2.4, "South": 2.0, "Quay": 2.9, "Tower": 2.0}

    def test_small_ones_are_not_there_and_are_told_together(self) -> None:
        groups = groups_of(crew((2, 0, 20, 3), (3, 0, 4, 1), (1, 0, 20, 2)))
        # The tower's four would be left of the north, so the quay stays with them.
        assert of_units(groups) == {"North": 2.7, "South": 2.0}
        assert [unit["rest"]["dimensions"] for unit in groups["units"]] == [{}, {}]
        assert groups["units_not_shown"] == 2

    def test_who_is_in_no_shown_unit_is_told_as_the_rest(self) -> None:
        groups = groups_of(crew((-1, 0, 6, 1), (2, 0, 20, 3), (0, 0, 10, 2), (1, 0, 20, 2)))
        assert means(groups["rest"]) == 1.2
        assert means(groups["units"][0]["rest"]) == 2.0

    def test_how_many_there_are_is_a_range(self) -> None:
        groups = groups_of(crew((2, 0, 8, 3), (3, 0, 19, 2), (1, 0, 50, 2)))
        assert [unit["dimensions"]["care"]["n"] for unit in groups["units"]] == [
            "20–49", "50+", "5–9", "10–19",
        ]  # fmt: skip

    def test_a_stage_is_told_from_ten_people_on(self) -> None:
        groups = groups_of(crew((2, 0, 9, 3), (3, 0, 12, 2), (1, 0, 20, 2)))
        stages = {u["name"]: u["dimensions"]["care"]["stage"] for u in groups["units"]}
        assert stages["Quay"] is None
        assert stages["Tower"] == "coastal"

    def test_one_dimension_may_be_told_and_another_not(self) -> None:
        came = crew((2, 0, 12, 3), (3, 0, 12, 2), (1, 0, 20, 2))
        answers = came.answers.copy()
        answers[:8, 3] = 255
        groups = groups_of(replace(came, answers=answers))
        quay = next(unit for unit in groups["units"] if unit["name"] == "Quay")
        assert means(quay) is not None
        assert means(quay, "speed") is None

    def test_that_nobody_of_a_unit_answered_cannot_be_seen(self) -> None:
        # Were the north and its quay both told, alike in everything, the tower would be silent.
        came = crew((2, 0, 20, 3), (1, 0, 20, 2), (3, 0, 0, 1))
        assert came.groups is not None
        asked = replace(came.groups, invited=np.array([20, 20, 11]))
        found = of_units(groups_of(replace(came, groups=asked, invited=51)))
        assert found == {"North": 2.9, "South": 2.0}

    def test_a_tree_in_which_nothing_can_be_shown(self) -> None:
        groups = groups_of(crew((2, 0, 4, 3), (3, 0, 4, 2), (1, 0, 4, 2)))
        assert groups["units"] == []
        assert groups["units_not_shown"] == 4
        assert groups["rest"] == {"dimensions": {}, "experience": {}}

    def test_without_groups_there_are_none(self) -> None:
        assert groups_of(replace(crew((1, 0, 20, 2)), groups=None)) is None


class TestWeights:
    def test_a_small_department_hides_its_neighbour_in_the_stratum(self) -> None:
        # Four people have no department; they share a stratum with the smaller one, the south.
        came = crew((-1, 0, 4, 1), (1, 0, 8, 2), (2, 0, 15, 3), (3, 0, 15, 3))
        asked = {"": 4, "south": 8, "north": 90}
        department = np.repeat([0, 1, 2, 2], [4, 8, 15, 15])
        weighted = replace(came, departments=asked, department=department, invited=102)
        found = of_units(groups_of(weighted, Rules(5, "departments")))
        # Unanimous: below twenty people at least 2.8, and no more is told of the thirty together.
        assert found == {"North": 2.8, "Quay": 2.8, "Tower": 2.8}


class TestAttributes:
    def test_neighbours_are_joined_until_they_are_large_enough(self) -> None:
        groups = groups_of(crew((1, 0, 30, 3), (1, 1, 4, 1), (1, 2, 12, 1)))
        (watch,) = groups["attributes"]
        assert watch["name"] == "watch"
        assert [(c["values"], means(c)) for c in watch["categories"]] == [
            (["day"], 2.9), (["dusk", "night"], 1.2),
        ]  # fmt: skip

    def test_people_without_a_value_stand_after_the_last(self) -> None:
        (watch,) = groups_of(crew((1, 0, 30, 3), (1, 2, 12, 2), (1, -1, 3, 2)))["attributes"]
        assert [c["values"] for c in watch["categories"]] == [["day"], ["dusk", "night", ""]]

    def test_one_value_per_person_tells_nothing_apart(self) -> None:
        names = Attribute("name", tuple("abcdefgh"))
        came = crew(*[(1, place, 1, 2) for place in range(8)], attributes=(names,))
        groups = groups_of(came)
        assert (groups["attributes"], groups["attributes_not_shown"]) == ([], ["name"])

    def test_one_of_which_nothing_is_told_is_named(self) -> None:
        # A site for everybody, and a badge for four of forty.
        site, badge = Attribute("site", ("Bath",)), Attribute("badge", ("red",))
        kinds = [(1, 0, 0, 0, 4, 2), (1, 0, 0, -1, 16, 1), (1, 2, 0, -1, 20, 3)]
        groups = groups_of(crew(*kinds, attributes=(WATCH, site, badge)))
        assert [attribute["name"] for attribute in groups["attributes"]] == ["watch"]
        assert groups["attributes_not_shown"] == ["site", "badge"]

    def test_one_that_nobody_asked_has_a_value_of_is_not_named(self) -> None:
        kinds = [(1, 0, -1, 20, 2), (1, 2, -1, 20, 3)]
        groups = groups_of(crew(*kinds, attributes=(WATCH, Attribute("branch", ()))))
        assert [attribute["name"] for attribute in groups["attributes"]] == ["watch"]
        assert groups["attributes_not_shown"] == []

    def test_one_is_named_alike_whatever_hides_it(self) -> None:
        # Only the single question on speed was answered, and by day by all alike.
        came = crew((1, 0, 20, 2), (1, 2, 20, 2), (1, 2, 10, 3))
        answers = came.answers.copy()
        answers[:, :2] = 255
        groups = groups_of(replace(came, answers=answers))
        assert (groups["attributes"], groups["attributes_not_shown"]) == ([], ["watch"])

    def test_a_group_that_leaves_a_few_of_a_department_is_joined(self) -> None:
        # All of the night watch but three are the whole of the tower.
        came = crew((2, 0, 20, 3), (2, 2, 3, 1), (3, 2, 20, 2), (1, 0, 20, 2), (1, 1, 20, 2))
        (watch,) = groups_of(came)["attributes"]
        assert [c["values"] for c in watch["categories"]] == [["day"], ["dusk", "night"]]


class TestWhoAnswered:
    """Of a group that is told at least two more were asked than it needs."""

    def asked(self, *kinds: Kind, silent: int) -> Document:
        came = crew(*kinds)
        assert came.groups is not None
        invited = np.array([people + silent for _unit, _watch, people, _code in kinds])
        groups = replace(came.groups, invited=invited)
        return groups_of(replace(came, groups=groups, invited=int(invited.sum())))

    @pytest.mark.parametrize(("silent", "shown"), [(0, False), (1, False), (2, True)])
    def test_a_unit_of_five_is_told_if_two_more_were_asked(self, silent: int, shown: bool) -> None:
        groups = self.asked((2, 0, 5, 3), (3, 0, 20, 2), (1, 0, 20, 2), silent=silent)
        assert ("Quay" in of_units(groups)) == shown

    @pytest.mark.parametrize(
        ("people", "silent", "n"),
        [(10, 0, "5–19"), (10, 2, "10–19"), (21, 0, "10–49"), (50, 1, "20+")],
    )
    def test_a_range_does_not_say_that_all_answered(self, people: int, silent: int, n: str) -> None:
        groups = self.asked((2, 0, people, 3), (3, 0, 25, 2), (1, 0, 25, 2), silent=silent)
        (quay,) = [unit for unit in groups["units"] if unit["name"] == "Quay"]
        assert quay["dimensions"]["care"]["n"] == n


class TestCareless:
    @pytest.mark.parametrize("codes", [[1, 1, 1], [1, 2, 3]])
    def test_who_may_be_left_out_hides_what_they_might_change(self, codes: Sequence[int]) -> None:
        # Eight of the tower, of whom four answered too fast to count for sure.
        came = crew((2, 0, 20, 3), (3, 0, 8, 2), (1, 0, 20, 2))
        fast = np.zeros(48, dtype=bool)
        fast[20:24] = True
        answers = came.answers.copy()
        answers[20:24, [0, 1, 3]] = codes
        found = of_units(groups_of(replace(came, answers=answers, is_fast=fast)))
        assert "Tower" not in found
        assert "South" in found


class TestLedger:
    def test_tells_what_was_published_of_whom(self) -> None:
        came = crew((2, 0, 20, 3), (3, 0, 20, 2), (1, 0, 20, 2))
        ledger = build_with_ledger(HARBOUR, {"crew": came}, scope=SCOPE, rules=RULES).ledger
        kept = ledger["crew"]["dimensions/care"]
        assert kept["rows"] == ["whole", "North", "South", "North / Quay", "North / Tower"]
        assert kept["atoms"] == [[[0, 2], 20], [[0, 1, 4], 20], [[0, 1, 3], 20]]


class TestOneQuestion:
    """Of the crew's second dimension there is one question only."""

    def speeds(self, *codes: int) -> Document:
        came = crew((2, 0, 20, 2), (3, 0, 20, 2), (1, 0, 20, 2))
        answers = came.answers.copy()
        answers[:, 3] = codes
        return groups_of(replace(came, answers=answers))

    def test_is_told_by_group(self) -> None:
        groups = self.speeds(*[1, 2, 3, 2] * 15)
        assert [means(unit, "speed") for unit in groups["units"]] == [2.0] * 4

    def test_is_told_of_no_group_where_one_is_of_one_mind(self) -> None:
        groups = self.speeds(*[3] * 20, *[1, 2, 3, 2] * 10)
        assert {means(unit, "speed") for unit in groups["units"]} == {None}
        assert {means(unit) for unit in groups["units"]} == {2.0}

    def test_needs_ten_people(self) -> None:
        came = crew((2, 0, 9, 2), (3, 0, 20, 2), (1, 0, 20, 2))
        answers = came.answers.copy()
        answers[:, 3] = ([1, 2, 3] * 17)[:49]
        groups = groups_of(replace(came, answers=answers))
        quay = next(unit for unit in groups["units"] if unit["name"] == "Quay")
        assert (means(quay), means(quay, "speed")) == (2.0, None)
