"""The rules about what comes next and what is to be decided, restated; see ``restated``."""

from collections.abc import Mapping, Sequence
from typing import Any

from maturity.framework import Step
from tests.reports.restated import (
    STAGES,
    Says,
    Sources,
    named,
    number,
    share_of,
    stages_apart,
)
from tests.reports.restated_moved import MOVED
from tests.reports.restated_people import PEOPLE, gaps, higher

OPEN = {"planned", "under_way"}


def priority_names(s: Sources) -> list[str]:
    """Return the names of the priorities among the sources."""
    names = []
    for code in s.all(r"edition:/priorities/(\d+)/code").values():
        kind, name = code.split(":")
        if kind == "dimension":
            names.append(s.name(name))
        else:
            step = s.framework.step(name)
            names.append(f"Step {step.rank}: {step.name}")
    return names


def priorities_first(s: Sources) -> Sequence[str]:
    names = priority_names(s)
    if len(names) == 1:
        return [f"“{names[0]}” is the one priority"]
    return [f"“{names[0]}” comes first of {number(len(names))} priorities"]


def priorities_far(s: Sources) -> Sequence[str]:
    ((code, rank),) = s.ranks.items()
    assert priority_names(s)[0] == s.name(code)
    missing = s.targets[code] - rank
    assert missing > 0
    return [*priorities_first(s), f", {stages_apart(missing)} below its target"]


def named_step(s: Sources, code: str) -> str:
    """Return a step as a sentence names it."""
    step = s.framework.step(code)
    return f"tep {number(step.rank)}, “{step.name}”"


def goal(s: Sources) -> Step | None:
    """Return the step management wants to go to, where it has been set."""
    code = s.values.get("edition:/target_step", "")
    return next((each for each in s.framework.steps if each.code == code), None)


def next_step(s: Sources) -> Step:
    """Return the step that comes next, which is not beyond the goal."""
    step, target = s.framework.step(s.one(r"result:/roadmap/next_step")), goal(s)
    assert target is None or step.rank <= target.rank
    return step


def roadmap_not_assessed(s: Sources) -> Sequence[str]:
    assert s.one(r"result:/roadmap/assessed") is False
    return []


def roadmap_goal(s: Sources) -> Sequence[str]:
    target = goal(s)
    assert target is not None
    assert s.framework.step(s.one(r"result:/roadmap/next_step")).rank > target.rank
    return [named_step(s, target.code)]


def roadmap_all(s: Sources) -> Sequence[str]:
    assert s.one(r"result:/roadmap/next_step") is None
    return [f"All {number(len(s.framework.steps))} steps"]


def to_begin_with(s: Sources) -> list[Step]:
    """Return what later steps rest on though it is not in place; none beyond the goal."""
    status = s.all(r"result:/roadmap/steps/(\w+)/status")
    assert set(status) == {each.code for each in s.framework.steps}
    planned = set(s.all(r"edition:/actions/(\d+)/state").values()) & OPEN and {
        str(about).removeprefix("step:")
        for pattern in ("priority", "aim/step")
        for about in s.all(rf"edition:/actions/(\d+)/{pattern}").values()
    }
    later = max(
        each.rank
        for each in s.framework.steps
        if status[each.code] in {"largely", "fully"} or each.code in (planned or ())
    )
    target = goal(s)
    last = target.rank if target else len(s.framework.steps)
    found = [
        each
        for each in s.framework.steps
        if status[each.code] in {"not", "partly"} and each.rank < later and each.rank <= last
    ]
    assert found
    assert next_step(s) not in found
    return found


def steps_named(s: Sources) -> str:
    """Return the steps to begin with as a sentence names them."""
    found = to_begin_with(s)
    if len(found) == 1:
        return "s" + named_step(s, found[0].code)
    *most, last = (number(each.rank) for each in found)
    return f"steps {', '.join(most)} and {last}"


def roadmap_begin(s: Sources) -> Sequence[str]:
    step = next_step(s)
    status = s.values[f"result:/roadmap/steps/{step.code}/status"]
    verb = "complete" if status == "largely" else "take"
    said = f"Begin with {steps_named(s)}, on which later steps rest; then {verb} step "
    return [said + number(step.rank)]


