"""The stage grid: how far each dimension meets what each stage asks for, and where it stands."""

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import FAINT, INK, MIDDLE, PALE, DataTable
from reports.charts.canvas import Canvas, Chart
from reports.charts.scale import HEAD, LEFT, heads, name, unseen
from reports.story.grid import Grid, GridCell, GridRow

ROW = 40
GAP = 3


def stage_grid(grid: Grid) -> Chart | None:
    """Draw a cell for every stage of every dimension; None where no dimension is shown."""
    if not any(row.is_shown for row in grid.rows):
        return None
    canvas = Canvas(height=HEAD + ROW * len(grid.rows))
    stages = [f"{rank} {stage}" for rank, stage in enumerate(grid.stage_names, start=1)]
    width = heads(canvas, stages, HEAD)
    for place, row in enumerate(grid.rows):
        _row(canvas, row, HEAD + ROW * place, width)
    return canvas.draw(
        _("Share of answers at each stage or above, and whether its condition is met"),
        [_say(row, grid.stage_names) for row in grid.rows],
        DataTable(
            (_("Dimension"), *grid.stage_names),
            tuple((row.name, *(_cell_text(row, cell) for cell in row.cells)) for row in grid.rows),
        ),
    )


def _row(canvas: Canvas, row: GridRow, y: float, width: float) -> None:
    name(canvas, y + ROW / 2, row.name)
    if not row.is_shown:
        unseen(canvas, y + ROW / 2, row.note, half=ROW / 2 - GAP)
        return
    for place, cell in enumerate(row.cells):
        _cell(canvas, cell, LEFT + width * place, y, width)


def _cell(canvas: Canvas, cell: GridCell, x: float, y: float, width: float) -> None:
    """Draw a cell: dark where met, pale for the entry, white where open; framed where it stands."""
    fill = {True: MIDDLE, False: "white", None: PALE if cell.verdict != words.DASH else "white"}
    edge = INK if cell.is_attained else FAINT
    canvas.box(x + 1, y + GAP, x + width - GAP, y + ROW - GAP, fill[cell.holds], stroke=edge)
    middle, lines = x + width / 2 - 1, _lines(cell)
    for place, line in enumerate(lines):
        canvas.text(
            middle,
            y + ROW / 2 + (place - (len(lines) - 1) / 2) * 14,
            line,
            align="center",
            size=12 if place == 0 else 10,
            bold=place == 0 and cell.is_attained,
        )


def _lines(cell: GridCell) -> list[str]:
    """Return what stands in a cell: the share, and whether that is enough."""
    parts = [text for text in (cell.verdict, cell.parts_text) if text and text != words.DASH]
    said = [text for text in (cell.share_text, " · ".join(parts)) if text and text != words.DASH]
    return said or [words.DASH]


def _cell_text(row: GridRow, cell: GridCell) -> str:
    if not row.is_shown:
        return words.not_shown()
    said = _lines(cell)
    return ", ".join([*said, _("stands here")] if cell.is_attained else said)


def _say(row: GridRow, stages: tuple[str, ...]) -> str:
    if not row.is_shown:
        return f"{row.name} {words.DASH} {words.not_shown()}"
    cells = zip(stages, row.cells, strict=True)
    return f"{row.name}: " + "; ".join(f"{stage} {_cell_text(row, cell)}" for stage, cell in cells)
