"""Hebrew and Arabic words in a drawing, whose letters are set one by one from left to right."""

import pytest

from reports.charts.base import DataTable
from reports.charts.canvas import Canvas
from reports.charts.scripts import APART, visual


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Sales 12 (North)", "Sales 12 (North)"),
        ("שלום", "םולש"),
        # Numbers are read from left to right, with all that belongs to them.
        ("אב 12", "12 בא"),
        ("אב 1,250.5 (30%)", "(30%) 1,250.5 בא"),
        # A score stands before the name it is one of.
        ("2.8 אב", "2.8 בא"),
        ("אב (גד)", "(דג) בא"),
        # Hebrew within a text that begins at the left.
        ("Sales אב (גד) 3", "Sales 3 (דג) בא"),
        ("Haifa אב, Oslo", "Haifa בא, Oslo"),
        # What stands for the rest comes last for the reader, so it stands at the left.
        ("אב…\u200f", "…בא"),
    ],
)
def test_letters_stand_in_order(text: str, shown: str) -> None:
    assert visual(text) == shown


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        # Seen begins, lam with alef ends what it began, and meem stands alone.
        ("سلام", ["\ufeb3", "\ufefc", "م" + APART]),
        # Meem, kaf, teh and beh are joined to one word.
        ("مكتب", ["\ufee3", "\ufedc", "\ufe98", "\ufe90"]),
        # Dal joins only what stands before it; so does reh.
        ("در", ["د" + APART, "ر" + APART]),
    ],
)
def test_arabic_letters_have_the_forms_of_their_places(text: str, forms: list[str]) -> None:
    assert visual(text) == "".join(reversed(forms))


def test_a_mark_stays_on_its_letter() -> None:
    assert visual("בּא") == "אבּ"


def test_a_drawing_says_that_its_words_are_in_order() -> None:
    canvas = Canvas(height=20)
    canvas.text(0, 10, "שלום & co")
    canvas.text(0, 30, "Sales")
    svg = canvas.draw("Title", [], DataTable((), ())).svg
    assert 'direction="ltr" unicode-bidi="bidi-override">co &amp; םולש</text>' in svg
    assert svg.count("bidi-override") == 1
