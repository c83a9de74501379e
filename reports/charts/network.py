"""The heat matrix of the network: whom the people of each department name, number by number."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import INK, QUIET, SHADES, WIDTH, DataTable, ink_on
from reports.charts.canvas import Canvas, Chart
from reports.story import saying
from reports.story.network import MatrixCell, MatrixRow, NetworkStory

LEFT, TOP = 190, 24
# How wide and high a cell is at most, and how large what stands in it.
WIDEST, HIGHEST, LOWEST = 64, 30, 20
# How wide a name may be.
NAME = 166
LARGEST, SMALLEST = 12, 7
# So many numbers of a row are said to those who cannot see them: all would be hundreds.
MOST_SAID = 3


def network_matrix(network: NetworkStory) -> Chart | None:
    """Draw the matrix that fits on a page; None where no level does.

    Columns go by the numbers of the rows, whose names stand there.
    """
    matrix = network.drawn
    if matrix is None:
        return None
    columns = len(matrix.names)
    width = min(WIDEST, (WIDTH - LEFT) / columns)
    height = max(LOWEST, min(HIGHEST, width))
    canvas = Canvas(height=round(TOP + height * columns + 8 + height))
    for place, row in enumerate(matrix.rows):
        middle = _x(place, width) + width / 2
        canvas.text(middle, TOP / 2, row.number, align="center", size=_size(width), color=QUIET)
        _draw(canvas, row, TOP + height * place, width, height)
    _draw(canvas, matrix.whole, TOP + height * columns + 8, width, height)
    rows = (*matrix.rows, matrix.whole)
    return canvas.draw(
        _("Whom the people of each department name, in per cent"),
        [_say(row, matrix.names) for row in rows],
        DataTable(
            (_("Department"), *(row.number for row in matrix.rows)),
            tuple((f"{row.number} {row.name}".strip(), *map(_told, row.cells)) for row in rows),
        ),
        left_out=_left_out(rows),
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
        canvas.text(LEFT - 174, middle, row.number, align="right", size=11, color=QUIET)
    canvas.text(
        LEFT - 168,
        middle,
        row.name,
        width=NAME,
        most=2 if height >= HIGHEST else 1,
        size=11,
        bold=not row.number,
    )
    for place, cell in enumerate(row.cells):
        _cell(canvas, cell, _x(place, width), y, width, height)


def _cell(
    canvas: Canvas, cell: MatrixCell, x: float, y: float, width: float, height: float
) -> None:
    """Draw a cell: a shade with its number; hatched where nothing is told."""
    box = (x + 1, y + 1, x + width - 1, y + height - 1)
    if cell.percent is None:
        canvas.hatch(*box)
        return
    fill = SHADES[cell.shade]
    canvas.box(*box, fill, stroke=INK if cell.is_own else "")
    canvas.text(
        x + width / 2,
        y + height / 2,
        _told(cell),
        align="center",
        size=_size(width),
        color=ink_on(fill),
    )


def _told(cell: MatrixCell) -> str:
    """Return what stands in a cell, as short as its columns are narrow."""
    if cell.percent is None:
        return words.DASH
    return cell.text.replace(" ", "").replace("%", "")


def _left_out(rows: Sequence[MatrixRow]) -> str:
    """Say that not every number is said; nothing where each is."""
    if all(sum(cell.percent is not None for cell in row.cells) <= MOST_SAID for row in rows):
        return ""
    values = {"n": saying.number(MOST_SAID)}
    return _("Of each row only the %(n)s highest numbers are told here") % values


def _say(row: MatrixRow, names: tuple[str, ...]) -> str:
    """Say whom the people of a row name most."""
    named = [
        (cell.percent, f"{name} {cell.text}")
        for cell, name in zip(row.cells, names, strict=True)
        if cell.percent is not None
    ]
    if not named:
        return f"{row.name}: {words.not_shown()}"
    most = sorted(named, key=lambda each: -each[0])[:MOST_SAID]
    return f"{row.name}: {', '.join(text for _percent, text in most)}"
