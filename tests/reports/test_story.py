"""What the story says of the whole. Expected values were worked out by hand from the answers."""

from pathlib import Path

import numpy as np
import pytest

from maturity.loading import load
from maturity.result import canonical, content_hash
from reports.story.provenance import NOT_FILED
from tests.reports.samples import (
    FILED,
    NOT_SHOWN,
    edition,
    everywhere,
    full_result,
    result,
    small_story,
    staff_at,
    story,
    unanimous,
)


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
        assert facts["Who was asked"] == "Staff, leaders and customers"
        assert facts["Report number"] == FILED.edition_id
        assert facts["Answers collected"] == "2 March 2026 to 20 March 2026"
        assert facts["Edition"] == "2, of 24 March 2026"
        assert facts["Framework"] == "Customer-centricity maturity, version 1.0"

    def test_is_made_on_a_day_where_it_has_no_edition(self) -> None:
        facts = {
            fact.label: fact.value for fact in story(full_result(), filed=NOT_FILED).cover.facts
        }
        assert facts["Report made on"] == "24 March 2026"

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


class TestProvenance:
    def test_tells_every_document_with_its_number_and_its_hash(self) -> None:
        document, added = full_result(), edition()
        told = story(document, added)
        framework, of_result = document["framework"]["hash"], content_hash(canonical(document))
        of_edition = content_hash(canonical(added))
        assert {fact.label: fact.value for fact in told.provenance} == {
            "Edition": "2, of 24 March 2026",
            "Framework": "Customer-centricity maturity, version 1.0",
            "Framework hash": framework,
            "Result number": FILED.result_id,
            "Result hash": of_result,
            "Edition number": FILED.edition_id,
            "Edition hash": of_edition,
        }
        assert told.short_provenance == (
            f"Result {of_result[:8]} · Edition 2, {of_edition[:8]} · Framework 1.0, {framework[:8]}"
        )

    def test_tells_no_edition_where_there_is_none(self) -> None:
        told = story(full_result(), filed=NOT_FILED)
        assert [fact.label for fact in told.provenance] == [
            "Report made on",
            "Framework",
            "Framework hash",
            "Result hash",
        ]
        assert "Edition" not in told.short_provenance


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

    def test_tells_what_the_stage_means_in_general_as_no_finding(self) -> None:
        summary = load("centricity").stage("sensitivity").summary
        answer = story(full_result(), edition()).answer
        assert answer.stage_summary == f"In general, “Customer sensitivity” means: {summary}"

    def test_orders_gaps_by_distance_then_score(self) -> None:
        answer = story(full_result(), edition()).answer
        assert [point.name for point in answer.gaps] == [
            "Communication",
            "Service and value",
            "Complaints and recovery",
        ]
        assert answer.gaps[0].text == (
            "At “Customer awareness”, two stages below its target “Customer focus”;"
            " score ≤ 1.1 of 4."
        )
        assert "one stage below" in answer.gaps[1].text

    def test_orders_strengths_and_repeats_no_gap(self) -> None:
        answer = story(full_result(), edition()).answer
        assert [point.name for point in answer.strengths] == [
            "Customer knowledge",
            "Measurement",
        ]
        assert (
            answer.strengths[0].text == "At “Customer focus”, which is its target; score 3.0 of 4."
        )

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
            "12 leaders answered, more than 80% of those invited.",
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
        assert profile.sentence == "Two of seven dimensions have reached their target."
        assert [row.distance for row in profile.rows] == [2, 1, 1, 1, 1, 0, 0]
        assert profile.rows[0].distance_text == "2 stages to go"
        assert profile.rows[-1].distance_text == "target reached"

    def test_stands_without_targets(self) -> None:
        profile = story(full_result()).profile
        assert not profile.has_targets
        assert profile.rows[0].name == "Communication"
        assert profile.rows[0].target_name == ""


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
