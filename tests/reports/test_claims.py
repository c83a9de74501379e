"""What reports claim: no sentence whose condition is false, and none without its numbers."""

from functools import cache

import pytest

from maturity.result import Document
from reports.story.claims import Claim, Grounds, decisions, headlines
from reports.story.claims.addresses import value_at
from reports.story.material import Material
from tests.reports.chosen_reports import CHOSEN
from tests.reports.made_up_reports import made_up
from tests.reports.restated import Sources
from tests.reports.restated_ahead import RULES
from tests.reports.sample_results import SAMPLES, Sample

REPORTS = 60
# These hold whatever the documents say.
ALWAYS = {"decision.again", "decision.tell", "decision.answer"}
BY_HAND = {**SAMPLES, **CHOSEN}
EVERYTHING = [*map(str, range(REPORTS)), *BY_HAND]


@cache
def sample(name: str) -> Sample:
    return made_up(int(name)) if name.isdigit() else BY_HAND[name]()


def grounds_of(found: Sample, **changed: Document) -> Grounds:
    result, edition = changed.get("result", found.result), changed.get("edition", found.edition)
    earlier = changed.get("earlier", found.earlier)
    return Grounds(Material(found.framework, result, edition), earlier, found.told_on)


def claimed(grounds: Grounds, chapters: list[str]) -> list[Claim]:
    return [*headlines(grounds, chapters).values(), *decisions(grounds)]


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
    found = sample(name)
    story = found.story()
    grounds = grounds_of(found)
    for claim in (*story.headlines.values(), *story.answer.decisions):
        hold(claim, grounds)


@pytest.mark.parametrize("name", EVERYTHING)
def test_every_chapter_has_a_headline_of_its_own(name: str) -> None:
    story = sample(name).story()
    texts = [claim.text for claim in story.headlines.values()]
    assert list(story.headlines) == [chapter.code for chapter in story.chapters]
    assert len(set(texts)) == len(texts)
    assert not any(text.endswith(".") for text in texts)


@pytest.mark.parametrize("name", EVERYTHING)
def test_three_decisions_are_asked_but_of_a_pulse(name: str) -> None:
    story = sample(name).story()
    asked = {claim.text for claim in story.answer.decisions}
    assert len(asked) == (0 if story.is_pulse else 3)
