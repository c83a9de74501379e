"""The preview of a roster that comes again: who is new, changed, gone, and what a wave keeps."""

import re
from typing import Any

import pytest
from django.test import Client

from organisations.models import Audience, MailStop
from surveys import services as surveys
from surveys.models import Invitation
from tests.organisations.importing import HEADER, bring
from tests.organisations.pages import alerts, confirm, upload, words
from tests.world import NOW, World

ANNA = "anna@client.example,Anna,Sales,staff,,1,"
BERT = "bert@client.example,Bert,Sales,staff,,2,"
CORA = "cora@client.example,Cora,Sales,leaders,,3,"
DORA = "dora@buyer.example,Dora,,customers,Buyer,4,"


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Any) -> None:
    """Uploaded files lie in a directory of the test."""
    settings.MEDIA_ROOT = tmp_path


def preview(world: World, client: Client, *rows: str) -> str:
    """What the page says about a file of these rows."""
    return words(upload(client, world.organisation, "\n".join([HEADER, *rows]), "roster.csv"))


class TestPreview:
    def test_says_what_changes_about_somebody(self, world: World, client: Client) -> None:
        bring(world, ANNA)
        page = preview(world, client, "a.weber@client.example,Anna Weber,HQ / Lab,leaders,,1,")
        assert "0 new people, 1 changed, 0 as before." in page
        for change in (
            "e-mail: anna@client.example → becomes a.weber@client.example",
            "name: Anna → becomes Anna Weber",
            "audience: Staff → becomes Leaders",
            "department: Sales → becomes HQ / Lab",
        ):
            assert change in page

    def test_names_who_is_not_in_the_file(self, world: World, client: Client) -> None:
        bring(world, ANNA, BERT, DORA)
        page = preview(world, client, ANNA)
        assert "1 person on the list is not in the file." in page
        table = page.split("People on the list who are not in the file")[-1]
        assert "Bert bert@client.example Staff" in table
        # A file without customers says nothing about them.
        assert "Dora" not in page

    def test_names_who_comes_back(self, world: World, client: Client) -> None:
        bring(world, ANNA, BERT)
        surveys.remove_person(person=world.organisation.people.get(name="Bert"), today=NOW.date())
        page = preview(world, client, ANNA, BERT)
        assert "0 new people, 0 changed, 1 coming back, 1 as before." in page
        confirm(client)
        assert world.organisation.people.present().count() == 2

    def test_names_new_accounts(self, world: World, client: Client) -> None:
        bring(world, DORA)
        page = preview(world, client, DORA, "e@buyer.example,E,,customers,Other Buyer,5,")
        assert "New accounts: Other Buyer." in page

    def test_shows_the_first_hundred_and_counts_the_rest(
        self, world: World, client: Client
    ) -> None:
        rows = [f"p{n}@client.example,P{n},Sales,staff,,x{n}," for n in range(130)]
        page = preview(world, client, *rows)
        assert "130 new people" in page
        assert "The first 100 of 130 are shown." in page
        assert "p99@client.example" in page
        assert "p100@client.example" not in page


class TestMissing:
    def test_stay_unless_somebody_says_they_leave(self, world: World, client: Client) -> None:
        bring(world, ANNA, BERT)
        preview(world, client, ANNA)
        page = confirm(client, submit="Import")
        assert alerts(page) == ["0 people imported."]
        assert world.organisation.people.present().count() == 2

    def test_leave_if_somebody_says_so(self, world: World, client: Client) -> None:
        bring(world, ANNA, BERT)
        preview(world, client, ANNA)
        page = confirm(client, submit="Import", missing="leave")
        assert alerts(page) == ["0 people imported. 1 person left the list."]
        assert world.organisation.people.present().get().name == "Anna"
        assert world.organisation.people.gone().get().name == "Bert"

    def test_are_not_asked_about_where_nobody_is(self, world: World, client: Client) -> None:
        bring(world, ANNA)
        page = upload(client, world.organisation, f"{HEADER}\n{ANNA}", "roster.csv")
        assert 'name="missing"' not in page.content.decode()


class TestOpenWave:
    def test_keeps_people_where_they_were_and_the_page_says_so(
        self, world: World, client: Client
    ) -> None:
        bring(world, ANNA, BERT, CORA)
        wave = world.open_wave()
        before = list(Invitation.objects.order_by("pk").values())
        page = preview(
            world, client, ANNA.replace("Sales", "HQ"), BERT.replace("staff", "leaders"), CORA
        )
        assert (
            "is open and keeps the people and departments it was opened with: new people are "
            "not asked in it. 2 people change department or audience; this wave keeps them where "
            "they were." in re.sub(r"\s+", " ", page)
        )
        confirm(client)
        assert list(Invitation.objects.order_by("pk").values()) == before
        assert world.organisation.people.filter(audience=Audience.LEADERS).count() == 2
        assert wave.invitations.filter(audience=Audience.LEADERS).count() == 1


class TestAddress:
    def test_a_corrected_one_can_be_written_to_again(self, world: World) -> None:
        bring(world, ANNA, BERT)
        world.organisation.people.update(mail_stop=MailStop.BOUNCED)
        bring(world, ANNA.replace("anna@", "anna.w@"), BERT.replace("Sales", "HQ"))
        stops = dict(world.organisation.people.values_list("name", "mail_stop"))
        assert stops == {"Anna": "", "Bert": "bounced"}

    def test_a_complaint_outlives_it(self, world: World) -> None:
        bring(world, ANNA)
        world.organisation.people.update(mail_stop=MailStop.COMPLAINED)
        bring(world, ANNA.replace("anna@", "anna.w@"))
        assert world.organisation.people.get().mail_stop == MailStop.COMPLAINED
