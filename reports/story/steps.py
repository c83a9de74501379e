"""The roadmap: how firmly each step stands, what comes next, and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.framework import Foundation, Item, Step
from maturity.plan import way
from maturity.result import Document
from maturity.roadmap import Status, capped_next_step
from reports import words
from reports.story.material import Material
from reports.story.notes import Note, note
from reports.story.step_views import StepView, step_views, view_labels, views_note

# Shades a cell may have, from white; ratings of any scale are spread over them.
SHADES = 4


@dataclass(frozen=True)
class TrackStep:
    """One step on the track. ``status`` is a code of ``maturity.roadmap.Status``."""

    code: str
    rank: int
    name: str
    summary: str
    status: str
    status_text: str
    is_next: bool
    is_target: bool
    is_ahead: bool


@dataclass(frozen=True)
class HeatCell:
    """The assessor's rating of one step's foundation; ``shade`` 0 is white, 4 the darkest."""

    text: str
    shade: int


@dataclass(frozen=True)
class HeatRow:
    """One foundation with a cell for every step."""

    name: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class RoadmapStory:
    """The steps in order, said and drawn; without an assessment only named."""

    is_assessed: bool
    sentences: tuple[str, ...]
    warnings: tuple[str, ...]
    track: tuple[TrackStep, ...]
    heat: tuple[HeatRow, ...]
    notes: tuple[Note, ...]
    pace: tuple[str, ...]
    view_sides: tuple[str, ...]
    views: tuple[StepView, ...]
    view_labels: tuple[str, ...]
    views_note: str


def roadmap(material: Material) -> RoadmapStory | None:
    """Tell the roadmap; None where the framework has none, and of a pulse, which rates no step."""
    if not material.framework.steps or material.is_pulse:
        return None
    document = material.result["roadmap"]
    target = _step(material, material.edition.get("target_step"))
    following = _step(material, document.get("next_step"))
    rank = capped_next_step(following.rank if following else None, target.rank if target else None)
    track = tuple(_track_step(each, document, rank, target) for each in material.framework.steps)
    assessed = document["assessed"]
    views = [code for code, audience in material.shown.items() if audience.get("steps")]
    return RoadmapStory(
        is_assessed=assessed,
        sentences=(*_sentences(material, rank, target), *_reason(material, target)),
        warnings=tuple(_warnings(material, track)),
        track=track,
        heat=tuple(_heat_row(material, each) for each in material.framework.foundations)
        if assessed
        else (),
        notes=tuple(_notes(material)),
        pace=tuple(pace(material)),
        view_sides=tuple(words.audience_title(code) for code in views),
        views=tuple(step_views(material, views)),
        view_labels=view_labels(material),
        views_note=views_note(material),
    )


def _step(material: Material, code: str | None) -> Step | None:
    return next((step for step in material.framework.steps if step.code == code), None)


def _track_step(step: Step, document: Document, rank: int | None, target: Step | None) -> TrackStep:
    found = document.get("steps", {}).get(step.code, {})
    status = found.get("status", "unknown")
    return TrackStep(
        code=step.code,
        rank=step.rank,
        name=step.name,
        summary=step.summary,
        status=status,
        status_text=words.status(status),
        is_next=step.rank == rank,
        is_target=step == target,
        is_ahead=found.get("ahead_of_foundations", False),
    )


def _sentences(material: Material, rank: int | None, target: Step | None) -> list[str]:
    """Say how far one has come and what comes next."""
    document = material.result["roadmap"]
    if not document["assessed"]:
        return [_("The steps have not been assessed yet, so none can be called next.")]
    attained = _step(material, document["attained"])
    values = {"organisation": material.organisation, "last": len(material.framework.steps)}
    lines = [
        _("%(organisation)s has not yet put the first of %(last)s steps in place.") % values
        if attained is None
        else _("%(organisation)s has come as far as step %(rank)s of %(last)s, %(name)s.")
        % {**values, "rank": attained.rank, "name": words.quoted(attained.name)}
    ]
    return [*lines, _next(material, rank, target)]


def _reason(material: Material, target: Step | None) -> list[str]:
    """Say why management wants to stop at a step, if it said so."""
    reason = material.edition.get("target_step_reason", "")
    if target is None or not reason:
        return []
    return [
        _("Why management aims at %(name)s: %(reason)s")
        % {"name": words.quoted(target.name), "reason": reason}
    ]


def _next(material: Material, rank: int | None, target: Step | None) -> str:
    """Say what comes next, or why nothing does: where to stop is management's decision."""
    if rank is not None:
        step = material.framework.steps[rank - 1]
        values = {"rank": rank, "name": words.quoted(step.name)}
        first = way(material.framework, material.result, material.edition).before_next
        if first:
            return begin(material, first, step)
        if is_largely(material, step):
            return _("What comes next is to complete step %(rank)s, %(name)s.") % values
        return _("What comes next is step %(rank)s, %(name)s.") % values
    if target is not None and material.result["roadmap"]["next_step"] is not None:
        return _(
            "Management’s target, %(name)s, has been reached, so there is no next step; what"
            " stands is to be kept."
        ) % {"name": words.quoted(target.name)}
    return _("All steps are fully in place; what stands is to be kept.")


