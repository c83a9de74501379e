"""What a wave's pages say where few are asked, and where something stands in the way."""

from typing import Any

import pytest
from django.test import Client

from surveys import services
from surveys.models import Invitation, Wave
from tests.organisations.pages import alerts, words
from tests.world import NOW, World, roster_csv

TOO_FEW = "Below 5 nothing of them is shown or kept; their answers would be deleted."


def page_of(world: World, wave: Wave) -> Any:
    return world.client(world.consultant).get(f"/waves/{wave.pk}/")


class TestDraft:
    def test_warns_of_audiences_below_the_smallest_group(self, world: World) -> None:
        world.import_roster(roster_csv(staff=5, leaders=1, customers=4))
        assert alerts(page_of(world, world.draft_wave())) == [
            f"Leaders: 1 person. {TOO_FEW}",
            f"Customers: 4 people. {TOO_FEW}",
        ]

    def test_leaves_out_who_has_left(self, world: World) -> None:
        world.import_roster(roster_csv(staff=5, leaders=5, customers=0))
        wave = world.draft_wave()
        assert alerts(page_of(world, wave)) == []
        leader = world.organisation.people.get(name="Leader 0")
        services.remove_person(person=leader, today=NOW.date())
        assert alerts(page_of(world, wave)) == [f"Leaders: 4 people. {TOO_FEW}"]

    def test_says_nothing_once_it_is_open(self, world: World) -> None:
        world.import_roster(roster_csv(staff=5, leaders=1, customers=0))
        assert alerts(page_of(world, world.open_wave())) == []


class TestOpen:
    def test_says_that_people_without_an_address_are_not_reached(self, world: World) -> None:
        world.import_roster(roster_csv())
        said = "People without an address cannot be reached by e-mail until they have one"
        wave = world.open_wave()
        assert said not in words(page_of(world, wave))
        wave.invitations.filter(audience="leaders").update(mail=Invitation.Mail.NO_ADDRESS)
        assert said in words(page_of(world, wave))

    def test_says_whom_to_ask_where_the_key_is_missing(self, world: World, settings: Any) -> None:
        wave = world.open_wave()
        settings.RESPONDENT_KEYS = ["another key, which opens nothing of this wave"]
        (said,) = alerts(page_of(world, wave))
        assert said.endswith("Ask whoever runs this site.")


@pytest.mark.parametrize(
    ("is_rehearsal", "said"),
    [
        (False, "The wave is closed. Until the seal it can be opened again."),
        (True, "The rehearsal is closed. Until you end it, it can be opened again."),
    ],
)
def test_closing_says_what_can_still_be_done(world: World, is_rehearsal: bool, said: str) -> None:
    wave = world.open_wave()
    Wave.objects.filter(pk=wave.pk).update(is_rehearsal=is_rehearsal)
    client: Client = world.client(world.consultant)
    assert alerts(client.post(f"/waves/{wave.pk}/close/", follow=True)) == [said]
