"""The grid of departments: scores by department and dimension, hatched where not shown."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import INK, QUIET, SHADES, WIDTH, DataTable, ink_on
from reports.charts.canvas import Canvas, Chart
from reports.charts.letters import width_of, wrapped
from reports.charts.scale import heads
from reports.story.grouped import GroupCell, GroupRow, GroupTable
from reports.story.groups import Groups, others_note

HEAD, ROW, GAP, NOTE = 62, 29, 2, 16
LEFT, INDENT, LABEL, NARROWEST = 168, 10, 160, 100
# More rows do not fit on a page: then only upper levels are drawn.
MOST = 24


def department_grid(groups: Groups) -> Chart | None:
    """Draw the departments of one audience; None where there are none.

    Where none of them may be shown there is a hatched bar, and how many they are.
    """
    table = groups.drawn
    if table is None:
        return None
    rows = drawn_rows(table.rows)
    below = _below(table, rows)
    bottom = HEAD + ROW * len(rows)
    canvas = Canvas(height=bottom + (ROW if table.hidden else 0) + NOTE * len(below))
    width = heads(canvas, table.columns, HEAD, left=LEFT)
    for place, row in enumerate(rows):
        _row(canvas, row, HEAD + ROW * place, width)
    if table.hidden:
        _hidden(canvas, table.hidden, bottom)
        bottom += ROW
    for place, line in enumerate(below):
        canvas.text(0, bottom + NOTE * (place + 0.5) + 4, line, most=1, size=11, color=QUIET)
    hidden = [table.hidden.rstrip(".")] if table.hidden else []
    return canvas.draw(
        _("Scores of %(audience)s by department and dimension") % {"audience": table.audience},
        [*(_say(row, table.columns) for row in rows), *hidden],
        _table(table),
    )


def drawn_rows(rows: Sequence[GroupRow]) -> Sequence[GroupRow]:
    """Return the rows down to the deepest level that leaves few enough, or the first of them."""
    for level in sorted({row.level for row in rows}, reverse=True):
        found = [row for row in rows if row.level <= level]
        if len(found) <= MOST:
            return found
    return [row for row in rows if row.level == 0][:MOST]


def _row(canvas: Canvas, row: GroupRow, y: float, width: float) -> None:
    left = min(INDENT * row.level, LABEL - NARROWEST)
    canvas.text(
        left,
        y + ROW / 2,
        row.name,
        width=LABEL - left,
        most=2,
        size=11 if row.level == 0 else 10,
        color=QUIET if row.is_rest else INK,
        bold=row.level == 0 and not row.is_rest,
    )
    for place, cell in enumerate(row.cells):
        x = LEFT + width * place
        box = (x + 1, y + GAP, x + width - 1, y + ROW - GAP)
        if not cell.is_shown:
            canvas.hatch(*box)
            continue
        canvas.box(*box, SHADES[cell.shade])
        _score(canvas, cell, x + width / 2, y + ROW / 2, width - 6)


def _score(canvas: Canvas, cell: GroupCell, x: float, y: float, room: float) -> None:
    """Write a score and below it its interval, as large as there is room."""
    color = ink_on(SHADES[cell.shade])
    above, below = (6, 6) if cell.interval_text else (0, 0)
    canvas.text(
        x, y - above, cell.mean_text, align="center", size=11, color=color,
        bold=bool(cell.interval_text),
    )  # fmt: skip
    if cell.interval_text:
        size = min(9.0, 9 * room / width_of(cell.interval_text, 9))
        canvas.text(x, y + below, cell.interval_text, align="center", size=size, color=color)


def _hidden(canvas: Canvas, text: str, top: float) -> None:
    """Say how many departments are hidden, hatched like their cells."""
    canvas.hatch(0, top + 4, WIDTH, top + ROW)
    canvas.text(WIDTH / 2, top + 2 + ROW / 2, text, align="center", size=11, ground="white")


def _below(table: GroupTable, rows: Sequence[GroupRow]) -> list[str]:
    """Return what is said of the drawing, line by line, and how many rows are not in it."""
    cells = [cell for row in rows for cell in row.cells]
    lines = []
    if any(cell.interval_text for cell in cells):
        lines.append(_("In each cell the score, and below it its 95% interval."))
    if any(cell.is_shown for cell in cells):
        lines.append(_("The darker a cell, the higher the score."))
    if any(not cell.is_shown for cell in cells):
        lines.append(_("Hatched: %(what)s.") % {"what": words.not_shown()})
    others = others_note(rows)
    if others:
        lines.append(others)
    rests = sum(row.is_rest for row in table.rows) - sum(row.is_rest for row in rows)
    departments = len(table.rows) - len(rows) - rests
    if departments:
        text = _("Further departments in the table: %(n)s.")
        lines.append(text % {"n": words.count(departments)})
    if rests:
        lines.append(
            _("Further rows, of people in no department shown: %(n)s.") % {"n": words.count(rests)}
        )
    return wrapped(" ".join(lines), WIDTH, 11) if lines else []


def _table(table: GroupTable) -> DataTable:
    """Return all rows; where none is told, one that says so."""
    rows = [(_path(row), *map(_text, row.cells)) for row in table.rows]
    none = (_("All departments"), *(words.not_shown() for _column in table.columns))
    return DataTable((table.first, *table.columns), tuple(rows or [none]))


def _text(cell: GroupCell) -> str:
    if not cell.is_shown:
        return words.not_shown()
    return f"{cell.mean_text} ({cell.interval_text})" if cell.interval_text else cell.mean_text


def _path(row: GroupRow) -> str:
    return f"{row.within} / {row.name}" if row.within else row.name


def _say(row: GroupRow, columns: Sequence[str]) -> str:
    cells = zip(columns, row.cells, strict=True)
    return f"{row.name}: " + ", ".join(
        f"{column} {cell.mean_text if cell.is_shown else words.not_shown()}"
        for column, cell in cells
    )
