"""One scale of one audience as it stands in a result: rounded, and only if enough answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import Any

import numpy as np

from maturity.agreement import Agreement, Null, View, agreement
from maturity.anova import one_way, person_means
from maturity.answers import DONT_KNOW, Answers, scored, with_enough_answered
from maturity.disclosure import (
    AT_LEAST,
    AT_MOST,
    SMALLEST_GROUP_FOR_SHARES,
    band,
    rounded_mean,
    rounded_share,
)
from maturity.insiders import are_too_few
from maturity.items import Item
from maturity.measures import Measure
from maturity.quality import Flags, is_not_visible
from maturity.reliability import alpha, omega
from maturity.sample import Sample
from maturity.tally import Tally
from maturity.weighting import non_response_bounds

Document = dict[str, Any]
# From so many people on a second decimal says nothing of single ones.
MANY = 100
NOT_SHOWN: Document = {"shown": False}


def scored_cell(found: Measure, items: Sequence[Item]) -> Document:
    """Return a scale's score with its interval."""
    value = found.score
    return {
        "shown": True,
        "n": counted(items, value.n),
        "mean": found.mean.value,
        "end": found.mean.end,
        **interval(found.interval),
        "design": value.design,
        "indicative": value.is_indicative,
        "complete": value.is_complete,
    }


def interval(ends: tuple[float, float] | None) -> Document:
    """Return an interval as it stands in a document; None where there is none."""
    low, high = ends or (None, None)
    return {"low": low, "high": high}


def consistency(
    found: Measure, sample: Sample, places: Sequence[int], items: Sequence[Item]
) -> Document:
    """Return how far the people agree, how far the items do, and who could not say."""
    table = found.tally
    together = agreement(table.values, table.counts, high=found.points)
    enough = found.may_show_spreads
    return {
        "view": _view(together, found),
        "two_camps": together.has_two_camps if enough else None,
        "agreement": _agreement(together, found.fewest) if enough else None,
        "reliability": _reliability(table, found.fewest) if enough and table.items > 1 else None,
        "departments": _departments(found, sample, places) if enough else None,
        "dont_know": dont_know(unsure(sample.codes(places), sample.surely)),
        "bounds": _bounds(found, sample, items),
    }


def _view(together: Agreement, found: Measure) -> str:
    """Return whether a view is shared.

    Beside a mean the word says much of fewer than ten, and of an item that is hidden because
    all but one answered alike.
    """
    is_told = found.fewest >= SMALLEST_GROUP_FOR_SHARES and not any(found.unanimous)
    return (together.view() if is_told else View.TOO_FEW).value


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

    Only departments where a whole group answered every item have a part in it. None also if
    the people of the others are too few: what is told of everybody would tell of them.
    """
    if sample.departments is None:
        return None
    whole = _whole_groups(sample, sample.tally(places, sample.departments, sure=True))
    if _leave_too_few(sample, places, whole):
        return None
    table = _of(whole, sample.tally(places, sample.departments))
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


def _whole_groups(sample: Sample, sure: Tally) -> Flags:
    """Return of which departments, by place, enough people in ``sure`` answered every item."""
    departments = sample.responses.department
    assert departments is not None
    item_n = np.zeros((int(departments.max(initial=-1)) + 1, sure.items), dtype=np.int64)
    np.add.at(item_n, sure.groups, sure.counts[:, np.newaxis] * (sure.patterns > 0))
    whole: Flags = item_n.min(axis=1) >= sample.rules.smallest_group
    return whole


def _leave_too_few(sample: Sample, places: Sequence[int], whole: Flags) -> bool:
    """Whether some people of other departments answered a question, but no group of them."""
    came = sample.responses
    assert came.department is not None
    others = came.of(~whole[came.department])
    answered = with_enough_answered(scored(others.answers[:, places])) > 0
    return are_too_few(answered, others.surely, sample.rules.smallest_group)


def _of(groups: Flags, table: Tally) -> Tally:
    """Return the part of a table that is of some of its groups."""
    kept = groups[table.groups]
    return Tally(table.patterns[kept], table.groups[kept], table.counts[kept])


@dataclass(frozen=True)
class Unsure:
    """The share of "don't know" among the replies to some columns, and how many replied.

    Whoever was not asked, or skipped a question, did not reply to it; of several columns the
    numbers are those of the one with fewest replies. ``sure_n`` of the ``n`` surely count.
    """

    share: Fraction
    n: int
    sure_n: int

    @property
    def shown(self) -> float | None:
        """The share as it may be shown."""
        return rounded_share(self.share, self.sure_n)


def unsure(codes: Answers, surely: Flags) -> Unsure:
    """Count "don't know" in columns of shape (respondents, columns)."""
    replies = np.count_nonzero(codes, axis=0)
    total = int(replies.sum())
    share = Fraction(int((codes == DONT_KNOW).sum()), total) if total else Fraction()
    return Unsure(share, int(replies.min()), int(np.count_nonzero(codes[surely], axis=0).min()))


def dont_know(found: Unsure) -> Document:
    """Return the share of "don't know" among a scale's replies, and whether it is a finding.

    How many replied is a band: less how many answered it would be how many did not know.
    """
    return {
        "share": found.shown,
        "n": band(found.n),
        "finding": is_not_visible(found.share),
    }


def _bounds(found: Measure, sample: Sample, items: Sequence[Item]) -> Document | None:
    """Return where the score would lie if all who kept silent had answered alike.

    From the shown score and the shown response rate, so that neither becomes sharper by it.
    None for weighted scores, since the bounds rest on the unweighted one, which is not published
    beside it; where nobody kept silent; and where not everybody was asked.
    """
    rate = sample.shown_rate
    is_partial = any(item.when for item in items)
    if rate is None or sample.strata or found.is_whole or is_partial:
        return None
    # Of a mean at a covered end, as far out as it may lie.
    least = 1.0 if found.mean.end == AT_MOST else found.mean.value
    most = float(found.points) if found.mean.end == AT_LEAST else found.mean.value
    low, _ = non_response_bounds(least, rate, found.points)
    _, high = non_response_bounds(most, rate, found.points)
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
