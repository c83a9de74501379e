"""What is claimed of what comes next: priorities, the roadmap and the plan."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maturity.framework import Step
from maturity.plan import DIMENSION, State, Way, is_late, is_open, way, whole_action
from maturity.result import Document
from maturity.roadmap import Status
from reports import words
from reports.story import saying
from reports.story.claims.addresses import EDITION, RESULT, address
from reports.story.claims.claim import Rule, Said
from reports.story.claims.grounds import Grounds, Standing
from reports.story.subjects import names_of

# Priorities


def chosen(grounds: Grounds) -> list[tuple[int, str]]:
    """Return the priorities that the framework knows, with their places in the edition."""
    known = names_of(grounds.material.framework)
    found: list[Document] = grounds.material.edition.get("priorities", [])
    return [(place, each["code"]) for place, each in enumerate(found) if each["code"] in known]


def _first_of(grounds: Grounds) -> tuple[str, str, list[str]] | None:
    """Return the first priority's code, that it comes first in words, and where that stands."""
    found = chosen(grounds)
    if not found:
        return None
    name = words.quoted(names_of(grounds.material.framework)[found[0][1]])
    text = ngettext(
        "%(name)s is the one priority",
        "%(name)s comes first of %(n)s priorities",
        len(found),
    ) % {"name": name, "n": saying.number(len(found))}
    places = [address(EDITION, "priorities", place, "code") for place, _code in found]
    return found[0][1], text, places


def _first_is_far(grounds: Grounds) -> Said | None:
    """Say how far the first priority is from its target."""
    first = _first_of(grounds)
    if first is None:
        return None
    code, text, places = first
    found = next((e for e in grounds.shown if f"{DIMENSION}{e.code}" == code), None)
    if found is None or (found.distance or 0) <= 0:
        return None
    told = _("%(first)s, %(stages)s below its target")
    return Said(
        told % {"first": text, "stages": saying.stages(found.distance or 0)},
        [*places, *_standing_sources(grounds, found)],
    )


def _standing_sources(grounds: Grounds, found: Standing) -> list[str]:
    return [*grounds.stages([found]), *grounds.targets([found])]


def _first(grounds: Grounds) -> Said | None:
    first = _first_of(grounds)
    return Said(first[1], first[2]) if first else None


PRIORITIES = (
    Rule(
        "priorities.far",
        gettext_lazy("The first priority is a dimension that is shown below its target."),
        _first_is_far,
    ),
    Rule("priorities.first", gettext_lazy("There are priorities."), _first),
)

# The roadmap


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
    Rule("roadmap.complete", gettext_lazy("The next step stands largely."), _complete_next),
    Rule("roadmap.next", gettext_lazy("There is a next step."), _next),
)

# The plan


def actions_of(grounds: Grounds) -> list[Document]:
    """Return the actions of the plan, whole."""
    return [whole_action(each) for each in grounds.material.edition.get("actions", [])]


def action_sources(grounds: Grounds, keys: Sequence[str]) -> list[str]:
    """Return where the states of all actions stand, and these keys of those to be done."""
    written: list[Document] = grounds.material.edition.get("actions", [])
    return [
        address(EDITION, "actions", place, key)
        for place, action in enumerate(written)
        for key in ("state", *keys)
        if key in action and (key == "state" or is_open(whole_action(action)))
    ]


def sources_of_some(
    grounds: Grounds, keys: Sequence[str], counts: Callable[[Document], bool]
) -> list[str]:
    """Return the same without ended actions that would not count if they were still to be done."""
    written = actions_of(grounds)
    kept = {
        str(place)
        for place, action in enumerate(written)
        if is_open(action) or counts({**action, "state": State.PLANNED.value})
    }
    return [s for s in action_sources(grounds, keys) if s.split("/")[2] in kept]


def late(grounds: Grounds) -> list[Document]:
    """Return the actions that are late on the day of the report."""
    return [each for each in actions_of(grounds) if is_late(each, grounds.told_on.isoformat())]


def lacking(grounds: Grounds) -> list[Document]:
    """Return the actions still to be done that have no owner or no day."""
    return [each for each in actions_of(grounds) if is_lacking(each)]


def is_lacking(action: Document) -> bool:
    """Whether an action is still to be done and has no owner or no day."""
    return is_open(action) and not (action["owner"] and action["due_on"])


def _late(grounds: Grounds) -> Said | None:
    found, everything = late(grounds), [each for each in actions_of(grounds) if is_open(each)]
    if not found:
        return None
    text = ngettext("%(told)s is late", "%(told)s are late", len(found))
    told = saying.sentence(saying.of_actions(len(found), len(everything)))
    return Said(text % {"told": told}, action_sources(grounds, ["due_on"]))


def _lacking(grounds: Grounds) -> Said | None:
    found, everything = lacking(grounds), [each for each in actions_of(grounds) if is_open(each)]
    if not found:
        return None
    text = ngettext(
        "%(told)s lacks an owner or a day", "%(told)s lack an owner or a day", len(found)
    )
    told = saying.sentence(saying.of_actions(len(found), len(everything)))
    sources = action_sources(grounds, ["owner", "due_on"])
    return Said(text % {"told": told}, sources)


def _to_be_done(grounds: Grounds) -> Said | None:
    n = sum(is_open(each) for each in actions_of(grounds))
    if not n:
        return None
    text = ngettext(
        "%(n)s action is still to be done, with an owner and a day",
        "%(n)s actions are still to be done, each with an owner and a day",
        n,
    )
    sources = action_sources(grounds, ["owner", "due_on"])
    return Said(text % {"n": saying.sentence(saying.number(n))}, sources)


def _ended(grounds: Grounds) -> Said | None:
    n = len(actions_of(grounds))
    if not n:
        return None
    text = ngettext("The one action planned has ended", "%(all)s actions planned have ended", n)
    told = saying.sentence(saying.of_all(n, n))
    return Said(text % {"all": told}, action_sources(grounds, []))


def _no_need(grounds: Grounds) -> Said | None:
    if found_way(grounds).goal is None:
        return None
    sources = [*step_sources(grounds), grounds.in_edition("actions")]
    return Said(_("No further step is planned: management’s goal has been reached"), sources)


PLAN = (
    Rule("plan.late", gettext_lazy("The day of an action still to be done is over."), _late),
    Rule(
        "plan.lacking",
        gettext_lazy("An action still to be done has no owner or no day."),
        _lacking,
    ),
    Rule("plan.open", gettext_lazy("Some action is still to be done."), _to_be_done),
    Rule("plan.ended", gettext_lazy("Every action has ended."), _ended),
    Rule(
        "plan.goal",
        gettext_lazy("Nothing is planned, and management’s goal has been reached."),
        _no_need,
    ),
)
