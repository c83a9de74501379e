"""How much room texts take on a slide, reckoned wide: no font is at hand that every reader has."""

import unicodedata
from collections.abc import Sequence
from functools import cache

from reports.deck.slides import Cell, Table, Words

# In sizes of the letter; Arial is a little narrower.
WIDE, CAPITAL, SMALL = 1.0, 0.7, 0.54
LINE = 1.2
BOLD = 1.06
# Above and below the text of a cell, and left and right of it, in points.
CELL_MARGIN = 4.0
SIDES = 12.0
# How far a name stands in for each level.
INDENT = 9.0
TITLE_SIZE = 13
PARAGRAPH_GAP = 0.45


@cache
def _width(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return WIDE
    return CAPITAL if letter.isupper() or letter in "%@—–" else SMALL


def width_of(text: str, size: float) -> float:
    """Return how wide a text is in points."""
    return size * sum(map(_width, text))


def lines_of(text: str, width: float, size: float) -> int:
    """Return into how many lines a text breaks in a width in points."""
    return sum(_lines(paragraph, width, size) for paragraph in text.split("\n"))


def _lines(text: str, width: float, size: float) -> int:
    lines, filled = 1, 0.0
    space = size * SMALL
    for word in text.split():
        long = width_of(word, size)
        if filled and filled + space + long > width:
            lines, filled = lines + 1, 0.0
        # Of a word that is too long for a line the rest goes on in the next ones.
        more = int(long // width) if width else 0
        lines, filled = lines + more, (filled + space if filled else 0.0) + long - more * width
    return lines


def height_of_title(title: str, width: float) -> float:
    """Return how much room the name of a table or a chart takes above it, in points."""
    return TITLE_SIZE * (lines_of(title, width, TITLE_SIZE * BOLD) * LINE + 0.4)


def height_of_words(words: Words, width: float, size: float) -> float:
    """Return how high paragraphs are in points, with their heading."""
    height = lines_of(words.title, width, TITLE_SIZE) * TITLE_SIZE * LINE if words.title else 0.0
    for line in words.lines:
        height += (lines_of(line, width, size) * LINE + PARAGRAPH_GAP) * size
    return height


def row_heights(table: Table, width: float, size: float) -> list[float]:
    """Return how high the rows of a table are in points, the header's first."""
    whole = sum(table.widths)
    widths = [width * part / whole - SIDES for part in table.widths]
    rows: list[Sequence[Cell]] = [tuple(map(Cell, table.header)), *table.rows]
    return [
        max(
            lines_of(cell.text, wide - INDENT * cell.level, size) * size * LINE
            for cell, wide in zip(row, widths, strict=True)
        )
        + 2 * CELL_MARGIN
        for row in rows
    ]


def has_room(table: Table, width: float, size: float) -> bool:
    """Whether no word of a header breaks, which is easily misread."""
    whole = sum(table.widths)
    return all(
        width_of(word, size) * BOLD <= width * part / whole - SIDES
        for text, part in zip(table.header, table.widths, strict=True)
        for word in text.split()
    )
