"""Departments and groups in words, worked out by hand from what a result tells of them."""

import json
from typing import Any

import numpy as np
import pytest
from jsonschema import validate

from maturity.groups import Attribute, Groups, Unit
from maturity.loading import load
from maturity.result import SCHEMA, Document, Responses
from reports.story.grouped import GroupTable
from reports.story.groups import Groups as Told
from tests.reports.samples import (
    NOT_SHOWN,
    full_result,
    group,
    result,
    staff_at,
    story,
    told,
    unanimous,
    unit,
    with_groups,
    without_format_2,
)

LOW, HIGH = told(1.5, 1.2, 1.8, "10–19", "awareness"), told(3.5, 3.2, 3.8, "50+", "focus")
FEW = told(1.3, 1.0, 2.0, "5–9", end="at_most")


def groups_of(document: Document) -> Told:
    """What a story tells of groups."""
    validate(document, json.loads(SCHEMA.read_text()))
    found = story(document).groups
    assert found is not None
    return found


def departments(*units: Document, **more: Any) -> GroupTable:
    """The table of a result with these units."""
    (table,) = groups_of(with_groups(units=list(units), **more)).departments.tables
    return table


def by_tenure(*categories: Document) -> GroupTable:
    """The table of a result with these groups of an attribute."""
    attributes = [{"name": "tenure", "categories": list(categories)}]
    (table,) = groups_of(with_groups(attributes=attributes)).attributes.tables
    return table


class TestDepartments:
    def test_gives_score_interval_stage_and_band(self) -> None:
        table = departments(unit("Sales", {"knowledge": LOW}), unit("Service", {}))
        cell = table.rows[0].cells[0]
        assert (cell.mean_text, cell.interval_text, cell.n) == ("1.5", "1.2 to 1.8", "10–19")
        assert (cell.stage_rank, cell.stage_name) == (1, "Customer awareness")

    def test_says_at_most_and_no_stage_of_few(self) -> None:
        cell = departments(unit("Sales", {"knowledge": FEW})).rows[0].cells[0]
        assert (cell.mean_text, cell.n) == ("≤ 1.3", "5–9")
        assert (cell.stage_rank, cell.stage_name) == (None, "")

    def test_has_a_column_for_every_dimension_and_a_dash_for_what_is_not_told(self) -> None:
        table = departments(unit("Sales", {"knowledge": LOW}))
        assert table.columns == tuple(each.name for each in load("centricity").dimensions)
        assert [cell.mean_text for cell in table.rows[0].cells] == ["1.5", *["–"] * 6]

    def test_shades_by_quarters_of_the_scale(self) -> None:
        # A quarter of 1 to 4 is 0.75: below 1.75 the first, from 3.25 on the fourth.
        means = {"knowledge": 1.7, "measurement": 1.8, "service": 2.5, "complaints": 4.0}
        cells = {code: told(mean, 1.0, 4.0) for code, mean in means.items()}
        row = departments(unit("Sales", cells)).rows[0]
        assert [cell.shade for cell in row.cells[:5]] == [1, 2, 3, 4, 0]

    def test_stands_in_tree_order_with_others_behind_their_unit(self) -> None:
        other = group({"knowledge": LOW})
        table = departments(
            unit("Sales", {"knowledge": LOW}, rest=other),
            unit("Service", {"knowledge": LOW}),
            unit("Sales / North", {"knowledge": LOW}),
            rest=other,
        )
        assert [(row.name, row.level, row.is_rest) for row in table.rows] == [
            ("Sales", 0, False),
            ("North", 1, False),
            ("Others in Sales", 1, True),
            ("Service", 0, False),
            ("Others", 0, True),
        ]

    def test_names_a_unit_of_which_nothing_is_told_for_what_is_below_it(self) -> None:
        table = departments(
            unit("Sales", {}), unit("Sales / North", {"knowledge": LOW}), units_not_shown=1
        )
        assert [row.name for row in table.rows] == ["Sales", "North"]
        assert table.hidden == f"1 of 2 departments is {NOT_SHOWN}."

    def test_counts_the_departments_that_are_not_shown(self) -> None:
        table = departments(unit("Sales", {"knowledge": LOW}), units_not_shown=3)
        assert [row.name for row in table.rows] == ["Sales"]
        assert table.hidden == f"3 of 4 departments are {NOT_SHOWN}."
        assert departments(unit("Sales", {"knowledge": LOW})).hidden == ""

    def test_says_so_where_no_department_is_shown(self) -> None:
        table = departments(units_not_shown=2)
        assert table.rows == ()
        assert table.hidden == f"2 of 2 departments are {NOT_SHOWN}."
        assert table.sentence == ""


