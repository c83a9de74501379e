"""The stage ladder: one step a stage, who stands on it, and which is the target."""

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
    for rung, name, count in zip(ladder.stages, names, counts, strict=True):
        left, top = (rung.rank - 1) * width, base - RISE * rung.rank
        fill = MAIN if rung.is_here else MIDDLE if rung.is_reached else FAINT
        canvas.box(left, top, left + width - GAP, base, fill)
        _head(canvas, rung, name, (left, top), width - GAP)
        for place, line in enumerate(count):
            canvas.text(left, base + 11 + 14 * place, line, size=11, color=QUIET)
    return canvas.draw(_("Ladder of stages"), map(_say, ladder.stages), _table(ladder))


def _signs(rung: LadderStage) -> list[tuple[str, Sign]]:
    """What stands above a stage's name, from the top: the target, then audiences."""
    target = [(_("Target"), Sign("diamond", "white", TARGET))] if rung.is_target else []
    return [*target, *((side.title, sign(side.place)) for side in rung.here)]


def _head(
    canvas: Canvas, rung: LadderStage, name: list[str], corner: tuple[float, float], width: float
) -> None:
    """Write the name on the step, and the signs above the name."""
    signs, (left, step) = _signs(rung), corner
    top = step - 4 - LINE * (len(name) + len(signs))
    for index, (text, look) in enumerate(signs):
        y = top + LINE * (index + 0.5)
        canvas.mark(left + 6, y, look.shape, look.fill, stroke=look.stroke, size=90)
        canvas.text(left + 17, y, text, width=width - 17, most=1, bold=True)
    for index, line in enumerate(name):
        y = top + LINE * (len(signs) + index + 0.5)
        canvas.text(left, y, line, bold=rung.is_here)


def _say(rung: LadderStage) -> str:
    said = [_("%(who)s here") % {"who": _who(rung)}] if rung.here else []
    said += [_("target")] if rung.is_target else []
    return f"{rung.rank} {rung.name}: {', '.join([*said, rung.dimensions])}"


def _who(rung: LadderStage) -> str:
    return words.joined([side.title for side in rung.here])


def _table(ladder: Ladder) -> DataTable:
    aim = (_("Target"),) if any(rung.is_target for rung in ladder.stages) else ()
    return DataTable(
        (_("Stage"), _("Who stands here"), *aim, _("Dimensions")),
        tuple(
            (
                f"{rung.rank} {rung.name}",
                _who(rung) or words.DASH,
                *(name if rung.is_target else words.DASH for name in aim),
                rung.dimensions,
            )
            for rung in ladder.stages
        ),
    )
