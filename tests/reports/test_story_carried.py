"""What the report says became of earlier actions, and of the conditions they were to change."""

from typing import Any

import numpy as np
import pytest

from maturity.loading import load
from maturity.plan import whole_action
from maturity.responses import Responses
from maturity.result import Document
from reports.sheets import story_sheets
from reports.story import Story
from reports.story.carried import Carried
from reports.story.moved import Condition
from tests.reports.samples import edition, full_result, places, rate, result, story, unanimous

FIRST, OTHER = "6f1c9f0e-0000-4a0c-9a7e-000000000001", "6f1c9f0e-0000-4a0c-9a7e-000000000002"
TO_FOCUS = {"dimension": "measurement", "stage": "focus"}


def action(what: str = "Choose three figures.", **more: Any) -> Document:
    return whole_action({"what": what, **more})


def told(
    *actions: Document,
    then: Document | None = None,
    now: Document | None = None,
    audiences: tuple[str, ...] = ("staff",),
    compared: str = FIRST,
) -> Story:
    """A report of 24 March 2026 on actions of "Spring", compared with a wave if ``then`` is it."""
    added = edition(
        carried={"result_id": FIRST, "sha256": "", "wave": "Spring", "actions": list(actions)}
    )
    if then is not None:
        pinned = {"result_id": compared, "sha256": "", "assessment": "Review", "wave": "Winter"}
        added["comparison"] = {**pinned, "audiences": list(audiences)}
    return story(now or full_result(), added, earlier=then)


def carried(*actions: Document, **waves: Any) -> Carried:
    found = told(*actions, **waves).carried
    assert found is not None
    return found


def condition(*actions: Document, **waves: Any) -> Condition:
    [aim] = carried(*actions, **waves).aims
    return aim.condition


def staff(high: int, low: int = 0, n: int = 40) -> Document:
    """Staff of whom so many see measurement at focus, or low, and the others at sensitivity."""
    answers = np.full((n, len(load("centricity").questionnaire("staff").columns)), 0, np.uint8)
    answers[:, places("staff", dimension="measurement")] = 2
    answers[:high, places("staff", dimension="measurement")] = 3
    answers[n - low :, places("staff", dimension="measurement")] = 1
    return result({"staff": Responses(answers)})


class TestActions:
    def test_say_what_became_of_each(self) -> None:
        found = carried(
            action(state="done", outcome="All use them.", owner="Kim", due_on="2026-02-01"),
            action("Walk.", state="under_way", due_on="2026-03-23"),
            action("Run.", state="under_way", due_on="2026-03-24"),
            action("Sit.", state="dropped", due_on="2026-01-01", outcome="Nobody came."),
        )
        assert found.title == "What became of the actions of “Spring”"
        assert found.lines[0] == (
            "Four actions were planned after “Spring”: one done, two under way and one dropped."
            " One of them is late."
        )
        assert [(each.number, each.state_text, each.outcome) for each in found.actions] == [
            (1, "Done", "All use them."),
            (2, "Under way, late", ""),
            (3, "Under way", ""),
            (4, "Dropped", "Nobody came."),
        ]
        assert (found.actions[0].owner, found.actions[0].due_text) == ("Kim", "1 February 2026")

    def test_one_alone_is_told_as_one(self) -> None:
        assert carried(action()).lines[0] == "One action was planned after “Spring”: one planned."

    def test_are_named_by_number_where_they_aim_at_the_same(self) -> None:
        aimed = (action(aim=TO_FOCUS), action("Walk."), action("Run.", aim=TO_FOCUS))
        found = carried(*aimed, then=staff(12), now=staff(28))
        [aim] = found.aims
        assert aim.actions_text == "Actions 1 and 3"
        assert [each.aim for each in found.actions] == [
            "Measurement: Customer focus", "", "Measurement: Customer focus",
        ]  # fmt: skip

    def test_without_any_there_is_no_part(self) -> None:
        document = full_result()
        for added in (edition(), edition(carried={}), edition(carried={"actions": []})):
            assert story(document, added).carried is None


