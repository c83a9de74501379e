"""The pages about clients, rosters and users, as a browser meets them."""

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from organisations import services
from organisations.models import (
    Account,
    Attribute,
    Membership,
    Organisation,
    Person,
    RosterImport,
    Unit,
)
from surveys.services import open_wave
from tests.organisations.pages import alerts, confirm, upload, words
from tests.world import NOW, World, link_of, roster_csv

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

MEGABYTE = 1024 * 1024
HEADER = "email,name,unit,audience,account"
GOOD = f"""{HEADER},tenure,shoe size
anna@client.example,Anna,Sales / North,staff,,new,38
bert@client.example,Bert,Sales / South,staff,,old,44
cora@client.example,Cora,Sales,leaders,,,40
dora@buyer.example,Dora,,customers,Buyer Ltd,,
"""
FAULTY = f"""{HEADER}
anna.client.example,Anna,Sales,staff,
bert@client.example,Bert,Sales,boss,
cora@client.example,Cora,,staff,
dora@buyer.example,Dora,,customers,
eve@client.example,Eve,Sales,staff,
"""


def roster_is_empty() -> bool:
    tables = (Person, Unit, Account, Attribute)
    return not any(table.objects.exists() for table in tables)


class TestCreateOrganisation:
    def create(self, client: Client, name: str, zone: str = "Europe/Berlin") -> "Response":
        path = reverse("organisations:organisation_create")
        given = {"name": name, "time_zone": zone, "months_kept": 6, "language": "en"}
        return client.post(path, given, follow=True)

    def test_leads_on_to_the_roster(self, world: World, client: Client) -> None:
        response = self.create(client, "New Ltd")
        organisation = Organisation.objects.get(name="New Ltd")
        assert response.redirect_chain == [
            (reverse("organisations:roster_import", args=[organisation.pk]), 302)
        ]
        assert organisation.firm == world.consultant.firm
        assert str(organisation.zone) == "Europe/Berlin"
        assert organisation.months_kept == 6
        member = organisation.memberships.get()
        assert (member.user, member.role) == (world.consultant, Membership.Role.ADMINISTRATOR)

    @pytest.mark.parametrize("name", ["Client Ltd", "CLIENT ltd", "  Client Ltd "])
    def test_refuses_a_second_client_of_the_same_name(self, client: Client, name: str) -> None:
        response = self.create(client, name)
        assert "Your firm already has a client of this name." in words(response)
        assert Organisation.objects.filter(name__iexact="client ltd").count() == 1

    def test_another_firm_may_have_a_client_of_this_name(self, world: World) -> None:
        self.create(world.client(world.outsider), "Client Ltd")
        assert Organisation.objects.filter(name="Client Ltd").count() == 2

    @pytest.mark.parametrize(("name", "zone"), [("", "UTC"), ("X" * 121, "UTC"), ("X", "Moon/Far")])
    def test_refuses_what_cannot_be_kept(self, client: Client, name: str, zone: str) -> None:
        assert self.create(client, name, zone).status_code == 200
        assert Organisation.objects.count() == 2


