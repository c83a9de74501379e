"""What the gate would let be told, foreseen before anybody has answered.

Trials draw who answers, and who says "don't know" to what, and ask the real gate. Every answer
counts the same in them: where answers will be weighted by department, a little less may be shown.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from maturity.answers import DONT_KNOW, Answers
from maturity.disclosure.tree import WHOLE
from maturity.group_gate import GroupGate, Scale
from maturity.groups import NONE, Attribute, Groups
from maturity.responses import Responses, Rules
from maturity.sample import Sample
from maturity.tally import Integers

# What somebody says does not matter to the gate, only that they say something.
ANY_ANSWER = 1
THE_SCALE: Scale = ("dimensions", "")
NOT_GIVEN = ""
# Trials take longer the more there is to decide, and vary less the more people there are.
MOST_DRAWS, FEWEST_DRAWS = 40, 8
UNITS_IN_ALL = 12_000
KINDS_IN_ALL = 30_000

# Some values of an attribute; NOT_GIVEN stands for none.
Values = tuple[str, ...]


@dataclass(frozen=True)
class Category:
    """Joined values of an attribute, and the share of trials that show them, whole or in parts."""

    values: Values
    shown: float


@dataclass(frozen=True)
class Foresight:
    """What some response rate would let be told of one scale.

    ``rate`` is from 0 to 1; ``whole`` the share of the ``draws`` in which the whole audience is
    shown, ``units`` that of each unit; ``attributes`` how the values of each are joined most
    often in the ``attribute_draws``. A single category means that nothing is told apart.
    """

    rate: float
    draws: int
    attribute_draws: int
    whole: float
    units: tuple[float, ...]
    attributes: tuple[tuple[Category, ...], ...]


@dataclass(frozen=True)
class Joined:
    """How one trial joined the values of an attribute, and which of the groups are shown."""

    groups: tuple[Values, ...]
    shown: frozenset[int]

    def shows(self, values: Values) -> bool:
        """Whether exactly these people are shown, in one group or in several."""
        parts = [self.groups[group] for group in self.shown]
        return {*values} == {value for part in parts if {*part} <= {*values} for value in part}


@dataclass(frozen=True)
class Trial:
    """The nodes and groups the gate opened; the whole is node 0, the first unit node 1."""

    nodes: frozenset[int]
    attributes: tuple[Joined, ...]


def draws_for(groups: Groups) -> tuple[int, int]:
    """Return how many trials of the tree, and of the attributes, take about half a second."""
    kinds = len(groups.cells) if groups.attributes else 0
    draws = _between(FEWEST_DRAWS, UNITS_IN_ALL // max(1, len(groups.units)), MOST_DRAWS)
    return draws, _between(1, KINDS_IN_ALL // max(1, kinds), draws)


def _between(least: int, number: int, most: int) -> int:
    return max(least, min(number, most))


def foresee(
    groups: Groups,
    smallest: int,
    *,
    rate: float,
    items: int = 3,
    dont_know: float = 0.1,
    draws: int,
    attribute_draws: int | None = None,
    seed: int,
) -> Foresight:
    """Foresee what of ``groups`` may be told of a scale if people answer at ``rate`` (0..1).

    Everybody asked answers with the same chance, and says "don't know" to each of the ``items``
    with the chance ``dont_know`` (0..1), all independently. ``smallest`` is k. There are
    ``draws`` trials, at least 1; attributes, which take longer, are looked at in the first
    ``attribute_draws`` of them, at least 1, or in all. The same ``seed`` foresees the same.
    """
    rng = np.random.default_rng(seed)
    asked = np.repeat(np.arange(len(groups.cells)), groups.invited)
    tree, cell_of_tree = _without_attributes(groups)
    of_attributes = draws if attribute_draws is None else min(draws, attribute_draws)
    trials = []
    for draw in range(draws):
        cell = asked[rng.random(len(asked)) < rate]
        silent = rng.random((len(cell), items)) < dont_know
        answers = np.where(silent, DONT_KNOW, ANY_ANSWER).astype(np.uint8)
        if draw < of_attributes:
            trials.append(_trial(replace(groups, cell=cell), answers, smallest))
        else:
            trials.append(_trial(replace(tree, cell=cell_of_tree[cell]), answers, smallest))
    shown = np.zeros(1 + len(groups.units))
    for trial in trials:
        shown[sorted(trial.nodes)] += 1
    return Foresight(
        rate=rate,
        draws=draws,
        attribute_draws=of_attributes,
        whole=float(shown[WHOLE] / draws),
        units=tuple((shown[1:] / draws).tolist()),
        attributes=tuple(
            _categories([trial.attributes[place] for trial in trials[:of_attributes]])
            for place in range(len(groups.attributes))
        ),
    )


def _without_attributes(groups: Groups) -> tuple[Groups, Integers]:
    """Return the tree alone, and for each cell its cell there."""
    units, cell = np.unique(groups.cells[:, 0], return_inverse=True)
    people = np.bincount(cell, groups.invited, len(units)).astype(np.int64)
    alone = replace(groups, attributes=(), cells=units[:, np.newaxis], invited=people)
    return alone, cell


def _trial(groups: Groups, answers: Answers, smallest: int) -> Trial:
    """Ask the gate what it opens of one scale."""
    everybody_counts = np.zeros(len(answers), dtype=bool)
    sample = Sample(
        Responses(answers, groups=groups), (), Rules(smallest), excluded=everybody_counts
    )
    gate = GroupGate(sample, groups, {THE_SCALE: range(answers.shape[1])})
    opened = gate.scales[THE_SCALE]
    return Trial(
        nodes=opened.opened.nodes,
        attributes=tuple(
            Joined(_values(attribute, joined), shown)
            for attribute, joined, shown in zip(
                groups.attributes, gate.joined, opened.groups, strict=True
            )
        ),
    )


def _values(attribute: Attribute, joined: Sequence[int]) -> tuple[Values, ...]:
    """Return the values of each group of an attribute."""
    names = [*attribute.values, NOT_GIVEN][: len(joined)]
    return tuple(
        tuple(name for name, its in zip(names, joined, strict=True) if its == group)
        for group in range(max(joined, default=NONE) + 1)
    )


def _categories(trials: Sequence[Joined]) -> tuple[Category, ...]:
    """Return the values as they are joined most often, the finer if two are as frequent."""
    often = Counter(trial.groups for trial in trials)
    groups = max(often, key=lambda groups: (often[groups], len(groups), groups))
    return tuple(
        Category(values, sum(trial.shows(values) for trial in trials) / len(trials))
        for values in groups
    )
