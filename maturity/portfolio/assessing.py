"""From a file of accounts and the answers of their contacts to the portfolio."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from maturity.portfolio.document import portfolio_document
from maturity.portfolio.experience import (
    Changes,
    changes_of,
    experience_of,
    mostly_worse,
    not_worse,
)
from maturity.portfolio.inputs import Accounts, Cuts, Earlier, Voices
from maturity.portfolio.placing import Evidence, Placed, Placing, place, placed
from maturity.result import Document
from maturity.tally import Integers


@dataclass(frozen=True)
class Portfolio:
    """Every account in its class, and beside it the wave before if there is one.

    ``place`` (accounts,) is where each account stood in the file of then, or -1.
    """

    now: Placing
    then: Placing | None
    place: Integers
    smallest_group: int
    same_money: bool

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every account by itself, in the order of the file: for the consultant alone."""
        return placed(self.now)

    def document(self) -> Document:
        """Return what leaders may read: totals, of at least a smallest group of accounts each.

        Its shape is described in ``maturity.portfolio.document``.
        """
        return portfolio_document(
            self.now, self.then, self.place, self.smallest_group, same_money=self.same_money
        )


def assess(
    accounts: Accounts,
    voices: Voices,
    cuts: Cuts,
    *,
    smallest_group: int,
    earlier: Earlier | None = None,
) -> Portfolio:
    """Place every account by what it buys and what its contacts said.

    ``smallest_group`` is k, the fewest accounts a total is told of; below five counts as five.
    Raises ValueError for a contact of an account that is not in the file.
    """
    _check(accounts, voices)
    count = len(accounts)
    experience = experience_of(voices, count)
    nowhere = np.full(count, -1)
    if earlier is None:
        unseen = np.full(count, np.nan)
        moved, at, then = Changes(unseen, unseen, 0.0, is_estimated=False), nowhere, None
    else:
        _check(earlier.accounts, earlier.voices)
        then = place(_evidence(earlier.accounts, earlier.voices), earlier.cuts)
        before = {key: index for index, key in enumerate(earlier.accounts.keys)}
        at = np.array([before.get(key, -1) for key in accounts.keys], dtype=np.int64)
        moved = changes_of(experience, then.evidence.experience, at)
    evidence = Evidence(
        accounts, experience, moved, not_worse(voices, count), mostly_worse(voices, count)
    )
    is_same = earlier is None or earlier.same_money
    return Portfolio(place(evidence, cuts), then, at, smallest_group, is_same)


def _evidence(accounts: Accounts, voices: Voices) -> Evidence:
    """Return what is known of accounts without a wave before."""
    count = len(accounts)
    unseen = np.full(count, np.nan)
    return Evidence(
        accounts,
        experience_of(voices, count),
        Changes(unseen, unseen, 0.0, is_estimated=False),
        not_worse(voices, count),
        mostly_worse(voices, count),
    )


def _check(accounts: Accounts, voices: Voices) -> None:
    if ((voices.account < 0) | (voices.account >= len(accounts))).any():
        raise ValueError("Every contact belongs to one of the accounts.")
