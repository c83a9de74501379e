"""The dot plot: how every audience sees the same thing, each with a mark of its own shape."""

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import FAINT, QUIET, WIDTH, DataTable, sign
from reports.charts.canvas import Canvas, Chart
from reports.charts.scale import HEAD, Scale, name, unseen
from reports.story import Mark, Perception, PerceptionRow

# Beyond the scale there is room for a score and whose it is.
RIGHT = 548
LINE = 15
PAD = 10


def perception_dots(perception: Perception) -> Chart:
    """Draw a row a dimension with a line for every audience: mark, interval, score."""
    heights = [PAD + LINE * len(row.marks) for row in perception.rows]
    bottom = HEAD + sum(heights)
    canvas = Canvas(height=bottom + 4)
    scale = Scale(perception.labels, RIGHT)
    scale.draw(canvas, bottom)
    y: float = HEAD
    for row, height in zip(perception.rows, heights, strict=True):
        canvas.line(0, y, WIDTH, y, FAINT)
        name(canvas, y + height / 2, row.name)
        for i, mark in enumerate(row.marks):
            _mark(canvas, scale, mark, y + PAD / 2 + LINE * (i + 0.5))
        y += height
    return canvas.draw(
        _("Scores of every audience, dimension by dimension"),
        map(_say, perception.rows),
        _table(perception),
    )


def _mark(canvas: Canvas, scale: Scale, mark: Mark, y: float) -> None:
    """Draw one audience's interval, mark and score."""
    if not mark.is_shown or mark.mean is None:
        unseen(canvas, y, _unseen(mark), half=6)
        return
    x = end = scale.x(mark.mean)
    if mark.low is not None and mark.high is not None:
        end = scale.x(mark.high)
        canvas.line(scale.x(mark.low), y, end, y, QUIET, 2)
    look = sign(mark.side.place)
    canvas.mark(x, y, look.shape, look.fill, stroke=look.stroke, size=70)
    left = max(end, x + 6) + 6
    said = f"{mark.mean_text} {mark.side.title}"
    canvas.text(left, y, said, width=WIDTH - left, most=1, size=11, ground="white")


def _table(perception: Perception) -> DataTable:
    return DataTable(
        (_("Dimension"), _("Audience"), _("Score"), _("95% interval")),
        tuple(
            (row.name, mark.side.title, *_cells(mark))
            for row in perception.rows
            for mark in row.marks
        ),
    )


def _cells(mark: Mark) -> tuple[str, str]:
    if not mark.is_shown:
        return words.not_shown() if mark.is_asked else _("not asked"), words.DASH
    return mark.mean_text, mark.interval_text


def _say(row: PerceptionRow) -> str:
    return f"{row.name}: {', '.join(map(_say_mark, row.marks))}"


def _say_mark(mark: Mark) -> str:
    if not mark.is_shown:
        return _unseen(mark)
    if mark.low is None:
        return f"{mark.side.title} {mark.mean_text}"
    return _("%(audience)s %(score)s (%(interval)s)") % {
        "audience": mark.side.title,
        "score": mark.mean_text,
        "interval": mark.interval_text,
    }


def _unseen(mark: Mark) -> str:
    """Say why there is no score."""
    reason = words.not_shown() if mark.is_asked else _("not asked")
    return f"{mark.side.title} {words.DASH} {reason}"