class TestFaultyFile:
    def test_lists_every_fault_with_its_row_and_column(self, world: World, client: Client) -> None:
        text = words(upload(client, world.organisation, FAULTY, "roster.csv"))
        assert "Nothing was imported. Correct what is listed here" in text
        for fault in (
            "2 email &quot;anna.client.example&quot; is not an e-mail address.",
            "3 audience &quot;boss&quot; is no audience. Write one of: staff, leaders, customers.",
            "4 unit Enter the unit, as in Sales / North.",
            "5 account Enter the account this customer belongs to.",
        ):
            assert fault in text

    def test_changes_nothing_even_if_somebody_confirms_it(
        self, world: World, client: Client
    ) -> None:
        page = upload(client, world.organisation, FAULTY, "roster.csv")
        assert 'value="Import"' not in page.content.decode()
        assert confirm(client).status_code == 200
        assert roster_is_empty()

    def test_leaves_an_earlier_roster_as_it_was(self, world: World, client: Client) -> None:
        world.import_roster(roster_csv())
        before = list(Person.objects.order_by("pk").values())
        upload(client, world.organisation, FAULTY, "roster.csv")
        confirm(client)
        assert list(Person.objects.order_by("pk").values()) == before

    def test_too_large_says_its_size_and_the_limit(
        self, world: World, client: Client, tmp_path: Path
    ) -> None:
        path = tmp_path / "roster.csv"
        with path.open("wb") as file:
            file.truncate(50 * MEGABYTE)
        with path.open("rb") as file:
            body = io.BytesIO(file.read())
        text = words(upload(client, world.organisation, body, "roster.csv"))
        assert "The file has 50 MB; at most 10 MB can be read. Split it." in text
        assert roster_is_empty()

    def test_another_encoding_names_the_line(self, world: World, client: Client) -> None:
        content = f"{HEADER}\na@client.example,Anna,HQ,staff,\nz@client.example,Zoë,HQ,staff,\n"
        text = words(upload(client, world.organisation, content.encode("latin-1"), "roster.csv"))
        assert "Line 3 holds unreadable letters." in text
        assert "CSV UTF-8" in text
        assert roster_is_empty()

    @pytest.mark.parametrize(
        ("content", "name", "words_of_it"),
        [
            (b"", "roster.csv", "The file is empty."),
            (b"%PDF-1.4", "roster.pdf", "cannot be read"),
            (b"PK\x03\x04 and so on", "roster.xlsx", "damaged"),
            (b"name\nAnna\n", "roster.csv", "Row 1 names no column"),
        ],
    )
    def test_every_other_file_gets_an_answer(
        self, world: World, client: Client, content: bytes, name: str, words_of_it: str
    ) -> None:
        assert words_of_it in words(upload(client, world.organisation, content, name))

    def test_no_file_is_a_fault_of_the_form(self, world: World, client: Client) -> None:
        path = reverse("organisations:roster_import", args=[world.organisation.pk])
        response = client.post(path, {"submit": "Check the file"})
        assert response.status_code == 200
        assert not RosterImport.objects.exists()

    def test_shows_what_stands_in_the_file_as_text(self, world: World, client: Client) -> None:
        content = f"{HEADER}\na@client.example,<script>alert(1)</script>,HQ,staff,\n"
        page = upload(client, world.organisation, content, "<b>roster</b>.csv").content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<script>alert" not in page
        assert "<b>roster" not in page


