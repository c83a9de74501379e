"""The evidence: how far it is there, stage by stage, and what it says of the stages reached."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.evidence import Confirmation, Verdict, confirm, stage_achievement
from maturity.framework import Dimension, Stage
from maturity.stages import FIRST_STAGE_WITH_EVIDENCE, evidence_holds
from reports import words
from reports.story import saying
from reports.story.material import Material
from reports.story.notes import Note, note


@dataclass(frozen=True)
class EvidenceCell:
    """How much of what a stage asks for was found; a dash if too little was rated."""

    text: str
    holds: bool


@dataclass(frozen=True)
class EvidenceRow:
    """One dimension with a cell for every stage that asks for evidence."""

    name: str
    stage_name: str
    confirmation_text: str
    cells: tuple[EvidenceCell, ...]


@dataclass(frozen=True)
class Evidence:
    """What was found; no rows where too little was rated for any stage."""

    sentence: str
    stage_names: tuple[str, ...]
    rows: tuple[EvidenceRow, ...]
    legend: str
    notes: tuple[Note, ...]


def evidence(material: Material) -> Evidence | None:
    """Tell the evidence; None where none was rated and nothing noted, as in older editions."""
    dimensions = [each for each in material.framework.dimensions if achievements(material, each)]
    is_assessed = any(
        value is not None for each in dimensions for value in achievements(material, each).values()
    )
    notes = tuple(_notes(material))
    if not (is_assessed or notes):
        return None
    stages = _stages(material)
    return Evidence(
        sentence=_sentence(material, dimensions),
        stage_names=tuple(stage.name for stage in stages),
        rows=tuple(_row(material, each, stages) for each in dimensions) if is_assessed else (),
        legend=_(
            "Rated by the consultant, statement by statement: how much of what the stage asks for"
            " is there. Shaded is what is more than half there; a dash means that too few"
            " statements were rated."
        ),
        notes=notes,
    )


def achievements(material: Material, dimension: Dimension) -> dict[int, Fraction | None]:
    """Return {rank: how much of a stage's evidence is there, 0..1, or None if not assessed}."""
    ratings = material.edition.get("evidence", {})
    achieved: dict[int, Fraction | None] = {}
    for stage in _stages(material):
        items = [
            item
            for item in material.framework.evidence_items
            if (item.dimension, item.stage) == (dimension.code, stage.code)
        ]
        if items:
            rated = [ratings.get(item.code, 0) for item in items]
            achieved[stage.rank] = stage_achievement(rated, items[0].scale.points)
    return achieved


def confirmation_text(material: Material, dimension: Dimension, stage: Stage | None) -> str:
    """Return what evidence says of the stage reached; "" if nothing, or if it needs none."""
    found = _confirmation(material, dimension, stage)
    if found is None or found.verdict in {Verdict.NOT_NEEDED, Verdict.NOT_ASSESSED}:
        return ""
    if found.verdict == Verdict.CONFIRMED:
        return _("confirmed by evidence")
    if found.highest < FIRST_STAGE_WITH_EVIDENCE:
        return _("not confirmed by evidence")
    return _("evidence confirms %(stage)s only") % {
        "stage": words.quoted(material.framework.stages[found.highest - 1].name)
    }


def is_refuted(
    material: Material, dimension: Dimension, reached: Stage | None, target: Stage | None
) -> bool:
    """Whether evidence does not confirm a stage reached, or its target where that is lower."""
    claimed = min(reached, target, key=lambda each: each.rank) if reached and target else reached
    found = _confirmation(material, dimension, claimed)
    return found is not None and found.verdict == Verdict.NOT_CONFIRMED


def _confirmation(
    material: Material, dimension: Dimension, stage: Stage | None
) -> Confirmation | None:
    return confirm(achievements(material, dimension), stage.rank) if stage else None


def _reached(material: Material, dimension: Dimension) -> Stage | None:
    return material.stage(material.cells.get(dimension.code, {}).get("stage"))


def _stages(material: Material) -> list[Stage]:
    """Return the stages that ask for evidence."""
    asked = {item.stage for item in material.framework.evidence_items}
    return [stage for stage in material.framework.stages if stage.code in asked]


def _row(material: Material, dimension: Dimension, stages: list[Stage]) -> EvidenceRow:
    achieved, reached = achievements(material, dimension), _reached(material, dimension)
    return EvidenceRow(
        name=dimension.name,
        stage_name=reached.name if reached else "",
        confirmation_text=confirmation_text(material, dimension, reached),
        cells=tuple(_cell(achieved.get(stage.rank)) for stage in stages),
    )


def _cell(value: Fraction | None) -> EvidenceCell:
    if value is None:
        return EvidenceCell(words.DASH, holds=False)
    percent = _("%(percent)s%%") % {"percent": round(value * 100)}
    return EvidenceCell(percent, evidence_holds(value))


def _sentence(material: Material, dimensions: list[Dimension]) -> str:
    """Say of how many dimensions the stage is confirmed, and of which it is not."""
    confirmed, short = 0, []
    for dimension in dimensions:
        found = _confirmation(material, dimension, _reached(material, dimension))
        if found and found.verdict == Verdict.CONFIRMED:
            confirmed += 1
        elif found and found.verdict == Verdict.NOT_CONFIRMED:
            short.append(words.quoted(dimension.name))
    if not confirmed and not short:
        return ""
    values = {
        "n": saying.number(confirmed),
        "all": saying.number(confirmed + len(short)),
        "told": saying.of_dimensions(confirmed, confirmed + len(short)),
        "names": words.joined(short),
    }
    if not short:
        text = ngettext(
            "Evidence confirms the stage of the one dimension that needs it and was assessed.",
            "Evidence confirms the stages of %(told)s that need it and were assessed.",
            confirmed,
        )
        return text % values
    if not confirmed:
        return _("Evidence does not confirm the stage that answers reach in %(names)s.") % values
    return (
        _(
            "Evidence confirms the stage of %(n)s of the %(all)s dimensions that need it and were"
            " assessed; it falls short in %(names)s."
        )
        % values
    )


def _notes(material: Material) -> list[Note]:
    """Return what was written, in the order of the checklist."""
    framework, texts = material.framework, material.edition.get("evidence_notes", {})
    written = (
        note(
            material,
            item,
            texts.get(item.code, ""),
            title=_("%(dimension)s, %(stage)s")
            % {
                "dimension": framework.dimension(item.dimension).name,
                "stage": framework.stage(item.stage).name,
            },
            about=item.text(framework.assessor),
        )
        for item in framework.evidence_items
    )
    return [each for each in written if each]
