"""The roadmap as those who answered see it, beside what the consultant found."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.framework import Step
from maturity.result import Document
from reports import words
from reports.story.material import Material


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
    values = {
        "score": words.score(cell["mean"]),
        "interval": words.interval(cell["low"], cell["high"]),
    }
    return SeenStep(
        words.status(cell["status"]),
        _("%(score)s (%(interval)s)") % values,
        _("view divided") if cell["view"] == "divided" else "",
    )


def views_note(material: Material) -> str:
    """Say on which scale people answered; nothing where the framework asks nobody."""
    scale = next((item.scale for item in material.framework.items if item.kind == "step"), None)
    if scale is None:
        return ""
    return _(
        "In brackets: the 95%% interval of the score, on a scale from 1 (%(low)s) to %(points)s"
        " (%(high)s)."
    ) % {
        "low": scale.labels[0].lower(),
        "points": scale.points,
        "high": scale.labels[-1].lower(),
    }
