"""Lists: sorting, looking for something, paging, and taking them along as a spreadsheet."""

import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from organisations.models import Person, Record
from organisations.workbooks import Sheet, spreadsheet, workbook
from reports import services as reports
from surveys.models import Wave
from tests.organisations.pages import words
from tests.world import NOW, World, roster_csv

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

HEADER = "email,name,unit,audience,account,id"
ROSTER = f"""{HEADER}
dora@client.example,Anna,Sales / North,staff,,7
cora@client.example,Bert,Sales / South,staff,,
bea@client.example,Cleo,Service,staff,,
,Dan,Sales,leaders,,
ann@buyer.example,Eve,,customers,Buyer Ltd,
"""


@pytest.fixture
def roster(world: World) -> World:
    """Five people who differ in everything."""
    world.import_roster(ROSTER, columns=())
    return world


def look(client: Client, world: World, question: str = "") -> "Response":
    return client.get(f"/organisations/{world.organisation.pk}/roster/{question}")


def names(response: "Response") -> list[str]:
    """The names in the table, from top to bottom."""
    found: list[str] = re.findall(r'<th scope="row"[^>]*><a [^>]*>(.*?)</a>', response.text)
    return found


def headers(response: "Response") -> dict[str, str]:
    """{header: how it is sorted}, "" where it is not."""
    cells = re.findall(r'<th scope="col"(.*?)>(.*?)</th>', response.text.split("</thead>")[0])
    sorted_by = {re.sub("<[^>]+>", "", text): attributes for attributes, text in cells}
    return {text: (*re.findall(r'aria-sort="(\w+)"', a), "")[0] for text, a in sorted_by.items()}


