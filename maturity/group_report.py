"""What a result tells of the groups of an audience: units, and values of attributes.

Of a group there is one mean for each scale with its interval, how many answered as a range,
and from ten people on the stage. What the gate refuses is not there.
"""

from collections.abc import Callable, Collection, Iterator

import numpy as np

from maturity.disclosure.gate import Marks
from maturity.disclosure.ledger import Ledger
from maturity.disclosure.rounding import (
    SMALLEST_GROUP_FOR_SHARES,
    SMALLEST_INVITED_FOR_RATE,
    band,
    rounded_response_rate,
)
from maturity.disclosure.tree import NOWHERE, WHOLE, Sizes, shown_nodes, with_all_below
from maturity.framework import Framework
from maturity.group_gate import GroupGate, OpenedScale, Scale
from maturity.groups import NONE
from maturity.items import Item
from maturity.measures import Measure, measure_part
from maturity.sample import Sample
from maturity.scales import Document, scored_cell
from maturity.stages import stage_attained, stage_conditions
from maturity.tally import Tally

# The kinds of items that are told by group, and the part of a result in which they stand.
PARTS = {"anchored": "dimensions", "parallel": "experience"}

# A group as it is told: ("unit", place), ("rest", place of the unit or NONE), or an attribute's
# place as text and the group's number.
Group = tuple[str, int]


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
        """Return units with their rests, the rest of the whole, and attributes."""
        told = {scale: dict(self._told(scale)) for scale in self.gate.scales}

        def parts(group: Group) -> Document:
            found: Document = {part: {} for part in PARTS.values()}
            for (part, code), cells in told.items():
                if group in cells:
                    found[part][code] = cells[group]
            return found

        units = self._units(parts)
        some = [u for u in units if u["response_rate"] or any(u[part] for part in PARTS.values())]
        return {
            "units": units,
            "units_not_shown": len(self.groups.units) - len(some),
            "rest": parts(("rest", NONE)),
            "attributes": [
                {
                    "name": attribute.name,
                    "categories": [
                        {"values": values, **parts((str(place), group))}
                        for group, values in enumerate(self._values(place))
                    ],
                }
                for place, attribute in enumerate(self.groups.attributes)
                if max(self.gate.joined[place]) > 0
            ],
        }

    def _units(self, parts: Callable[[Group], Document]) -> list[Document]:
        """Return the units of which anything may be told, and those they stand in."""
        rates = self._response_rates()
        told = {place: parts(("unit", place)) for place in range(len(self.groups.units))}
        named = [place for place, cells in told.items() if place in rates or any(cells.values())]
        listed = {above for place in named for above in self._way_up(place)}
        return [
            {
                "name": self.groups.units[place].name,
                "path": self.groups.units[place].path,
                "level": len(self._way_up(place)) - 1,
                "response_rate": rates.get(place),
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

        Where all of a group answered a scale's only question alike none is: the others and the
        whole would give it back.
        """
        items = self.items[scale]
        points = items[0].scale.points
        found = {
            group: measure_part(counted, surely, points)
            for group, counted, surely in self._parts(self.gate.scales[scale])
            if surely.n >= self.gate.scales[scale].least
        }
        if any(each and each.is_given_away for each in found.values()):
            return
        for group, each in found.items():
            # Of the rest of a unit nobody may have answered a question.
            if each is None:
                continue
            cell = scored_cell(each, items)
            kept = {name: cell[name] for name in ("shown", "mean", "end", "low", "high")}
            yield group, kept | {"n": band(each.score.n)} | self._stage(scale[0], each)

    def _parts(self, scale: OpenedScale) -> Iterator[tuple[Group, Tally, Tally]]:
        """Return each group that may be told of a scale, who counts in it, and who surely does."""
        tree, nodes = scale.tree, scale.opened.nodes
        by_node = scale.regrouped(tree.of_cell)
        units = sorted(node for node in nodes if node >= tree.first)
        for node in units:
            yield ("unit", node - tree.first), *_parts_of(by_node, tree.below[node])
            if any(tree.below[node, other] for other in units if other != node):
                left = scale.opened.home == node
                yield ("rest", node - tree.first), *_parts_of(by_node, left)
        if units:
            left = (scale.opened.home != NOWHERE) & (scale.opened.home < tree.first)
            yield ("rest", NONE), *_parts_of(by_node, left)
        for place, groups in enumerate(scale.groups):
            by_group = scale.regrouped(self.gate.group_of_cell(place))
            numbers = np.arange(max(self.gate.joined[place]) + 1)
            for group in sorted(groups):
                yield (str(place), group), *_parts_of(by_group, numbers == group)

    def _stage(self, part: str, found: Measure) -> Document:
        """Return the stage attained, of scales that have stages and enough people for shares."""
        if part != PARTS["anchored"]:
            return {}
        if found.fewest < SMALLEST_GROUP_FOR_SHARES:
            return {"stage": None}
        attained = stage_attained(stage_conditions(found.shares))
        return {"stage": self.framework.stages[attained - 1].code}

    # Who answered, and what is remembered

    def _response_rates(self) -> dict[int, str]:
        """Return the response rate of the units whose rate may be told, by place.

        The tree is gated like any other, over everybody who was asked.
        """
        invited = np.bincount(
            1 + self.groups.cells[:, 0], self.groups.invited, 1 + len(self.groups.units)
        ).astype(np.int64)
        everybody = self.sample.responses.groups
        assert everybody is not None
        answered = np.bincount(
            1 + self.groups.cells[everybody.cell, 0], minlength=1 + len(self.groups.units)
        )
        parents = [NOWHERE, *(1 + unit.parent for unit in self.groups.units)]
        own = Sizes(invited[:, np.newaxis], invited[:, np.newaxis])
        smallest = max(self.gate.smallest, SMALLEST_INVITED_FOR_RATE)
        shown = shown_nodes(parents, own, smallest)
        asked, came = with_all_below(parents, invited), with_all_below(parents, answered)
        rates = {
            node - 1: rounded_response_rate(int(came[node]), int(asked[node]))
            for node in sorted(shown - {WHOLE})
        }
        return {place: rate for place, rate in rates.items() if rate}

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
        marks = [tree.below[node][kinds[:, 0]] for node in nodes]
        marks += [kinds[:, 1 + place] == group for place, group in groups]
        membership = np.column_stack(marks) if marks else np.zeros((len(kinds), 0))
        return Ledger.of(rows, membership.astype(np.float64), people)

    def _row_name(self, unit: int, node: int) -> str:
        if unit >= 0:
            return self.groups.units[unit].path
        return f"stratum {node}" if node else "whole"


def _parts_of(tables: tuple[Tally, Tally], groups: Marks) -> tuple[Tally, Tally]:
    """Return the part of two tables that some of their groups make."""
    counted, surely = tables
    part = counted.of_groups(groups)
    return part, part if surely is counted else surely.of_groups(groups)
