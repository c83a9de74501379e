"""Raking to known totals, trimming of weights, and what weights cost in precision."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from maturity.tally import Floats

TOLERANCE = 1e-8
MOST_ROUNDS = 200
# Weights are held within these multiples of their median (our rule).
SMALLEST_WEIGHT, LARGEST_WEIGHT = 0.3, 3.0


class WeightingError(ValueError):
    """People and respondents do not fit together; the message says where and what to do."""


def rake(table: npt.ArrayLike, totals: Sequence[npt.ArrayLike]) -> Floats:
    """Fit a table to known totals by iterative proportional fitting (Deming & Stephan 1940).

    ``table`` counts respondents and has one axis a characteristic; ``totals[a]`` (length of
    axis a) are the known totals along it. Returns the fitted table, of the same shape, once
    every total is met within 1e-8 of itself; a cell's weight is fitted / counted. Empty cells
    stay empty.

    Raises WeightingError for totals that do not fit the table or contradict each other, for a
    category with people but no respondent or the reverse, and if 200 rounds do not suffice.
    """
    fitted = np.array(table, dtype=np.float64)
    targets = [np.asarray(target, dtype=np.float64) for target in totals]
    _check(fitted, targets)
    for _ in range(MOST_ROUNDS):
        for axis, target in enumerate(targets):
            fitted *= _shaped(_ratio(target, _along(fitted, axis)), axis, fitted.ndim)
        if all(
            np.abs(_ratio(_along(fitted, axis), target) - 1).max(initial=0) < TOLERANCE
            for axis, target in enumerate(targets)
        ):
            return fitted
    raise WeightingError(
        f"The totals were not met after {MOST_ROUNDS} rounds: too many combinations of categories"
        " have no respondent. Join small categories."
    )


def _along(table: Floats, axis: int) -> Floats:
    total: Floats = table.sum(axis=tuple(other for other in range(table.ndim) if other != axis))
    return total


def _shaped(factors: Floats, axis: int, axes: int) -> Floats:
    return factors.reshape([-1 if other == axis else 1 for other in range(axes)])


def _ratio(values: Floats, base: Floats) -> Floats:
    """Divide; an empty category, which has neither people nor respondents, needs no change."""
    ratio: Floats = np.divide(values, base, out=np.ones_like(values), where=base > 0)
    return ratio


def _check(table: Floats, targets: Sequence[Floats]) -> None:
    if [target.shape for target in targets] != [(length,) for length in table.shape]:
        raise WeightingError(
            f"The totals have lengths {[target.size for target in targets]}, the table has"
            f" {list(table.shape)}: give one total a category, characteristic by characteristic."
        )
    if not all(np.isfinite(values).all() and (values >= 0).all() for values in (table, *targets)):
        raise WeightingError("Counts and totals are numbers of people, 0 or more.")
    if not np.allclose([target.sum() for target in targets], targets[0].sum(), rtol=TOLERANCE):
        sums = ", ".join(f"{target.sum():g}" for target in targets)
        raise WeightingError(f"The totals contradict each other: they add up to {sums}.")
    for axis, target in enumerate(targets):
        for category, (people, found) in enumerate(zip(target, _along(table, axis), strict=True)):
            place = f"Category {category + 1} of characteristic {axis + 1}"
            if people and not found:
                raise WeightingError(f"{place} has no respondent; join it with another.")
            if found and not people:
                raise WeightingError(f"{place} has respondents, but a total of 0.")


def trimmed(weights: npt.ArrayLike, counts: npt.ArrayLike | None = None) -> Floats:
    """Hold weights within 0.3 and 3 times their median and scale them to a mean of 1.

    ``weights`` (any length above 0) are positive; ``counts`` how many people have each (one).
    """
    values, people = _weights(weights, counts)
    median = float(np.median(np.repeat(values, people)))
    held = np.clip(values, SMALLEST_WEIGHT * median, LARGEST_WEIGHT * median)
    scaled: Floats = held * people.sum() / float(held @ people)
    return scaled


def effective_n(weights: npt.ArrayLike, counts: npt.ArrayLike | None = None) -> float:
    """Return how many unweighted people tell as much: (Σ w)² / Σ w² (Kish 1965).

    ``weights`` are positive; ``counts`` how many people have each (one).
    """
    values, people = _weights(weights, counts)
    return float((values @ people) ** 2 / (values**2 @ people))


def design_effect(weights: npt.ArrayLike, counts: npt.ArrayLike | None = None) -> float:
    """Return by how much weights inflate the variance: n / effective n = 1 + CV² (Kish 1965)."""
    _, people = _weights(weights, counts)
    return int(people.sum()) / effective_n(weights, counts)


def _weights(
    weights: npt.ArrayLike, counts: npt.ArrayLike | None
) -> tuple[Floats, npt.NDArray[np.int64]]:
    values = np.asarray(weights, dtype=np.float64)
    people = np.ones(len(values), np.int64) if counts is None else np.asarray(counts, np.int64)
    if not people.sum() or not (values > 0).all():
        raise WeightingError("Weights are above 0, and at least one person has one.")
    return values, people