class TestAttributes:
    def test_names_the_values_that_were_joined(self) -> None:
        table = by_tenure(
            group({"knowledge": LOW}, values=["under 2 years", "2 to 5 years"]),
            group({"knowledge": LOW}, values=["over 5 years"]),
            group({"knowledge": LOW}, values=["retired", "on leave", ""]),
        )
        assert (table.title, table.first) == ("By tenure", "Tenure")
        assert [row.name for row in table.rows] == [
            "under 2 years or 2 to 5 years",
            "over 5 years",
            "retired, on leave or not given",
        ]

    def test_leaves_out_groups_of_which_nothing_is_told(self) -> None:
        table = by_tenure(group({"knowledge": LOW}, values=["new"]), group({}, values=["old"]))
        assert [row.name for row in table.rows] == ["new"]
        assert table.hidden == f"1 of 2 groups is {NOT_SHOWN}."

    def test_says_of_which_nothing_is_told(self) -> None:
        found = groups_of(with_groups(attributes_not_shown=["place", "shift"])).attributes
        assert found.tables == ()
        assert found.not_shown == (f"By place: {NOT_SHOWN}.", f"By shift: {NOT_SHOWN}.")

    def test_says_nothing_of_them_in_results_that_do_not_name_them(self) -> None:
        document = with_groups(units_not_shown=1)
        del document["audiences"]["staff"]["groups"]["attributes_not_shown"]
        found = story(document).groups
        assert found is not None
        assert found.attributes.not_shown == ()


class TestDifferences:
    def test_names_the_two_whose_intervals_lie_furthest_apart(self) -> None:
        table = departments(
            unit("Sales", {"knowledge": LOW, "measurement": told(2.0, 1.9, 2.1)}),
            unit("Service", {"knowledge": HIGH, "measurement": told(2.3, 2.2, 2.4)}),
        )
        assert table.sentence == (
            "Departments differ clearly on 2 of 2 dimensions, most on “Customer knowledge”:"
            " Service (3.5) is above Sales (1.5)."
        )

    def test_does_not_name_an_extreme_that_is_uncertain(self) -> None:
        table = by_tenure(
            group({"knowledge": told(3.6, 1.6, 4.0)}, values=["new"]),
            group({"knowledge": told(3.0, 2.8, 3.2)}, values=["old"]),
            group({"knowledge": LOW}, values=["older"]),
        )
        assert table.sentence == (
            "Groups differ clearly on 1 of 1 dimension, most on “Customer knowledge”:"
            " old (3.0) is above older (1.5)."
        )

    @pytest.mark.parametrize("low", [1.7, 1.8])
    def test_claims_nothing_where_intervals_touch(self, low: float) -> None:
        table = departments(
            unit("Sales", {"knowledge": LOW}), unit("Service", {"knowledge": told(2.0, low, 2.3)})
        )
        assert table.sentence == "No dimension shows a clear difference between departments."

    @pytest.mark.parametrize("comparable", [True, False])
    def test_compares_three_departments_only_if_they_can_be_told_apart(
        self, comparable: bool
    ) -> None:
        units = [unit(name, {"knowledge": LOW}) for name in ("Sales", "Stores")]
        document = with_groups(units=[*units, unit("Service", {"knowledge": HIGH})])
        numbers = {"icc1": 0.3, "icc2": 0.9, "median_rwg_j": 0.7}
        cell = document["audiences"]["staff"]["dimensions"]["knowledge"]
        cell["departments"] = numbers | {"comparable": comparable}
        (table,) = groups_of(document).departments.tables
        assert table.sentence.startswith("Departments differ") is comparable
        cell["departments"] = None
        (table,) = groups_of(document).departments.tables
        assert table.sentence.startswith("No dimension shows a clear difference")

    def test_does_not_hold_a_team_against_another_department(self) -> None:
        table = departments(
            unit("Sales", {"knowledge": told(2.0, 1.5, 2.5)}),
            unit("Sales / North", {"knowledge": HIGH}),
            unit("Service", {"knowledge": told(2.0, 1.5, 2.5)}),
        )
        assert table.sentence == "No dimension shows a clear difference between departments."

    def test_says_nothing_of_a_single_department(self) -> None:
        assert departments(unit("Sales", {"knowledge": LOW})).sentence == ""


