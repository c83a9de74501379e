"""Scores wave by wave: of every question a line for each wave, the last one filled."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import FAINT, MAIN, MIDDLE, QUIET, WIDTH, DataTable
from reports.charts.canvas import Canvas, Chart
from reports.charts.letters import wrapped
from reports.charts.scale import LABEL, LEFT, Scale, name
from reports.story.trend import ScaleTable, Trend, TrendRow

RIGHT = 500
LINE = 15
PAD = 9
# Above each scale its name and its points.
HEADING = 40
GAP = 14
LETTERS = 20


def trend_dots(trend: Trend) -> Chart | None:
    """Draw every scale under its own points; None where nothing stands beside anything."""
    tables = [table for table in trend.scales if table.is_compared]
    if not tables:
        return None
    canvas = Canvas(height=round(sum(map(_height, tables))))
    top = 0.0
    for table in tables:
        _scale(canvas, table, top)
        top += _height(table)
    said = [
        f"{table.title}: {row.name}: {_say(table, row)}" for table in tables for row in table.rows
    ]
    return canvas.draw(_("Scores wave by wave"), said, _table(tables))


def _height(table: ScaleTable) -> float:
    return HEADING + GAP + sum(_row_height(row) for row in table.rows)


def _row_height(row: TrendRow) -> float:
    lines = max(len(_told(row)), len(wrapped(row.name, LABEL, 11)))
    return PAD + LINE * lines


def _told(row: TrendRow) -> list[int]:
    """Return the places of the waves that tell a score; the last one stands in any case."""
    last = len(row.points) - 1
    return [n for n, point in enumerate(row.points) if point.mean is not None or n == last]


def _scale(canvas: Canvas, table: ScaleTable, top: float) -> None:
    scale, y = Scale(table.labels, RIGHT), top + HEADING
    bottom = y + sum(map(_row_height, table.rows))
    canvas.text(0, top + 10, table.title, bold=True)
    for place in range(1, len(table.labels) + 1):
        x = scale.x(place)
        canvas.text(x, top + 30, str(place), align="center", size=11, color=QUIET)
        canvas.line(x, y, x, bottom, FAINT)
    for row in table.rows:
        canvas.line(0, y, WIDTH, y, FAINT)
        height = _row_height(row)
        name(canvas, y + height / 2, row.name, most=9, size=11)
        _marks(canvas, scale, table.waves, row, y + PAD / 2)
        y += height


def _marks(canvas: Canvas, scale: Scale, waves: Sequence[str], row: TrendRow, y: float) -> None:
    last = len(row.points) - 1
    for line, place in enumerate(_told(row)):
        point, wave = row.points[place], _short(waves[place])
        at = y + LINE * (line + 0.5)
        if point.mean is None:
            text = f"{wave} {words.DASH}"
            canvas.text(LEFT + 6, at, text, size=10, color=QUIET)
            continue
        x = end = scale.x(point.mean)
        if point.low is not None and point.high is not None:
            end = scale.x(point.high)
            canvas.line(scale.x(point.low), at, end, at, MAIN if place == last else MIDDLE, 2)
        fill = MAIN if place == last else "white"
        canvas.mark(x, at, "circle", fill, stroke=MAIN, size=60)
        text = f"{point.text} {wave}"
        canvas.text(max(end, x + 6) + 8, at, text, size=10)


def _short(wave: str) -> str:
    return wave if len(wave) <= LETTERS else f"{wave[: LETTERS - 1]}…"


def _table(tables: Sequence[ScaleTable]) -> DataTable:
    return DataTable(
        (_("Question"), _("Audience and scale"), _("Wave"), _("Score"), _("95% interval")),
        tuple(
            (row.name, table.title, wave, point.text, point.interval_text or words.DASH)
            for table in tables
            for row in table.rows
            for wave, point in zip(table.waves, row.points, strict=True)
        ),
    )


def _say(table: ScaleTable, row: TrendRow) -> str:
    return ", ".join(
        f"{wave} {point.text}" + (f" ({point.interval_text})" if point.interval_text else "")
        for wave, point in zip(table.waves, row.points, strict=True)
    )