class TestGoodFile:
    def test_is_only_looked_at_first(self, world: World, client: Client) -> None:
        text = words(upload(client, world.organisation, GOOD, "roster.csv"))
        assert "4 new people, 0 changed, 0 as before." in text
        assert "Sales / North" in text
        assert roster_is_empty()

    def test_confirmed_brings_people_tree_and_accounts(self, world: World, client: Client) -> None:
        upload(client, world.organisation, GOOD, "roster.csv")
        assert alerts(confirm(client)) == ["4 people imported."]
        people = {person.name: person for person in world.organisation.people.all()}
        assert {name: person.audience for name, person in people.items()} == {
            "Anna": "staff", "Bert": "staff", "Cora": "leaders", "Dora": "customers",
        }  # fmt: skip
        units = {unit.path: unit for unit in world.organisation.units.all()}
        assert {path: unit.parent and unit.parent.path for path, unit in units.items()} == {
            "Sales": None, "Sales / North": "Sales", "Sales / South": "Sales",
        }  # fmt: skip
        assert {path: unit.name for path, unit in units.items()} == {
            "Sales": "Sales", "Sales / North": "North", "Sales / South": "South",
        }  # fmt: skip
        assert people["Anna"].unit == units["Sales / North"]
        assert people["Cora"].unit == units["Sales"]
        assert people["Dora"].unit is None
        assert people["Dora"].account == world.organisation.accounts.get(name="Buyer Ltd")
        assert [people[name].account for name in ("Anna", "Bert", "Cora")] == [None] * 3

    def test_keeps_chosen_columns_only(self, world: World, client: Client) -> None:
        page = upload(client, world.organisation, GOOD, "roster.csv")
        for column in ("tenure", "shoe size"):
            assert f'value="{column}"' in page.content.decode()
        confirm(client, "tenure")
        tenure = world.organisation.attributes.get()
        assert (tenure.name, tenure.position) == ("tenure", 1)
        kept = dict(world.organisation.people.values_list("name", "attributes"))
        anna, bert = {str(tenure.pk): "new"}, {str(tenure.pk): "old"}
        assert kept == {"Anna": anna, "Bert": bert, "Cora": {}, "Dora": {}}

    def test_is_forgotten_once_confirmed(self, world: World, client: Client) -> None:
        upload(client, world.organisation, GOOD, "roster.csv")
        path = reverse("organisations:roster_preview", args=[RosterImport.objects.get().pk])
        confirm(client)
        done = RosterImport.objects.get()
        assert (done.content, done.preview, done.file.name) == (None, None, "")
        assert client.post(path, {"submit": "Import"}).status_code == 200
        assert "Anna" not in words(client.get(path))
        assert world.organisation.people.count() == 4

    def test_may_be_a_workbook(self, world: World, client: Client) -> None:
        book = Workbook()
        sheet = book.worksheets[0]
        for line in GOOD.splitlines():
            sheet.append([cell or None for cell in line.split(",")])
        file = io.BytesIO()
        book.save(file)
        upload(client, world.organisation, file.getvalue(), "Roster.xlsx")
        confirm(client, "tenure", "shoe size")
        assert world.organisation.people.count() == 4
        assert world.organisation.attributes.count() == 2
        anna = world.organisation.people.get(name="Anna")
        assert sorted(anna.attributes.values()) == ["38", "new"]

    @pytest.mark.parametrize(
        ("columns", "fault"),
        [
            (("a", "b", "c", "d"), "Choose at most 3 columns."),
            (
                ("many",),
                "&quot;many&quot; has 9 different values for 9 people; at most 8 are possible.",
            ),
        ],
    )
    def test_refuses_too_many_attributes(
        self, world: World, client: Client, columns: tuple[str, ...], fault: str
    ) -> None:
        rows = [f"p{n}@client.example,P{n},HQ,staff,,,,,{n}" for n in range(9)]
        header = "email,name,unit,audience,a,b,c,d,many"
        upload(client, world.organisation, "\n".join([header, *rows]), "roster.csv")
        assert fault in words(confirm(client, *columns))
        assert roster_is_empty()
        assert RosterImport.objects.exists()

    def test_refuses_a_fourth_attribute_of_the_client(self, world: World, client: Client) -> None:
        header, row = "email,name,unit,audience", "a@client.example,Anna,HQ,staff"
        world.import_roster(f"{header},a,b,c\n{row},1,2,3\n", columns=("a", "b", "c"))
        upload(client, world.organisation, f"{header},d\n{row},4\n", "roster.csv")
        text = words(confirm(client, "d"))
        assert "A client has at most 3 attributes; it already has: a, b, c." in text
        assert world.organisation.attributes.count() == 3


