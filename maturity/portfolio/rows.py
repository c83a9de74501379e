"""Which classes leaders may see apart, so that no account can be told to be in one of them.

Leaders know what every account buys; what is kept from them is whose contacts said what. So a row
of the totals holds nobody or at least k accounts, and is shown only if each of them might as well
be in another row for all that is printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from maturity.disclosure import SMALLEST_GROUP_FLOOR
from maturity.disclosure.tree import NOWHERE, WHOLE, Sizes, shown_nodes
from maturity.portfolio.elsewhere import has_other_place
from maturity.portfolio.placing import CODES, KINDS, TINY, Kind, Marks, Placing
from maturity.portfolio.totals import share_range, shown_share
from maturity.tally import Floats, Integers

# Who is new stands in the file, and is no secret.
SECRET = tuple(kind for kind in KINDS if kind is not Kind.NEW)
# Of fewer accounts no classes are told apart.
ACCOUNTS_NEEDED = 20
# How many of the largest, or smallest, a row's revenue must do without.
SPARE = 2
# An account with this share of all revenue could stand out in the rows read together. That is
# tried of so many accounts; among more, each has others like it.
GIANT, MOST_TRIED = 0.03, 200


@dataclass(frozen=True)
class Row:
    """Classes that are shown as one, with their accounts."""

    kinds: tuple[Kind, ...]
    members: Marks

    @property
    def size(self) -> int:
        """How many accounts there are."""
        return int(self.members.sum())


@dataclass(frozen=True)
class Printed:
    """A row as a leader reads it, who has the file.

    ``may_be`` are the accounts that may be part of it, ``low`` and ``high`` between which sums its
    revenue lies for all that is printed.
    """

    row: Row
    may_be: Marks
    revenue: Floats
    low: float
    high: float

    @classmethod
    def of(cls, row: Row, may_be: Marks, revenue: Floats) -> "Printed":
        """Return what a leader can make of a row."""
        share = shown_share(revenue, row.members)
        low, high = (0.0, 1.0) if share is None else share_range(share, len(revenue))
        total = float(revenue.sum())
        return cls(row, may_be, revenue, low * total * (1 - TINY), high * total * (1 + TINY))

    @cached_property
    def rising(self) -> Floats:
        """What the accounts buy that may be part of it, the smallest first."""
        return np.sort(self.revenue[self.may_be])

    def tells(self, k: int) -> bool:
        """Whether it says too much of who is part of it.

        It does unless it could have so many accounts without any k-1 of those that may be part of
        it, and so much revenue without the two of them that buy most, or so little without the
        two that buy least: one of the two may know where it stands itself (our rule, after the
        p% rule of official statistics).
        """
        size, rest = self.row.size, self.rising[SPARE:]
        if len(self.revenue) < ACCOUNTS_NEEDED or len(self.rising) - (k - 1) < size:
            return True
        last = len(self.rising) - SPARE
        most, least = self.rising[last - size : last].sum(), rest[:size].sum()
        return bool(most < self.low or least > self.high)


def rows_of(placing: Placing, smallest_group: int) -> tuple[Row, ...]:
    """Return the rows of the totals: classes told apart, then those that are not, then the new.

    A class with 1 to k-1 accounts is not told apart, nor is the smallest of the others beside it
    if together they are still too few; and none that would tell of an account that it must be
    there. Every class stands in one row; without enough accounts all stand in one.
    """
    k = max(smallest_group, SMALLEST_GROUP_FLOOR)
    counts = np.array([int(placing.of(kind).sum()) for kind in SECRET])
    own = np.append(0, counts)[:, np.newaxis]
    parents = [NOWHERE] + [WHOLE] * len(SECRET)
    safe = shown_nodes(parents, Sizes(own, own), k)
    apart = [kind for node, kind in enumerate(SECRET, start=1) if node in safe]
    while apart:
        rows = _rows(placing, apart)
        telling = _telling(placing, rows, k)
        if not telling:
            break
        # A class that tells is joined with the rest; where the rest tells, the smallest class is.
        alone = [row for row in telling if row.kinds[0] in apart]
        alone = alone or [row for row in rows if row.kinds[0] in apart]
        smallest = min(alone, key=lambda row: row.size)
        apart = [kind for kind in apart if kind != smallest.kinds[0]]
    new = Row((Kind.NEW,), placing.of(Kind.NEW))
    return (*_rows(placing, apart), new)


def _rows(placing: Placing, apart: Sequence[Kind]) -> list[Row]:
    """Return the rows of classes told apart and of the rest; empty classes are told if all are."""
    rest = [kind for kind in SECRET if kind not in apart]
    pooled = np.isin(placing.codes, [CODES[kind] for kind in rest])
    if not pooled.any():
        return [Row((kind,), placing.of(kind)) for kind in SECRET]
    found = [Row((kind,), placing.of(kind)) for kind in apart]
    # Before those of whom nothing is known, if they are told apart.
    last = len(found) - (Kind.UNKNOWN in apart)
    return [*found[:last], Row(tuple(rest), pooled), *found[last:]]


def _telling(placing: Placing, rows: Sequence[Row], k: int) -> list[Row]:
    """Return the rows that say too much: by themselves, or all together of a large account.

    Where the file leaves an account one row only, that is no secret.
    """
    revenue = placing.evidence.accounts.revenue
    printed = [Printed.of(row, _of_any(placing, row), revenue) for row in rows if row.size]
    telling = [each.row for each in printed if each.tells(k)]
    if telling or len(placing.codes) > MOST_TRIED:
        return telling
    old = np.flatnonzero(~placing.is_new)
    may_be = np.column_stack([each.may_be[old] for each in printed])
    sizes = [each.row.size for each in printed]
    total = float(revenue.sum()) or 1.0
    bounds = [(each.low / total, each.high / total) for each in printed]
    shares = revenue[old] / total
    for place in np.flatnonzero((shares >= GIANT) & (may_be.sum(axis=1) > 1)).tolist():
        home = next(i for i, each in enumerate(printed) if each.row.members[old[place]])
        if not has_other_place(place, home, may_be, sizes, shares, bounds):
            telling.append(printed[home].row)
    return telling


def _of_any(placing: Placing, row: Row) -> Marks:
    """Return which accounts may be of any class of a row."""
    found: Marks = np.logical_or.reduce([admissible(placing, kind) for kind in row.kinds])
    return found


def admissible(placing: Placing, kind: Kind) -> Marks:
    """Return which accounts may be of a kind for all that the file says of them."""
    old = ~placing.is_new
    is_open = placing.if_good != placing.if_poor
    found: dict[Kind, Marks] = {
        Kind.MODEL: old & (placing.if_good == CODES[Kind.MODEL]),
        Kind.GROWTH: old & (placing.if_good == CODES[Kind.GROWTH]),
        Kind.AT_RISK: old & placing.is_large,
        Kind.DANGLING: old & ~placing.is_large,
        Kind.BORDERLINE_LARGE: old & placing.is_large & is_open,
        Kind.BORDERLINE_SMALL: old & ~placing.is_large,
        Kind.UNKNOWN: old,
        Kind.NEW: placing.is_new,
    }
    return found[kind]


def places_in(rows: Sequence[Row], accounts: int) -> Integers:
    """Return in which row each account stands, shape (accounts,)."""
    found = np.zeros(accounts, dtype=np.int64)
    for place, row in enumerate(rows):
        found[row.members] = place
    return found
