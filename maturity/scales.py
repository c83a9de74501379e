"""One scale of one audience as it stands in a result: rounded, and only if enough answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import isfinite
from typing import Any

import numpy as np

from maturity.agreement import Agreement, Null, agreement
from maturity.anova import one_way, person_means
from maturity.answers import DONT_KNOW
from maturity.disclosure import (
    SMALLEST_GROUP_FOR_SPREADS,
    band,
    may_show,
    rounded_interval,
    rounded_mean,
    rounded_share,
)
from maturity.items import Item
from maturity.quality import is_not_visible
from maturity.reliability import alpha, omega
from maturity.responses import Sample
from maturity.scoring import (
    Score,
    score,
    score_clustered,
    score_stratified,
)
from maturity.tally import Shares, Tally, item_means, stratified_shares
from maturity.weighting import non_response_bounds

Document = dict[str, Any]
# From so many people on a second decimal says nothing of single ones.
MANY = 100
NOT_SHOWN: Document = {"shown": False}


@dataclass(frozen=True)
class Measure:
    """A scale's numbers before they are rounded. ``item_n`` is how many answered each item."""

    tally: Tally
    points: int
    score: Score
    shares: Shares
    item_n: tuple[int, ...]

    @property
    def fewest(self) -> int:
        """How many answered the item that fewest answered."""
        return min(self.item_n)

    @cached_property
    def item_means(self) -> tuple[Fraction, ...]:
        """The mean of each item, exactly."""
        return item_means(self.shares)


def measure(sample: Sample, places: Sequence[int], points: int) -> Measure | None:
    """Score the columns of one scale; None unless every item has enough answers to be shown."""
    strata, accounts = sample.strata, sample.accounts
    groups = strata[0] if strata else accounts
    grouped = sample.tally(places, groups)
    pooled = grouped if groups is None else grouped.pooled()
    counts = pooled.code_counts(points)
    item_n = tuple(int(n) for n in counts.sum(axis=1))
    if not item_n or not may_show(min(item_n), sample.rules.smallest_group):
        return None
    census, smallest = sample.rules.is_census, sample.rules.smallest_group
    if strata:
        value = score_stratified(
            grouped, points, population=strata[1], census=census, smallest=smallest
        )
        shares = stratified_shares(grouped, points, strata[1], smallest)
    else:
        shares = pooled.shares(points)
        value = (
            score(pooled, points, population=sample.responses.invited, census=census)
            if accounts is None
            else score_clustered(grouped, points)
        )
    return None if value is None else Measure(pooled, points, value, shares, item_n)


def scored_cell(found: Measure, items: Sequence[Item]) -> Document:
    """Return a scale's score with its interval."""
    value = found.score
    return {
        "shown": True,
        "n": counted(items, value.n),
        "mean": rounded_mean(value.mean),
        **interval(value.low, value.high),
        "design": value.design,
        "indicative": value.is_indicative,
        "complete": value.is_complete,
    }


def interval(low: float | None, high: float | None) -> Document:
    """Return an interval as it is printed; None where there is none."""
    if low is None or high is None:
        return {"low": None, "high": None}
    return dict(zip(("low", "high"), rounded_interval(low, high), strict=True))


def consistency(
    found: Measure, sample: Sample, places: Sequence[int], items: Sequence[Item]
) -> Document:
    """Return how far the people agree, how far the items do, and who could not say."""
    table = found.tally
    together = agreement(table.values, table.counts, high=found.points)
    # Spreads of fewer people say too much of single ones.
    enough = found.fewest >= SMALLEST_GROUP_FOR_SPREADS
    return {
        "view": together.view().value,
        "two_camps": together.has_two_camps if enough else None,
        "agreement": _agreement(together, found.fewest) if enough else None,
        "reliability": _reliability(table, found.fewest) if enough and table.items > 1 else None,
        "departments": _departments(found, sample, places) if enough else None,
        "dont_know": dont_know(sample, places, items),
        "bounds": _bounds(found, sample, items),
    }


def _agreement(together: Agreement, n: int) -> Document:
    """Return the agreement of everybody, as one group, under both null distributions."""
    return {
        "rwg_j_uniform": _rounded(together.rwg_j(Null.UNIFORM)[0], n),
        "rwg_j_slight_skew": _rounded(together.rwg_j(Null.SLIGHT_SKEW)[0], n),
        "r_star": _rounded(together.r_star(Null.UNIFORM)[0], n),
        "ad": _rounded(together.ad[0], n),
    }


