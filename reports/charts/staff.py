"""What staff bring to customers: scores in a dot plot, and leaders' time beside its rules."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import FAINT, MAIN, MIDDLE, QUIET, TARGET, WIDTH, DataTable, sign
from reports.charts.canvas import Canvas, Chart
from reports.charts.scale import HEAD, Scale, name, unseen
from reports.charts.shares import share_dots
from reports.story.constructs import ConstructRow
from reports.story.staff import StaffStory, TimeRule

RIGHT = 600
ROW = 36
# What stands beside has a scale of its own: so much room for the names of its ends.
BETWEEN = 34

HEADING = 32
BAND = 24
LINE = 24
GAP = 14
BARS = 230
WIDEST = 330
# A covered share is a strip of one width, whatever it may be.
STRIP = 9


def alignment_dots(staff: StaffStory) -> Chart | None:
    """Draw the four requirements."""
    if staff.alignment is None:
        return None
    return score_dots(staff.alignment.rows, _("Alignment of staff"))


def commitment_dots(staff: StaffStory) -> Chart | None:
    """Draw the three commitments."""
    if staff.ambassadors is None:
        return None
    return score_dots(staff.ambassadors.rows, _("Commitment of staff"))


def kind_dots(staff: StaffStory) -> Chart | None:
    """Draw how many are ambassadors, detractors and neither."""
    if staff.ambassadors is None or not staff.ambassadors.kinds:
        return None
    title = _("Share of staff who are ambassadors, in between or detractors")
    return share_dots(staff.ambassadors.kinds, title)


def staff_staying_dots(staff: StaffStory) -> Chart | None:
    """Draw how many of each kind intend to stay."""
    if staff.ambassadors is None or not staff.ambassadors.stays:
        return None
    return share_dots(staff.ambassadors.stays, _("Share of staff who intend to stay"))


def trust_dots(staff: StaffStory) -> Chart | None:
    """Draw trust and fairness."""
    if staff.trust is None:
        return None
    return score_dots(staff.trust.rows, _("Trust and fairness"))


def beside_dots(staff: StaffStory) -> Chart | None:
    """Draw the experience of employees, and below it that of customers."""
    if staff.beside is None:
        return None
    title = _("The experience of employees, and below it that of customers")
    return score_dots(staff.beside.staff, title, beside=staff.beside.customers)


def score_dots(
    rows: Sequence[ConstructRow], title: str, *, beside: ConstructRow | None = None
) -> Chart:
    """Draw a row a score on the points of its scale, with its interval.

    ``beside`` has a mark of its own: its scale has as many points, under other names.
    """
    every = [*rows, *([beside] if beside else [])]
    edge = HEAD + ROW * len(rows)
    bottom = edge + (BETWEEN + ROW if beside else 0)
    canvas = Canvas(height=bottom + 4)
    scale = Scale(rows[0].labels if beside is None else _ends(rows[0]), RIGHT)
    scale.draw(canvas, bottom)
    for place, row in enumerate(rows):
        _score(canvas, scale, row, HEAD + ROW * (place + 0.5), 0)
    if beside:
        canvas.line(0, edge, WIDTH, edge, QUIET)
        for point, label in enumerate(_ends(beside), start=1):
            if label:
                scale.write(canvas, point, label, edge + BETWEEN / 2, ground="white")
        _score(canvas, scale, beside, edge + BETWEEN + ROW / 2, 2)
    return canvas.draw(
        title,
        map(_say, every),
        DataTable(
            (_("What was asked"), _("Audience"), _("Score"), _("95% interval"), _("Scale")),
            tuple(
                (row.name, row.audience, row.mean_text, row.interval_text, row.scale)
                for row in every
            ),
        ),
    )


def _ends(row: ConstructRow) -> tuple[str, ...]:
    """Return the names of the lowest and the highest point of a scale, "" for those between."""
    return (row.labels[0], *[""] * (row.points - 2), row.labels[-1])


def _score(canvas: Canvas, scale: Scale, row: ConstructRow, y: float, look: int) -> None:
    name(canvas, y, row.name)
    if row.mean is None:
        unseen(canvas, y, words.not_shown(), right=RIGHT)
        return
    if row.low is not None and row.high is not None:
        canvas.line(scale.x(row.low), y, scale.x(row.high), y, MIDDLE, 7)
    x, mark = scale.x(row.mean), sign(look)
    canvas.mark(x, y, mark.shape, mark.fill, stroke=mark.stroke, size=90)
    canvas.text(x, y - 13, row.mean_text, align="center", size=11, bold=True)


def _say(row: ConstructRow) -> str:
    if row.mean is None:
        return f"{row.name} {words.DASH} {words.not_shown()}"
    values = {"name": row.name, "score": row.mean_text, "points": row.points}
    if row.low is None:
        return _("%(name)s: %(score)s of %(points)s") % values
    return _("%(name)s: %(score)s of %(points)s (95%% interval %(interval)s)") % {
        **values,
        "interval": row.interval_text,
    }


def time_bands(staff: StaffStory) -> Chart | None:
    """Draw a bar for every answer, and between them the line from which the rule is kept."""
    if staff.time is None:
        return None
    story = staff.time
    heights = [HEADING + BAND * len(rule.bands) + LINE + GAP for rule in story.rules]
    canvas = Canvas(height=sum(heights))
    top = 0.0
    for rule, height in zip(story.rules, heights, strict=True):
        _bands(canvas, rule, top)
        top += height
    return canvas.draw(
        _("Leaders’ time with customers"),
        map(_say_rule, story.rules),
        DataTable(
            (_("Question"), _("Answer"), _("Share"), _("Rule")),
            tuple(
                (
                    rule.question,
                    band.name,
                    band.share_text,
                    rule.rule if band.keeps else _("below the rule"),
                )
                for rule in story.rules
                for band in rule.bands
            ),
        ),
    )


def _bands(canvas: Canvas, rule: TimeRule, top: float) -> None:
    canvas.text(0, top + HEADING / 2, rule.question, most=2, bold=True)
    widest = max((each.length for each in rule.bands), default=0.0) or 1.0
    y, is_below = top + HEADING, True
    for band in rule.bands:
        if band.keeps and is_below:
            is_below = False
            canvas.line(0, y + 4, WIDTH, y + 4, TARGET, 2)
            canvas.text(0, y + 15, rule.rule, most=1, size=11, color=TARGET)
            y += LINE
        end = BARS + (STRIP if band.is_covered else max(WIDEST * band.share / widest, 1))
        fill, edge = (MAIN if band.keeps else FAINT), ""
        if band.is_covered:
            fill, edge = "white", QUIET
        canvas.box(BARS, y + 4, end, y + BAND - 4, fill, stroke=edge)
        canvas.text(0, y + BAND / 2, band.name, width=BARS - 8, most=1)
        canvas.text(end + 6, y + BAND / 2, band.share_text, size=11)
        y += BAND


def _say_rule(rule: TimeRule) -> str:
    said = ", ".join(f"{band.name}: {band.share_text}" for band in rule.bands)
    return f"{rule.question} {said}. {rule.rule}: {rule.kept_text}"
