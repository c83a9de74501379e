"""Slopes from wave to wave: a small picture a dimension, with both intervals and what moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

from django.utils.translation import gettext as _

from maturity.change import Direction
from reports import words
from reports.charts.base import FAINT, INK, MAIN, QUIET, WIDTH, DataTable
from reports.charts.canvas import Canvas, Chart
from reports.charts.letters import width_of, wrapped
from reports.story.moved import MovedRow
from reports.story.progress import Progress, ProgressTable
from reports.story.trend.rows import TrendPoint

COLUMNS = 4
PANEL = WIDTH / COLUMNS
# A panel's words: what moved, below a name of one line or two.
TITLE, MOVED, LINE, PLOT, GAP = 28, 22, 14, 66, 10
NAME, MOST_LINES = 11, 2
# Room beside the first and the last point for their numbers.
SIDE = 40
# Caps reach this far to either side, so that they stand out of a mark that covers the interval.
CAP, MARK = 7, 16
CLEAR = {Direction.RISEN, Direction.FALLEN}


@dataclass(frozen=True)
class Part:
    """The part of a scale that an audience's panels show: half points around all that is told."""

    low: float
    high: float
    points: int

    @classmethod
    def of(cls, table: ProgressTable) -> "Part":
        """Return the least part that holds every score and interval, one point at least."""
        told = [
            value
            for points in table.points
            for point in points
            for value in (point.low, point.mean, point.high)
            if value is not None
        ]
        most = max(2, len(table.labels))
        if not told:
            return cls(1, most, most)
        low, high = floor(2 * min(told)) / 2, ceil(2 * max(told)) / 2
        low = max(1, min(low, high - 1))
        return cls(low, max(high, low + 1), most)

    @property
    def text(self) -> str:
        """The same in words."""
        values = {
            "low": words.score(self.low),
            "high": words.score(self.high),
            "points": self.points,
        }
        if (self.low, self.high) == (1, self.points):
            return _("scale from 1 to %(points)s") % values
        return _("%(low)s to %(high)s of a scale from 1 to %(points)s") % values

    @property
    def levels(self) -> range:
        """The whole points in it."""
        return range(ceil(self.low), floor(self.high) + 1)

    def y(self, value: float) -> float:
        """Return how far below the top of a panel a value lies."""
        return PLOT * (self.high - value) / (self.high - self.low)


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
        _("Scores from “%(then)s” to “%(now)s”, with their 95%% intervals")
        % {"then": waves[0], "now": waves[-1]},
        [f"{table.audience}: {_say(row)}" for table in tables for row in table.rows],
        DataTable(
            (_("Audience"), _("Dimension"), *waves, _("Change"), _("95% interval"), _("Verdict")),
            tuple((table.audience, *_cells(row)) for table in tables for row in table.rows),
        ),
    )


def _height(table: ProgressTable) -> float:
    return TITLE + _panel_height(table) * -(-len(table.rows) // COLUMNS)


def _panel_height(table: ProgressTable) -> float:
    return _head(table) + PLOT + GAP


def _head(table: ProgressTable) -> float:
    """Return how high the words above each plot of an audience are."""
    lines = [wrapped(row.name, PANEL - 10, NAME, bold=True, most=MOST_LINES) for row in table.rows]
    return MOVED + LINE * max(map(len, lines))


def _audience(canvas: Canvas, table: ProgressTable, waves: tuple[str, ...], y: float) -> None:
    part = Part.of(table)
    title = _("%(audience)s, from “%(then)s” to “%(now)s”") % {
        "audience": table.audience,
        "then": waves[0],
        "now": waves[-1],
    }
    room = WIDTH - width_of(part.text, 10) - 16
    canvas.text(0, y + 12, title, width=room, most=1, bold=True)
    canvas.text(WIDTH, y + 12, part.text, align="right", size=10, color=QUIET)
    canvas.line(0, y + 22, WIDTH, y + 22, FAINT)
    for place, (row, points) in enumerate(zip(table.rows, table.points, strict=True)):
        left = PANEL * (place % COLUMNS)
        top = y + TITLE + _panel_height(table) * (place // COLUMNS)
        _heading(canvas, row, left, top, _head(table))
        _plot(canvas, points, part, (left, top + _head(table)), is_clear=row.direction in CLEAR)


def _heading(canvas: Canvas, row: MovedRow, left: float, top: float, height: float) -> None:
    """Write the name of a dimension, and what moved."""
    is_clear = row.direction in CLEAR
    middle = top + 4 + (height - MOVED) / 2
    canvas.text(left, middle, row.name, width=PANEL - 10, most=MOST_LINES, size=NAME, bold=is_clear)
    canvas.text(
        left, top + height - 12, _moved(row), width=PANEL - 10, most=1, size=10,
        color=MAIN if is_clear else QUIET, bold=is_clear,
    )  # fmt: skip


def _plot(
    canvas: Canvas,
    points: Sequence[TrendPoint],
    part: Part,
    corner: tuple[float, float],
    *,
    is_clear: bool,
) -> None:
    """Draw the scores of a dimension with their intervals, over the whole points of the scale."""
    left, top = corner
    for level in part.levels:
        y = top + part.y(level)
        canvas.text(left, y, str(level), size=9, color=QUIET)
        canvas.line(left + 9, y, left + PANEL - 14, y, FAINT)
    room = PANEL - 14 - 2 * SIDE
    xs = [left + SIDE + room * place / max(1, len(points) - 1) for place in range(len(points))]
    told = [(x, point, point.mean) for x, point in zip(xs, points, strict=True)]
    seen = [(x, point, top + part.y(mean)) for x, point, mean in told if mean is not None]
    for (x, _point, y), (x2, _next, y2) in pairwise(seen):
        color, width = (MAIN, 2.5) if is_clear else (QUIET, 1)
        canvas.line(x, y, x2, y2, color, width)
    for x, point, y in seen:
        if point.low is not None and point.high is not None:
            _whisker(canvas, x, top + part.y(point.high), top + part.y(point.low))
        canvas.mark(x, y, "circle", MAIN if x == xs[-1] else "white", stroke=MAIN, size=MARK)
    _numbers(canvas, xs, points, top + PLOT / 2, [y for *_rest, y in seen])


def _whisker(canvas: Canvas, x: float, top: float, bottom: float) -> None:
    """Draw an interval with its caps: boxes, which lie over the slope."""
    canvas.box(x - 0.75, top, x + 0.75, bottom, INK)
    for y in (top, bottom):
        canvas.box(x - CAP, y - 0.75, x + CAP, y + 0.75, INK)


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
    for x, y, point, align in (
        (xs[0] - CAP - 3, ys[0], points[0], "right"),
        (xs[-1] + CAP + 3, ys[-1], points[-1], "left"),
    ):
        is_last = align == "left"
        canvas.text(x, y, point.text, align=align, size=10, bold=is_last, ground="white")


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
