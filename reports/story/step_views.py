"""The roadmap as those who answered see it, beside what the consultant found."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.framework import Step
from maturity.result import Document
from reports import words
from reports.story.material import Material, interval, interval_text, view_of


@dataclass(frozen=True)
class SeenStep:
    """How firmly one audience sees a step in place; the score with its interval, or nothing."""

    status_text: str
    score_text: str
    view_text: str


@dataclass(frozen=True)
class StepView:
    """A step with the consultant's status and a view for every audience that was asked."""

    name: str
    assessed_text: str
    seen: tuple[SeenStep, ...]


def step_views(material: Material, audiences: list[str]) -> list[StepView]:
    """Tell every step that an audience was asked about."""
    assessed = material.result["roadmap"].get("steps", {})
    return [
        StepView(
            name=f"{step.rank} {step.name}",
            assessed_text=words.status(assessed.get(step.code, {}).get("status", "unknown")),
            seen=tuple(_seen(material, code, step) for code in audiences),
        )
        for step in material.framework.steps
        if any(step.code in material.shown[code]["steps"] for code in audiences)
    ]


def _seen(material: Material, code: str, step: Step) -> SeenStep:
    cell: Document | None = material.shown[code]["steps"].get(step.code)
    if cell is None:
        return SeenStep(_("not asked"), "", "")
    if not cell["shown"]:
        return SeenStep(words.capitalised(words.not_shown()), "", "")
    view, values = view_of(cell), {"score": words.score(cell["mean"], cell.get("end"))}
    values["interval"] = interval_text(cell)
    return SeenStep(
        words.status(cell["status"]),
        values["score"]
        if interval(cell) == (None, None)
        else _("%(score)s (%(interval)s)") % values,
        words.view(view) if view in {"differing", "divided"} else "",
    )


def view_labels(material: Material) -> tuple[str, ...]:
    """Return what the points of the scale of steps are called; none where nobody is asked."""
    scales = (item.scale for item in material.framework.items if item.kind == "step")
    return next((scale.labels for scale in scales), ())


def views_note(material: Material) -> str:
    """Say how the views are to be read; nothing where the framework asks nobody."""
    labels = view_labels(material)
    if not labels:
        return ""
    note = _(
        "Under each status: the score, on a scale from 1 (%(low)s) to %(points)s (%(high)s)."
    ) % {
        "low": labels[0].lower(),
        "points": len(labels),
        "high": labels[-1].lower(),
    }
    if not _has_intervals(material):
        return note
    return _(
        "%(note)s In brackets: its 95%% interval. The status goes by the score alone, and the"
        " interval may reach into a neighbouring status."
    ) % {"note": note}


def _has_intervals(material: Material) -> bool:
    return any(
        cell["shown"] and interval(cell) != (None, None)
        for audience in material.shown.values()
        for cell in audience.get("steps", {}).values()
    )
