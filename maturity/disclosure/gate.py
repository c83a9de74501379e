"""The gate: which groups of an audience may be shown of one scale.

The guarantee: of each item of the scale, no combination of the sums that are shown - of the
whole, of the strata by which it is weighted, of units, of groups of an attribute - rests on
fewer than k people. The tree is made safe by its residuals (``tree``), and each attribute is
shown only if everybody's leverage on all sums together stays below 1 / (k - 1) (``leverage``).
Nothing here knows an answer, only who answered.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maturity.disclosure.leverage import largest_leverage, leverages_beside
from maturity.disclosure.rounding import SMALLEST_GROUP_FLOOR
from maturity.disclosure.tree import (
    NOWHERE,
    WHOLE,
    Sizes,
    residual_of,
    shown_nodes,
)
from maturity.tally import Floats, Integers

Marks = npt.NDArray[np.bool_]
# So many people of a group may have kept silent for all anybody can tell.
SPARE = 2


@dataclass(frozen=True)
class Atoms:
    """The people whom nothing that could be shown tells apart, counted.

    ``node`` (atoms,) is where in the tree they stand; ``answered`` (atoms, items) which items
    they answered; ``surely`` and ``at_most`` (atoms,) how many they are, see ``tree.Sizes``;
    ``asked`` (atoms,) how many of those who were asked are counted with the atom, each once.
    """

    node: Integers
    answered: Marks
    surely: Integers
    at_most: Integers
    asked: Integers

    def sizes(self, place: Integers, places: int) -> Sizes:
        """Count who answered each item, and who was asked, by a place of each atom.

        Shape (places, items + 1).
        """

        def counted(people: Integers) -> Integers:
            table = np.zeros((places, self.answered.shape[1] + 1), dtype=np.int64)
            np.add.at(table[:, :-1], place, self.answered * people[:, np.newaxis])
            np.add.at(table[:, -1], place, self.asked)
            return table

        return Sizes(counted(self.surely), counted(self.at_most))

    def needed(self, smallest: int) -> Integers:
        """Return how many people a place needs: k of each item, and some more who were asked.

        Else it would be seen of a group that is shown that all of it answered.
        """
        k = max(smallest, SMALLEST_GROUP_FLOOR)
        return np.array([k] * self.answered.shape[1] + [k + SPARE])


@dataclass(frozen=True)
class OpenTree:
    """The nodes of the tree that may be shown, and for each the shown node it is left with.

    ``home`` (nodes,) is the shown node to whose residual a node's own people belong. Without
    nodes nothing may be shown, not even the whole.
    """

    nodes: frozenset[int]
    home: Integers


def open_tree(
    parents: Sequence[int],
    atoms: Atoms,
    smallest: int,
    *,
    always: Collection[int] = (WHOLE,),
    least: int = 0,
) -> OpenTree:
    """Decide which nodes of the tree may be shown of one scale.

    ``parents`` and ``always`` as in ``tree.shown_nodes``; ``smallest`` is k, below five counts as
    five, and ``least`` how many a node needs, if that is more.
    """
    own, needed = atoms.sizes(atoms.node, len(parents)), atoms.needed(smallest)
    nodes = shown_nodes(parents, own, needed, always, atoms.needed(least))
    home = residual_of(parents, nodes)
    # Strata are not shown by themselves, so that it does not matter how many of them were asked.
    needed[-1] = 0
    if nodes and atoms.sizes(home[atoms.node], len(parents)).safe(needed):
        return OpenTree(nodes, home)
    return OpenTree(frozenset(), np.full(len(parents), NOWHERE))


def open_attribute(
    tree: OpenTree, atoms: Atoms, group: Integers, smallest: int, shown: Floats, least: int = 0
) -> frozenset[int]:
    """Decide which groups of an attribute may be shown of one scale.

    ``group`` (atoms,) is each atom's group, from 0; ``shown`` (atoms, groups) marks the groups
    of other attributes that are shown beside them. All that the tree leaves safe, if everybody's
    leverage on all sums together is small enough; else none.
    """
    count = int(group.max(initial=-1)) + 1
    # A single group would be the whole again.
    if not tree.nodes or count < 2:
        return frozenset()
    parents = [NOWHERE] + [WHOLE] * count
    sizes = atoms.sizes(group + 1, count + 1)
    safe = shown_nodes(parents, sizes, atoms.needed(smallest), least=atoms.needed(least))
    safe -= {WHOLE}
    together = np.hstack([shown, marks_of(group, sorted(node - 1 for node in safe))])
    if largest_of(tree, atoms, together) < largest_leverage(smallest):
        return frozenset(node - 1 for node in safe)
    return frozenset()


def marks_of(group: Integers, numbers: Collection[int]) -> Floats:
    """Return who is in each of some groups: shape (atoms, groups)."""
    found: Floats = (group[:, np.newaxis] == np.array([*numbers])).astype(np.float64)
    return found


def largest_of(tree: OpenTree, atoms: Atoms, shown: Floats) -> float:
    """Return the largest leverage of anybody who may have answered, over the items."""
    found = 0.0
    for answered in atoms.answered.T:
        there = answered & (atoms.at_most > 0)
        blocks = tree.home[atoms.node[there]]
        leverages = leverages_beside(blocks, shown[there], atoms.surely[there])
        found = max(found, float(leverages.max(initial=0.0)))
    return found
