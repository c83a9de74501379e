"""Whether people who judge the same organisation agree: rwg, rwg(j), r*wg, AD and a word.

Disagreement about a common object is a result of its own, not noise: the word is "shared" or
"divided", and only where there are too few people is there none.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from maturity.covariance import frequencies
from maturity.tally import Floats, Integers

# What a view needs to be called shared (LeBreton & Senter 2008).
AGREEMENT_NEEDED = 0.70
# Below this many people an index of agreement is unstable (our rule).
STABLE_GROUP = 5
# Both ends of the scale with this share each make two camps (our rule).
CAMP = 0.25
# Variances of a slightly skewed null distribution by the number of points. From five points on
# those of LeBreton & Senter 2008; below, our convention, from the shares .25 .75, .15 .50 .35
# and .10 .20 .40 .30.
SLIGHT_SKEW = {
    2: 0.1875,
    3: 0.46,
    4: 0.89,
    5: 1.34,
    6: 1.85,
    7: 2.90,
    8: 3.47,
    9: 5.66,
    10: 6.30,
    11: 7.31,
}
# Beyond eleven points, the share of the uniform variance that eleven points have (our rule).
SLIGHT_SKEW_BEYOND = 0.731


class Null(StrEnum):
    """How people would answer if nothing made them agree."""

    UNIFORM = "uniform"
    SLIGHT_SKEW = "slight_skew"


class View(StrEnum):
    """What is said of people's agreement."""

    SHARED = "shared"
    DIVIDED = "divided"
    TOO_FEW = "too_few"


def null_variance(null: Null, points: int) -> float:
    """Return the variance of answers on ``points`` points under a null distribution.

    Uniform: (points² - 1) / 12. Raises ValueError for fewer than two points.
    """
    if points < 2:
        raise ValueError(f"A scale has two points or more, not {points}.")
    uniform = (points**2 - 1) / 12
    if null is Null.UNIFORM:
        return uniform
    return SLIGHT_SKEW.get(points, SLIGHT_SKEW_BEYOND * uniform)


@dataclass(frozen=True)
class Summary:
    """Agreement over groups: how many, their medians, and the share that agree enough."""

    groups: int
    median_rwg_j: float
    agreeing: float
    median_r_star: float


@dataclass(frozen=True)
class Agreement:
    """Agreement within each group about items on a scale of ``points`` points.

    ``n`` (groups,) counts the people who answered any item. ``variances`` (groups, items) have
    n - 1 in the denominator, ``deviations`` (groups, items) are mean absolute deviations from
    the mean; both are NaN where fewer than two people answered. ``lowest`` and ``highest`` are
    the shares of all people at either end of the scale, averaged over the items.
    """

    points: int
    n: Integers
    variances: Floats
    deviations: Floats
    lowest: float
    highest: float

    def rwg(self, null: Null) -> Floats:
        """Return each item's rwg, 0 to 1: shape (groups, items), NaN where undefined.

        1 - variance / null variance, 0 where people differ more than by chance (James, Demaree
        & Wolf 1984).
        """
        return np.maximum(0.0, 1 - self.variances / null_variance(null, self.points))

    def rwg_j(self, null: Null) -> Floats:
        """Return the scale's rwg(j), 0 to 1: shape (groups,), NaN where undefined.

        J (1 - r) / (J (1 - r) + r) with the items' mean variance over the null variance, r, at
        most 1 (James, Demaree & Wolf 1984). J counts the items that two people answered.
        """
        items = np.isfinite(self.variances).sum(axis=1)
        ratio = np.minimum(1.0, 1 - self.r_star(null))
        # 1 stands in where no item counts; the result is NaN there all the same.
        agreeing = np.maximum(items, 1) * (1 - ratio)
        return np.asarray(agreeing / (agreeing + ratio), dtype=np.float64)

    def r_star(self, null: Null) -> Floats:
        """Return r*wg, at most 1: shape (groups,), NaN where undefined.

        1 - mean variance / null variance; it does not grow with the number of items, and it is
        negative where people differ more than by chance (Lindell, Brandt & Whitney 1999).
        """
        return 1 - _row_means(self.variances) / null_variance(null, self.points)

    @property
    def ad(self) -> Floats:
        """The mean absolute deviation, averaged over items: (groups,), NaN where undefined."""
        return _row_means(self.deviations)

    @property
    def ad_limit(self) -> float:
        """The deviation up to which people agree: a sixth of the points (Burke & Dunlap 2002)."""
        return self.points / 6

    @property
    def has_two_camps(self) -> bool:
        """Whether both ends of the scale have a quarter of all answers each."""
        return min(self.lowest, self.highest) >= CAMP - 1e-9

    def of_size(self, smallest: int) -> Integers:
        """Return the indices of groups of at least that many people with a defined agreement."""
        defined = np.isfinite(self.variances).any(axis=1)
        return np.flatnonzero(defined & (self.n >= smallest)).astype(np.int64)

    def summary(self, null: Null, *, smallest: int = 2) -> Summary | None:
        """Summarise the groups of at least ``smallest`` people; None if there are none."""
        chosen = self.of_size(smallest)
        if not chosen.size:
            return None
        rwg_j = self.rwg_j(null)[chosen]
        return Summary(
            groups=int(chosen.size),
            median_rwg_j=float(np.median(rwg_j)),
            agreeing=float(np.mean(rwg_j >= AGREEMENT_NEEDED - 1e-9)),
            median_r_star=float(np.median(self.r_star(null)[chosen])),
        )

    def view(self, *, smallest: int = STABLE_GROUP) -> View:
        """Return whether the view is shared, divided, or of too few people to say.

        Shared if the median rwg(j) of the groups of at least ``smallest`` people is .70 or more
        under both null distributions and there are no two camps (our rule, on the threshold of
        LeBreton & Senter 2008).
        """
        summaries = [self.summary(null, smallest=smallest) for null in Null]
        medians = [summary.median_rwg_j for summary in summaries if summary]
        if not medians:
            return View.TOO_FEW
        agrees = min(medians) >= AGREEMENT_NEEDED - 1e-9
        return View.SHARED if agrees and not self.has_two_camps else View.DIVIDED


