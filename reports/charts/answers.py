"""Diverging bars: how answers are spread to both sides of a target, or of the middle."""

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import (
    FAINT,
    NEUTRAL,
    NO,
    QUIET,
    SHADES,
    TARGET,
    WIDTH,
    YES,
    DataTable,
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


def stage_answers(story: Certainty) -> Chart | None:
    """Draw the share at each stage, below the target to the left; None where none is told."""
    if not any(row.segments for row in story.stages):
        return None
    points = max(len(row.segments) for row in story.stages)
    sides = (
        (_("below the target"), _("at the target or above"))
        if story.has_targets
        else (_("below the next stage"), _("there or above"))
    )
    return _diverging(
        story.stages, _steps(points), sides, _("Answers at each stage, dimension by dimension")
    )


def statement_answers(story: Certainty) -> Chart | None:
    """Draw agreement with the statements around its middle; None where none is told."""
    if not any(row.segments for row in story.statements):
        return None
    points = max(len(row.segments) for row in story.statements)
    found = next(row for row in story.statements if row.segments)
    sides = (f"← {found.segments[0].label}", f"{found.segments[-1].label} →")
    title = _("Agreement with the statements, dimension by dimension")
    return _diverging(story.statements, _both_sides(points), sides, title)


def _steps(points: int) -> list[str]:
    """Return so many fills from pale to dark."""
    return [SHADES[1 + round(place * 3 / (points - 1))] for place in range(points)]


def _both_sides(points: int) -> list[str]:
    """Return so many fills from no to yes, dark at both ends."""
    half = points // 2
    places = [round(place * 2 / max(1, half - 1)) for place in range(half)]
    middle = [NEUTRAL] if points % 2 else []
    return [*(NO[place] for place in places), *middle, *(YES[place] for place in places)]


def _diverging(
    rows: Sequence[Spread], fills: Sequence[str], sides: tuple[str, str], title: str
) -> Chart:
    groups = [(each, list(found)) for each, found in groupby(rows, key=lambda row: row.name)]
    bottom = HEAD + sum(PAD + LINE * len(found) for _name, found in groups)
    labels = next([each.label for each in row.segments] for row in rows if row.segments)
    key = _places(labels)
    canvas = Canvas(height=bottom + KEY + KEY_LINE * (1 + key[-1][1]))
    reach = (max(map(_before, rows)), max(_whole(row) - _before(row) for row in rows))
    scale = (RIGHT - LEFT) / (sum(reach) or 1)
    centre, y = LEFT + reach[0] * scale, float(HEAD)
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


def _before(row: Spread) -> float:
    """Return how much of the answers lies left of the middle."""
    whole = int(row.below)
    shares = [each.share for each in row.segments]
    half = shares[whole] * (row.below - whole) if whole < len(shares) else 0.0
    return sum(shares[:whole]) + half


def _whole(row: Spread) -> float:
    return sum(each.share for each in row.segments)


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
    x = centre - _before(row) * scale
    for segment, fill in zip(row.segments, fills, strict=True):
        width = segment.share * scale
        if width > 1:
            canvas.box(x + 0.5, y - BAR, x + width - 0.5, y + BAR, fill)
        if width_of(segment.text, SIZE) + 4 <= width:
            ink = ink_on(fill)
            canvas.text(x + width / 2, y, segment.text, align="center", size=SIZE, color=ink)
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
    said = ", ".join(f"{each.label} {each.text}" for each in row.segments) or words.not_shown()
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