def cells(response: "Response") -> list[list[Any]]:
    """The rows of a spreadsheet; an empty cell is None."""
    sheet = load_workbook(io.BytesIO(response.content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


class TestSorting:
    def test_is_by_name_unless_told(self, roster: World, client: Client) -> None:
        page = look(client, roster)
        assert names(page) == ["Anna", "Bert", "Cleo", "Dan", "Eve"]
        assert headers(page)["Name"] == "ascending"

    @pytest.mark.parametrize(
        ("by", "expected", "said"),
        [
            ("name", ["Anna", "Bert", "Cleo", "Dan", "Eve"], {"Name": "ascending"}),
            ("-name", ["Eve", "Dan", "Cleo", "Bert", "Anna"], {"Name": "descending"}),
            # Those who are alike in it stay in the order of their names.
            ("-audience", ["Anna", "Bert", "Cleo", "Dan", "Eve"], {"Audience": "descending"}),
            ("audience", ["Eve", "Dan", "Anna", "Bert", "Cleo"], {"Audience": "ascending"}),
        ],
    )
    def test_goes_both_ways_and_says_so(
        self, roster: World, client: Client, by: str, expected: list[str], said: dict[str, str]
    ) -> None:
        page = look(client, roster, f"?sort={by}")
        assert names(page) == expected
        assert {text: way for text, way in headers(page).items() if way} == said

    def test_a_header_leads_to_the_other_way_and_keeps_what_is_looked_for(
        self, roster: World, client: Client
    ) -> None:
        page = look(client, roster, "?text=client.example&sort=email&page=1")
        link = re.search(r'id="sort-email" class="sort" href="([^"]+)"', page.text)
        assert link
        assert link[1].replace("&amp;", "&") == "?text=client.example&sort=-email"
        following = look(client, roster, link[1].replace("&amp;", "&"))
        assert names(following) == ["Anna", "Bert", "Cleo"]

    @pytest.mark.parametrize("by", ["password", "organisation__firm", "-", "?", "name.x", "%00"])
    def test_by_what_is_no_column_is_ignored(self, roster: World, client: Client, by: str) -> None:
        page = look(client, roster, f"?sort={by}")
        assert page.status_code == 200
        assert len(names(page)) == 5

    def test_leaves_nobody_out_between_pages(self, world: World, client: Client) -> None:
        world.import_roster(roster_csv(staff=130))
        found = []
        for n in (1, 2, 3):
            found += names(look(client, world, f"?sort=audience&page={n}"))
        assert len(found) == len(set(found)) == 144


class TestPaging:
    @pytest.mark.parametrize(
        ("page", "count", "said"),
        [
            ("1", 50, "Page 1 of 2"),
            ("2", 24, "Page 2 of 2"),
            ("99", 24, "Page 2 of 2"),
            ("x", 50, "Page 1 of 2"),
        ],
    )
    def test_shows_fifty_rows_a_page(
        self, world: World, client: Client, page: str, count: int, said: str
    ) -> None:
        world.import_roster(roster_csv(staff=60))
        shown = look(client, world, f"?page={page}")
        assert len(names(shown)) == count
        assert said in words(shown)
        assert "74 people" in words(shown)


class TestLooking:
    @pytest.mark.parametrize(
        ("question", "expected"),
        [
            ("text=AN", ["Anna", "Dan", "Eve"]),
            ("text=bea@", ["Cleo"]),
            ("text=7", ["Anna"]),
            ("audience=leaders", ["Dan"]),
            ("audience=staff&text=cora", ["Bert"]),
            ("mail=none", ["Dan"]),
            ("mail=bounced", ["Bert"]),
            ("mail=unsubscribed", []),
            # What cannot be is not looked for.
            ("audience=boss", ["Anna", "Bert", "Cleo", "Dan", "Eve"]),
            ("department=nowhere", ["Anna", "Bert", "Cleo", "Dan", "Eve"]),
            ("text=%00", ["Anna", "Bert", "Cleo", "Dan", "Eve"]),
        ],
    )
    def test_finds(self, roster: World, client: Client, question: str, expected: list[str]) -> None:
        Person.objects.filter(name="Bert").update(mail_stop="bounced")
        assert names(look(client, roster, f"?{question}")) == expected

    def test_in_a_department_finds_those_below_and_not_those_beside(
        self, roster: World, client: Client
    ) -> None:
        roster.import_roster(f"{HEADER}\nx@client.example,Xenia,Sales North,staff,,\n", columns=())
        units = {unit.path: unit.pk for unit in roster.organisation.units.all()}
        for path, expected in {
            "Sales": ["Anna", "Bert", "Dan"],
            "Sales / North": ["Anna"],
            "Service": ["Cleo"],
        }.items():
            assert names(look(client, roster, f"?department={units[path]}")) == expected

    def test_that_finds_nothing_says_so(self, roster: World, client: Client) -> None:
        text = words(look(client, roster, "?text=nobody"))
        assert "Nothing here matches what you look for." in text
        assert "Found: 0 people Show everything" in text
        assert "Download as XLSX" not in text

    def test_says_how_many_it_found(self, roster: World, client: Client) -> None:
        assert "Found: 1 person" in words(look(client, roster, "?text=anna"))

    def test_shows_what_was_typed_as_text(self, roster: World, client: Client) -> None:
        page = look(client, roster, "?text=<script>alert(1)</script>&sort=<b>").text
        assert "<script>alert" not in page
        assert "<b>" not in page


class TestSpreadsheet:
    def test_has_the_rows_looked_for_in_their_order(self, roster: World, client: Client) -> None:
        response = look(client, roster, "?audience=staff&sort=-name&export=xlsx")
        assert response["Content-Disposition"] == 'attachment; filename="people.xlsx"'
        assert "no-store" in response["Cache-Control"]
        assert cells(response) == [
            [
                *("Name", "E-mail address", "Audience", "Department"),
                *("Account", "Leads", "E-mail stopped", "ID"),
            ],
            ["Cleo", "bea@client.example", "Staff", "Service", None, None, None, None],
            ["Bert", "cora@client.example", "Staff", "Sales / South", None, None, None, None],
            ["Anna", "dora@client.example", "Staff", "Sales / North", None, None, None, "7"],
        ]

    def test_has_all_pages(self, world: World, client: Client) -> None:
        world.import_roster(roster_csv(staff=60))
        assert len(cells(look(client, world, "?page=2&export=xlsx"))) == 1 + 74

    def test_has_the_attributes(self, world: World, client: Client) -> None:
        world.import_roster(roster_csv(staff=2, leaders=1, customers=0))
        titles, *rows = cells(look(client, world, "?export=xlsx"))
        assert titles[-1] == "tenure"
        assert [(row[0], row[-1]) for row in rows] == [
            ("Leader 0", None), ("Staff 0", "old"), ("Staff 1", "new"),
        ]  # fmt: skip

    def test_can_be_read_as_a_roster_again(self, roster: World, client: Client) -> None:
        before = list(Person.objects.order_by("pk").values())
        rows = cells(look(client, roster, "?export=xlsx"))
        text = "\n".join(",".join(value or "" for value in row) for row in rows)
        roster.import_roster(text, columns=())
        assert list(Person.objects.order_by("pk").values()) == before

    @pytest.mark.parametrize(
        "text", ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "#N/A", '=HYPERLINK("x")']
    )
    def test_computes_nothing(self, roster: World, client: Client, text: str) -> None:
        Person.objects.filter(name="Anna").update(name=text)
        Person.objects.exclude(name=text).delete()
        response = look(client, roster, "?export=xlsx")
        cell = load_workbook(io.BytesIO(response.content)).worksheets[0]["A2"]
        assert cell.data_type == "s"
        # A file has line ends of its own.
        assert str(cell.value).replace("\r", "\n") == text.replace("\r", "\n")
        # The apostrophe in front, which holds when the cell is edited.
        assert cell.quotePrefix

    def test_is_recorded_and_looking_is_not(self, roster: World, client: Client) -> None:
        look(client, roster, "?text=anna")
        assert not Record.objects.filter(act="exported").exists()
        look(client, roster, "?text=anna&export=xlsx")
        record = Record.objects.get(act="exported")
        assert (record.organisation, record.fields) == (roster.organisation, ["people"])
        assert "anna" not in str(vars(record)).lower()

    def test_keeps_times_without_a_zone_and_drops_what_no_file_may_hold(self) -> None:
        at = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
        response = spreadsheet([["When", "What"], [at, "a\x00b\x1bc"], [3, True]], name="x")
        sheet = load_workbook(io.BytesIO(response.content)).worksheets[0]
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        assert rows == [["When", "What"], [datetime(2026, 11, 2, 9, 30), "abc"], [3, True]]  # noqa: DTZ001

    def test_no_tab_ends_in_what_a_spreadsheet_takes_for_damage(self) -> None:
        sheets = [Sheet("Team “A'", [["x"]]), Sheet("x" * 28 + "' more", [["x"]])]
        book = load_workbook(io.BytesIO(workbook(sheets, name="x").content))
        assert book.sheetnames == ["1 Team “A", "2 " + "x" * 28]


class TestListsAcrossClients:
    def test_clients_are_sorted_searched_and_exported(self, world: World, client: Client) -> None:
        other = "/organisations/?text=nothing"
        assert "Nothing here matches what you look for." in words(client.get(other))
        world.import_roster(ROSTER, columns=())
        page = client.get("/organisations/")
        assert names(page) == ["Client Ltd"]
        assert "1 client" in words(page)
        titles, row = cells(client.get("/organisations/?export=xlsx"))
        assert titles == ["Client", "People", "Assessments", "Added on"]
        assert row[:3] == ["Client Ltd", 5, 0]
        record = Record.objects.get(act="exported")
        assert (record.organisation, record.object_type, record.fields) == (
            None, "user", ["clients"],
        )  # fmt: skip

    def test_waves_are_on_a_list_of_their_own(self, world: World, client: Client) -> None:
        wave = world.open_wave()
        path = f"/organisations/{world.organisation.pk}/waves/"
        assert names(client.get(path)) == [wave.name]
        assert "Nothing here matches" in words(client.get(f"{path}?state=sealed"))
        [_titles, row] = cells(client.get(f"{path}?export=xlsx&text=centri"))
        assert row[:5] == ["Autumn", "Customer centricity", "Open", None, "No"]

    def test_a_pulse_says_which_wave_it_follows(self, world: World, client: Client) -> None:
        wave = world.open_wave()
        Wave.objects.create(
            assessment=wave.assessment, name="Pulse", pulse_of=wave, closes_on=wave.closes_on
        )
        path = f"/organisations/{world.organisation.pk}/waves/"
        [_titles, row] = cells(client.get(f"{path}?export=xlsx&text=pulse"))
        assert row[:5] == ["Pulse", "Customer centricity", "In preparation", "Autumn", "No"]

    @pytest.mark.django_db(transaction=True)
    def test_reports_of_all_clients_are_on_one_list(self, world: World) -> None:
        edition = world.edition()
        report = reports.release_edition(
            edition=edition, user=world.consultant, now=NOW, release_note="Read page 2."
        )
        assert report is not None
        assert report.claim(NOW)
        report.finish(file="reports/x.pdf", sha256="ab" * 32)
        leader = world.client(world.leader)
        page = leader.get("/reports/")
        assert names(page) == ["Client Ltd: Customer centricity, Autumn (PDF, A4)"]
        assert "2 November 2026" in words(page)
        assert "1 report" in words(page)
        assert "Nothing here matches" in words(leader.get("/reports/?text=spring"))
        [titles, row] = cells(leader.get("/reports/?text=autumn&sort=-released&export=xlsx"))
        assert titles == ["Report", "Assessment", "Wave", "Released on", "Note", "SHA-256"]
        day = datetime(2026, 11, 2)  # noqa: DTZ001
        said = ["Client Ltd", "Customer centricity", "Autumn", day, "Read page 2.", "ab" * 32]
        assert row == said
