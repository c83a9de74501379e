"""Who intends to stay, along the branches of the complaint iceberg, as far as it may be told.

A branch is known by what people answered: no problem; a problem, and whether they told it; told,
and how they found the outcome. The branches are a tree, and what is shown of it is one share for
each shown branch of the same question, so the gate for departments holds here too: what is left
of a branch beside those below it is nobody, or at least k people.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from maturity.answers import Answers
from maturity.disclosure import SMALLEST_GROUP_FLOOR, SMALLEST_GROUP_FOR_SHARES, is_unanimous
from maturity.disclosure.tree import NOWHERE, Sizes, residual_of, shown_nodes, with_all_below
from maturity.figures import NO, YES
from maturity.quality import Flags
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


@dataclass(frozen=True)
class People:
    """Those who said whether they stay: all (people,).

    ``counts`` who is counted, ``surely`` who would be whatever they answered; ``others`` who did
    not agree to be identified, None where nobody is.
    """

    branch: Integers
    stays: Flags
    counts: Flags
    surely: Flags
    others: Flags | None = None

    def of(self, rows: Flags) -> "People":
        """Return some of them, all of whom agreed to be identified."""
        return People(self.branch[rows], self.stays[rows], self.counts[rows], self.surely[rows])

    def sizes(self) -> Sizes:
        """Count them by branch, everybody and, where there are any, those not identified."""
        groups = [np.ones(len(self.branch), dtype=bool)]
        if self.others is not None and self.others.any():
            groups.append(self.others)

        def counted(who: Flags) -> Integers:
            return np.stack([_by_branch(self.branch[who & group]) for group in groups], axis=1)

        return Sizes(counted(self.surely), counted(np.ones_like(self.surely)))

    def answers(self, who: Flags) -> Integers:
        """Count who does not stay and who does, by branch: shape (branches, 2)."""
        parts = [who & ~self.stays, who & self.stays]
        return np.stack([_by_branch(self.branch[part]) for part in parts], axis=1)


def _by_branch(places: Integers) -> Integers:
    return np.bincount(places, minlength=len(BRANCHES)).astype(np.int64)


@dataclass(frozen=True)
class Staying:
    """Of a branch how many were counted, how many surely count, and how many intend to stay."""

    n: int
    sure_n: int
    stays: int


def told_branches(people: People, smallest_group: int) -> tuple[dict[Branch, Staying], bool]:
    """Return the branches that may be told, and whether they hold only the identified.

    Only them where more branches can be told so: whoever is identified is known anyway.
    """
    everybody = shown_branches(people, smallest_group)
    if people.others is None or not people.others.any():
        return everybody, False
    identified = shown_branches(people.of(~people.others), smallest_group)
    is_more = len(identified) > len(everybody)
    return (identified if is_more else everybody), is_more


def shown_branches(people: People, smallest_group: int) -> dict[Branch, Staying]:
    """Return the branches below everybody of which it may be told how many intend to stay.

    Nothing is told of fewer than ten people, of whom there are no shares, and nothing where what
    is told, or what is left beside it, would say what single people answered.
    """
    smallest = max(smallest_group, SMALLEST_GROUP_FLOOR)
    sizes = people.sizes()
    # Whoever is identified is known anyway, so that the others need be no more than a group.
    needed = np.array([max(smallest, SMALLEST_GROUP_FOR_SHARES), smallest])
    shown = set(shown_nodes(PARENTS, sizes, needed[: sizes.surely.shape[1]]))
    everyone = people.counts
    tables = [people.answers(everyone)]
    if people.others is not None:
        tables.append(people.answers(everyone & people.others))
    while shown and (given_away := _given_away(shown, tables)) is not None:
        shown.discard(given_away)
    totals, sure = (
        with_all_below(PARENTS, people.answers(who)) for who in (everyone, people.surely)
    )
    return {
        BRANCHES[node]: Staying(int(of_all.sum()), int(of_sure.sum()), int(of_all[1]))
        for node, (of_all, of_sure) in enumerate(zip(totals, sure, strict=True))
        if node in shown - {0}
    }


def _given_away(shown: set[int], tables: list[npt.NDArray[np.int64]]) -> int | None:
    """Return a shown branch to give up because answers are too much alike; None if none are.

    Alike in the branch itself, or in what is left of it beside the branches shown below: then the
    smallest of those is given up, which makes what is left more.
    """
    home = residual_of(PARENTS, shown)
    for node in sorted(shown, reverse=True):
        below = [each for each in shown if each != node and home[PARENTS[each]] == node]
        for table in tables:
            if node and is_unanimous(with_all_below(PARENTS, table)[node].tolist()):
                return node
            if is_unanimous(table[home == node].sum(axis=0).tolist()):
                return min(below, key=lambda each: (tables[0][each].sum(), each), default=node)
    return None
