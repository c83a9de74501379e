"""What the pages of a wave's setup share: the list of steps, and how long the questions take."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from maturity.framework import Framework
from organisations.models import Audience
from surveys.models import Wave
from surveys.setup.checklist import Step, missing


@dataclass(frozen=True)
class StepLink:
    """A step in the list of steps."""

    label: str
    url: str
    is_open: bool
    is_here: bool


def setup_context(wave: Wave, here: Step) -> dict[str, object]:
    """Return what every page of the setup shows: the steps, and what is missing in each."""
    found = missing(wave, now=timezone.now())
    unready = {each.step for each in found}
    return {
        "wave": wave,
        "organisation": wave.assessment.organisation,
        "steps": [
            StepLink(
                str(step.label),
                url_of(wave, step),
                is_open=bool(unready) if step == Step.CHECK else step in unready,
                is_here=step == here,
            )
            for step in steps_of(wave)
        ],
        "here": here,
        "problems": [each for each in found if each.step == here],
        "missing": [(each, url_of(wave, each.step), str(each.step.label)) for each in found],
    }


def steps_of(wave: Wave) -> list[Step]:
    """Return the steps a wave's setup has: a pulse takes its targets from the wave it follows."""
    return [step for step in Step if not (wave.is_pulse and step == Step.TARGETS)]


def url_of(wave: Wave, step: Step) -> str:
    """Return the address of a step."""
    if step == Step.PEOPLE:
        return reverse("organisations:roster", args=[wave.assessment.organisation_id])
    names = {Step.CHECK: "surveys:wave_detail", Step.LETTERS: "surveys:letters"}
    return reverse(names.get(step, f"surveys:setup_{step.value}"), args=[wave.pk])


def lengths(framework: Framework) -> list[dict[str, object]]:
    """Return how long each audience needs, and how long it may take."""
    asked = [framework.questionnaire(audience) for audience in framework.respondents]
    return [
        {
            "audience": Audience(each.audience).label,
            "minutes": each.minutes,
            "limit": each.limit,
            "is_too_long": each.limit is not None and each.minutes > each.limit,
        }
        for each in asked
        if each.audience in Audience.values
    ]
