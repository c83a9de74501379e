"""What a result tells of the groups of an audience: units, and values of attributes.

Of a group there is one mean for each scale with its interval, how many answered as a range,
and from ten people on the stage. What the gate refuses is not there.
"""

from collections.abc import Callable, Collection, Iterator

import numpy as np

from maturity.disclosure.bands import band_of
from maturity.disclosure.gate import SPARE
from maturity.disclosure.ledger import Ledger
from maturity.disclosure.rounding import SMALLEST_GROUP_FOR_SHARES
from maturity.framework import Framework
from maturity.group_gate import GroupGate, OpenedScale, Scale
from maturity.group_parts import Group, GroupParts
from maturity.groups import NONE
from maturity.items import Item
from maturity.measures import Beside, Measure
from maturity.sample import Sample
from maturity.scales import Document, scored_cell
from maturity.stages import stage_attained, stage_conditions

# The kinds of items that are told by group, and the part of a result in which they stand.
PARTS = {"anchored": "dimensions", "parallel": "experience"}


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
        self.parts = {
            scale: GroupParts(self.gate, opened, places[scale], self.items[scale][0].scale.points)
            for scale, opened in self.gate.scales.items()
        }

    def beside(self, scale: Scale) -> Beside | None:
        """Return what is told of the groups of a scale beside its whole; None if nothing is."""
        return self.parts[scale].beside_whole

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
        """Return each group that may be told, with its cell."""
        parts = self.parts[scale]
        for part in parts.parts:
            if part.group in parts.measured:
                found = parts.measured[part.group]
                cell = scored_cell(found, self.items[scale])
                kept = {name: cell[name] for name in ("shown", "mean", "end", "low", "high")}
                n = {"n": band_of(found.score.n, part.asked)}
                yield part.group, kept | n | self._stage(scale[0], found)

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
