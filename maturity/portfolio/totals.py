"""Which classes leaders may see apart, and how coarsely, so that no account can be told.

Leaders know what every account buys; what is kept from them is whose contacts said what. So a row
of the totals holds nobody or at least k accounts, and is shown only if each of them might as well
be in another row for all that is printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

import numpy as np

from maturity.disclosure import SMALLEST_GROUP_FLOOR, rounded_share
from maturity.disclosure.leverage import largest_leverage, leverages
from maturity.disclosure.tree import NOWHERE, WHOLE, Sizes, shown_nodes
from maturity.portfolio.placing import CODES, KINDS, TINY, Kind, Marks, Placing
from maturity.tally import Floats, Integers

# Who is new stands in the file, and is no secret.
SECRET = tuple(kind for kind in KINDS if kind is not Kind.NEW)


@dataclass(frozen=True)
class Row:
    """Classes that are shown as one, with their accounts."""

    kinds: tuple[Kind, ...]
    members: Marks

    @property
    def size(self) -> int:
        """How many accounts there are."""
        return int(self.members.sum())


def rows_of(placing: Placing, smallest_group: int) -> tuple[Row, ...]:
    """Return the rows of the totals: classes told apart, then those that are not, then the new.

    A class with 1 to k-1 accounts is not told apart, nor is the smallest of the others beside it
    if together they are still too few; and none whose revenue would tell of an account that it
    must be there. Every class stands in one row; without enough accounts all stand in one.
    """
    k = max(smallest_group, SMALLEST_GROUP_FLOOR)
    counts = np.array([int(placing.of(kind).sum()) for kind in SECRET])
    own = np.append(0, counts)[:, np.newaxis]
    parents = [NOWHERE] + [WHOLE] * len(SECRET)
    apart = [kind for place, kind in enumerate(SECRET, start=1)
             if place in shown_nodes(parents, Sizes(own, own), k)]  # fmt: skip
    while apart:
        rows = _rows(placing, apart)
        telling = [row for row in rows if row.size and _tells(placing, row)]
        if not telling:
            break
        # A class that tells is joined with the rest; where the rest tells, the smallest class is.
        alone = [row for row in telling if row.kinds[0] in apart] or [
            row for row in rows if row.kinds[0] in apart
        ]
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
    return [*(Row((kind,), placing.of(kind)) for kind in apart), Row(tuple(rest), pooled)]


def _tells(placing: Placing, row: Row) -> bool:
    """Whether what is printed of a row says of an account that it must be part of it.

    It does if the row could not have so many accounts, or so much revenue, without the largest of
    those that may be part of it for all that the file says.
    """
    revenue = placing.evidence.accounts.revenue
    may_be = np.zeros(len(revenue), dtype=np.bool_)
    for kind in row.kinds:
        may_be |= admissible(placing, kind)
    others = np.sort(revenue[may_be])[::-1][1:]
    if len(others) < row.size:
        return True
    share = shown_share(revenue, row.members)
    least = 0.0 if share is None else share_range(share, len(revenue))[0]
    return bool(others[: row.size].sum() < least * revenue.sum() * (1 - TINY))


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


def shown_share(values: Floats, members: Marks, of: Floats | None = None) -> float | None:
    """Return the share that some accounts have of a sum, as coarsely as it may be told.

    To 1% of a hundred accounts or more, coarser of fewer, and none below ten. Nobody has nothing.
    """
    total = float((values if of is None else of).sum())
    if total <= 0:
        return None
    if not members.any():
        return 0.0
    share = float(values[members].sum()) / total
    return rounded_share(min(max(round(share, 9), 0.0), 1.0), len(values))


def share_range(share: float, accounts: int) -> tuple[float, float]:
    """Return between which shares one lies that is shown as ``share`` of so many accounts."""
    if not share:
        return 0.0, 0.005
    half = step_of_shares(accounts) / 2
    low, high = share - half, share + half
    # The ends are drawn in below a hundred.
    return (0.0 if share == rounded_share(0, accounts) else low,
            1.0 if share == rounded_share(1, accounts) else high)  # fmt: skip


def step_of_shares(accounts: int) -> float:
    """Return to what a share of so many accounts is rounded, as ``rounded_share`` does."""
    return 0.1 if accounts < 20 else 0.05 if accounts < 100 else 0.01


def two_digits(value: float) -> float:
    """Round an amount of money to two significant digits: 1,234,567 is 1,200,000."""
    if value <= 0:
        return 0.0
    return float(round(value, 1 - floor(log10(value))))


def is_safe(groups: Sequence[Marks], smallest_group: int) -> bool:
    """Whether sums over all these groups of accounts may stand beside each other."""
    return largest_of(np.column_stack(groups)) < largest_leverage(smallest_group)


def largest_of(membership: Marks) -> float:
    """Return the largest leverage of an account on the groups (accounts, groups) it is part of."""
    codes = membership @ (1 << np.arange(membership.shape[1], dtype=np.int64))
    patterns, sizes = np.unique(codes, return_counts=True)
    atoms = patterns[:, np.newaxis] >> np.arange(membership.shape[1]) & 1
    return float(leverages(atoms.astype(np.float64), sizes)[patterns > 0].max(initial=0.0))


def places_in(rows: Sequence[Row], accounts: int) -> Integers:
    """Return in which row each account stands, shape (accounts,)."""
    found = np.zeros(accounts, dtype=np.int64)
    for place, row in enumerate(rows):
        found[row.members] = place
    return found
