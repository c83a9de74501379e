"""Whole answers, shuffled and nameless as they may be, are found out by what is published.

How many newcomers were asked stands on the roster, and the means of newcomers and of the others
are published. A thief who has everybody's answers looks for the choice of newcomers that has
these means: a 0/1 program. Beside a department, that is soon a person.
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
from surveys.framework.own_questions import wave_framework
from surveys.models import Response, Wave
from surveys.privacy.ballots import open_ballots, wave_key
from tests.disk import database_files
from tests.world import NOW, ROSTER_HEADER, World, visit_of

pytestmark = pytest.mark.django_db(transaction=True)

DEPARTMENTS, PEOPLE_EACH, NEWCOMERS = 10, 6, 12
# A published mean is rounded to tenths; sums of binary numbers are a little off.
HALF_A_STEP, NEARLY_NOTHING = 0.05, 1e-6
PATIENCE = 60
Scale = tuple[str, str]


def answered_wave(world: World) -> tuple[Wave, dict[bytes, str]]:
    """A wave everybody answered, each in their own way, and whose answers are whose tenure's."""
    lines, tenures = [ROSTER_HEADER], []
    for number in range(DEPARTMENTS * PEOPLE_EACH):
        tenures.append("new" if number < NEWCOMERS else "old")
        unit = f"Department {number % DEPARTMENTS}"
        lines.append(f"s{number}@c.example,Staff {number},{unit},staff,,{tenures[-1]}")
    world.import_roster("\n".join(lines) + "\n")
    wave = world.open_wave()
    random, given = Random(2), {}
    for number, tenure in enumerate(tenures):
        found = visit_of(wave, f"Staff {number}")
        answers = {c.code: random.randint(1, c.item.scale.points) for c in found.columns}
        services.save_page(visit=found, answers=answers, page=0, now=NOW)
        services.submit_response(visit=found)
        given[bytes(answers[column.code] for column in found.columns)] = tenure
    services.close_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    return wave, given


def seal(wave: Wave) -> None:
    """Seal, and leave everything where it can be stolen."""
    job = ask_to_seal(wave=wave, user=None, now=NOW)
    seal_wave(job, now=NOW)
    job.refresh_from_db()
    assert job.state == job.State.DONE, job.reason
    wave.refresh_from_db()


def keep_shuffled(wave: Wave) -> None:
    """A leak: everybody's answers are kept, shuffled, with nothing beside them."""
    answers = [ballot.answers for ballot in open_ballots(wave_key(wave), wave)]
    for one in Random(3).sample(answers, len(answers)):
        Response(wave=wave, audience="staff", answers=one).save()


def stored_answers(wave: Wave) -> list[bytes]:
    """The rows a thief finds after the seal."""
    return [bytes(row.answers) for row in Response.objects.filter(wave=wave, audience="staff")]


def newcomers_among(rows: Sequence[bytes], wave: Wave) -> set[bytes]:
    """The rows that are newcomers', if the published means say so."""
    scores = scores_of(rows, wave)
    (tenure,) = wave.result.content["audiences"]["staff"]["groups"]["attributes"]
    conditions, limits = [], []
    for category in tenure["categories"]:
        for scale, low, high in published(category):
            for bound, sign in ((high, 1), (low, -1)):
                # What each row of the category is beyond the bound sums to 0 at most.
                beyond = sign * (scores[scale] - bound)
                is_new = category["values"] == ["new"]
                conditions.append(beyond if is_new else -beyond)
                limits.append(0.0 if is_new else -beyond.sum())
    found = milp(
        np.zeros(len(rows)),
        integrality=np.ones(len(rows)),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(np.array(conditions), ub=np.array(limits) + NEARLY_NOTHING),
            LinearConstraint(np.ones(len(rows)), NEWCOMERS, NEWCOMERS),
        ],
        options={"time_limit": PATIENCE},
    )
    return {row for row, chosen in zip(rows, found.x, strict=True) if chosen > 0.5}


def scores_of(rows: Sequence[bytes], wave: Wave) -> dict[Scale, Floats]:
    """Each row's score on each scale: the mean of its answers to the scale's questions."""
    codes = wave.questionnaires.get(audience="staff").items
    answers = np.array([list(row) for row in rows])
    places: dict[Scale, list[int]] = {}
    for column in wave_framework(wave).questionnaire("staff").columns:
        part = {"anchored": "dimensions", "parallel": "experience"}.get(column.item.kind)
        if part:
            places.setdefault((part, column.item.dimension), []).append(codes.index(column.code))
    return {scale: answers[:, columns].mean(axis=1) for scale, columns in places.items()}


def published(category: Mapping[str, Any]) -> Iterator[tuple[Scale, float, float]]:
    """Each scale told of a category, and the numbers between which its mean lies."""
    for part in ("dimensions", "experience"):
        for dimension, cell in category[part].items():
            if cell["shown"]:
                low = -np.inf if cell["end"] == "at_most" else cell["mean"] - HALF_A_STEP
                high = np.inf if cell["end"] == "at_least" else cell["mean"] + HALF_A_STEP
                yield (part, dimension), low, high


class TestShuffledAnswers:
    def test_that_were_kept_would_tell_every_newcomers(self, shared_world: World) -> None:
        wave, given = answered_wave(shared_world)
        keep_shuffled(wave)
        seal(wave)
        rows = stored_answers(wave)
        assert len(rows) == DEPARTMENTS * PEOPLE_EACH
        newcomers = {answers for answers, tenure in given.items() if tenure == "new"}
        assert newcomers_among(rows, wave) == newcomers
        left = database_files()
        assert all(answers in left for answers in given), "The test looks in the wrong place."

    def test_are_not_kept(self, shared_world: World) -> None:
        wave, given = answered_wave(shared_world)
        seal(wave)
        assert stored_answers(wave) == []
        left = database_files()
        assert not any(answers in left for answers in given)
