"""What reports claim: no sentence whose condition is false, and none without its numbers."""

import re
from dataclasses import replace
from functools import cache
from itertools import islice

import pytest

from maturity.result import Document
from reports.story import Story
from reports.story.claims import HEADLINES, Claim, Grounds
from reports.story.claims.addresses import value_at
from reports.story.claims.claim import claims
from reports.story.claims.decisions import DECISIONS
from reports.story.material import Material
from tests.reports.altered import altered, groups_of
from tests.reports.chosen_reports import CHOSEN
from tests.reports.made_up_reports import made_up
from tests.reports.restated import Sources
from tests.reports.restated_ahead import RULES
from tests.reports.sample_results import SAMPLES, Sample

REPORTS = 60
# These hold whatever the documents say.
ALWAYS = {
    "decision.again", "decision.tell", "decision.answer", "progress.alone", "departments.helped",
}  # fmt: skip
BY_HAND = {**SAMPLES, **CHOSEN}
EVERYTHING = [*map(str, range(REPORTS)), *BY_HAND]


@cache
def sample(name: str) -> Sample:
    return made_up(int(name)) if name.isdigit() else BY_HAND[name]()


@cache
def story_of(name: str) -> Story:
    return sample(name).story()


def grounds_of(found: Sample, **changed: Document) -> Grounds:
    result, edition = changed.get("result", found.result), changed.get("edition", found.edition)
    earlier = changed.get("earlier", found.earlier)
    return Grounds(Material(found.framework, result, edition), earlier, found.told_on)


def hold(claim: Claim, grounds: Grounds) -> None:
    """Hold a claim against its rule as the tests restate it, by its sources alone."""
    values = {source: value_at(grounds.documents, source) for source in claim.sources}
    pinned = grounds.material.edition.get("comparison") or {}
    wave = pinned.get("wave") or grounds.material.result["scope"].get("pulse_of", "")
    sources = Sources(values, grounds.material.framework, grounds.told_on, wave, claim.text)
    assert claim.sources, claim
    for part in RULES[claim.rule](sources):
        if part.startswith("!"):
            assert part[1:] not in claim.text, claim
        else:
            assert part.lower() in claim.text.lower(), (part, claim)


@pytest.mark.parametrize("name", EVERYTHING)
def test_no_sentence_appears_whose_condition_is_false(name: str) -> None:
    story, grounds = story_of(name), grounds_of(sample(name))
    for claim in (*story.headlines.values(), *story.answer.decisions):
        hold(claim, grounds)


@pytest.mark.parametrize("name", EVERYTHING)
def test_every_chapter_has_a_headline_of_its_own(name: str) -> None:
    story = story_of(name)
    texts = [claim.text for claim in story.headlines.values()]
    assert list(story.headlines) == [chapter.code for chapter in story.chapters]
    assert len(set(texts)) == len(texts)
    assert not any(text.endswith(".") for text in texts)


@pytest.mark.parametrize("name", EVERYTHING)
def test_three_decisions_are_asked_but_of_a_pulse(name: str) -> None:
    story = story_of(name)
    asked = {claim.text for claim in story.answer.decisions}
    assert len(asked) == (0 if story.is_pulse else 3)


@pytest.mark.parametrize("name", [*map(str, range(20)), *BY_HAND])
def test_another_number_changes_the_sentence_or_withdraws_it(name: str) -> None:
    """And whatever is said then is true of the other number."""
    found = sample(name)
    story, documents = story_of(name), grounds_of(found).documents
    told = [(HEADLINES[code], claim) for code, claim in story.headlines.items()]
    told += [(DECISIONS, claim) for claim in story.answer.decisions]
    for rules, claim in told:
        for group in groups_of(claim.sources) if claim.rule not in ALWAYS else ():
            has_changed = False
            for changed in altered(documents, group, found.framework):
                grounds = grounds_of(found, **changed)
                said = list(islice(claims(rules, grounds), 3 if rules is DECISIONS else 1))
                has_changed |= claim.text not in {each.text for each in said}
                for each in said:
                    hold(each, grounds)
            assert has_changed, (claim, group)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sentence_with_another_number_is_refused(name: str) -> None:
    """The rules as the tests restate them can say no."""
    found = sample(name)
    counted = re.compile(r"\b(one|two|three|five|six|seven)\b(?! of the whole)")
    refused = 0
    for claim in story_of(name).headlines.values():
        text = counted.sub("eleven", claim.text)
        if text != claim.text:
            with pytest.raises(AssertionError):
                hold(replace(claim, text=text), grounds_of(found))
            refused += 1
    assert refused > 3


def test_every_sentence_there_is_appears_in_some_report() -> None:
    stories = [story_of(name) for name in EVERYTHING]
    said = {claim.rule for story in stories for claim in story.headlines.values()}
    said |= {claim.rule for story in stories for claim in story.answer.decisions}
    assert said == {rule.code for rules in (*HEADLINES.values(), DECISIONS) for rule in rules}


def test_it_is_told_what_each_claim_rests_on() -> None:
    story = story_of("full")
    rows = {row.claim: row for row in story.rests_on}
    claims = (*story.headlines.values(), *story.answer.decisions)
    assert list(rows) == [claim.text for claim in claims]
    row = rows[
        "One of seven dimensions has reached its target, provisionally and not by evidence; six are"
        " one stage below"
    ]
    assert row.topic == "2 Current against target"
    assert row.rule.startswith("Some dimension is below its target")
    assert [(each.place, each.text) for each in row.values] == [
        (
            "result:/audiences/staff/dimensions/…/stage",
            "knowledge sensitivity, measurement sensitivity, service focus, complaints sensitivity,"
            " communication sensitivity, management sensitivity, involvement focus",
        ),
        (
            "edition:/targets/…",
            "knowledge focus, measurement focus, service obsession, complaints focus,"
            " communication focus, management focus, involvement focus",
        ),
        ("result:/audiences/staff/dimensions/involvement/certainty", "provisional"),
        ("edition:/evidence", f"{len(sample('full').edition['evidence'])} entries"),
    ]
    step = rows[
        "Begin with step three, “Customer-centricity coordinator”, on which later steps rest; then"
        " complete step two"
    ]
    assert (
        "result:/roadmap/steps/…/status",
        "networks fully, teams largely, coordinator partly, matrix largely, segments not",
    ) in {(each.place, each.text) for each in step.values}
