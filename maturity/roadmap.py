"""Hill's roadmap: how firmly each step stands, how far one has come, and what comes next.

Statuses follow the achievement classes of ISO/IEC 33020 (above 15, 50 and 85%).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

# Of a step's micro-foundations this share must be rated before the step is called assessed:
# five of Hill's seven.
RATED_NEEDED = Fraction(5, 7)
# Guttman's (1950): below it the steps do not form a sequence.
REPRODUCIBILITY_NEEDED = Fraction(90, 100)
# How many micro-foundations of the next step to work on first (our rule).
LARGEST_FOCUS = 3


class Status(StrEnum):
    """How firmly a step stands."""

    UNKNOWN = "unknown"
    NOT = "not"
    PARTLY = "partly"
    LARGELY = "largely"
    FULLY = "fully"


STANDS = {Status.LARGELY, Status.FULLY}
LACKS = {Status.NOT, Status.PARTLY}


@dataclass(frozen=True)
class Cuts:
    """Above which mean achievement (0..1) a step stands partly, largely, fully.

    To stand fully, the weakest micro-foundation must also be above ``largely``, and to stand
    largely above ``partly`` (our rule).
    """

    partly: Fraction
    largely: Fraction
    fully: Fraction


ASSESSOR = Cuts(Fraction(15, 100), Fraction(50, 100), Fraction(85, 100))
# Opinions alone seldom reach 85%: for answers of staff and leaders (our rule).
SURVEY = Cuts(Fraction(10, 100), Fraction(45, 100), Fraction(75, 100))


@dataclass(frozen=True)
class StepResult:
    """One step: its status, mean and weakest achievement (0..1), how many cells were rated."""

    code: str
    status: Status
    rated: int
    mean: Fraction | None
    weakest: Fraction | None
    is_ahead: bool


@dataclass(frozen=True)
class Roadmap:
    """All steps in order, the rank attained (0: none), and the next step's rank.

    ``next_step`` is None when every step stands fully. ``guttman_errors`` counts the pairs of
    assessed steps of which the later stands and the earlier does not; ``pairs`` counts all pairs
    of assessed steps.
    """

    steps: tuple[StepResult, ...]
    attained: int
    next_step: int | None
    guttman_errors: int
    pairs: int

    @property
    def is_assessed(self) -> bool:
        """Whether any step could be judged."""
        return any(step.status != Status.UNKNOWN for step in self.steps)

    @property
    def reproducibility(self) -> Fraction | None:
        """Coefficient of reproducibility, 1 - errors / pairs; None without a pair of steps.

        After Guttman (1950), with a pair of steps as the judgement that is right or wrong.
        """
        return None if not self.pairs else 1 - Fraction(self.guttman_errors, self.pairs)

    @property
    def is_sequence(self) -> bool:
        """Whether the order of the steps describes this organisation at all."""
        value = self.reproducibility
        return value is None or value >= REPRODUCIBILITY_NEEDED


def status(mean: Fraction, weakest: Fraction, cuts: Cuts = ASSESSOR) -> Status:
    """Return a step's status; a value exactly at a cut belongs to the class below."""
    if mean > cuts.fully and weakest > cuts.largely:
        return Status.FULLY
    if mean > cuts.largely and weakest > cuts.partly:
        return Status.LARGELY
    if mean > cuts.partly:
        return Status.PARTLY
    return Status.NOT


def achievement(rating: int, points: int) -> Fraction:
    """Return what a rating on ``1..points`` achieves, 0..1."""
    return Fraction(rating - 1, points - 1)


def survey_status(achieved: Fraction) -> Status:
    """Return the status of a step as staff or leaders see it, from the mean of one item, 0..1."""
    return status(achieved, achieved, SURVEY)


def assess_roadmap(ratings: Mapping[str, Sequence[int]], points: int) -> Roadmap:
    """Judge every step from the assessor's ratings.

    ``ratings`` is {step: one rating a micro-foundation}, steps in order, ratings ``1..points``
    with 0 for not rated. A rating r achieves (r - 1) / (points - 1).
    """
    judged = [_judge(cells, points) for cells in ratings.values()]
    statuses = [state for state, *_ in judged]
    attained = 0
    for rank, state in enumerate(statuses, start=1):
        if state in STANDS and all(before == Status.FULLY for before in statuses[: rank - 1]):
            attained = rank
    next_step = next(
        (rank for rank, state in enumerate(statuses, start=1) if state != Status.FULLY), None
    )
    # A step that was never assessed is no evidence of a missing foundation.
    missing = [
        sum(before in LACKS for before in statuses[:index]) if state in STANDS else 0
        for index, state in enumerate(statuses)
    ]
    steps = tuple(
        StepResult(code, state, rated, mean, weakest, is_ahead=missing[index] > 0)
        for index, (code, (state, rated, mean, weakest)) in enumerate(
            zip(ratings, judged, strict=True)
        )
    )
    known = sum(state != Status.UNKNOWN for state in statuses)
    return Roadmap(steps, attained, next_step, sum(missing), known * (known - 1) // 2)


def _judge(
    cells: Sequence[int], points: int
) -> tuple[Status, int, Fraction | None, Fraction | None]:
    achieved = [achievement(rating, points) for rating in cells if rating]
    if not achieved or Fraction(len(achieved), len(cells)) < RATED_NEEDED:
        return Status.UNKNOWN, len(achieved), None, None
    mean = sum(achieved, Fraction()) / len(achieved)
    return status(mean, min(achieved)), len(achieved), mean, min(achieved)


def focus(ratings: Mapping[str, int], points: int) -> tuple[str, ...]:
    """Return the micro-foundations of a step to work on first: three at most, weakest first.

    ``ratings`` is {micro-foundation: ``1..points``, or 0 for not rated}, in the roadmap's order,
    which decides between equals. Left out is what achieves all that a full step requires, and
    what was not rated.
    """
    short = [
        code
        for code, rating in ratings.items()
        if rating and achievement(rating, points) <= ASSESSOR.fully
    ]
    return tuple(sorted(short, key=ratings.__getitem__)[:LARGEST_FOCUS])


def capped_next_step(next_step: int | None, target_step: int | None) -> int | None:
    """Return the next step, or None where management's target has been reached.

    Where to stop is management's decision: a target below the next step means that there is
    no next step, and that what stands is to be kept.
    """
    if next_step is None or target_step is None or next_step <= target_step:
        return next_step
    return None
