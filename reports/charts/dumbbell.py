"""The dumbbell: where every dimension stands, how sure that is, and how far its target is."""

from typing import Any

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import MAIN, MIDDLE, QUIET, TARGET, WIDTH, DataTable
from reports.charts.canvas import Canvas, Chart
from reports.charts.scale import HEAD, LEFT, Scale, name
from reports.story import Profile, ProfileRow

RIGHT = 520
ENDS = 548
ROW = 42

Placed = list[tuple[float, ProfileRow]]


def profile_dumbbell(profile: Profile) -> Chart:
    """Draw a row a dimension: a dot for the score, its interval, a diamond for the target."""
    bottom = HEAD + ROW * len(profile.rows)
    canvas = Canvas(height=bottom + 26)
    scale = Scale(profile.stage_names, RIGHT)
    scale.draw(canvas, bottom)
    placed = [(HEAD + ROW * (i + 0.5), row) for i, row in enumerate(profile.rows)]
    for y, row in placed:
        name(canvas, y, row.name)
    # Words that stand on the scale need a ground that its lines do not cross.
    canvas.boxes(
        [
            {"x": LEFT - 2, "x2": ENDS, "y": y - 9, "y2": y + 9}
            for y, row in placed
            if not row.is_shown
        ],
        "white",
    )
    canvas.texts(
        [
            {"x": ENDS if row.is_shown else LEFT, "y": y, "text": row.distance_text}
            for y, row in placed
            if row.distance_text
        ],
        width=WIDTH - LEFT,
        size=11,
        color=QUIET,
    )
    _scores(canvas, scale, [(y, row) for y, row in placed if row.is_shown])
    _legend(canvas, profile, bottom + 14)
    return canvas.draw(
        _("Score of every dimension against its target"), map(_say, profile.rows), _table(profile)
    )


def _scores(canvas: Canvas, scale: Scale, placed: Placed) -> None:
    """Draw way to the target, interval, dot and diamond, in this order."""
    ways = [
        {"x": scale.x(row.mean or 1), "x2": scale.x(row.target_rank), "y": y, "y2": y}
        for y, row in placed
        if row.target_rank
    ]
    canvas.lines(ways, QUIET)
    canvas.lines(
        [
            {"x": scale.x(row.low), "x2": scale.x(row.high), "y": y, "y2": y}
            for y, row in placed
            if row.low is not None and row.high is not None
        ],
        MIDDLE,
        7,
    )
    targets = [{"x": scale.x(row.target_rank), "y": y} for y, row in placed if row.target_rank]
    canvas.marks(targets, "diamond", "white", stroke=TARGET, size=150)
    dots: list[dict[str, Any]] = [
        {"x": scale.x(row.mean or 1), "y": y, "text": row.mean_text} for y, row in placed
    ]
    canvas.marks(dots, "circle", MAIN, size=90)
    canvas.texts([{**dot, "y": dot["y"] - 14} for dot in dots], align="center", size=11, bold=True)


def _legend(canvas: Canvas, profile: Profile, y: float) -> None:
    has_intervals = any(row.low is not None for row in profile.rows)
    if has_intervals:
        canvas.lines([{"x": LEFT, "x2": LEFT + 26, "y": y, "y2": y}], MIDDLE, 7)
    canvas.marks([{"x": LEFT + 13, "y": y}], "circle", MAIN, size=90)
    label = _("Score, with its 95%% interval") % {} if has_intervals else _("Score")
    canvas.texts([{"x": LEFT + 34, "y": y, "text": label}], size=11)
    if profile.has_targets:
        canvas.marks([{"x": LEFT + 246, "y": y}], "diamond", "white", stroke=TARGET, size=150)
        canvas.texts([{"x": LEFT + 260, "y": y, "text": _("Target")}], size=11)


def _table(profile: Profile) -> DataTable:
    return DataTable(
        (_("Dimension"), _("Score"), _("95% interval"), _("Stage"), _("Target"), _("Distance")),
        tuple(
            (
                row.name,
                row.mean_text,
                row.interval_text,
                row.stage_name or words.DASH,
                row.target_name or words.DASH,
                row.distance_text or words.DASH,
            )
            for row in profile.rows
        ),
    )


def _say(row: ProfileRow) -> str:
    if not row.is_shown:
        return f"{row.name} {words.DASH} {words.not_shown()}"
    said = f"{row.name}: {row.mean_text}"
    if row.low is not None:
        said += f" ({row.interval_text})"
    if not row.target_rank:
        return said
    return _("%(said)s, target %(target)s") % {"said": said, "target": row.target_name}