def begin(material: Material, first: Sequence[Step], step: Step) -> str:
    """Say with what to begin before the next step, since later ones should rest on it."""
    text = (
        _(
            "Begin with %(first)s, on which later steps rest; then complete step %(rank)s, "
            "%(name)s, which is largely in place and next on the roadmap."
        )
        if is_largely(material, step)
        else _(
            "Begin with %(first)s, on which later steps rest; then take step %(rank)s, %(name)s, "
            "which is next on the roadmap."
        )
    )
    return text % {
        "rank": step.rank,
        "name": words.quoted(step.name),
        "first": words.joined([words.quoted(each.name) for each in first]),
    }


def is_largely(material: Material, step: Step) -> bool:
    """Whether the consultant found a step to stand largely."""
    status: str = material.result["roadmap"]["steps"][step.code]["status"]
    return status == Status.LARGELY


def _warnings(material: Material, track: tuple[TrackStep, ...]) -> list[str]:
    """Name each step that stands before those it should rest on."""
    lines = []
    for step in track:
        weak = [
            each for each in track if each.rank < step.rank and each.status in {"not", "partly"}
        ]
        if step.is_ahead and weak:
            lines.append(
                ngettext(
                    "%(step)s is ahead of its foundations: it stands, but the earlier step"
                    " %(weak)s does not yet.",
                    "%(step)s is ahead of its foundations: it stands, but the earlier steps"
                    " %(weak)s do not yet.",
                    len(weak),
                )
                % {
                    "step": words.quoted(step.name),
                    "weak": words.joined([words.quoted(each.name) for each in weak]),
                }
            )
    if len(lines) > 1 and material.result["roadmap"].get("sequence") is False:
        lines.append(
            _(
                "The order of the steps does not describe this organisation, since several stand"
                " before those they should rest on: read each step by itself."
            )
        )
    return lines


def _heat_row(material: Material, foundation: Foundation) -> HeatRow:
    ratings = material.result["roadmap"]["ratings"]
    return HeatRow(
        foundation.name,
        tuple(
            _heat_cell(item, ratings.get(item.code, 0))
            for item in material.framework.roadmap_items
            if item.foundation == foundation.code
        ),
    )


def _heat_cell(item: Item, rating: int) -> HeatCell:
    if not rating:
        return HeatCell(_("not rated"), 0)
    shade = round(SHADES * (rating - 1) / (item.scale.points - 1))
    return HeatCell(item.options()[rating - 1], shade)


def _notes(material: Material) -> list[Note]:
    """Return what was written, in the order of the steps."""
    texts = material.edition.get("roadmap_notes", {})
    foundations = {each.code: each.name for each in material.framework.foundations}
    written = (
        note(
            material,
            item,
            texts.get(item.code, ""),
            title=_("%(step)s, %(foundation)s")
            % {
                "step": material.framework.step(item.step).name,
                "foundation": foundations[item.foundation],
            },
        )
        for item in material.framework.roadmap_items
    )
    return [each for each in written if each]


def pace(material: Material) -> list[str]:
    """Say how long a step may take, as the roadmap's author has it; nothing of other roadmaps."""
    pace = material.framework.roadmap_pace
    if not pace:
        return []
    source = material.framework.steps[0].source
    title = next(each.title for each in material.framework.sources if each.code == source)
    return [pace, _("Source: %(title)s.") % {"title": title}]