class TestRepeatedImport:
    def test_reports_who_is_as_before(self, world: World, client: Client) -> None:
        world.import_roster(GOOD)
        before = list(Person.objects.order_by("pk").values())
        text = words(upload(client, world.organisation, GOOD, "roster.csv"))
        assert "0 new people, 0 changed, 4 as before." in text
        assert alerts(confirm(client, "tenure")) == ["0 people imported."]
        assert list(Person.objects.order_by("pk").values()) == before

    def test_updates_and_adds(self, world: World, client: Client) -> None:
        world.import_roster(GOOD)
        anna = world.organisation.people.get(name="Anna")
        changed = GOOD.replace("Anna,Sales / North", "Anna Weber,Service / Hotline")
        changed += "eve@client.example,Eve,Service,staff,,old,\n"
        text = words(upload(client, world.organisation, changed, "roster.csv"))
        assert "1 new person, 1 changed, 3 as before." in text
        assert alerts(confirm(client, "tenure")) == ["2 people imported."]
        anna.refresh_from_db()
        assert anna.name == "Anna Weber"
        assert str(anna.unit) == "Service / Hotline"
        assert world.organisation.people.count() == 5

    def test_offers_the_columns_kept_before_as_chosen(self, world: World, client: Client) -> None:
        world.import_roster(GOOD)
        page = upload(client, world.organisation, GOOD, "roster.csv").content.decode()
        boxes = dict(re.findall(r'<input[^>]*value="(tenure|shoe size)"([^>]*)>', page))
        assert {name: "checked" in rest for name, rest in boxes.items()} == {
            "tenure": True, "shoe size": False,
        }  # fmt: skip

    def test_people_missing_from_the_file_stay(self, world: World, client: Client) -> None:
        world.import_roster(GOOD)
        lines = GOOD.splitlines()
        upload(client, world.organisation, "\n".join(lines[:2]), "roster.csv")
        confirm(client, "tenure")
        assert world.organisation.people.present().count() == 4


class TestRosterPage:
    def test_removing_somebody_ends_their_links(self, world: World, client: Client) -> None:
        wave = world.open_wave()
        link, other = link_of(wave, "Staff 1"), link_of(wave, "Staff 2")
        person = world.organisation.people.get(name="Staff 1")
        assert Client().get(link).status_code == 200
        path = reverse("surveys:person_remove", args=[world.organisation.pk, person.pk])
        response = client.post(path, follow=True)
        assert alerts(response) == ["Staff 1 has left the roster."]
        assert "staff1@client.example" not in response.content.decode()
        gone = client.get(reverse("organisations:gone", args=[world.organisation.pk]))
        assert "staff1@client.example" in gone.content.decode()
        assert Client().get(link).status_code == 410
        assert Client().get(other).status_code == 200
        assert client.post(path).status_code == 404

    def test_a_leaver_is_not_asked_again(self, world: World, client: Client) -> None:
        world.import_roster(roster_csv())
        person = world.organisation.people.get(name="Staff 1")
        client.post(reverse("surveys:person_remove", args=[world.organisation.pk, person.pk]))
        wave = world.draft_wave()
        open_wave(wave=wave, now=NOW)
        assert not wave.invitations.filter(person=person).exists()

    def test_a_leaver_who_comes_back_is_a_new_person(self, world: World, client: Client) -> None:
        world.import_roster(GOOD)
        anna = world.organisation.people.get(name="Anna")
        client.post(reverse("surveys:person_remove", args=[world.organisation.pk, anna.pk]))
        text = words(upload(client, world.organisation, GOOD, "roster.csv"))
        assert "1 new person, 0 changed, 3 as before." in text
        confirm(client, "tenure")
        assert world.organisation.people.present().get(name="Anna") != anna

    def test_a_leaver_with_an_id_can_come_back(self, world: World, client: Client) -> None:
        text = f"{HEADER},id\nanna@client.example,Anna,HQ,staff,,17\n"
        world.import_roster(text, columns=())
        anna = world.organisation.people.get()
        client.post(reverse("surveys:person_remove", args=[world.organisation.pk, anna.pk]))
        upload(client, world.organisation, text, "roster.csv")
        assert alerts(confirm(client)) == ["1 person imported."]
        assert world.organisation.people.present().get().external_key == "17"


def test_a_client_without_anybody_says_what_to_do(world: World, client: Client) -> None:
    path = reverse("organisations:roster", args=[world.organisation.pk])
    assert "Nobody yet. Import a CSV or Excel file" in words(client.get(path))


def test_a_consultant_without_clients_is_told_what_to_do(db: None) -> None:
    user = services.add_consultant(email="new@firm.example", name="New", firm="New Firm")
    browser = Client()
    browser.force_login(user)
    response = browser.get(reverse("organisations:organisation_list"))
    assert "No clients yet. Add the first one" in words(response)
