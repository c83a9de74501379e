"""How coarsely a sum over accounts may be told, and which sums may stand beside each other."""

from collections.abc import Sequence
from math import floor, log10

import numpy as np

from maturity.disclosure import rounded_share
from maturity.disclosure.leverage import largest_leverage, leverages
from maturity.portfolio.placing import Marks
from maturity.tally import Floats


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
