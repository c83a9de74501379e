"""What the story says. The values expected here were worked out by hand from the answers."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from maturity.framework import load
from maturity.result import Scope, canonical, content_hash
from tests.reports.samples import (
    REPORT,
    edition,
    full_result,
    rate,
    result,
    small_story,
    story,
    unanimous,
)

NOT_SHOWN = "not shown: too few answers to protect the people who gave them"


def staff_at(codes: dict[str, int], n: int = 20, **more: Any) -> Any:
    return result({"staff": unanimous(load("centricity"), "staff", n, codes)}, **more)


def everywhere(code: int) -> dict[str, int]:
    return {dimension.code: code for dimension in load("centricity").dimensions}


class TestCover:
    def test_names_what_the_report_is_about(self) -> None:
        document = full_result()
        cover = story(document, edition()).cover
        facts = {fact.label: fact.value for fact in cover.facts}
        assert (cover.organisation, cover.assessment, cover.wave) == (
            "Northwind",
            "Review 2026",
            "First wave",
        )
        assert cover.status == "Final"
        assert facts["Answers collected"] == "2 March 2026 to 20 March 2026"
        assert facts["Report made on"] == "24 March 2026"
        assert facts["Framework"] == "Customer-centricity maturity, version 0.1"
        assert facts["Report number"] == REPORT
        assert facts["Result hash"] == content_hash(canonical(document))

    def test_marks_draft_and_demonstration(self) -> None:
        cover = story(full_result(), edition(), is_final=False, is_demonstration=True).cover
        assert cover.status == "Draft"
        assert cover.status_note
        assert cover.demonstration.startswith("Demonstration")
        assert story(full_result(), edition()).cover.demonstration == ""

    def test_says_that_the_framework_has_changed_since(self) -> None:
        document = full_result()
        document["framework"]["hash"] = "0" * 64
        facts = {fact.label: fact.value for fact in story(document).cover.facts}
        assert "has changed since" in facts["Framework"]


class TestAnswer:
    def test_says_stage_and_target_in_one_sentence(self) -> None:
        answer = story(staff_at({}), edition()).answer
        assert answer.sentence == (
            "Seen by its staff, Northwind is at “Customer sensitivity”, stage 2 of 4;"
            " its target is “Customer focus”, stage 3."
        )

    @pytest.mark.parametrize(
        ("stage", "end"),
        [
            (1, "stage 1 of 4, the entry stage; its target is “Customer focus”, stage 3."),
            (3, "at “Customer focus”, stage 3 of 4, which is its target."),
            (4, "at “Customer obsession”, stage 4 of 4, beyond its target “Customer focus”."),
        ],
    )
    def test_ends_as_the_stage_relates_to_the_target(self, stage: int, end: str) -> None:
        assert story(staff_at(everywhere(stage)), edition()).answer.sentence.endswith(end)

    def test_names_no_target_without_an_edition(self) -> None:
        sentence = story(staff_at({})).answer.sentence
        assert sentence.endswith("is at “Customer sensitivity”, stage 2 of 4.")

    def test_says_how_many_targets_are_set(self) -> None:
        answer = story(staff_at({}), edition(targets={"service": "focus"})).answer
        assert answer.sentence.endswith("; a target is set for 1 of its 7 dimensions.")

    def test_falls_back_on_leaders(self) -> None:
        framework = load("centricity")
        document = result({"leaders": unanimous(framework, "leaders", 6, everywhere(3))})
        assert story(document).answer.sentence.startswith("Seen by its leaders, Northwind")

    def test_gives_no_stage_where_nobody_can_be_shown(self) -> None:
        told = story(result({}), edition())
        assert told.answer.sentence == (
            f"No stage can be given for Northwind: the answers are {NOT_SHOWN}."
        )
        assert told.answer.ladder is None
        assert told.profile.rows == ()

    def test_gives_no_stage_where_a_dimension_is_not_shown(self) -> None:
        framework = load("centricity")
        answers = unanimous(framework, "staff", 8, {})
        columns = [
            i
            for i, item in enumerate(framework.questionnaire("staff").items)
            if item.dimension == "service"
        ]
        answers[:6, columns] = 255
        told = story(result({"staff": answers}), edition())
        assert told.answer.sentence.startswith("No stage for the whole of Northwind")
        hidden = [row for row in told.profile.rows if not row.is_shown]
        assert [(row.name, row.distance_text, row.mean) for row in hidden] == [
            ("Service and value", NOT_SHOWN, None)
        ]
        assert told.profile.rows[-1] == hidden[0]

    def test_orders_gaps_by_distance_then_score(self) -> None:
        answer = story(full_result(), edition()).answer
        assert [point.name for point in answer.gaps] == [
            "Communication",
            "Service and value",
            "Complaints and recovery",
        ]
        assert answer.gaps[0].text == (
            "At “Customer awareness”, 2 stages below its target “Customer focus”; score 1.0."
        )
        assert "1 stage below" in answer.gaps[1].text

    def test_orders_strengths_and_repeats_no_gap(self) -> None:
        answer = story(full_result(), edition()).answer
        assert [point.name for point in answer.strengths] == [
            "Customer knowledge",
            "Measurement",
            "Management and teaming",
        ]
        assert answer.strengths[0].text == "At “Customer focus”, which is its target; score 3.0."

    def test_calls_nothing_a_strength_at_the_entry_stage(self) -> None:
        codes = everywhere(1)
        answer = story(staff_at(codes), edition(targets={"service": "obsession"})).answer
        assert answer.strengths == ()
        assert "entry stage" in answer.strengths_note

    def test_singles_nothing_out_where_all_score_alike(self) -> None:
        answer = story(staff_at({}), edition()).answer
        assert (answer.gaps, answer.strengths) == ((), ())
        assert answer.gaps_note.startswith("All 7 dimensions score alike")

    def test_says_how_many_answered(self) -> None:
        assert story(full_result(), edition()).answer.confidence[:3] == (
            "20 members of staff answered, about 50% of those invited.",
            "12 leaders answered, more than 95% of those invited.",
            "30 customers answered, about 10% of those invited.",
        )

    def test_puts_every_audience_on_the_ladder(self) -> None:
        ladder = story(full_result(), edition()).answer.ladder
        assert ladder is not None
        assert [[side.title for side in rung.here] for rung in ladder.stages] == [
            [],
            ["Staff"],
            ["Leaders"],
            [],
        ]
        assert [rung.dimensions for rung in ladder.stages] == [
            "1 dimension",
            "4 dimensions",
            "2 dimensions",
            "0 dimensions",
        ]
        assert [rung.is_target for rung in ladder.stages] == [False, False, True, False]


class TestProfile:
    def test_counts_targets_reached(self) -> None:
        profile = story(full_result(), edition()).profile
        assert profile.sentence == "2 of 7 dimensions have reached their target."
        assert [row.distance for row in profile.rows] == [2, 1, 1, 1, 1, 0, 0]
        assert profile.rows[0].distance_text == "2 stages to go"
        assert profile.rows[-1].distance_text == "target reached"

    def test_stands_without_targets(self) -> None:
        profile = story(full_result()).profile
        assert not profile.has_targets
        assert profile.rows[0].name == "Communication"
        assert profile.rows[0].target_name == ""


class TestGrid:
    def test_shows_shares_with_their_ends_covered(self) -> None:
        row = story(full_result(), edition()).grid.rows[0]
        assert row.name == "Customer knowledge"
        assert [(cell.share_text, cell.verdict) for cell in row.cells] == [
            ("", "entry stage"),
            ("≥ 95%", "met"),
            ("≥ 95%", "met"),
            ("≤ 5%", "not met"),
        ]
        assert [cell.is_attained for cell in row.cells] == [False, False, True, False]

    def test_marks_what_is_derived(self) -> None:
        grid = story(full_result(), edition()).grid
        service = next(row for row in grid.rows if row.name == "Service and value")
        assert [cell.is_derived for cell in service.cells] == [True, False, False, False]
        assert any("†" in line for line in grid.legend)

    def test_names_what_blocks_the_next_stage(self) -> None:
        codes = {**everywhere(3), "communication": 2, "involvement": 2}
        assert story(staff_at(codes)).grid.sentence == (
            "2 dimensions are still short of “Customer focus”, the next stage:"
            " “Communication” and “Involvement and roles”."
        )
        assert story(staff_at({**everywhere(3), "knowledge": 2})).grid.sentence == (
            "One dimension is still short of “Customer focus”, the next stage:"
            " “Customer knowledge”."
        )
        assert "highest stage" in story(staff_at(everywhere(4))).grid.sentence

    def test_leaves_shares_of_fewer_than_ten_out(self) -> None:
        grid = story(staff_at({}, n=5), edition()).grid
        texts = {cell.share_text for row in grid.rows for cell in row.cells}
        assert texts == {"", "–"}
        assert any("fewer than ten" in line for line in grid.legend)


class TestPerception:
    def test_names_the_two_furthest_apart(self) -> None:
        perception = story(full_result(), edition()).perception
        assert perception.sentences[0] == (
            "Leaders and customers are furthest apart on “Customer knowledge”: 4.0 against 2.0."
            " Their 95% intervals do not overlap."
        )
        assert perception.sentences[1] == (
            "Between these two, the intervals lie apart on every dimension."
        )

    def test_prints_a_shared_wording_once(self) -> None:
        row = story(full_result(), edition()).perception.rows[0]
        assert row.wordings == (
            "Our organisation understands what matters to each customer.",
            "This company understands what matters to me.",
        )

    def test_says_when_there_is_nothing_to_compare(self) -> None:
        sentences = story(staff_at({}), edition()).perception.sentences
        assert sentences == (
            "Only one view can be shown, so there is nothing to set beside it.",
            f"Leaders – {NOT_SHOWN}.",
            f"Customers – {NOT_SHOWN}.",
        )

    def test_leaves_hidden_audiences_out(self) -> None:
        framework = load("centricity")
        answers = {
            "staff": unanimous(framework, "staff", 20, {}),
            "leaders": unanimous(framework, "leaders", 4, everywhere(4), 5),
        }
        told = story(result(answers), edition())
        assert [side.title for side in told.perception.sides] == ["Staff"]
        assert f"Leaders – {NOT_SHOWN}." in told.answer.confidence
        assert all("Leaders" not in table.title for table in told.items)


class TestRoadmap:
    def tell(self, steps: dict[str, int], target: str = "", **more: Any) -> Any:
        ratings = rate(load("centricity"), steps)
        document = staff_at({}, ratings=ratings)
        return story(document, edition(target_step=target, **more)).roadmap

    def test_says_how_far_one_has_come_and_what_is_next(self) -> None:
        roadmap = self.tell({"networks": 4, "teams": 2})
        assert roadmap.sentences == (
            "Northwind has come as far as step 1 of 5, “Internal social networks”.",
            "What comes next is step 2, “Cross-functional teams”.",
        )
        assert [step.status_text for step in roadmap.track] == [
            "Fully in place",
            "Partly in place",
            "Not assessed",
            "Not assessed",
            "Not assessed",
        ]

    def test_asks_to_complete_a_step_that_largely_stands(self) -> None:
        roadmap = self.tell({"networks": 4, "teams": 3})
        assert (
            roadmap.sentences[1]
            == "What comes next is to complete step 2, “Cross-functional teams”."
        )

    def test_stops_at_managements_target(self) -> None:
        roadmap = self.tell({"networks": 4, "teams": 2}, target="networks")
        assert roadmap.sentences[1].startswith(
            "Management’s target, “Internal social networks”, has been reached"
        )
        assert not any(step.is_next for step in roadmap.track)

    def test_warns_of_a_step_ahead_of_its_foundations(self) -> None:
        roadmap = self.tell({"networks": 2, "teams": 4})
        assert roadmap.warnings == (
            "“Cross-functional teams” is ahead of its foundations: it stands, but the earlier"
            " step “Internal social networks” does not yet.",
        )

    def test_shades_ratings(self) -> None:
        row = self.tell({"networks": 4, "teams": 1}).heat[0]
        assert [(cell.text, cell.shade) for cell in row.cells[:3]] == [
            ("Fully", 4),
            ("Not at all", 0),
            ("not rated", 0),
        ]

    def test_prints_notes_and_the_authors_hundred_days(self) -> None:
        roadmap = self.tell({"networks": 4}, roadmap_notes={"teams-climate": " Seen. ", "x": "y"})
        assert [(note.title, note.text) for note in roadmap.notes] == [
            ("Cross-functional teams, Working climate", "Seen.")
        ]
        assert "hundred days or fewer" in roadmap.pace[0]
        assert "Graham Hill: blog post" in roadmap.pace[1]

    def test_says_that_nothing_was_assessed(self) -> None:
        roadmap = self.tell({})
        assert not roadmap.is_assessed
        assert roadmap.heat == ()
        assert "not been assessed" in roadmap.sentences[0]


class TestMethod:
    def text(self, document: Any, added: Any = None) -> str:
        return " ".join(
            paragraph
            for section in story(document, added).method
            for paragraph in section.paragraphs
        )

    def test_states_the_rule_and_that_it_is_ours(self) -> None:
        text = self.text(full_result())
        assert "at least 60% of the answers" in text
        assert "falls below 40%" in text
        assert "thresholds are ours" in text
        assert "No group of fewer than 5 people" in text

    def test_counts_stated_and_derived(self) -> None:
        # framework.toml, by hand: service 1, complaints 2, communication 2, involvement 3.
        assert "Conditions of the stages: 20 stated, 8 derived." in self.text(full_result())

    def test_says_that_rows_came_from_outside(self) -> None:
        outside = staff_at({}, scope=Scope("file", "Northwind"))
        assert "No history of earlier releases is held" in self.text(outside)
        assert "No history" not in self.text(full_result())

    def test_names_every_missing_audience(self) -> None:
        text = self.text(staff_at({}))
        assert f"Leaders – {NOT_SHOWN}." in text
        assert f"Customers – {NOT_SHOWN}." in text


class TestItemTables:
    def test_shows_counts_means_and_shares(self) -> None:
        framework = load("centricity")
        answers = unanimous(framework, "staff", 20, {})
        # Of twenty, fifteen choose the second answer, four the third, one does not know.
        answers[:4, 0] = 3
        answers[4, 0] = 255
        row = story(result({"staff": answers})).items[0].rows[0]
        assert (row.code, row.n) == ("KN1", "19")
        # (15 × 2 + 4 × 3) / 19 = 42 / 19
        assert row.mean == "2.2"
        # 19 answers are rounded to tenths: 15/19 = 79%, 4/19 = 21%; 1 of 20 to twentieths.
        assert row.shares == ("≤ 10%", "80%", "20%", "≤ 10%")
        assert row.dont_know == "≤ 5%"

    def test_shows_dashes_below_ten_and_says_why(self) -> None:
        told = story(staff_at({}, n=9))
        assert told.items[0].rows[0].shares == ("–", "–", "–", "–")
        assert told.items_note == f"A dash means “{NOT_SHOWN}”."
        assert story(staff_at({}, n=10)).items_note == ""

    def test_keeps_scales_apart(self) -> None:
        titles = [(table.title, len(table.rows)) for table in story(full_result()).items]
        assert titles == [
            ("Staff: descriptions of daily work", 21),
            ("Staff: statements", 7),
            ("Leaders: descriptions of daily work", 21),
            ("Leaders: statements", 7),
            ("Customers: statements", 7),
        ]


class TestAnotherFramework:
    def test_takes_everything_from_the_framework(self, tmp_path: Path) -> None:
        told = small_story(tmp_path)
        assert told.answer.sentence == (
            "Seen by its gardeners, Northwind is at “Shoot”, stage 2 of 3;"
            " its target is “Tree”, stage 3."
        )
        assert [point.name for point in told.answer.gaps] == ["Roots"]
        assert [point.name for point in told.answer.strengths] == ["Leaves"]
        assert told.roadmap is None
        assert not told.perception.is_shown
        assert len(told.grid.rows[0].cells) == 3


class TestNoNumbersOfHiddenGroups:
    @pytest.mark.parametrize("n", [0, 1, 4])
    def test_says_the_same_however_many_there_were(self, n: int) -> None:
        """Nothing in the story lets one tell no answers from a few."""
        framework = load("centricity")
        answers = {"staff": unanimous(framework, "staff", 20, {})}
        without = story(result(answers), edition())
        few = np.tile(unanimous(framework, "leaders", 1, everywhere(4)), (n, 1))
        assert story(result({**answers, "leaders": few}), edition()) == without
