"""The class of every account: how much it buys, how good its experience is, how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from maturity.portfolio.experience import UNHAPPY, Changes, Experience
from maturity.portfolio.inputs import Accounts, Cuts
from maturity.tally import Floats, Integers

Marks = npt.NDArray[np.bool_]
Name = TypeVar("Name", bound=StrEnum)
# What binary numbers make of a value that lies on a cut.
TINY = 1e-9
# Half the width of a 95% interval, in standard errors.
WIDE = 1.959964


class Kind(StrEnum):
    """The classes of Meyer and Schwager, and where an account stands that is in none of them.

    Borderline are large buyers of whom nobody can say whether they are at risk, and small ones of
    whom nobody can say whether they are dangling.
    """

    MODEL = "model"
    GROWTH = "growth"
    AT_RISK = "at_risk"
    DANGLING = "dangling"
    BORDERLINE_LARGE = "borderline_large"
    BORDERLINE_SMALL = "borderline_small"
    UNKNOWN = "unknown"
    NEW = "new"


KINDS = tuple(Kind)
CODES = {kind: code for code, kind in enumerate(KINDS)}


class EarlyWarning(StrEnum):
    """Why a large buyer may be leaving."""

    EXPERIENCE = "experience"
    WORDS = "words"
    CONTACT = "contact"
    REVENUE = "revenue"


class Flag(StrEnum):
    """What whoever reads of a single account should know."""

    NO_POTENTIAL = "no_potential"
    ABOVE_POTENTIAL = "above_potential"
    LARGE_POTENTIAL = "large_potential"
    ONE_CONTACT = "one_contact"
    UNHAPPY_CONTACT = "unhappy_contact"


class Placed(NamedTuple):
    """One account, for the consultant only; numbers are None where unknown.

    ``probability`` is that of its class, of a borderline account that of the likelier one of the
    two it lies ``between``; None for new accounts and where the experience is unknown. ``good`` is
    the probability that its experience is good and has not fallen. ``experience`` is what is
    expected of it, ``se`` its standard error; ``change`` how far it has moved since the wave
    before, with its 95% interval. ``trend`` is the change of its revenue as a share.
    """

    key: str
    kind: Kind
    between: tuple[Kind, Kind] | None
    probability: float | None
    good: float | None
    is_large: bool
    experience: float | None
    se: float | None
    contacts: int
    lowest: float | None
    change: float | None
    change_low: float | None
    change_high: float | None
    trend: float | None
    warnings: tuple[EarlyWarning, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Evidence:
    """What is known of the accounts, apart from where classes are cut.

    ``calm`` (accounts,) is how likely an account's contacts would not call it worse, NaN where
    nobody said; ``worse`` where more of them call it worse than better.
    """

    accounts: Accounts
    experience: Experience
    changes: Changes
    calm: Floats
    worse: Marks


@dataclass(frozen=True)
class Placing:
    """Every account's class, with all that led to it; each of shape (accounts,).

    ``codes`` are places in ``KINDS``; ``if_good`` and ``if_poor`` the class an account has with a
    good experience and without; ``good`` the probability of it, NaN where unknown.
    """

    evidence: Evidence
    cuts: Cuts
    codes: Integers
    if_good: Integers
    if_poor: Integers
    good: Floats
    is_large: Marks
    is_new: Marks
    is_falling: Marks

    def of(self, kind: Kind) -> Marks:
        """Return which accounts are of a kind."""
        found: Marks = self.codes == CODES[kind]
        return found

    @cached_property
    def fallen(self) -> Marks:
        """Accounts whose experience has fallen since the wave before, more likely than not."""
        found: Marks = self.evidence.changes.value <= -self.cuts.fall + TINY
        return found

    @cached_property
    def warnings(self) -> dict[EarlyWarning, Marks]:
        """Large buyers that warn, by what does; those who are new have nothing to fall from."""
        evidence = self.evidence
        told = self.is_large & ~self.is_new
        unseen = np.isnan(evidence.changes.value)
        return {
            EarlyWarning.EXPERIENCE: told & self.fallen,
            EarlyWarning.WORDS: told & unseen & evidence.worse,
            EarlyWarning.CONTACT: told & (evidence.experience.lowest <= UNHAPPY),
            EarlyWarning.REVENUE: told & self.is_falling,
        }

    @cached_property
    def flags(self) -> dict[Flag, Marks]:
        """What is remarkable of accounts of any size."""
        accounts, experience = self.evidence.accounts, self.evidence.experience
        least = accounts.revenue[self.is_large].min(initial=np.inf)
        return {
            Flag.NO_POTENTIAL: np.isnan(accounts.potential),
            Flag.ABOVE_POTENTIAL: accounts.revenue > accounts.potential,
            Flag.LARGE_POTENTIAL: ~self.is_large
            & (accounts.potential - accounts.revenue >= least - TINY),
            Flag.ONE_CONTACT: experience.n == 1,
            Flag.UNHAPPY_CONTACT: experience.lowest <= UNHAPPY,
        }

    @property
    def trend(self) -> Floats:
        """The change of revenue as a share of the year before, NaN where there was none."""
        accounts = self.evidence.accounts
        with np.errstate(divide="ignore", invalid="ignore"):
            share = accounts.revenue / accounts.previous - 1
        return np.where(accounts.previous > 0, share, np.nan)


def place(evidence: Evidence, cuts: Cuts, good: Floats | None = None) -> Placing:
    """Put every account into its class.

    With a good experience a large buyer is *model*, or *growth* if it buys under its potential;
    one whose revenue falls is *at risk* all the same. A small one is *growth*. Without a good
    experience a large buyer is *at risk*, a small one *dangling*. The class must be as probable as
    ``cuts.certainty``, else the account is borderline. ``good`` is each account's probability of a
    good experience where it is known already.
    """
    accounts = evidence.accounts
    is_large = large_buyers(accounts.revenue, cuts.value_share)
    had = accounts.previous > 0
    is_new = np.isnan(accounts.previous) | (~had & (accounts.revenue > 0))
    bound = (1 - cuts.trend) * np.where(had, accounts.previous, np.nan)
    is_falling = accounts.revenue <= bound * (1 + TINY)
    is_under = accounts.revenue < cuts.potential * accounts.potential * (1 - TINY)

    of_good = np.where(is_under, CODES[Kind.GROWTH], CODES[Kind.MODEL])
    of_good = np.where(is_falling, CODES[Kind.AT_RISK], of_good)
    if_good = np.where(is_large, of_good, CODES[Kind.GROWTH])
    if_poor = np.where(is_large, CODES[Kind.AT_RISK], CODES[Kind.DANGLING])
    good = probability_of_good(evidence, cuts) if good is None else good

    border = np.where(is_large, CODES[Kind.BORDERLINE_LARGE], CODES[Kind.BORDERLINE_SMALL])
    is_sure_of_good = good >= cuts.certainty - TINY
    is_sure_of_poor = 1 - good >= cuts.certainty - TINY
    codes = np.where(is_sure_of_poor, if_poor, border)
    codes = np.where(is_sure_of_good, if_good, codes)
    codes = np.where(if_good == if_poor, if_poor, codes)
    codes = np.where(np.isnan(good), CODES[Kind.UNKNOWN], codes)
    codes = np.where(is_new, CODES[Kind.NEW], codes)
    return Placing(evidence, cuts, codes, if_good, if_poor, good, is_large, is_new, is_falling)


def large_buyers(revenue: Floats, share: float) -> Marks:
    """Return the fewest accounts that make a share of all revenue.

    Accounts with the same revenue are treated alike: all that buy as much as the smallest of the
    fewest count. Who buys nothing is never large.
    """
    falling = np.sort(revenue)[::-1]
    running = np.cumsum(falling)
    if not len(revenue) or running[-1] <= 0:
        return np.zeros(len(revenue), dtype=np.bool_)
    last = int(np.searchsorted(running, share * running[-1] * (1 - TINY)))
    found: Marks = (revenue >= falling[last]) & (revenue > 0)
    return found


def probability_of_good(evidence: Evidence, cuts: Cuts) -> Floats:
    """Return how likely an account's experience is good and has not changed for the worse.

    P(level at the cut or above) · P(not fallen by ``cuts.fall``), both normal. An account that was
    not seen in an earlier wave has the second factor from its contacts' own words, and none where
    they said nothing. The two are taken as independent, which is cautious: who stands high has
    seldom fallen. NaN without an experience.
    """
    experience, changes = evidence.experience, evidence.changes
    level = ndtr((experience.value - cuts.experience) / experience.se)
    kept = ndtr((changes.value + cuts.fall) / changes.se)
    kept = np.where(np.isnan(kept), evidence.calm, kept)
    found: Floats = level * np.where(np.isnan(kept), 1.0, kept)
    return found


def placed(placing: Placing) -> tuple[Placed, ...]:
    """Return every account by itself, in the order of the file."""
    evidence = placing.evidence
    experience, changes = evidence.experience, evidence.changes
    warnings, flags = placing.warnings, placing.flags
    is_known = ~np.isnan(placing.good) & ~placing.is_new
    sure = np.where(
        placing.if_good == placing.if_poor, 1.0, np.maximum(placing.good, 1 - placing.good)
    )
    columns = (
        evidence.accounts.keys,
        [KINDS[code] for code in placing.codes],
        _between(placing),
        _told(np.where(is_known, sure, np.nan)),
        _told(placing.good),
        placing.is_large.tolist(),
        _told(experience.value),
        _told(experience.se),
        experience.n.tolist(),
        _told(experience.lowest),
        _told(changes.value),
        _told(changes.value - WIDE * changes.se),
        _told(changes.value + WIDE * changes.se),
        _told(placing.trend),
        _named(warnings, len(evidence.accounts)),
        _named(flags, len(evidence.accounts)),
    )
    return tuple(map(Placed._make, zip(*columns, strict=True)))


def _between(placing: Placing) -> list[tuple[Kind, Kind] | None]:
    border = placing.of(Kind.BORDERLINE_LARGE) | placing.of(Kind.BORDERLINE_SMALL)
    pairs = zip(border.tolist(), placing.if_good, placing.if_poor, strict=True)
    return [(KINDS[good], KINDS[poor]) if is_so else None for is_so, good, poor in pairs]


def _told(values: Floats) -> list[float | None]:
    return [None if value != value else value for value in values.tolist()]


def _named(marks: Mapping[Name, Marks], accounts: int) -> list[tuple[Name, ...]]:
    """Turn {name: who} into the names of each account, as few different tuples as there are."""
    names = tuple(marks)
    codes = np.zeros(accounts, dtype=np.int64)
    for bit, name in enumerate(names):
        codes |= marks[name].astype(np.int64) << bit
    told = {
        code: tuple(name for bit, name in enumerate(names) if code >> bit & 1)
        for code in np.unique(codes).tolist()
    }
    return [told[code] for code in codes.tolist()]
