"""Pulses: what of a sealed wave is asked again, of whom, and what is kept for comparing."""

from datetime import timedelta

import pytest

from reports import services as reports
from reports.sealing import seal_wave
from surveys import services
from surveys.models import Wave
from tests.reports.test_edition_pages import words
from tests.waves import sealed_round
from tests.world import LAST_DAY, NOW, World, answer_all

pytestmark = pytest.mark.django_db(transaction=True)

LATER = NOW + timedelta(days=30)


def planned(base: Wave, **more: object) -> Wave:
    values: dict[str, object] = {
        "name": "Pulse",
        "closes_on": LAST_DAY,
        "audiences": ["staff"],
        "module": "trust",
        "items": [],
        "asks_half": False,
        "now": LATER,
    }
    return services.plan_pulse(base=base, **{**values, **more})  # type: ignore[arg-type]


@pytest.fixture
def base(world: World) -> Wave:
    return sealed_round(world, code=2)


class TestModule:
    def test_is_asked_answered_and_sealed(self, world: World, base: Wave) -> None:
        wave = planned(base)
        services.open_wave(wave=wave, now=LATER)
        wave.refresh_from_db()
        assert [each.items for each in wave.questionnaires.all()] == [
            ["TR1", "TR2", "FA1", "FA2", "ST1"]
        ]
        answer_all(wave, "staff", 10, code=4)
        services.close_wave(wave=wave, now=LATER)
        seal_wave(reports.ask_to_seal(wave=wave, user=None, now=LATER), now=LATER)
        wave.refresh_from_db()
        assert wave.is_sealed
        content = wave.result.content
        assert content["scope"]["kind"] == "pulse"
        assert content["scope"]["pulse_of"] == "Autumn"
        assert content["audiences"]["staff"]["dimensions"] == {}
        assert content["audiences"]["staff"]["stage"] is None


def sealed(wave: Wave, *, code: int, staff: int = 10, **others: int) -> Wave:
    """Open a pulse, let people answer alike, and seal it."""
    services.open_wave(wave=wave, now=LATER)
    wave.refresh_from_db()
    for audience, n in {"staff": staff, **others}.items():
        answer_all(wave, audience, n, code=code)
    services.close_wave(wave=wave, now=LATER)
    seal_wave(reports.ask_to_seal(wave=wave, user=None, now=LATER), now=LATER)
    wave.refresh_from_db()
    return wave


class TestResultPage:
    def test_tells_the_trend_and_no_stage(self, world: World, base: Wave) -> None:
        wave = sealed(planned(base), code=4)
        desk = world.client(world.consultant)
        page = words(desk.get(f"/waves/{wave.pk}/result/"))
        assert "Result of a pulse" in page
        assert "As seen by staff since “Autumn”, risen: “Trust in managers”" in page
        assert "Where each dimension stands" not in page
        assert "Roadmap" not in page
