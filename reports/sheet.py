"""The sheet a report is laid out on: its size, the line at its foot, and the mark of a draft."""

from base64 import b64encode
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from reports.charts.base import FONT
from reports.charts.letters import width_of
from reports.story import Cover, Story

# Light enough to read on, dark enough for a printer.
MARK = "#edf0f3"
# In millimetres: the drawing, the words in it, and the largest letters.
WIDTH, HEIGHT, LENGTH, LARGEST = 170, 220, 235, 64


@dataclass(frozen=True)
class Sheet:
    """A size and margins, as CSS has them."""

    size: str
    margin: str


# The text is as wide on both, so that its lines end alike.
SHEETS = {
    "a4": Sheet("A4", "18mm 20mm 22mm"),
    "letter": Sheet("letter", "14mm 22.95mm 20mm"),
}


def sheet_style(story: Story, paper: str) -> SafeString:
    """Return the style of every page, after which nothing else sets size, margin or ground."""
    sheet, foot = SHEETS[paper], _quoted(story.short_provenance)
    rules = [
        f"size: {sheet.size};",
        f"margin: {sheet.margin};",
        f'@bottom-left {{ content: string(organisation) "\\a" {foot}; white-space: pre-line; }}',
    ]
    if mark := mark_of(story.cover):
        rules.append(f"background: url({_drawing(mark)}) center no-repeat;")
    return mark_safe(f"@page {{ {' '.join(rules)} }}")  # noqa: S308  # quoted above


def mark_of(cover: Cover) -> str:
    """Return what is written across every page: that it is no report of real people, or a draft."""
    marks = [_("Demonstration")] if cover.demonstration else []
    return " · ".join(marks if cover.is_final else [*marks, cover.status])


def _drawing(mark: str) -> str:
    """Return the mark, rising from the lower left, as an address; a ground is not read aloud."""
    size = min(LARGEST, LENGTH / width_of(mark, 1, bold=True))
    x, y = WIDTH / 2, HEIGHT / 2
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}mm" height="{HEIGHT}mm"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}"><text transform="rotate(-52 {x} {y})" x="{x}"'
        f' y="{y + size / 3:.2f}" text-anchor="middle" font-family="{FONT}" font-weight="bold"'
        f' font-size="{size:.2f}" fill="{MARK}">{escape(mark)}</text></svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _quoted(text: str) -> str:
    """Return a text as CSS and a style element take it."""
    return '"' + "".join(c if c.isalnum() or c in " .,·" else f"\\{ord(c):x} " for c in text) + '"'
