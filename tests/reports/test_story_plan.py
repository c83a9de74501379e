"""What the report says of the plan: what it begins with, what is done, and what is late."""

from datetime import date
from typing import Any

from maturity.loading import load
from maturity.plan import whole_action
from maturity.result import Document
from reports.sheets.plan import plan_sheets
from reports.story.plan import PlanStory
from tests.reports.samples import edition, full_result, rate, story


def action(what: str = "Walk.", **more: object) -> Document:
    return whole_action({"what": what, **more})


def told(*actions: Document, result: Document | None = None, **added: Any) -> PlanStory:
    """A plan told on 24 March 2026; networks stand, teams only partly, the coordinator stands."""
    found = story(result or full_result(), edition(actions=list(actions), **added)).plan
    assert found is not None
    return found


class TestOpening:
    def test_warns_first_and_names_the_step_that_comes_next(self) -> None:
        opening = told(action()).opening
        assert opening.warnings == (
            "“Customer-centricity coordinator” is ahead of its foundations: it stands, but the "
            "earlier step “Cross-functional teams” does not yet.",
        )
        assert opening.sentence == (
            "Begin with step 2, “Cross-functional teams”: it is next, and later steps rest on it."
        )

    def test_begins_with_what_is_missing_below_a_step_that_stands(self) -> None:
        for teams, then in (
            (
                3,
                "; then complete step 2, “Cross-functional teams”, which is largely in place and "
                "next on the roadmap.",
            ),
            (0, "; then take step 2, “Cross-functional teams”, which is next on the roadmap."),
        ):
            ratings = {"networks": 4, "teams": teams, "coordinator": 1, "matrix": 3}
            result = full_result(ratings=rate(load("centricity"), ratings))
            sentence = told(action(), result=result).opening.sentence
            begin = "Begin with “Customer-centricity coordinator”, on which later steps rest"
            assert sentence == begin + then
        ratings = {"networks": 4, "teams": 1, "coordinator": 1, "matrix": 3}
        result = full_result(ratings=rate(load("centricity"), ratings))
        assert told(action(), result=result).opening.sentence == (
            "Begin with “Cross-functional teams” and “Customer-centricity coordinator”, on which "
            "later steps rest; of these, step 2 is next."
        )

    def test_says_which_step_is_next_where_none_is_missing(self) -> None:
        ratings = rate(load("centricity"), {"networks": 4, "teams": 1, "coordinator": 1})
        opening = told(action(), result=full_result(ratings=ratings)).opening
        assert (opening.warnings, opening.sentence) == (
            (),
            "The next step is 2, “Cross-functional teams”.",
        )

    def test_says_of_a_step_that_stands_largely_that_it_is_to_be_completed(self) -> None:
        ratings = rate(load("centricity"), {"networks": 4, "teams": 3, "coordinator": 1})
        opening = told(action(), result=full_result(ratings=ratings)).opening
        assert opening.sentence == (
            "The next step is to complete step 2, “Cross-functional teams”, which is largely in "
            "place."
        )

    def test_names_the_goal_on_the_way_to_it(self) -> None:
        ratings = rate(load("centricity"), {"networks": 4, "teams": 1, "coordinator": 1})
        result = full_result(ratings=ratings)
        opening = told(action(), result=result, target_step="coordinator").opening
        assert opening.sentence == (
            "The next step is 2, “Cross-functional teams”. Management wants to go to step 3, "
            "“Customer-centricity coordinator”, and not further."
        )
        to_the_end = told(action(), result=result, target_step="segments").opening
        assert to_the_end.sentence == "The next step is 2, “Cross-functional teams”."

    def test_advises_no_step_beyond_the_goal(self) -> None:
        ratings = rate(
            load("centricity"), {"networks": 4, "teams": 1, "coordinator": 1, "matrix": 3}
        )
        result = full_result(ratings=ratings)
        for target, begin in (
            ("networks", "Not further than step 1, “Internal social networks”"),
            ("teams", "Begin with step 2, “Cross-functional teams”: it is next"),
        ):
            opening = told(action(), result=result, target_step=target).opening
            assert opening.warnings == (
                "“Matrix reporting organisation” is ahead of its foundations: it stands, but the "
                "earlier steps “Cross-functional teams” and “Customer-centricity coordinator” do "
                "not yet.",
            )
            assert opening.sentence.startswith(begin)

    def test_warns_of_a_matrix_that_is_planned_before_teams_work(self) -> None:
        opening = told(action(priority="step:matrix")).opening
        assert opening.warnings[0] == (
            "“Matrix reporting organisation” is planned ahead of its foundations: the earlier "
            "step “Cross-functional teams” does not stand yet."
        )

    def test_says_what_hill_says_of_a_hundred_days(self) -> None:
        pace = told(action()).opening.pace
        assert pace[0] == load("centricity").roadmap_pace
        assert "a hundred days or fewer" in pace[0]

    def test_shows_going_no_further_as_a_goal_even_where_nothing_is_planned(self) -> None:
        ratings = rate(load("centricity"), {"networks": 4, "teams": 1})
        opening = told(result=full_result(ratings=ratings), target_step="networks").opening
        assert opening.sentence == (
            "Not further than step 1, “Internal social networks”: that is management’s goal, and "
            "it has been reached. No further step is planned; what stands is to be kept."
        )

    def test_says_that_no_step_is_proposed_before_they_are_assessed(self) -> None:
        opening = told(action(), result=full_result(ratings={})).opening
        assert opening.sentence.startswith("The steps of the roadmap have not been assessed yet")


