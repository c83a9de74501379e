"""Diverging bars: how answers are spread to both sides of a target, or of the middle."""

from collections.abc import Callable, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import (
    COVERED,
    FAINT,
    INK,
    QUIET,
    SHADES,
    TARGET,
    WIDTH,
    DataTable,
    both_sides,
    ink_on,
)
from reports.charts.canvas import Canvas, Chart
from reports.charts.letters import width_of
from reports.charts.scale import name
from reports.story.certainty import Certainty, Spread

AUDIENCE, LEFT, RIGHT = 192, 268, 656
HEAD, LINE, PAD = 26, 19, 12
BAR = 8
KEY, KEY_LINE = 20, 18
SIZE = 10
# A covered share is a strip with its sign, of one width whatever it may be.
STRIP, INSET = 13, 2


def stage_answers(story: Certainty) -> Chart | None:
    """Draw the share at each stage, around the target or another stage; None where none is told."""
    if not any(row.segments for row in story.stages):
        return None
    points = max(len(row.segments) for row in story.stages)
    title = _("Answers at each stage, dimension by dimension")
    return _diverging(story.stages, _steps(points), story.stage_sides, title)


def statement_answers(story: Certainty) -> Chart | None:
    """Draw agreement with the statements around its middle; None where none is told."""
    if not any(row.segments for row in story.statements):
        return None
    points = max(len(row.segments) for row in story.statements)
    found = next(row for row in story.statements if row.segments)
    sides = (f"← {found.segments[0].label}", f"{found.segments[-1].label} →")
    title = _("Agreement with the statements, dimension by dimension")
    return _diverging(story.statements, both_sides(points), sides, title)


def _steps(points: int) -> list[str]:
    """Return so many fills from pale to dark."""
    return [SHADES[1 + round(place * 3 / (points - 1))] for place in range(points)]


def _diverging(
    rows: Sequence[Spread], fills: Sequence[str], sides: tuple[str, str], title: str
) -> Chart:
    groups = [(each, list(found)) for each, found in groupby(rows, key=lambda row: row.name)]
    bottom = HEAD + sum(PAD + LINE * len(found) for _name, found in groups)
    labels = next([each.label for each in row.segments] for row in rows if row.segments)
    key = _places(labels)
    canvas = Canvas(height=bottom + KEY + KEY_LINE * (1 + key[-1][1]))
    before, after = ([_part(row, side) for row in rows] for side in (_before, _after))
    strips = [STRIP * max(each for _length, each in sides) for sides in (before, after)]
    reach = [max(each for each, _strips in sides) for sides in (before, after)]
    scale = (RIGHT - LEFT - sum(strips)) / (sum(reach) or 1)
    centre, y = LEFT + strips[0] + reach[0] * scale, float(HEAD)
    canvas.text(centre - 8, 12, sides[0], align="right", size=11, color=QUIET)
    canvas.text(centre + 8, 12, sides[1], size=11, color=QUIET)
    for each, found in groups:
        canvas.line(0, y, WIDTH, y, FAINT)
        name(canvas, y + (PAD + LINE * len(found)) / 2, each, most=1 + len(found))
        for place, row in enumerate(found):
            _bar(canvas, row, fills, (centre, scale), y + PAD / 2 + LINE * (place + 0.5))
        y += PAD + LINE * len(found)
    # Below the bars, so that it crosses no number.
    canvas.line(centre, HEAD - 6, centre, bottom, TARGET, 2)
    _key(canvas, labels, fills, bottom + KEY)
    return canvas.draw(title, map(_say, rows), _table(rows, labels))


def _before(row: Spread, values: Sequence[float]) -> float:
    """Return how much of some values, one an answer, lies left of the middle."""
    whole = int(row.below)
    half = values[whole] * (row.below - whole) if whole < len(values) else 0.0
    return sum(values[:whole]) + half


def _after(row: Spread, values: Sequence[float]) -> float:
    return sum(values) - _before(row, values)


def _part(row: Spread, side: Callable[[Spread, Sequence[float]], float]) -> tuple[float, float]:
    """Return the length of what lies on one side, and how many strips stand there."""
    return side(row, row.lengths), side(row, [float(each.is_covered) for each in row.segments])


def _bar(
    canvas: Canvas,
    row: Spread,
    fills: Sequence[str],
    axis: tuple[float, float],
    y: float,
) -> None:
    """Draw an audience's answers: a segment each, with its share where there is room for it."""
    canvas.text(AUDIENCE, y, row.side.title, width=LEFT - AUDIENCE - 6, most=1, size=11)
    if not row.segments:
        canvas.hatch(LEFT, y - BAR, RIGHT, y + BAR)
        middle = (LEFT + RIGHT) / 2
        canvas.text(middle, y, words.not_shown(), align="center", size=SIZE, ground="white")
        return
    centre, scale = axis
    length, strips = _part(row, _before)
    x = centre - length * scale - strips * STRIP
    for segment, share, fill in zip(row.segments, row.lengths, fills, strict=True):
        width = STRIP if segment.is_covered else share * scale
        text, ink = segment.text, ink_on(fill)
        if segment.is_covered:
            canvas.box(x + INSET, y - BAR, x + width - INSET, y + BAR, "white", stroke=QUIET)
            text, ink = COVERED, INK
        elif width > 1:
            canvas.box(x + 0.5, y - BAR, x + width - 0.5, y + BAR, fill)
        if width_of(text, SIZE) + 4 <= width:
            canvas.text(x + width / 2, y, text, align="center", size=SIZE, color=ink)
        x += width


def _places(labels: Sequence[str]) -> list[tuple[float, int]]:
    """Return where each answer stands in the key below, and on which of its lines."""
    places, x, line = [], 0.0, 0
    for label in labels:
        width = 18 + min(width_of(label, SIZE), WIDTH / 2) + 14
        if x + width > WIDTH:
            x, line = 0.0, line + 1
        places.append((x, line))
        x += width
    return places


def _key(canvas: Canvas, labels: Sequence[str], fills: Sequence[str], y: float) -> None:
    for (x, line), label, fill in zip(_places(labels), labels, fills, strict=True):
        at = y + line * KEY_LINE
        canvas.box(x + 1, at - 6, x + 13, at + 6, fill, stroke=QUIET)
        canvas.text(x + 18, at, label, width=WIDTH / 2, most=1, size=SIZE)


def _say(row: Spread) -> str:
    said = ", ".join(f"{each.label}: {each.text}" for each in row.segments) or words.not_shown()
    return f"{row.name}, {row.side.title}: {said}"


def _table(rows: Sequence[Spread], labels: Sequence[str]) -> DataTable:
    dashes = (words.not_shown(), *[words.DASH] * (len(labels) - 1))
    return DataTable(
        (_("Dimension"), _("Audience"), *labels, _("Agreement among them")),
        tuple(
            (
                row.name,
                row.side.title,
                *([each.text for each in row.segments] or dashes),
                words.capitalised(row.view_text) or words.DASH,
            )
            for row in rows
        ),
    )
