"""The stage attained: a conjunctive staged rule on whole counts, never a rounded mean.

Our rule, in the manner of ISO/IEC 33020: a stage is reached if at least 60% of the answers,
averaged over a dimension's items, are at it or above, if no single item falls below 40%, and
if every stage before it is reached too.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

SHARE_NEEDED = Fraction(60, 100)
WEAKEST_ITEM_NEEDED = Fraction(40, 100)


@dataclass(frozen=True)
class StageCondition:
    """How far the condition of one stage holds; ``rank`` counts stages from 1."""

    rank: int
    share: Fraction
    weakest_item: Fraction

    @property
    def holds(self) -> bool:
        """Whether enough people see the organisation at this stage or above."""
        return self.share >= SHARE_NEEDED and self.weakest_item >= WEAKEST_ITEM_NEEDED


def stage_conditions(counts: npt.NDArray[np.int64]) -> list[StageCondition]:
    """Return the condition of every stage above the first.

    ``counts`` has shape (items, stages): how many chose each stage's anchor. Every item needs
    at least one answer. Shares are exact fractions, so that 60% is 60% and not 59.999.
    """
    items, stages = counts.shape
    conditions = []
    for rank in range(2, stages + 1):
        shares = [Fraction(int(row[rank - 1 :].sum()), int(row.sum())) for row in counts]
        share = sum(shares, Fraction()) / items
        conditions.append(StageCondition(rank, share, min(shares)))
    return conditions


def stage_attained(conditions: list[StageCondition]) -> int:
    """Return the rank of the highest stage whose condition and all before it hold; 1 at least."""
    attained = 1
    for condition in conditions:
        if not condition.holds:
            break
        attained = condition.rank
    return attained


def overall_stage(profile: Mapping[str, int], core: Set[str]) -> int:
    """Return the organisation's stage from the ranks of its dimensions.

    The highest stage that every core dimension reaches and every other one too, except that
    one of the others may be a single stage behind. ``profile`` is {dimension: rank} and must
    not be empty.
    """
    for rank in range(max(profile.values()), 1, -1):
        core_reaches = all(profile[code] >= rank for code in profile if code in core)
        behind = [value for code, value in profile.items() if code not in core and value < rank]
        if core_reaches and (not behind or behind == [rank - 1]):
            return rank
    return 1
