"""Those who left the list: looking at them, and putting them back."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from organisations import services
from organisations.models import Person
from surveys import services as surveys
from tests.organisations.importing import HEADER, bring, counts
from tests.organisations.pages import alerts, upload, words
from tests.world import NOW, World, invitation_of

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

TODAY = NOW.date()
ANNA = "anna@client.example,Anna,Sales,staff,,17,"
BERT = "bert@client.example,Bert,Sales,staff,,,"


def gone(world: World, name: str, *, for_good: bool = False, day: date = TODAY) -> Person:
    """Someone who has left, by themselves if for good."""
    people = world.organisation.people.filter(name=name)
    assert people.update(left_on=day, has_opted_out=for_good) == 1
    return people.get()


def roster_of(client: Client, world: World) -> str:
    """What the roster's page says, on one line."""
    return words(client.get(f"/organisations/{world.organisation.pk}/roster/"))


def put_back(client: Client, world: World, person: Person) -> list[str]:
    """Press the button; returns what the page says then."""
    path = f"/organisations/{world.organisation.pk}/roster/{person.pk}/restore/"
    return alerts(client.post(path, follow=True))


def present(world: World) -> set[str]:
    return set(world.organisation.people.present().values_list("name", flat=True))


def left(client: Client, world: World, question: str = "") -> "Response":
    """The page of those who left."""
    return client.get(f"/organisations/{world.organisation.pk}/roster/gone/{question}")


class TestList:
    def test_names_them_and_who_left_by_themselves(self, world: World, client: Client) -> None:
        bring(world, ANNA, BERT, "cleo@client.example,Cleo,Sales,staff,,,")
        gone(world, "Anna", for_good=True)
        gone(world, "Bert", day=NOW.date() + timedelta(days=1))
        assert "Left the list: 2 people" in roster_of(client, world)
        page = words(left(client, world))
        assert "2 people" in page
        assert "Cleo" not in page
        # Whoever left last stands first, and only Anna left by herself.
        bert, anna = page.split("Asked not to be asked again")[1].split("Anna", 1)
        assert "Bert" in bert
        assert "3 November 2026" in bert
        assert " No " in bert
        assert " Yes " in anna

    def test_is_there_where_nobody_is_left(self, world: World, client: Client) -> None:
        bring(world, ANNA)
        gone(world, "Anna")
        assert "Left the list: 1 person" in roster_of(client, world)

    def test_says_so_where_nobody_left(self, world: World, client: Client) -> None:
        bring(world, ANNA)
        assert "Left the list" not in roster_of(client, world)
        assert "Nobody has left." in words(left(client, world))

    def test_has_pages_and_finds_people(self, world: World, client: Client) -> None:
        bring(world, *[f"p{n}@client.example,P{n:02},Sales,staff,,," for n in range(52)])
        world.organisation.people.update(left_on=NOW.date())
        page = words(left(client, world))
        assert ("P49" in page, "P50" in page) == (True, False)
        assert "P50" in words(left(client, world, "?page=2"))
        assert "Found: 1 person" in words(left(client, world, "?text=P51"))

    def test_offers_what_is_held_about_them(self, world: World, client: Client) -> None:
        bring(world, ANNA)
        person = gone(world, "Anna", for_good=True)
        held = f"/organisations/{world.organisation.pk}/people/{person.pk}/held.json"
        assert f'href="{held}"' in left(client, world).text
        assert client.get(held).json()["asked_not_to_be_asked"] is True

    def test_asks_before_putting_back_who_wanted_to_leave(
        self, world: World, client: Client
    ) -> None:
        bring(world, ANNA)
        person = gone(world, "Anna", for_good=True)
        path = f"/organisations/{world.organisation.pk}/roster/{person.pk}/restore/"
        assert f'href="{path}"' in left(client, world).text
        assert "They asked not to be asked again" in words(client.get(path))


class TestPuttingBack:
    def test_makes_them_askable_and_importable_again(self, world: World, client: Client) -> None:
        bring(world, ANNA, BERT)
        person = gone(world, "Anna", for_good=True)
        (said,) = put_back(client, world, person)
        assert said == "Anna is back on the list, and is asked in waves opened from now on."
        assert present(world) == {"Anna", "Bert"}
        assert counts(bring(world, ANNA, BERT)) == (0, 0, 2)

    def test_leaves_ended_links_ended(self, world: World, client: Client) -> None:
        bring(world, ANNA, BERT)
        wave = world.open_wave()
        person = world.organisation.people.get(name="Anna")
        surveys.remove_person(person=person, today=NOW.date())
        put_back(client, world, person)
        assert invitation_of(wave, "Anna").is_revoked
        assert not invitation_of(wave, "Bert").is_revoked

    def test_is_for_coordinators_too(self, world: World) -> None:
        bring(world, ANNA)
        put_back(world.client(world.coordinator), world, gone(world, "Anna"))
        assert present(world) == {"Anna"}

    @pytest.mark.parametrize("row", [BERT, ",Bert,Sales,staff,,,"], ids=["address", "no address"])
    def test_is_refused_for_one_who_came_back(self, world: World, client: Client, row: str) -> None:
        bring(world, row)
        person = gone(world, "Bert")
        bring(world, row)
        (said,) = put_back(client, world, person)
        assert said == "Bert is on the list already; nothing was changed."
        assert world.organisation.people.present().count() == 1

    def test_is_refused_where_an_attribute_would_have_too_many_values(self, world: World) -> None:
        rows = [f"p{n}@client.example,P{n},Sales,staff,,,{n} years" for n in range(8)]
        bring(world, *rows, columns=("tenure",))
        person = gone(world, "P0")
        bring(world, "q@client.example,Q,Sales,staff,,,9 years", columns=("tenure",))
        with pytest.raises(ValidationError, match='"tenure" would have 9 different values'):
            services.restore_person(person=person)
        assert "P0" not in present(world)

    def test_of_somebody_who_is_there_finds_nobody(self, world: World, client: Client) -> None:
        bring(world, ANNA)
        person = world.organisation.people.get()
        path = f"/organisations/{world.organisation.pk}/roster/{person.pk}/restore/"
        assert client.post(path).status_code == 404


class TestPreview:
    """What a file does to departments and to a wave that is open."""

    def test_names_the_departments_that_are_added(self, world: World, client: Client) -> None:
        bring(world, ANNA)
        rows = ["a@client.example,A,Sales,staff,,,", "b@client.example,B,Slaes / North,staff,,,"]
        page = words(upload(client, world.organisation, "\n".join([HEADER, *rows]), "roster.csv"))
        assert "New departments: Slaes; Slaes / North." in page

    def test_names_none_where_all_are_known(self, world: World, client: Client) -> None:
        bring(world, ANNA)
        page = upload(client, world.organisation, f"{HEADER}\n{BERT}", "roster.csv")
        assert "ew department" not in words(page)

    def test_says_that_an_open_wave_does_not_ask_them(self, world: World, client: Client) -> None:
        bring(world, ANNA)
        wave = world.open_wave()
        (said,) = alerts(upload(client, world.organisation, f"{HEADER}\n{BERT}", "roster.csv"))
        assert said == (
            "“Customer centricity: Autumn” is open and keeps the people and departments it was "
            "opened with: new people are not asked in it. Whoever leaves the list loses the link "
            "to it."
        )
        surveys.close_wave(wave=wave, now=NOW)
        assert alerts(upload(client, world.organisation, f"{HEADER}\n{BERT}", "roster.csv")) == []
