"""What leaders say is there, what the assessor found, and what follows from both.

Leaders are read from what a result has published and nothing else. Their say counts as a yes where
more than half of them say that a matter is there (our rule, as with what is "largely" there).
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from maturity.disclosure import lower_end, rounded_share, step_of_share
from maturity.result import Document
from maturity.shares import Share, share_of


class Verdict(StrEnum):
    """What can be said of a matter; of ``FOUND`` and ``NOT_FOUND`` no leaders are shown."""

    THERE = "there"
    CLAIMED = "claimed"
    UNSEEN = "unseen"
    MISSING = "missing"
    FOUND = "found"
    NOT_FOUND = "not_found"
    OPEN = "open"


VERDICTS = {
    (True, True): Verdict.THERE,
    (True, False): Verdict.CLAIMED,
    (False, True): Verdict.UNSEEN,
    (False, False): Verdict.MISSING,
    (None, True): Verdict.FOUND,
    (None, False): Verdict.NOT_FOUND,
}


def judge(claimed: bool | None, found: bool | None) -> Verdict:
    """Judge a matter by whether leaders claim it and whether it was found; None for unknown."""
    return Verdict.OPEN if found is None else VERDICTS[claimed, found]


def is_claimed(share: Share | None) -> bool | None:
    """Whether more than half of the leaders say that a matter is there; None if not shown."""
    return None if share is None else share.share > 1 / 2


def share_from(cell: Document, answer: int) -> Share | None:
    """Return the share who gave ``answer`` or a higher one; None if it is not shown.

    ``cell`` is a question of choice of a result. Its shares are rounded one by one, and their sum
    may be off by several steps; so it is asked which numbers of people the shares can stand for.
    What comes out is rounded like them, and could be worked out by every reader.
    """
    shares = cell.get("shares")
    if shares is None:
        return None
    n = lower_end(cell["n"])
    lower, upper = shares[: answer - 1], shares[answer - 1 :]
    possible = _counts(upper, n) & {n - count for count in _counts(lower, n)}
    exact = Fraction(min(possible) + max(possible), 2 * n) if possible else _sum(lower, upper)
    told = rounded_share(exact, n)
    return None if told is None else share_of(told, n)


def _counts(shares: Sequence[float], n: int) -> set[int]:
    """Return how many of ``n`` people several rounded shares together can be."""
    total, step = {0}, step_of_share(n) / 100
    for share in shares:
        near = range(max(0, floor((share - step) * n)), min(n, ceil((share + step) * n)) + 1)
        each = [count for count in near if rounded_share(Fraction(count, n), n) == share]
        total = {so_far + count for so_far in total for count in each}
    return total


def _sum(lower: Iterable[float], upper: Iterable[float]) -> Fraction:
    """Return the part that ``upper`` is of the whole, which rounding may have moved."""
    above = sum(map(Fraction, upper), Fraction())
    return above / (above + sum(map(Fraction, lower), Fraction()))
