"""A scale as the attacker sees it: who answered which item, and every published number of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from tests.attacks.disclosure.organisations import Answered
from tests.attacks.disclosure.shown import PARTS, Group, Number

Rows = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Scale:
    """One scale of one audience, and the published numbers of it.

    ``answers`` (people, items) is what the attacker wants; ``answered`` says who answered what
    and counts; ``weights`` are theirs in the
    whole; ``identified`` (people,) whose answers are published by themselves, with an account.
    """

    people: Sequence[Answered]
    points: int
    codes: Sequence[str]
    answers: Rows
    answered: Marks
    weights: Rows
    identified: Marks
    numbers: Sequence[Number]

    @cached_property
    def groups(self) -> list[Group]:
        """The groups whose mean is published, once each."""
        return list(dict.fromkeys(n.group for n in self.numbers if n.part in PARTS))

    def members(self, group: Group) -> Marks:
        """Return who is in a group."""
        kind, *which = group
        if kind == "whole":
            return np.ones(len(self.people), dtype=bool)
        if kind == "attribute":
            name, *values = which
            return np.array([who.attributes.get(name, "") in values for who in self.people])
        (path,) = which
        found = np.array([belongs(who.unit, path) for who in self.people])
        if kind == "rest":
            for other in self.groups:
                if other[0] == "unit" and other[1] != path and belongs(other[1], path):
                    found &= ~self.members(other)
        return found

    def fewest(self, group: Group, codes: Sequence[str]) -> int:
        """Return how many of a group surely count and answered the item that fewest did."""
        surely = self.members(group) & ~np.array([who.is_fast for who in self.people])
        items = [self.codes.index(code) for code in codes]
        return min(int((self.answered[:, item] & surely).sum()) for item in items)

    def coefficients(self, group: Group) -> Rows:
        """Return how much each answer counts in a group's mean: shape (people, items)."""
        weights = self.weights if group == ("whole",) else np.ones_like(self.weights)
        counted = weights * self.answered * self.members(group)[:, np.newaxis]
        found: Rows = counted / counted.sum(axis=0)
        return found


def belongs(unit: str, path: str) -> bool:
    """Whether a unit is the one of a path, or stands below it; "" is the whole."""
    return not path or unit == path or unit.startswith(f"{path} / ")
