"""Actions the framework proposes for the priorities that were chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from maturity.framework import Action, Framework
from maturity.result import Document
from maturity.roadmap import focus
from reports.story.priorities import DIMENSION, STEP


@dataclass(frozen=True)
class Proposal:
    """An action of the framework's library, for one priority."""

    code: str
    priority: str
    name: str
    what: str
    why: str
    done: str

    @property
    def action(self) -> Document:
        """The action as an edition holds it, with nobody to do it and no day yet."""
        return {
            "priority": self.priority,
            "what": self.what,
            "owner": "",
            "due_on": "",
            "done": self.done,
        }


def chosen_names(content: Document, names: Mapping[str, str]) -> dict[str, str]:
    """Return {code: name} of the priorities, in their order."""
    codes = [each["code"] for each in content["priorities"]]
    return {code: names[code] for code in codes if code in names}


def proposed_actions(
    framework: Framework, result: Document, content: Document, names: Mapping[str, str]
) -> list[Proposal]:
    """Return what the library has for each priority and is not planned yet.

    For a dimension, what leads to the stage after the one reached; for a step, what strengthens
    the micro-foundations that are weakest there.
    """
    planned = {each["what"] for each in content["actions"]}
    return [
        Proposal(f"{code} {action.code}", code, name, action.what.text, action.why, action.done)
        for code, name in names.items()
        for action in _library(framework, result, code)
        if action.what.text not in planned
    ]


def _library(framework: Framework, result: Document, code: str) -> Iterator[Action]:
    if code.startswith(DIMENSION):
        yield from _towards_next_stage(framework, result, code.removeprefix(DIMENSION))
    else:
        yield from _for_weakest(framework, result, code.removeprefix(STEP))


def _towards_next_stage(framework: Framework, result: Document, dimension: str) -> Iterator[Action]:
    codes = [stage.code for stage in framework.stages]
    cells = (
        audience["dimensions"].get(dimension, {})
        for code in framework.respondents
        if (audience := result["audiences"].get(code, {})).get("shown")
    )
    reached = next((cell["stage"] for cell in cells if cell.get("stage")), codes[0])
    for action in framework.actions:
        if action.dimension == dimension and action.stage in codes[codes.index(reached) + 1 :][:1]:
            yield action


def _for_weakest(framework: Framework, result: Document, step: str) -> Iterator[Action]:
    rated = result["roadmap"].get("ratings", {})
    items = [item for item in framework.roadmap_items if item.step == step]
    ratings = {item.foundation: rated.get(item.code, 0) for item in items}
    weakest = focus(ratings, items[0].scale.points) if items else ()
    for action in framework.actions:
        if action.foundation in weakest:
            yield action
