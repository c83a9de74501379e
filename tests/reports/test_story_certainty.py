"""How sure the story says a stage is. Expected values were worked out by hand."""

from typing import Any

import numpy as np
import pytest

from maturity.loading import load
from maturity.result import Document, Responses
from reports.story.conditions import share_texts
from tests.reports.samples import (
    everywhere,
    full_result,
    places,
    result,
    staff_at,
    story,
    unanimous,
)


def staff(codes: dict[str, int], n: int = 20) -> Any:
    """Answers of staff who all choose the same."""
    return unanimous(load("centricity"), "staff", n, codes)


def at_the_limit() -> Document:
    """Everything at focus, but customer knowledge only as twelve of twenty see it: just 60%."""
    answers = staff(everywhere(3))
    answers[:8, places("staff", dimension="knowledge")] = 2
    return result({"staff": answers})


class TestCertainty:
    def test_confirms_what_hardly_depends_on_chance(self) -> None:
        told = story(staff_at(everywhere(3)))
        assert told.answer.certainty.startswith(
            "Confirmed: the answers make it at least 90% probable that the organisation as a whole"
        )
        assert {row.certainty_text for row in told.profile.rows} == {"confirmed"}

    def test_calls_provisional_what_chance_could_lower(self) -> None:
        told = story(at_the_limit())
        assert told.answer.sentence.endswith("is at “Customer focus”, stage 3 of 4.")
        assert told.answer.certainty.startswith(
            "Provisional: the answers make it less than 90% probable"
        )
        rows = {row.code: row.certainty_text for row in told.profile.rows}
        assert rows.pop("knowledge") == "provisional"
        assert set(rows.values()) == {"confirmed"}

    def test_counts_provisional_dimensions_on_the_ladder(self) -> None:
        ladder = story(at_the_limit()).answer.ladder
        assert ladder is not None
        assert ladder.stages[2].dimensions == "7 dimensions, 1 provisional"

    def test_says_nothing_of_confirming_the_first_stage(self) -> None:
        told = story(staff_at(everywhere(1)))
        assert told.answer.certainty.startswith("No stage lies below this one")
        assert {row.certainty_text for row in told.profile.rows} == {""}

    def test_says_that_fewer_than_ten_are_too_few(self) -> None:
        told = story(staff_at(everywhere(3), n=9))
        assert told.answer.certainty.startswith("Some question has fewer than 10 answers")
        assert told.chances == ()

    def test_is_silent_without_a_stage(self) -> None:
        assert story(result({})).answer.certainty == ""


class TestChances:
    def test_shows_a_row_a_dimension_and_the_whole(self) -> None:
        (table,) = story(staff_at(everywhere(3))).chances
        assert table.title == "Staff"
        assert [row.name for row in table.rows][-1] == "The whole"
        assert len(table.rows) == 8
        assert {row.chances for row in table.rows} == {("<5%", "<5%", ">95%", "<5%")}
        assert {(row.attained, row.certainty) for row in table.rows} == {(3, "confirmed")}

    def test_leaves_out_what_fewer_than_ten_answered(self) -> None:
        answers = staff(everywhere(3))
        answers[:12, places("staff", dimension="service")] = 255
        names = [row.name for row in story(result({"staff": answers})).chances[0].rows]
        assert "Service and value" not in names
        assert "The whole" not in names


