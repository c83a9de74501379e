"""Importance beside the gap: what weighs much and is far from its target stands in one corner."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import FAINT, INK, MAIN, PALE, QUIET, TARGET, WIDTH, DataTable
from reports.charts.canvas import Canvas, Chart
from reports.charts.letters import wrapped
from reports.story import Profile, ProfileRow

LEFT, FOOT = 96, 44
LINE, PAD, LOWEST = 15, 10, 46
GAP = 4
SIZE = 11
# The sign before a name and the room it takes.
SIGN = 16

Cells = Mapping[tuple[int, int], list[ProfileRow]]


def importance_gap(profile: Profile) -> Chart | None:
    """Draw a cell for every weight and distance, with the dimensions that have both in it.

    None where no dimension has a target that can be compared.
    """
    rows = [row for row in profile.rows if row.distance is not None]
    if not rows:
        return None
    cells: dict[tuple[int, int], list[ProfileRow]] = {}
    for row in rows:
        cells.setdefault((row.weight, row.distance or 0), []).append(row)
    distances = _span(distance for _weight, distance in cells)
    weights = sorted({weight for weight, _distance in cells}, reverse=True)
    width = (WIDTH - LEFT) / len(distances)
    heights = {weight: _height(cells, weight, width) for weight in weights}
    left_out = [row.name for row in profile.rows if row.distance is None]
    bottom = sum(heights.values())
    canvas = Canvas(height=bottom + FOOT + (2 * LINE if left_out else 0))
    y = 0.0
    for weight in weights:
        _weight(canvas, weight, y, heights[weight])
        for place, distance in enumerate(distances):
            box = (LEFT + place * width, y, width - GAP, heights[weight] - GAP)
            _cell(canvas, cells.get((weight, distance), []), box, weight * max(distance, 0))
        y += heights[weight]
    _axis(canvas, distances, width, bottom)
    if left_out:
        said = _("Not placed, for want of a stage or a target: %(names)s") % {
            "names": ", ".join(left_out)
        }
        canvas.text(0, bottom + FOOT + LINE, said, most=2, size=SIZE, color=QUIET)
    return canvas.draw(
        _("Importance of each dimension beside its gap"), map(_say, rows), _table(rows)
    )


def _span(values: Iterable[int]) -> range:
    """Return all distances from the least to the largest, the target and one stage among them."""
    found = {0, 1, *values}
    return range(min(found), max(found) + 1)


def _names(row: ProfileRow, width: float) -> list[str]:
    return wrapped(row.name, width - SIGN - 3 * GAP, SIZE)


def _height(cells: Cells, weight: int, width: float) -> float:
    """Return how high a row must be for the fullest of its cells."""
    fullest = max(
        sum(len(_names(row, width)) for row in rows)
        for (each, _distance), rows in cells.items()
        if each == weight
    )
    return max(LOWEST, PAD * 2 + LINE * fullest)


def _weight(canvas: Canvas, weight: int, y: float, height: float) -> None:
    text = _("counts once") if weight == 1 else _("counts %(n)s times") % {"n": weight}
    canvas.text(0, y + height / 2, text, width=LEFT - 8, size=SIZE, color=QUIET)


def _cell(
    canvas: Canvas,
    rows: list[ProfileRow],
    box: tuple[float, float, float, float],
    pressure: int,
) -> None:
    """Draw a cell, pale where something is to be done, with its dimensions one below the other."""
    x, y, width, height = box
    canvas.box(x, y, x + width, y + height, PALE if pressure else "white", stroke=FAINT)
    lines = [_names(row, width + GAP) for row in rows]
    at = y + height / 2 - LINE * (sum(map(len, lines)) - 1) / 2
    for row, name in zip(rows, lines, strict=True):
        fill = MAIN if (row.distance or 0) > 0 else "white"
        canvas.mark(x + SIGN / 2 + GAP, at, "circle", fill, stroke=MAIN, size=60)
        for line in name:
            bold = pressure > 1
            canvas.text(x + SIGN + GAP + 2, at, line, size=SIZE, color=INK, bold=bold)
            at += LINE


def _axis(canvas: Canvas, distances: range, width: float, bottom: float) -> None:
    for place, distance in enumerate(distances):
        middle = LEFT + width * (place + 0.5)
        if distance == 0:
            text = _("target reached")
        elif distance < 0:
            text = _("%(stages)s beyond") % {"stages": words.stages(-distance)}
        else:
            text = _("%(stages)s to go") % {"stages": words.stages(distance)}
        canvas.text(middle, bottom + 12, text, width=width - 8, align="center", size=SIZE)
    canvas.text(0, bottom + 34, _("↑ Importance"), size=SIZE, color=QUIET, bold=True)
    canvas.text(
        WIDTH,
        bottom + 34,
        _("Gap to the target →"),
        align="right",
        size=SIZE,
        color=TARGET,
        bold=True,
    )


def _say(row: ProfileRow) -> str:
    return f"{row.name}: {_times(row)}, {row.distance_text}"


def _times(row: ProfileRow) -> str:
    return row.weight_text or _("counts once")


def _table(rows: list[ProfileRow]) -> DataTable:
    return DataTable(
        (_("Dimension"), _("Importance"), _("Gap")),
        tuple((row.name, _times(row), row.distance_text) for row in rows),
    )
