"""The stages as a ladder: which are reached, who stands where, and which is the target."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports import words
from reports.story.material import Material, Side


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
        (stage.rank, cell.get("certainty"))
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
    return Ladder(
        rungs,
        _("Below each stage: how many dimensions stand there, as seen by %(audience)s.")
        % {"audience": words.audience(material.headline)},
    )


def _dimensions(certainties: list[str | None]) -> str:
    """Count the dimensions of a stage, and those that stand there only provisionally."""
    counted, provisional = words.dimensions(len(certainties)), certainties.count("provisional")
    if not provisional:
        return counted
    return _("%(dimensions)s, %(n)s provisional") % {"dimensions": counted, "n": provisional}
