"""Managers: which unit a person on the roster leads."""

import io
import re

import pytest
from django.test import Client
from django.urls import reverse

from organisations.models import Person
from organisations.roster import read_roster
from organisations.roster_file import RosterFile
from organisations.spreadsheets import Fault
from tests.organisations.pages import alerts, confirm, upload, words
from tests.world import World

HEADER = "email,name,unit,audience,account,leads"
ANNA = "anna@client.example,Anna,Sales / North,staff,,Sales"
BERT = "bert@client.example,Bert,Sales / North,staff,,"
ROSTER = "\n".join([HEADER, ANNA, BERT])


def read(*rows: str, header: str = HEADER, units: tuple[str, ...] = ()) -> RosterFile:
    file = io.BytesIO("\n".join([header, *rows]).encode())
    return read_roster(file, "roster.csv", max_bytes=10_000, max_rows=100, units=units)


def led(world: World) -> dict[str, str]:
    """{name: unit} of those who lead one."""
    managers = world.organisation.people.filter(leads__isnull=False)
    return dict(managers.values_list("name", "leads__path"))


class TestReading:
    @pytest.mark.parametrize("title", ["leads", "Manager of", "LEADS UNIT"])
    def test_the_column_has_several_names(self, title: str) -> None:
        roster = read(ANNA, BERT, header=HEADER.replace("leads", title))
        assert not roster.faults
        assert [row.leads for row in roster.rows] == [("Sales",), ()]
        assert roster.other_columns == ()

    def test_a_file_without_it_says_nothing(self) -> None:
        row = read("a@client.example,Anna,HQ,staff", header="email,name,unit,audience").rows[0]
        assert row.leads is None

    @pytest.mark.parametrize("unit", ["Sales", "Sales / North", "Sales/North", "Service / Field"])
    def test_any_unit_of_the_file_or_the_roster_may_be_led(self, unit: str) -> None:
        row = f"cora@client.example,Cora,HQ,leaders,,{unit}"
        roster = read(row, BERT, units=("Service", "Service / Field"))
        assert not roster.faults
        assert " / ".join(roster.rows[0].leads or ()) == unit.replace("s/N", "s / N")

    def test_a_unit_that_is_nowhere_is_a_fault_of_its_cell(self) -> None:
        roster = read(BERT, "cora@client.example,Cora,HQ,leaders,,Sales / South", "nobody,,,,,")
        message = 'There is no unit "Sales / South". Write it as in the column "unit".'
        assert [fault.row for fault in roster.faults] == [3, 4, 4]
        assert roster.faults[0] == Fault(3, "leads", message)
        assert [row.name for row in roster.rows] == ["Bert"]

    def test_a_unit_on_a_row_with_another_fault_is_one_all_the_same(self) -> None:
        roster = read("nobody,Bert,Sales,staff,,", "cora@client.example,Cora,HQ,leaders,,Sales")
        assert [(fault.row, fault.column) for fault in roster.faults] == [(2, "email")]

    @pytest.mark.parametrize(
        ("row", "words_of_it"),
        [
            (",Dora,,customers,Buyer,Sales", "Only staff and leaders lead a unit."),
            ("a@client.example,Anna,Sales,staff,,Sales //", "slash"),
            ("a@client.example,Anna,Sales,staff,,=A1", "a formula"),
        ],
    )
    def test_each_mistake_names_its_cell(self, row: str, words_of_it: str) -> None:
        (fault,) = read(row).faults
        assert (fault.row, fault.column) == (2, "leads")
        assert words_of_it in fault.message

    def test_json_brings_it_back(self) -> None:
        for roster in (read(ANNA, BERT), read(ANNA, header=HEADER.replace("leads", "other"))):
            assert RosterFile.from_json(roster.to_json()) == roster


class TestImporting:
    def test_keeps_who_leads_what(self, world: World) -> None:
        world.import_roster(ROSTER, columns=())
        assert led(world) == {"Anna": "Sales"}

    def test_a_unit_may_have_several_managers(self, world: World) -> None:
        world.import_roster(f"{ROSTER}Sales / North\n{ANNA.replace('nna', 'va')}", columns=())
        assert led(world) == {"Anna": "Sales", "Ava": "Sales", "Bert": "Sales / North"}

    def test_an_empty_cell_ends_it_and_a_missing_column_does_not(self, world: World) -> None:
        world.import_roster(ROSTER, columns=())
        without = "email,name,unit,audience\nanna@client.example,Anna Weber,Sales / North,staff"
        world.import_roster(without, columns=())
        assert led(world) == {"Anna Weber": "Sales"}
        world.import_roster(ROSTER.replace("staff,,Sales", "staff,,"), columns=())
        assert led(world) == {}

    def test_a_customer_leads_nothing(self, world: World) -> None:
        world.import_roster(ROSTER, columns=())
        row = "email,name,unit,audience,account\nanna@client.example,Anna,,customers,Buyer"
        world.import_roster(row, columns=())
        assert led(world) == {}

    def test_a_unit_that_is_deleted_leaves_its_manager_on_the_roster(self, world: World) -> None:
        world.import_roster("\n".join([HEADER, ANNA, BERT.replace("Sales / North", "HQ")]), ())
        Person.objects.filter(name="Anna").update(unit=world.organisation.units.get(path="HQ"))
        world.organisation.units.get(path="Sales / North").delete()
        world.organisation.units.get(path="Sales").delete()
        assert world.organisation.people.present().count() == 2
        assert led(world) == {}


class TestPages:
    def test_the_preview_counts_and_shows_it(self, world: World, client: Client) -> None:
        world.import_roster(ROSTER, columns=())
        text = words(upload(client, world.organisation, f"{ROSTER}Sales / North", "roster.csv"))
        assert "0 new people, 1 changed, 1 as before." in text
        assert "Sales / North Sales / North" in text
        assert alerts(confirm(client)) == ["1 person imported."]
        assert led(world) == {"Anna": "Sales", "Bert": "Sales / North"}

    def test_the_roster_shows_it(self, world: World, client: Client) -> None:
        world.import_roster(ROSTER, columns=())
        page = client.get(reverse("organisations:roster", args=[world.organisation.pk]))
        rows = re.findall(r"<tr><th.*?</tr>", page.text)
        assert [row.count("<td>Sales</td>") for row in rows] == [1, 0]
