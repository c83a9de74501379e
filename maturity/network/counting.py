"""Who named which departments, counted on every level of the tree."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maturity.answers import DONT_KNOW, NOT_ANSWERED, Answers
from maturity.disclosure.tree import NOWHERE, WHOLE, with_all_below
from maturity.groups import NONE, Groups
from maturity.items import MOST_NAMED, Item
from maturity.network.question import levels_of
from maturity.quality import Flags
from maturity.tally import Integers

# Every code a byte can hold.
CODES = 256


@dataclass(frozen=True)
class NetworkTree:
    """The departments that can be named and those above them, below the whole.

    ``parents`` as ``disclosure.tree`` wants them; ``of_unit`` (units,) the node of each unit of
    the groups; ``levels`` the units of each level, the deepest of them those that can be named.
    """

    parents: tuple[int, ...]
    of_unit: Integers
    levels: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, groups: Groups, item: Item) -> "NetworkTree":
        """Return the tree over the departments an item offers."""
        offered = {department.key for department in item.departments}
        levels = levels_of(groups.units)
        keys = [{groups.units[place].key for place in places} for places in levels]
        kept = levels[: keys.index(offered) + 1]
        shown = sorted({place for places in kept for place in places})
        node_of = {place: node for node, place in enumerate(shown, start=1)}
        of_unit = np.zeros(len(groups.units), dtype=np.int64)
        parents = [NOWHERE]
        for place, unit in enumerate(groups.units):
            above = WHOLE if unit.parent == NONE else int(of_unit[unit.parent])
            of_unit[place] = node_of.get(place, above)
            if place in node_of:
                parents.append(above)
        return cls(tuple(parents), of_unit, tuple(kept))

    @property
    def nodes(self) -> int:
        """How many there are, the whole included."""
        return len(self.parents)

    def at(self, level: int) -> Integers:
        """Return the place on a level of each node's department there, -1 for none: (nodes,)."""
        places = {int(self.of_unit[unit]): at for at, unit in enumerate(self.levels[level])}
        found = np.full(self.nodes, NONE, dtype=np.int64)
        for node, above in enumerate(self.parents):
            inherited = NONE if above == NOWHERE else found[above]
            found[node] = places.get(node, inherited)
        return found


@dataclass(frozen=True)
class Named:
    """What people of each node named on a level, those below them included: (nodes, ...).

    ``told`` (departments,) are the departments that count as named; ``shares`` (nodes,
    departments) how many named each, ``own`` how many named their own, ``outside`` any other,
    and ``others`` how many others they named together.
    """

    told: Flags
    shares: Integers
    own: Integers
    outside: Integers
    others: Integers


def counted_at(tree: NetworkTree, item: Item, asked: Integers, smallest: int) -> list[Flags]:
    """Return of each level which of the departments that can be named count there.

    ``asked`` (nodes,) are the people asked, those below included. A department counts if enough
    people were asked in it; smaller ones count together in the one above them as soon as they
    are enough together, so that the difference between two levels is that of nobody or of a
    group. What counts nowhere is told nowhere.
    """
    deepest = len(tree.levels) - 1
    node_of = tree.of_unit[list(tree.levels[deepest])]
    people = asked[node_of]
    counts = [np.zeros(0, dtype=bool)] * len(tree.levels)
    counts[deepest] = people >= smallest
    for level in reversed(range(deepest)):
        above = tree.at(level)[node_of]
        waiting = np.bincount(above, people * ~counts[level + 1], len(tree.levels[level]))
        counts[level] = counts[level + 1] | (waiting[above] >= smallest)
    return counts


def count_named(
    tree: NetworkTree, level: int, counts: Flags, codes: Answers, node: Integers
) -> Named:
    """Count on a level what everybody named; ``codes`` (people, 10), ``node`` (people,)."""
    deepest = tree.of_unit[list(tree.levels[-1])]
    above = tree.at(level)
    departments = len(tree.levels[level])
    place_of_code = np.full(CODES, NONE, dtype=np.int64)
    place_of_code[1 : len(deepest) + 1] = np.where(counts, above[deepest], NONE)
    named = _distinct(place_of_code[codes])
    is_named = named != NONE
    people = np.repeat(node, MOST_NAMED).reshape(named.shape)
    shares = np.bincount(
        (people * departments + named)[is_named], minlength=tree.nodes * departments
    ).reshape(tree.nodes, departments)
    is_own = is_named & (named == above[node][:, np.newaxis])
    others = is_named.sum(axis=1) - is_own.sum(axis=1)

    def by_node(each: Integers) -> Integers:
        own = np.bincount(node, each, tree.nodes).astype(np.int64)
        return with_all_below(tree.parents, own)

    told = np.zeros(departments, dtype=bool)
    told[above[deepest][counts]] = True
    return Named(
        told,
        with_all_below(tree.parents, shares),
        by_node(is_own.any(axis=1)),
        by_node(others > 0),
        by_node(others),
    )


def has_answered(codes: Answers) -> Flags:
    """Whether somebody named a department, or said that there was none: (people,)."""
    answered: Flags = (codes != NOT_ANSWERED).any(axis=1)
    return answered


def has_named_most(codes: Answers) -> Flags:
    """Whether somebody named as many as can be: (people,)."""
    full: Flags = ((codes != NOT_ANSWERED) & (codes != DONT_KNOW)).all(axis=1)
    return full


def _distinct(places: Integers) -> Integers:
    """Return each person's places with every one once, the rest -1."""
    ordered = np.sort(places, axis=1)
    ordered[:, 1:][ordered[:, 1:] == ordered[:, :-1]] = NONE
    return ordered


def places_of(groups: Groups, tree: NetworkTree) -> Integers:
    """Return the node of each cell of the groups: (cells,)."""
    unit = groups.cells[:, 0]
    units: Sequence[int] = tree.of_unit.tolist()
    return np.array([WHOLE if each == NONE else units[each] for each in unit], dtype=np.int64)
