"""The whole way from accounts and voices to classes and totals."""

import numpy as np
import pytest

from maturity.portfolio import Accounts, Cuts, Kind, Voices, assess

UNKNOWN = float("nan")


def accounts(
    revenue: list[float],
    *,
    previous: list[float] | None = None,
    potential: list[float] | None = None,
) -> Accounts:
    """Accounts A0, A1 and so on; without a year before they bought as much then."""
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


def test_weights_of_one_two_and_five_contacts_are_those_of_the_formula() -> None:
    # w = .25 / (.25 + .64 / n) = .281, .439, .661 for n = 1, 2, 5, and se² = w · .64 / n.
    said = [(0, 5.0, 9), (1, 5.0, 9), (1, 5.0, 9), *[(2, 5.0, 9)] * 5, (3, 1.0, 9)]
    found = assess(accounts([40, 30, 20, 10]), voices(*said), Cuts(), smallest_group=5).placed
    # The mean of all: (5 · (.2809 + .4386 + .6614) + 1 · .2809) / 1.6618 = 4.3239.
    overall = (5 * (0.280899 + 0.438596 + 0.661376) + 0.280899) / 1.661770
    for placed, weight, n in zip(found[:3], (0.281, 0.439, 0.661), (1, 2, 5), strict=True):
        assert placed.experience is not None
        assert placed.se is not None
        assert (placed.experience - overall) / (5 - overall) == pytest.approx(weight, abs=5e-4)
        assert placed.se**2 == pytest.approx(weight * 0.64 / n, abs=5e-4)


def test_an_account_of_whom_nobody_answered_is_unknown() -> None:
    found = assess(accounts([1.0, 2.0]), voices((0, UNKNOWN, -1)), Cuts(), smallest_group=5)
    assert [each.kind for each in found.placed] == [Kind.UNKNOWN, Kind.UNKNOWN]
    assert found.document()["shown"] is False
