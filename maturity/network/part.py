"""What a result says of the network: who names whom, by department, as far as it may be told.

One row for everybody and for each department with enough answers, on every level of the tree:
which share of its people named each department. Of the people of a row nothing can be taken
away that is not nobody or as many as a row needs, on whatever level: all rows pass one gate.
Shares have their ends covered, so that none says that nobody named a department, or that
everybody did.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from maturity.disclosure import (
    AT_LEAST,
    AT_MOST,
    SMALLEST_GROUP_FLOOR,
    SMALLEST_GROUP_FOR_SHARES,
    SMALLEST_GROUP_FOR_SPREADS,
    rounded_mean,
    rounded_response_rate,
    rounded_share,
    step_of_share,
)
from maturity.disclosure.bands import band_of
from maturity.disclosure.gate import SPARE, Atoms, open_tree
from maturity.disclosure.ledger import Ledger
from maturity.disclosure.tree import WHOLE, with_all_below
from maturity.items import MOST_NAMED, Item
from maturity.network.counting import (
    Named,
    NetworkTree,
    count_named,
    counted_at,
    has_answered,
    has_named_most,
    places_of,
)
from maturity.network.question import KIND
from maturity.sample import Sample
from maturity.scales import NOT_SHOWN, Document
from maturity.tally import Integers

# How far the ends of a mean of few and of more people are covered, in tenths.
COVERED_OF_FEW, COVERED = 3, 1


def network_part(sample: Sample, asked: Sequence[Item]) -> "NetworkPart | None":
    """Return the part of an audience; None where it was not asked the question."""
    item = next((item for item in asked if item.kind == KIND), None)
    if item is None or sample.groups is None:
        return None
    return NetworkPart(sample, item)


class NetworkPart:
    """Computes the part from the answers of one audience."""

    def __init__(self, sample: Sample, item: Item) -> None:
        assert sample.groups is not None
        self.groups = sample.groups
        self.smallest = max(sample.rules.smallest_group, SMALLEST_GROUP_FLOOR)
        self.tree = NetworkTree.of(self.groups, item)
        codes = sample.codes(sample.places([item.code]))
        answered = has_answered(codes)
        node = places_of(self.groups, self.tree)
        self.codes = codes[answered]
        self.node = node[self.groups.cell[answered]]
        self.own_asked = self._by_node(node, self.groups.invited)
        self.own_sure = self._by_node(self.node[sample.surely[answered]])
        self.asked = with_all_below(self.tree.parents, self.own_asked)
        self.sure_n = with_all_below(self.tree.parents, self.own_sure)
        self.n = with_all_below(self.tree.parents, self._by_node(self.node))
        self.shown = self._open()
        self.counts = counted_at(self.tree, item, self.asked, self.smallest)

    def _by_node(self, node: Integers, people: Integers | None = None) -> Integers:
        return np.bincount(node, people, self.tree.nodes).astype(np.int64)

    def _open(self) -> frozenset[int]:
        """Return the nodes whose rows may be told; none where not even the whole's may be."""
        least = max(self.smallest, SMALLEST_GROUP_FOR_SHARES)
        nodes = self.tree.nodes
        atoms = Atoms(
            node=np.arange(nodes),
            answered=np.ones((nodes, 1), dtype=bool),
            surely=self.own_sure,
            # That nobody of those who were asked answered is not to be seen either.
            at_most=self.own_sure + self.own_asked,
            asked=self.own_asked,
        )
        if self.sure_n[WHOLE] < least:
            return frozenset()
        return open_tree(self.tree.parents, atoms, least).nodes

    def document(self) -> Document:
        """Return the whole part."""
        if not self.shown:
            return NOT_SHOWN
        n = int(self.n[WHOLE])
        return {
            "shown": True,
            "n": n,
            "response_rate": rounded_response_rate(n, int(self.asked[WHOLE])),
            "most": MOST_NAMED,
            "named_most": self._percent(int(has_named_most(self.codes).sum()), WHOLE),
            "levels": [self._level(level) for level in range(len(self.tree.levels))],
        }

    def _level(self, level: int) -> Document:
        """Return a level's departments and its matrix; a row for everybody stands beside it."""
        named = count_named(self.tree, level, self.counts[level], self.codes, self.node)
        units = [self.groups.units[place] for place in self.tree.levels[level]]
        nodes = [int(self.tree.of_unit[place]) for place in self.tree.levels[level]]
        return {
            "departments": [
                {"name": unit.name, "path": unit.path, "told": bool(told)}
                for unit, told in zip(units, named.told, strict=True)
            ],
            "has_own": self._has_own(level, named),
            "whole": self._row(WHOLE, named),
            "rows": [self._row(node, named) if node in self.shown else None for node in nodes],
        }

    def _has_own(self, level: int, named: Named) -> float:
        """Return which share of those asked can name a department of their own."""
        own = self.tree.at(level)
        there = (own >= 0) & named.told[own]
        return round(float(self.own_asked[there].sum() / self.asked[WHOLE]), 2)

    def _row(self, node: int, named: Named) -> Document:
        n, sure_n = int(self.n[node]), int(self.sure_n[node])
        told = named.told.tolist()
        counts = named.shares[node].tolist()
        return {
            "n": n if node == WHOLE else band_of(n, int(self.asked[node])),
            "step": step_of_share(sure_n),
            "own": self._percent(int(named.own[node]), node),
            "outside": self._percent(int(named.outside[node]), node),
            **self._others(named, node),
            "shares": [
                self._percent(count, node) if is_told else None
                for count, is_told in zip(counts, told, strict=True)
            ],
        }

    def _percent(self, count: int, node: int) -> int:
        """Return the share of a node's people in per cent, the ends of it covered."""
        sure_n = int(self.sure_n[node])
        share, step = (
            rounded_share(Fraction(count, int(self.n[node])), sure_n),
            step_of_share(sure_n),
        )
        # Of a row that is told there are enough people for shares.
        assert share is not None
        return min(max(round(100 * share), step), 100 - step)

    def _others(self, named: Named, node: int) -> Document:
        """Return how many other departments are named on average, the ends covered."""
        covered = COVERED if self.sure_n[node] >= SMALLEST_GROUP_FOR_SPREADS else COVERED_OF_FEW
        # One's own is none of them.
        most = 10 * min(MOST_NAMED, int(named.told.sum()) - 1)
        if most <= 0:
            return {"others": None, "others_end": None}
        mean = round(10 * rounded_mean(int(named.others[node]) / int(self.n[node])))
        if mean <= covered:
            return {"others": covered / 10, "others_end": AT_MOST}
        if mean >= most - covered:
            return {"others": (most - covered) / 10, "others_end": AT_LEAST}
        return {"others": mean / 10, "others_end": None}

    def ledger(self) -> Ledger:
        """Return what is published, as patterns of those who were asked."""
        below = np.eye(self.tree.nodes, dtype=bool)
        for node in reversed(range(1, self.tree.nodes)):
            below[self.tree.parents[node]] |= below[node]
        nodes = sorted(self.shown)
        paths = {
            int(self.tree.of_unit[place]): self.groups.units[place].path
            for places in self.tree.levels
            for place in places
        }
        rows = [paths.get(node, "whole") for node in nodes]
        membership = below[nodes].T.astype(np.float64)
        return Ledger.of(rows, membership, np.minimum(self.own_sure, self.own_asked - SPARE))
