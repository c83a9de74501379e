"""The totals of a portfolio as leaders may read them, as one document of plain values.

Its shape, every share from 0 to 1, every amount of money to two significant digits, numbers of
accounts below a smallest group k as "<k", and None for what is not told::

    shown          False, and then nothing but cuts, accounts and smallest_group, if fewer than k
                   accounts have an experience
    smallest_group k
    cuts           {name of the cut: value}
    accounts       number in the file
    revenue        money of all accounts in twelve months
    large          {"accounts", "from": money of the smallest large buyer}
    no_potential   number of accounts whose potential is unknown
    experience     {"mean" of all accounts or None, "contacts", "one_contact": accounts of which one
                   contact alone answered, "between", "within": variances, "estimated": bool}
    changes        {"waves": accounts compared with the wave before, "words": accounts judged by
                   their contacts' own words, "between": variance or None, "estimated": bool}
    rows           [{"kinds": [Kind, ...], "accounts", "revenue": share, "money", "at_risk": share
                   of all revenue that is at risk there, "money_at_risk"}], classes that are not
                   told apart in one; at risk None for those who are not placed
    at_risk        {"share", "money"} of all accounts that are placed
    warnings       {"accounts", "revenue": share, "money", "reasons": {EarlyWarning: accounts}}
    sensitivity    [{"cut", "lower", "higher": the cut moved by 10%, "changes_lower",
                   "changes_higher": accounts that change class}]
    moves          None, or {"told": [{"then": [Kind], "now": [Kind], "accounts"}], "other", "came",
                   "went"}
    leading        [{"kinds": [Kind], "accounts", "experience", "low", "high": points, "revenue":
                   share or None}], of all accounts without kinds
"""

from dataclasses import asdict

import numpy as np

from maturity.disclosure import (
    SMALLEST_GROUP_FLOOR,
    SMALLEST_GROUP_FOR_SHARES,
    few_or_count,
    rounded_interval,
    rounded_mean,
)
from maturity.portfolio.inputs import CUT_NAMES, MOVED_BY
from maturity.portfolio.placing import EarlyWarning, Kind, Marks, Placing, place
from maturity.portfolio.rows import Printed, Row, rows_of
from maturity.portfolio.totals import is_safe, shown_share, step_of_shares, two_digits
from maturity.portfolio.waves import Leading, Move, leading_of, moves_of
from maturity.result import Document
from maturity.tally import Floats, Integers


def portfolio_document(
    now: Placing, then: Placing | None, at: Integers, smallest_group: int, *, same_money: bool
) -> Document:
    """Return the totals; ``at`` (accounts,) is where an account stood ``then``, or -1."""
    k = max(smallest_group, SMALLEST_GROUP_FLOOR)
    accounts = now.evidence.accounts
    found: Document = {
        "shown": bool(is_placed(now).sum() >= k),
        "smallest_group": k,
        "cuts": asdict(now.cuts),
        "accounts": len(accounts),
    }
    if not found["shown"]:
        return found
    rows = rows_of(now, k)
    return {
        **found,
        "revenue": two_digits(float(accounts.revenue.sum())),
        "large": {
            "accounts": int(now.is_large.sum()),
            "from": two_digits(float(accounts.revenue[now.is_large].min(initial=np.inf)))
            if now.is_large.any()
            else 0.0,
        },
        "no_potential": int(np.isnan(accounts.potential).sum()),
        "experience": _experience(now, k),
        "changes": _changes(now, k),
        "rows": [_row(now, row) for row in rows],
        "at_risk": dict(zip(("share", "money"), _at_risk(now, is_placed(now)), strict=True)),
        "warnings": _warnings(now, rows, k),
        "sensitivity": [_sensitivity(now, name, k) for name in CUT_NAMES],
        **_waves(rows, now, then, at, k, same_money),
    }


def is_placed(placing: Placing) -> Marks:
    """Return which accounts are in a class or on the border of two."""
    return ~placing.of(Kind.UNKNOWN) & ~placing.of(Kind.NEW)


def _experience(now: Placing, k: int) -> Document:
    experience, spread = now.evidence.experience, now.evidence.experience.spread
    known = int((experience.n > 0).sum())
    return {
        "mean": rounded_mean(experience.overall) if known >= SMALLEST_GROUP_FOR_SHARES else None,
        "contacts": few_or_count(int(experience.n.sum()), k),
        "one_contact": few_or_count(int((experience.n == 1).sum()), k),
        "between": round(spread.between, 3),
        "within": round(spread.within, 3),
        "estimated": spread.is_estimated,
    }


