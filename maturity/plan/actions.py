"""The actions of a plan as an edition holds them, and the order in which a board has them.

An action is the value of ``BLANK``'s keys; days are ISO days, "" where none was set.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from maturity.result import Document


class State(StrEnum):
    """How far an action is."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


# What is still to be done.
OPEN = frozenset({State.PLANNED, State.UNDER_WAY})
# Of more, none is done in 100 days (our rule); what is done or dropped does not count.
MOST_OPEN = 7

# What a priority is: one of the dimensions, or one of the steps, by its code.
DIMENSION, STEP = "dimension:", "step:"

# ``aim`` is the condition that the action is to change: {"dimension", "stage"} or {"step",
# "foundation"}; {} where none was named. ``company``, ``customers`` and ``partners`` say what it
# is to be worth to whom, ``outcome`` what became of it.
BLANK: Mapping[str, object] = {
    "id": "",
    "priority": "",
    "aim": {},
    "what": "",
    "owner": "",
    "due_on": "",
    "done": "",
    "company": "",
    "customers": "",
    "partners": "",
    "state": State.PLANNED.value,
    "outcome": "",
}


def whole_action(action: Mapping[str, object]) -> Document:
    """Return an action with all its keys; before format 3 an edition's had five of them."""
    return {**BLANK, **action}


def step_of(action: Document) -> str:
    """Return the step an action is for; "" where it is for none."""
    code: str = action["aim"].get("step", "")
    return code or action["priority"].removeprefix(STEP)


def is_open(action: Document) -> bool:
    """Whether it is still to be done."""
    return action["state"] in OPEN


def is_late(action: Document, today: str) -> bool:
    """Whether it is still to be done though its day is over."""
    return is_open(action) and bool(action["due_on"]) and action["due_on"] < today


def in_order(actions: Iterable[Document], today: str) -> list[Document]:
    """Return actions as a board has them: late ones first, then by day, then those without."""
    return sorted(
        actions,
        key=lambda each: (not is_late(each, today), not each["due_on"], each["due_on"]),
    )
