"""The sheet inside a chart, from which PowerPoint draws it, and what refers to its cells."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from reports.deck.slides import Kind, Plot, Point, Series

# Where the library's charts, too, read their values from.
SHEET = "Sheet1"
# A series has its values, where they are dots its places beside them, and where there are
# intervals how far they reach down and up; and what the heads of these columns end in.
VALUES, PLACES, DOWN, UP = "", ", y", ", −", ", +"


def parts(plot: Plot) -> tuple[str, ...]:
    """Return which columns every series of a chart has."""
    beside = (PLACES,) if plot.kind is Kind.DOTS else ()
    ends = (DOWN, UP) if any(map(has_intervals, plot.series)) else ()
    return (VALUES, *beside, *ends)


def column_of(plot: Plot, number: int, part: str) -> str:
    """Return the letter of a column of a series; the names of the categories stand in A."""
    columns = parts(plot)
    return str(get_column_letter(2 + number * len(columns) + columns.index(part)))


def ends(point: Point) -> tuple[float, float]:
    """Return how far an interval reaches down and up, nothing where there is none."""
    if point.value is None or point.low is None or point.high is None:
        return 0.0, 0.0
    return round(point.value - point.low, 6), round(point.high - point.value, 6)


def value_of(point: Point) -> float | None:
    """Return a value as the sheet and what is drawn from it have it alike."""
    return None if point.value is None else round(point.value, 6)


def has_intervals(series: Series) -> bool:
    """Whether any value has an interval."""
    return any(point.low is not None for point in series.points)


def sheet(plot: Plot, places: Sequence[Sequence[float]]) -> bytes:
    """Return the workbook of a chart, in which nothing is computed."""
    book = Workbook()
    page = book.active
    page.title = SHEET
    header = [""]
    columns = parts(plot)
    for series in plot.series:
        header += [f"{series.name}{part}" for part in columns]
    _write(page, 1, header)
    for row, name in enumerate(plot.categories):
        values: list[object] = [name]
        for number, series in enumerate(plot.series):
            point = series.points[row]
            down, up = ends(point)
            told = {VALUES: value_of(point), DOWN: down, UP: up}
            told[PLACES] = places[number][row] if places else None
            values += [told[part] for part in columns]
        _write(page, row + 2, values)
    for number, series in enumerate(plot.series):
        for row, point in enumerate(series.points, start=2):
            if point.is_covered:
                # It counts as nothing, and still reads as it is told.
                page[f"{column_of(plot, number, VALUES)}{row}"].number_format = f'"{point.text}"'
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(page: Any, row: int, values: Sequence[object]) -> None:
    for column, value in enumerate(values, start=1):
        cell = page.cell(row, column, value)
        if isinstance(value, str):
            # Whatever it begins with, a name is no formula.
            cell.data_type = "s"


def cells(tag: str, column: str, values: Sequence[float | None]) -> Any:
    """Return an element that reads numbers from a column of the sheet, below its header."""
    last = len(values) + 1
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{value!r}</c:v></c:pt>'
        for place, value in enumerate(values)
        if value is not None
    )
    return parse_xml(
        f"<c:{tag} {nsdecls('c')}><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f>"
        f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>'
        f"{points}</c:numCache></c:numRef></c:{tag}>"
    )


def name_from(drawn: Any, column: str) -> None:
    """Let a series of a chart take its name from the head of a column."""
    drawn._element.find(f"{qn('c:tx')}/{qn('c:strRef')}/{qn('c:f')}").text = f"{SHEET}!${column}$1"


def interval_bars(plot: Plot, number: int, direction: str) -> Any:
    """Return the intervals of a series, along an axis; the library knows none.

    ``direction`` is "x" or "y".
    """
    downs, ups = zip(*map(ends, plot.series[number].points), strict=True)
    bars = parse_xml(
        f"<c:errBars {nsdecls('c', 'a')}>"
        f'<c:errDir val="{direction}"/><c:errBarType val="both"/><c:errValType val="cust"/>'
        '<c:noEndCap val="0"/><c:spPr><a:ln w="15875"><a:solidFill><a:schemeClr val="accent4"/>'
        "</a:solidFill></a:ln></c:spPr></c:errBars>"
    )
    look = bars.find(qn("c:spPr"))
    look.addprevious(cells("plus", column_of(plot, number, UP), ups))
    look.addprevious(cells("minus", column_of(plot, number, DOWN), downs))
    return bars