def _changes(now: Placing, k: int) -> Document:
    changes = now.evidence.changes
    seen = is_placed(now) & ~np.isnan(changes.value)
    words = is_placed(now) & ~seen & ~np.isnan(now.evidence.calm)
    return {
        "waves": few_or_count(int(seen.sum()), k),
        "words": few_or_count(int(words.sum()), k),
        "between": round(changes.between, 3) if seen.any() else None,
        "estimated": changes.is_estimated,
    }


def _row(now: Placing, row: Row) -> Document:
    accounts = now.evidence.accounts
    share = shown_share(accounts.revenue, row.members)
    is_told = not {Kind.UNKNOWN, Kind.NEW}.issuperset(row.kinds)
    risk, money = _at_risk(now, row.members) if is_told else (None, None)
    return {
        "kinds": _names(row.kinds),
        "accounts": row.size,
        "revenue": share,
        "money": _money(share, accounts.revenue),
        "at_risk": risk,
        "money_at_risk": money,
    }


def _at_risk(now: Placing, members: Marks) -> tuple[float | None, float | None]:
    """Return Σ revenue · P(not good) over placed accounts, as a share of all revenue and money."""
    revenue = now.evidence.accounts.revenue
    counted = members & is_placed(now)
    share = shown_share(np.where(counted, revenue * (1 - now.good), 0.0), counted, revenue)
    return share, _money(share, revenue)


def _money(share: float | None, revenue: Floats) -> float | None:
    """Return a share in money: from what is printed, so that it tells no more."""
    return None if share is None else two_digits(share * two_digits(float(revenue.sum())))


def _warnings(now: Placing, rows: tuple[Row, ...], k: int) -> Document:
    """Count large buyers that warn, and why, as far as it may stand beside the rows.

    Whose revenue falls stands in the file; so those who warn for other reasons alone are nobody
    or at least k too.
    """
    beside = [row.members for row in rows]
    marks, revenue = now.warnings, now.evidence.accounts.revenue
    falling = marks[EarlyWarning.REVENUE]
    warned = np.logical_or.reduce(list(marks.values()))

    def told(members: Marks) -> int | str | None:
        if members.sum() < k:
            return few_or_count(int(members.sum()), k)
        if 0 < (members & ~falling).sum() < k or not is_safe([*beside, members], k):
            return None
        beside.append(members)
        return int(members.sum())

    count = told(warned)
    # As of a class: no account may be known to warn by how much those buy who do.
    printed = Printed.of(Row((), warned), now.is_large & ~now.is_new, revenue)
    is_told = isinstance(count, int) and not printed.tells(k)
    share = shown_share(revenue, warned) if is_told else None
    reasons = {name.value: told(members) for name, members in marks.items()}
    return {
        "accounts": count,
        "revenue": share,
        "money": _money(share, revenue),
        "reasons": {**reasons, EarlyWarning.REVENUE.value: int(falling.sum())},
    }


def _sensitivity(now: Placing, name: str, k: int) -> Document:
    """Count the accounts that change class if one cut is moved by a tenth, either way."""
    cuts = now.cuts.moved(name, -MOVED_BY), now.cuts.moved(name, MOVED_BY)
    # The other cuts leave it as it is how good an experience is.
    good = None if name in {"experience", "fall"} else now.good
    lower, higher = (
        few_or_count(int((place(now.evidence, each, good).codes != now.codes).sum()), k)
        for each in cuts
    )
    return {
        "cut": name,
        "lower": getattr(cuts[0], name),
        "higher": getattr(cuts[1], name),
        "changes_lower": lower,
        "changes_higher": higher,
    }


def _waves(
    rows: tuple[Row, ...],
    now: Placing,
    then: Placing | None,
    at: Integers,
    k: int,
    same_money: bool,
) -> Document:
    if then is None or is_placed(then).sum() < k:
        return {"moves": None, "leading": []}
    before = rows_of(then, k)
    moves = moves_of(before, rows, at, k)
    leading = leading_of(before, now, then, at, k, same_money=same_money)
    return {
        "moves": {**asdict(moves), "told": [_move(each) for each in moves.told]},
        "leading": [_leading(each) for each in leading],
    }


def _move(move: Move) -> Document:
    return {"then": _names(move.then), "now": _names(move.now), "accounts": move.accounts}


def _names(kinds: tuple[Kind, ...]) -> list[str]:
    return [kind.value for kind in kinds]


def _leading(found: Leading) -> Document:
    """Round a change: of experience to 0.1, of revenue by how many accounts there are."""
    low, high = rounded_interval(found.low, found.high)
    step = step_of_shares(found.accounts)
    return {
        "kinds": _names(found.kinds),
        "accounts": found.accounts,
        # Adding nothing turns a negative zero into zero.
        "experience": rounded_mean(found.experience) + 0.0,
        "low": low + 0.0,
        "high": high + 0.0,
        "revenue": None
        if found.revenue is None
        else round(step * round(found.revenue / step), 2) + 0.0,
    }
