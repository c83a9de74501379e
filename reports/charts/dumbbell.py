"""The dumbbell: where every dimension stands, how sure that is, and how far its target is."""

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import MAIN, MIDDLE, QUIET, TARGET, WIDTH, DataTable
from reports.charts.canvas import Canvas, Chart
from reports.charts.scale import HEAD, LEFT, Scale, name, unseen
from reports.story import Profile, ProfileRow

RIGHT = 520
ENDS = 548
ROW = 42


def profile_dumbbell(profile: Profile) -> Chart:
    """Draw a row a dimension: a dot for the score, its interval, a diamond for the target."""
    bottom = HEAD + ROW * len(profile.rows)
    canvas = Canvas(height=bottom + 26)
    scale = Scale(profile.stage_names, RIGHT)
    scale.draw(canvas, bottom)
    for place, row in enumerate(profile.rows):
        _row(canvas, scale, row, HEAD + ROW * (place + 0.5))
    _legend(canvas, profile, bottom + 14)
    title = (
        _("Score of every dimension against its target")
        if profile.has_drawn_targets
        else _("Score of every dimension")
    )
    return canvas.draw(title, map(_say, profile.rows), _table(profile))


def _row(canvas: Canvas, scale: Scale, row: ProfileRow, y: float) -> None:
    """Draw interval, way to the target, diamond and dot, the score above, the way in words."""
    name(canvas, y, row.name)
    if not row.is_shown or row.mean is None:
        unseen(canvas, y, row.distance_text)
        return
    x = scale.x(row.mean)
    if row.low is not None and row.high is not None:
        canvas.box(scale.x(row.low), y - 3.5, scale.x(row.high), y + 3.5, MIDDLE)
    if row.target_rank:
        aim = scale.x(row.target_rank)
        canvas.line(x, y, aim, y, QUIET)
        canvas.mark(aim, y, "diamond", "white", stroke=TARGET, size=150)
    canvas.mark(x, y, "circle", MAIN, size=90)
    canvas.text(x, y - 14, row.mean_text, align="center", size=11, bold=True)
    canvas.text(ENDS, y, row.distance_text, width=WIDTH - ENDS, most=2, size=11, color=QUIET)


def _legend(canvas: Canvas, profile: Profile, y: float) -> None:
    has_intervals = any(row.low is not None for row in profile.rows)
    if has_intervals:
        canvas.line(LEFT, y, LEFT + 26, y, MIDDLE, 7)
    canvas.mark(LEFT + 13, y, "circle", MAIN, size=90)
    label = _("Score, with its 95%% interval") % {} if has_intervals else _("Score")
    canvas.text(LEFT + 34, y, label, size=11)
    if profile.has_drawn_targets:
        canvas.mark(LEFT + 246, y, "diamond", "white", stroke=TARGET, size=150)
        canvas.text(LEFT + 260, y, _("Target"), size=11)


def _table(profile: Profile) -> DataTable:
    header = [_("Dimension"), _("Score"), _("95% interval"), _("Stage")]
    rows = [
        [row.name, row.mean_text, row.interval_text, row.stage_name or words.DASH]
        for row in profile.rows
    ]
    if profile.has_targets:
        header += [_("Target"), _("Distance")]
        for told, row in zip(rows, profile.rows, strict=True):
            told += [row.target_name or words.DASH, row.distance_text or words.DASH]
    return DataTable(tuple(header), tuple(map(tuple, rows)))


def _say(row: ProfileRow) -> str:
    if not row.is_shown:
        return f"{row.name} {words.DASH} {words.not_shown()}"
    said = f"{row.name}: {row.mean_text}"
    if row.low is not None:
        said += f" ({row.interval_text})"
    if not row.target_rank:
        return said
    return _("%(said)s, target %(target)s") % {"said": said, "target": row.target_name}
