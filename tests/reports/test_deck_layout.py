"""How slides look: nothing runs into anything else, and alike things are alike."""

from typing import Any

import pytest
from pptx.enum.chart import XL_LABEL_POSITION
from pptx.util import Pt

from reports.deck.frame import ROOM, new_deck
from reports.deck.measuring import LINE, lines_of
from reports.deck.plots import add_plot
from reports.deck.slides import Kind, Plot, Point, Series
from tests.reports import deck_files as read
from tests.reports.deck_files import DECKS, sample_deck, slide_titled
from tests.reports.sample_results import SAMPLES as SAMPLE_RESULTS

SAMPLES = pytest.mark.parametrize("name", DECKS)


def height_of(shape: Any) -> float:
    """How high the words of a text box are, in points."""
    width: float = shape.width / Pt(1)
    heights: list[float] = [
        lines_of(paragraph.text, width, run.font.size.pt) * run.font.size.pt * LINE
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs[:1]
    ]
    return sum(heights)


def overlapping(slide: Any) -> list[str]:
    """Text boxes whose words run into what stands below them."""
    boxes = [each for each in slide.shapes if each.has_text_frame and not each.is_placeholder]
    found = []
    for box in boxes:
        bottom = box.top + Pt(height_of(box))
        for other in slide.shapes:
            beside = other.left >= box.left + box.width or box.left >= other.left + other.width
            if other.top > box.top and not beside and bottom > other.top + Pt(1):
                found.append(f"{read.title(slide)}: “{box.text_frame.text[:40]}” into {other.name}")
    return found


@SAMPLES
def test_no_words_run_into_what_stands_below(name: str) -> None:
    assert [each for slide in sample_deck(name).slides for each in overlapping(slide)] == []


@SAMPLES
def test_the_cover_says_what_people_read_and_its_notes_what_can_be_checked(name: str) -> None:
    cover = sample_deck(name).slides[0]
    assert "Answers collected: " in read.words(cover)
    assert "hash: " not in read.words(cover)
    assert read.notes(cover).count(" hash: ") == 3


@SAMPLES
def test_lists_beside_each_other_are_in_letters_of_one_size(name: str) -> None:
    answer = sample_deck(name).slides[1]
    lists = [each for each in answer.shapes if each.has_text_frame and not each.is_placeholder]
    sizes = {
        run.font.size.pt
        for each in lists
        if len(each.text_frame.paragraphs) > 1
        for paragraph in each.text_frame.paragraphs[1:]
        for run in paragraph.runs
    }
    assert len(sizes) == 1


def test_names_of_departments_stand_in_by_a_margin_that_holds_for_every_line() -> None:
    slide = slide_titled(sample_deck("full"), "Departments: staff")
    [table] = [each.table for each in slide.shapes if each.has_table]
    names = [row.cells[0].text_frame for row in list(table.rows)[1:]]
    margins = {each.text: each.paragraphs[0]._p.get_or_add_pPr().get("marL") for each in names}
    assert margins["Operations"] is None
    assert 0 < int(margins["Logistics"]) < int(margins["Warehouse"])


def test_time_that_may_be_nobodys_has_no_length() -> None:
    [working, _passing] = read.charts(
        slide_titled(sample_deck("full"), "Leaders’ time with customers")
    )
    [_header, first, second, third, *_rest] = read.sheet(working)
    assert [first[1], second[1]] == [0, 0]
    assert third[1] == 0.3
    assert read.labels(working, "Share of leaders")[0] == "≤ 10%"


def test_lines_are_named_and_their_values_stand_beside_the_intervals() -> None:
    deck = sample_deck("second_wave")
    lines = [frame for slide in deck.slides for frame in read.charts(slide) if read.is_lines(frame)]
    assert len(lines) == 2
    for frame in lines:
        assert frame.chart.has_legend
        for label in frame.chart._chartSpace.xpath(".//c:dLbl[c:tx]"):
            assert float(label.xpath("c:layout/c:manualLayout/c:x")[0].get("val")) > 0


def test_values_of_marks_that_stand_close_together_do_not_meet() -> None:
    """Staff and customers rate complaints alike, 2.6 of 5: one above the other."""
    slide = next(s for s in sample_deck("huge").slides if "Talk against walk" in read.words(s))
    [frame] = read.charts(slide)
    header, *rows = read.sheet(frame)
    at = [row[0] for row in rows].index("Complaints and recovery")
    staff, customers = rows[at][header.index("Staff")], rows[at][header.index("Customers")]
    assert staff == customers
    places = read.label_positions(frame)
    assert places["Staff"][at] == XL_LABEL_POSITION.ABOVE
    assert places["Customers"][at] == XL_LABEL_POSITION.BELOW


def test_a_value_does_not_meet_the_last_mark_of_the_row_above() -> None:
    """Staff rate the second matter as customers rate the first, whose marks stand above."""
    told = tuple(Point(value, str(value)) for value in (2.0, 3.0))
    others = tuple(Point(value, str(value)) for value in (3.0, 4.0))
    plot = Plot(
        Kind.DOTS, "", ("One", "Two"), (Series("Staff", told), Series("Customers", others)), of=5
    )
    made = new_deck(SAMPLE_RESULTS["full"]().story())
    slide = made.slides.add_slide(made.slide_layouts[0])
    frame = add_plot(slide, plot, ROOM)
    places = read.label_positions(frame)
    assert [places["Staff"][row] for row in (0, 1)] == [
        XL_LABEL_POSITION.ABOVE,
        XL_LABEL_POSITION.BELOW,
    ]
    assert set(places["Customers"].values()) == {XL_LABEL_POSITION.ABOVE}
