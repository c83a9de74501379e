"""The stage attained: a conjunctive staged rule on whole counts, never a rounded mean.

Our rule, in the manner of ISO/IEC 33020: a stage is reached if at least 60% of the answers,
averaged over a dimension's items, are at it or above, if no single item falls below 40%, and
if every stage before it is reached too. Where evidence has been rated, a stage from the third
on also needs more than half of what it asks for.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction

SHARE_NEEDED = Fraction(60, 100)
WEAKEST_ITEM_NEEDED = Fraction(40, 100)
# "Largely" of ISO/IEC 33020: more than this.
EVIDENCE_NEEDED = Fraction(50, 100)
FIRST_STAGE_WITH_EVIDENCE = 3


@dataclass(frozen=True)
class StageCondition:
    """How far the condition of one stage holds; ``rank`` counts stages from 1.

    ``share`` is the share of answers at the stage or above, averaged over the items, and
    ``weakest_item`` the lowest share of an item. ``evidence`` is the achievement of the stage's
    evidence, 0..1; None where there is none, where it was not rated or where the stage needs
    none. The condition has two parts, or three with evidence.
    """

    rank: int
    share: Fraction
    weakest_item: Fraction
    evidence: Fraction | None = None
    share_needed: Fraction = SHARE_NEEDED

    @property
    def has_share(self) -> bool:
        """Whether enough people, on average, see the organisation at this stage or above."""
        return self.share >= self.share_needed

    @property
    def has_weakest_item(self) -> bool:
        """Whether enough people do so on every single item."""
        return self.weakest_item >= WEAKEST_ITEM_NEEDED

    @property
    def has_evidence(self) -> bool | None:
        """Whether the evidence is there; None where it plays no part."""
        return None if self.evidence is None else evidence_holds(self.evidence)

    @property
    def parts(self) -> tuple[bool, ...]:
        """Which parts are met: average share, weakest item, and evidence if there is any."""
        evidence = self.has_evidence
        both = (self.has_share, self.has_weakest_item)
        return both if evidence is None else (*both, evidence)

    @property
    def met(self) -> int:
        """How many parts are met."""
        return sum(self.parts)

    @property
    def unmet(self) -> int:
        """How many parts are not met."""
        return len(self.parts) - self.met

    @property
    def holds(self) -> bool:
        """Whether all parts are met."""
        return not self.unmet


def evidence_holds(achievement: Fraction) -> bool:
    """Return whether evidence rated 0..1 is at least "largely" there: above one half."""
    return achievement > EVIDENCE_NEEDED


def stage_conditions(
    shares: Sequence[Sequence[Fraction]],
    *,
    evidence: Mapping[int, Fraction] | None = None,
    share_needed: Fraction = SHARE_NEEDED,
) -> list[StageCondition]:
    """Return the condition of every stage above the first, in order.

    ``shares``, items x stages, is the exact share of each stage among the answers to an item
    (``Tally.shares``, ``stratified_shares``), so that 60% is 60% and not 59.999. ``evidence``
    is {rank: achievement 0..1} of the stages whose evidence was rated; of the first two stages
    it plays no part. ``share_needed`` is declared before a wave. Raises ValueError without items.
    """
    if not shares:
        raise ValueError("There are no items to take a stage from; give at least one.")
    conditions = []
    for rank in range(2, len(shares[0]) + 1):
        reached = [sum(row[rank - 1 :], Fraction()) for row in shares]
        rated = (evidence or {}).get(rank) if rank >= FIRST_STAGE_WITH_EVIDENCE else None
        average = sum(reached, Fraction()) / len(reached)
        conditions.append(StageCondition(rank, average, min(reached), rated, share_needed))
    return conditions


def stage_attained(conditions: Sequence[StageCondition]) -> int:
    """Return the rank of the highest stage whose condition and all before it hold; 1 at least."""
    attained = 1
    for condition in conditions:
        if not condition.holds:
            break
        attained = condition.rank
    return attained


def next_condition(conditions: Sequence[StageCondition]) -> StageCondition | None:
    """Return the condition of the stage after the one attained; None at the highest stage."""
    return next((condition for condition in conditions if not condition.holds), None)


def overall_stage(profile: Mapping[str, int], core: Set[str]) -> int:
    """Return the organisation's stage from the ranks of its dimensions.

    The highest stage that every core dimension reaches and every other one too, except that
    one of the others may be a single stage behind. ``profile`` is {dimension: rank} and must
    not be empty.
    """
    return next(
        (rank for rank in range(max(profile.values()), 1, -1) if not waiting(profile, core, rank)),
        1,
    )


def waiting(profile: Mapping[str, int], core: Set[str], rank: int) -> dict[str, int]:
    """Return the dimensions, with their ranks, that hold a stage of the organisation back.

    Those below it, but the one that may be a single stage behind.
    """
    behind = {code: own for code, own in profile.items() if own < rank}
    others = [code for code in behind if code not in core]
    if len(others) == 1 and behind[others[0]] == rank - 1:
        del behind[others[0]]
    return behind
