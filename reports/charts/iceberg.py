"""The iceberg of problems, and who intends to stay along its branches."""

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import FAINT, MAIN, MIDDLE, QUIET, WIDTH, Canvas, Chart
from reports.charts.scale import LABEL_CHARACTERS, LEFT
from reports.story.iceberg import BranchRow, IcebergStory, Level

LAYER = 50
GAP = 5
WATER = 44
CENTRE = 330
WIDEST = 250
VALUES = 480

ROW = 40
AXIS = 26
RIGHT = 620


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
    canvas.lines([{"x": 0, "x2": WIDTH, "y": y + WATER / 2, "y2": y + WATER / 2}], MAIN, 2)
    above, below = _("above: what the organisation was told"), _("below: what it was not told")
    canvas.texts([{"x": 0, "y": y + WATER / 2 - 11, "text": above}], size=11, color=QUIET)
    canvas.texts([{"x": 0, "y": y + WATER / 2 + 12, "text": below}], size=11, color=QUIET)
    y += WATER
    for level in hidden:
        _layer(canvas, level, y, FAINT, widest)
        y += LAYER
    return canvas.draw(_alt(story))


def _layer(canvas: Canvas, level: Level, y: float, fill: str, widest: float) -> None:
    half = max(WIDEST * level.share / widest / 2, 1)
    box = {"x": CENTRE - half, "x2": CENTRE + half, "y": y + GAP, "y2": y + LAYER - GAP}
    canvas.boxes([box], fill)
    middle = y + LAYER / 2
    canvas.texts([{"x": 0, "y": middle, "text": level.name}], wrap=LABEL_CHARACTERS, bold=True)
    canvas.texts([{"x": VALUES, "y": middle, "text": level.share_text}])


def _alt(story: IcebergStory) -> str:
    said = "; ".join(f"{level.name}: {level.share_text}" for level in story.levels)
    return _("Problems of customers, told and untold. %(rows)s.") % {"rows": said}


def staying_dots(story: IcebergStory) -> Chart:
    """Draw for each branch the share that intends to stay, with its interval, from 0 to 100%."""
    bottom = AXIS + ROW * len(story.branches)
    canvas = Canvas(height=bottom + 4)
    ticks = [0.0, 0.25, 0.5, 0.75, 1.0]
    canvas.lines([{"x": _x(at), "x2": _x(at), "y": AXIS, "y2": bottom} for at in ticks], FAINT)
    canvas.texts(
        [{"x": _x(at), "y": 10, "text": words.percent(at)} for at in ticks],
        align="center",
        size=11,
        color=QUIET,
    )
    for place, row in enumerate(story.branches):
        _branch(canvas, row, AXIS + ROW * (place + 0.5))
    said = "; ".join(map(_say, story.branches))
    return canvas.draw(
        _("Share of customers who intend to stay, by what they went through. %(rows)s.")
        % {"rows": said}
    )


def _branch(canvas: Canvas, row: BranchRow, y: float) -> None:
    canvas.texts([{"x": 0, "y": y, "text": row.name}], wrap=LABEL_CHARACTERS)
    if row.share is None or row.low is None or row.high is None:
        canvas.boxes([{"x": LEFT + 2, "x2": RIGHT, "y": y - 8, "y2": y + 8}], "white")
        canvas.texts([{"x": LEFT + 6, "y": y, "text": words.not_shown()}], size=10, color=QUIET)
        return
    canvas.lines([{"x": _x(row.low), "x2": _x(row.high), "y": y, "y2": y}], MIDDLE, 7)
    dot = {"x": _x(row.share), "y": y}
    canvas.marks([dot], "circle", MAIN, size=90)
    canvas.texts([{**dot, "y": y - 14, "text": row.share_text}], align="center", size=11, bold=True)


def _x(share: float) -> float:
    return LEFT + 10 + share * (RIGHT - LEFT - 10)


def _say(row: BranchRow) -> str:
    if not row.is_shown:
        return f"{row.name} {words.DASH} {words.not_shown()}"
    return f"{row.name}: {row.share_text} ({row.interval_text})"
