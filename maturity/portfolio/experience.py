"""The experience of an account, from the few of its contacts who answered.

The mean of two people may be high or low by chance. So it is drawn towards the mean of all
accounts, the more the fewer they are (shrinkage: the posterior mean of a normal model, Efron &
Morris 1975), and what is left uncertain goes into every probability.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maturity.anova import one_way
from maturity.portfolio.inputs import BETTER, NO_CHANGE_TOLD, WORSE, Voices
from maturity.tally import Floats, Integers

# Variances where the data are too few to tell (our rule): between accounts, between contacts of
# one account, and of the true change of an account from one wave to the next.
BETWEEN, WITHIN, OF_CHANGE = 0.25, 0.64, 0.10
# So many accounts with two contacts, or seen in both waves, are needed to estimate them (our rule).
ACCOUNTS_NEEDED = 10
# No variance is taken to be less than this share of its default: accounts are never all alike.
LEAST = 0.1
# A contact at this answer or below is unhappy, whatever the others say.
UNHAPPY = 2.0


@dataclass(frozen=True)
class Spread:
    """Variance between accounts and between the contacts of one, estimated or by default."""

    between: float
    within: float
    is_estimated: bool


@dataclass(frozen=True)
class Experience:
    """Of every account (accounts,): NaN where no contact told theirs.

    ``n`` contacts told it, on average ``mean``, the ``lowest`` of them; ``value`` is what is
    expected of the account for all that is known, with its standard error ``se``. ``overall`` is
    the mean of all accounts, NaN for none.
    """

    n: Integers
    mean: Floats
    lowest: Floats
    value: Floats
    se: Floats
    overall: float
    spread: Spread


@dataclass(frozen=True)
class Changes:
    """How the experience of accounts seen in both waves has moved (accounts,), NaN for others."""

    value: Floats
    se: Floats
    between: float
    is_estimated: bool


def spread_of(voices: Voices) -> Spread:
    """Estimate both variances from all contacts: σ² = MSW, τ² = (MSB - MSW) / n0.

    By default τ² = .25 and σ² = .64, unless ten accounts have two contacts or more.
    """
    told = ~np.isnan(voices.experience)
    sizes = np.bincount(voices.account[told])
    if (sizes >= 2).sum() < ACCOUNTS_NEEDED:
        return Spread(BETWEEN, WITHIN, is_estimated=False)
    found = one_way(voices.experience, voices.account)
    if found is None:
        return Spread(LEAST * BETWEEN, LEAST * WITHIN, is_estimated=True)
    return Spread(
        max((found.between - found.within) / found.n0, LEAST * BETWEEN),
        max(found.within, LEAST * WITHIN),
        is_estimated=True,
    )


def experience_of(voices: Voices, accounts: int) -> Experience:
    """Return what is known of every account's experience.

    With w = τ² / (τ² + σ²/n) an account's value is w · its mean + (1 - w) · the mean of all, in
    which each counts with its w; the standard error is √(w σ²/n).
    """
    spread = spread_of(voices)
    told = ~np.isnan(voices.experience)
    account, answers = voices.account[told], voices.experience[told]
    n = np.bincount(account, minlength=accounts)
    sums = np.bincount(account, weights=answers, minlength=accounts)
    with np.errstate(invalid="ignore"):
        mean = np.where(n > 0, sums / n, np.nan)
    lowest = np.full(accounts, np.inf)
    np.minimum.at(lowest, account, answers)
    lowest[n == 0] = np.nan
    variance = np.where(n > 0, spread.within / np.maximum(n, 1), np.nan)
    overall, value, se = shrunk(mean, variance, spread.between)
    return Experience(n, mean, lowest, value, se, overall, spread)


def shrunk(values: Floats, variances: Floats, between: float) -> tuple[float, Floats, Floats]:
    """Draw values with sampling variances towards their common mean; NaN stays NaN.

    Returns that mean, the values and their standard errors.
    """
    weight = between / (between + variances)
    known = ~np.isnan(values)
    if not known.any():
        return float("nan"), np.full(len(values), np.nan), np.full(len(values), np.nan)
    overall = float(np.average(values[known], weights=weight[known]))
    return overall, weight * values + (1 - weight) * overall, np.sqrt(weight * variances)


def changes_of(now: Experience, then: Experience, place: Integers) -> Changes:
    """Return how far accounts have moved; ``place`` (accounts,) is where each was then, or -1.

    The difference of the two means, whose sampling variance is the sum of both, is drawn towards
    the change of all accounts as an experience is. The variance of true changes is that of the
    differences less their mean sampling variance, by default .10 unless ten accounts were seen
    both times.
    """

    def of_then(column: Floats) -> Floats:
        return np.where(place >= 0, np.append(column, np.nan)[place], np.nan)

    difference = now.mean - of_then(then.mean)
    with np.errstate(divide="ignore"):
        variance = now.spread.within / now.n + of_then(then.spread.within / then.n)
    variance[np.isnan(difference)] = np.nan
    both = ~np.isnan(difference)
    is_estimated = int(both.sum()) >= ACCOUNTS_NEEDED
    between = OF_CHANGE
    if is_estimated:
        excess = np.var(difference[both], ddof=1) - variance[both].mean()
        between = max(float(excess), LEAST * OF_CHANGE)
    _overall, value, se = shrunk(difference, variance, between)
    return Changes(value, se, between, is_estimated)


def not_worse(voices: Voices, accounts: int) -> Floats:
    """Return how likely another contact of an account would not call it worse than a year ago.

    The share of its contacts who do not, with the average of all accounts as one more voice (our
    rule): so one person alone decides nothing, and two of one mind do. NaN where nobody said.
    """
    account, change = _told_change(voices)
    said = np.bincount(account, minlength=accounts)
    well = np.bincount(account[change != WORSE], minlength=accounts)
    if not len(account):
        return np.full(accounts, np.nan)
    return np.where(said > 0, (well + well.sum() / said.sum()) / (said + 1), np.nan)


def mostly_worse(voices: Voices, accounts: int) -> npt.NDArray[np.bool_]:
    """Return of which accounts more contacts call it worse than better."""
    account, change = _told_change(voices)
    worse = np.bincount(account[change == WORSE], minlength=accounts)
    better = np.bincount(account[change == BETTER], minlength=accounts)
    found: npt.NDArray[np.bool_] = worse > better
    return found


def _told_change(voices: Voices) -> tuple[Integers, Integers]:
    told = voices.change != NO_CHANGE_TOLD
    return voices.account[told], voices.change[told]
