"""Whose answers are known anyway, and whether the others beside them are enough to be a group.

A customer may agree to be seen with the account. Whoever reads those answers can subtract them
from every number, so that what is left must rest on nobody or on a whole group.
"""

import numpy as np

from maturity.answers import Answers, scored, with_enough_answered
from maturity.disclosure import SMALLEST_GROUP_FLOOR
from maturity.quality import Flags


def are_too_few(given: Flags, surely: Flags, smallest_group: int) -> bool:
    """Whether a column of ``given`` has some people, but fewer than k who surely count.

    ``given`` has shape (people, columns), ``surely`` (people,). Whether those who may yet be
    excluded for what they answered are there changes nothing.
    """
    smallest = max(smallest_group, SMALLEST_GROUP_FLOOR)
    sure = np.count_nonzero(given[surely], axis=0)
    return bool((given.any(axis=0) & (sure < smallest)).any())


def leave_too_few(codes: Answers, surely: Flags, smallest_group: int) -> bool:
    """Whether others than the identified are too few to be counted on a scale.

    ``codes`` has shape (others, columns of the scale), "don't know" included. Both those who
    replied to a column and those who are scored in it (half-scale rule) must be none or k.
    """
    is_scored = with_enough_answered(scored(codes)) > 0
    return any(are_too_few(given, surely, smallest_group) for given in (codes > 0, is_scored))
