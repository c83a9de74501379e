"""What a result tells of the groups of an audience: units, and values of attributes.

Of a group there is one mean for each scale with its interval, how many answered as a range,
and from ten people on the stage. What the gate refuses is not there.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import numpy as np

from maturity.disclosure.bands import band_of
from maturity.disclosure.gate import SPARE, Marks
from maturity.disclosure.ledger import Ledger
from maturity.disclosure.rounding import (
    SMALLEST_GROUP_FOR_SHARES,
)
from maturity.disclosure.tree import NOWHERE
from maturity.framework import Framework
from maturity.group_gate import GroupGate, OpenedScale, Scale
from maturity.groups import NONE
from maturity.items import Item
from maturity.measures import Measure, measure_part
from maturity.sample import Sample
from maturity.scales import Document, scored_cell
from maturity.stages import stage_attained, stage_conditions
from maturity.tally import Integers, Tally

# The kinds of items that are told by group, and the part of a result in which they stand.
PARTS = {"anchored": "dimensions", "parallel": "experience"}

# A group as it is told: ("unit", place), ("rest", place of the unit or NONE), or an attribute's
# place as text and the group's number.
Group = tuple[str, int]


@dataclass(frozen=True)
class Part:
    """Some of the people of a scale: who counts, who surely does, and how many were asked.

    ``group`` is None for those who are left over and not told of.
    """

    group: Group | None
    counted: Tally
    surely: Tally
    asked: int


class GroupReport:
    """Computes the groups' part of an audience's result."""

    def __init__(
        self, framework: Framework, audience: str, sample: Sample, shown: Collection[Scale]
    ) -> None:
        """``shown`` are the (part, code) that the whole audience shows; others stay closed."""
        assert sample.groups is not None
        self.framework = framework
        self.sample = sample
        self.groups = sample.groups
        self.items: dict[Scale, list[Item]] = {scale: [] for scale in shown}
        for item in framework.questionnaire(audience).items:
            scale = PARTS.get(item.kind, ""), item.dimension
            if scale in self.items:
                self.items[scale].append(item)
        places = {
            scale: sample.places([item.code for item in items])
            for scale, items in self.items.items()
        }
        self.gate = GroupGate(sample, sample.groups, places)

    def document(self) -> Document:
        """Return units with their rests, the rest of the whole, and attributes.

        Attributes of which nothing may be told are named, for whatever cause.
        """
        told = {scale: dict(self._told(scale)) for scale in self.gate.scales}

        def parts(group: Group) -> Document:
            found: Document = {part: {} for part in PARTS.values()}
            for (part, code), cells in told.items():
                if group in cells:
                    found[part][code] = cells[group]
            return found

        units = self._units(parts)
        some = [unit for unit in units if any(unit[part] for part in PARTS.values())]
        attributes = list(self._attributes(parts))
        told_apart = {attribute["name"] for attribute in attributes}
        # An attribute nobody who was asked has a value of is none of theirs.
        named = [attribute.name for attribute in self.groups.attributes if attribute.values]
        return {
            "units": units,
            "units_not_shown": len(self.groups.units) - len(some),
            "rest": parts(("rest", NONE)),
            "attributes": attributes,
            "attributes_not_shown": [name for name in named if name not in told_apart],
        }

    def _units(self, parts: Callable[[Group], Document]) -> list[Document]:
        """Return the units of which anything may be told, and those they stand in."""
        told = {place: parts(("unit", place)) for place in range(len(self.groups.units))}
        named = [place for place, cells in told.items() if any(cells.values())]
        listed = {above for place in named for above in self._way_up(place)}
        return [
            {
                "name": self.groups.units[place].name,
                "path": self.groups.units[place].path,
                "level": len(self._way_up(place)) - 1,
                **told[place],
                "rest": parts(("rest", place)),
            }
            for place in sorted(listed)
        ]

    def _way_up(self, place: int) -> list[int]:
        """Return a unit and the units it stands in."""
        parent = self.groups.units[place].parent
        return [place] if parent == NONE else [place, *self._way_up(parent)]

    def _values(self, place: int) -> list[list[str]]:
        """Return the values of each group of an attribute; "" stands for none given."""
        names = [*self.groups.attributes[place].values, ""]
        groups = self.gate.joined[place]
        return [
            [names[value] for value, its in enumerate(groups) if its == group]
            for group in range(max(groups) + 1)
        ]

    def _told(self, scale: Scale) -> Iterator[tuple[Group, Document]]:
        """Return each group that may be told, with its cell.

        Where all of a part of the people answered a scale's only question alike none is: the
        others and the whole would give it back, even where it is itself too small to be told.
        """
        items = self.items[scale]
        opened, points = self.gate.scales[scale], items[0].scale.points
        parts = [part for part in self._parts(opened) if part.counted.n]
        # Of the rest of a unit nobody may have answered a question.
        measured = [measure_part(part.counted, part.surely, points) for part in parts]
        if any(found and found.is_given_away for found in measured):
            return
        for part, found in zip(parts, measured, strict=True):
            is_large = part.surely.n >= opened.least and part.asked >= self.gate.smallest + SPARE
            if part.group and found and is_large:
                cell = scored_cell(found, items)
                kept = {name: cell[name] for name in ("shown", "mean", "end", "low", "high")}
                n = {"n": band_of(found.score.n, part.asked)}
                yield part.group, kept | n | self._stage(scale[0], found)

    def _parts(self, scale: OpenedScale) -> Iterator[Part]:
        """Return the parts of the people that what may be told of a scale divides them into."""
        tree, nodes, home = scale.tree, scale.opened.nodes, scale.opened.home
        by_node = self._divided(scale, tree.of_cell)
        units = sorted(node for node in nodes if node >= tree.first)
        for node in units:
            yield by_node(("unit", node - tree.first), tree.below[node])
            if any(tree.below[node, other] for other in units if other != node):
                yield by_node(("rest", node - tree.first), home == node)
        if units:
            yield by_node(("rest", NONE), (home != NOWHERE) & (home < tree.first))
        for place, groups in enumerate(scale.groups):
            by_group = self._divided(scale, self.gate.group_of_cell(place))
            numbers = np.arange(max(self.gate.joined[place]) + 1)
            for group in sorted(groups):
                yield by_group((str(place), group), numbers == group)
            if groups:
                yield by_group(None, ~np.isin(numbers, sorted(groups)))

    def _divided(
        self, scale: OpenedScale, of_cell: Integers
    ) -> Callable[[Group | None, Marks], Part]:
        """Return what makes parts of a scale's people, by where their cells belong."""
        counted, surely = scale.regrouped(of_cell)
        invited = self.groups.invited

        def part(group: Group | None, chosen: Marks) -> Part:
            own = counted.of_groups(chosen)
            sure = own if surely is counted else surely.of_groups(chosen)
            return Part(group, own, sure, int(invited[chosen[of_cell]].sum()))

        return part

    def _stage(self, part: str, found: Measure) -> Document:
        """Return the stage attained, of scales that have stages and enough people for shares."""
        if part != PARTS["anchored"]:
            return {}
        if found.fewest < SMALLEST_GROUP_FOR_SHARES:
            return {"stage": None}
        attained = stage_attained(stage_conditions(found.shares))
        return {"stage": self.framework.stages[attained - 1].code}

    def _attributes(self, parts: Callable[[Group], Document]) -> Iterator[Document]:
        """Return the attributes of which anything may be told, with all their groups."""
        for place, attribute in enumerate(self.groups.attributes):
            categories = [
                {"values": values, **parts((str(place), group))}
                for group, values in enumerate(self._values(place))
            ]
            if any(category[part] for category in categories for part in PARTS.values()):
                yield {"name": attribute.name, "categories": categories}

    # What is remembered

    def ledger(self) -> dict[str, Ledger]:
        """Return what is published of each scale, as patterns of those who were asked."""
        return {f"{part}/{code}": self._ledger(s) for (part, code), s in self.gate.scales.items()}

    def _ledger(self, scale: OpenedScale) -> Ledger:
        tree, nodes = scale.tree, sorted(scale.opened.nodes)
        groups = [
            (place, group) for place, shown in enumerate(scale.groups) for group in sorted(shown)
        ]
        rows = [self._row_name(node - tree.first, node) for node in nodes]
        rows += [f"{self.groups.attributes[place].name} {group + 1}" for place, group in groups]
        of_cell = np.column_stack(
            [tree.of_cell]
            + [self.gate.group_of_cell(place) for place in range(len(self.groups.attributes))]
        )
        kinds, kind = np.unique(of_cell, axis=0, return_inverse=True)
        answered = np.bincount(scale.surely.groups, scale.surely.counts, len(of_cell))
        people = np.bincount(kind.reshape(-1), answered, len(kinds))
        asked = np.bincount(kind.reshape(-1), self.groups.invited, len(kinds))
        marks = [tree.below[node][kinds[:, 0]] for node in nodes]
        marks += [kinds[:, 1 + place] == group for place, group in groups]
        membership = np.column_stack(marks) if marks else np.zeros((len(kinds), 0))
        return Ledger.of(rows, membership.astype(np.float64), np.minimum(people, asked - SPARE))

    def _row_name(self, unit: int, node: int) -> str:
        if unit >= 0:
            return self.groups.units[unit].path
        return f"stratum {node}" if node else "whole"