def roadmap_complete(s: Sources) -> Sequence[str]:
    step = next_step(s)
    assert s.one(rf"result:/roadmap/steps/{step.code}/status") == "largely"
    return [f"S{named_step(s, step.code)}, stands largely"]


def roadmap_next(s: Sources) -> Sequence[str]:
    step, attained = next_step(s), s.one(r"result:/roadmap/attained")
    if attained is None:
        return [f"No step stands yet; s{named_step(s, step.code)}, is next"]
    stands = number(s.framework.step(attained).rank)
    return [f"Step {stands} stands; s{named_step(s, step.code)}, is next"]


def still_open(s: Sources) -> list[dict[str, Any]]:
    """Return the actions that are still to be done."""
    return [each for each in s.actions if each.get("state", "planned") in OPEN]


def late(s: Sources) -> list[dict[str, Any]]:
    """Return those whose day is over."""
    today = s.told_on.isoformat()
    return [each for each in still_open(s) if each.get("due_on") and each["due_on"] < today]


def lacking(s: Sources) -> list[dict[str, Any]]:
    """Return those without an owner or a day."""
    return [each for each in still_open(s) if not each.get("owner") or not each.get("due_on")]


def of_open(n: int, s: Sources) -> str:
    """Return how so many of the open actions are said."""
    return share_of(n, len(still_open(s)), "action").capitalize() + " still to be done"


def plan_late(s: Sources) -> Sequence[str]:
    n = len(late(s))
    assert n
    return [f"{of_open(n, s)} {'is' if n == 1 else 'are'} late"]


def plan_lacking(s: Sources) -> Sequence[str]:
    n = len(lacking(s))
    assert n
    return [f"{of_open(n, s)} {'lacks' if n == 1 else 'lack'} an owner or a day"]


def plan_open(s: Sources) -> Sequence[str]:
    n = len(still_open(s))
    assert n
    assert not lacking(s)
    if n == 1:
        return ["One action is still to be done, with an owner and a day"]
    return [f"{number(n).capitalize()} actions are still to be done, each with an owner and a day"]


def plan_ended(s: Sources) -> Sequence[str]:
    assert s.actions
    assert not still_open(s)
    n = len(s.actions)
    if n == 1:
        return ["The one action planned has ended"]
    return [f"{share_of(n, n, 'action').capitalize()} planned have ended"]


def plan_goal(s: Sources) -> Sequence[str]:
    roadmap_goal(s)
    assert not s.values.get("edition:/actions")
    return []


# Decisions


def decision_priority(s: Sources) -> Sequence[str]:
    first = s.one(r"edition:/priorities/\d+/code")
    owned = any(
        each["state"] in OPEN and each["owner"] and _is_about(each, first)
        for each in s.values.get("edition:/actions", [])
    )
    said = [f"Agree that “{priority_names(s)[0]}” comes first, as the consultant proposes"]
    said.append("!who answers" if owned else ", and who answers for it.")
    return [*said, _counting_more(s, first.removeprefix("dimension:")) if s.ranks else "!count"]


def _is_about(action: Mapping[str, Any], code: str) -> bool:
    aims = {f"{kind}:{name}" for kind, name in (action.get("aim") or {}).items()}
    return code in aims | {action["priority"]}


def _counting_more(s: Sources, own: str) -> str:
    """Return how it is said that all other gaps among the sources count more than one."""
    weights = s.values.get("edition:/weights", {})
    gaps = {
        code: max(s.targets[code] - rank, 0) * weights.get(code, 1)
        for code, rank in s.ranks.items()
    }
    others = [code for code in gaps if code != own]
    assert others
    assert all(gaps[code] > gaps[own] for code in others)
    if len(others) > 2:
        return f", though {number(len(others))} other gaps count more"
    is_one = len(others) == 1
    told = named([s.name(code) for code in others])
    return f", though the gap{'' if is_one else 's'} of {told} count{'s' if is_one else ''} more"


def decision_next(s: Sources) -> Sequence[str]:
    step = next_step(s)
    status = s.values[f"result:/roadmap/steps/{step.code}/status"]
    verb = "complete" if status == "largely" else "take"
    if "begin with" in s.text:
        first = f"begin with {steps_named(s)}, on which later steps rest, and then to "
        return [f"Decide to {first}{verb} s{named_step(s, step.code)}."]
    return [f"Decide to {verb} s{named_step(s, step.code)}."]


