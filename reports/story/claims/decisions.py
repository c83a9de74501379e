"""What leadership is asked to decide: the first three decisions that the documents call for."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maturity.framework import Step
from maturity.plan import STEP, is_late, is_open
from maturity.roadmap import Status
from reports import words
from reports.story import saying
from reports.story.claims.addresses import EDITION, RESULT, address
from reports.story.claims.agreeing import agreeing
from reports.story.claims.claim import Rule, Said
from reports.story.claims.forward import (
    action_sources,
    actions_of,
    chosen,
    is_lacking,
    lacking,
    late,
    sources_of_some,
)
from reports.story.claims.grounds import Grounds
from reports.story.claims.perception import above
from reports.story.claims.roadmap import begin_sources, found_way, status_of, step_sources
from reports.story.subjects import names_of

MOST_ASKED = 3


def _first(grounds: Grounds) -> tuple[str, str, str] | None:
    """Return what the consultant puts first: its code, its name, and where that stands."""
    found = chosen(grounds)
    if not found:
        return None
    place, code = found[0]
    name = words.quoted(names_of(grounds.material.framework)[code])
    return code, name, address(EDITION, "priorities", place, "code")


def _first_step(grounds: Grounds) -> Step | None:
    """Return the step of the roadmap that the consultant puts first, if it is one."""
    first = _first(grounds)
    steps = {f"{STEP}{step.code}": step for step in grounds.material.framework.steps}
    return steps.get(first[0]) if first else None


def _is_contested(grounds: Grounds) -> bool:
    """Whether the consultant puts a step first, and the roadmap another, or none that far."""
    step = _first_step(grounds)
    if step is None:
        return False
    found = found_way(grounds)
    if found.goal is not None:
        return not found.allows(step)
    if found.next_step is None:
        return False
    return step not in (found.before_next or (found.next_step,))


def _priority(grounds: Grounds) -> Said | None:
    """Ask to agree on what the consultant puts first."""
    first = _first(grounds)
    if first is None or _is_contested(grounds):
        return None
    return agreeing(grounds, *first)


def _order(grounds: Grounds) -> Said | None:
    """Ask which step comes first: the consultant’s, or that with which the plan begins."""
    first, found = _first(grounds), found_way(grounds)
    step = found.next_step
    if first is None or step is None or not _is_contested(grounds):
        return None
    _code, name, place = first
    if found.before_next:
        text = _(
            "Decide what comes first: %(name)s, the first priority, or %(step)s, on which later "
            "steps rest."
        )
        values = {"name": name, "step": saying.steps(found.before_next)}
        return Said(text % values, [place, *begin_sources(grounds)])
    text = _(
        "Decide what comes first: %(name)s, the first priority, or %(step)s, which the roadmap "
        "calls next."
    )
    values = {"name": name, "step": saying.step(step)}
    return Said(text % values, [place, *step_sources(grounds)])


def _next_step(grounds: Grounds) -> Said | None:
    """Ask to take the next step of the roadmap, unless what comes first is a step as well."""
    found = found_way(grounds)
    step = found.next_step
    if step is None or _first_step(grounds):
        return None
    if found.before_next:
        return _begin(grounds, found.before_next, step)
    text = (
        _("Decide to complete %(step)s.")
        if status_of(grounds, step) == Status.LARGELY
        else _("Decide to take %(step)s.")
    )
    status = address(RESULT, "roadmap", "steps", step.code, "status")
    return Said(text % {"step": saying.step(step)}, [*step_sources(grounds), status])


def _begin(grounds: Grounds, first: Sequence[Step], step: Step) -> Said:
    """Ask to begin with what later steps rest on, then to take the next step."""
    text = (
        _(
            "Decide to begin with %(first)s, on which later steps rest, and then to complete "
            "%(step)s."
        )
        if status_of(grounds, step) == Status.LARGELY
        else _(
            "Decide to begin with %(first)s, on which later steps rest, and then to take %(step)s."
        )
    )
    values = {"first": saying.steps(first), "step": saying.step(step)}
    return Said(text % values, begin_sources(grounds))


def _beyond(grounds: Grounds) -> Said | None:
    """Ask whether to go further than management wanted to, and say if the first priority does."""
    goal, first = found_way(grounds).goal, _first(grounds)
    if goal is None:
        return None
    values, sources = {"step": saying.step(goal)}, step_sources(grounds)
    if first is None or not _is_contested(grounds):
        text = _("Decide whether to go beyond %(step)s, your goal, which has been reached.")
        return Said(text % values, sources)
    _code, name, place = first
    text = _(
        "Decide whether to go beyond %(step)s, your goal, which has been reached: %(name)s, the "
        "first priority, lies beyond it."
    )
    return Said(text % {**values, "name": name}, [place, *sources])


def _late(grounds: Grounds) -> Said | None:
    n = len(late(grounds))
    if not n:
        return None
    text = ngettext(
        "Decide on the action that is late: a new day, more hands, or its end.",
        "Decide on the %(n)s actions that are late: a new day, more hands, or their end.",
        n,
    )
    today = grounds.told_on.isoformat()
    sources = sources_of_some(grounds, ["due_on"], lambda action: is_late(action, today))
    return Said(text % {"n": saying.number(n)}, sources)


def _no_target(grounds: Grounds) -> Said | None:
    """Ask for targets of the dimensions that have none."""
    if not grounds.material.asks_for_stages or grounds.material.is_pulse:
        return None
    dimensions = grounds.material.framework.dimensions
    missing = [each for each in dimensions if not grounds.material.target(each.code)]
    if not missing:
        return None
    sources = [grounds.in_edition("targets")]
    if len(missing) == len(dimensions):
        return Said(_("Set a target: nothing says yet how far to go."), sources)
    if len(missing) <= saying.MOST_NAMED:
        text = ngettext(
            "Set a target for %(names)s, which has none.",
            "Set targets for %(names)s, which have none.",
            len(missing),
        )
        return Said(text % {"names": saying.quoted([each.name for each in missing])}, sources)
    text = _("Set targets for the %(n)s dimensions that have none.")
    return Said(text % {"n": saying.number(len(missing))}, sources)


def _no_plan(grounds: Grounds) -> Said | None:
    if any(is_open(each) for each in actions_of(grounds)) or found_way(grounds).goal:
        return None
    text = _("Decide what is done in the next 100 days, by whom and until when.")
    return Said(text, action_sources(grounds, []) or [grounds.in_edition("actions")])


def _lacking(grounds: Grounds) -> Said | None:
    n = len(lacking(grounds))
    if not n:
        return None
    text = ngettext(
        "Name an owner and a day for the action that lacks one.",
        "Name an owner and a day for the %(n)s actions that lack one.",
        n,
    )
    sources = sources_of_some(grounds, ["owner", "due_on"], is_lacking)
    return Said(text % {"n": saying.number(n)}, sources)


def _not_heard(grounds: Grounds) -> Said | None:
    """Ask to hear the audiences of which nothing is told."""
    known = grounds.material.result["audiences"]
    missing = [code for code in grounds.material.hidden if code in known]
    if not missing or grounds.material.is_pulse:
        return None
    text = _("Decide how more of %(audiences)s can be heard next time.")
    return Said(
        text % {"audiences": words.joined([words.audience(code) for code in missing])},
        [address(RESULT, "audiences", code, "shown") for code in missing],
    )


def _views_apart(grounds: Grounds) -> Said | None:
    """Ask leaders to talk where they clearly rate higher than others."""
    found = above(grounds, "leaders")
    if found is None:
        return None
    other, n, sources = found
    text = ngettext(
        "Talk with %(other)s about the dimension that leaders rate higher.",
        "Talk with %(other)s about the %(n)s dimensions that leaders rate higher.",
        n,
    )
    return Said(text % {"other": words.audience(other), "n": saying.number(n)}, sources)


def _no_roadmap(grounds: Grounds) -> Said | None:
    if not grounds.material.framework.steps or grounds.material.result["roadmap"]["assessed"]:
        return None
    text = _("Have the steps of the roadmap assessed, so that one can be called next.")
    return Said(text, [address(RESULT, "roadmap", "assessed")])


def _ask_again(grounds: Grounds) -> Said | None:
    return Said(
        _("Decide when everybody is asked again, to see what has moved."),
        [address(RESULT, "scope", "closed_on")],
    )


def _tell(grounds: Grounds) -> Said | None:
    return Said(
        _("Decide how those who answered hear of this result."),
        [address(RESULT, "scope", "closed_on")],
    )


def _answer_for(grounds: Grounds) -> Said | None:
    return Said(
        _("Decide who in leadership answers for what comes of this."),
        [address(RESULT, "scope", "wave")],
    )


DECISIONS = (
    Rule(
        "decision.priority",
        gettext_lazy(
            "The consultant has set priorities, and the first is no step other than that with "
            "which the plan begins, nor beyond a goal that has been reached. A gap counts its "
            "stages as often as its dimension weighs."
        ),
        _priority,
    ),
    Rule(
        "decision.order",
        gettext_lazy("The first priority is a step, and the plan begins with another."),
        _order,
    ),
    Rule(
        "decision.next_step",
        gettext_lazy("The roadmap has a next step, and the first priority is no step."),
        _next_step,
    ),
    Rule("decision.beyond", gettext_lazy("Management’s goal has been reached."), _beyond),
    Rule("decision.late", gettext_lazy("An action is late."), _late),
    Rule("decision.targets", gettext_lazy("Some dimension has no target."), _no_target),
    Rule(
        "decision.plan",
        gettext_lazy("No action is still to be done, nor is a goal reached."),
        _no_plan,
    ),
    Rule(
        "decision.lacking",
        gettext_lazy("An action still to be done has no owner or no day."),
        _lacking,
    ),
    Rule("decision.heard", gettext_lazy("An audience is not shown."), _not_heard),
    Rule(
        "decision.views",
        gettext_lazy("Leaders clearly rate some dimension higher than others do."),
        _views_apart,
    ),
    Rule("decision.assess", gettext_lazy("No step has been assessed."), _no_roadmap),
    Rule("decision.again", gettext_lazy("Always."), _ask_again),
    Rule("decision.tell", gettext_lazy("Always."), _tell),
    Rule("decision.answer", gettext_lazy("Always."), _answer_for),
)
