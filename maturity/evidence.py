"""What an assessor's evidence says of a stage that was reached by answers.

Answers say where people see the organisation; evidence says what can be found there. It lowers no
stage: it confirms the one reached, or does not. The first two stages need none (our rule); from the
third on each stage up to the one reached must have more than half of what it asks for, "largely" of
ISO/IEC 33020.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from maturity.roadmap import RATED_NEEDED, achievement
from maturity.stages import FIRST_STAGE_WITH_EVIDENCE, evidence_holds


class Verdict(StrEnum):
    """What evidence says of the stage reached."""

    NOT_NEEDED = "not needed"
    NOT_ASSESSED = "not assessed"
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not confirmed"


@dataclass(frozen=True)
class Confirmation:
    """A verdict, and the rank up to which evidence was found without a gap.

    ``highest`` is never above the stage reached; it is at least the last stage that needs no
    evidence, or the stage reached if that is lower.
    """

    verdict: Verdict
    highest: int


def stage_achievement(ratings: Sequence[int], points: int) -> Fraction | None:
    """Return how much of what a stage asks for is there, 0..1; None if too little was rated.

    ``ratings`` are those of the stage's statements, ``1..points`` with 0 for not rated. A rating
    r achieves (r - 1) / (points - 1); the mean is taken of what was rated. As of a roadmap's step,
    the share ``RATED_NEEDED`` of them must be.
    """
    achieved = [achievement(rating, points) for rating in ratings if rating]
    if not achieved or Fraction(len(achieved), len(ratings)) < RATED_NEEDED:
        return None
    return sum(achieved, Fraction()) / len(achieved)


def confirm(achieved: Mapping[int, Fraction | None], reached: int) -> Confirmation:
    """Judge the stage of rank ``reached`` by {rank: achievement 0..1, or None if not assessed}.

    A rank that is missing was not assessed. One stage that falls short is enough not to confirm;
    where none does, but one was not assessed, nothing is said.
    """
    if reached < FIRST_STAGE_WITH_EVIDENCE:
        return Confirmation(Verdict.NOT_NEEDED, reached)
    ranks = range(FIRST_STAGE_WITH_EVIDENCE, reached + 1)
    found = [achieved.get(rank) for rank in ranks]
    holds = [value is not None and evidence_holds(value) for value in found]
    highest = reached if all(holds) else ranks[holds.index(False)] - 1
    if any(value is not None and not evidence_holds(value) for value in found):
        return Confirmation(Verdict.NOT_CONFIRMED, highest)
    return Confirmation(Verdict.CONFIRMED if all(holds) else Verdict.NOT_ASSESSED, highest)
