"""The deck: what stands on its slides, and that its charts are PowerPoint's own."""

import io
import re
import zipfile
from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image
from pptx.enum.chart import XL_CHART_TYPE

from reports.deck import render_deck
from reports.story import Story
from reports.story.look import PLAIN, ClientLook, FirmLook, Look, Picture
from tests.reports import deck_files as read
from tests.reports import sample_results
from tests.reports.deck_files import slide_titled
from tests.reports.samples import edition, full_result, story

SAMPLES = read.DECKS
STATEMENTS = "How the answers to the statements are spread"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture(scope="module")
def decks() -> dict[str, Any]:
    return {name: read.sample_deck(name) for name in SAMPLES}


@pytest.fixture(scope="module")
def plain() -> Any:
    return read.open_deck(render_deck(story(full_result(), edition())))


def slide_about(deck: Any, topic: str) -> Any:
    """The first slide of a chapter."""
    return next(each for each in deck.slides if topic in read.words(each).split("\n")[1])


def described(frame: Any) -> str:
    """What is said of a chart to those who cannot see it."""
    return str(frame._element.xpath(".//p:cNvPr")[0].get("descr"))


class TestSlides:
    @pytest.mark.parametrize("name", SAMPLES)
    def test_every_chapter_that_is_there_has_one(self, decks: dict[str, Any], name: str) -> None:
        told = getattr(sample_results, name)().story()
        said = [read.words(each) for each in decks[name].slides]
        for chapter in told.chapters:
            topic = f"{chapter.mark} · {chapter.topic}"
            assert any(topic in each for each in said) != chapter.is_appendix

    @pytest.mark.parametrize("name", SAMPLES)
    def test_nothing_stands_outside_or_empty(self, decks: dict[str, Any], name: str) -> None:
        assert list(read.beyond(decks[name])) == []

    @pytest.mark.parametrize("name", SAMPLES)
    def test_charts_and_tables_are_said_in_words(self, decks: dict[str, Any], name: str) -> None:
        frames = [
            shape
            for slide in decks[name].slides
            for shape in slide.shapes
            if shape.has_chart or shape.has_table
        ]
        assert frames
        for frame in frames:
            assert len(frame._element.xpath(".//p:cNvPr")[0].get("descr")) > 10

    def test_are_wide_and_have_a_title_read_first(self, decks: dict[str, Any]) -> None:
        deck = decks["full"]
        assert round(deck.slide_width / deck.slide_height, 2) == 1.78
        for slide in deck.slides:
            assert slide.shapes[0] == slide.shapes.title
            assert read.title(slide)

    def test_say_below_whose_they_are_and_from_which_result(self, plain: Any) -> None:
        made_from = read.notes(plain.slides[0])
        [digest] = [line for line in made_from.split("\n") if line.startswith("Result hash: ")]
        short = digest.removeprefix("Result hash: ")[:8]
        for slide in plain.slides:
            assert f"Northwind · Final · Result {short}" in read.words(slide)

    def test_drafts_and_demonstrations_are_marked_on_every_slide(self) -> None:
        told = story(full_result(), edition(), is_final=False, is_demonstration=True)
        deck = read.open_deck(render_deck(told))
        for slide in list(deck.slides)[1:]:
            assert "DRAFT" in read.words(slide)
        for slide in deck.slides:
            assert "Northwind · Demonstration · Draft" in read.words(slide)

    @pytest.mark.parametrize("name", SAMPLES)
    def test_every_chapter_is_headed_by_its_claim(self, decks: dict[str, Any], name: str) -> None:
        told = getattr(sample_results, name)().story()
        found = [read.title(slide) for slide in decks[name].slides]
        for chapter in told.chapters:
            if not chapter.is_appendix:
                assert found.count(told.headlines[chapter.code].text) == 1

    @pytest.mark.parametrize("name", SAMPLES)
    def test_other_slides_are_headed_by_a_few_words_of_their_own(
        self, decks: dict[str, Any], name: str
    ) -> None:
        told = getattr(sample_results, name)().story()
        claims = {told.headlines[each.code].text for each in told.chapters if not each.is_appendix}
        found = [read.title(slide) for slide in list(decks[name].slides)[1:]]
        others = [title for title in found if title not in claims]
        assert [title for title in others if len(title) > 80 or title.endswith(".")] == []
        assert len(others) == len(set(others))

    @pytest.mark.parametrize("name", SAMPLES)
    def test_no_row_stands_alone_on_a_further_slide(self, decks: dict[str, Any], name: str) -> None:
        for slide in decks[name].slides:
            if re.search(r"\(\d of \d\)$", read.title(slide)):
                assert all(len(table) > 2 for table in read.tables(slide)), read.title(slide)

    def test_the_claim_heads_the_slide_its_numbers_stand_on(self, decks: dict[str, Any]) -> None:
        slide = slide_about(decks["full"], "Departments")
        assert read.title(slide) == "Help runs one way only, from Help desk to Field"
        assert read.tables(slide)[0][0][0] == "People of"

    def test_asks_for_the_decisions_of_the_report(self, decks: dict[str, Any]) -> None:
        asked = sample_results.full().story().answer.decisions
        assert asked
        for claim in asked:
            assert claim.text in read.words(decks["full"].slides[1])

    def test_notes_say_where_the_numbers_come_from(self, decks: dict[str, Any]) -> None:
        slide = slide_about(decks["full"], "Current against target")
        for source in sample_results.full().story().headlines["profile"].sources:
            assert source in read.notes(slide)

    def test_notes_hold_the_consultants_commentary_as_theirs(self) -> None:
        said = {"profile": "Measured **once**.\n\n<script>alert(1)</script>"}
        deck = read.open_deck(render_deck(story(full_result(), edition(commentary=said))))
        found = read.notes(slide_about(deck, "Current against target"))
        assert "The consultant’s commentary:\nMeasured once." in found

    def test_what_is_not_shown_is_said_so(self, decks: dict[str, Any]) -> None:
        slide = slide_about(decks["tiny"], "Current against target")
        [table] = read.tables(slide)
        hidden = {row[0] for row in table if row[1].startswith("not shown")}
        assert "Measurement" in hidden
        [frame] = read.charts(slide)
        rows = read.sheet(frame)
        assert [row[1] for row in rows if row[0] == "Measurement (not shown)"] == [None]

    def test_a_table_of_three_hundred_rows_says_what_is_left_out(
        self, decks: dict[str, Any]
    ) -> None:
        slides = [each for each in decks["huge"].slides if "Departments" in read.words(each)]
        assert any("all of them stand in the workbook" in read.words(each) for each in slides)
        assert len(decks["huge"].slides) < 45

    def test_says_of_the_cells_of_groups_what_stands_in_them(self, decks: dict[str, Any]) -> None:
        said = [read.words(each) for each in decks["full"].slides]
        (grid, *_more) = [each for each in said if "Below each score stands its 95%" in each]
        assert "2.4\n" in grid
        assert not any("how many answered" in each for each in said)