class TestRows:
    def test_are_in_words_with_what_they_are_for_and_worth(self) -> None:
        (row,) = told(
            action(
                id="a-1",
                priority="dimension:communication",
                aim={"dimension": "communication", "stage": "focus"},
                owner="Kim",
                due_on="2026-05-04",
                done="It is used daily.",
                customers="Answers the same day.",
                state="under_way",
            )
        ).rows
        assert (row.priority, row.aim) == ("Communication", "Towards “Customer focus”")
        assert (row.owner, row.due_text, row.done) == ("Kim", "4 May 2026", "It is used daily.")
        assert row.worth == (("Customers", "Answers the same day."),)
        assert (row.state_text, row.is_late) == ("Under way", False)

    def test_name_the_foundation_of_a_step(self) -> None:
        (row,) = told(
            action(priority="step:teams", aim={"step": "teams", "foundation": "roles"})
        ).rows
        assert row.priority == "Step 2: Cross-functional teams"
        assert row.aim == "Roles and responsibilities"

    def test_begin_with_what_is_late_and_end_with_what_has_ended(self) -> None:
        plan = told(
            action("Dropped.", state="dropped", due_on="2026-01-01"),
            action("Some day."),
            action("Soon.", due_on="2026-03-24"),
            action("Late.", due_on="2026-03-23"),
        )
        assert [row.what for row in plan.rows] == ["Late.", "Soon.", "Some day.", "Dropped."]
        assert [row.is_late for row in plan.rows] == [True, False, False, False]
        assert plan.sentence == "Three of four actions are still to be done. One is late."

    def test_are_counted_in_words_that_fit(self) -> None:
        left, ended = action("Walk."), action("Sit.", state="done")
        for given, sentence in (
            ((left, left), "Two actions are still to be done."),
            ((left, ended), "One of two actions is still to be done."),
            ((ended, ended), "Both actions have ended."),
            ((ended,), "The one action has ended."),
        ):
            assert told(*given).sentence == sentence

    def test_of_an_older_edition_are_planned_and_say_no_more(self) -> None:
        old = {"priority": "", "what": "Walk.", "owner": "Kim", "due_on": "", "done": ""}
        plan = told(old)
        (row,) = plan.rows
        assert (row.what, row.owner, row.state_text, row.worth) == ("Walk.", "Kim", "Planned", ())
        assert plan.sentence == "One action is still to be done."

    def test_are_not_spoken_of_where_nothing_is_planned(self) -> None:
        assert story(full_result(), edition()).plan is None


def test_a_sheet_has_a_column_for_everything() -> None:
    given = action("Walk.", owner="Kim", due_on="2026-03-23", company="Fewer returns.", outcome="?")
    (sheet,) = plan_sheets(told(given))
    titles, line = map(list, sheet.rows)
    found = dict(zip(titles, line, strict=True))
    assert found["Until"] == date(2026, 3, 23)
    assert (found["Late"], found["State"]) == ("Yes", "Planned")
    assert (found["What the company gains"], found["What became of it"]) == ("Fewer returns.", "?")
    assert "Begin with step 2" in sheet.caption
