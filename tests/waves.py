"""Waves that follow each other, for the tests."""

from collections.abc import Mapping
from datetime import datetime

from reports import services as reports
from reports.sealing import seal_wave
from surveys import services
from surveys.models import Assessment, Wave
from tests.world import LAST_DAY, NOW, World, answer_all, roster_csv

ALL = {"staff": 10, "leaders": 6, "customers": 6}


def sealed_round(
    world: World,
    name: str = "Autumn",
    *,
    code: int,
    now: datetime = NOW,
    assessment: Assessment | None = None,
    answering: Mapping[str, int] = ALL,
) -> Wave:
    """A wave in which everybody who answers chooses the same stage, with its result."""
    if not world.organisation.people.exists():
        world.import_roster(roster_csv())
    wave = services.create_wave(
        assessment=assessment or world.assessment(),
        name=name,
        closes_on=LAST_DAY,
        smallest_group=5,
        contact_name="Ada Moss",
        contact_email="ada@firm.example",
    )
    services.open_wave(wave=wave, now=now)
    wave.refresh_from_db()
    for audience, n in answering.items():
        answer_all(wave, audience, n, code=code)
    services.close_wave(wave=wave, now=now)
    seal_wave(reports.ask_to_seal(wave=wave, user=world.consultant, now=now), now=now)
    wave.refresh_from_db()
    return wave
