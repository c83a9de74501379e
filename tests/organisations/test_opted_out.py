"""Whoever asked not to be asked again is not brought back by a file."""

import pytest
from django.test import Client

from organisations.models import Person
from tests.organisations.importing import HEADER, bring, counts
from tests.organisations.pages import alerts, confirm, upload, words
from tests.world import NOW, World

ANNA = "anna@client.example,Anna,Sales,staff,,17,"
BERT = "bert@client.example,Bert,Sales,staff,,,"


def leave(world: World, name: str) -> None:
    """Let a person leave by themselves."""
    people = Person.objects.filter(organisation=world.organisation, name=name)
    assert people.update(left_on=NOW.date(), has_opted_out=True) == 1


def present(world: World) -> set[str]:
    return set(world.organisation.people.present().values_list("name", flat=True))


class TestRecognised:
    @pytest.mark.parametrize(
        "row",
        [
            "anna@client.example,Anna,Sales,staff,,17,",
            "a.weber@client.example,Anna Weber,HQ,leaders,,17,",
            "Anna@Client.example,Anna,Sales,staff,,,",
            "anna@client.example,Anna Weber,HQ,staff,,,",
            "anna@client.example,anna,Sales,staff,,99,",
        ],
        ids=["as before", "by number", "by address and name", "by address", "under a new number"],
    )
    def test_by_all_their_keys(self, world: World, row: str) -> None:
        bring(world, ANNA, BERT)
        leave(world, "Anna")
        before = Person.objects.filter(name="Anna").values().get()
        changes = bring(world, row, BERT)
        assert counts(changes) == (0, 0, 1)
        assert [found.number for found in changes.opted_out] == [2]
        assert present(world) == {"Bert"}
        assert Person.objects.filter(name="Anna").values().get() == before

    def test_by_name_and_unit_where_there_is_no_address(self, world: World) -> None:
        bring(world, ",Anna,Shop,staff,,,")
        leave(world, "Anna")
        assert len(bring(world, ",Anna,Shop,staff,,,").opted_out) == 1
        assert counts(bring(world, ",Anna,Back office,staff,,,")) == (1, 0, 0)

    @pytest.mark.parametrize(
        "row",
        [
            ",Bert,Sales,staff,,,",
            ",BERT,Sales,staff,,18,",
            "bert.young@client.example,Bert,Sales,staff,,,",
            "b@client.example,bert,Sales,leaders,,18,",
        ],
        ids=["no address", "a number now", "another address", "both"],
    )
    def test_by_name_and_unit_although_they_had_an_address(self, world: World, row: str) -> None:
        bring(world, BERT)
        leave(world, "Bert")
        changes = bring(world, row, ANNA)
        assert (counts(changes), len(changes.opted_out)) == ((1, 0, 0), 1)
        assert present(world) == {"Anna"}

    def test_by_name_and_unit_although_the_number_is_missing_now(self, world: World) -> None:
        bring(world, ANNA)
        leave(world, "Anna")
        assert len(bring(world, "a.weber@client.example,Anna,Sales,staff,,,").opted_out) == 1

    def test_by_an_address_alone_although_they_have_a_number_now(self, world: World) -> None:
        bring(world, BERT)
        leave(world, "Bert")
        row = "bert@client.example,Bert Young,Sales,staff,,18,"
        assert len(bring(world, row).opted_out) == 1


