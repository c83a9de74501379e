"""A scale as it was answered: its score, shares and numbers, and what of them may be told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce

import numpy as np

from maturity.answers import scored
from maturity.disclosure import (
    SMALLEST_GROUP_FOR_SHARES,
    SMALLEST_GROUP_FOR_SPREADS,
    Range,
    ShownMean,
    cell,
    combined,
    is_unanimous,
    may_show,
    shown_beside,
    shown_interval,
    shown_mean,
    tenths_of_item,
)
from maturity.sample import Sample
from maturity.scoring import Score, score, score_clustered, score_stratified
from maturity.tally import Shares, Tally, item_means, stratified_shares, tally


@dataclass(frozen=True)
class Beside:
    """What is printed beside a mean: ``allowed`` is the range that the means of its groups leave.

    ``fewest`` is how many people surely count in the smallest of these groups.
    """

    allowed: Range
    fewest: int


@dataclass(frozen=True)
class Measure:
    """A scale's numbers before they are rounded.

    ``item_n`` is how many answered each item, ``sure_n`` how many of these surely count: the
    former is printed, the latter decides what may be. ``is_whole``: nobody kept silent, and
    nobody else is meant. ``others`` are those of the ``tally`` who are not identified, where
    some are. ``is_part``: of a group, of whose items nothing is told. ``beside`` are the groups
    that are told of these people, where some are.
    """

    tally: Tally
    points: int
    score: Score
    shares: Shares
    item_n: tuple[int, ...]
    sure_n: tuple[int, ...]
    is_whole: bool
    others: Tally | None = None
    is_part: bool = False
    beside: Beside | None = None

    @property
    def fewest(self) -> int:
        """How many of those who surely count answered the item that fewest did."""
        return min(self.sure_n)

    @property
    def covered_as(self) -> int:
        """Of how many people ends are covered: the fewest of the scale or of a group told of it."""
        return self.fewest if self.beside is None else min(self.fewest, self.beside.fewest)

    @cached_property
    def item_means(self) -> tuple[ShownMean, ...]:
        """The mean of each item as it may be told; that of a single one is the scale's."""
        if len(self.item_n) == 1:
            return (self.mean,)
        return tuple(
            shown_mean(float(mean), self.points, n, is_item=True, fewest=min(n, self.covered_as))
            for mean, n in zip(item_means(self.shares), self.sure_n, strict=True)
        )

    @property
    def rounded(self) -> ShownMean:
        """The mean of the scale rounded, whatever is told beside it."""
        is_item, value = len(self.item_n) == 1, self.score.mean
        return shown_mean(value, self.points, self.fewest, is_item=is_item, fewest=self.covered_as)

    @property
    def mean(self) -> ShownMean:
        """The mean of the scale as it may be told."""
        return self._told[0]

    @property
    def is_coarse(self) -> bool:
        """Whether no other number may say more of the mean than what is told of it.

        At a covered end, of fewer than ten people, and where it is not told as it was rounded.
        """
        are_few = self.fewest < SMALLEST_GROUP_FOR_SHARES
        return are_few or self.mean.end is not None or self.mean != self.rounded

    @property
    def known(self) -> Range:
        """Where the mean of the scale lies for all that is told of it and beside it."""
        return self._told[1]

    @cached_property
    def _told(self) -> tuple[ShownMean, Range]:
        ranges = [] if self.beside is None else [self.beside.allowed]
        if len(self.item_n) > 1 and not self.is_part and self.may_show_items:
            ranges.append(self._by_items())
        if not ranges:
            tenths = tenths_of_item(self.fewest) if len(self.item_n) == 1 else 1
            return self.rounded, cell(self.rounded, self.points, tenths)
        allowed = reduce(Range.within, ranges)
        return shown_beside(self.score.mean, self.points, self.fewest, self.covered_as, allowed)

    def _by_items(self) -> Range:
        """Return where the means of the items leave the scale's, which is their mean."""
        cells = [
            cell(mean, self.points, tenths_of_item(n))
            for mean, n in zip(self.item_means, self.sure_n, strict=True)
        ]
        return combined([1 / len(cells)] * len(cells), cells)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval as it may be told, around the mean; that of an exact score is its mean."""
        mean = self.mean.value
        if self.score.is_complete:
            return mean, mean
        if self.score.low is None or self.score.high is None:
            return None
        low, high = shown_interval(
            self.score.low, self.score.high, self.points, self.fewest, self.covered_as
        )
        return min(low, mean), max(high, mean)

    @cached_property
    def unanimous(self) -> tuple[bool, ...]:
        """Of each item whether its answers are so alike that they give people away.

        Of all of them, or of those who are left when the identified ones are subtracted.
        """
        tables = [self.tally] if self.others is None else [self.tally, self.others]
        counts = np.stack([table.code_counts(self.points) for table in tables], axis=1)
        return tuple(any(is_unanimous(each) for each in item) for item in counts.tolist())

    @property
    def is_given_away(self) -> bool:
        """Whether the scale must not be told: one of a single item says all that the item does."""
        return self.unanimous == (True,)

    @property
    def may_show_items(self) -> bool:
        """Whether the items of a scale may be told one by one.

        An item that must not be told could be worked out from the score and the other items, so
        none of them is. Below ten people the same holds of a mean at a covered end: the score
        is all but exact then.
        """
        if any(self.unanimous):
            return False
        is_told_coarsely = self.fewest < SMALLEST_GROUP_FOR_SHARES
        is_one_of_several = len(self.item_n) > 1
        has_end = any(mean.end for mean in self.item_means)
        return not (is_told_coarsely and is_one_of_several and has_end)

    @property
    def may_show_spreads(self) -> bool:
        """Whether agreement and consistency may be told: of few people they say too much.

        Nor where an item is hidden because all but one answered alike: they would tell it.
        """
        return self.fewest >= SMALLEST_GROUP_FOR_SPREADS and not any(self.unanimous)


def measure(sample: Sample, places: Sequence[int], points: int) -> Measure | None:
    """Score the columns of one scale; None unless every item has enough answers to be shown.

    Nor is a scale of one item to which all answered alike.
    """
    strata, accounts = sample.strata_of(places), sample.accounts
    groups = sample.strata_places(strata) if strata else accounts
    grouped = sample.tally(places, groups)
    pooled = grouped if groups is None else grouped.pooled()
    item_n = tuple(pooled.code_counts(points).sum(axis=1).tolist())
    sure_n = sample.sure_n_of(places)
    if not sure_n or not may_show(min(sure_n), sample.rules.smallest_group):
        return None
    census = sample.rules.is_census
    if strata:
        value = score_stratified(grouped, points, population=strata[1], census=census)
        shares = stratified_shares(grouped, points, strata[1])
    else:
        shares = pooled.shares(points)
        value = (
            score(pooled, points, population=sample.responses.invited, census=census)
            if accounts is None
            else score_clustered(grouped, points)
        )
    if value is None:
        return None
    if accounts is not None and _accounts(sample, places) < 2:
        value = replace(value, low=None, high=None, variance=None, df=None)
    is_whole = _is_whole(sample, places)
    others = _others(sample, places)
    found = Measure(pooled, points, value, shares, item_n, sure_n, is_whole, others)
    return None if found.is_given_away else found


def measure_part(counted: Tally, surely: Tally, points: int) -> Measure | None:
    """Score a group of the people by itself; None if nobody answered an item.

    Of a population beyond those who came: how many of a group kept silent is not told, neither
    by its interval.
    """
    value = score(counted, points)
    if value is None:
        return None
    item_n, sure_n = (
        tuple(table.code_counts(points).sum(axis=1).tolist()) for table in (counted, surely)
    )
    shares = counted.shares(points)
    return Measure(counted, points, value, shares, item_n, sure_n, is_whole=False, is_part=True)


def _accounts(sample: Sample, places: Sequence[int]) -> int:
    """Count the accounts of those who surely count on a scale."""
    return len(np.unique(sample.tally(places, sample.accounts, sure=True).groups))


def _others(sample: Sample, places: Sequence[int]) -> Tally | None:
    identified = sample.responses.identified
    if identified is None:
        return None
    return tally(scored(sample.codes(places)[~identified[~sample.excluded]]))


def _is_whole(sample: Sample, places: Sequence[int]) -> bool:
    """Whether everybody there is answered every item, excluded or not, and nobody else is meant."""
    came = sample.responses
    if not sample.rules.is_census or len(came.answers) != came.invited:
        return False
    return bool((scored(came.answers[:, places]) > 0).all())
