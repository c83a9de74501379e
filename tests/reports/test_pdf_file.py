"""The PDF as a file: the same from the same documents, for both papers, and drafts marked."""

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageColor
from pypdf import PdfReader

from reports.pdf import render_pdf
from reports.sheet import MARK, mark_of
from tests.reports.rendered import rendered
from tests.reports.samples import edition, full_result, story

MOST_BYTES = 2_000_000
PRINT_HASH = """
import django
django.setup()
import hashlib, sys
from reports.pdf import render_pdf
from reports.sheet import MARK, mark_of
from tests.reports.samples import edition, full_result, story
told = story(full_result(), edition(), is_final=False)
sys.stdout.write(hashlib.sha256(render_pdf(told)).hexdigest())
"""


def made_elsewhere(**environment: str) -> str:
    """The SHA-256 of a report that another process makes."""
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings_test", **environment}
    command = [sys.executable, "-c", PRINT_HASH]
    return subprocess.run(command, env=given, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def draft() -> bytes:
    return render_pdf(story(full_result(), edition(), is_final=False))


@pytest.fixture(scope="module")
def final() -> bytes:
    """A final report of a demonstration, on the other paper."""
    told = story(full_result(), edition(), is_demonstration=True)
    return render_pdf(told, paper="letter")


def sizes(pdf: bytes) -> set[tuple[int, int]]:
    """Width and height of every page in points."""
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(pdf)).pages]
    return {(round(box.width), round(box.height)) for box in boxes}


def marked(pdf: bytes, place: Path) -> list[int]:
    """How many dots of each page have the colour of the mark."""
    place.mkdir()
    subprocess.run(["pdftoppm", "-r", "20", "-", place / "page"], input=pdf, check=True)
    return [dots(page) for page in sorted(place.iterdir())]


def dots(page: Path) -> int:
    with Image.open(page) as picture:
        colours = picture.getcolors(picture.width * picture.height)
    return next((n for n, colour in colours or () if colour == ImageColor.getrgb(MARK)), 0)


class TestSameFile:
    def test_comes_from_the_same_documents_in_every_process(
        self, draft: bytes, tmp_path: Path
    ) -> None:
        elsewhere = made_elsewhere(
            PYTHONHASHSEED="77",
            TZ="Pacific/Auckland",
            LC_ALL="ja_JP.UTF-8",
            DATA_DIR=str(tmp_path),
        )
        assert hashlib.sha256(draft).hexdigest() == elsewhere

    def test_is_dated_by_its_edition_alone(self, draft: bytes) -> None:
        with pikepdf.open(io.BytesIO(draft)) as pdf:
            assert str(pdf.docinfo["/CreationDate"]) == "D:20260324"
            assert "/ModDate" not in pdf.docinfo
            # Told from its content, not drawn by lot.
            assert len(bytes(pdf.trailer["/ID"][0])) == 32

    @pytest.mark.parametrize("name", ["full", "huge"])
    def test_stays_small(self, name: str) -> None:
        assert len(rendered(name)) < MOST_BYTES


class TestSheet:
    def test_is_a4_or_us_letter(self, draft: bytes, final: bytes) -> None:
        assert sizes(draft) == {(595, 842)}
        assert sizes(final) == {(612, 792)}

    def test_says_at_its_foot_which_documents_are_told(self, draft: bytes) -> None:
        said = story(full_result(), edition()).short_provenance
        for page in PdfReader(io.BytesIO(draft)).pages:
            assert said in page.extract_text()

    def test_names_every_document_in_full_on_the_last_page(self, draft: bytes) -> None:
        last = PdfReader(io.BytesIO(draft)).pages[-1].extract_text()
        for fact in story(full_result(), edition()).provenance:
            assert fact.label in last
            assert fact.value in last

    def test_lets_readers_copy_every_hash_whole(self, draft: bytes) -> None:
        listed = subprocess.run(["pdftotext", "-", "-"], input=draft, capture_output=True).stdout
        *pages, _after = listed.decode().split("\f")
        told = story(full_result(), edition())
        assert [fact.value for fact in told.provenance if fact.value not in pages[-1]] == []
        assert [told.short_provenance in page for page in pages] == [True] * len(pages)

    def test_is_marked_on_every_page_while_it_is_a_draft_or_of_made_up_people(
        self, draft: bytes, final: bytes, tmp_path: Path
    ) -> None:
        assert min(marked(draft, tmp_path / "draft")) > 0
        assert min(marked(final, tmp_path / "final")) > 0
        plain = render_pdf(story(full_result(), edition()))
        assert max(marked(plain, tmp_path / "plain")) == 0

    def test_says_which_of_both_it_is(self) -> None:
        def said(**more: Any) -> str:
            return mark_of(story(full_result(), **more).cover)

        assert said() == ""
        assert said(is_final=False) == "Draft"
        assert said(is_demonstration=True) == "Demonstration"
        assert said(is_final=False, is_demonstration=True) == "Demonstration · Draft"
