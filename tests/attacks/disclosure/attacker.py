"""An attacker who knows everybody's department, attributes and which questions they answered.

All that is hidden from them are the answers; what they have is every published number.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import comb

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from maturity.answers import scored, with_enough_answered
from maturity.framework import Framework
from maturity.sample import Sample
from tests.attacks.disclosure.organisations import Answered
from tests.attacks.disclosure.shown import PARTS, Group, Number
from tests.maturity.exact_attack import isolates_fewer_than

Rows = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]

# More sets of people than this are not tried one by one: their leverage is looked at instead.
MOST_SETS = 2000
# Half a unit of what is printed, tenths or halves, and what binary numbers make of it.
HALF_A_TENTH, HALF_A_HALF = 0.05 + 1e-7, 0.25 + 1e-7
# Means of one question to fewer people are printed in halves.
FEWEST_FOR_TENTHS = 10
KINDS = {"dimensions": "anchored", "experience": "parallel"}


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
        found = np.array([_belongs(who.unit, path) for who in self.people])
        if kind == "rest":
            for other in self.groups:
                if other[0] == "unit" and other[1] != path and _belongs(other[1], path):
                    found &= ~self.members(other)
        return found

    def half(self, shown: Number) -> float:
        """Return how far a number may be from what it stands for."""
        if shown.part in PARTS and len(self.codes) > 1:
            return HALF_A_TENTH
        items = range(len(self.codes)) if shown.part in PARTS else [self.codes.index(shown.code)]
        surely = self.members(shown.group) & ~np.array([who.is_fast for who in self.people])
        fewest = min(int((self.answered[:, item] & surely).sum()) for item in items)
        return HALF_A_HALF if fewest < FEWEST_FOR_TENTHS else HALF_A_TENTH

    def coefficients(self, group: Group) -> Rows:
        """Return how much each answer counts in a group's mean: shape (people, items)."""
        weights = self.weights if group == ("whole",) else np.ones_like(self.weights)
        counted = weights * self.answered * self.members(group)[:, np.newaxis]
        found: Rows = counted / counted.sum(axis=0)
        return found


def _belongs(unit: str, path: str) -> bool:
    return not path or unit == path or unit.startswith(f"{path} / ")


def scales(
    framework: Framework,
    audience: str,
    sample: Sample,
    people: Sequence[Answered],
    numbers: Sequence[Number],
) -> Iterator[Scale]:
    """Return every scale of which something was published; ``people`` are those who came."""
    items = framework.questionnaire(audience).items
    counted = [who for who, out in zip(people, sample.excluded, strict=True) if not out]
    for part, kind in KINDS.items():
        for dimension in framework.dimensions:
            own = [i for i in items if i.kind == kind and i.dimension == dimension.code]
            codes = [item.code for item in own]
            found = [
                n
                for n in numbers
                if n.audience == audience
                and ((n.part, n.code) == (part, dimension.code) or n.code in codes)
            ]
            if not found:
                continue
            places = sample.places(codes)
            weights = sample.weights([places])
            # Who is part of a scale's numbers is no secret: the rule is public, and so are the
            # counts it looks at. That they are the answers of just these is checked (``wrong``).
            answered = with_enough_answered(scored(sample.codes(places))) > 0
            identified = np.array([who.account is not None for who in counted], dtype=bool)
            yield Scale(
                people=counted,
                points=own[0].scale.points,
                codes=codes,
                answers=sample.answers[:, places].astype(float),
                answered=answered,
                weights=np.ones(answered.shape) if weights is None else weights,
                identified=identified,
                numbers=found,
            )


def wrong(scale: Scale) -> list[str]:
    """Return the numbers that are not what the people they are about answered."""
    found = []
    for shown in scale.numbers:
        coefficients = scale.coefficients(shown.group)
        means = (coefficients * scale.answers).sum(axis=0)
        mean = means.mean() if shown.part in PARTS else means[scale.codes.index(shown.code)]
        half = scale.half(shown)
        high = shown.mean + (scale.points if shown.end == "at_least" else half)
        low = shown.mean - (scale.points if shown.end == "at_most" else half)
        if not low <= mean <= high:
            found.append(f"{shown}: {mean}")
    return found


def isolated(scale: Scale, smallest: int) -> list[str]:
    """Return the items of which some combination of numbers rests on fewer than k people."""
    found = []
    for item, code in enumerate(scale.codes):
        there = scale.answered[:, item] & ~scale.identified
        rows = [scale.coefficients(group)[there, item] for group in scale.groups]
        if there.any() and rows and _isolates(np.array(rows), smallest):
            found.append(code)
    return found


def isolated_by_an_insider(scale: Scale, smallest: int, insider: int) -> list[str]:
    """The same for somebody who also knows their own answers: fewer than k - 1 others."""
    found = []
    for item, code in enumerate(scale.codes):
        there = scale.answered[:, item] & ~scale.identified
        there[insider] = False
        rows = [scale.coefficients(group)[there, item] for group in scale.groups]
        if there.any() and rows and _isolates(np.array(rows), smallest - 1):
            found.append(code)
    return found


def _isolates(rows: Rows, smallest: int) -> bool:
    """Try every set of people; where these are too many, take everybody's leverage.

    If nobody's is above 1 / (k - 1), no combination can rest on fewer than k.
    """
    atoms = Counter(map(tuple, rows.T.round(12)))
    sizes = [size for atom, size in atoms.items() if any(atom)]
    kinds = np.array([atom for atom in atoms if any(atom)]).T
    if not sizes:
        return False
    if sum(comb(len(sizes), n) for n in range(1, smallest)) > MOST_SETS:
        spread = kinds * np.sqrt(sizes)
        leverages = np.diag(np.linalg.pinv(spread) @ spread) / sizes
        if leverages.max() < 1 / (smallest - 1) - 1e-9:
            return False
    return isolates_fewer_than(smallest, kinds, sizes)


def narrowest(scale: Scale, person: int) -> float:
    """Return by how many steps of an answer a person's own answers together are still open.

    From all published means of the scale and of its items, each known up to its rounding:
    linear programming over everybody's answers.
    """
    places = np.argwhere(scale.answered)
    number = {(who, item): place for place, (who, item) in enumerate(places.tolist())}
    rows, limits = [], []
    for shown in scale.numbers:
        row = np.zeros(len(places))
        if shown.part in PARTS:
            coefficients = scale.coefficients(shown.group) / len(scale.codes)
        else:
            coefficients = np.zeros(scale.answered.shape)
            item = scale.codes.index(shown.code)
            coefficients[:, item] = scale.coefficients(("whole",))[:, item]
        for (who, item), place in number.items():
            row[place] = coefficients[who, item]
        if shown.end != "at_most":
            rows.append(-row)
            limits.append(scale.half(shown) - shown.mean)
        if shown.end != "at_least":
            rows.append(row)
            limits.append(shown.mean + scale.half(shown))
    own = np.zeros(len(places))
    items = [item for item in range(len(scale.codes)) if scale.answered[person, item]]
    own[[number[person, item] for item in items]] = 1 / len(items)
    ends = []
    for sign in (1, -1):
        solved = linprog(
            sign * own, A_ub=np.array(rows), b_ub=np.array(limits), bounds=(1, scale.points)
        )
        assert solved.status == 0, "The published numbers contradict what was answered."
        ends.append(sign * solved.fun)
    return float(ends[1] - ends[0]) * len(items)
