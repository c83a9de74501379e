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


class Status(StrEnum):
    """How firmly a step stands."""

    UNKNOWN = "unknown"
    NOT = "not"
    PARTLY = "partly"
    LARGELY = "largely"
    FULLY = "fully"


STANDS = {Status.LARGELY, Status.FULLY}


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

    ``next_step`` is None when every step stands fully.
    """

    steps: tuple[StepResult, ...]
    attained: int
    next_step: int | None

    @property
    def is_assessed(self) -> bool:
        """Whether any step could be judged."""
        return any(step.status != Status.UNKNOWN for step in self.steps)


def status(mean: Fraction, weakest: Fraction) -> Status:
    """Return a step's status; exactly 15, 50 and 85% belong to the class below."""
    if mean > Fraction(85, 100) and weakest > Fraction(50, 100):
        return Status.FULLY
    if mean > Fraction(50, 100) and weakest > Fraction(15, 100):
        return Status.LARGELY
    if mean > Fraction(15, 100):
        return Status.PARTLY
    return Status.NOT


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
    steps = tuple(
        StepResult(
            code=code,
            status=state,
            rated=rated,
            mean=mean,
            weakest=weakest,
            # A step that was never assessed is no evidence of a missing foundation.
            is_ahead=state in STANDS
            and any(before in {Status.NOT, Status.PARTLY} for before in statuses[:index]),
        )
        for index, (code, (state, rated, mean, weakest)) in enumerate(
            zip(ratings, judged, strict=True)
        )
    )
    return Roadmap(steps, attained, next_step)


def _judge(
    cells: Sequence[int], points: int
) -> tuple[Status, int, Fraction | None, Fraction | None]:
    achieved = [Fraction(rating - 1, points - 1) for rating in cells if rating]
    if not achieved or Fraction(len(achieved), len(cells)) < RATED_NEEDED:
        return Status.UNKNOWN, len(achieved), None, None
    mean = sum(achieved, Fraction()) / len(achieved)
    return status(mean, min(achieved)), len(achieved), mean, min(achieved)


def capped_next_step(next_step: int | None, target_step: int | None) -> int | None:
    """Return the next step, or None where management's target has been reached.

    Where to stop is management's decision: a target below the next step means that there is
    no next step, and that what stands is to be kept.
    """
    if next_step is None or target_step is None or next_step <= target_step:
        return next_step
    return None
