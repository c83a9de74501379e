"""The iceberg of problems, and who intends to stay along its branches."""

from django.utils.translation import gettext as _

from reports.charts.base import FAINT, MAIN, MIDDLE, QUIET, WIDTH, DataTable
from reports.charts.canvas import Canvas, Chart
from reports.charts.scale import name
from reports.charts.shares import share_dots
from reports.story.iceberg import IcebergStory, Level

LAYER = 50
GAP = 5
WATER = 44
CENTRE = 330
WIDEST = 250
VALUES = 480


def problem_iceberg(story: IcebergStory) -> Chart:
    """Draw a layer as wide as its share of all customers, and the water between."""
    seen = [level for level in story.levels if level.is_visible]
    hidden = [level for level in story.levels if not level.is_visible]
    height = LAYER * len(story.levels) + WATER
    canvas = Canvas(height=height)
    widest = max(level.share for level in story.levels) or 1.0
    y = 0.0
    for level, fill in zip(seen, (MAIN, MIDDLE), strict=False):
        _layer(canvas, level, y, fill, widest)
        y += LAYER
    canvas.line(0, y + WATER / 2, WIDTH, y + WATER / 2, MAIN, 2)
    above, below = _("above: what the organisation was told"), _("below: what it was not told")
    canvas.text(0, y + WATER / 2 - 11, above, size=11, color=QUIET)
    canvas.text(0, y + WATER / 2 + 12, below, size=11, color=QUIET)
    y += WATER
    for level in hidden:
        _layer(canvas, level, y, FAINT, widest)
        y += LAYER
    return canvas.draw(
        _("Problems of customers, told and untold"),
        [f"{level.name}: {level.share_text}" for level in story.levels],
        DataTable(
            (_("Layer"), _("Share")),
            tuple((level.name, level.share_text) for level in story.levels),
        ),
    )


def _layer(canvas: Canvas, level: Level, y: float, fill: str, widest: float) -> None:
    half = max(WIDEST * level.share / widest / 2, 1)
    canvas.box(CENTRE - half, y + GAP, CENTRE + half, y + LAYER - GAP, fill)
    middle = y + LAYER / 2
    name(canvas, middle, level.name, bold=True)
    canvas.text(VALUES, middle, level.share_text)


def staying_dots(story: IcebergStory) -> Chart:
    """Draw for each branch the share that intends to stay, with its interval."""
    title = _("Share of customers who intend to stay, by what they went through")
    return share_dots(story.branches, title)
