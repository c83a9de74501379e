"""Every headline, decision, strength and gap of the four samples, and all else they say at length.

They were read by hand. After a change that is meant, `GOLDEN=write` writes them anew, and they are
to be read again.
"""

import os
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from reports.story import Story
from reports.story.saying import LONGEST
from tests.reports.sample_results import SAMPLES

GOLDEN = Path(__file__).parent / "golden"
# What parts of a report say in sentences; tables, notes and labels stand in other tests.
SAID = {
    "sentence", "sentences", "lines", "warnings", "stage_summary", "certainty", "confidence",
    "order_note", "views", "views_note", "money", "caveat", "hidden", "leading_sentence",
}  # fmt: skip
# They repeat what is said already, or hold everything once more.
LEFT_OUT = {"gaps", "headlines", "dimensions", "chances"}


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
    yield ""
    yield from dict.fromkeys(said(story))


def said(part: Any, name: str = "") -> Iterator[str]:
    """Yield the sentences of a part of a report and of its own parts."""
    for field in fields(part):
        value = getattr(part, field.name)
        path = f"{name} {field.name}".replace("_", " ").strip()
        each = value if isinstance(value, tuple) else (value,)
        if field.name in SAID:
            yield from (f"{path}: {text}" for text in each if isinstance(text, str) and text)
        for found in each if field.name not in LEFT_OUT else ():
            if is_dataclass(found):
                yield from said(found, path)


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
