"""What was frozen when a wave opened stays, whatever becomes of the roster."""

import pytest
from django.db.models import ProtectedError
from django.test import Client

from organisations.models import Person, Unit
from reports import services as reports
from reports.sealing import seal_wave
from surveys import services
from surveys.models import Wave
from tests.world import NOW, World, answer_all, link_of, roster_csv, visit_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def wave(shared_world: World) -> Wave:
    """An open wave in which nobody has answered yet."""
    return shared_world.open_wave()


def frozen(wave: Wave) -> dict[str, object]:
    """The tree, who is where in it with which attributes, and what the wave was opened with."""
    wave.refresh_from_db()
    people = wave.invitations.values_list("lookup", "unit__path", "attributes", "audience")
    return {
        "tree": set(wave.units.values_list("name", "path", "parent__path")),
        "people": {lookup: rest for lookup, *rest in people},
        "attributes": (wave.attributes, wave.ordered_values),
    }


def finish(world: World, wave: Wave) -> None:
    """Let everybody answer, close the wave and seal it."""
    for audience, count in (("staff", 12), ("leaders", 6), ("customers", 8)):
        answer_all(wave, audience, count)
    services.close_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    seal_wave(reports.ask_to_seal(wave=wave, user=world.consultant, now=NOW), now=NOW)
    wave.refresh_from_db()


class TestUnitRenamed:
    def test_the_wave_keeps_the_name(self, shared_world: World, wave: Wave) -> None:
        before = frozen(wave)
        for old, new in (("Sales / North", "Sales / Far North"), ("Service", "Care")):
            name = new.rpartition(" / ")[2]
            Unit.objects.filter(path=old).update(path=new, name=name)
        assert frozen(wave) == before
        finish(shared_world, wave)
        assert wave.result.content["audiences"]["staff"]["n"] == 12
        assert "Far North" not in wave.result.document

    def test_the_next_wave_has_the_new_one(self, shared_world: World, wave: Wave) -> None:
        Unit.objects.filter(path="Service").update(path="Care", name="Care")
        later = shared_world.draft_wave(shared_world.assessment("Later"))
        services.open_wave(wave=later, now=NOW)
        assert later.units.filter(path="Care").exists()
        assert not later.units.filter(path="Service").exists()


class TestUnitDeleted:
    def test_is_refused_while_somebody_is_in_it(self, wave: Wave) -> None:
        with pytest.raises(ProtectedError):
            Unit.objects.get(path="Service").delete()

    def test_the_wave_keeps_it(self, shared_world: World, wave: Wave) -> None:
        before = frozen(wave)
        visitor = link_of(wave, "Staff 2")
        moved = Unit.objects.get(path="Sales")
        Person.objects.filter(unit__path="Service").update(unit=moved)
        Unit.objects.get(path="Service").delete()
        assert frozen(wave) == before
        assert Client().get(visitor).status_code == 200
        assert visit_of(wave, "Staff 2").invitation.unit == wave.units.get(path="Service")
        finish(shared_world, wave)
        assert wave.result.content["audiences"]["staff"]["n"] == 12


class TestRoster:
    def test_a_later_import_reaches_nobody_in_the_wave(
        self, shared_world: World, wave: Wave
    ) -> None:
        before = frozen(wave)
        text = roster_csv().replace("Sales / North", "Service").replace(",new", ",old")
        shared_world.import_roster(text + "new@client.example,New,Lab,staff,,new\n")
        assert set(shared_world.organisation.units.values_list("path", flat=True)) >= {"Lab"}
        assert frozen(wave) == before
        assert not wave.invitations.filter(person__name="New").exists()

    def test_a_manager_named_later_is_counted_as_before(
        self, shared_world: World, wave: Wave
    ) -> None:
        before = frozen(wave)
        text = "email,name,unit,audience,leads\nstaff0@client.example,Staff 0,Sales / North,staff,"
        shared_world.import_roster(f"{text}Sales\n", columns=())
        assert Person.objects.get(name="Staff 0").leads is not None
        assert frozen(wave) == before
