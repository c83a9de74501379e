"""From opened ballots to what the core computes with."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from django.db.models import Count

from maturity.answers import stack
from maturity.framework import Framework
from maturity.responses import Responses
from organisations.models import Audience
from surveys.ballots import OpenedBallot
from surveys.models import Wave

Ballots = Mapping[str, Sequence[OpenedBallot]]

# People who are in no department stand together.
NO_DEPARTMENT = ""


def gather(wave: Wave, framework: Framework, ballots: Ballots) -> dict[str, Responses]:
    """Return each audience's answers in the framework's order, and how its people were reached.

    Departments are the units of the first level that has more than one. Only staff have them:
    leaders stand for themselves, and of customers nobody knows how many there are.
    """
    department = _departments(wave)
    gathered = {}
    for frozen in wave.questionnaires.all():
        audience = frozen.audience
        came = ballots.get(audience, [])
        codes = [column.code for column in framework.questionnaire(audience).columns]
        order = [frozen.items.index(code) for code in codes]
        asked = _asked(wave, audience, department)
        places = {name: place for place, name in enumerate(asked)}
        is_staff = audience == Audience.STAFF
        gathered[audience] = Responses(
            answers=stack([ballot.answers for ballot in came], len(codes))[:, order],
            invited=sum(asked.values()),
            departments=asked if is_staff else None,
            department=np.array(
                [places[department.get(ballot.unit, NO_DEPARTMENT)] for ballot in came],
                dtype=np.int64,
            )
            if is_staff
            else None,
            is_fast=np.array([ballot.is_fast for ballot in came], dtype=bool),
            stands_for_itself=audience == Audience.LEADERS,
        )
    return gathered


def _departments(wave: Wave) -> dict[str | None, str]:
    """Return {unit: its department}, both by id."""
    parents = {
        str(pk): parent and str(parent) for pk, parent in wave.units.values_list("pk", "parent")
    }

    @cache
    def depth(unit: str) -> int:
        parent = parents[unit]
        return 0 if parent is None else 1 + depth(parent)

    sizes = Counter(depth(unit) for unit in parents)
    level = next((level for level in sorted(sizes) if sizes[level] > 1), 0)

    def department(unit: str) -> str:
        while depth(unit) > level:
            unit = parents[unit] or unit
        return unit

    return {unit: department(unit) for unit in parents}


def _asked(wave: Wave, audience: str, department: Mapping[str | None, str]) -> dict[str, int]:
    """Count the people who were asked in each department."""
    units = wave.invitations.filter(audience=audience).values_list("unit").annotate(Count("pk"))
    asked: Counter[str] = Counter()
    for unit, people in units.order_by("unit"):
        asked[department.get(str(unit) if unit else None, NO_DEPARTMENT)] += people
    return dict(asked)
