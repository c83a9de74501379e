"""What the gate would let be told, foreseen before anybody has answered.

Trials draw who answers, and who says "don't know" to what, and ask the real gate. Every answer
counts the same in them: where answers will be weighted by department, a little less may be shown.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from maturity.answers import DONT_KNOW, Answers
from maturity.disclosure.tree import WHOLE
from maturity.group_gate import GroupGate, Scale
from maturity.groups import Groups
from maturity.responses import Responses, Rules, Sample
from maturity.tally import Integers

# What somebody says does not matter to the gate, only that they say something.
ANY_ANSWER = 1
THE_SCALE: Scale = ("dimensions", "")

# Some values of an attribute, "" for none given.
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
    often. A single category means that nothing is told apart.
    """

    rate: float
    draws: int
    whole: float
    units: tuple[float, ...]
    attributes: tuple[tuple[Category, ...], ...]


@dataclass(frozen=True)
class Trial:
    """What the gate opened: nodes, and of each attribute how values are joined and who is shown."""

    whole: bool
    units: frozenset[int]
    joined: tuple[tuple[Values, ...], ...]
    shown: tuple[frozenset[str], ...]


def foresee(
    groups: Groups,
    smallest: int,
    *,
    rate: float,
    items: int = 3,
    dont_know: float = 0.1,
    draws: int,
    seed: int,
) -> Foresight:
    """Foresee what of ``groups`` may be told of a scale if people answer at ``rate`` (0..1).

    Everybody asked answers with the same chance, and says "don't know" to each of the ``items``
    with the chance ``dont_know`` (0..1), all independently. ``smallest`` is k; ``draws`` is at
    least 1. The same ``seed`` foresees the same.
    """
    rng = np.random.default_rng(seed)
    asked = np.repeat(np.arange(len(groups.cells)), groups.invited)
    trials = []
    for _ in range(draws):
        cell = asked[rng.random(len(asked)) < rate]
        silent = rng.random((len(cell), items)) < dont_know
        answers = np.where(silent, DONT_KNOW, ANY_ANSWER).astype(np.uint8)
        trials.append(_trial(replace(groups, cell=cell), answers, smallest))
    shown = np.array([[place in t.units for place in range(len(groups.units))] for t in trials])
    return Foresight(
        rate=rate,
        draws=draws,
        whole=sum(trial.whole for trial in trials) / draws,
        units=tuple(shown.mean(axis=0).tolist()),
        attributes=tuple(
            _categories([(t.joined[place], t.shown[place]) for t in trials])
            for place in range(len(groups.attributes))
        ),
    )


def _trial(groups: Groups, answers: Answers, smallest: int) -> Trial:
    """Ask the gate what it opens of one scale."""
    responses = Responses(answers, groups=groups)
    nobody = np.zeros(len(answers), dtype=bool)
    sample = Sample(responses, (), Rules(smallest), excluded=nobody)
    gate = GroupGate(sample, groups, {THE_SCALE: range(answers.shape[1])})
    scale = gate.scales[THE_SCALE]
    ...
