"""Portfolios for the tests: small ones by hand, larger ones by chance, and the attack on totals."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from maturity.portfolio import Accounts, Earlier, Kind, Portfolio, Voices
from maturity.portfolio.rows import admissible
from maturity.portfolio.totals import share_range
from maturity.tally import Floats

UNKNOWN = float("nan")
INFEASIBLE = 2


def accounts(
    revenue: Sequence[float],
    *,
    previous: Sequence[float] | None = None,
    potential: Sequence[float] | None = None,
) -> Accounts:
    """Accounts A0, A1 and so on; unless said otherwise they bought as much the year before."""
    count = len(revenue)
    return Accounts(
        keys=tuple(f"A{place}" for place in range(count)),
        revenue=np.array(revenue, dtype=np.float64),
        previous=np.array(revenue if previous is None else previous, dtype=np.float64),
        potential=np.array([UNKNOWN] * count if potential is None else potential),
        cost=np.full(count, UNKNOWN),
        segments=("",) * count,
    )


def voices(*said: tuple[int, float, int]) -> Voices:
    """Contacts as (account, experience, change)."""
    columns = list(zip(*said, strict=True)) or [(), (), ()]
    return Voices(
        np.array(columns[0], dtype=np.int64),
        np.array(columns[1], dtype=np.float64),
        np.array(columns[2], dtype=np.int64),
    )


def said(account: int, *answers: float, change: int = 9) -> list[tuple[int, float, int]]:
    """Contacts of one account who say the same of its change."""
    return [(account, answer, change) for answer in answers]


def by_chance(seed: int, count: int, spread: float = 1.3) -> tuple[Accounts, Voices]:
    """A portfolio as they come: few buy much, and of every account up to three contacts answer."""
    chance = np.random.default_rng(seed)
    revenue: Floats = np.exp(chance.normal(10.5, spread, count)).round(2)
    previous: Floats = revenue * np.exp(chance.normal(0, 0.15, count))
    previous[chance.random(count) < 0.06] = UNKNOWN
    potential = revenue / chance.uniform(0.2, 1, count)
    potential[chance.random(count) < 0.15] = UNKNOWN
    level = chance.normal(4.1, 0.7, count)
    account = np.repeat(np.arange(count), chance.integers(0, 4, count))
    experience = np.clip(np.round(level[account] + chance.normal(0, 0.7, len(account))), 1, 5)
    change = chance.choice([-1, 0, 1, 9], len(account), p=[0.15, 0.5, 0.25, 0.1])
    keys = tuple(f"A{place}" for place in range(count))
    empty = ("",) * count
    return (
        Accounts(keys, revenue, previous, potential, np.full(count, UNKNOWN), empty),
        Voices(account, experience, change),
    )


def year_before(now: Accounts, voices: Voices, seed: int) -> tuple[Accounts, Voices]:
    """The same accounts a year before, some of them better off."""
    chance = np.random.default_rng(seed)
    revenue = now.previous.copy()
    revenue[np.isnan(revenue)] = 100.0
    then = Accounts(now.keys, revenue, revenue, now.potential, now.cost, now.segments)
    better = np.where(chance.random(len(now)) < 0.2, 1.0, 0.0)[voices.account]
    experience = np.clip(voices.experience + better, 1, 5)
    return then, Voices(voices.account, experience, voices.change)


def certain_places(portfolio: Portfolio) -> list[tuple[Kind, str]]:
    """Attack the totals: which accounts must be of a class in all worlds that fit what is printed?

    Every world is a division of the accounts among the rows with the printed number and revenue of
    each, in which an account is only where the file allows it. For each account in a row of one
    class a world is looked for in which it is elsewhere (exact, by integer programming). What the
    file itself decides is no secret.
    """
    now = portfolio.now
    revenue = now.evidence.accounts.revenue
    document = portfolio.document()
    rows = [row for row in document["rows"] if row["kinds"] != ["new"] and row["accounts"]]
    old = np.flatnonzero(~now.is_new)
    open_to = np.column_stack(
        [
            np.logical_or.reduce([admissible(now, Kind(kind)) for kind in row["kinds"]])[old]
            for row in rows
        ]
    )
    shape, limits = (len(old), len(rows)), []
    for place in range(len(old)):
        limits.append((_only(shape, place, slice(None), 1.0), 1.0, 1.0))
    for place, row in enumerate(rows):
        limits.append((_only(shape, slice(None), place, 1.0), row["accounts"], row["accounts"]))
        if row["revenue"] is not None:
            low, high = share_range(row["revenue"], len(revenue))
            shares = revenue[old] / revenue.sum()
            limits.append((_only(shape, slice(None), place, shares), low - 1e-9, high + 1e-9))
    table, lows, highs = zip(*limits, strict=True)
    constraint = LinearConstraint(np.array(table), lows, highs)
    found = []
    for place, row in enumerate(rows):
        if len(row["kinds"]) > 1:
            continue
        kind = Kind(row["kinds"][0])
        for index in np.flatnonzero(now.of(kind)[old] & (open_to.sum(axis=1) > 1)):
            allowed = open_to.astype(np.float64)
            allowed[index, place] = 0
            world = milp(
                np.zeros(allowed.size),
                constraints=constraint,
                bounds=Bounds(0, allowed.ravel()),
                integrality=np.ones(allowed.size),
            )
            if world.status == INFEASIBLE:
                found.append((kind, now.evidence.accounts.keys[old[index]]))
    return found


def _only(shape: tuple[int, int], accounts: Any, rows: Any, value: Any) -> Any:
    """Coefficients of some accounts in some rows, 0 for the others."""
    table = np.zeros(shape)
    table[accounts, rows] = value
    return table.ravel()


__all__ = [
    "UNKNOWN",
    "Earlier",
    "accounts",
    "by_chance",
    "certain_places",
    "said",
    "voices",
    "year_before",
]
