"""From an audience's groups to what the gate opens of each scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from maturity.disclosure.attributes import SMALLEST_CATEGORY, joined
from maturity.disclosure.gate import (
    Atoms,
    Marks,
    OpenTree,
    marks_of,
    open_attribute,
    open_tree,
)
from maturity.disclosure.rounding import SMALLEST_GROUP_FLOOR, SMALLEST_GROUP_FOR_SHARES
from maturity.disclosure.tree import NOWHERE, WHOLE
from maturity.groups import NONE, Groups
from maturity.responses import NO_DEPARTMENT
from maturity.sample import Sample
from maturity.tally import Floats, Integers, Tally

# An attribute's values are joined further where fewer scales than this could show them.
ENOUGH_SCALES = 0.75

# A part of a result, and a code in it.
Scale = tuple[str, str]


@dataclass(frozen=True)
class Tree:
    """The units below the whole, and below the strata by which it is weighted.

    ``parents`` as ``open_groups`` wants them; ``first`` is the node of the first unit; ``of_cell``
    (cells,) the node of each cell; ``below[v, w]`` says that node w is v or stands below it.
    """

    parents: Sequence[int]
    first: int
    of_cell: Integers
    below: Marks

    @property
    def always(self) -> range:
        """The nodes whose sums are published in any case."""
        return range(self.first)


@dataclass(frozen=True)
class OpenedScale:
    """What may be told of one scale.

    ``counted`` are its people by cell, ``surely`` those who count whatever they answered;
    ``least`` is how many people a group needs; ``atoms`` and ``cell`` (atoms,) are what the gate
    looked at; ``groups`` the groups of each attribute that may be told, ``marks`` (atoms, groups)
    who is in them.
    """

    counted: Tally
    surely: Tally
    tree: Tree
    opened: OpenTree
    least: int
    atoms: Atoms
    cell: Integers
    groups: tuple[frozenset[int], ...] = ()
    marks: Floats = field(default_factory=lambda: np.zeros((0, 0)))

    def regrouped(self, groups: Integers) -> tuple[Tally, Tally]:
        """Return both tables with their cells joined to ``groups`` (cells,)."""
        counted = self.counted.regrouped(groups)
        return counted, counted if self.surely is self.counted else self.surely.regrouped(groups)


class GroupGate:
    """Decides for an audience which of its groups may be told, scale by scale.

    ``scales`` are the columns of each scale that the whole audience shows.
    """

    def __init__(
        self, sample: Sample, groups: Groups, scales: Mapping[Scale, Sequence[int]]
    ) -> None:
        self.sample = sample
        self.groups = groups
        self.smallest = max(sample.rules.smallest_group, SMALLEST_GROUP_FLOOR)
        self.scales = {scale: self._open_tree(places) for scale, places in scales.items()}
        # The group of each value of each attribute.
        self.joined = [self._open_attribute(place) for place in range(len(groups.attributes))]

    def _open_tree(self, places: Sequence[int]) -> OpenedScale:
        tree, cells = self._tree(places), len(self.groups.cells)
        surely, counted = self.sample.by_cell(places)
        sure_n = _by_mask(surely, cells)
        # Whoever was asked may have answered everything: that nobody of some people did must not
        # be read off the numbers either.
        most_n = sure_n.copy()
        most_n[:, -1] += self.groups.invited
        cell, mask = np.nonzero(most_n)
        everything = mask == most_n.shape[1] - 1
        atoms = Atoms(
            node=tree.of_cell[cell],
            answered=(mask[:, np.newaxis] >> np.arange(len(places))) & 1 == 1,
            surely=sure_n[cell, mask],
            at_most=most_n[cell, mask],
            asked=np.where(everything, self.groups.invited[cell], 0),
        )
        # The mean of one question says almost as much of few people as their answers do.
        least = SMALLEST_GROUP_FOR_SHARES if len(places) == 1 else self.smallest
        opened = open_tree(tree.parents, atoms, self.smallest, always=tree.always, least=least)
        marks = np.zeros((len(cell), 0))
        return OpenedScale(counted, surely, tree, opened, least, atoms, cell, marks=marks)

    def _open_attribute(self, place: int) -> tuple[int, ...]:
        """Join an attribute's values until its groups may be told, and open them.

        The values are joined alike for all scales: until every group has enough people, and
        most scales can show them all beside the tree and the attributes before. Scales that
        cannot show what others can stay closed.
        """
        values = self.groups.categories(place)
        people = np.bincount(self.groups.cell[self.sample.surely], minlength=len(self.groups.cells))
        sizes = np.bincount(values, people, int(values.max(initial=0)) + 1).astype(np.int64)
        smallest = max(self.smallest, SMALLEST_CATEGORY)
        while True:
            groups = joined(
                sizes.tolist(), smallest, is_ordered=self.groups.attributes[place].is_ordered
            )
            of_cell = np.array(groups)[values]
            found = {
                scale: open_attribute(
                    opened.opened,
                    opened.atoms,
                    of_cell[opened.cell],
                    self.smallest,
                    opened.marks,
                    opened.least,
                )
                for scale, opened in self.scales.items()
            }
            whole = sum(len(shown) == max(groups) + 1 for shown in found.values())
            could = sum(bool(opened.opened.nodes) for opened in self.scales.values())
            if max(groups) == 0 or whole >= ENOUGH_SCALES * could:
                break
            smallest = 1 + int(np.bincount(groups, sizes).min())
        for scale, shown in found.items():
            self._keep(scale, of_cell, shown)
        return groups

    def _keep(self, scale: Scale, of_cell: Integers, shown: frozenset[int]) -> None:
        opened = self.scales[scale]
        marks = np.hstack([opened.marks, marks_of(of_cell[opened.cell], sorted(shown))])
        self.scales[scale] = replace(opened, groups=(*opened.groups, shown), marks=marks)

    def group_of_cell(self, place: int) -> Integers:
        """Return each cell's group of an attribute: shape (cells,)."""
        found: Integers = np.array(self.joined[place])[self.groups.categories(place)]
        return found

    def _tree(self, places: Sequence[int]) -> Tree:
        """Return the tree for one scale; strata stand above departments."""
        stratum = self.sample.stratum_of_department(places)
        strata = max(stratum.values(), default=NONE) + 1
        first = 1 + strata

        def above(department: str) -> int:
            return 1 + stratum[department] if department in stratum else WHOLE

        units = [
            above(unit.key) if unit.parent == NONE else first + unit.parent
            for unit in self.groups.units
        ]
        nobodys = above(NO_DEPARTMENT)
        place = self.groups.cells[:, 0]
        parents = [NOWHERE] + [WHOLE] * strata + units
        below = np.eye(len(parents), dtype=bool)
        for node in reversed(range(1, len(parents))):
            below[parents[node]] |= below[node]
        return Tree(parents, first, np.where(place == NONE, nobodys, first + place), below)


def _by_mask(table: Tally, cells: int) -> Integers:
    """Count people by cell and by which items they answered: shape (cells, 2 ** items)."""
    mask = (table.patterns > 0) @ (1 << np.arange(table.items))
    counts = np.zeros((cells, 1 << table.items), dtype=np.int64)
    np.add.at(counts, (table.groups, mask), table.counts)
    return counts
