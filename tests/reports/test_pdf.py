"""What a reader, sighted or not, finds in the finished file."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, Destination, DictionaryObject

from maturity.loading import load
from reports.charts import charts_of
from reports.pdf import render_pdf
from reports.pdf_document import ForeignAddressError
from reports.story import Story
from tests.reports.rendered import rendered, stages_told
from tests.reports.sample_results import SAMPLES
from tests.reports.samples import edition, full_result, result, small_story, story, unanimous

NOTE = "Seen in <b>minutes</b> & plans <img src='file:///etc/hostname'>"


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def catalogue(reader: PdfReader) -> Any:
    """The root of the document."""
    return reader.trailer["/Root"]


def text(reader: PdfReader) -> str:
    """All words, with line ends made spaces."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def tags(reader: PdfReader) -> Iterator[DictionaryObject]:
    """All elements of the tag tree."""
    waiting: list[Any] = [catalogue(reader)["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, ArrayObject):
            waiting.extend(node)
        elif isinstance(node, DictionaryObject):
            yield node
            if "/K" in node:
                waiting.append(node["/K"])


def full_story() -> Story:
    added = edition(target_step="coordinator", roadmap_notes={"teams-climate": NOTE})
    return story(full_result(), added)


@pytest.fixture(scope="module")
def full() -> PdfReader:
    return read(render_pdf(full_story()))


@pytest.fixture(scope="module")
def draft() -> PdfReader:
    framework = load("centricity")
    answers = {
        "staff": unanimous(framework, "staff", 6, {}),
        "leaders": unanimous(framework, "leaders", 4, {}),
    }
    told = story(result(answers), is_final=False, is_demonstration=True)
    return read(render_pdf(told))


class TestWords:
    def test_answers_on_the_second_page(self, full: PdfReader) -> None:
        page = re.sub(r"\s+", " ", full.pages[1].extract_text())
        assert (
            "Seen by its staff, Northwind is at “Customer sensitivity”, stage 2 of 4; its target"
            " is “Customer focus”, stage 3."
        ) in page
        assert "Communication At “Customer awareness”, two stages below its target" in page
        assert "Confirmed: the answers make it at least 90% probable" in page

    def test_follows_the_order_of_a_board_report(self, full: PdfReader) -> None:
        marks = [mark for mark in full.outline if isinstance(mark, Destination)]
        assert [mark.title for mark in marks] == [
            "1 The answer on one page",
            "Contents",
            "2 Current against target",
            "3 What blocks the next stage",
            "4 Talk against walk",
            "5 How sure we are",
            "6 The roadmap",
            "7 Staff",
            "8 Customers",
            "A Dimension by dimension",
            "B Method, limits, how to read",
            "C Every question and answer",
        ]
        pages = [full.get_destination_page_number(mark) or 0 for mark in marks]
        assert pages == sorted(set(pages))

    def test_says_what_may_be_said_of_each_gap(self, full: PdfReader) -> None:
        words = text(full)
        assert "Leaders rate higher than customers 2.0" in words
        assert "The way to the next stage" in words
        assert "The same steps as people see them" in words
        assert "How probable each stage is" in words

    def test_has_a_table_of_every_chart_without_one_beside_it(self, full: PdfReader) -> None:
        words = text(full)
        appendix = words[words.index("The numbers of the charts") :]
        for title in (
            "Answers at each stage, dimension by dimension",
            "Agreement with the statements, dimension by dimension",
            "Scores of every audience, dimension by dimension",
        ):
            assert title in appendix
        # Of twenty staff 18 chose sensitivity, one awareness and one focus.
        assert "Service and value Staff ≤ 5% 90% ≤ 5% ≤ 5%" in appendix

    @pytest.mark.parametrize("name", SAMPLES)
    def test_answers_on_one_page(self, name: str) -> None:
        assert "What this report says" in read(rendered(name)).pages[2].extract_text()

    def test_keeps_the_consultants_word_on_the_page_of_the_answer(self) -> None:
        said = {"answer": "Trusted by those who know it. " * 7}
        pages = read(render_pdf(story(full_result(), edition(commentary=said)))).pages
        assert "Trusted by those who know it." in pages[1].extract_text()
        assert "What this report says" in pages[2].extract_text()

    def test_repeats_organisation_status_and_page_below(self, full: PdfReader) -> None:
        last = len(full.pages)
        for number, page in enumerate(full.pages, start=1):
            assert f"Final · page {number} of {last}" in page.extract_text()
            assert "Northwind" in page.extract_text()

    def test_marks_drafts_and_demonstrations_on_every_page(self, draft: PdfReader) -> None:
        for page in draft.pages:
            assert "Demonstration · Draft · page" in page.extract_text()

    def test_prints_notes_as_they_were_written(self, full: PdfReader) -> None:
        assert NOTE in text(full)

    def test_says_one_phrase_for_what_is_not_shown(self, draft: PdfReader) -> None:
        words = text(draft)
        assert "Leaders – not shown, to protect the people who answered." in words
        assert "4 leaders" not in words
        assert not re.search(r"\b1 (responses|answers|stages|people|dimensions)\b", words)


class TestForScreenReaders:
    def test_is_tagged_and_named(self, full: PdfReader) -> None:
        root = catalogue(full)
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == "en"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert full.metadata is not None
        assert full.metadata.title == "Customer-centricity maturity: Northwind"
        assert b"pdfuaid:part" in root["/Metadata"].get_data()

    def test_every_figure_has_words(self, full: PdfReader) -> None:
        words = [node.get("/Alt", "") for node in tags(full) if node.get("/S") == "/Figure"]
        charts = charts_of(full_story()).values()
        assert sorted(words) == sorted(chart.alt for chart in charts)
        assert len(words) > 10

    def test_headings_come_in_levels(self, full: PdfReader) -> None:
        kinds = [node.get("/S") for node in tags(full)]
        assert kinds.count("/H1") == 1
        # A heading a chapter, and that of the contents.
        assert kinds.count("/H2") == 11 + 1
        assert "/TH" in kinds


class TestRendering:
    @pytest.mark.parametrize(
        "address",
        [
            "file:///etc/hostname",
            "http://127.0.0.1:9/x.png",
            # A drawing that names a file itself.
            "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E"
            "%3Cimage href='file:///etc/hostname' width='9' height='9'/%3E%3C/svg%3E",
        ],
    )
    def test_fetches_nothing_from_outside(
        self, address: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = f'<html lang="en"><img src="{address}" alt="x">'
        monkeypatch.setattr("reports.pdf.render_to_string", lambda *_: page)
        with pytest.raises(ForeignAddressError, match="may not fetch"):
            render_pdf(story(result({})))

    def test_tells_its_progress(self) -> None:
        told: list[tuple[str, int]] = []
        render_pdf(
            story(full_result()), progress=lambda stage, percent: told.append((stage, percent))
        )
        percents = [percent for _stage, percent in told]
        assert percents == sorted(percents)
        assert 0 < percents[0] < percents[-1] < 100
        kinds = list(dict.fromkeys(stage.partition(":")[0] for stage, _percent in told))
        assert kinds == ["charts", "text", "look", "page", "file"]

    @pytest.mark.parametrize("name", SAMPLES)
    def test_tells_every_section_it_lays_out(self, name: str) -> None:
        pages = [stage.split(":")[1:] for stage in stages_told(name) if stage.startswith("page:")]
        sections = dict.fromkeys(section for section, _number in pages)
        chapters = SAMPLES[name]().story().chapters
        # A page without a section: the cover.
        assert list(sections) == ["", *(chapter.code for chapter in chapters)]
        assert [int(number) for _section, number in pages] == list(range(1, len(pages) + 1))

    def test_renders_a_framework_of_three_stages(self, tmp_path: Path) -> None:
        words = text(read(render_pdf(small_story(tmp_path))))
        assert "is at “Shoot”, stage 2 of 3" in words
        assert "The roadmap" not in words
        assert "Hill" not in words

    def test_keeps_a_long_name_off_the_page_number(self) -> None:
        document = result({})
        document["scope"]["organisation"] = "Vereinigte Messgerätewerke " * 4
        words = text(read(render_pdf(story(document))))
        assert "Final · page 1 of" in words
