"""An invented company in the database, and ballots of its staff that wait for the seal."""

import json
import uuid
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, date, datetime

import numpy as np

from bench import synthetic
from maturity.loading import load
from organisations import services as organisations
from organisations.models import Audience, Organisation, Person, Unit
from surveys import services as surveys
from surveys.models import Ballot, Wave
from surveys.privacy.ballots import BALLOT_BYTES, OpenedBallot, wave_key

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
LAST_DAY = date(2099, 12, 31)
BATCH = 1000
# Of five people asked four answer, and of five who answer one comments.
ONE_SILENT_AMONG = 5
ONE_COMMENTS_AMONG = 5
COMMENT = "We hear what customers want, but nobody has the time to do anything about it. " * 3


def collect_ballots(ballots: int) -> None:
    """Leave a closed wave of staff with so many ballots, as it waits for the seal."""
    organisation = new_organisation(_name(ballots))
    units = [
        Unit(
            organisation=organisation, name=f"Department {place:03}", path=f"Department {place:03}"
        )
        for place in range(synthetic.DEPARTMENTS)
    ]
    Unit.objects.bulk_create(units)
    asked = ballots + ballots // (ONE_SILENT_AMONG - 1) + 1
    people = [
        Person(organisation=organisation, name="", audience=Audience.STAFF, unit=units[place])
        for place in synthetic.departments_of(asked).tolist()
    ]
    Person.objects.bulk_create(people, batch_size=BATCH)
    wave = new_wave(organisation)
    surveys.open_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    _cast(wave, ballots)
    surveys.close_wave(wave=wave, now=NOW)


def wave_of(ballots: int) -> Wave:
    """Return the wave that was left with so many ballots."""
    return Wave.objects.get(assessment__organisation__name=_name(ballots))


def new_organisation(name: str) -> Organisation:
    """Return a client without anybody on its roster."""
    consultant = organisations.add_consultant(
        email=f"{uuid.uuid4()}@bench.example", name="Bench", firm="Bench"
    )
    return organisations.create_organisation(
        user=consultant, name=name, time_zone="Europe/London", now=NOW
    )


def new_wave(organisation: Organisation) -> Wave:
    """Return a wave in preparation."""
    framework = load("centricity")
    assessment = surveys.create_assessment(
        organisation=organisation,
        name="Bench",
        framework=framework,
        targets={},
        target_step=framework.steps[0].code,
        now=NOW,
    )
    return surveys.create_wave(
        assessment=assessment,
        name="Bench",
        closes_on=LAST_DAY,
        smallest_group=5,
        contact_name="Bench",
        contact_email="bench@bench.example",
    )


def _name(ballots: int) -> str:
    return f"{ballots} ballots"


def _cast(wave: Wave, ballots: int) -> None:
    """Put the ballots of the first people in, as submitting them one by one would."""
    key = wave_key(wave)
    invitations = list(wave.invitations.values_list("pk", "unit")[:ballots])
    columns = load("centricity").questionnaire(Audience.STAFF).columns
    answers = synthetic.answers_of(columns, np.zeros(ballots, dtype=np.int64))
    (question, *_) = load("centricity").questionnaire(Audience.STAFF).comments
    for part in _slices(ballots):
        sealed = []
        for number, (invitation, unit) in enumerate(invitations[part], start=part.start):
            comments = {} if number % ONE_COMMENTS_AMONG else {question.code: COMMENT}
            vector = answers[number].tobytes()
            opened = OpenedBallot("staff", str(unit), {}, vector, comments, is_fast=False)
            text = json.dumps({**vars(opened), "answers": b64encode(vector).decode()}).encode()
            name = key.ballot_id(invitation)
            box = key.ballot_box.seal(text, size=BALLOT_BYTES, name=name)
            sealed.append(Ballot(pk=name, wave=wave, sealed=box))
        Ballot.objects.bulk_create(sealed)


def _slices(rows: int) -> Iterator[slice]:
    for start in range(0, rows, BATCH):
        yield slice(start, min(start + BATCH, rows))
