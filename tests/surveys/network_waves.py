"""Waves that ask staff from which departments they get help, for the tests."""

from collections.abc import Callable, Mapping, Sequence

from django.test import Client

from reports import services as reports
from reports.sealing import seal_wave
from surveys import services
from surveys.models import Wave
from tests.world import NOW, World, link_of, visit_of

HEADER = "email,name,unit,audience"


def roster(places: Mapping[str, int], leaders: int = 6) -> str:
    """A roster with so many staff in each department, and leaders in the first."""
    everybody = _everybody(places)
    lines = [f"s{n}@client.example,Staff {n},{place},staff" for n, place in enumerate(everybody)]
    lines += [f"l{n}@client.example,Leader {n},{everybody[0]},leaders" for n in range(leaders)]
    return "\n".join([HEADER, *lines]) + "\n"


def _everybody(places: Mapping[str, int]) -> list[str]:
    return [place for place, n in places.items() for _n in range(n)]


def asking(world: World, places: Mapping[str, int]) -> Wave:
    """A wave that asks these people, and collects."""
    world.import_roster(roster(places), columns=())
    wave = world.draft_wave()
    services.choose_asked(wave=wave, audiences=["staff", "leaders"], left_out=[], asks_network=True)
    services.open_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    return wave


def page_of(wave: Wave, name: str) -> str:
    """The address of the question for somebody."""
    pages = visit_of(wave, name).pages
    number = next(n for n, page in enumerate(pages, start=1) if page.code == "network")
    return f"{link_of(wave, name)}{number}/"


def answer(
    wave: Wave, places: Mapping[str, int], chosen: Callable[[str, int], Sequence[str]]
) -> None:
    """Let everybody choose on the page, by their department and number, and submit."""
    for n, place in enumerate(_everybody(places)):
        data = {"NET": chosen(place, n), "shown": "0", "go": "end"}
        response = Client().post(page_of(wave, f"Staff {n}"), data)
        assert response.status_code == 302, response.content.decode()
        services.submit_response(visit=visit_of(wave, f"Staff {n}"))


def close_and_seal(world: World, wave: Wave) -> None:
    """Make the result of a wave."""
    services.close_wave(wave=wave, now=NOW)
    seal_wave(reports.ask_to_seal(wave=wave, user=world.consultant, now=NOW), now=NOW)
    wave.refresh_from_db()
