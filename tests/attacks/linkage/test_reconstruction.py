"""Whole answers, shuffled and nameless as they may be, are found out by what is published.

Who is a newcomer stands on the roster, and the means of newcomers and of the others are
published. A thief who has everybody's answers beside their department looks for the choice of
newcomers that has these means: a 0/1 program. In each department here there is one, so whose
answers are a newcomer's is whose answers they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from maturity.tally import Floats
from reports.sealing import seal_wave
from reports.services import ask_to_seal
from surveys import services
from surveys.ballots import open_ballots, wave_key
from surveys.models import Wave
from surveys.own_questions import wave_framework
from tests.world import NOW, ROSTER_HEADER, World, visit_of

pytestmark = pytest.mark.django_db(transaction=True)

DEPARTMENTS, PEOPLE_EACH = 10, 6
# A published mean is rounded to tenths.
HALF_A_STEP = 0.05
# The department and the answers of somebody.
Row = tuple[str, bytes]


def answered_wave(world: World) -> tuple[Wave, dict[str, bytes]]:
    """A wave everybody answered, each in their own way, and the answers of the newcomers."""
    lines = [ROSTER_HEADER]
    for number in range(DEPARTMENTS * PEOPLE_EACH):
        tenure = "new" if number < DEPARTMENTS else "old"
        lines.append(f"s{number}@c.example,Staff {number},D{number % DEPARTMENTS},staff,,{tenure}")
    world.import_roster("\n".join(lines) + "\n")
    wave = world.open_wave()
    random, newcomers = Random(1), {}
    for number in range(DEPARTMENTS * PEOPLE_EACH):
        found = visit_of(wave, f"Staff {number}")
        answers = {c.code: random.randint(1, c.item.scale.points) for c in found.columns}
        services.save_page(visit=found, answers=answers, page=0, now=NOW)
        services.submit_response(visit=found)
        if number < DEPARTMENTS:
            newcomers[f"D{number}"] = bytes(answers[column.code] for column in found.columns)
    services.close_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    return wave, newcomers


def shuffled_rows(wave: Wave) -> list[Row]:
    """What a seal would leave that kept everybody's answers with their department."""
    names = {str(pk): name for pk, name in wave.units.values_list("pk", "name")}
    ballots = open_ballots(wave_key(wave), wave)
    rows = [(names[str(ballot.unit)], ballot.answers) for ballot in ballots]
    return Random(2).sample(rows, len(rows))


def seal(wave: Wave) -> None:
    seal_wave(ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
    wave.refresh_from_db()
    assert wave.is_sealed


def newcomers_among(rows: Sequence[Row], wave: Wave) -> dict[str, bytes]:
    """The answers of each department's newcomer, as far as rows and result give them."""
    if not rows:
        return {}
    scores = scores_of(rows, wave)
    (tenure,) = wave.result.content["audiences"]["staff"]["groups"]["attributes"]
    at_most = []
    for category in tenure["categories"]:
        is_new = category["values"] == ["new"]
        for scale, low, high in published(category):
            for bound, sign in ((high, 1), (low, -1)):
                # The sum over the category's people of what each is beyond the bound.
                beyond = sign * (scores[scale] - bound)
                at_most.append((beyond, 0) if is_new else (-beyond, -beyond.sum()))
    one_each = [np.array([float(place == unit) for unit, _ in rows]) for place in places(rows)]
    conditions = np.array([beyond for beyond, _ in at_most] + one_each)
    found = milp(
        np.zeros(len(rows)),
        integrality=np.ones(len(rows)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(
            conditions,
            [-np.inf] * len(at_most) + [1] * len(one_each),
            [limit + 1e-6 for _, limit in at_most] + [1] * len(one_each),
        ),
        options={"time_limit": 60},
    )
    return {rows[place][0]: rows[place][1] for place in np.flatnonzero(found.x > 0.5)}


def places(rows: Sequence[Row]) -> list[str]:
    return sorted({unit for unit, _ in rows})


def scores_of(rows: Sequence[Row], wave: Wave) -> dict[tuple[str, str], Floats]:
    """Everybody's score on each scale: the mean of their answers to its questions."""
    codes = wave.questionnaires.get(audience="staff").items
    answers = np.array([list(answers) for _, answers in rows])
    of_scale: dict[tuple[str, str], list[int]] = {}
    for column in wave_framework(wave).questionnaire("staff").columns:
        part = {"anchored": "dimensions", "parallel": "experience"}.get(column.item.kind)
        if part:
            of_scale.setdefault((part, column.item.dimension), []).append(codes.index(column.code))
    return {scale: answers[:, columns].mean(axis=1) for scale, columns in of_scale.items()}


def published(category: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], float, float]]:
    """Each scale of a category with the numbers between which its mean lies."""
    for part in ("dimensions", "experience"):
        for dimension, cell in category[part].items():
            if cell["shown"]:
                low = -np.inf if cell["end"] == "at_most" else cell["mean"] - HALF_A_STEP
                high = np.inf if cell["end"] == "at_least" else cell["mean"] + HALF_A_STEP
                yield (part, dimension), low, high


def test_x(shared_world: World) -> None:
    import time

    t = time.time()
    wave, newcomers = answered_wave(shared_world)
    rows = shuffled_rows(wave)
    seal(wave)
    print("setup", time.time() - t)
    t = time.time()
    (tenure,) = wave.result.content["audiences"]["staff"]["groups"]["attributes"]
    for c in tenure["categories"]:
        print(c["values"], c["n"] if "n" in c else "", list(published(c)))
    found = newcomers_among(rows, wave)
    print("milp", time.time() - t, sum(found[d] == newcomers[d] for d in newcomers))
    assert 0
