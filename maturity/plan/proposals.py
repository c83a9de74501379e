"""What the framework's library proposes for a plan."""

from collections.abc import Iterator
from dataclasses import dataclass

from maturity.framework import Action, Framework, Step
from maturity.plan.actions import DIMENSION, STEP, whole_action
from maturity.plan.way import Way
from maturity.result import Document
from maturity.roadmap import focus


@dataclass(frozen=True)
class Proposal:
    """An action of the library, what it is for, and the condition it is to change."""

    code: str
    priority: str
    aim: Document
    library: Action

    @property
    def action(self) -> Document:
        """The action as a plan has it, with nobody to do it and no day yet."""
        return whole_action(
            {
                "priority": self.priority,
                "aim": self.aim,
                "what": self.library.what.text,
                "done": self.library.done,
                "company": self.library.company,
                "customers": self.library.customer,
                "partners": self.library.partner,
            }
        )


def proposals(
    framework: Framework, result: Document, content: Document, way: Way
) -> list[Proposal]:
    """Return what is proposed and not planned yet, each action once.

    First for the steps of the way, priority or not: what strengthens the micro-foundations that
    are weakest there. Then for each priority, a step not above management's target, or a
    dimension: what leads to the stage whose condition is not met yet.
    """
    seen = {action["what"] for action in content["actions"]}
    found = []
    for each in _all(framework, result, content, way):
        if each.library.what.text not in seen:
            seen.add(each.library.what.text)
            found.append(each)
    return found


def _all(framework: Framework, result: Document, content: Document, way: Way) -> Iterator[Proposal]:
    for step in way.steps:
        yield from _for_weakest(framework, result, step)
    for code in (priority["code"] for priority in content["priorities"]):
        if code.startswith(DIMENSION):
            yield from _towards_next_stage(framework, result, code.removeprefix(DIMENSION))
        for step in framework.steps:
            if code == f"{STEP}{step.code}" and way.allows(step):
                yield from _for_weakest(framework, result, step)


def _for_weakest(framework: Framework, result: Document, step: Step) -> Iterator[Proposal]:
    rated = result["roadmap"].get("ratings", {})
    items = [item for item in framework.roadmap_items if item.step == step.code]
    ratings = {item.foundation: rated.get(item.code, 0) for item in items}
    for foundation in focus(ratings, items[0].scale.points) if items else ():
        for action in framework.actions:
            if action.foundation == foundation:
                aim = {"step": step.code, "foundation": foundation}
                yield Proposal(f"{step.code} {action.code}", f"{STEP}{step.code}", aim, action)


def _towards_next_stage(
    framework: Framework, result: Document, dimension: str
) -> Iterator[Proposal]:
    stage = stage_aimed_at(framework, result, dimension)
    for action in framework.actions:
        if stage and action.dimension == dimension and action.stage == stage:
            aim = {"dimension": dimension, "stage": stage}
            yield Proposal(f"{dimension} {action.code}", f"{DIMENSION}{dimension}", aim, action)


def stage_aimed_at(framework: Framework, result: Document, dimension: str) -> str:
    """Return the stage after the one a dimension has reached, whose condition is not met yet.

    It is judged by the first audience that is shown there; "" where none is, and at the last
    stage. Whoever is at no stage aims at the second: nothing has to be done for the first.
    """
    codes = [stage.code for stage in framework.stages]
    for audience in framework.respondents:
        told = result["audiences"].get(audience, {})
        cell = told.get("dimensions", {}).get(dimension, {}) if told.get("shown") else {}
        if cell.get("shown"):
            reached = codes.index(cell["stage"]) if cell["stage"] else 0
            return next(iter(codes[reached + 1 :]), "")
    return ""
