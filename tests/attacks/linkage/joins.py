"""Every join a thief can try: by order, by equality, by nearness; and what chance would give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf, lgamma, log, sqrt
from random import Random
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

# How often a sound product may be called leaky, over all joins and runs of one test.
FALSE_ALARM = 1e-7

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Side:
    """Things of one kind, with all that is known of each as numbers; not a number is missing.

    ``groups`` says in which published group each is: the thief looks for partners there only.
    """

    traits: Mapping[str, Numbers]
    groups: Places

    def telling(self) -> dict[str, Numbers]:
        """Return the traits that differ between things, each once."""
        once: dict[bytes, tuple[str, Numbers]] = {}
        for name, values in self.traits.items():
            if len(np.unique(values)) > 1:
                once.setdefault(values.tobytes(), (name, values))
        return dict(once.values())

    def mixed(self, order: Places) -> "Side":
        """Return the same in another order."""
        traits = {name: values[order] for name, values in self.telling().items()}
        return Side(traits, self.groups[order])


@dataclass
class Score:
    """How many links each join got right, over several runs."""

    hits: dict[str, int] = field(default_factory=dict)
    links: int = 0
    expected: float = 0.0

    @property
    def best(self) -> tuple[str, int]:
        """The join with most links."""
        return max(self.hits.items(), key=lambda item: item[1], default=("none", 0))

    @property
    def bar(self) -> int:
        """What no join reaches by chance."""
        return most_by_chance(self.expected, len(self.hits))

    def __str__(self) -> str:
        name, hits = self.best
        return (
            f"best of {len(self.hits)} joins linked {hits} of {self.links} ({name}); chance gives "
            f"{self.expected:g} on average, and {self.bar} once in ten million"
        )


def most_by_chance(expected: float, joins: int) -> int:
    """Return the number of right links that none of ``joins`` guesses reaches by chance.

    If within each group every assignment is equally likely, a guess whose partners are all
    different or not has factorial moments of at most those of a Poisson variable with
    ``expected``, one for each group and run; so P(S >= s) <= expected**t / t! / C(s, t) for
    every t up to s.
    """
    allowed = log(FALSE_ALARM / max(joins, 1))
    hits = 1
    while min(_log_tail(expected, hits, t) for t in range(1, hits + 1)) > allowed:
        hits += 1
    return hits


def _log_tail(expected: float, hits: int, t: int) -> float:
    at_least = lgamma(hits + 1) - lgamma(hits - t + 1)
    return t * log(expected) - at_least if expected else -inf


def try_all(score: Score, people: Side, kept: Side, owners: Places, random: Random) -> None:
    """Add to the score what each join of people with what is kept gets right in this run.

    ``owners`` says whose each kept thing is. Ties are broken by chance, once for all.
    """
    shuffled = shuffled_places(random, len(people.groups))
    place = np.argsort(shuffled)
    people, mixing = people.mixed(shuffled), shuffled_places(random, len(owners))
    kept, owners = kept.mixed(mixing), place[owners[mixing]]
    score.links += len(owners)
    groups = np.unique(kept.groups)
    score.expected += len(groups)
    for group in groups:
        ours, theirs = np.flatnonzero(people.groups == group), np.flatnonzero(kept.groups == group)
        sorted_people = {name: _sorted(values, ours) for name, values in people.traits.items()}
        sorted_kept = {name: _sorted(values, theirs) for name, values in kept.traits.items()}
        for name, (order, values) in sorted_people.items():
            for other, (rows, numbers) in sorted_kept.items():
                for how, left, right in _guesses(order, values, rows, numbers):
                    join = f"{name} × {other}, {how}"
                    hits = int((owners[right] == left).sum())
                    score.hits[join] = score.hits.get(join, 0) + hits


def shuffled_places(random: Random, count: int) -> Places:
    """Return the numbers below ``count`` in random order."""
    return np.array(random.sample(range(count), count), dtype=np.intp)


def _sorted(values: Numbers, among: Places) -> tuple[Places, Numbers]:
    known = among[~np.isnan(values[among])]
    order = known[np.argsort(values[known], kind="stable")]
    return order, values[order]


def _guesses(
    people: Places, values: Numbers, rows: Places, numbers: Numbers
) -> Iterator[tuple[str, Places, Places]]:
    """Yield partners: people, and the rows they are guessed to belong to; both come sorted."""
    shorter = min(len(people), len(rows))
    if not shorter:
        return
    for how, left, right in (
        ("by rank from the first", people[:shorter], rows[:shorter]),
        ("by rank from the last", people[-shorter:], rows[-shorter:]),
        ("by rank in proportion", _spread(people, shorter), _spread(rows, shorter)),
    ):
        yield how, left, right
        yield f"{how}, reversed", left[::-1], right
    first = np.searchsorted(values, numbers, side="left")
    beyond = np.searchsorted(values, numbers, side="right")
    above, below = first < len(people), beyond > 0
    yield "next above", people[first[above]], rows[above]
    yield "next below", people[beyond[below] - 1], rows[below]
    upper = values[np.minimum(first, len(people) - 1)]
    lower = values[np.maximum(beyond - 1, 0)]
    is_upper = np.abs(upper - numbers) < np.abs(lower - numbers)
    nearest = np.where(is_upper, np.minimum(first, len(people) - 1), np.maximum(beyond - 1, 0))
    yield "nearest", people[nearest], rows
    # Several equal ones on both sides: each at most once.
    turn = first + np.arange(len(rows)) - np.searchsorted(numbers, numbers, side="left")
    equal = turn < beyond
    yield "equal", people[turn[equal]], rows[equal]


def _spread(things: Places, count: int) -> Places:
    return things[np.linspace(0, len(things) - 1, count).round().astype(np.intp)]


@dataclass
class Participation:
    """How well each trait tells who has answered: the mean of A' over runs, 0.5 for not at all."""

    sums: dict[str, float] = field(default_factory=dict)
    runs: int = 0
    variance: float = 0.0

    def add(self, people: Side, has_answered: Flags) -> None:
        """Take one run's people in."""
        self.runs += 1
        n = len(has_answered)
        yes = int(has_answered.sum())
        # Of the rank-sum statistic without ties, which make it smaller.
        self.variance += (n + 1) / (12 * yes * (n - yes))
        for name, values in people.telling().items():
            _, rank, count = np.unique(
                np.nan_to_num(values, nan=-inf), return_inverse=True, return_counts=True
            )
            middle = np.cumsum(count) - (count - 1) / 2
            ranks = middle[rank]
            above = (ranks[has_answered].sum() - yes * (yes + 1) / 2) / (yes * (n - yes))
            self.sums[name] = self.sums.get(name, 0.0) + above - 0.5

    @property
    def best(self) -> tuple[str, float]:
        """The trait that tells most, and how far from 0.5 its mean is."""
        name, total = max(self.sums.items(), key=lambda item: abs(item[1]))
        return name, abs(total) / self.runs

    @property
    def bar(self) -> float:
        """How far from 0.5 no trait's mean lies by chance."""
        widths = -NormalDist().inv_cdf(FALSE_ALARM / (2 * len(self.sums)))
        return widths * sqrt(self.variance) / self.runs

    def __str__(self) -> str:
        name, distance = self.best
        return (
            f"best of {len(self.sums)} traits told who answered with A' {0.5 + distance:.3f} "
            f"({name}); 0.5 is guessing, and chance reaches {0.5 + self.bar:.3f} once in ten "
            "million"
        )