def _reliability(table: Tally, n: int) -> Document:
    found, factor = alpha(table.values, table.counts), omega(table.values, table.counts)
    return {
        "alpha": _rounded(found.value, n),
        "low": _rounded(found.low, n),
        "high": _rounded(found.high, n),
        "omega": _rounded(factor.value if factor else None, n),
    }


def _departments(found: Measure, sample: Sample, places: Sequence[int]) -> Document | None:
    """Return how far departments differ and agree within; None for fewer than three.

    Only departments where a whole group answered every item have a part in it.
    """
    if sample.departments is None:
        return None
    table = _of_whole_groups(sample.tally(places, sample.departments), sample.rules.smallest_group)
    analysis = one_way(person_means(table.values), table.groups, table.counts)
    within = agreement(table.values, table.counts, table.groups, high=found.points)
    summary = within.summary(Null.SLIGHT_SKEW)
    if analysis is None or summary is None:
        return None
    return {
        "icc1": _rounded(analysis.icc1, found.fewest),
        "icc2": _rounded(analysis.icc2, found.fewest),
        "comparable": analysis.may_compare_groups,
        "median_rwg_j": _rounded(summary.median_rwg_j, found.fewest),
    }


def _of_whole_groups(table: Tally, smallest: int) -> Tally:
    """Return the table without the groups of which too few answered an item."""
    groups = int(table.groups.max(initial=-1)) + 1
    item_n = np.zeros((groups, table.items), dtype=np.int64)
    np.add.at(item_n, table.groups, table.counts[:, np.newaxis] * (table.patterns > 0))
    kept = (item_n.min(axis=1) >= smallest)[table.groups]
    return Tally(table.patterns[kept], table.groups[kept], table.counts[kept])


def dont_know(sample: Sample, places: Sequence[int], items: Sequence[Item]) -> Document:
    """Return the share of "don't know" among a scale's replies, and whether it is a finding."""
    share, n = unsure(sample, places)
    return {
        "share": rounded_share(share, n),
        "n": counted(items, n),
        "finding": is_not_visible(share),
    }


def unsure(sample: Sample, places: Sequence[int]) -> tuple[Fraction, int]:
    """Return the share of "don't know" among the replies to some columns, and how many replied.

    Whoever was not asked, or skipped a question, did not reply to it; of several columns the
    number is that of the one with fewest replies.
    """
    codes = sample.answers[:, places]
    replies = np.count_nonzero(codes, axis=0)
    total = int(replies.sum())
    share = Fraction(int((codes == DONT_KNOW).sum()), total) if total else Fraction()
    return share, int(replies.min())


def _bounds(found: Measure, sample: Sample, items: Sequence[Item]) -> Document | None:
    """Return where the score would lie if all who kept silent had answered alike.

    From the shown score and the shown response rate, so that neither becomes sharper by it.
    None for weighted scores, since the bounds rest on the unweighted one, which is not published
    beside it; where nobody kept silent; and where not everybody was asked.
    """
    rate = sample.shown_rate
    is_partial = any(item.when for item in items)
    if rate is None or sample.strata or found.score.is_complete or is_partial:
        return None
    low, high = non_response_bounds(rounded_mean(found.score.mean), rate, found.points)
    return {"low": rounded_mean(low), "high": rounded_mean(high)}


def counted(items: Sequence[Item], n: int) -> int | str:
    """Return how many answered, as it may be shown.

    Of a question that not everybody was asked the exact number would say how many gave which
    answer to the one before; it is a band.
    """
    return band(n) if any(item.when for item in items) else n


def distribution(shares: Sequence[Fraction], n: int) -> list[float | None] | None:
    """Return the rounded shares of the answers; None below ten people."""
    rounded = [rounded_share(share, n) for share in shares]
    return None if None in rounded else rounded


def _rounded(statistic: float | None, n: int) -> float | None:
    """Return a spread to 0.1, from a hundred people on to 0.01."""
    if statistic is None or not isfinite(statistic):
        return None
    return round(float(statistic), 1 if n < MANY else 2) + 0.0