def decision_order(s: Sources) -> Sequence[str]:
    step, (first,) = next_step(s), priority_names(s)
    assert first.startswith("Step ")
    if "later steps rest" in s.text:
        assert first not in {f"Step {each.rank}: {each.name}" for each in to_begin_with(s)}
        return [f"“{first}”, the first priority, or {steps_named(s)}, on which later steps rest."]
    assert first != f"Step {step.rank}: {step.name}"
    return [f"“{first}”, the first priority, or s{named_step(s, step.code)}, which"]


def decision_beyond(s: Sources) -> Sequence[str]:
    said, first = [*roadmap_goal(s)], priority_names(s)
    if not first:
        return [*said, "!priority"]
    target, steps = goal(s), [f"Step {each.rank}: {each.name}" for each in s.framework.steps]
    assert target is not None
    assert first[0] in steps[target.rank :]
    return [*said, f": “{first[0]}”, the first priority, lies beyond it"]


def decision_late(s: Sources) -> Sequence[str]:
    n = len(late(s))
    assert n
    return ["the action that is late" if n == 1 else f"the {number(n)} actions that are late"]


def decision_targets(s: Sources) -> Sequence[str]:
    (place,) = s.values
    targets = s.values[place] if place == "edition:/targets" else {}
    assert place == "edition:/targets" or "targets" not in s.values[place]
    stages = {each.code for each in s.framework.stages}
    missing = [e.name for e in s.framework.dimensions if targets.get(e.code) not in stages]
    assert missing
    if len(missing) == len(s.framework.dimensions):
        return ["nothing says yet how far to go"]
    if len(missing) <= 2:
        return [f"for {named(missing)}, which {'has' if len(missing) == 1 else 'have'} none"]
    return [f"the {number(len(missing))} dimensions that have none"]


def decision_plan(s: Sources) -> Sequence[str]:
    assert not still_open(s)
    assert not s.values.get("edition:/actions")
    return ["100 days"]


def decision_lacking(s: Sources) -> Sequence[str]:
    n = len(lacking(s))
    assert n
    return ["the action that lacks one" if n == 1 else f"the {number(n)} actions that lack one"]


def decision_heard(s: Sources) -> Sequence[str]:
    assert not any(s.values.values())
    return list(s.all(r"result:/audiences/(\w+)/shown"))


def decision_views(s: Sources) -> Sequence[str]:
    pairs = [pair for pair in map(higher, gaps(s)) if pair]
    assert pairs
    (pair,) = set(pairs)
    assert pair[0] == "leaders"
    n = len(pairs)
    told = "the dimension that" if n == 1 else f"the {number(n)} dimensions that"
    return [f"Talk with {pair[1]} about {told} leaders rate higher"]


def always(_s: Sources) -> Sequence[str]:
    return []


def method(s: Sources) -> Sequence[str]:
    return [f"fewer than {number(s.one(r'result:/(?:rules/)?smallest_group'))} people"]


RULES: Mapping[str, Says] = {
    **STAGES,
    **PEOPLE,
    **MOVED,
    "priorities.far": priorities_far,
    "priorities.first": priorities_first,
    "roadmap.not_assessed": roadmap_not_assessed,
    "roadmap.goal": roadmap_goal,
    "roadmap.all": roadmap_all,
    "roadmap.begin": roadmap_begin,
    "roadmap.complete": roadmap_complete,
    "roadmap.next": roadmap_next,
    "plan.late": plan_late,
    "plan.lacking": plan_lacking,
    "plan.open": plan_open,
    "plan.ended": plan_ended,
    "plan.goal": plan_goal,
    "method.smallest_group": method,
    "decision.priority": decision_priority,
    "decision.next_step": decision_next,
    "decision.beyond": decision_beyond,
    "decision.order": decision_order,
    "decision.late": decision_late,
    "decision.targets": decision_targets,
    "decision.plan": decision_plan,
    "decision.lacking": decision_lacking,
    "decision.heard": decision_heard,
    "decision.views": decision_views,
    "decision.assess": roadmap_not_assessed,
    "decision.again": always,
    "decision.tell": always,
    "decision.answer": always,
}