class TestCondition:
    def test_shows_the_share_and_the_score_with_intervals(self) -> None:
        found = condition(action(aim=TO_FOCUS), then=staff(12), now=staff(28))
        assert found.text.startswith("Measures follow emotion and value far more")
        share, score, met = found.rows
        # Shares: see tests/maturity/test_movement.py. Scores 2.3 and 2.7, told with their own.
        assert (share.name, share.then_text, share.now_text) == (
            "Staff, at “Customer focus” or above", "30% (15% to 50%)", "70% (50% to 85%)",
        )  # fmt: skip
        assert (share.difference_text, share.interval_text) == ("40 points", "10 to 65 points")
        assert share.direction_text == "risen"
        assert (score.name, score.difference_text) == ("Staff, score", "0.4")
        assert (met.name, met.then_text, met.now_text) == ("Staff, condition met", "no", "yes")
        assert (met.interval_text, met.direction_text) == ("–", "met now")
        assert found.verdicts == ("Staff: risen",)

    @pytest.mark.parametrize(
        ("then", "now", "verdict"),
        [(12, 14, "still not met"), (28, 30, "still met"), (28, 12, "no longer met")],
    )
    def test_says_whether_it_is_met(self, then: int, now: int, verdict: str) -> None:
        found = condition(action(aim=TO_FOCUS), then=staff(then), now=staff(now))
        assert found.rows[-1].direction_text == verdict

    def test_is_named_where_it_has_moved_and_no_cause_is_claimed(self) -> None:
        found = carried(action(aim=TO_FOCUS), then=staff(12), now=staff(28))
        assert found.lines[1] == (
            "Risen, as at least one audience sees it: “Measurement: Customer focus”."
        )
        assert found.actions[0].verdicts == ("Staff: risen",)
        assert "neither is shown to have caused the other" in found.lines[2]
        fallen = carried(action(aim=TO_FOCUS), then=staff(28), now=staff(12))
        assert fallen.lines[1].startswith("Fallen, as at least one audience sees it")
        same = carried(action(aim=TO_FOCUS), then=staff(12), now=staff(14))
        assert same.lines[1].startswith("No condition they were meant to change has clearly moved")

    def test_has_moved_by_the_share_where_that_is_told(self) -> None:
        # 1.8 and 2.3 on average, and 30% at focus or above both times.
        then, now = staff(12, low=20), staff(12)
        found = carried(action(aim=TO_FOCUS), then=then, now=now)
        share, score, _met = found.aims[0].condition.rows
        assert (share.direction_text, score.direction_text) == ("no clear change", "risen")
        assert found.actions[0].verdicts == (
            "Staff: no clear change by the share, risen by the score",
        )
        assert found.lines[1].startswith("No condition")
        assert found.lines[2] == (
            "By the score alone, not by the share at the stage, there is movement in"
            " “Measurement: Customer focus”."
        )

    def test_is_told_by_those_who_may_be_compared_alone(self) -> None:
        document = full_result()
        found = condition(
            action(aim=TO_FOCUS), then=document, now=document, audiences=("staff", "customers")
        )
        assert {row.name.split(",")[0] for row in found.rows} == {"Staff", "Customers"}
        assert found.rows[-1].name == "Customers, agreement"
        nobody = condition(action(aim=TO_FOCUS), then=document, now=document, audiences=())
        assert (nobody.rows, nobody.obstacle) == ((), "No audience can be compared.")

    def test_of_an_older_action_is_the_score_of_what_it_was_planned_for(self) -> None:
        found = condition(action(priority="dimension:measurement"), then=staff(12), now=staff(28))
        assert found.name == "Measurement"
        assert [row.name for row in found.rows] == ["Staff, score"]

    @pytest.mark.parametrize("aim", [{"dimension": "gone", "stage": "focus"}, {"step": "gone"}])
    def test_of_another_model_is_none(self, aim: dict[str, str]) -> None:
        document = full_result()
        assert carried(action(aim=aim), then=document, now=document).aims == ()

    def test_without_comparison_says_why_nothing_is_told(self) -> None:
        found = carried(action(aim=TO_FOCUS))
        assert "compared with no earlier wave" in found.obstacle
        assert found.lines[1] == found.obstacle
        [aim] = found.aims
        assert (aim.condition.name, aim.condition.rows) == ("Measurement: Customer focus", ())

    def test_beside_another_wave_says_why_nothing_is_told(self) -> None:
        document = full_result()
        found = carried(action(aim=TO_FOCUS), then=document, compared=OTHER)
        assert found.obstacle.endswith("the report is compared with “Winter”.")
        assert found.aims[0].condition.rows == ()


