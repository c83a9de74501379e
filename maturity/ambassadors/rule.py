"""Our rule for ambassadors and detractors. It is attributed to nobody (``docs/method.md``)."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from maturity.answers import Answers
from maturity.disclosure.tree import NOWHERE, WHOLE
from maturity.tally import Integers


class Kind(StrEnum):
    """What somebody is, from the least to the most committed."""

    DETRACTOR = "detractor"
    BETWEEN = "between"
    AMBASSADOR = "ambassador"


KINDS = tuple(Kind)
# Everybody, and below that who is of each kind: the branches of which it is told who stays.
BRANCHES = ("everybody", *KINDS)
PARENTS = (NOWHERE, *[WHOLE] * len(KINDS))
LOW = 2


def kinds_of(commitments: Sequence[Answers], points: int) -> Integers:
    """Return what each person is, by place in ``BRANCHES``: (people,); 0 who is not known.

    ``commitments`` to enterprise, proposition and customers are each (people, items) on
    ``1..points``, 0 for none; a sub-score is the mean of the items answered. An ambassador's are
    all ``points - 1`` or more. A detractor's is 2 or less on the enterprise or on its
    proposition. Only who has all three is of a kind.
    """
    enterprise, proposition, _customers = commitments
    is_known = np.all([_answered(scale) > 0 for scale in commitments], axis=0)
    is_ambassador = np.all([_above(scale, points - 1) >= 0 for scale in commitments], axis=0)
    is_detractor = (_above(enterprise, LOW) <= 0) | (_above(proposition, LOW) <= 0)
    places = {kind: place for place, kind in enumerate(KINDS, start=1)}
    return np.select(
        [~is_known, is_ambassador, is_detractor],
        [0, places[Kind.AMBASSADOR], places[Kind.DETRACTOR]],
        default=places[Kind.BETWEEN],
    ).astype(np.int64)


def _answered(scale: Answers) -> Integers:
    answered: Integers = np.count_nonzero(scale, axis=1).astype(np.int64)
    return answered


def _above(scale: Answers, score: int) -> Integers:
    """Return how far each person's sum lies above that of a mean: whole numbers, none missed."""
    above: Integers = scale.sum(axis=1, dtype=np.int64) - score * _answered(scale)
    return above
