"""What is claimed of the roadmap: which step comes next, and with which to begin."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maturity.framework import Step
from maturity.plan import Way, is_open, step_of, way, whole_action
from maturity.roadmap import Status
from reports.story import saying
from reports.story.claims.addresses import EDITION, RESULT, address
from reports.story.claims.claim import Rule, Said
from reports.story.claims.grounds import Grounds


def found_way(grounds: Grounds) -> Way:
    """Return which step comes next, and whether management wants to go no further."""
    return way(grounds.material.framework, grounds.material.result, grounds.material.edition)


def status_of(grounds: Grounds, step: Step) -> str:
    """Return how firmly the consultant found a step to stand."""
    status: str = grounds.material.result["roadmap"]["steps"][step.code]["status"]
    return status


def step_sources(grounds: Grounds) -> list[str]:
    """Return where it stands which step is next, and how far management wants to go.

    No goal lies before the first step.
    """
    following = grounds.material.result["roadmap"]["next_step"]
    is_first = following == grounds.material.framework.steps[0].code
    goal = [] if is_first else [grounds.in_edition("target_step")]
    return [address(RESULT, "roadmap", "next_step"), *goal]


def begin_sources(grounds: Grounds) -> list[str]:
    """Return where it stands with which steps to begin, and which step is next.

    A step that is planned is known from its actions.
    """
    steps = grounds.material.framework.steps
    statuses = [address(RESULT, "roadmap", "steps", each.code, "status") for each in steps]
    return [*step_sources(grounds), *statuses, *_planned_ahead(grounds)]


def _planned_ahead(grounds: Grounds) -> Iterator[str]:
    """Yield where actions stand that are planned before what they should rest on."""
    planned = {each.step.code for each in found_way(grounds).ahead if each.is_planned}
    for place, written in enumerate(grounds.material.edition.get("actions", [])):
        action = whole_action(written)
        if is_open(action) and step_of(action) in planned:
            about = ("aim", "step") if "step" in action["aim"] else ("priority",)
            yield from (
                address(EDITION, "actions", place, *way)
                for way in (("state",), about)
                if way[0] in written
            )


def _not_assessed(grounds: Grounds) -> Said | None:
    if grounds.material.result["roadmap"]["assessed"]:
        return None
    text = _("No step has been assessed yet, so none can be called next")
    return Said(text, [address(RESULT, "roadmap", "assessed")])


def _goal_reached(grounds: Grounds) -> Said | None:
    goal = found_way(grounds).goal
    if goal is None:
        return None
    text = _("Management’s goal, %(step)s, has been reached") % {"step": saying.step(goal)}
    return Said(text, step_sources(grounds))


def _all_stand(grounds: Grounds) -> Said | None:
    if found_way(grounds).next_step is not None:
        return None
    text = _("All %(n)s steps are fully in place")
    values = {"n": saying.number(len(grounds.material.framework.steps))}
    return Said(text % values, [address(RESULT, "roadmap", "next_step")])


def _begin(grounds: Grounds) -> Said | None:
    """Say with what to begin where that is not the next step, as the plan does."""
    found = found_way(grounds)
    if found.next_step is None or not found.before_next:
        return None
    text = (
        _("Begin with %(first)s, on which later steps rest; then complete step %(n)s")
        if status_of(grounds, found.next_step) == Status.LARGELY
        else _("Begin with %(first)s, on which later steps rest; then take step %(n)s")
    )
    values = {
        "first": saying.steps(found.before_next),
        "n": saying.number(found.next_step.rank),
    }
    return Said(text % values, begin_sources(grounds))


def _complete_next(grounds: Grounds) -> Said | None:
    step = found_way(grounds).next_step
    if step is None or status_of(grounds, step) != Status.LARGELY:
        return None
    text = _("%(step)s, stands largely: completing it comes next")
    values = {"step": saying.sentence(saying.step(step))}
    status = address(RESULT, "roadmap", "steps", step.code, "status")
    return Said(text % values, [*step_sources(grounds), status])


def _next(grounds: Grounds) -> Said | None:
    """Say what stands and which step is next."""
    step = found_way(grounds).next_step
    if step is None:
        return None
    attained = grounds.material.result["roadmap"]["attained"]
    values = {"step": saying.step(step)}
    sources = [*step_sources(grounds), address(RESULT, "roadmap", "attained")]
    if attained is None:
        return Said(_("No step stands yet; %(step)s, is next") % values, sources)
    values["n"] = saying.number(grounds.material.framework.step(attained).rank)
    return Said(_("Step %(n)s stands; %(step)s, is next") % values, sources)


ROADMAP = (
    Rule("roadmap.not_assessed", gettext_lazy("No step has been assessed."), _not_assessed),
    Rule(
        "roadmap.goal",
        gettext_lazy("Every step up to management’s target stands fully, and others do not."),
        _goal_reached,
    ),
    Rule("roadmap.all", gettext_lazy("Every step stands fully."), _all_stand),
    Rule(
        "roadmap.begin",
        gettext_lazy(
            "A step stands, or is planned, before earlier ones that it should rest on, of which "
            "the next step is none."
        ),
        _begin,
    ),
    Rule("roadmap.complete", gettext_lazy("The next step stands largely."), _complete_next),
    Rule("roadmap.next", gettext_lazy("There is a next step."), _next),
)