def agreement(
    values: Floats,
    counts: Integers | None = None,
    groups: Integers | None = None,
    *,
    low: int = 1,
    high: int,
) -> Agreement:
    """Measure agreement within groups about items on the scale ``low`` to ``high``.

    ``values`` has shape (rows, items), NaN missing; ``counts`` (rows,) how many people gave a
    row (one each without them); ``groups`` (rows,) indices from 0 (all one group without them).
    An index without people has n 0 and nothing defined. Raises ValueError for a scale of one
    point, and for counts or groups that do not fit the rows.
    """
    points = high - low + 1
    null_variance(Null.UNIFORM, points)
    weights = frequencies(len(values), counts)
    if groups is None:
        groups = np.zeros(len(values), dtype=np.int64)
    if groups.shape != (len(values),):
        raise ValueError(f"{len(values)} rows of answers need as many groups, not {groups.shape}.")
    size = int(groups.max(initial=0)) + 1
    answered = ~np.isnan(values).all(axis=1)
    spread = [_spread(column, weights, groups, size) for column in values.T]
    variances, deviations = np.stack(spread, axis=-1) if spread else np.full((2, size, 0), np.nan)
    people = np.bincount(groups, weights=weights * answered, minlength=size)
    return Agreement(
        points=points,
        n=people.astype(np.int64),
        variances=variances,
        deviations=deviations,
        lowest=_share(values, weights, low),
        highest=_share(values, weights, high),
    )


def _spread(column: Floats, weights: Floats, groups: Integers, size: int) -> Floats:
    """Return an item's variance and mean absolute deviation by group: shape (2, groups)."""
    seen = ~np.isnan(column)
    values, weights, groups = column[seen], weights[seen], groups[seen]
    n = np.bincount(groups, weights=weights, minlength=size)
    means = np.bincount(groups, weights=weights * values, minlength=size) / np.maximum(n, 1)
    away = np.abs(values - means[groups])
    squares = np.bincount(groups, weights=weights * away**2, minlength=size)
    absolutes = np.bincount(groups, weights=weights * away, minlength=size)
    found = np.full((2, size), np.nan)
    enough = n > 1
    found[:, enough] = squares[enough] / (n[enough] - 1), absolutes[enough] / n[enough]
    return found


def _share(values: Floats, weights: Floats, code: int) -> float:
    """Return the share of answers that are ``code``, averaged over the items that have any."""
    answers = weights @ ~np.isnan(values)
    chosen = weights @ (values == code)
    asked = answers > 0
    return float(np.mean(chosen[asked] / answers[asked])) if asked.any() else 0.0


def _row_means(table: Floats) -> Floats:
    """Return each row's mean of what is not NaN; NaN where nothing is."""
    defined = np.isfinite(table)
    sums = np.where(defined, table, 0.0).sum(axis=1)
    counts = defined.sum(axis=1)
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
