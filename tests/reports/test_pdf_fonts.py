"""A report is written in the fonts it brings along, whatever the machine has."""

import io
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from reports.charts.base import DataTable
from reports.charts.canvas import Canvas
from reports.fonts import own_fonts
from reports.pdf import render_pdf
from tests.reports.samples import edition, full_result, story

NAMES = (
    "Żółć Ğüven Ørsted",
    "Λάμψη",
    "Дружба",
    "شركة النجاح",
    "חברת השמש",
    "株式会社東京",
    "서울",
    "上海",
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with names in every script, in its words and in a chart."""
    document = full_result()
    document["scope"]["organisation"] = " · ".join(NAMES)
    said = {"answer": f"*{NAMES[0]}* and **{' '.join(NAMES[1:])}**, of ◆ and ✓."}
    canvas = Canvas(120)
    for place, name in enumerate(NAMES):
        canvas.text(0, 12 * place, name)
    chart = canvas.draw("Names", NAMES, DataTable((), ()))
    path = tmp_path_factory.mktemp("fonts") / "report.pdf"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.pdf.charts_of", lambda _: {"ladder": chart})
        path.write_bytes(render_pdf(story(document, edition(commentary=said))))
    return path


def families() -> set[str]:
    """What Fontconfig knows just now."""
    said = subprocess.run(["fc-list", ":", "family"], check=True, capture_output=True, text=True)
    return {line.partition(",")[0].partition(" CJK")[0] for line in said.stdout.splitlines()}


def missing(font: Any) -> list[str]:
    """The letters for which a font of a PDF has no drawing."""
    described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
    file = described.get("/FontFile2") or described["/FontFile3"]
    drawn = TTFont(io.BytesIO(file.get_data()))["maxp"].numGlyphs
    said = font["/ToUnicode"].get_data().decode()
    letters = re.findall(r"^<(\w{4})> <(\w+)>$", said, re.MULTILINE)
    return [letter for glyph, letter in letters if int(glyph, 16) >= drawn]


class TestFonts:
    def test_are_ours_alone_and_all_embedded(self, report: Path) -> None:
        said = subprocess.run(["pdffonts", report], check=True, capture_output=True, text=True)
        found = [line.split() for line in said.stdout.splitlines()[2:]]
        assert {words[0].partition("+")[2] for words in found} == {
            "FiraGO",
            "FiraGO-Bold",
            "FiraGO-Italic",
            "Noto-Sans-CJK-JP",
        }
        # Embedded, in part, and told in Unicode.
        assert all(words[-5:-2] == ["yes", "yes", "yes"] for words in found)

    def test_have_a_drawing_of_every_letter(self, report: Path) -> None:
        fonts = PdfReader(report).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
        assert len(fonts) == 4
        assert [letter for font in fonts.values() for letter in missing(font.get_object())] == []

    def test_are_known_only_while_a_report_is_made(self) -> None:
        before = os.environ.get("FONTCONFIG_FILE")
        with own_fonts():
            assert families() == {"FiraGO", "Noto Sans", "Noto Sans Mono"}
        assert os.environ.get("FONTCONFIG_FILE") == before

    def test_are_laid_out_where_there_are_none_yet(self, settings: Any, tmp_path: Path) -> None:
        settings.DATA_DIR = tmp_path / "a & b"
        with own_fonts():
            assert "FiraGO" in families()
        assert len(list(tmp_path.rglob("*.ttf"))) == 4
