"""Which units of a department tree may be shown beside the whole.

What is shown of a tree is one sum for each shown unit. Whoever subtracts shown units from the
unit above them is left with its residual: its own people and those of units below it that are
not shown. As long as every residual holds nobody or at least k people, no combination of the
sums rests on fewer than k: the residuals are disjoint, and every combination is one of them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from maturity.tally import Integers

WHOLE = 0
NOWHERE = -1


@dataclass(frozen=True)
class Sizes:
    """How many people count, for each node by itself and each item: shape (nodes, items).

    ``surely`` counts whoever counts whatever they answered, ``at_most`` whoever may count. What
    is shown is decided from both, so that it cannot depend on who was left out as careless. A
    last column may stand for who was asked, the same in both.
    """

    surely: Integers
    at_most: Integers

    def safe(self, smallest: int | Integers) -> bool:
        """Whether nobody can be there, or at least ``smallest`` are, for every column."""
        return bool(((self.at_most == 0) | (self.surely >= smallest)).all())

    def __add__(self, other: "Sizes") -> "Sizes":
        return Sizes(self.surely + other.surely, self.at_most + other.at_most)

    def __getitem__(self, node: int) -> "Sizes":
        return Sizes(self.surely[node], self.at_most[node])


def shown_nodes(
    parents: Sequence[int],
    own: Sizes,
    smallest: int | Integers,
    always: Collection[int] = (WHOLE,),
    least: int | Integers = 0,
) -> frozenset[int]:
    """Return the nodes that may be shown.

    ``parents[v]`` is the node above ``v`` and comes before it; node 0 is the whole, above which
    is -1. ``own`` are the people of each node itself; ``smallest`` is k, for each column if they
    differ. ``always`` are nodes whose sums are part of what is published in any case: the whole,
    and the strata by which it is weighted. Other nodes have ``least`` people, as ``smallest`` has
    them, if that is more.

    From the leaves up: where the residual of a node is too small, shown nodes directly below it
    are given up, the one with the smallest residual first, until it is large enough. A node is
    shown if it and its residual are; else its residual is that of the node above (our rule).
    """
    everybody = with_all_below(parents, own.surely)
    if (everybody[WHOLE] < smallest).any():
        return frozenset()
    residual = [own[node] for node in range(len(parents))]
    below: list[list[int]] = [[] for _ in parents]
    shown: set[int] = set()
    for node in reversed(range(len(parents))):
        while not residual[node].safe(smallest):
            given_up = _weakest([v for v in below[node] if v not in always], residual)
            if given_up is None:
                break
            shown.discard(given_up)
            below[node].remove(given_up)
            below[node] += below[given_up]
            residual[node] += residual[given_up]
        large = bool((everybody[node] >= np.maximum(smallest, least)).all())
        if node in always or (large and residual[node].safe(smallest)):
            shown.add(node)
            if parents[node] != NOWHERE:
                below[parents[node]].append(node)
        else:
            residual[parents[node]] += residual[node]
            below[parents[node]] += below[node]
    return frozenset(shown)


def _weakest(nodes: Sequence[int], residual: Sequence[Sizes]) -> int | None:
    """Return the node with the smallest residual that is any; without one, the first node."""
    sizes = {node: int(residual[node].at_most.sum()) for node in nodes}
    return min(sizes, key=lambda node: (sizes[node] == 0, sizes[node], node), default=None)


def with_all_below(parents: Sequence[int], own: Integers) -> Integers:
    """Add up the people of each node and of all nodes below it: shape as ``own``, nodes first."""
    totals = own.copy()
    for node in reversed(range(1, len(parents))):
        totals[parents[node]] += totals[node]
    return totals


def residual_of(parents: Sequence[int], shown: Collection[int]) -> Integers:
    """Return for each node the shown node to whose residual its own people belong.

    Shape (nodes,); -1 where no node above is shown.
    """
    home = np.full(len(parents), NOWHERE, dtype=np.int64)
    for node, parent in enumerate(parents):
        home[node] = node if node in shown else NOWHERE if parent == NOWHERE else home[parent]
    return home
