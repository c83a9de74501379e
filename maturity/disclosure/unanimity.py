"""Answers that give everybody away although nobody is told apart: all of a group said the same."""

from collections.abc import Sequence

# What must stay open of one person's answer, in points of the scale.
NARROWEST = 2


def individual_bounds(n: int, total: int, points: int) -> tuple[int, int]:
    """Return between which answers ``1..points`` each of n people's lies, their sum being known.

    Raises ValueError for nobody, or a sum that n answers cannot have.
    """
    if n < 1 or not n <= total <= n * points:
        raise ValueError(f"{n} answers from 1 to {points} cannot add up to {total}.")
    return max(1, total - points * (n - 1)), min(points, total - (n - 1))


def is_unanimous(counts: Sequence[int]) -> bool:
    """Whether the answers to an item give away what single people answered.

    ``counts`` is how many gave each answer, lowest first. So it is where all but one of them at
    the most gave the same, or where their sum alone says within a point what each answered (on
    a scale of two answers: which). False for nobody.
    """
    n = sum(counts)
    if not n:
        return False
    total = sum(answer * count for answer, count in enumerate(counts, start=1))
    low, high = individual_bounds(n, total, len(counts))
    return max(counts) >= n - 1 or high - low < min(NARROWEST, len(counts) - 1)
