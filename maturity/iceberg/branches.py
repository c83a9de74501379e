"""The branches of the complaint iceberg: what people went through, as they answered.

No problem; a problem, and whether they told it; told, and how they found the outcome.
"""

from enum import StrEnum

import numpy as np

from maturity.answers import Answers
from maturity.disclosure.tree import NOWHERE
from maturity.figures import NO, YES
from maturity.tally import Integers


class Branch(StrEnum):
    """A branch of the iceberg, in the order of the tree's nodes."""

    EVERYBODY = "everybody"
    NONE = "none"
    PROBLEM = "problem"
    UNTOLD = "untold"
    TOLD = "told"
    SATISFIED = "satisfied"
    NEITHER = "neither"
    DISSATISFIED = "dissatisfied"


BRANCHES = tuple(Branch)
OUTCOMES = (Branch.SATISFIED, Branch.NEITHER, Branch.DISSATISFIED)
ABOVE = {
    Branch.NONE: Branch.EVERYBODY,
    Branch.PROBLEM: Branch.EVERYBODY,
    Branch.UNTOLD: Branch.PROBLEM,
    Branch.TOLD: Branch.PROBLEM,
    Branch.SATISFIED: Branch.TOLD,
    Branch.NEITHER: Branch.TOLD,
    Branch.DISSATISFIED: Branch.TOLD,
}
PARENTS = tuple(
    BRANCHES.index(ABOVE[branch]) if branch in ABOVE else NOWHERE for branch in BRANCHES
)


def satisfaction(outcome: Answers, points: int) -> Integers:
    """Sort answers on how satisfying an outcome was: 1 is satisfied, 2 neither, 3 not.

    The two best answers, those between, and the two worst; 0 for none. Shape (people,).
    """
    high, low = outcome > points - 2, outcome <= 2
    return np.select([outcome == 0, high, low], [0, 1, 3], default=2).astype(np.int64)


def branch_of(problem: Answers, told: Answers, outcome: Integers) -> Integers:
    """Return the deepest branch each person is known to belong to, by its place: (people,).

    ``problem`` and ``told`` are yes or no, ``outcome`` as ``satisfaction`` has it; 0 is unknown.
    """
    place = {branch: node for node, branch in enumerate(BRANCHES)}
    has_problem, has_told = problem == YES, (problem == YES) & (told == YES)
    return np.select(
        [
            has_told & (outcome == 1),
            has_told & (outcome == 2),
            has_told & (outcome == 3),
            has_told,
            has_problem & (told == NO),
            has_problem,
            problem == NO,
        ],
        [
            place[Branch.SATISFIED],
            place[Branch.NEITHER],
            place[Branch.DISSATISFIED],
            place[Branch.TOLD],
            place[Branch.UNTOLD],
            place[Branch.PROBLEM],
            place[Branch.NONE],
        ],
        default=place[Branch.EVERYBODY],
    ).astype(np.int64)
