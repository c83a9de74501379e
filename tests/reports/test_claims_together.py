"""Sentences of one report that speak of the same thing, looked at together: none contradicts."""

import re

import pytest

from maturity.framework import Step
from reports.story import Story
from tests.reports.restated import COUNTED, number
from tests.reports.test_claims import EVERYTHING, sample, story_of

NAMED = re.compile("“([^”]+)”")
SURE = re.compile(r"\bsure(ly)?\b")
COUNT = "|".join(COUNTED)


def cells(name: str) -> dict[str, dict[str, str]]:
    """Return what is known of each dimension that is shown, by name, of who places the whole."""
    found, story = sample(name), story_of(name)
    by_code = {each.code: each.name for each in found.framework.dimensions}
    audience = {"Staff": "staff", "Leaders": "leaders"}.get(story.profile.audience.capitalize(), "")
    if not audience:
        return {}
    told = found.result["audiences"][audience]["dimensions"]
    return {by_code[code]: cell for code, cell in told.items() if cell["shown"]}


def steps_in(text: str, steps: tuple[Step, ...]) -> set[int]:
    """Return the ranks of the steps that a sentence names."""
    return {step.rank for step in steps if step.name in text}


def headline(story: Story, chapter: str) -> str:
    return story.headlines[chapter].text if chapter in story.headlines else ""


@pytest.mark.parametrize("name", EVERYTHING)
def test_what_is_provisional_is_called_so_in_headline_sentence_and_list(name: str) -> None:
    story, told = story_of(name), cells(name)
    for point in (*story.answer.strengths, *story.answer.gaps):
        is_open = told[point.name].get("certainty") == "provisional"
        is_open &= told[point.name]["stage"] != sample(name).framework.stages[0].code
        assert point.text.startswith("Provisionally at ") == is_open
    if story.headlines.get("profile") and "reached" in headline(story, "profile"):
        head, lead = headline(story, "profile"), story.profile.sentence
        assert ("provisionally" in head) == ("provisionally" in lead)
        assert ("by evidence" in head) == ("by evidence" in lead)
        assert bool(SURE.search(head)) == bool(SURE.search(lead))
        told_both = [re.split(" (?:has|have) (?:not )?reached", text)[0] for text in (head, lead)]
        assert "None of" in lead or told_both[0] == told_both[1]


@pytest.mark.parametrize("name", EVERYTHING)
def test_whether_targets_are_set_is_the_same_in_headline_and_sentence(name: str) -> None:
    head, lead = headline(story_of(name), "profile"), story_of(name).profile.sentence
    assert ("no target has been set" in head) == ("No target has been set" in lead)
    assert bool(re.search("(none|neither) of which has|which has no target", head)) == (
        "No dimension shown has a target" in lead
    )


@pytest.mark.parametrize("name", EVERYTHING)
def test_what_holds_the_next_stage_back_is_the_same_in_headline_and_sentence(name: str) -> None:
    story, told = story_of(name), cells(name)
    head, lead = headline(story, "next_stage"), story.grid.sentence
    if " in " not in head or "still short of" not in lead:
        return
    first, _, excused = lead.partition(". ")
    _stage, *short = NAMED.findall(first)
    assert number(len(short)).capitalize() == first.split()[0]
    reached, *_all = re.findall(rf"\b({COUNT}|no|neither|both)\b", head.split(" in ", 1)[1])
    assert len(told) - len(short) == {"no": 0, "neither": 0, "both": 2}.get(
        reached, COUNTED.index(reached) if reached in COUNTED else -1
    )
    if "back" in head:
        spared = NAMED.findall(excused)
        waiting = [each for each in short if each not in spared]
        end = head.split("; ")[1]
        assert NAMED.findall(end) == waiting or end.startswith(number(len(waiting)))


@pytest.mark.parametrize("name", EVERYTHING)
def test_decisions_do_not_send_leadership_to_two_steps(name: str) -> None:
    story, steps = story_of(name), sample(name).framework.steps
    asked = {claim.rule: claim.text for claim in story.answer.decisions}
    onward = ("decision.priority", "decision.order", "decision.next_step")
    named = [steps_in(asked[rule], steps) for rule in onward if rule in asked]
    assert sum(map(bool, named)) <= 1
    roadmap = story.headlines.get("roadmap")
    if roadmap and roadmap.rule in {"roadmap.next", "roadmap.complete"}:
        following = steps_in(roadmap.text, steps)
        assert all(following <= each for each in named if each)
    if roadmap and roadmap.rule == "roadmap.begin":
        begin = roadmap.text.removeprefix("Begin with ").partition("; then ")[0]
        assert all(begin in asked.get(rule, begin) for rule in onward[1:])
        assert steps_in(asked.get(onward[0], ""), steps) <= ranks_to_begin_with(story, steps)
    if roadmap and roadmap.rule == "roadmap.goal":
        (goal,) = steps_in(roadmap.text, steps)
        assert all(rank <= goal for each in named for rank in each)


def ranks_to_begin_with(story: Story, steps: tuple[Step, ...]) -> set[int]:
    """Return the ranks of the steps with which the roadmap's headline begins."""
    head = headline(story, "roadmap")
    begin = head.split(",")[0] if head.startswith("Begin with") else ""
    return {step.rank for step in steps if re.search(rf"\b{number(step.rank)}\b", begin)}


@pytest.mark.parametrize("name", EVERYTHING)
def test_headline_roadmap_and_plan_begin_with_the_same(name: str) -> None:
    story, steps = story_of(name), sample(name).framework.steps
    if story.roadmap is None or not story.roadmap.is_assessed:
        return
    begin = ranks_to_begin_with(story, steps)
    for said in (story.roadmap.sentences[1], story.plan.opening.sentence if story.plan else ""):
        before, then, _rest = said.partition("; then ")
        if said:
            assert (steps_in(before, steps) if then else set()) == begin


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_plan_advises_one_beginning_and_counts_alike(name: str) -> None:
    story, found = story_of(name), sample(name)
    if story.plan is None:
        return
    opening, head = story.plan.opening, headline(story, "plan")
    assert not any("Begin" in warning for warning in opening.warnings)
    if "Begin" in opening.sentence:
        assert opening.warnings
        begin = opening.sentence.split(";")[0].split(":")[0]
        lacking = "".join(warning.split(": ")[1] for warning in opening.warnings)
        assert all(step in lacking for step in NAMED.findall(begin))
    elif opening.warnings and "next step" in opening.sentence:
        # What is missing lies beyond management's goal.
        goal = found.edition["target_step"]
        assert goal
        rank = found.framework.step(goal).rank
        for warning in opening.warnings:
            assert min(steps_in(warning.split(": ")[1], found.framework.steps)) > rank
    open_ones = sum(row.state in {"planned", "under_way"} for row in story.plan.rows)
    if "still to be done" in head and "late" not in head and "lack" not in head:
        assert head.startswith(number(open_ones).capitalize())
        assert story.plan.sentence.startswith(number(open_ones).capitalize())


def test_these_tests_look_at_what_there_is() -> None:
    """Reports by chance hold every one of the cases above."""
    stories = [story_of(name) for name in EVERYTHING]
    leads = " ".join(story.grid.sentence for story in stories)
    assert "does not hold it back" in leads
    opened = " ".join(story.plan.opening.sentence for story in stories if story.plan)
    assert "Begin with" in opened
    heads = " ".join(headline(story, "profile") for story in stories)
    assert "though provisionally" in heads
    assert "of them provisionally" in heads
    decided = {claim.rule for story in stories for claim in story.answer.decisions}
    assert {"decision.order", "decision.beyond"} <= decided
