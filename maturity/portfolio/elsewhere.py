"""Whether an account might stand elsewhere for all that the totals say, read all together."""

from collections.abc import Sequence

import numpy as np

from maturity.portfolio.placing import Marks
from maturity.tally import Floats

# Steps, not seconds: the same portfolio is always told alike.
MOST_NODES = 50


def has_other_place(
    account: int,
    home: int,
    may_be: Marks,
    sizes: Sequence[int],
    revenue: Floats,
    bounds: Sequence[tuple[float, float]],
) -> bool:
    """Whether all rows can have their number and revenue with an account elsewhere than at home.

    ``may_be`` (accounts, rows) says which rows each account may be part of; ``sizes`` and
    ``bounds`` are each row's number of accounts and what its revenue lies between. Exact, by
    integer programming; False too where no answer is found in ``MOST_NODES`` steps.
    """
    accounts, rows = may_be.shape
    # They take 20 MB, which processes that seal nothing need not carry.
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import eye_array, kron

    once = kron(eye_array(accounts), np.ones((1, rows)))
    counted = kron(np.ones((1, accounts)), eye_array(rows))
    bought = kron(revenue[np.newaxis, :], eye_array(rows))
    low, high = (np.array(ends) for ends in zip(*bounds, strict=True))
    open_to = may_be.astype(np.float64)
    open_to[account, home] = 0.0
    found = milp(
        np.zeros(accounts * rows),
        integrality=np.ones(accounts * rows),
        bounds=Bounds(0.0, open_to.ravel()),
        constraints=[
            LinearConstraint(once, 1, 1),
            LinearConstraint(counted, sizes, sizes),
            LinearConstraint(bought, low, high),
        ],
        options={"node_limit": MOST_NODES},
    )
    return bool(found.success)
