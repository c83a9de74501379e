"""From the second wave on the page of the answer says what has moved."""

import io
import re
from copy import deepcopy

from django.template.loader import render_to_string
from pypdf import PdfReader

from reports.deck import render_deck
from reports.pdf import render_pdf
from reports.story import Story
from tests.reports import deck_files as read
from tests.reports.samples import edition, staff_at, story
from tests.reports.test_story_progress import PINNED, cell
from tests.reports.test_story_trend import asked, pulse_story

SAID = "Since “Spring” Staff rate “Customer knowledge” higher than in “Spring”."


def second_wave() -> Story:
    """Forty staff, who rate one dimension higher than in spring."""
    then = staff_at({}, n=40)
    now = deepcopy(then)
    cell(then, "knowledge", 2.0, 1.8, 2.3)
    cell(now, "knowledge", 3.0, 2.6, 3.3)
    added = edition(comparison={**PINNED, "audiences": ["staff"]})
    return story(now, added, earlier=then)


def in_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", text))


def test_page_and_slide_say_it() -> None:
    told = second_wave()
    assert told.since is not None
    assert SAID in in_one_line(render_to_string("reports/_answer.html", {"story": told}))
    assert SAID.replace("” S", "”: S", 1) in read.words(read.open_deck(render_deck(told)).slides[1])


def test_paper_says_it_on_the_one_page_of_the_answer() -> None:
    pages = PdfReader(io.BytesIO(render_pdf(second_wave()))).pages
    assert SAID in in_one_line(pages[1].extract_text())
    assert "What this report says" in pages[2].extract_text()


def test_nothing_is_said_where_there_is_no_earlier_wave() -> None:
    assert story(staff_at({}, n=40)).since is None


def test_a_pulse_says_what_has_moved_in_its_own_words() -> None:
    assert pulse_story(asked(3), {"module": "trust"}, 4).since is None
