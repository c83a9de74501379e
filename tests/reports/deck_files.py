"""A deck as its reader opens it: slides, words, tables, and the values inside the charts."""

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from reports.deck import render_deck
from tests.reports.sample_results import SAMPLES

DECKS = tuple(SAMPLES)


@cache
def sample_deck(name: str) -> Any:
    """The presentation of a sample result, made once in a run of the tests."""
    return open_deck(render_deck(SAMPLES[name]().story()))


def open_deck(file: bytes) -> Any:
    """The presentation."""
    return Presentation(io.BytesIO(file))


def title(slide: Any) -> str:
    """The headline."""
    return str(slide.shapes.title.text)


def notes(slide: Any) -> str:
    """What the speaker reads."""
    return str(slide.notes_slide.notes_text_frame.text)


def words(slide: Any) -> str:
    """All words of text boxes and tables."""
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    found += [cell for table in tables(slide) for row in table for cell in row]
    return "\n".join(found)


def tables(slide: Any) -> list[list[list[str]]]:
    """Every table as rows of texts, the header first."""
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for shape in slide.shapes
        if shape.has_table
    ]


def charts(slide: Any) -> list[Any]:
    """The frames of the charts."""
    return [shape for shape in slide.shapes if shape.has_chart]


def sheet(frame: Any) -> list[list[Any]]:
    """The sheet inside a chart, as PowerPoint opens it for editing."""
    book = load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
    return [list(row) for row in book["Sheet1"].iter_rows(values_only=True)]


def drawn(frame: Any) -> dict[str, list[float | None]]:
    """What a chart draws, by series, from its cache; the names of rows are no series."""
    return {
        series.name: _values(series) for series in frame.chart.plots[0].series if series.name != " "
    }


def _values(series: Any) -> list[float | None]:
    kind = "c:xVal" if series._element.xpath("c:xVal") else "c:val"
    numbers = series._element.xpath(f"{kind}//c:pt/c:v")
    points = {int(each.getparent().get("idx")): float(each.text) for each in numbers}
    [count] = series._element.xpath(f"{kind}//c:ptCount")
    return [points.get(place) for place in range(int(count.get("val")))]


def intervals(frame: Any, name: str) -> list[tuple[float, float]]:
    """How far the intervals of a series reach down and up."""
    [series] = [each for each in frame.chart.plots[0].series if each.name == name]
    ends = []
    for side in ("minus", "plus"):
        found = series._element.xpath(f"c:errBars/c:{side}//c:pt/c:v")
        ends.append([float(each.text) for each in found])
    return list(zip(*ends, strict=True))


def beyond(deck: Any) -> Iterator[str]:
    """Shapes that stand outside their slide or are empty."""
    for number, slide in enumerate(deck.slides, start=1):
        for shape in slide.shapes:
            right, below = shape.left + shape.width, shape.top + shape.height
            if shape.left < 0 or shape.top < 0 or right > deck.slide_width + Pt(1):
                yield f"{number}: {shape.name} stands outside"
            if below > deck.slide_height + Pt(1):
                yield f"{number}: {shape.name} stands below"
            if shape.has_text_frame and not shape.text_frame.text.strip():
                yield f"{number}: {shape.name} is empty"


def labels(frame: Any, name: str) -> dict[int, str]:
    """What stands beside the values of a series, by their places."""
    [series] = [each for each in frame.chart.plots[0].series if each.name == name]
    return {
        int(label.xpath("c:idx")[0].get("val")): "".join(
            text.text for text in label.xpath(".//a:t")
        )
        for label in series._element.xpath("c:dLbls/c:dLbl")
    }


def slide_titled(deck: Any, headline: str) -> Any:
    """The slide with a headline."""
    return next(each for each in deck.slides if title(each) == headline)


def is_lines(frame: Any) -> bool:
    """Whether a chart draws lines over time."""
    return bool(frame.chart.chart_type == XL_CHART_TYPE.LINE_MARKERS)


def label_positions(frame: Any) -> dict[str, dict[int, Any]]:
    """Where the value of each mark stands, by series and place."""
    return {
        series.name: {
            place: series.points[place].data_label.position for place in labels(frame, series.name)
        }
        for series in frame.chart.plots[0].series
        if series.name != " "
    }
