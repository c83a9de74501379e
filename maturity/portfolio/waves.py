"""Two waves of the same accounts: who moved from class to class, and what experience foretold."""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from maturity.covariance import TAIL
from maturity.disclosure import SMALLEST_GROUP_FLOOR
from maturity.portfolio.placing import Kind, Marks, Placing
from maturity.portfolio.rows import Row, places_in
from maturity.tally import Floats, Integers

# An account with this share of its row's revenue would show in how the row's revenue changes.
TOO_LARGE = 0.5


@dataclass(frozen=True)
class Move:
    """So many accounts stood in one row of the totals then and stand in another, or in it, now."""

    then: tuple[Kind, ...]
    now: tuple[Kind, ...]
    accounts: int


@dataclass(frozen=True)
class Moves:
    """Who moved, as far as it may be told; ``other`` accounts did so in ways that may not.

    ``came`` and ``went`` stand in one of the two files only.
    """

    told: tuple[Move, ...]
    other: int
    came: int
    went: int


@dataclass(frozen=True)
class Leading:
    """Change of experience beside change of revenue, of accounts that were in some classes then.

    Without ``kinds`` of all that were measured both times. ``accounts`` are those whose experience
    was; ``experience`` is its mean change in points with the 95% interval; ``revenue`` their
    revenue now as a share of what it was, less 1, None where it may not be told.
    """

    kinds: tuple[Kind, ...]
    accounts: int
    experience: float
    low: float
    high: float
    revenue: float | None


def moves_of(
    then: tuple[Row, ...], now: tuple[Row, ...], place: Integers, smallest_group: int
) -> Moves:
    """Return how many accounts went from each row to each, those that may be told apart.

    ``place`` (accounts now,) is where an account stood then, or -1. The most frequent moves come
    first; one is told if it is of k accounts or more, between rows that have no class in common or
    are of one class, and if of the row it comes from, of the row it goes to, and of all moves
    nobody or at least k accounts are left over (our rule: the totals of each wave are sums of
    their own year, so each is held against the moves by itself).
    """
    k = max(smallest_group, SMALLEST_GROUP_FLOOR)
    seen = place >= 0
    rows_then = places_in(then, len(then[0].members))
    rows_now = places_in(now, len(now[0].members))
    both = np.zeros((len(then), len(now)), dtype=np.int64)
    np.add.at(both, (rows_then[place[seen]], rows_now[seen]), 1)
    # What is left over of each row includes who was there only once.
    left_then = np.bincount(rows_then, minlength=len(then))
    left_now = np.bincount(rows_now, minlength=len(now))
    left, told = int(both.sum()), []
    cells = [(int(i), int(j)) for i, j in np.argwhere(both >= k) if _is_clear(then[i], now[j])]
    for i, j in sorted(cells, key=lambda cell: (-both[cell], cell)):
        n = int(both[i, j])
        if all(rest == n or rest >= n + k for rest in (left_then[i], left_now[j], left)):
            told.append(Move(then[i].kinds, now[j].kinds, n))
            left, left_then[i], left_now[j] = left - n, left_then[i] - n, left_now[j] - n
    return Moves(
        tuple(told),
        other=left,
        came=int((~seen).sum()),
        went=len(rows_then) - int(seen.sum()),
    )


def _is_clear(then: Row, now: Row) -> bool:
    """Whether it is clear from two rows that an account stayed in its class, or left it."""
    return not set(then.kinds) & set(now.kinds) or len(then.kinds) == len(now.kinds) == 1


def leading_of(
    rows: tuple[Row, ...],
    now: Placing,
    then: Placing,
    place: Integers,
    smallest_group: int,
    *,
    same_money: bool,
) -> tuple[Leading, ...]:
    """Set the change of experience beside that of revenue, by the rows ``rows`` of then.

    An account's change is its mean now less what was expected of it then: the plain mean of then
    would make those who stood low by chance seem to recover. Rows of fewer than k accounts that
    were measured both times are left out; the last row is of all that were.
    """
    k = max(smallest_group, SMALLEST_GROUP_FLOOR)
    at = np.flatnonzero(place >= 0)
    before = place[at]
    change = now.evidence.experience.mean[at] - then.evidence.experience.value[before]
    measured = ~np.isnan(change)
    at, before, change = at[measured], before[measured], change[measured]
    money = now.evidence.accounts.revenue[at], then.evidence.accounts.revenue[before]
    parts = [(row.kinds, row.members[before]) for row in rows]
    parts = [(kinds, members) for kinds, members in parts if members.sum() >= k]
    # What is in no row is nobody or a whole group, else the difference would tell of them.
    rest = len(at) - sum(int(members.sum()) for _kinds, members in parts)
    if len(parts) == 1 and not rest:
        parts = [((), members) for _kinds, members in parts]
    elif len(at) >= k and (rest == 0 or rest >= k):
        parts.append(((), np.ones(len(at), dtype=np.bool_)))
    return tuple(_leading(kinds, change, money, part, same_money) for kinds, part in parts)


def _leading(
    kinds: tuple[Kind, ...],
    change: Floats,
    money: tuple[Floats, Floats],
    members: Marks,
    same_money: bool,
) -> Leading:
    values = change[members]
    n, mean = len(values), float(values.mean())
    half = float(stdtrit(n - 1, 1 - TAIL)) * float(values.std(ddof=1)) / np.sqrt(n)
    now, then = (column[members] for column in money)
    may_tell = same_money and then.sum() > 0
    may_tell = (
        may_tell and max(now.max() / max(now.sum(), 1e-9), then.max() / then.sum()) < TOO_LARGE
    )
    revenue = float(now.sum() / then.sum() - 1) if may_tell else None
    return Leading(kinds, n, mean, float(mean - half), float(mean + half), revenue)
