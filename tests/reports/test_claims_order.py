"""What comes first is the same in headline, decision, roadmap and plan."""

from typing import Any

from maturity.loading import load
from maturity.plan import whole_action
from reports.story import Story
from tests.reports.samples import edition, full_result, rate, story

COORDINATOR = "tep three, “Customer-centricity coordinator”"
TEAMS = "step two, “Cross-functional teams”"


def told(*actions: str, steps: dict[str, int], **added: Any) -> Story:
    """A report in which the first step stands fully and the second largely."""
    ratings = rate(load("centricity"), {"networks": 4, "teams": 3, **steps})
    planned = [
        whole_action(
            {"priority": each, "what": "Do it.", "owner": "Kim", "due_on": "2026-06-01", "id": each}
        )
        for each in actions
    ]
    return story(full_result(ratings=ratings), edition(actions=planned, **added))


def headline(found: Story) -> str:
    return found.headlines["roadmap"].text


def decided(found: Story) -> str:
    return found.answer.decisions[0].text


def test_where_a_later_step_stands_all_begin_with_what_it_should_rest_on() -> None:
    found = told("step:coordinator", steps={"coordinator": 1, "matrix": 3})
    assert headline(found) == (
        f"Begin with s{COORDINATOR}, on which later steps rest; then complete step two"
    )
    assert decided(found) == (
        f"Decide to begin with s{COORDINATOR}, on which later steps rest, and then to complete"
        f" {TEAMS}."
    )
    assert found.roadmap is not None
    assert found.roadmap.sentences[1] == (
        "Begin with “Customer-centricity coordinator”, on which later steps rest; then complete "
        "step 2, “Cross-functional teams”, which is largely in place and next on the roadmap."
    )
    assert found.plan is not None
    assert found.plan.opening.sentence == found.roadmap.sentences[1]


def test_so_they_do_where_a_later_step_is_planned() -> None:
    steps = {"coordinator": 1, "matrix": 1}
    assert headline(told("step:matrix", steps=steps)).startswith(f"Begin with s{COORDINATOR}")
    assert headline(told("step:teams", steps=steps)) == (
        f"S{TEAMS[1:]}, stands largely: completing it comes next"
    )


def test_several_steps_are_named_by_their_numbers() -> None:
    found = told(steps={"coordinator": 1, "matrix": 1, "segments": 3})
    assert headline(found) == (
        "Begin with steps three and four, on which later steps rest; then complete step two"
    )


def test_nothing_beyond_the_goal_comes_first() -> None:
    steps = {"coordinator": 1, "matrix": 3}
    assert headline(told(steps=steps, target_step="teams")).startswith(f"S{TEAMS[1:]}")


def test_a_first_priority_that_is_the_step_to_begin_with_is_not_in_question() -> None:
    first = [{"code": "step:coordinator", "text": ""}]
    found = told(steps={"coordinator": 1, "matrix": 3}, priorities=first)
    assert decided(found) == (
        "Agree that “Step 3: Customer-centricity coordinator” comes first, as the consultant"
        " proposes, and who answers for it."
    )


def test_another_first_priority_is_set_against_the_step_to_begin_with() -> None:
    first = [{"code": "step:teams", "text": ""}]
    found = told(steps={"coordinator": 1, "matrix": 3}, priorities=first)
    assert decided(found) == (
        "Decide what comes first: “Step 2: Cross-functional teams”, the first priority, or"
        f" s{COORDINATOR}, on which later steps rest."
    )
