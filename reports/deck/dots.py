"""Dots on a scale, a row a matter, with their intervals: PowerPoint's scatter chart."""

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from reports.deck.data import (
    PLACES,
    VALUES,
    cells,
    column_of,
    has_intervals,
    interval_bars,
    name_from,
    sheet,
    value_of,
)
from reports.deck.frame import Box
from reports.deck.looks import FILLS, LETTER, MARK, MARKERS, SCORE, SHARE, write_labels
from reports.deck.slides import Plot, Point

# Of the height of a row, between the first and the last of several marks.
SPREAD = 0.56
# The parts of the chart's width and height that the dots have; names stand left of them.
ROOM_LEFT, ROOM_ABOVE, ROOM_BELOW = 0.3, 0.1, 0.1
NAMES = 0
# Nearer than this part of the scale, and of the height of a row, a value covers another mark.
NEAR, REACH = 0.04, 0.75


def add_dots(slide: Any, plot: Plot, box: Box) -> Any:
    """Draw dots on a slide, and return their frame."""
    places = _places(plot)
    new: Any = XyChartData
    data = new(number_format=SCORE if plot.of else SHARE)
    for name in (" ", *(series.name for series in plot.series)):
        added = data.add_series(name)
        for _category in plot.categories:
            added.add_data_point(0, 0)
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.XY_SCATTER, box.left, box.top, box.width, box.height, data
    )
    chart = frame.chart
    chart.font.size, chart.has_title = Pt(LETTER), False
    names, *drawn = chart.plots[0].series
    _write_names(names, plot)
    for number, each in enumerate(drawn):
        _draw(each, plot, number, places)
    _axes(chart, plot)
    _legend(chart, plot)
    _keep_room(chart, has_legend=len(plot.series) > 1)
    chart.part.chart_workbook.update_from_xlsx_blob(sheet(plot, places))
    return frame


def _places(plot: Plot) -> list[list[float]]:
    """Return how high every mark stands: the first row uppermost, several beside each other."""
    rows, many = len(plot.categories), len(plot.series)
    step = SPREAD / many
    return [
        [round(rows - row + step * ((many - 1) / 2 - number), 4) for row in range(rows)]
        for number in range(many)
    ]


def _lowest(plot: Plot) -> int:
    return 1 if plot.of else 0


def _write_names(drawn: Any, plot: Plot) -> None:
    """Write the names of the rows where the scale begins: axes of this chart have numbers only."""
    rows = len(plot.categories)
    _refer(drawn, "A", [float(_lowest(plot))] * rows, "A", [float(rows - n) for n in range(rows)])
    # They come with the chart, and from no cell.
    for reference in drawn._element.iter(qn("c:numRef")):
        literal = reference.find(qn("c:numCache"))
        literal.tag = qn("c:numLit")
        reference.getparent().replace(reference, literal)
    drawn.marker.style = None
    drawn._element.get_or_add_marker().get_or_add_symbol().set("val", "none")
    for place, name in enumerate(plot.categories):
        label = drawn.points[place].data_label
        label.text_frame.text = name
        label.text_frame.paragraphs[0].runs[0].font.size = Pt(LETTER)
        label.position = XL_LABEL_POSITION.LEFT


def _draw(drawn: Any, plot: Plot, number: int, places: list[list[float]]) -> None:
    series = plot.series[number]
    column = column_of(plot, number, VALUES)
    name_from(drawn, column)
    values = [value_of(point) for point in series.points]
    told = [
        place if value is not None else None
        for place, value in zip(places[number], values, strict=True)
    ]
    _refer(drawn, column, values, column_of(plot, number, PLACES), told)
    fill = FILLS[number % len(FILLS)]
    drawn.marker.style, drawn.marker.size = MARKERS[number % len(MARKERS)], MARK
    drawn.marker.format.fill.solid()
    drawn.marker.format.fill.fore_color.theme_color = fill
    drawn.marker.format.line.color.theme_color = fill
    write_labels(drawn, plot, series, XL_LABEL_POSITION.ABOVE, _elsewhere(plot, places, number))
    if has_intervals(series):
        drawn._element.find(qn("c:xVal")).addprevious(interval_bars(plot, number, "x"))


def _elsewhere(plot: Plot, places: Sequence[Sequence[float]], number: int) -> dict[int, Any]:
    """Return where the values of a series stand that have no room above, since a mark is there."""
    found = {}
    for row, point in enumerate(plot.series[number].points):
        ways = [
            places[other][place] - places[number][row]
            for other, series in enumerate(plot.series)
            for place, each in enumerate(series.points)
            if _is_near(plot, point, each)
        ]
        if any(0 < way < REACH for way in ways):
            has_room_below = not any(-REACH < way < 0 for way in ways)
            found[row] = XL_LABEL_POSITION.BELOW if has_room_below else XL_LABEL_POSITION.RIGHT
    return found


def _is_near(plot: Plot, one: Point, other: Point) -> bool:
    """Whether two marks stand so near each other on the scale that a value covers both."""
    if one.value is None or other.value is None:
        return False
    width = (plot.of or 1) - _lowest(plot)
    return abs(one.value - other.value) < NEAR * width


def _refer(
    drawn: Any,
    x: str,
    values: list[float | None] | list[float],
    y: str,
    places: list[float | None] | list[float],
) -> None:
    """Let a series read its points from two columns."""
    for tag, column, numbers in (("xVal", x, values), ("yVal", y, places)):
        old = drawn._element.find(qn(f"c:{tag}"))
        old.getparent().replace(old, cells(tag, column, numbers))


def _axes(chart: Any, plot: Plot) -> None:
    across, up = chart.category_axis, chart.value_axis
    across.minimum_scale, across.maximum_scale = _lowest(plot), plot.of or 1
    across.major_unit = 1 if plot.of else 0.25
    across.tick_labels.number_format = "0" if plot.of else SHARE
    across.tick_labels.number_format_is_linked = False
    across.has_major_gridlines = True
    across.major_gridlines.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_5
    across.major_gridlines.format.line.width = Pt(0.75)
    across.format.line.fill.background()
    across.major_tick_mark = XL_TICK_MARK.NONE
    up.minimum_scale, up.maximum_scale = 0.4, len(plot.categories) + 0.6
    up.has_major_gridlines = False
    up.visible = False
    # The scale stands below, wherever the other axis begins.
    for axis in chart._chartSpace.iter(qn("c:crosses")):
        axis.set("val", "min")


def _legend(chart: Any, plot: Plot) -> None:
    chart.has_legend = len(plot.series) > 1
    if not chart.has_legend:
        return
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    hidden = parse_xml(
        f'<c:legendEntry {nsdecls("c")}><c:idx val="{NAMES}"/><c:delete val="1"/></c:legendEntry>'
    )
    chart.legend._element.find(qn("c:legendPos")).addnext(hidden)


def _keep_room(chart: Any, *, has_legend: bool) -> None:
    """Keep room for the names, left of where the scale begins."""
    above = ROOM_ABOVE if has_legend else 0.02
    area = chart._chartSpace.find(f".//{qn('c:plotArea')}")
    old = area.find(qn("c:layout"))
    if old is not None:
        area.remove(old)
    sizes = {"x": ROOM_LEFT, "y": above, "w": 0.97 - ROOM_LEFT, "h": 1 - above - ROOM_BELOW}
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    values = "".join(f'<c:{name} val="{size:.3f}"/>' for name, size in sizes.items())
    layout = f"<c:layout {nsdecls('c')}><c:manualLayout>{modes}{values}</c:manualLayout></c:layout>"
    area.insert(0, parse_xml(layout))