class TestSomebodyElse:
    """The others at an address are asked."""

    def test_of_another_number_and_name(self, world: World) -> None:
        bring(world, "shop@client.example,Anna,Shop,staff,,1,")
        leave(world, "Anna")
        assert counts(bring(world, "shop@client.example,Bert,Shop,staff,,2,")) == (1, 0, 0)

    def test_of_another_number_where_nobody_has_a_name(self, world: World) -> None:
        bring(world, "shop@client.example,,Shop,staff,,1,")
        leave(world, "")
        assert counts(bring(world, "shop@client.example,,Shop,staff,,2,")) == (1, 0, 0)

    @pytest.mark.parametrize(
        "row",
        [
            ",Anna,Sales,staff,,18,",
            "a2@client.example,Anna,Sales,staff,,18,",
            "a2@client.example,Anna,HQ,staff,,,",
            "a2@client.example,,Sales,staff,,,",
        ],
        ids=["number", "number and address", "unit and address", "no name"],
    )
    def test_of_the_same_name_or_unit(self, world: World, row: str) -> None:
        bring(world, ANNA)
        leave(world, "Anna")
        assert counts(bring(world, row)) == (1, 0, 0)

    def test_of_the_same_name_and_unit_beside_them_in_the_file(self, world: World) -> None:
        bring(world, BERT)
        leave(world, "Bert")
        changes = bring(world, BERT, "b2@client.example,Bert,Sales,staff,,,")
        assert (counts(changes), len(changes.opted_out)) == ((1, 0, 0), 1)
        assert world.organisation.people.present().get().email == "b2@client.example"

    def test_of_the_same_name_and_unit_who_is_on_the_roster(self, world: World) -> None:
        twin = "b2@client.example,Bert,Sales,staff,,,"
        bring(world, BERT, twin)
        Person.objects.filter(email="bert@client.example").update(
            left_on=NOW.date(), has_opted_out=True
        )
        assert counts(bring(world, twin)) == (0, 0, 1)

    def test_who_shares_the_address_in_the_file(self, world: World) -> None:
        bring(world, "shop@client.example,Anna,Shop,staff,,,")
        leave(world, "Anna")
        rows = [f"shop@client.example,{name},Shop,staff,,{n}," for n, name in enumerate("AB", 1)]
        assert counts(bring(world, *rows)) == (2, 0, 0)

    def test_who_is_on_the_roster_under_the_same_address(self, world: World) -> None:
        rows = [f"shop@client.example,{name},Shop,staff,,{name}," for name in ("Anna", "Bert")]
        bring(world, *rows)
        leave(world, "Anna")
        changes = bring(world, *rows)
        assert (counts(changes), len(changes.opted_out)) == ((0, 0, 1), 1)
        assert present(world) == {"Bert"}

    def test_whoever_was_taken_off_may_come_back(self, world: World) -> None:
        bring(world, ANNA)
        Person.objects.update(left_on=NOW.date())
        assert counts(bring(world, ANNA)) == (0, 1, 0)
        assert present(world) == {"Anna"}

    def test_of_another_client(self, world: World) -> None:
        bring(world, ANNA)
        leave(world, "Anna")
        world.organisation = world.outsider.memberships.get().organisation
        assert counts(bring(world, ANNA)) == (1, 0, 0)


class TestPreview:
    def test_names_them_so_that_they_can_be_taken_out(self, world: World, client: Client) -> None:
        bring(world, ANNA, BERT)
        leave(world, "Anna")
        page = upload(client, world.organisation, f"{HEADER}\n{ANNA}\n{BERT}", "roster.csv")
        assert "0 new people, 0 changed, 1 as before." in words(page)
        assert alerts(page) == [
            "1 person on the file has asked not to be asked again and stays off the list. "
            "Please take them out of the file: Row 2: Anna, anna@client.example"
        ]
        assert alerts(confirm(client)) == ["0 people imported."]
        assert present(world) == {"Bert"}

    def test_says_nothing_where_there_is_nobody(self, world: World, client: Client) -> None:
        page = upload(client, world.organisation, f"{HEADER}\n{ANNA}", "roster.csv")
        assert "asked again" not in words(page)


class TestOneAddress:
    """Two rows or two audiences under one address are two people, of which the preview warns."""

    STAFF = "anna@client.example,Anna,Sales,staff,,1,"
    LEADER = "Anna@client.example,Anna,Sales,leaders,,2,"

    def warnings(self, world: World, client: Client, *rows: str) -> list[str]:
        file = "\n".join([HEADER, *rows])
        return alerts(upload(client, world.organisation, file, "roster.csv"))

    def test_in_one_file(self, world: World, client: Client) -> None:
        (warning,) = self.warnings(world, client, self.STAFF, self.LEADER)
        assert warning.startswith("1 address is shared by several people.")
        assert "can open both and answer for both" in warning
        assert warning.endswith("anna@client.example")
        confirm(client)
        assert world.organisation.people.count() == 2

    def test_in_the_file_and_on_the_roster(self, world: World, client: Client) -> None:
        bring(world, self.STAFF)
        (warning,) = self.warnings(world, client, self.LEADER)
        assert warning.endswith("anna@client.example")

    def test_not_of_one_who_changes_from_one_to_the_other(
        self, world: World, client: Client
    ) -> None:
        bring(world, self.STAFF)
        assert self.warnings(world, client, self.STAFF.replace("staff", "leaders")) == []

    def test_of_two_in_one_audience(self, world: World, client: Client) -> None:
        twin = self.STAFF.replace("Anna", "Bert").replace(",1,", ",2,")
        others = [
            "cleo@client.example,Cleo,Sales,staff,,3,",
            ",Dan,Sales,staff,,,",
            ",Eve,HQ,staff,,,",
        ]
        (warning,) = self.warnings(world, client, self.STAFF, twin, *others)
        assert warning.startswith("1 address is shared by several people.")
        assert warning.endswith("anna@client.example")

    def test_not_of_one_who_has_left(self, world: World, client: Client) -> None:
        bring(world, self.STAFF)
        Person.objects.update(left_on=NOW.date())
        assert self.warnings(world, client, self.LEADER) == []

    def test_the_same_number_twice_is_a_fault(self, world: World, client: Client) -> None:
        (fault,) = self.warnings(world, client, self.STAFF, self.LEADER.replace(",2,", ",1,"))
        assert fault.startswith("Nothing was imported.")
