"""How wide words are in the reports' font, so that labels find their places before drawing."""

import io
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from unicodedata import bidirectional, category, east_asian_width

import pymupdf_fonts
from fontTools.ttLib import TTFont

# Pages show the reader's own font, which may be a little wider.
SLACK = 1.05
# The height of a line, as a part of the letters' size, and of a capital letter.
LINE = 1.25
CAPITAL = 0.69

# Scripts that are written without spaces may be broken anywhere, words after a hyphen.
_WIDE = r"[\u1100-\u11ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_TOKENS = re.compile(rf"\s+|{_WIDE}|(?:(?!{_WIDE})[^\s-])*-+|(?:(?!{_WIDE})[^\s-])+")
_RIGHT_TO_LEFT = {"R", "AL"}
_MARK = "\u200f"


@cache
def _widths(bold: bool) -> Mapping[int, float]:
    """Return how wide each letter of the font is, as a part of its size."""
    font = TTFont(io.BytesIO(pymupdf_fonts.myfont("figbo" if bold else "figo")), lazy=True)
    widths, size = font["hmtx"].metrics, font["head"].unitsPerEm
    return {code: widths[name][0] / size for code, name in font.getBestCmap().items()}


@lru_cache(maxsize=4096)
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is in pixels."""
    widths = _widths(bold)
    return SLACK * size * sum(widths.get(ord(each)) or _other(each) for each in text)


def has_letter(letter: str) -> bool:
    """Whether the font has a letter."""
    return ord(letter) in _widths(bold=False)


def _other(letter: str) -> float:
    """Return how wide a letter is that the font has not: a square, nothing, or about a letter."""
    if east_asian_width(letter) in "WF":
        return 1.0
    return 0.0 if category(letter) in {"Mn", "Me", "Cf"} else 0.6


def wrapped(
    text: str, width: float, size: float = 12, *, bold: bool = False, most: int = 9
) -> list[str]:
    """Break a text into lines of at most ``width`` pixels, and cut it after ``most`` lines."""

    def fits(line: str) -> bool:
        return width_of(line.strip(), size, bold=bold) <= width

    if fits(text):
        return [text.strip()]
    lines = [""]
    for token in _TOKENS.findall(text):
        if fits(lines[-1] + token):
            lines[-1] += token
            continue
        rest = token.strip()
        if lines[-1].strip() and rest:
            lines.append("")
        while not fits(rest):
            head = _longest(rest, width, size, bold=bold)
            lines[-1], rest = head, rest[len(head) :]
            lines.append("")
        lines[-1] = rest
    lines = [line.strip() for line in lines if line.strip()] or [""]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), width, size, bold=bold)]


def fitting(text: str, width: float, size: float, *, bold: bool = False, least: float = 8) -> float:
    """Return the size, down to the ``least``, at which no word of a text has to be broken."""
    longest = max((width_of(each, size, bold=bold) for each in _TOKENS.findall(text)), default=0.0)
    return size if longest <= width else max(least, round(size * width / longest - 0.05, 1))


def cut(text: str, width: float, size: float = 12, *, bold: bool = False) -> str:
    """Return a text, shortened to so many pixels where it is longer."""
    if width_of(text, size, bold=bold) <= width:
        return text
    head = _longest(text, width - width_of("…", size, bold=bold), size, bold=bold).rstrip()
    # What stands for the rest belongs at the end the reader comes to last.
    is_turned = bool(head) and bidirectional(head[-1]) in _RIGHT_TO_LEFT
    return f"{head}…{_MARK if is_turned else ''}"


def _longest(text: str, width: float, size: float, *, bold: bool) -> str:
    """Return the longest beginning that fits, one letter at least."""
    end = len(text)
    while end > 1 and width_of(text[:end], size, bold=bold) > width:
        end -= 1
    return text[:end]