class TestExperience:
    def test_has_tables_of_its_own_without_stages(self) -> None:
        statements = {"knowledge": {k: v for k, v in HIGH.items() if k != "stage"}}
        document = with_groups(
            units=[unit("Sales", {"knowledge": LOW}) | {"experience": statements}]
        )
        found = groups_of(document)
        (table,) = found.experience.tables
        cell = table.rows[0].cells[0]
        assert (cell.mean_text, cell.stage_rank) == ("3.5", None)
        assert "from 1 (strongly disagree) to 5 (strongly agree)" in found.experience.notes[0]
        assert found.departments.tables[0].rows[0].cells[0].mean_text == "1.5"

    def test_is_left_out_where_nothing_of_it_is_told(self) -> None:
        found = groups_of(with_groups(units=[unit("Sales", {"knowledge": LOW})]))
        assert found.experience.tables == ()


class TestNotes:
    def test_explain_dash_and_others_only_where_they_occur(self) -> None:
        everything = {each.code: LOW for each in load("centricity").dimensions}
        whole = groups_of(with_groups(units=[unit("Sales", everything)])).departments.notes
        assert not any("dash" in note or "Others" in note for note in whole)
        partly = [unit("Sales", {"knowledge": LOW}, rest=group({"knowledge": LOW}))]
        notes = groups_of(with_groups(units=partly)).departments.notes
        assert f"A dash means “{NOT_SHOWN}”." in notes
        assert any(note.startswith("“Others” are") for note in notes)


class TestWithoutGroups:
    def test_tells_none(self) -> None:
        assert story(staff_at({})).groups is None
        assert story(with_groups()).groups is None
        assert story(without_format_2(full_result())).groups is None

    def test_explains_groups_in_the_method_only_where_there_are_any(self) -> None:
        def titles(document: Document) -> list[str]:
            return [section.title for section in story(document).method]

        assert "Which groups are shown, and how" in titles(with_groups(units_not_shown=2))
        assert "Which groups are shown, and how" not in titles(staff_at({}))


class TestComputed:
    def test_tells_what_was_computed_from_answers(self) -> None:
        framework = load("centricity")
        # Twenty each of North and South, ten at the first stage and ten at the second: 1.5 with
        # an interval of 2.093 * sqrt(0.25 / 19) = 0.24 either way. Twenty of the service two
        # stages higher.
        stages = [1, 2, 1, 2, 3, 4]
        answers = [
            unanimous(framework, "staff", 12, dict.fromkeys(DIMENSIONS, stage), 1 + stage)[2:]
            for stage in stages
        ]
        units = (
            Unit("a", "Sales", "Sales"),
            Unit("b", "North", "Sales / North", 0),
            Unit("c", "South", "Sales / South", 0),
            Unit("d", "Service", "Service"),
        )
        groups = Groups(
            units,
            (Attribute("tenure", ("new", "old"), is_ordered=True),),
            cells=np.array([[u, a] for u in (1, 2, 3) for a in (0, 1)]),
            invited=np.full(6, 10),
            cell=np.arange(60) // 10,
        )
        came = Responses(np.vstack(answers), invited=60, groups=groups)
        (table,) = groups_of(result({"staff": came})).departments.tables
        told_of = {row.name: row.cells[0] for row in table.rows}
        assert list(told_of) == ["Sales", "North", "South", "Service"]
        assert (told_of["North"].mean_text, told_of["North"].interval_text) == (
            "1.5",
            "1.2 to 1.8",
        )
        assert (told_of["Service"].mean_text, told_of["Service"].stage_name) == (
            "3.5",
            "Customer focus",
        )
        assert table.sentence == (
            "Departments differ clearly on 7 of 7 dimensions, most on “Customer knowledge”:"
            " Service (3.5) is above Sales (1.5)."
        )


DIMENSIONS = [each.code for each in load("centricity").dimensions]
