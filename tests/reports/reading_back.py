"""The numbers of a report read back from page, PDF, workbook and deck, as tables of texts."""

import io
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
from lxml import html
from openpyxl import load_workbook

from tests.reports import deck_files

SCORE = re.compile(r"(?:[≤≥] )?\d\.\d")
SHARE = re.compile(r"(?:~ )?(?:[≤≥] )?\d+%")
INTERVAL = re.compile(r"\d+(?:\.\d)?%? to \d+(?:\.\d)?%?")
CHANGE = re.compile(r"(?:[≤≥] )?−?\d+(?:\.\d)?|–")
DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
LOW = ", low"
UNIT = re.compile(r" \([^()]*\)$")


@dataclass
class Read:
    """A table as somebody reads it: what stands above it, its header and its rows."""

    heading: str
    rows: list[list[str]] = field(default_factory=list)


def from_page(page: str) -> Iterator[Read]:
    """The tables of a page, each with its caption."""
    for table in html.fromstring(page).iter("table"):
        rows = [
            [" ".join(" ".join(cell.itertext()).split()) for cell in row.iter("th", "td")]
            for row in table.iter("tr")
        ]
        yield Read(table.findtext("caption") or "", rows)


def structure(pdf: Path, *, without: Sequence[str] = ()) -> str:
    """The tagged structure of a PDF, as poppler tells it.

    It draws the page anew for every element; nothing is told of what stands on whole pages of
    the chapters and sections called ``without``.
    """
    if without:
        pdf = _pruned(pdf, without)
    command = ["pdfinfo", "-struct-text", str(pdf)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _pruned(file: Path, without: Sequence[str]) -> Path:
    """A copy whose structure leaves out the elements on those pages."""
    with pikepdf.open(file) as pdf:
        numbers = {page.objgen: place for place, page in enumerate(pdf.pages)}
        with pdf.open_outline() as outline:
            marks = list(_marks(outline.root, numbers, 0))
        dropped: set[int] = set()
        for place, (level, title, first) in enumerate(marks):
            if title.endswith(tuple(without)):
                after = (page for other, _, page in marks[place + 1 :] if other <= level)
                dropped.update(range(first + 1, next(after, len(numbers))))
        _prune(pdf.Root.StructTreeRoot, numbers, dropped)
        pruned = file.with_suffix(".pruned.pdf")
        pdf.save(pruned)
    return pruned


def _marks(
    entries: Iterable[Any], numbers: dict[Any, int], level: int
) -> Iterator[tuple[int, str, int]]:
    """The bookmarks in their order, each with how deep it lies and its page."""
    for entry in entries:
        yield level, entry.title, numbers[entry.destination[0].objgen]
        yield from _marks(entry.children, numbers, level + 1)


def _prune(element: Any, numbers: dict[Any, int], dropped: set[int]) -> None:
    """Take out of an element, however deep, what stands on one of these pages."""
    if not isinstance(element, pikepdf.Dictionary) or not isinstance(
        element.get("/K"), pikepdf.Array
    ):
        return
    kept = []
    for each in element.K:
        page = each.get("/Pg") if isinstance(each, pikepdf.Dictionary) else None
        if page is None or numbers[page.objgen] not in dropped:
            _prune(each, numbers, dropped)
            kept.append(each)
    element.K = pikepdf.Array(kept)


def from_structure(told: str) -> list[Read]:
    """The tables of a PDF, each with the last heading above it."""
    found: list[Read] = []
    above: list[tuple[int, str]] = []
    headings = {"H2": "", "H3": ""}
    for line in filter(str.strip, told.splitlines()):
        depth, body = len(line) - len(line.lstrip()), line.strip()
        while above and above[-1][0] >= depth:
            above.pop()
        kinds = [kind for _depth, kind in above]
        if body.startswith('"'):
            text = body[1:-1].strip()
            if {"TH", "TD"} & set(kinds) and "Table" in kinds:
                cells = found[-1].rows[-1]
                cells[-1] = f"{cells[-1]} {text}".strip()
            for level in set(headings) & set(kinds):
                headings[level] = f"{headings[level]} {text}".strip()
            continue
        if body.startswith("/"):
            continue
        kind = re.split(r"\W", body, maxsplit=1)[0]
        above.append((depth, kind))
        if kind in headings:
            headings[kind] = ""
            if kind == "H2":
                headings["H3"] = ""
        elif kind == "Table":
            found.append(Read(headings["H3"] or headings["H2"]))
        elif kind == "TR":
            found[-1].rows.append([])
        elif kind in {"TH", "TD"}:
            found[-1].rows[-1].append("")
    return found


def from_workbook(file: bytes) -> Iterator[Read]:
    """The tables of a workbook, with numbers as it shows them and without units."""
    _contents, *pages = load_workbook(io.BytesIO(file)).worksheets
    for page in pages:
        title, _note, header, *rows = page.iter_rows()
        titles = [UNIT.sub("", _shown(cell)) for cell in header]
        lines = [[_shown(cell) for cell in row] for row in rows]
        yield Read(_shown(title[0]), _with_ends_joined([titles, *lines]))


def _with_ends_joined(rows: list[list[str]]) -> list[list[str]]:
    """Rows with both ends of an interval in one cell, as the other three tell it."""
    lows = [place for place, title in enumerate(rows[0]) if title.endswith(LOW)]
    joined = []
    for row in rows:
        cells = list(row)
        for place in reversed(lows):
            low, high = cells[place : place + 2]
            title = low.removesuffix(LOW)
            told = title if row is rows[0] else low if low == high else f"{low} to {high}"
            cells[place : place + 2] = [told]
        joined.append(cells)
    return joined


def _shown(cell: Any) -> str:
    """A cell as the program shows it."""
    if cell.value is None:
        return ""
    if isinstance(cell.value, datetime):
        return f"{cell.value.day} {cell.value:%B} {cell.value.year}"
    if cell.data_type != "n" or cell.number_format == "General":
        return str(cell.value)
    places = len(cell.number_format.rstrip("%").partition(".")[2])
    if cell.number_format.endswith("%"):
        return f"{cell.value:.{places}%}".replace("-", "−")
    return f"{cell.value:,.{places}f}".replace("-", "−")


def from_deck(file: bytes) -> Iterator[Read]:
    """The tables of a deck, and what its charts draw as further tables."""
    for slide in deck_files.open_deck(file).slides:
        for rows in deck_files.tables(slide):
            yield Read("", [[" ".join(cell.split()) for cell in row] for row in rows])
        for frame in deck_files.charts(slide):
            yield _from_chart(frame)


def _from_chart(frame: Any) -> Read:
    names = [str(row[0]) for row in deck_files.sheet(frame)[1:]]
    drawn = deck_files.drawn(frame)
    columns = [_with_intervals(frame, name, values) for name, values in drawn.items()]
    rows = [[name, *texts] for name, *texts in zip(names, *columns, strict=True)]
    return Read(frame.name, [["", *drawn], *rows])


def _with_intervals(frame: Any, name: str, values: Sequence[float | None]) -> list[str]:
    """The values of a series as they stand beside their marks, with the intervals drawn."""
    beside = deck_files.labels(frame, name)
    ends = deck_files.intervals(frame, name) or [(0.0, 0.0)] * len(values)
    texts = []
    for place, (value, (down, up)) in enumerate(zip(values, ends, strict=True)):
        text = beside.get(place, "")
        if value is not None and (down or up):
            low, high = value - down, value + up
            text += f" ({low:.0%} to {high:.0%})" if "%" in text else f" ({low:.1f} to {high:.1f})"
        texts.append(text)
    return texts


def first(pattern: re.Pattern[str], text: str) -> str:
    """The first place in a text that matches, "" for none."""
    found = pattern.search(text)
    return found[0] if found else ""


def named(text: str, names: Sequence[str]) -> str:
    """The longest of some names that stands in a text, "" for none."""
    return max((name for name in names if name in text), key=len, default="")
