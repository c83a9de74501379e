"""The grid of steps and foundations: what the roadmap rests on, as it was rated."""

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import FAINT, QUIET, SHADES, DataTable, ink_on
from reports.charts.canvas import Canvas, Chart
from reports.charts.scale import LEFT, heads, name
from reports.story.steps import HeatRow, RoadmapStory

HEAD, ROW, GAP = 66, 34, 3


def foundation_grid(roadmap: RoadmapStory) -> Chart | None:
    """Draw a cell for every foundation of every step; None where they were not rated."""
    if not roadmap.heat:
        return None
    steps = [f"{step.rank} {step.name}" for step in roadmap.track]
    canvas = Canvas(height=HEAD + ROW * len(roadmap.heat))
    following = next((place for place, step in enumerate(roadmap.track) if step.is_next), None)
    width = heads(canvas, steps, HEAD, marked=following)
    for place, row in enumerate(roadmap.heat):
        _row(canvas, row, HEAD + ROW * place, width)
    return canvas.draw(
        _("How far each step’s foundations are in place, as rated by the consultant"),
        [_say(row, steps) for row in roadmap.heat],
        DataTable(
            (_("Foundation"), *steps),
            tuple((row.name, *(cell.text for cell in row.cells)) for row in roadmap.heat),
        ),
    )


def _row(canvas: Canvas, row: HeatRow, y: float, width: float) -> None:
    name(canvas, y + ROW / 2, row.name)
    for place, cell in enumerate(row.cells):
        x, fill = LEFT + width * place, SHADES[cell.shade]
        is_rated = cell.text != _("not rated")
        canvas.box(x + 1, y + GAP, x + width - GAP, y + ROW - GAP, fill, stroke=FAINT)
        canvas.text(
            x + width / 2,
            y + ROW / 2,
            cell.text if is_rated else words.DASH,
            width=width - 10,
            most=2,
            align="center",
            size=11,
            color=ink_on(fill) if is_rated else QUIET,
        )


def _say(row: HeatRow, steps: list[str]) -> str:
    cells = zip(steps, row.cells, strict=True)
    return f"{row.name}: {', '.join(f'{step} {cell.text}' for step, cell in cells)}"
