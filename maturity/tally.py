"""A scale's answers as a frequency table: one pass over the rows, and all numbers from there.

A scale has few items and each few answers, so a million people give a few hundred different
rows. What is computed from the table is what would be computed person by person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

from maturity.answers import Answers, with_enough_answered

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
# Items x answers ``1..points``: the exact share of each answer among those who answered the item.
Shares = tuple[tuple[Fraction, ...], ...]

# A table of all possible rows up to this size is counted directly; beyond, rows are sorted.
LARGEST_TABLE = 4_000_000


@dataclass(frozen=True)
class Tally:
    """How many people of which group gave which row of answers.

    ``patterns`` has shape (rows, items), codes from 1, 0 missing; ``groups`` (rows,) the index
    of the group, from 0; ``counts`` (rows,) how many people. No count is 0, no pattern wholly
    missing, and no (group, pattern) occurs twice. A group is a department or a customer account.
    """

    patterns: Answers
    groups: Integers
    counts: Integers

    @property
    def items(self) -> int:
        """How many items the scale has."""
        return int(self.patterns.shape[1])

    @property
    def n(self) -> int:
        """How many people answered at least one item."""
        return int(self.counts.sum())

    @property
    def values(self) -> Floats:
        """The patterns as numbers, NaN where missing: shape (rows, items)."""
        return np.where(self.patterns > 0, self.patterns, np.nan)

    def code_counts(self, points: int) -> Integers:
        """Count the answers ``1..points`` of each item: shape (items, points)."""
        return np.stack(
            [
                np.bincount(column, weights=self.counts, minlength=points + 1)[1 : points + 1]
                for column in self.patterns.T
            ]
        ).astype(np.int64)

    def group_n(self, groups: int) -> Integers:
        """Count the people of each of ``groups`` groups who answered an item: shape (groups,)."""
        return _summed(self.groups, self.counts, groups).astype(np.int64)

    def group_code_counts(self, points: int, groups: int) -> Integers:
        """Count the answers ``1..points`` by group and item: shape (groups, items, points)."""
        base = points + 1
        return np.stack(
            [
                _summed(self.groups * base + column, self.counts, groups * base).reshape(-1, base)
                for column in self.patterns.T
            ],
            axis=1,
        )[..., 1:].astype(np.int64)

    def shares(self, points: int) -> Shares:
        """Return the exact share of each answer ``1..points``, item by item.

        Every item needs at least one answer (else ZeroDivisionError).
        """
        return tuple(
            tuple(Fraction(int(count), int(row.sum())) for count in row)
            for row in self.code_counts(points)
        )

    def part(self, group: int) -> "Tally":
        """Return the table of one group alone."""
        chosen = self.groups == group
        return Tally(self.patterns[chosen], self.groups[chosen], self.counts[chosen])

    def of_groups(self, chosen: npt.NDArray[np.bool_]) -> "Tally":
        """Return the table of all groups that ``chosen`` (groups,) marks, as one group."""
        rows = chosen[self.groups]
        groups = np.zeros(int(rows.sum()), dtype=np.int64)
        return _counted(self.patterns[rows], groups, self.counts[rows])

    def regrouped(self, groups: Integers) -> "Tally":
        """Return the table with each group ``g`` replaced by ``groups[g]``; rows are joined."""
        return _counted(self.patterns, np.asarray(groups)[self.groups], self.counts)

    def pooled(self) -> "Tally":
        """Return the table of everybody as one group."""
        return _counted(self.patterns, np.zeros_like(self.groups), self.counts)


def tally(answers: Answers, groups: Integers | None = None, *, half_scale: bool = True) -> Tally:
    """Count the rows of ``answers``, shape (respondents, items), codes from 1, 0 missing.

    ``groups`` (respondents,) are indices from 0; without them all are of one group. People who
    answered less than half of the scale are blanked (``with_enough_answered``) unless
    ``half_scale`` is False; whoever answered nothing at all is not in the table.
    """
    if groups is None:
        groups = np.zeros(len(answers), dtype=np.int64)
    table = _counted(answers, groups, np.ones(len(answers), dtype=np.int64))
    patterns = with_enough_answered(table.patterns) if half_scale else table.patterns
    answered = patterns.any(axis=1)
    return Tally(patterns[answered], table.groups[answered], table.counts[answered])


def item_means(shares: Shares) -> tuple[Fraction, ...]:
    """Return the exact mean of each item, ``1..points``, from the shares of its answers."""
    return tuple(
        sum((code * share for code, share in enumerate(row, start=1)), Fraction()) for row in shares
    )


def stratified_shares(
    tally: Tally, points: int, population: Sequence[int], smallest: int = 1
) -> Shares:
    """Return the exact share of each answer, every stratum weighing as much as it has people.

    The groups are the strata; ``population`` says how many people each has, answered or not.
    The share of an answer is Σ_h W_h c_h / n_h with W_h = N_h / N, c_h and n_h being the people
    of stratum h who gave the answer and who answered the item (Cochran 1977, 5.3). Strata too
    thin to stand alone are joined first (``join_thin_strata``). Raises ValueError if more people
    answered than there are, ZeroDivisionError if nobody answered an item.
    """
    return _weighted_shares(*join_thin_strata(tally, population, smallest), points)


def join_thin_strata(
    tally: Tally, population: Sequence[int], smallest: int = 1
) -> tuple[Tally, tuple[int, ...]]:
    """Join the strata too thin to be estimated; return the new groups and their population.

    Raises ValueError if more people answered than there are (``joined_strata``).
    """
    joined, people = joined_strata(tally, population, smallest)
    return tally.regrouped(joined), people


def joined_strata(
    tally: Tally, population: Sequence[int], smallest: int = 1
) -> tuple[Integers, tuple[int, ...]]:
    """Return the new number of each stratum, the too thin ones joined, and the new population.

    Thin is a stratum where fewer than two people answered, or fewer than ``smallest`` an item:
    in what is published a whole group, since few people of a stratum may stand for many. The
    smallest thin one (by who answered, then by population, then by order) is joined to the next
    smallest of all until none is left or all are one (our rule; it looks at who answered, never
    at what). Strata without people disappear. Raises ValueError if more people answered than
    there are.
    """
    strata = len(population)
    outside = int(tally.groups.max(initial=-1)) >= strata
    n = np.zeros(strata, dtype=np.int64) if outside else tally.group_n(strata)
    if outside or (n > np.asarray(population, dtype=np.int64)).any():
        raise ValueError("More people answered in a stratum than it has; correct its population.")
    item_n = np.zeros((strata, tally.items), dtype=np.int64)
    np.add.at(item_n, tally.groups, tally.counts[:, np.newaxis] * (tally.patterns > 0))
    left = {h: (int(n[h]), int(people), h) for h, people in enumerate(population) if people}
    joined = np.arange(strata)
    while len(left) > 1:
        thin = [size for h, size in left.items() if size[0] < 2 or item_n[h].min() < smallest]
        if not thin:
            break
        _, people, thinnest = min(thin)
        del left[thinnest]
        its_n, its_people, target = min(left.values())
        left[target] = (its_n + int(n[thinnest]), its_people + people, target)
        n[target] += n[thinnest]
        item_n[target] += item_n[thinnest]
        joined[joined == thinnest] = target
    numbers = np.zeros(strata, dtype=np.int64)
    numbers[list(left)] = np.arange(len(left))
    return numbers[joined], tuple(people for _, people, _ in left.values())


def _weighted_shares(tally: Tally, population: Sequence[int], points: int) -> Shares:
    """Weigh the shares by stratum over one common denominator, as fractions would be slow."""
    everyone = sum(population)
    shares = []
    for item in tally.group_code_counts(points, len(population)).transpose(1, 0, 2).tolist():
        answered = [sum(counts) for counts in item]
        common = lcm(*answered)
        factors = [people * common // n for people, n in zip(population, answered, strict=True)]
        totals = [
            sum(factor * counts[code] for factor, counts in zip(factors, item, strict=True))
            for code in range(points)
        ]
        shares.append(tuple(Fraction(total, everyone * common) for total in totals))
    return tuple(shares)


def _summed(indices: Integers, weights: Integers, length: int) -> Floats:
    """Sum the weights by index: shape (length,)."""
    return np.bincount(indices, weights=weights, minlength=length).astype(np.float64)


def _counted(patterns: Answers, groups: Integers, counts: Integers) -> Tally:
    """Join equal rows of equal groups."""
    items = patterns.shape[1]
    base = int(patterns.max(initial=0)) + 1
    group_count = int(groups.max(initial=0)) + 1
    possible = base**items
    if possible * group_count > np.iinfo(np.int64).max:
        return _counted_by_row(patterns, groups, counts)
    keys = groups.astype(np.int64)
    for column in patterns.T:
        keys = keys * base + column
    if possible * group_count <= LARGEST_TABLE:
        weights = None if (counts == 1).all() else counts
        table = np.bincount(keys, weights=weights, minlength=0)
        found = np.flatnonzero(table)
        totals = table[found].astype(np.int64)
    else:
        found, inverse = np.unique(keys, return_inverse=True)
        totals = np.bincount(inverse, weights=counts).astype(np.int64)
    rest, columns = found, []
    for _ in range(items):
        rest, code = np.divmod(rest, base)
        columns.append(code)
    joined = np.stack(columns[::-1], axis=1) if columns else np.zeros((len(found), 0))
    return Tally(joined.astype(np.uint8), rest, totals)


def _counted_by_row(patterns: Answers, groups: Integers, counts: Integers) -> Tally:
    """Join equal rows of more items than one number can hold."""
    rows, inverse = np.unique(np.column_stack([groups, patterns]), axis=0, return_inverse=True)
    totals = np.bincount(inverse.reshape(-1), weights=counts).astype(np.int64)
    return Tally(rows[:, 1:].astype(np.uint8), rows[:, 0].astype(np.int64), totals)
