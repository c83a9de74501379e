"""The grid of departments: scores by department and dimension, hatched where not shown."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import INK, QUIET, SHADES, WIDTH, DataTable, ink_on
from reports.charts.canvas import Canvas, Chart
from reports.charts.scale import heads
from reports.story.grouped import GroupCell, GroupRow, GroupTable
from reports.story.groups import Groups

HEAD, ROW, GAP = 62, 29, 2
LEFT, INDENT, LABEL, NARROWEST = 168, 10, 160, 100
# More rows do not fit on a page: then only upper levels are drawn.
MOST = 24


def department_grid(groups: Groups) -> Chart | None:
    """Draw the departments of the audience that has some; None where nothing of them is told."""
    tables = [table for table in groups.departments.tables if table.rows]
    if not tables:
        return None
    table = tables[0]
    rows = drawn_rows(table.rows)
    bottom = HEAD + ROW * len(rows)
    left_out = len(table.rows) - len(rows)
    canvas = Canvas(height=bottom + (ROW if table.hidden else 0) + (20 if left_out else 0))
    width = heads(canvas, table.columns, HEAD, left=LEFT)
    for place, row in enumerate(rows):
        _row(canvas, row, HEAD + ROW * place, width)
    _below(canvas, table, bottom, left_out)
    return canvas.draw(
        _("Scores of %(audience)s by department and dimension") % {"audience": table.audience},
        [_say(row, table.columns) for row in rows],
        DataTable(
            (table.first, *table.columns),
            tuple((_path(row), *map(_text, row.cells)) for row in table.rows),
        ),
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
        fill = SHADES[cell.shade]
        canvas.box(*box, fill)
        canvas.text(
            x + width / 2,
            y + ROW / 2,
            cell.mean_text,
            align="center",
            size=11,
            color=ink_on(fill),
        )


def _below(canvas: Canvas, table: GroupTable, bottom: float, left_out: int) -> None:
    """Say how many departments are hidden, hatched like their cells, and how many not drawn."""
    if table.hidden:
        canvas.hatch(0, bottom + 4, WIDTH, bottom + ROW)
        canvas.text(
            WIDTH / 2, bottom + 2 + ROW / 2, table.hidden, align="center", size=11, ground="white"
        )
        bottom += ROW
    if left_out:
        said = _("Further rows in the table: %(n)s") % {"n": words.count(left_out)}
        canvas.text(0, bottom + 12, said, size=11, color=QUIET)


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
