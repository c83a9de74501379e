"""The stages as a ladder: which are reached, who stands where, and which is the target."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports import words
from reports.story.material import Material, Side, is_unsure


@dataclass(frozen=True)
class LadderStage:
    """One rung: who stands there, and whether it is the target."""

    rank: int
    name: str
    is_reached: bool
    is_here: bool
    is_target: bool
    here: tuple[Side, ...]
    dimensions: str


@dataclass(frozen=True)
class Ladder:
    """The stages from the first to the last; ``caption`` says what the numbers below count."""

    stages: tuple[LadderStage, ...]
    caption: str


def ladder(material: Material) -> Ladder:
    """Place every audience that has a stage, and count the headline audience's dimensions."""
    overall, target = material.overall, material.overall_target
    standing = [
        (stage.rank, "unsure" if is_unsure(cell, stage) else cell.get("certainty"))
        for cell in material.cells.values()
        if (stage := material.stage(cell.get("stage")))
    ]
    rungs = tuple(
        LadderStage(
            rank=stage.rank,
            name=stage.name,
            is_reached=overall is not None and stage.rank <= overall.rank,
            is_here=stage == overall,
            is_target=stage == target,
            here=tuple(
                material.side(code)
                for code, audience in material.shown.items()
                if audience["stage"] == stage.code
            ),
            dimensions=_dimensions([sure for rank, sure in standing if rank == stage.rank]),
        )
        for stage in material.framework.stages
    )
    caption = _("Below each stage: how many dimensions stand there, as seen by %(audience)s.")
    if any(sure == "unsure" for _rank, sure in standing):
        caption += " " + _("Unsure: too few answers to say how surely a dimension stands there.")
    return Ladder(rungs, caption % {"audience": words.audience(material.headline)})


def _dimensions(certainties: list[str | None]) -> str:
    """Count the dimensions of a stage, and those of which it is not sure that they stand there."""
    told = [words.dimensions(len(certainties))]
    for certainty, text in (("provisional", _("%(n)s provisional")), ("unsure", _("%(n)s unsure"))):
        if n := certainties.count(certainty):
            told.append(text % {"n": n})
    return ", ".join(told)
