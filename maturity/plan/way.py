"""Which step of the roadmap a plan is about, and of which it has to warn."""

from collections.abc import Iterable
from dataclasses import dataclass

from maturity.framework import Framework, Step
from maturity.plan.actions import is_open, step_of, whole_action
from maturity.result import Document
from maturity.roadmap import LACKS, STANDS, capped_next_step


@dataclass(frozen=True)
class Ahead:
    """A step that stands, or ``is_planned``, before the earlier ones it should rest on."""

    step: Step
    foundations: tuple[Step, ...]
    is_planned: bool


@dataclass(frozen=True)
class Way:
    """What a plan begins with.

    ``next_step`` is None where the steps are not assessed, where all stand fully, and where
    management wants to go no further than to ``target``: then ``goal`` is that step. Of ``ahead``
    the highest step comes first, since most is built upon what is missing.
    """

    is_assessed: bool
    next_step: Step | None
    goal: Step | None
    ahead: tuple[Ahead, ...]
    steps: tuple[Step, ...]
    target: Step | None = None

    @property
    def rested_on(self) -> tuple[Step, ...]:
        """Those of ``steps`` that later ones should rest on already."""
        missing = {each for ahead in self.ahead for each in ahead.foundations}
        return tuple(each for each in self.steps if each in missing)

    @property
    def before_next(self) -> tuple[Step, ...]:
        """What to begin with if not with the next step, since later ones should rest on it."""
        is_other = self.next_step is not None and self.next_step not in self.rested_on
        return self.rested_on if is_other else ()

    def allows(self, step: Step) -> bool:
        """Whether a step is not beyond management's target."""
        return self.target is None or step.rank <= self.target.rank


def way(framework: Framework, result: Document, content: Document) -> Way:
    """Return it for a result, the target and the actions of an edition's content.

    ``steps`` are those of which actions are proposed: what a step that is ahead should rest on,
    then the next step; none above management's target.
    """
    roadmap, by_code = result["roadmap"], {step.code: step for step in framework.steps}
    target = by_code.get(content.get("target_step", ""))
    if not roadmap["assessed"]:
        return Way(False, None, None, (), (), target)
    found = by_code.get(roadmap["next_step"])
    rank = capped_next_step(found.rank if found else None, target.rank if target else None)
    next_step = found if found and rank else None
    ahead = _ahead(framework, roadmap["steps"], content.get("actions", []))
    missing = {step for each in ahead for step in each.foundations}
    first = [step for step in framework.steps if step in missing]
    steps = [*first, *([next_step] if next_step and next_step not in missing else [])]
    return Way(
        is_assessed=True,
        next_step=next_step,
        goal=target if found and next_step is None else None,
        ahead=ahead,
        steps=tuple(step for step in steps if target is None or step.rank <= target.rank),
        target=target,
    )


def _ahead(framework: Framework, steps: Document, actions: Iterable[Document]) -> tuple[Ahead, ...]:
    """Return each step that comes before what it should rest on, the highest first."""
    statuses = {step.code: steps[step.code]["status"] for step in framework.steps}
    planned = {step_of(whole_action(each)) for each in actions if is_open(whole_action(each))}
    found = []
    for step in reversed(framework.steps):
        lacking = [each for each in framework.steps if each.rank < step.rank]
        lacking = [each for each in lacking if statuses[each.code] in LACKS]
        stands = statuses[step.code] in STANDS
        if lacking and (stands or step.code in planned):
            found.append(Ahead(step, tuple(lacking), is_planned=not stands))
    return tuple(found)