class TestFoundation:
    AIM = {"step": "teams", "foundation": "roles"}

    def test_is_what_the_consultant_found_and_how_people_see_the_step(self) -> None:
        framework = load("centricity")
        then = full_result(ratings=rate(framework, {"teams": 2}))
        now = full_result(ratings=rate(framework, {"teams": 2}) | {"teams-roles": 4})
        found = condition(action(aim=self.AIM), then=then, now=now, audiences=("staff", "leaders"))
        assert found.name == "Step 2: Cross-functional teams, Roles and responsibilities"
        judged, *seen = found.rows
        assert (judged.then_text, judged.now_text) == ("Partly", "Fully")
        assert (judged.interval_text, judged.direction_text) == ("–", "rated higher")
        assert [row.name for row in seen] == [
            "Staff, how firmly it is seen in place", "Leaders, how firmly it is seen in place",
        ]  # fmt: skip
        assert {row.direction_text for row in seen} == {"no clear change"}
        assert found.verdicts[0] == "Consultant: rated higher"

    @pytest.mark.parametrize(
        ("then", "now", "verdict"),
        [(3, 2, "rated lower"), (3, 3, "rated the same"), (0, 3, "not rated both times")],
    )
    def test_is_a_judgement_in_words(self, then: int, now: int, verdict: str) -> None:
        framework = load("centricity")
        pair = [full_result(ratings=rate(framework, {"teams": each})) for each in (then, now)]
        found = condition(action(aim=self.AIM), then=pair[0], now=pair[1])
        assert found.rows[0].direction_text == verdict

    def test_of_an_older_action_is_the_step(self) -> None:
        framework = load("centricity")
        then, now = (full_result(ratings=rate(framework, {"teams": each})) for each in (2, 4))
        found = condition(action(priority="step:teams"), then=then, now=now)
        assert found.name == "Step 2: Cross-functional teams"
        assert (found.rows[0].then_text, found.rows[0].now_text) == (
            "Partly in place", "Fully in place",
        )  # fmt: skip


def test_goes_into_the_spreadsheet() -> None:
    actions = (action("=Walk", aim=TO_FOCUS, state="done", outcome="All use them."),)
    found = told(*actions, then=staff(12), now=staff(28))
    sheets = {sheet.name: [list(row) for row in sheet.rows] for sheet in story_sheets(found)}
    assert sheets["Actions of the earlier wave"][1] == [
        1, "=Walk", "", "", "", "Done", "All use them.", "Measurement: Customer focus",
        "Staff: risen",
    ]  # fmt: skip
    rows = sheets["What they were to change"][1:]
    assert [row[1] for row in rows] == ["Action 1"] * 3
    assert (rows[1][9], rows[1][12]) == (0.4, "points of its scale")


def test_without_comparison_the_spreadsheet_has_no_second_table() -> None:
    names = {sheet.name for sheet in story_sheets(told(action(aim=TO_FOCUS)))}
    assert "Actions of the earlier wave" in names
    assert "What they were to change" not in names


def test_the_answers_of_few_have_a_score_and_no_share() -> None:
    framework = load("centricity")
    few = result({"staff": unanimous(framework, "staff", 8, {})})
    found = condition(action(aim=TO_FOCUS), then=few, now=few)
    assert [row.direction_text for row in found.rows] == ["too few to say"]