class TestConfidence:
    def test_says_how_many_are_left_out(self) -> None:
        fast = np.arange(22) < 2
        came = Responses(staff({}, 22), invited=44, is_fast=fast)
        assert story(result({"staff": came})).answer.confidence[0] == (
            "The answers of 20 members of staff count (fewer than 5 were left out as careless);"
            " about 50% of those invited had answered."
        )

    def test_says_that_views_are_shared(self) -> None:
        assert (
            "Among staff, the view of every dimension shown is shared."
            in story(staff_at({})).answer.confidence
        )

    def test_names_the_dimensions_on_which_views_are_divided(self) -> None:
        answers = staff({})
        columns = places("staff", dimension="knowledge")
        answers[:10, columns], answers[10:, columns] = 1, 4
        told = story(result({"staff": answers}))
        assert (
            "Among staff, views are divided into two camps on “Customer knowledge”; the view of"
            " every other dimension shown is shared."
        ) in told.answer.confidence
        views = {row.code: row.view_text for row in told.profile.rows}
        assert views["knowledge"] == "divided view (two camps)"
        assert views["service"] == "shared view"

    def test_does_not_speak_of_camps_where_there_are_none(self) -> None:
        answers = staff({})
        columns = places("staff", dimension="knowledge")
        # Four at either end, six at each stage between: a variance of 21/19 makes an rwg(j) far
        # below 0.70 (of a null variance of 1.25), but no quarter stands at either end.
        answers[:4, columns], answers[4:8, columns] = 1, 4
        answers[8:14, columns], answers[14:, columns] = 2, 3
        told = story(result({"staff": answers}))
        assert any(
            line.startswith("Among staff, views differ on “Customer knowledge”; the view of")
            for line in told.answer.confidence
        )
        assert not any("camps" in line for line in told.answer.confidence)
        views = {row.code: row.view_text for row in told.profile.rows}
        assert views["knowledge"] == "views differ"

    def test_tells_differing_from_divided_views(self) -> None:
        answers = staff({})
        for dimension, ends in (("knowledge", 4), ("service", 10)):
            columns = places("staff", dimension=dimension)
            answers[:ends, columns], answers[-ends:, columns] = 1, 4
        assert (
            "Among staff, views differ on “Customer knowledge”, and views are divided into two"
            " camps on “Service and value”; the view of every other dimension shown is shared."
        ) in story(result({"staff": answers})).answer.confidence

    def test_calls_it_a_finding_that_a_quarter_cannot_see(self) -> None:
        answers = staff({})
        answers[:5, places("staff", dimension="measurement")] = 255
        told = story(result({"staff": answers}))
        assert any(
            line.startswith("A quarter or more of the answers of staff on “Measurement” are")
            for line in told.answer.confidence
        )
        remarks = {row.code: row.remarks for row in told.profile.rows}
        assert remarks["measurement"] == ("A quarter or more of the answers are “don’t know”.",)
        assert remarks["service"] == ()

    def test_is_silent_below_a_quarter(self) -> None:
        answers = staff({})
        answers[:4, places("staff", dimension="measurement")] = 255
        lines = story(result({"staff": answers})).answer.confidence
        assert not any("don’t know" in line for line in lines)

    def test_says_that_no_stage_was_asked_for(self) -> None:
        document = full_result()
        for audience in document["audiences"].values():
            audience |= {"dimensions": {}, "stage": None, "stage_probability": None}
        assert story(document).answer.sentence == (
            "No stage is given for Northwind: the questions about it were not asked."
        )


class TestNextStage:
    def test_counts_the_parts_that_are_met(self) -> None:
        answers = staff(everywhere(3))
        # One of twenty is a step below the others. The third question on knowledge: four of
        # twenty see it at focus.
        answers[5:, places("staff", codes=("KN3",))] = 2
        following = story(result({"staff": answers})).next_stage
        assert following is not None
        assert following.sentence == (
            "Of the 14 parts that “Customer focus”, the organisation’s next stage, asks for over"
            " all dimensions, 13 are met."
        )
        row = next(row for row in following.rows if row.name == "Customer knowledge")
        assert (row.stage_name, row.verdict) == ("Customer focus", "1 of 2 parts met")
        # (95 + 95 + 20) / 3 = 70
        assert (row.share_text, row.weakest_text) == ("70%", "20%")

    def test_says_nothing_of_a_dimension_with_a_hidden_question(self) -> None:
        answers = staff({})
        answers[:, places("staff", codes=("KN1",))] = 2
        following = story(result({"staff": answers})).next_stage
        assert following is not None
        assert following.sentence == ""
        hidden = {row.name for row in following.rows if row.verdict == "–"}
        assert hidden == {"Customer knowledge"}
        assert following.note.endswith(
            "A dash means “not shown, to protect the people who answered”."
        )

    def test_stops_at_the_highest_stage(self) -> None:
        following = story(staff_at(everywhere(4))).next_stage
        assert following is not None
        assert following.sentence == ""
        assert {(row.verdict, row.share_text) for row in following.rows} == {
            ("highest stage reached", "–")
        }

    def test_does_not_round_a_miss_up_to_what_is_needed(self) -> None:
        answers = staff(everywhere(3), 19)
        # Beside one who is below the others already.
        answers[12:, places("staff", dimension="knowledge")] = 2
        following = story(result({"staff": answers})).next_stage
        assert following is not None
        # 11 of 19 are 58%, which tenths make 60%.
        row = next(row for row in following.rows if row.name == "Customer knowledge")
        assert (row.verdict, row.share_text, row.weakest_text) == (
            "1 of 2 parts met", "< 60%", "60%",
        )  # fmt: skip

    def test_is_absent_where_nothing_is_shown(self) -> None:
        assert story(result({})).next_stage is None

    @pytest.mark.parametrize(
        ("share", "weakest", "holds", "said"),
        [
            (0.6, 0.4, (True, True), ("60%", "40%")),
            (0.6, 0.4, (False, False), ("< 60%", "< 40%")),
            (0.6, 0.4, (False, True), ("< 60%", "40%")),
            (0.75, 0.4, (True, False), ("75%", "< 40%")),
            (0.75, 0.35, (True, False), ("75%", "35%")),
            (0.35, 0.2, (False, False), ("35%", "20%")),
        ],
    )
    def test_says_below_where_rounding_would_say_enough(
        self, share: float, weakest: float, holds: tuple[bool, bool], said: tuple[str, str]
    ) -> None:
        condition = {
            "share": share,
            "weakest_item": weakest,
            "share_holds": holds[0],
            "weakest_item_holds": holds[1],
        }
        assert share_texts(condition, 50) == said
