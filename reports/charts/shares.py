"""Shares of people with their intervals, from 0 to 100%."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import FAINT, MAIN, MIDDLE, QUIET, DataTable
from reports.charts.canvas import Canvas, Chart
from reports.charts.scale import LEFT, name, unseen
from reports.story.iceberg import BranchRow

ROW = 40
AXIS = 26
RIGHT = 620


def share_dots(rows: Sequence[BranchRow], title: str) -> Chart:
    """Draw a row a share, with its interval."""
    bottom = AXIS + ROW * len(rows)
    canvas = Canvas(height=bottom + 4)
    ticks = [0.0, 0.25, 0.5, 0.75, 1.0]
    for at in ticks:
        canvas.line(_x(at), AXIS, _x(at), bottom, FAINT)
        canvas.text(_x(at), 10, words.percent(at), align="center", size=11, color=QUIET)
    for place, row in enumerate(rows):
        _row(canvas, row, AXIS + ROW * (place + 0.5))
    return canvas.draw(
        title,
        map(_say, rows),
        DataTable(
            (_("Group"), _("Share"), _("95% interval")),
            tuple((row.name, row.share_text, row.interval_text) for row in rows),
        ),
    )


def _row(canvas: Canvas, row: BranchRow, y: float) -> None:
    name(canvas, y, row.name)
    if row.share is None or row.low is None or row.high is None:
        unseen(canvas, y, words.not_shown(), right=RIGHT)
        return
    canvas.line(_x(row.low), y, _x(row.high), y, MIDDLE, 7)
    canvas.mark(_x(row.share), y, "circle", MAIN, size=90)
    canvas.text(_x(row.share), y - 14, row.share_text, align="center", size=11, bold=True)


def _x(share: float) -> float:
    return LEFT + 10 + share * (RIGHT - LEFT - 10)


def _say(row: BranchRow) -> str:
    if not row.is_shown:
        return f"{row.name} {words.DASH} {words.not_shown()}"
    return f"{row.name}: {row.share_text} ({row.interval_text})"
