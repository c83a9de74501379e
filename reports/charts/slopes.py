"""Slopes from wave to wave: a small picture a dimension, with both intervals and what moved."""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from maturity.change import Direction
from reports import words
from reports.charts.base import FAINT, INK, MAIN, MIDDLE, QUIET, WIDTH, DataTable
from reports.charts.canvas import Canvas, Chart
from reports.story.moved import MovedRow
from reports.story.progress import Progress, ProgressTable
from reports.story.trend.rows import TrendPoint

COLUMNS = 4
PANEL = WIDTH / COLUMNS
TITLE, HEAD, PLOT, GAP = 28, 46, 52, 12
# Room beside the first and the last point for their numbers.
SIDE = 40
CLEAR = {Direction.RISEN, Direction.FALLEN}


def progress_slopes(progress: Progress) -> Chart | None:
    """Draw every dimension of every audience that is compared; None where none is."""
    tables = [table for table in progress.tables if table.rows]
    if not tables:
        return None
    canvas = Canvas(height=sum(map(_height, tables)))
    waves, y = (progress.then, progress.now), 0.0
    for table in tables:
        _audience(canvas, table, waves, y)
        y += _height(table)
    return canvas.draw(
        _("Scores from “%(then)s” to “%(now)s”") % {"then": waves[0], "now": waves[-1]},
        [f"{table.audience}: {_say(row)}" for table in tables for row in table.rows],
        DataTable(
            (_("Audience"), _("Dimension"), *waves, _("Change"), _("95% interval"), _("Verdict")),
            tuple((table.audience, *_cells(row)) for table in tables for row in table.rows),
        ),
    )


def _height(table: ProgressTable) -> float:
    return TITLE + (HEAD + PLOT + GAP) * -(-len(table.rows) // COLUMNS)


def _audience(canvas: Canvas, table: ProgressTable, waves: tuple[str, ...], y: float) -> None:
    title = _("%(audience)s, from “%(then)s” to “%(now)s”, on a scale from 1 to %(points)s") % {
        "audience": table.audience,
        "then": waves[0],
        "now": waves[-1],
        "points": len(table.labels),
    }
    canvas.text(0, y + 12, title, most=1, bold=True)
    canvas.line(0, y + 22, WIDTH, y + 22, FAINT)
    for place, (row, points) in enumerate(zip(table.rows, table.points, strict=True)):
        top = y + TITLE + (HEAD + PLOT + GAP) * (place // COLUMNS)
        _panel(canvas, row, points, len(table.labels), (PANEL * (place % COLUMNS), top))


def _panel(
    canvas: Canvas,
    row: MovedRow,
    points: Sequence[TrendPoint],
    scale: int,
    corner: tuple[float, float],
) -> None:
    """Draw a dimension: its name and what moved, then its scores with their intervals."""
    left, top = corner
    is_clear = row.direction in CLEAR
    canvas.text(left, top + 12, row.name, width=PANEL - 10, most=2, size=11, bold=is_clear)
    canvas.text(
        left, top + 36, _moved(row), width=PANEL - 10, most=1, size=10,
        color=MAIN if is_clear else QUIET, bold=is_clear,
    )  # fmt: skip
    top += HEAD

    def at(mean: float) -> float:
        return top + PLOT * (1 - (mean - 1) / max(1, scale - 1))

    for level in range(1, scale + 1):
        canvas.line(left, at(level), left + PANEL - 14, at(level), FAINT)
    room = PANEL - 14 - 2 * SIDE
    xs = [left + SIDE + room * place / max(1, len(points) - 1) for place in range(len(points))]
    told = [(x, point, point.mean) for x, point in zip(xs, points, strict=True)]
    seen = [(x, point, mean) for x, point, mean in told if mean is not None]
    for (x, _point, mean), (x2, _next, after) in pairwise(seen):
        color, width = (MAIN, 2.5) if is_clear else (QUIET, 1)
        canvas.line(x, at(mean), x2, at(after), color, width)
    for x, point, mean in seen:
        if point.low is not None and point.high is not None:
            canvas.box(x - 4, at(point.high), x + 4, at(point.low), MIDDLE)
        canvas.mark(x, at(mean), "circle", MAIN if x == xs[-1] else "white", stroke=MAIN, size=30)
    _numbers(canvas, xs, points, at(1 + (scale - 1) / 2), [at(mean) for *_rest, mean in seen])


def _numbers(
    canvas: Canvas,
    xs: Sequence[float],
    points: Sequence[TrendPoint],
    middle: float,
    heights: Sequence[float],
) -> None:
    """Write the first and the last score beside their points, a dash where one is not told."""
    found = iter(heights)
    ys = [middle if point.mean is None else next(found) for point in points]
    canvas.text(xs[0] - 8, ys[0], points[0].text, align="right", size=10, color=INK, ground="white")
    canvas.text(xs[-1] + 8, ys[-1], points[-1].text, size=10, bold=True, ground="white")


def _moved(row: MovedRow) -> str:
    if row.difference_text == words.DASH:
        return row.direction_text
    return f"{row.direction_text} · {row.difference_text}"


def _cells(row: MovedRow) -> tuple[str, ...]:
    return (
        row.name,
        row.then_text,
        row.now_text,
        row.difference_text,
        row.interval_text,
        row.direction_text,
    )


def _say(row: MovedRow) -> str:
    return _("%(name)s %(then)s, then %(now)s, %(verdict)s") % {
        "name": row.name,
        "then": row.then_text,
        "now": row.now_text,
        "verdict": row.direction_text,
    }
