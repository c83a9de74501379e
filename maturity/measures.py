"""A scale as it was answered: its score, shares and numbers, and what of them may be told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from maturity.answers import scored
from maturity.disclosure import (
    SMALLEST_GROUP_FOR_SHARES,
    SMALLEST_GROUP_FOR_SPREADS,
    ShownMean,
    is_unanimous,
    may_show,
    shown_interval,
    shown_mean,
)
from maturity.sample import Sample
from maturity.scoring import Score, score, score_clustered, score_stratified
from maturity.tally import Shares, Tally, item_means, stratified_shares, tally


@dataclass(frozen=True)
class Measure:
    """A scale's numbers before they are rounded.

    ``item_n`` is how many answered each item, ``sure_n`` how many of these surely count: the
    former is printed, the latter decides what may be. ``is_whole``: nobody kept silent, and
    nobody else is meant. ``others`` are those of the ``tally`` who are not identified, where
    some are.
    """

    tally: Tally
    points: int
    score: Score
    shares: Shares
    item_n: tuple[int, ...]
    sure_n: tuple[int, ...]
    is_whole: bool
    others: Tally | None = None

    @property
    def fewest(self) -> int:
        """How many of those who surely count answered the item that fewest did."""
        return min(self.sure_n)

    @cached_property
    def item_means(self) -> tuple[ShownMean, ...]:
        """The mean of each item as it may be told."""
        return tuple(
            shown_mean(float(mean), self.points, n, is_item=True)
            for mean, n in zip(item_means(self.shares), self.sure_n, strict=True)
        )

    @property
    def mean(self) -> ShownMean:
        """The mean of the scale as it may be told."""
        is_item = len(self.item_n) == 1
        return shown_mean(self.score.mean, self.points, self.fewest, is_item=is_item)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval as it may be told; that of an exact score is its mean."""
        if self.score.is_complete:
            return self.mean.value, self.mean.value
        if self.score.low is None or self.score.high is None:
            return None
        return shown_interval(self.score.low, self.score.high, self.points, self.fewest)

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
    return Measure(counted, points, value, shares, item_n, sure_n, is_whole=False)


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
