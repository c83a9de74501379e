"""Estimates made by hand, for what compares them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, variance

# The two samples of the reference case for Welch's test and Cliff's delta.
FIRST = (3, 4, 4, 4, 3, 2, 4)
SECOND = (2, 3, 2, 1, 3, 2, 3, 2)


@dataclass(frozen=True)
class Made:
    n: int
    mean: float
    variance: float | None
    df: float | None


def of_answers(answers: Sequence[float]) -> Made:
    """Return the mean of people's answers to one question."""
    n = len(answers)
    if n < 2:
        return Made(n, mean(answers), None, None)
    return Made(n, mean(answers), variance(answers) / n, n - 1)


def of_people(n: int, mean: float, variance: float = 0.01) -> Made:
    """Return a mean with its variance, and n - 1 degrees of freedom."""
    return Made(n, mean, variance, n - 1)
