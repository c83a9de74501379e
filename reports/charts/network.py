"""The heat matrix of the network: whom the people of each department name, number by number."""

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import (
    FAINT,
    INK,
    MAIN,
    MIDDLE,
    PALE,
    QUIET,
    WIDTH,
    Canvas,
    Chart,
    DataTable,
    wrapped,
)
from reports.story.network import MatrixCell, MatrixRow, NetworkStory

LEFT, TOP = 190, 24
# How wide and high a cell is at most, and how large what stands in it.
WIDEST, HIGHEST, LOWEST = 64, 30, 20
# A line of a name: how high, and how many letters fit.
LINE, LETTERS = 13, 26
LARGEST, SMALLEST = 12, 7
# Fill and ink by shade, from hardly anybody to most; in grey they keep their order.
SHADES = (("white", QUIET), (PALE, INK), ("#b9cde0", INK), (MIDDLE, INK), (MAIN, "white"))


def network_matrix(network: NetworkStory | None) -> Chart | None:
    """Draw the matrix that fits on a page; None where no level does.

    Columns go by the numbers of the rows, whose names stand there.
    """
    matrix = network.drawn if network else None
    if matrix is None:
        return None
    columns = len(matrix.names)
    width = min(WIDEST, (WIDTH - LEFT) / columns)
    height = max(LOWEST, min(HIGHEST, width))
    canvas = Canvas(height=round(TOP + height * columns + 8 + height))
    heads = [
        {"x": _x(place, width) + width / 2, "y": TOP / 2, "text": row.number}
        for place, row in enumerate(matrix.rows)
    ]
    canvas.texts(heads, align="center", size=_size(width), color=QUIET)
    for place, row in enumerate(matrix.rows):
        _draw(canvas, row, TOP + height * place, width, height)
    _draw(canvas, matrix.whole, TOP + height * columns + 8, width, height)
    rows = (*matrix.rows, matrix.whole)
    return canvas.draw(
        _("Whom the people of each department name, in per cent"),
        [_say(row, matrix.names) for row in rows],
        DataTable(
            (_("Department"), *matrix.names),
            tuple((row.name, *(cell.text for cell in row.cells)) for row in rows),
        ),
    )


def _x(place: int, width: float) -> float:
    return LEFT + place * width


def _size(width: float) -> int:
    """Return how large a number may be: three or four characters across a cell."""
    return max(SMALLEST, min(LARGEST, int(width / 2.4)))


def _draw(canvas: Canvas, row: MatrixRow, y: float, width: float, height: float) -> None:
    """Draw a row: its number and name, then its cells."""
    middle = y + height / 2
    if row.number:
        number = {"x": LEFT - 174, "y": middle, "text": row.number}
        canvas.texts([number], align="right", size=11, color=QUIET)
    lines = _shortened(row.name, most=2 if height >= HIGHEST else 1)
    first = middle - (len(lines) - 1) * LINE / 2
    for place, line in enumerate(lines):
        said = {"x": LEFT - 168, "y": first + place * LINE, "text": line}
        canvas.texts([said], size=11, bold=not row.number)
    for place, cell in enumerate(row.cells):
        _cell(canvas, cell, _x(place, width), y, width, height)


def _shortened(name: str, most: int) -> list[str]:
    """Return a name on so many lines at most, cut where it is longer."""
    lines = wrapped(name, LETTERS)
    kept = lines[:most]
    if len(lines) > most or len(kept[-1]) > LETTERS:
        kept[-1] = kept[-1][: LETTERS - 1].rstrip() + "…"
    return kept


def _cell(
    canvas: Canvas, cell: MatrixCell, x: float, y: float, width: float, height: float
) -> None:
    """Draw a cell: a shade with its number; grey with a dash where nothing is told."""
    box = {"x": x + 1, "x2": x + width - 1, "y": y + 1, "y2": y + height - 1}
    middle = {"x": x + width / 2, "y": y + height / 2}
    if cell.percent is None:
        canvas.boxes([box], FAINT)
        canvas.texts([{**middle, "text": words.DASH}], align="center", size=_size(width))
        return
    fill, ink = SHADES[cell.shade]
    canvas.boxes([box], fill)
    if cell.is_own:
        _frame(canvas, box)
    text = cell.text.replace(" ", "").replace("%", "")
    canvas.texts([{**middle, "text": text}], align="center", size=_size(width), color=ink)


def _frame(canvas: Canvas, box: dict[str, float]) -> None:
    """Draw a frame around a department's own cell."""
    left, right, top, bottom = box["x"], box["x2"], box["y"], box["y2"]
    canvas.lines(
        [
            {"x": left, "x2": right, "y": top, "y2": top},
            {"x": left, "x2": right, "y": bottom, "y2": bottom},
            {"x": left, "x2": left, "y": top, "y2": bottom},
            {"x": right, "x2": right, "y": top, "y2": bottom},
        ],
        INK,
        1.5,
    )


def _say(row: MatrixRow, names: tuple[str, ...]) -> str:
    """Say whom the people of a row name most."""
    named = [
        (cell.percent, f"{name} {cell.text}")
        for cell, name in zip(row.cells, names, strict=True)
        if cell.percent is not None
    ]
    if not named:
        return f"{row.name}: {words.not_shown()}"
    most = sorted(named, key=lambda each: -each[0])[:3]
    return f"{row.name}: {', '.join(text for _percent, text in most)}"
