"""Whether staff are asked about the network, and which departments they may name."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from surveys import services
from surveys.framework.network import departments_offered
from surveys.models import Wave
from tests.world import NOW, World, roster_csv

AUDIENCES = ["staff", "leaders", "customers"]


@pytest.fixture
def desk(world: World) -> Client:
    return world.client(world.consultant)


def created(desk: Client, world: World) -> Wave:
    desk.post(f"/assessments/{world.assessment().pk}/wave/", {"name": "Spring"})
    return Wave.objects.get()


def names(wave: Wave) -> list[str]:
    wave.refresh_from_db()
    return [department.name for department in departments_offered(wave)]


def save(desk: Client, wave: Wave, **more: str) -> str:
    data = {"audiences": AUDIENCES, "modules": [], **more}
    response = desk.post(f"/waves/{wave.pk}/setup/asked/", data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_a_wave_made_on_the_page_asks_and_says_that_it_needs_departments(
    desk: Client, world: World
) -> None:
    wave = created(desk, world)
    text = desk.get(f"/waves/{wave.pk}/setup/asked/").content.decode()
    assert "as soon as the list of people has 2 to 250 departments" in text
    save(desk, wave)
    world.import_roster(roster_csv())
    assert names(wave) == ["North", "South", "Service"]


def test_the_level_is_chosen_and_frozen_when_the_wave_is_opened(desk: Client, world: World) -> None:
    world.import_roster(roster_csv())
    wave = created(desk, world)
    text = desk.get(f"/waves/{wave.pk}/setup/asked/").content.decode()
    assert "2 departments: Sales, Service" in text
    assert "3 departments: North, South, Service" in text
    save(desk, wave, asks_network="on", network_level="0")
    assert names(wave) == ["Sales", "Service"]
    save(desk, wave, asks_network="on", network_level="1")
    assert names(wave) == ["North", "South", "Service"]
    assert Wave.objects.get().network_level is None
    services.open_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    assert wave.network_level == 1
    organisation = world.organisation
    organisation.units.filter(name="North").update(name="Renamed")
    assert names(wave) == ["North", "South", "Service"]
    wave.asks_network = False
    with pytest.raises(ValidationError, match="cannot be changed once the wave has been opened"):
        wave.full_clean()


def test_it_can_be_left_out(desk: Client, world: World) -> None:
    world.import_roster(roster_csv())
    wave = created(desk, world)
    assert names(wave)
    save(desk, wave)
    assert names(wave) == []


def test_a_level_there_is_not_is_refused(desk: Client, world: World) -> None:
    world.import_roster(roster_csv())
    wave = created(desk, world)
    assert "Select a valid choice" in save(desk, wave, asks_network="on", network_level="7")


def test_it_is_not_asked_where_there_is_but_one_department(desk: Client, world: World) -> None:
    world.import_roster("email,name,unit,audience\na@client.example,Ann,Sales,staff\n", columns=())
    wave = created(desk, world)
    assert names(wave) == []
    assert "as soon as" in desk.get(f"/waves/{wave.pk}/setup/asked/").content.decode()
