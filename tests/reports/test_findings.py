"""What leaders read on pages: the released edition, chapter by chapter."""

import pytest
from django.test import Client
from django.urls import reverse

from reports import services
from surveys.models import Wave
from tests.organisations.pages import words
from tests.reports.findings import address, chapters, page, read
from tests.reports.portfolio import SAID, account_file, sealed
from tests.reports.samples import full_result, put_result
from tests.reports.test_edition_customers import write
from tests.reports.test_editions import comment, release
from tests.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)

DRAFT = "they cannot read it yet"


@pytest.fixture
def wave(shared_world: World) -> Wave:
    wave = shared_world.sealed_wave()
    put_result(full_result())
    return wave


@pytest.fixture
def leader(shared_world: World) -> Client:
    return shared_world.client(shared_world.leader)


@pytest.fixture
def consultant(shared_world: World) -> Client:
    return shared_world.client(shared_world.consultant)


class TestLeaders:
    def test_read_nothing_before_a_release(self, leader: Client, wave: Wave) -> None:
        for path in (address(wave), address(wave, "profile"), f"{address(wave)}charts/ladder.svg"):
            assert leader.get(path).status_code == 404

    def test_read_what_was_released_and_nothing_written_since(
        self, shared_world: World, leader: Client, consultant: Client, wave: Wave
    ) -> None:
        comment(shared_world, wave.result, "As we said.")
        release(shared_world, wave.result)
        comment(shared_world, wave.result, "Not yet said.")
        assert "As we said." in read(leader, wave)
        assert "Not yet said." not in read(leader, wave)
        assert DRAFT not in read(leader, wave)
        mine = read(consultant, wave)
        assert "Not yet said." in mine
        assert "As we said." not in mine
        assert DRAFT in mine

    def test_read_why_it_was_withdrawn_and_no_number_of_it(
        self, shared_world: World, leader: Client, wave: Wave
    ) -> None:
        edition = release(shared_world, wave.result)
        assert "sensitivity" in read(leader, wave)
        services.withdraw_edition(
            edition=edition, reason="A file was wrong.", user=shared_world.consultant, now=NOW
        )
        for path in (address(wave), address(wave, "profile")):
            response = leader.get(path)
            assert response.status_code == 410
            assert "A file was wrong." in words(response)
            assert "sensitivity" not in response.text
        assert leader.get(f"{address(wave)}charts/ladder.svg").status_code == 404


class TestConsultants:
    def test_read_the_draft_as_leaders_will(
        self, shared_world: World, leader: Client, consultant: Client, wave: Wave
    ) -> None:
        before = read(consultant, wave)
        assert DRAFT in before
        release(shared_world, wave.result)
        assert DRAFT not in read(consultant, wave)
        assert chapters(leader, wave) == chapters(consultant, wave)

    def test_come_from_the_desk(self, consultant: Client, wave: Wave) -> None:
        desk = consultant.get(f"/waves/{wave.pk}/result/").text
        assert f'href="{address(wave)}"' in desk
        for code in chapters(consultant, wave):
            assert f'href="{address(wave, code)}"' in desk


class TestChapters:
    def test_each_lead_to_the_next(self, consultant: Client, wave: Wave) -> None:
        found, path = [], address(wave)
        while path:
            found.append(path)
            text = consultant.get(path).text
            path = (
                text.split('rel="next"')[1].split('href="')[1].split('"')[0]
                if ('rel="next"' in text)
                else ""
            )
        assert found == [
            address(wave),
            *(address(wave, each) for each in chapters(consultant, wave)),
        ]

    def test_the_first_is_the_answer(self, consultant: Client, wave: Wave) -> None:
        response = consultant.get(address(wave, "answer"))
        assert (response.status_code, response["Location"]) == (302, address(wave))

    @pytest.mark.parametrize("code", ["nothing", "departments"])
    def test_that_are_not_there_are_not_found(
        self, consultant: Client, wave: Wave, code: str
    ) -> None:
        assert consultant.get(address(wave, code)).status_code == 404

    def test_of_customers_lead_consultants_alone_to_single_accounts(
        self, shared_world: World, leader: Client, consultant: Client
    ) -> None:
        result = sealed(shared_world)
        file = account_file(shared_world, dict.fromkeys(SAID, 100.0))
        write(consultant, result, file=str(file.pk))
        release(shared_world, result)
        salvage = reverse("reports:salvage", args=[result.wave_id])
        assert salvage in page(consultant, result.wave, "customers").text
        assert salvage not in page(leader, result.wave, "customers").text
