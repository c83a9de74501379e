"""Names and words with characters that XML cannot hold still go into deck and workbook."""

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from organisations.workbooks import book_of_tables
from reports.deck import render_deck
from reports.sheets import story_sheets
from reports.story import Story
from tests.reports import deck_files as read
from tests.reports.sample_results import full

# A bell, a vertical tab, an escape, and a code point that is no character.
UNWRITABLE = "\x07\x0b\x1b\ufffe"
ORGANISATION, DEPARTMENT, ACTION = "Harbour & Hale", "Production", "Head of finance"


@pytest.fixture(scope="module")
def told() -> Story:
    """The full sample; in every name of these, and in a comment, stands what cannot be written."""
    sample = full()

    def spoilt(document: Any) -> Any:
        text = json.dumps(document, ensure_ascii=False)
        for name in (ORGANISATION, DEPARTMENT, ACTION, "Spring"):
            text = text.replace(name, name[0] + json.dumps(UNWRITABLE)[1:-1] + name[1:])
        return json.loads(text)

    edition = spoilt(sample.edition)
    edition["commentary"]["staff"] = f"Well{UNWRITABLE} done."
    return replace(sample, result=spoilt(sample.result), edition=edition).story()


def test_a_deck_leaves_them_out(told: Story) -> None:
    deck = read.open_deck(render_deck(told))
    slides = list(deck.slides)
    said = "\n".join(read.words(slide) for slide in slides)
    said += "\n".join(str(row) for slide in slides for row in read.tables(slide))
    said += "\n".join(slide.notes_slide.notes_text_frame.text for slide in slides)
    assert {name for name in (ORGANISATION, DEPARTMENT, ACTION) if name not in said} == set()
    assert "Well done." in said
    assert not set(said) & set(UNWRITABLE)
    assert "_x0007_" not in said
    assert deck.core_properties.title.endswith(ORGANISATION)


def test_a_workbook_leaves_them_out(told: Story) -> None:
    file = book_of_tables(story_sheets(told), name="x").content
    cells = [
        str(cell.value)
        for page in load_workbook(io.BytesIO(file)).worksheets
        for row in page.iter_rows()
        for cell in row
    ]
    assert {name for name in (ORGANISATION, DEPARTMENT, ACTION) if name not in cells} == set()
    assert not set("".join(cells)) & set(UNWRITABLE)
