"""The question on the network: asked in a wave, answered, sealed, and told only by department."""

import pytest
from django.test import Client

from maturity.result import Document
from reports import services as reports
from reports.sealing import seal_wave
from surveys import services
from surveys.framework.network import departments_offered
from surveys.models import Wave
from tests.world import NOW, World, link_of, visit_of

HEADER = "email,name,unit,audience"


def roster(places: dict[str, int], leaders: int = 6) -> str:
    """A roster with so many staff in each department."""
    everybody = [place for place, n in places.items() for _n in range(n)]
    lines = [f"s{n}@client.example,Staff {n},{place},staff" for n, place in enumerate(everybody)]
    lines += [f"l{n}@client.example,Leader {n},{everybody[0]},leaders" for n in range(leaders)]
    return "\n".join([HEADER, *lines]) + "\n"


def asking(world: World, places: dict[str, int]) -> Wave:
    world.import_roster(roster(places), columns=())
    wave = world.draft_wave()
    Wave.objects.filter(pk=wave.pk).update(asks_network=True)
    services.open_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    return wave


def seal(world: World, wave: Wave) -> Document:
    services.close_wave(wave=wave, now=NOW)
    seal_wave(reports.ask_to_seal(wave=wave, user=world.consultant, now=NOW), now=NOW)
    wave.refresh_from_db()
    network: Document = wave.result.content["audiences"]["staff"]["network"]
    return network


@pytest.mark.django_db(transaction=True)
def test_what_staff_choose_on_the_page_becomes_a_matrix_by_department(world: World) -> None:
    wave = asking(world, {"Sales": 20, "Service": 20, "Stock": 12})
    names = [department.name for department in departments_offered(wave)]
    assert names == ["Sales", "Service", "Stock"]
    pages = visit_of(wave, "Staff 0").pages
    number = next(n for n, page in enumerate(pages, start=1) if page.code == "network")
    # All of Sales name Service, half of Service themselves, and nobody of Stock anybody.
    given = {
        n: ["2"] if n < 20 else ["2", "1"] if n < 30 else ["1"] if n < 40 else ["255"]
        for n in range(52)
    }
    for n, chosen in given.items():
        link = f"{link_of(wave, f'Staff {n}')}{number}/"
        answer = Client().post(link, {"NET": chosen, "shown": "0", "go": "end"})
        assert answer.status_code == 302, answer.content.decode()
        services.submit_response(visit=visit_of(wave, f"Staff {n}"))
    network = seal(world, wave)
    level = network["levels"][0]
    assert [row["shares"] for row in level["rows"]] == [[5, 95, 5], [95, 50, 5], [10, 10, 10]]
