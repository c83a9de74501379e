"""What became of the actions planned on an earlier result, and of what they were to change.

Both stand side by side, and nothing is said of the one having caused the other.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.change import Direction
from maturity.movement import SMALLEST_SHARE
from maturity.plan import State, is_late
from maturity.result import Document
from reports import words
from reports.story import saying
from reports.story.material import Material
from reports.story.moved import Aim, Condition, aim_of, condition

# In which order they are counted.
STATES = (State.DONE, State.UNDER_WAY, State.PLANNED, State.DROPPED)


@dataclass(frozen=True)
class CarriedAction:
    """An action as it stands, with the number by which the conditions name it.

    ``aim`` is the condition it was meant to change, "" for none; ``verdicts`` how that moved.
    """

    number: int
    what: str
    done: str
    owner: str
    due_text: str
    state: str
    state_text: str
    is_late: bool
    outcome: str
    aim: str
    verdicts: tuple[str, ...]


@dataclass(frozen=True)
class AimedAt:
    """A condition, and by their numbers the actions that were meant to change it."""

    condition: Condition
    actions_text: str


@dataclass(frozen=True)
class Carried:
    """The actions of an earlier wave; ``obstacle`` says why no movement is told, if none is."""

    title: str
    then: str
    now: str
    lines: tuple[str, ...]
    actions: tuple[CarriedAction, ...]
    aims: tuple[AimedAt, ...]
    obstacle: str
    notes: tuple[str, ...]


def carried(material: Material, earlier: Document | None, told_on: date) -> Carried | None:
    """Tell them; None where nothing was planned on an earlier result.

    ``earlier`` is the result the edition is compared with, if any; ``told_on`` decides what is
    late.
    """
    found: Document = material.edition.get("carried") or {}
    if not found.get("actions"):
        return None
    obstacle = _obstacle(material, found, earlier)
    documents: list[Document] = found["actions"]
    aims = {
        aim: told
        for aim in dict.fromkeys(aim_of(each) for each in documents)
        if (told := condition(material, aim, None if obstacle else earlier))
    }
    numbered = list(enumerate(documents, start=1))
    actions = tuple(_action(number, each, aims, told_on) for number, each in numbered)
    return Carried(
        title=_("What became of the actions of “%(wave)s”") % {"wave": found["wave"]},
        then=found["wave"],
        now=material.result["scope"]["wave"],
        lines=(_states(actions, found["wave"]), *_movements(aims.values(), obstacle), _no_cause()),
        actions=actions,
        aims=tuple(
            AimedAt(told, _named([n for n, each in numbered if aim_of(each) == aim]))
            for aim, told in aims.items()
        ),
        obstacle=obstacle,
        notes=_notes(obstacle),
    )


def _obstacle(material: Material, found: Document, earlier: Document | None) -> str:
    """Say why it cannot be told how conditions have moved; nothing where it can."""
    pinned = material.edition.get("comparison") or {}
    if earlier is None or not pinned:
        return _(
            "How the conditions they were meant to change have moved cannot be told: this report is"
            " compared with no earlier wave."
        )
    if pinned["result_id"] != found["result_id"]:
        return _(
            "How the conditions they were meant to change have moved since cannot be told: the"
            " report is compared with “%(compared)s”."
        ) % {"compared": pinned["wave"]}
    return ""


def _action(
    number: int, action: Document, aims: Mapping[Aim, Condition], told_on: date
) -> CarriedAction:
    aim = aims.get(aim_of(action))
    state, late = action["state"], is_late(action, told_on.isoformat())
    return CarriedAction(
        number=number,
        what=action["what"],
        done=action["done"],
        owner=action["owner"],
        due_text=words.day(action["due_on"]),
        state=state,
        state_text=_("%(state)s, late") % {"state": words.plan_state(state)}
        if late
        else words.plan_state(state),
        is_late=late,
        outcome=action["outcome"],
        aim=aim.name if aim else "",
        verdicts=aim.verdicts if aim else (),
    )


def _states(actions: tuple[CarriedAction, ...], wave: str) -> str:
    """Count the actions by what became of them."""
    found = Counter(each.state for each in actions)
    parts = [
        f"{saying.number(found[state])} {words.uncapitalised(words.plan_state(state))}"
        for state in STATES
        if found[state]
    ]
    late = sum(each.is_late for each in actions)
    values = {
        "n": saying.sentence(saying.number(len(actions))),
        "wave": wave,
        "states": words.joined(parts),
        "late": saying.sentence(saying.number(late)),
    }
    text = ngettext(
        "%(n)s action was planned after “%(wave)s”: %(states)s.",
        "%(n)s actions were planned after “%(wave)s”: %(states)s.",
        len(actions),
    )
    if late:
        text += " " + ngettext("%(late)s of them is late.", "%(late)s of them are late.", late)
    return text % values


def _movements(aims: Collection[Condition], obstacle: str) -> list[str]:
    """Name the conditions of which some audience says that they have moved, and how."""
    if obstacle:
        return [obstacle]
    moved = {
        direction: [words.quoted(each.name) for each in aims if direction in each.directions]
        for direction in (Direction.RISEN, Direction.FALLEN)
    }
    scored = [words.quoted(each.name) for each in aims if each.scores]
    by_score = [
        _("By the score alone, not by the share at the stage, there is movement in %(names)s.")
        % {"names": words.joined(scored)}
    ]
    if not any(moved.values()):
        nothing = _(
            "No condition they were meant to change has clearly moved, as any audience sees it."
        )
        return [nothing, *(by_score if scored else [])]
    told = [
        text % {"names": words.joined(moved[direction])}
        for direction, text in (
            (Direction.RISEN, _("Risen, as at least one audience sees it: %(names)s.")),
            (Direction.FALLEN, _("Fallen, as at least one audience sees it: %(names)s.")),
        )
        if moved[direction]
    ]
    return [*told, *(by_score if scored else [])]


def _named(numbers: list[int]) -> str:
    return ngettext("Action %(numbers)s", "Actions %(numbers)s", len(numbers)) % {
        "numbers": words.joined([words.count(number) for number in numbers])
    }


def _no_cause() -> str:
    return _(
        "An action and a movement stand side by side; neither is shown to have caused the other."
        " Conditions also move where nothing was done, and other people may have answered."
    )


def _notes(obstacle: str) -> tuple[str, ...]:
    """Say when something counts as moved; nothing where no movement is told."""
    if obstacle:
        return ()
    return (
        _(
            "A share has risen or fallen if it moved by at least %(least)s points and the 95%%"
            " interval of the change leaves out zero; a score by the rule of the comparison. Shares"
            " are means over a dimension’s questions, and their intervals rather too wide. What the"
            " consultant found is a judgement and has no interval."
        )
        % {"least": words.points(SMALLEST_SHARE)},
    )
