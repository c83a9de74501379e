"""Charts as PowerPoint's own: drawn by it from a sheet inside the file, which its reader edits."""

from itertools import takewhile
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from reports.charts.base import COVERED, both_sides, ink_on
from reports.deck.data import (
    VALUES,
    cells,
    column_of,
    has_intervals,
    interval_bars,
    name_from,
    sheet,
    value_of,
)
from reports.deck.dots import add_dots
from reports.deck.frame import Box
from reports.deck.looks import FILLS, LETTER, MARK, MARKERS, SCORE, SHARE, write_labels
from reports.deck.slides import Kind, Plot

TYPES = {
    Kind.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    Kind.STACK: XL_CHART_TYPE.BAR_STACKED,
    Kind.LINES: XL_CHART_TYPE.LINE_MARKERS,
}
LABELS = {
    Kind.LINES: XL_LABEL_POSITION.ABOVE,
    Kind.BARS: XL_LABEL_POSITION.OUTSIDE_END,
    Kind.STACK: XL_LABEL_POSITION.CENTER,
}
LINE = 1.75
# Of parts of a whole: how pale the first is, and from which on words are white.
PALEST, WHITE_FROM = 0.85, 0.7
# How far names stand from their bars, so that a sign has room there.
SIGN_ROOM = 300
FRAMED = (
    f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
    '<a:ln w="6350"><a:solidFill><a:schemeClr val="accent4"/></a:solidFill></a:ln></c:spPr>'
)
WHITE = f'<a:solidFill {nsdecls("a")}><a:schemeClr val="bg1"/></a:solidFill>'


def add_plot(slide: Any, plot: Plot, box: Box) -> Any:
    """Draw a chart on a slide, and return its frame."""
    if plot.kind is Kind.DOTS:
        return add_dots(slide, plot, box)
    new: Any = CategoryChartData
    data = new(number_format=SCORE if plot.of else SHARE)
    data.categories = list(plot.categories)
    for series in plot.series:
        data.add_series(series.name, list(map(value_of, series.points)))
    frame = slide.shapes.add_chart(TYPES[plot.kind], box.left, box.top, box.width, box.height, data)
    chart = frame.chart
    chart.font.size, chart.has_title = Pt(LETTER), False
    # A line has no name beside it, be it the only one.
    chart.has_legend = len(plot.series) > 1 or plot.kind is Kind.LINES
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    _axes(chart, plot)
    for number, drawn in enumerate(chart.plots[0].series):
        _draw(drawn, plot, number)
    chart.part.chart_workbook.update_from_xlsx_blob(sheet(plot, ()))
    return frame


def _axes(chart: Any, plot: Plot) -> None:
    values, names = chart.value_axis, chart.category_axis
    is_line = plot.kind is Kind.LINES
    values.has_major_gridlines = is_line
    names.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_5
    names.major_tick_mark = values.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if is_line:
        values.format.line.fill.background()
        values.major_gridlines.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_5
        values.major_gridlines.format.line.width = Pt(0.75)
    if plot.of:
        values.minimum_scale, values.maximum_scale, values.major_unit = 1, plot.of, 1
        values.tick_labels.number_format = "0"
        values.tick_labels.number_format_is_linked = False
    else:
        values.minimum_scale = 0
        values.visible = False
    if plot.kind is Kind.STACK:
        values.maximum_scale = 1
        chart.plots[0].overlap = 100
        names.tick_labels.offset = SIGN_ROOM
    if not is_line:
        names.reverse_order = True
        chart.plots[0].gap_width = 45


def _draw(drawn: Any, plot: Plot, number: int) -> None:
    series, fill = plot.series[number], FILLS[number % len(FILLS)]
    column = column_of(plot, number, VALUES)
    name_from(drawn, column)
    old = drawn._element.find(qn("c:val"))
    old.getparent().replace(old, cells("val", column, list(map(value_of, series.points))))
    if plot.kind is Kind.LINES:
        drawn.smooth = False
        drawn.format.line.color.theme_color, drawn.format.line.width = fill, Pt(LINE)
        drawn.marker.style, drawn.marker.size = MARKERS[number % len(MARKERS)], MARK
        look = drawn.marker.format
        look.line.color.theme_color = fill
    else:
        look = drawn.format
    look.fill.solid()
    look.fill.fore_color.theme_color = fill
    write_labels(drawn, plot, series, LABELS[plot.kind])
    if plot.kind is Kind.STACK:
        if plot.is_diverging:
            _fill(drawn, both_sides(len(plot.series))[number])
        else:
            _shade(drawn, number / max(len(plot.series) - 1, 1))
        _write_covered(drawn, plot, number)
    if plot.kind is Kind.LINES and has_intervals(series):
        drawn._element.find(qn("c:cat")).addprevious(interval_bars(plot, number, "y"))


def _shade(drawn: Any, part: float) -> None:
    """Shade a part of a whole by its place: the higher an answer, the darker."""
    look = drawn.format.fill.fore_color
    look.theme_color = MSO_THEME_COLOR.ACCENT_1
    look.brightness = PALEST * (1 - part)
    if part > WHITE_FROM:
        _whiten(drawn)


def _fill(drawn: Any, fill: str) -> None:
    """Give a part of a whole the fill it has on paper."""
    new: Any = RGBColor
    drawn.format.fill.fore_color.rgb = new(*bytes.fromhex(fill[1:]))
    if ink_on(fill) == "white":
        _whiten(drawn)


def _whiten(drawn: Any) -> None:
    for paragraph in drawn._element.iter(qn("a:p")):
        for run in paragraph.iter(qn("a:rPr")):
            run.insert(0, parse_xml(WHITE))


def _write_covered(drawn: Any, plot: Plot, number: int) -> None:
    """Set a sign where a share without length stands; those of neighbours stand in one label."""
    for place in range(len(plot.categories)):
        covered = [each.points[place].is_covered for each in plot.series]
        if not covered[number] or (number and covered[number - 1]):
            continue
        run = list(takewhile(bool, covered[number:]))
        label = drawn.points[place].data_label
        label.text_frame.text = " ".join(COVERED for _sign in run)
        label.text_frame.paragraphs[0].runs[0].font.size = Pt(LETTER - 2)
        label.position = XL_LABEL_POSITION.CENTER
        label._dLbl.find(qn("c:dLblPos")).addprevious(parse_xml(FRAMED))
