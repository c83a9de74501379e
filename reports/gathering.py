"""From opened ballots to what the core computes with."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from maturity.answers import stack
from maturity.framework import Framework
from maturity.groups import NONE, Groups
from maturity.quality import Flags
from maturity.responses import NO_DEPARTMENT, Responses
from maturity.tally import Integers
from organisations.models import Audience
from surveys.models import Wave
from surveys.privacy.ballots import OpenedBallot
from surveys.setup.groups import frozen_groups

Ballots = Mapping[str, Sequence[OpenedBallot]]


def gather(wave: Wave, framework: Framework, ballots: Ballots) -> dict[str, Responses]:
    """Return each audience's answers in the framework's order, and how its people were reached.

    Only staff have departments and attributes: leaders stand for themselves, and of customers
    nobody knows how many there are.
    """
    gathered = {}
    for frozen in wave.questionnaires.all():
        audience = frozen.audience
        came = ballots.get(audience, [])
        codes = [column.code for column in framework.questionnaire(audience).columns]
        order = [frozen.items.index(code) for code in codes]
        groups = None
        if audience == Audience.STAFF:
            groups = frozen_groups(wave, [(each.unit, each.attributes) for each in came])
        asked, department = _by_department(groups) if groups else (None, None)
        gathered[audience] = Responses(
            answers=stack([ballot.answers for ballot in came], len(codes))[:, order],
            invited=wave.invitations.filter(audience=audience).count(),
            departments=asked,
            department=department,
            account=_accounts(came),
            is_fast=np.array([ballot.is_fast for ballot in came], dtype=bool),
            identified=_identified(came) if audience == Audience.CUSTOMERS else None,
            groups=groups,
            stands_for_itself=audience == Audience.LEADERS,
        )
    return gathered


def _by_department(groups: Groups) -> tuple[dict[str, int], Integers]:
    """Return {department: people asked}, and the place in it of each who answered."""

    def department(unit: int) -> str:
        while unit != NONE and groups.units[unit].parent != NONE:
            unit = groups.units[unit].parent
        return NO_DEPARTMENT if unit == NONE else groups.units[unit].key

    of_cell = [department(unit) for unit in groups.cells[:, 0].tolist()]
    asked: Counter[str] = Counter()
    for name, people in zip(of_cell, groups.invited.tolist(), strict=True):
        asked[name] += people
    places = {name: place for place, name in enumerate(asked)}
    return dict(asked), np.array([places[name] for name in of_cell], dtype=np.int64)[groups.cell]


def _identified(came: Sequence[OpenedBallot]) -> Flags:
    """Return who agreed that their answers may be seen with their account: (respondents,)."""
    return np.array([ballot.account is not None for ballot in came], dtype=bool)


def _accounts(came: Sequence[OpenedBallot]) -> Integers | None:
    """Return a place for each respondent's account, (respondents,); None if nobody's is known.

    Whoever keeps theirs to themselves stands alone, so intervals come out a little too narrow
    where several such people belong to one account.
    """
    if all(ballot.account is None for ballot in came):
        return None
    # A place of their own for those without an account; no account is called by a number.
    clusters = [ballot.account or str(place) for place, ballot in enumerate(came)]
    return np.unique(clusters, return_inverse=True)[1].astype(np.int64)
