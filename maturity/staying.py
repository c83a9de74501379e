"""Who intends to stay, along the branches into which people divide, as far as it may be told.

A branch is known by what people answered. The branches are a tree, and what is shown of it is one
share for each shown branch of the same question, so the gate for departments holds here too: what
is left of a branch beside those below it is nobody, or at least k people.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maturity.disclosure import SMALLEST_GROUP_FLOOR, SMALLEST_GROUP_FOR_SHARES, is_unanimous
from maturity.disclosure.leverage import largest_leverage, leverages
from maturity.disclosure.tree import WHOLE, Sizes, residual_of, shown_nodes, with_all_below
from maturity.quality import Flags
from maturity.tally import Floats, Integers


@dataclass(frozen=True)
class People:
    """Those who said whether they stay: all (people,).

    ``parents`` is the tree of branches, as ``shown_nodes`` has it, and ``branch`` the deepest
    one each is known to belong to. ``counts`` who is counted, ``surely`` who would be whatever
    they answered; ``others`` who did not agree to be identified, None where nobody is.
    ``weights`` are those of everybody's share, None where all count alike: it is told beside
    the branches, which are not weighted.
    """

    parents: Sequence[int]
    branch: Integers
    stays: Flags
    counts: Flags
    surely: Flags
    others: Flags | None = None
    weights: Floats | None = None

    def of(self, rows: Flags) -> "People":
        """Return some of them, all of whom agreed to be identified."""
        return People(
            self.parents,
            self.branch[rows],
            self.stays[rows],
            self.counts[rows],
            self.surely[rows],
            weights=None if self.weights is None else self.weights[rows],
        )

    def sizes(self) -> Sizes:
        """Count them by branch, everybody and, where there are any, those not identified."""
        groups = [np.ones(len(self.branch), dtype=bool)]
        if self.others is not None and self.others.any():
            groups.append(self.others)

        def counted(who: Flags) -> Integers:
            return np.stack([self._by_branch(who & group) for group in groups], axis=1)

        return Sizes(counted(self.surely), counted(np.ones_like(self.surely)))

    def answers(self, who: Flags) -> Integers:
        """Count who does not stay and who does, by branch: shape (branches, 2)."""
        parts = [who & ~self.stays, who & self.stays]
        return np.stack([self._by_branch(part) for part in parts], axis=1)

    def _by_branch(self, who: Flags) -> Integers:
        return np.bincount(self.branch[who], minlength=len(self.parents)).astype(np.int64)


@dataclass(frozen=True)
class Staying:
    """Of a branch how many were counted, how many surely count, and how many intend to stay."""

    n: int
    sure_n: int
    stays: int


def told_branches(people: People, smallest_group: int) -> tuple[dict[int, Staying], bool]:
    """Return the branches that may be told, and whether they hold only the identified.

    Only them where more branches can be told so: whoever is identified is known anyway.
    """
    everybody = shown_branches(people, smallest_group)
    if people.others is None or not people.others.any():
        return everybody, False
    identified = shown_branches(people.of(~people.others), smallest_group)
    is_more = len(identified) > len(everybody)
    return (identified if is_more else everybody), is_more


def shown_branches(people: People, smallest_group: int) -> dict[int, Staying]:
    """Return the branches below everybody of which it may be told how many intend to stay.

    Nothing is told of fewer than ten people, of whom there are no shares, and nothing where what
    is told, or what is left beside it, would say what single people answered.
    """
    smallest = max(smallest_group, SMALLEST_GROUP_FLOOR)
    sizes = people.sizes()
    # Whoever is identified is known anyway, so that the others need be no more than a group.
    needed = np.array([max(smallest, SMALLEST_GROUP_FOR_SHARES), smallest])
    shown = set(shown_nodes(people.parents, sizes, needed[: sizes.surely.shape[1]]))
    everyone = people.counts
    tables = [people.answers(everyone)]
    if people.others is not None:
        tables.append(people.answers(everyone & people.others))
    while shown and (given_away := _given_away(people.parents, shown, tables)) is not None:
        shown.discard(given_away)
    while shown - {WHOLE} and not _is_safe_beside_weights(people, shown, smallest):
        shown.discard(min(shown - {WHOLE}, key=lambda each: (tables[0][each].sum(), each)))
    totals, sure = (
        with_all_below(people.parents, people.answers(who)) for who in (everyone, people.surely)
    )
    return {
        node: Staying(int(of_all.sum()), int(of_sure.sum()), int(of_all[1]))
        for node, (of_all, of_sure) in enumerate(zip(totals, sure, strict=True))
        if node in shown - {WHOLE}
    }


def _given_away(
    parents: Sequence[int], shown: set[int], tables: list[npt.NDArray[np.int64]]
) -> int | None:
    """Return a shown branch to give up because answers are too much alike; None if none are.

    Alike in the branch itself, or in what is left of it beside the branches shown below: then the
    smallest of those is given up, which makes what is left more.
    """
    home = residual_of(parents, shown)
    for node in sorted(shown, reverse=True):
        below = [each for each in shown if each != node and home[parents[each]] == node]
        for table in tables:
            if node and is_unanimous(with_all_below(parents, table)[node].tolist()):
                return node
            if is_unanimous(table[home == node].sum(axis=0).tolist()):
                return min(below, key=lambda each: (tables[0][each].sum(), each), default=node)
    return None


def _is_safe_beside_weights(people: People, shown: set[int], smallest: int) -> bool:
    """Whether nobody stands out of the branches together with everybody's weighted share.

    Weights make of everybody no sum of branches, so what is left differs from person to person.
    """
    if people.weights is None:
        return True
    home = residual_of(people.parents, shown)[people.branch]
    values, of_value = np.unique(people.weights, return_inverse=True)
    kinds = home * len(values) + of_value
    for who in (people.counts, people.surely):
        atoms, sizes = np.unique(kinds[who], return_counts=True)
        node, value = np.divmod(atoms, len(values))
        rows = [values[value] / values.max()]
        rows += [(node == each).astype(float) for each in shown - {WHOLE}]
        if leverages(np.stack(rows, axis=1), sizes).max(initial=0.0) >= largest_leverage(smallest):
            return False
    return True
