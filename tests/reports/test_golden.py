"""Every headline, decision, strength and gap of the four samples, word for word.

They were read by hand. After a change that is meant, `GOLDEN=write` writes them anew, and they are
to be read again.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.story import Story
from reports.story.saying import LONGEST
from tests.reports.sample_results import SAMPLES

GOLDEN = Path(__file__).parent / "golden"


def sentences(story: Story) -> Iterator[str]:
    """Yield what a report claims, line by line."""
    for chapter in story.chapters:
        yield f"{chapter.title}: {story.headlines[chapter.code].text}"
    yield ""
    yield from (f"Asked: {claim.text}" for claim in story.answer.decisions)
    for title, points, note in (
        (story.answer.strengths_title, story.answer.strengths, story.answer.strengths_note),
        (story.answer.gaps_title, story.answer.gaps, story.answer.gaps_note),
    ):
        yield ""
        yield from (f"{title}: {point.name}. {point.text}" for point in points)
        if note:
            yield f"{title}: {note}"


@pytest.mark.parametrize("name", SAMPLES)
def test_reads_as_it_was_read(name: str) -> None:
    text = "\n".join(sentences(SAMPLES[name]().story())) + "\n"
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SAMPLES)
def test_headlines_are_short(name: str) -> None:
    assert not [
        claim.text
        for claim in SAMPLES[name]().story().headlines.values()
        if len(claim.text) > LONGEST
    ]
