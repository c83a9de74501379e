"""The stage ladder: one step a stage, who stands on it, and which is the target."""

from typing import Any

from django.utils.translation import gettext as _

from reports import words
from reports.charts.base import FAINT, MAIN, MIDDLE, QUIET, TARGET, WIDTH, DataTable, Sign, sign
from reports.charts.canvas import Canvas, Chart
from reports.charts.letters import wrapped
from reports.story import Ladder, LadderStage

RISE = 30
LINE = 17
GAP = 6


def stage_ladder(ladder: Ladder) -> Chart:
    """Draw a staircase: reached stages dark, the present one darkest, others pale."""
    width = WIDTH / len(ladder.stages)
    names = [wrapped(f"{rung.rank} {rung.name}", width - GAP, bold=True) for rung in ladder.stages]
    heads = [
        LINE * (len(name) + len(_signs(rung))) + 8 - RISE * (len(ladder.stages) - rung.rank)
        for name, rung in zip(names, ladder.stages, strict=True)
    ]
    # The highest head decides how much room there is above the stairs.
    base = max(heads) + RISE * len(ladder.stages)
    counts = [wrapped(rung.dimensions, width - GAP, 11, most=2) for rung in ladder.stages]
    canvas = Canvas(height=base + 8 + 14 * max(map(len, counts)))
    steps = [_step(rung, width, base) for rung in ladder.stages]
    for step, rung, name, count in zip(steps, ladder.stages, names, counts, strict=True):
        canvas.boxes([step], step["fill"])
        _head(canvas, step, rung, name)
        for place, line in enumerate(count):
            canvas.text(step["x"], base + 11 + 14 * place, line, size=11, color=QUIET)
    return canvas.draw(_("Ladder of stages"), map(_say, ladder.stages), _table(ladder))


def _step(rung: LadderStage, width: float, base: float) -> dict[str, Any]:
    left = (rung.rank - 1) * width
    return {
        "x": left,
        "x2": left + width - GAP,
        "y": base - RISE * rung.rank,
        "y2": base,
        "fill": MAIN if rung.is_here else MIDDLE if rung.is_reached else FAINT,
    }


def _signs(rung: LadderStage) -> list[tuple[str, Sign]]:
    """What stands above a stage's name, from the top: the target, then audiences."""
    target = [(_("Target"), Sign("diamond", "white", TARGET))] if rung.is_target else []
    return [*target, *((side.title, sign(side.place)) for side in rung.here)]


def _head(canvas: Canvas, step: dict[str, Any], rung: LadderStage, name: list[str]) -> None:
    """Write the name on the step, and the signs above the name."""
    signs = _signs(rung)
    top = step["y"] - 4 - LINE * (len(name) + len(signs))
    for index, (text, look) in enumerate(signs):
        y = top + LINE * (index + 0.5)
        place = {"x": step["x"] + 6, "y": y}
        canvas.marks([place], look.shape, look.fill, stroke=look.stroke, size=90)
        room = step["x2"] - step["x"] - 17
        canvas.text(step["x"] + 17, y, text, width=room, most=1, bold=True)
    for index, line in enumerate(name):
        y = top + LINE * (len(signs) + index + 0.5)
        canvas.texts([{"x": step["x"], "y": y, "text": line}], bold=rung.is_here)


def _say(rung: LadderStage) -> str:
    said = [_("%(who)s here") % {"who": _who(rung)}] if rung.here else []
    said += [_("target")] if rung.is_target else []
    return f"{rung.rank} {rung.name}: {', '.join([*said, rung.dimensions])}"


def _who(rung: LadderStage) -> str:
    return words.joined([side.title for side in rung.here])


def _table(ladder: Ladder) -> DataTable:
    return DataTable(
        (_("Stage"), _("Who stands here"), _("Target"), _("Dimensions")),
        tuple(
            (
                f"{rung.rank} {rung.name}",
                _who(rung) or words.DASH,
                _("Target") if rung.is_target else words.DASH,
                rung.dimensions,
            )
            for rung in ladder.stages
        ),
    )