class TestCharts:
    def test_draw_scores_with_their_intervals_beside_targets(self, plain: Any) -> None:
        told = story(full_result(), edition())
        [frame] = read.charts(slide_about(plain, "Current against target"))
        assert read.drawn(frame)["Score, with 95% interval"] == [
            row.mean for row in told.profile.rows
        ]
        assert read.drawn(frame)["Target"] == [3] * 7
        for row, (down, up) in zip(
            told.profile.rows, read.intervals(frame, "Score, with 95% interval"), strict=True
        ):
            assert row.mean is not None
            assert row.low is not None
            assert row.high is not None
            assert (row.mean - down, row.mean + up) == pytest.approx((row.low, row.high))

    def test_name_no_target_where_none_is_set(self) -> None:
        deck = read.open_deck(render_deck(story(full_result())))
        slide = slide_about(deck, "Current against target")
        [frame] = read.charts(slide)
        assert described(frame).startswith("Score by dimension. ")
        assert read.drawn(frame).keys() == {"Score, with 95% interval"}
        [table] = read.tables(slide)
        assert table[0] == ["Dimension", "Stage"]

    def test_can_be_edited_from_the_numbers_they_draw(self, decks: dict[str, Any]) -> None:
        frames = [frame for slide in decks["full"].slides for frame in read.charts(slide)]
        assert len(frames) >= 8
        for frame in frames:
            header, *rows = read.sheet(frame)
            for name, values in read.drawn(frame).items():
                assert [row[header.index(name)] for row in rows] == values

    def test_give_no_length_to_shares_that_may_be_nobodys(self, decks: dict[str, Any]) -> None:
        slide = slide_titled(decks["full"], STATEMENTS)
        [frame] = read.charts(slide)
        assert frame.chart.chart_type == XL_CHART_TYPE.BAR_STACKED
        header, *rows = read.sheet(frame)
        # A column an answer, and none for intervals that are not drawn.
        assert len(header) == 6
        at = [row[0] for row in rows].index("Complaints and recovery, Leaders")
        assert rows[at][1:] == [0, 0, 0, 0.5, 0.5]
        found = [read.labels(frame, name).get(at) for name in header[1:]]
        assert found == ["≤ ≤ ≤", None, None, "50%", "50%"]
        assert "Complaints and recovery, Leaders: Strongly disagree: ≤ 10%" in described(frame)

    def test_are_told_apart_from_no_to_yes_as_on_paper(self, decks: dict[str, Any]) -> None:
        slide = slide_titled(decks["full"], STATEMENTS)
        [frame] = read.charts(slide)
        fills = [str(each.format.fill.fore_color.rgb) for each in frame.chart.plots[0].series]
        assert fills == ["8A4117", "DCAB8A", "ECEFF2", "A9C1D8", "1F4E79"]

    def test_say_nothing_of_hatching_that_slides_do_not_have(self, decks: dict[str, Any]) -> None:
        for deck in decks.values():
            assert not any("Hatched" in read.words(s) + read.notes(s) for s in deck.slides)

    def test_names_cannot_compute(self) -> None:
        document = full_result()
        told = story(document, edition())
        rows = tuple(replace(row, name='=HYPERLINK("http://x")') for row in told.profile.rows)
        evil = replace(told, profile=replace(told.profile, rows=rows))
        deck = read.open_deck(render_deck(evil))
        [frame] = read.charts(slide_about(deck, "Current against target"))
        file = zipfile.ZipFile(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
        assert b"<f>" not in file.read("xl/worksheets/sheet1.xml")
        assert read.sheet(frame)[1][0] == '=HYPERLINK("http://x")'


class TestLook:
    def test_colours_and_logos_are_the_clients(self) -> None:
        deck = read.open_deck(render_deck(in_look(story(full_result(), edition()))))
        assert 'accent1><a:srgbClr val="114422"' in theme(deck)
        assert 'accent2><a:srgbClr val="552211"' in theme(deck)
        cover = deck.slides[0]
        pictures = [shape for shape in cover.shapes if shape.shape_type == 13]
        assert [shape.image.content_type for shape in pictures] == ["image/png", "image/png"]
        assert "Advisers & Co" in read.words(cover)
        layouts = [layout for layout in deck.slide_layouts if layout.name == "Title Only"]
        [logo] = [shape for shape in layouts[0].shapes if shape.shape_type == 13]
        assert logo.top + logo.height <= deck.slides[1].shapes.title.top

    def test_fonts_are_those_every_machine_has(self, plain: Any) -> None:
        assert 'latin typeface="Arial"' in theme(plain)
        assert "Calibri" not in theme(plain)


class TestFile:
    def test_is_the_same_from_the_same_story(self) -> None:
        told = story(full_result(), edition())
        assert render_deck(told) == render_deck(told)

    def test_tells_its_progress_by_section_and_slide(self) -> None:
        told: list[tuple[str, int]] = []
        render_deck(story(full_result()), progress=lambda stage, done: told.append((stage, done)))
        assert told[0][0].startswith("slide:answer:1:")
        made = [stage.split(":") for stage, _done in told[:-1]]
        sections = list(dict.fromkeys(section for _kind, section, _n, _all in made))
        assert sections[:3] == ["answer", "profile", "next_stage"]
        assert [int(n) for _kind, _section, n, _all in made] == list(range(1, len(made) + 1))
        assert [done for _stage, done in told] == sorted(done for _stage, done in told)
        assert told[-1][0] == "file"

    def test_says_its_language_and_title(self, plain: Any) -> None:
        assert plain.core_properties.title == "Customer-centricity maturity: Northwind"
        assert plain.core_properties.language == "en"
        runs = plain.slides[1]._element.xpath(".//a:rPr")
        assert {run.get("lang") for run in runs} == {"en"}


def in_look(told: Story) -> Story:
    """The story in colours and with logos of its own: one drawn, one of dots."""
    dots = io.BytesIO()
    Image.new("RGB", (30, 30), "red").save(dots, "PNG")
    drawing = Picture(f"data:image/svg+xml;base64,{b64encode(SVG.encode()).decode()}", 40, 20)
    photo = Picture(f"data:image/png;base64,{b64encode(dots.getvalue()).decode()}", 30, 30)
    look = Look(
        PLAIN.language,
        ClientLook("#114422", "#552211", drawing),
        FirmLook("Advisers & Co", "#333333", "#777777", photo),
    )
    return replace(told, look=look)


def theme(deck: Any) -> str:
    """Colours and fonts of a deck."""
    parts = [part for part in deck.part.package.iter_parts() if "theme1" in part.partname]
    return str(parts[0].blob.decode())
