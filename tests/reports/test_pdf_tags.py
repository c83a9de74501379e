"""What a screen reader is told of a report: the tag tree, piece by piece of every page."""

import itertools
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reports.pdf import render_pdf
from reports.story import Story
from tests.reports.samples import edition, full_result, story

COMMENT = "See [the plan](https://example.org/plan).\n\n- First.\n- Second."
CELLS = {"/TH", "/TD"}


@pytest.fixture(scope="module")
def told() -> Story:
    added = edition(target_step="coordinator", commentary={"answer": COMMENT})
    return story(full_result(), added, is_final=False)


@pytest.fixture(scope="module")
def path(told: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tags") / "report.pdf"
    path.write_bytes(render_pdf(told))
    return path


@pytest.fixture(scope="module")
def pdf(path: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(path) as pdf:
        yield pdf


def kids(element: Any) -> list[Any]:
    """What an element holds: other elements, pieces of the page, links."""
    return list(element.get("/K", []))


def elements(pdf: pikepdf.Pdf) -> list[Any]:
    """All elements in the order in which they are read."""

    def below(element: Any) -> Iterator[Any]:
        yield element
        for kid in kids(element):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
                yield from below(kid)

    return [each for top in pdf.Root.StructTreeRoot.K for each in below(top)]


def of_kind(pdf: pikepdf.Pdf, *kinds: str) -> list[Any]:
    return [each for each in elements(pdf) if each.S in kinds]


class TestFile:
    def test_is_sound(self, pdf: pikepdf.Pdf) -> None:
        assert pdf.check_pdf_syntax() == []

    def test_is_named_and_says_its_language_and_its_standard(self, pdf: pikepdf.Pdf) -> None:
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo["/Title"]) == "Customer-centricity maturity: Northwind"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"

    def test_is_walked_through_in_the_order_of_its_tags(self, pdf: pikepdf.Pdf) -> None:
        assert {str(page.obj.Tabs) for page in pdf.pages} == {"/S"}

    def test_is_understood_by_poppler(self, path: Path, told: Story) -> None:
        said = subprocess.run(
            ["pdfinfo", "-struct-text", path], check=True, capture_output=True, text=True
        )
        lines = [line.strip() for line in said.stdout.splitlines()]
        places = [lines.index(f'"{chapter.topic}"') for chapter in told.chapters]
        assert places == sorted(places)
        assert said.stderr == ""


class TestReading:
    def test_has_the_headings_of_the_outline_in_its_order(
        self, pdf: pikepdf.Pdf, told: Story
    ) -> None:
        with pdf.open_outline() as outline:
            titles = [each.title for each in outline.root]
        chapters = [title for title in titles if title != "Contents"]
        assert chapters == [chapter.title for chapter in told.chapters]
        levels = [int(str(each.S)[2]) for each in of_kind(pdf, "/H1", "/H2", "/H3", "/H4")]
        assert levels.count(1) == 1
        assert levels.count(2) == len(titles)
        # No level is skipped on the way down.
        assert all(below <= above + 1 for above, below in itertools.pairwise(levels))

    def test_gives_every_header_its_scope(self, pdf: pikepdf.Pdf) -> None:
        scopes = [str(each.A.Scope) for each in of_kind(pdf, "/TH")]
        assert set(scopes) == {"/Row", "/Column"}
        for head in of_kind(pdf, "/THead"):
            for row in kids(head):
                assert {str(cell.A.Scope) for cell in kids(row)} <= {"/Column"}

    def test_gives_every_figure_words(self, pdf: pikepdf.Pdf) -> None:
        figures = of_kind(pdf, "/Figure")
        assert len(figures) >= 12
        assert all(str(each.get("/Alt", "")).strip() for each in figures)

    def test_names_where_a_link_leads(self, pdf: pikepdf.Pdf, told: Story) -> None:
        links = [
            str(link.Contents)
            for page in pdf.pages
            for link in page.get("/Annots", [])
            if link.Subtype == "/Link"
        ]
        assert {chapter.title for chapter in told.chapters} <= set(links)
        assert "https://example.org/plan" in links

    def test_says_how_lists_are_numbered(self, pdf: pikepdf.Pdf) -> None:
        lists = of_kind(pdf, "/L")
        assert lists
        assert {str(each.A.ListNumbering) for each in lists} == {"/None"}

    def test_holds_no_empty_tag(self, pdf: pikepdf.Pdf) -> None:
        empty = [str(each.S) for each in elements(pdf) if not kids(each) and each.S not in CELLS]
        assert empty == []


class TestPieces:
    def test_are_read_once_or_are_no_part_of_the_reading(self, pdf: pikepdf.Pdf) -> None:
        read = pieces_read(pdf)
        for number, page in enumerate(pdf.pages):
            tagged = [place for kind, place in pieces(page) if kind != "/Artifact"]
            assert sorted(tagged) == sorted(read[number])

    def test_leave_out_foot_and_mark(self, pdf: pikepdf.Pdf, told: Story) -> None:
        for page in pdf.pages:
            feet = [
                each.operands[1]
                for each in pikepdf.parse_content_stream(page)
                if str(each.operator) == "BDC" and each.operands[0] == "/Artifact"
            ]
            assert feet
            assert {str(foot.Subtype) for foot in feet} == {"/Footer"}
        said = subprocess.run(
            ["pdfinfo", "-struct-text", pdf.filename], check=True, capture_output=True, text=True
        )
        assert told.short_provenance not in said.stdout
        assert "page 2 of" not in said.stdout
        # The word on the cover, and not the one across every page.
        assert said.stdout.count('"Draft"') == 1


def pieces(page: pikepdf.Page) -> Iterator[tuple[str, int]]:
    """The pieces into which a page is cut: kind, and number where it has one."""
    for each in pikepdf.parse_content_stream(page):
        if str(each.operator) == "BDC":
            kind, about = each.operands
            yield str(kind), int(about.get("/MCID", -1))


def pieces_read(pdf: pikepdf.Pdf) -> dict[int, list[int]]:
    """Which pieces of each page the tag tree reads."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    read: dict[int, list[int]] = {number: [] for number in numbers.values()}
    for each in elements(pdf):
        own = [int(kid) for kid in kids(each) if isinstance(kid, int)]
        if own:
            read[numbers[each.Pg.objgen]] += own
    return read
