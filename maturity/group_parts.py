"""The parts into which what is told of a scale divides its people, and their means."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce

import numpy as np

from maturity.disclosure import Range, combined
from maturity.disclosure.gate import SPARE, Marks
from maturity.disclosure.tree import NOWHERE
from maturity.group_gate import GroupGate, OpenedScale
from maturity.groups import NONE
from maturity.measures import Beside, Measure, measure_part
from maturity.tally import Floats, Integers, Tally

# A group as it is told: ("unit", place), ("rest", place of the unit or NONE), or an attribute's
# place as text and the group's number.
Group = tuple[str, int]


@dataclass(frozen=True)
class Part:
    """Some of the people of a scale: who counts, who surely does, and how many were asked.

    ``group`` is None for those who are left over and not told of; ``cells`` (cells,) marks
    theirs. Together with all others of the same ``division`` they are the unit that it names or,
    if its second is NONE, the whole.
    """

    group: Group | None
    division: Group
    cells: Marks
    counted: Tally
    surely: Tally
    asked: int


class GroupParts:
    """Measures the parts of one scale, those that are parts of others first."""

    def __init__(
        self, gate: GroupGate, scale: OpenedScale, places: Sequence[int], points: int
    ) -> None:
        """``places`` are the scale's columns, answered on ``1..points``."""
        self.gate = gate
        self.scale = scale
        self.points = points
        self.strata = gate.sample.strata_of(places)
        self.parts = [part for part in self._parts() if part.counted.n]
        self.measured: dict[Group, Measure] = {}
        self._known: dict[int, Range] = {}
        self._measure()

    def _measure(self) -> None:
        """Measure every part that may be told.

        Where all of a part of the people answered a scale's only question alike none is: the
        others and the whole would give it back, even where it is itself too small to be told.
        """
        # Of the rest of a unit nobody may have answered a question.
        found = [measure_part(part.counted, part.surely, self.points) for part in self.parts]
        if any(each and each.is_given_away for each in found):
            return
        least_asked = max(self.scale.least, self.gate.smallest) + SPARE
        # A unit stands before its parts.
        for place in reversed(range(len(self.parts))):
            part, measure = self.parts[place], found[place]
            is_large = part.surely.n >= self.scale.least and part.asked >= least_asked
            if part.group and measure and is_large:
                told = replace(measure, beside=self._beside([part.group], self._answered))
                self.measured[part.group] = told
                self._known[place] = told.known

    @property
    def beside_whole(self) -> Beside | None:
        """What is told beside the whole; None if nothing is."""
        divisions = {part.division for part in self.parts if part.division[1] == NONE}
        return self._beside(sorted(divisions), self._weight)

    def _beside(self, divisions: Sequence[Group], weight: Floats) -> Beside | None:
        """Return what is told beside a mean, to which each cell has a ``weight`` (cells, items).

        Of the shares of a part in the items' means the average is taken: where they differ the
        part leaves the mean more room than that, never less.
        """
        allowed, fewest = [], []
        for division in divisions:
            its = [place for place, part in enumerate(self.parts) if part.division == division]
            sums = np.array([weight[self.parts[place].cells].sum(axis=0) for place in its])
            told = [self.parts[place].group for place in its if place in self._known]
            if told:
                anything = Range(1.0, float(self.points))
                ranges = [self._known.get(place, anything) for place in its]
                allowed.append(combined((sums / sums.sum(axis=0)).mean(axis=1).tolist(), ranges))
                fewest += [self.measured[group].covered_as for group in told if group]
        return Beside(reduce(Range.within, allowed), min(fewest)) if allowed else None

    @cached_property
    def _answered(self) -> Floats:
        """How many of each cell answered each item: shape (cells, items)."""
        table, cells = self.scale.counted, len(self.scale.tree.of_cell)
        answered = np.zeros((cells, table.items))
        np.add.at(answered, table.groups, table.counts[:, np.newaxis] * (table.patterns > 0))
        return answered

    @property
    def _weight(self) -> Floats:
        """The weight of each cell in each item's mean of the whole: shape (cells, items)."""
        if self.strata is None:
            return self._answered
        weight, tree = self._answered.copy(), self.scale.tree
        for stratum, people in enumerate(self.strata[1]):
            its = tree.below[1 + stratum][tree.of_cell]
            weight[its] *= people / weight[its].sum(axis=0)
        return weight

    def _parts(self) -> Iterator[Part]:
        """Return the parts of the people that what may be told of a scale divides them into."""
        tree, home = self.scale.tree, self.scale.opened.home
        by_node = self._divided(tree.of_cell)
        units = sorted(node for node in self.scale.opened.nodes if node >= tree.first)
        for node in units:
            own, above = ("unit", node - tree.first), home[tree.parents[node]]
            within = ("unit", int(above) - tree.first if above >= tree.first else NONE)
            yield by_node(own, within, tree.below[node])
            if any(tree.below[node, other] for other in units if other != node):
                yield by_node(("rest", node - tree.first), own, home == node)
        if units:
            rest = (home != NOWHERE) & (home < tree.first)
            yield by_node(("rest", NONE), ("unit", NONE), rest)
        for place, groups in enumerate(self.scale.groups):
            by_group = self._divided(self.gate.group_of_cell(place))
            numbers = np.arange(max(self.gate.joined[place]) + 1)
            within = (str(place), NONE)
            for group in sorted(groups):
                yield by_group((str(place), group), within, numbers == group)
            if groups:
                yield by_group(None, within, ~np.isin(numbers, sorted(groups)))

    def _divided(self, of_cell: Integers) -> Callable[[Group | None, Group, Marks], Part]:
        """Return what makes parts of a scale's people, by where their cells belong."""
        counted, surely = self.scale.regrouped(of_cell)
        invited = self.gate.groups.invited

        def part(group: Group | None, division: Group, chosen: Marks) -> Part:
            own, cells = counted.of_groups(chosen), chosen[of_cell]
            sure = own if surely is counted else surely.of_groups(chosen)
            return Part(group, division, cells, own, sure, int(invited[cells].sum()))

        return part
