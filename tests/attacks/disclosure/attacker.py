"""An attacker who knows everybody's department, attributes and which questions they answered.

All that is hidden from them are the answers; what they have is every published number.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import comb

import numpy as np
from scipy.optimize import linprog

from maturity.answers import scored, with_enough_answered
from maturity.framework import Framework
from maturity.sample import Sample
from tests.attacks.disclosure.cells import cells
from tests.attacks.disclosure.organisations import Answered
from tests.attacks.disclosure.scale import Rows, Scale
from tests.attacks.disclosure.shown import PARTS, Number
from tests.maturity.exact_attack import isolates_fewer_than

# More sets of people than this are not tried one by one: their leverage is looked at instead.
MOST_SETS = 2000
# What binary numbers make of a limit.
TINY = 1e-7
KINDS = {"dimensions": "anchored", "experience": "parallel"}


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
    for shown, (low, high) in cells(scale).items():
        coefficients = scale.coefficients(shown.group)
        means = (coefficients * scale.answers).sum(axis=0)
        mean = means.mean() if shown.part in PARTS else means[scale.codes.index(shown.code)]
        if not low - TINY <= mean <= high + TINY:
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

    From all published means of the scale and of its items, each known up to its cell:
    linear programming over everybody's answers.
    """
    places = np.argwhere(scale.answered)
    number = {(who, item): place for place, (who, item) in enumerate(places.tolist())}
    rows, limits = [], []
    for shown, (low, high) in cells(scale).items():
        row = np.zeros(len(places))
        if shown.part in PARTS:
            coefficients = scale.coefficients(shown.group) / len(scale.codes)
        else:
            coefficients = np.zeros(scale.answered.shape)
            item = scale.codes.index(shown.code)
            coefficients[:, item] = scale.coefficients(("whole",))[:, item]
        for (who, item), place in number.items():
            row[place] = coefficients[who, item]
        rows += [-row, row]
        limits += [TINY - low, TINY + high]
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
