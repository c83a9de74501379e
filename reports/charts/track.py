"""The step track: how firmly every step of the roadmap stands, the next one and the target."""

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import (
    FAINT,
    INK,
    MAIN,
    MIDDLE,
    PALE,
    QUIET,
    TARGET,
    WIDTH,
    DataTable,
    ink_on,
)
from reports.charts.canvas import Canvas, Chart
from reports.charts.letters import wrapped
from reports.story import TrackStep

LINE = 15
# How far down the track lies, with signs above it and without.
SIGNED, PLAIN = 58, 24
# Fill and stroke of a step by status; the number on it is white where it is dark.
LOOKS = {
    "unknown": ("white", FAINT),
    "not": ("white", QUIET),
    "partly": (PALE, MAIN),
    "largely": (MIDDLE, MAIN),
    "fully": (MAIN, MAIN),
}


def step_track(track: tuple[TrackStep, ...]) -> Chart:
    """Draw the steps on a line, darker the firmer they stand, with words under each."""
    width = WIDTH / len(track)
    room = width - 8
    heads = max(len(wrapped(step.name, room, bold=True)) for step in track)
    under = heads + (3 if any(step.is_ahead for step in track) else 1)
    middle = SIGNED if any(step.is_next or step.is_target for step in track) else PLAIN
    canvas = Canvas(height=middle + 28 + LINE * under)
    places = [(width * (step.rank - 0.5), step) for step in track]
    canvas.line(width / 2, middle, WIDTH - width / 2, middle, FAINT, 4)
    for x, step in places:
        fill, stroke = LOOKS[step.status]
        canvas.mark(x, middle, "circle", fill, stroke=stroke, size=1100)
        canvas.text(
            x, middle, str(step.rank), align="center", size=14, color=ink_on(fill), bold=True
        )
        _below(canvas, x, middle + 36, step, room)
    _above(canvas, places)
    return canvas.draw(_("Steps of the roadmap"), map(_say, track), _table(track))


def _below(canvas: Canvas, x: float, y: float, step: TrackStep, room: float) -> None:
    """Write name, status and a warning under a step."""
    for line in wrapped(step.name, room, bold=True):
        canvas.text(x, y, line, align="center", bold=step.is_next)
        y += LINE
    canvas.text(x, y + 2, step.status_text, align="center", size=11, color=QUIET)
    if step.is_ahead:
        for line in wrapped(_("ahead of its foundations"), room, 11, bold=True):
            y += LINE
            canvas.text(x, y + 2, line, align="center", size=11, color=TARGET, bold=True)


def _above(canvas: Canvas, places: list[tuple[float, TrackStep]]) -> None:
    """Mark the next step and the target over the track."""
    for x, step in places:
        tags = [_("Next")] if step.is_next else []
        tags += [_("Target")] if step.is_target else []
        text = ", ".join(tags)
        if not tags:
            continue
        canvas.text(x, 12, text, align="center", bold=True)
        if step.is_target:
            canvas.mark(x, 28, "diamond", "white", stroke=TARGET)
        else:
            canvas.mark(x, 28, "triangle-down", INK, size=70)


def _signs(step: TrackStep) -> list[str]:
    said = [_("next step")] if step.is_next else []
    said += [_("target")] if step.is_target else []
    return said + ([_("ahead of its foundations")] if step.is_ahead else [])


def _say(step: TrackStep) -> str:
    return f"{step.rank} {step.name}: {', '.join([step.status_text, *_signs(step)])}"


def _table(track: tuple[TrackStep, ...]) -> DataTable:
    return DataTable(
        (_("Step"), _("Status"), _("Remarks")),
        tuple(
            (
                f"{step.rank} {step.name}",
                step.status_text,
                words.capitalised(", ".join(_signs(step))) or words.DASH,
            )
            for step in track
        ),
    )
