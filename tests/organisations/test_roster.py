import io
import time
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from organisations.models import MOST_ATTRIBUTES
from organisations.roster import RosterFile, choose_attributes, read_roster
from organisations.spreadsheets import Fault

MEGABYTE = 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"
HEADER = "E-mail,Name,Unit,Audience"
ACCOUNTS = "E-mail,Name,Unit,Audience,Account,ID"
ANNA = "anna@example.org,Anna Weber,Sales / North,staff"


def read(
    content: bytes, name: str = "roster.csv", max_bytes: int = 10 * MEGABYTE, max_rows: int = 50_000
) -> RosterFile:
    return read_roster(io.BytesIO(content), name, max_bytes=max_bytes, max_rows=max_rows)


def read_csv(*lines: str, encoding: str = "utf-8", max_rows: int = 50_000) -> RosterFile:
    return read("\n".join(lines).encode(encoding), max_rows=max_rows)


def workbook(*rows: Sequence[Any]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read_workbook(*rows: Sequence[Any]) -> RosterFile:
    return read(workbook(*rows), "Roster.XLSX")


def replaced(content: bytes, part: str, text: str | bytes) -> bytes:
    """Return a workbook with one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, text if name == part else old.read(name))
    return out.getvalue()


def only(roster: RosterFile) -> Fault:
    assert len(roster.faults) == 1, roster.faults
    return roster.faults[0]


def refusal(roster: RosterFile) -> str:
    fault = only(roster)
    assert roster.rows == ()
    assert fault.row is None
    return fault.message


class TestReadCsv:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def test_reads_every_encoding_and_separator(self, encoding: str, separator: str) -> None:
        lines = [HEADER, "zoe@example.org,Zoë Müller,Büro / Süd,staff"]
        roster = read_csv(*(line.replace(",", separator) for line in lines), encoding=encoding)
        assert not roster.faults
        assert roster.rows[0].name == "Zoë Müller"
        assert roster.rows[0].unit == ("Büro", "Süd")

    def test_quoted_separators_stay_in_their_cell(self) -> None:
        roster = read_csv('"E-mail";Name;Unit;Audience', '"a@example.org";"Weber; Anna";HQ;staff')
        assert roster.rows[0].name == "Weber; Anna"

    @pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
    def test_names_the_line_of_another_encoding(self, encoding: str) -> None:
        roster = read_csv(HEADER, ANNA, "z@example.org,Zoë,HQ,staff", encoding=encoding)
        assert "Line 3" in refusal(roster)
        assert "CSV UTF-8" in refusal(roster)

    def test_utf16_without_its_mark_is_refused(self) -> None:
        assert "CSV UTF-8" in refusal(read_csv(HEADER, ANNA, encoding="utf-16-le"))

    def test_cut_off_utf16_is_refused(self) -> None:
        content = "\n".join([HEADER, ANNA]).encode("utf-16")[:-1]
        assert "Line 2" in refusal(read(content))

    def test_an_open_quotation_mark_swallows_nobody(self) -> None:
        fault = only(
            read_csv(HEADER, ANNA, 'b@example.org,"Ben,HQ,staff', "c@example.org,C,HQ,staff")
        )
        assert fault.row == 3
        assert "quotation mark" in fault.message

    def test_counts_a_cell_with_line_breaks_as_one_row(self) -> None:
        roster = read_csv(HEADER + ",Note", f'{ANNA},"two\nlines"', "bad,Ben,HQ,staff,")
        assert only(roster).row == 3

    def test_a_shifted_row_is_a_fault(self) -> None:
        fault = only(read_csv(HEADER, "a@example.org,Weber, Anna,HQ,staff"))
        assert fault.row == 2
        assert "More cells than columns" in fault.message

    def test_a_null_is_a_fault_even_in_a_column_nobody_chooses(self) -> None:
        fault = only(read_csv(HEADER + ",Note", f"{ANNA},a\0b"))
        assert (fault.row, fault.column) == (2, "Note")

    @pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
    def test_every_line_ending(self, ending: str) -> None:
        assert len(read(ending.join([HEADER, ANNA, ""]).encode()).rows) == 1


class TestReadWorkbook:
    def test_reads_values_as_the_spreadsheet_shows_them(self) -> None:
        header = ["email", "Name", "Department", "Audience", "Id", "Since", "Level", "Full-time"]
        row = ["a@example.org", "Anna", "HQ", "Staff", 1001, date(2020, 3, 1), 2.0, True]
        roster = read_workbook(header, row)
        assert not roster.faults
        assert roster.rows[0].external_key == "1001"
        assert roster.rows[0].others == {"Since": "2020-03-01", "Level": "2", "Full-time": "TRUE"}

    def test_formulas_are_not_hidden_behind_their_values(self) -> None:
        roster = read_workbook(
            ["E-mail", "name", "Unit", "Audience"],
            ["a@example.org", "Anna", "HQ", "staff"],
            [],
            ["b@example.org", '=CONCAT("Be","n")', "HQ", "staff"],
        )
        assert str(only(roster)) == 'Row 4, column "name": a formula; paste the value instead'

    def test_the_first_visible_sheet_counts(self) -> None:
        book = Workbook()
        book.worksheets[0].sheet_state = "hidden"
        sheet = book.create_sheet("People")
        for line in [HEADER, ANNA]:
            sheet.append(line.split(","))
        file = io.BytesIO()
        book.save(file)
        assert len(read(file.getvalue(), "people.xlsx").rows) == 1

    def test_stated_extent_is_not_believed(self) -> None:
        content = workbook(HEADER.split(","), ANNA.split(","))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = archive.read(SHEET).decode()
        for extent in ["A1:A1", "A1:XFD1048576"]:
            roster = read(replaced(content, SHEET, text.replace("A1:D2", extent)), "x.xlsx")
            assert len(roster.rows) == 1

    def test_an_absurd_row_number_does_not_hang(self) -> None:
        content = workbook(HEADER.split(","), ANNA.split(","))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = archive.read(SHEET).decode().replace('<row r="2"', '<row r="99999999999"')
        started = time.monotonic()
        assert read(replaced(content, SHEET, text), "x.xlsx").rows == ()
        assert time.monotonic() - started < 10

    def test_a_million_empty_rows_do_not_hang(self) -> None:
        content = workbook(HEADER.split(","), ANNA.split(","))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = archive.read(SHEET).decode()
        empty = "".join(f'<row r="{row}"/>' for row in range(3, 1_000_003))
        text = text.replace("</sheetData>", f"{empty}</sheetData>")
        started = time.monotonic()
        assert len(read(replaced(content, SHEET, text), "x.xlsx").rows) == 1
        assert time.monotonic() - started < 15

    def test_refuses_a_zip_bomb_before_reading_it(self) -> None:
        bomb = replaced(workbook(HEADER.split(",")), "xl/styles.xml", b" " * 20 * MEGABYTE)
        assert len(bomb) < MEGABYTE
        started = time.monotonic()
        message = refusal(read(bomb, "x.xlsx", max_bytes=MEGABYTE))
        assert "Unpacked" in message
        assert time.monotonic() - started < 0.5

    def test_refuses_a_row_of_endless_cells(self) -> None:
        content = workbook(HEADER.split(","))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = archive.read(SHEET).decode()
        text = text.replace("</sheetData>", f"<row>{'<c/>' * 3_000_000}</row></sheetData>")
        started = time.monotonic()
        assert "unusual" in refusal(read(replaced(content, SHEET, text), "x.xlsx"))
        assert time.monotonic() - started < 3

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_refuses_entities(self, encoding: str) -> None:
        text = (
            f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "bbb">]>'
            "<worksheet>&b;</worksheet>"
        )
        content = replaced(workbook(HEADER.split(",")), SHEET, text.encode(encoding))
        assert "entities" in refusal(read(content, "x.xlsx"))

    @pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET])
    def test_a_damaged_workbook_is_a_fault(self, part: str) -> None:
        content = replaced(workbook(HEADER.split(",")), part, "<broken")
        assert "damaged" in refusal(read(content, "x.xlsx"))

    def test_a_cut_off_workbook_is_a_fault(self) -> None:
        assert "damaged" in refusal(read(workbook(HEADER.split(","))[:900], "x.xlsx"))

    def test_another_archive_is_a_fault(self) -> None:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("content.xml", "<office/>")
        assert "damaged" in refusal(read(file.getvalue(), "x.xlsx"))


class TestFile:
    def test_too_large_says_both_sizes(self) -> None:
        message = refusal(read(b"x" * (2 * MEGABYTE), max_bytes=MEGABYTE))
        assert "2 MB" in message
        assert "1 MB" in message

    def test_too_large_is_not_read(self) -> None:
        class Huge(io.BytesIO):
            def seek(self, offset: int, whence: int = 0) -> int:
                return 2**40 if whence == io.SEEK_END else super().seek(offset, whence)

            def read(self, size: int | None = -1) -> bytes:
                raise AssertionError("read although too large")

        roster = read_roster(Huge(b""), "x.csv", max_bytes=MEGABYTE, max_rows=10)
        assert "1048576 MB" in refusal(roster)

    def test_empty(self) -> None:
        assert "empty" in refusal(read(b""))

    @pytest.mark.parametrize("content", [b"\n\n", "\ufeff".encode(), b",,,\n"])
    def test_empty_header(self, content: bytes) -> None:
        assert "Row 1 is empty" in refusal(read(content))

    @pytest.mark.parametrize("lines", [[HEADER], [HEADER, "", ",,,", " , , , "]])
    def test_nobody_in_it(self, lines: list[str]) -> None:
        assert "nobody" in refusal(read_csv(*lines))

    @pytest.mark.parametrize("name", ["x.xls", "x.ods", "x.xlsm", "x.pdf", "x"])
    def test_other_kinds_say_what_to_save(self, name: str) -> None:
        assert "CSV UTF-8" in refusal(read(b"PK\x03\x04....", name))

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("x.csv", b"PK\x03\x04...."),
            ("x.csv", b"\xd0\xcf\x11\xe0...."),
            ("x.xlsx", b"\xd0\xcf\x11\xe0...."),
            ("x.xlsx", b"E-mail,Name"),
        ],
    )
    def test_the_content_must_fit_the_ending(self, name: str, content: bytes) -> None:
        assert "is no" in refusal(read(content, name))

    def test_too_many_rows(self) -> None:
        lines = [HEADER, *(f"a{i}@example.org,A,HQ,staff" for i in range(11))]
        assert "more than 10 rows" in refusal(read_csv(*lines, max_rows=10))
        assert len(read_csv(*lines, max_rows=11).rows) == 11

    def test_missing_columns_are_all_named(self) -> None:
        roster = read_csv("Name,Place", "Anna,Bonn")
        assert {fault.column for fault in roster.faults} == {"e-mail", "unit", "audience"}
        assert {fault.row for fault in roster.faults} == {None}

    @pytest.mark.parametrize(
        ("more", "column"), [("Department", "Department"), ("email", "email"), ("Age,AGE", "AGE")]
    )
    def test_doubled_columns(self, more: str, column: str) -> None:
        fault = only(read_csv(f"{HEADER},{more}", ANNA))
        assert (fault.row, fault.column) == (None, column)

    def test_too_many_columns(self) -> None:
        more = [f"c{i}" for i in range(100)]
        assert "100 columns" in refusal(read_csv(",".join([HEADER, *more]), ANNA))
        assert "100 columns" in refusal(read_workbook([*HEADER.split(","), *more]))

    @pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
    @pytest.mark.parametrize(
        "content", [b"\0" * 99, b'"', b'"' * 99_999, b"PK\x03\x04" * 99, b"\xff\xfe"]
    )
    def test_rubbish_never_raises(self, name: str, content: bytes) -> None:
        assert read(content, name).faults

    def test_refuses_a_column_name_without_end(self) -> None:
        roster = read_csv(f"email,name,unit,audience,{'x' * 121}", "a@b.example,Ann,Sales,staff,1")
        assert "more than 120 letters" in only(roster).message


class TestRows:
    def test_header_names_are_free_in_case_and_wording(self) -> None:
        roster = read_csv(
            " EMAIL , NAME ,department,AUDIENCE,Account,External Key",
            "a@example.org,Anna,Sales/North / Hull,Employee,,7",
            "b@example.org,,,Customer,Acme,",
        )
        assert not roster.faults
        anna, buyer = roster.rows
        assert (anna.number, anna.unit, anna.audience) == (2, ("Sales", "North", "Hull"), "staff")
        assert (anna.external_key, anna.account) == ("7", "")
        assert (buyer.audience, buyer.account, buyer.unit, buyer.name) == (
            "customers",
            "Acme",
            (),
            "",
        )

    @pytest.mark.parametrize(
        ("text", "audience"),
        [("STAFF", "staff"), ("employees", "staff"), ("Leader", "leaders"), ("leaders", "leaders")],
    )
    def test_audiences(self, text: str, audience: str) -> None:
        assert read_csv(HEADER, f"a@example.org,A,HQ,{text}").rows[0].audience == audience

    @pytest.mark.parametrize(
        ("row", "column", "words"),
        [
            ("anna@,Anna,HQ,staff,,", "E-mail", "not an e-mail address"),
            (",,HQ,staff,,", "Name", "Enter a name"),
            (
                f"a@{'x' * 60}.{'y' * 60}.{'z' * 60}.{'w' * 60}.example.org,A,HQ,staff,,",
                "E-mail",
                "254",
            ),
            (f"a@example.org,{'A' * 121},HQ,staff,,", "Name", "at most 120"),
            ("a@example.org,Anna,,staff,,", "Unit", "Enter the unit"),
            ("a@example.org,Anna,Sales //North,staff,,", "Unit", "slash"),
            ("a@example.org,Anna,a/b/c/d/e/f/g,staff,,", "Unit", "at most 6"),
            (f"a@example.org,Anna,{'S' * 81},staff,,", "Unit", "at most 80"),
            (f"a@example.org,Anna,{'/'.join(['S' * 79] * 5)},staff,,", "Unit", "at most 400"),
            ("a@example.org,Anna,HQ,boss,,", "Audience", "staff, leaders, customers"),
            ("a@example.org,Anna,HQ,,,", "Audience", "staff, leaders, customers"),
            ("a@example.org,Anna,,customer,,", "Account", "Enter the account"),
            ("a@example.org,Anna,HQ,staff,Acme,", "Account", "Only customers"),
            (f"a@example.org,Anna,,customers,{'A' * 121},", "Account", "at most 120"),
            (f"a@example.org,Anna,HQ,staff,,{'1' * 81}", "ID", "at most 80"),
            ("=HYPERLINK(1),Anna,HQ,staff,,", "E-mail", "a formula; paste the value"),
            ("a@example.org,=1+1,HQ,staff,,", "Name", "a formula; paste the value"),
            ("a@example.org,@SUM(1),HQ,staff,,", "Name", "reads as a formula"),
            ("a@example.org,-Anna,HQ,staff,,", "Name", "reads as a formula"),
            ("a@example.org,Anna,HQ / +North,staff,,", "Unit", "reads as a formula"),
            ("a@example.org,Anna,,customer,=Acme,", "Account", "a formula"),
            ("a@example.org,Anna,HQ,=A1,,", "Audience", "a formula"),
            ("a@example.org,#N/A,HQ,staff,,", "Name", "an error of the spreadsheet"),
            ("a@example.org,An\x07na,HQ,staff,,", "Name", "U+0007"),
            ("a@example.org,An\u202ena,HQ,staff,,", "Name", "U+202E"),
            ("a@example.org,An\x00na,HQ,staff,,", "Name", "U+0000"),
        ],
    )
    def test_each_mistake_names_its_cell(self, row: str, column: str, words: str) -> None:
        roster = read_csv(ACCOUNTS, "", row)
        fault = only(roster)
        assert (fault.row, fault.column) == (3, column)
        assert words in fault.message
        assert roster.rows == ()

    def test_a_lone_dash_is_an_empty_cell(self) -> None:
        roster = read_csv(ACCOUNTS + ",Grade", "-,Anna,HQ,staff,–,-,-")
        assert not roster.faults
        assert roster.rows[0].email == roster.rows[0].account == roster.rows[0].external_key == ""
        assert roster.rows[0].others == {"Grade": ""}

    def test_several_faults_of_a_row_come_together(self) -> None:
        roster = read_csv(ACCOUNTS, "anna@,=1,,boss,Acme,-7")
        assert [fault.column for fault in roster.faults] == ["Audience", "E-mail", "Name"]

    def test_the_account_column_is_needed_only_for_customers(self) -> None:
        assert not read_csv(HEADER, ANNA).faults
        roster = read_csv(HEADER, ANNA, "b@example.org,B,,customer", "c@example.org,C,,customer")
        fault = only(roster)
        assert (fault.row, fault.column) == (None, "account")
        assert "Row 3" in fault.message

    def test_an_address_may_be_shared_only_under_different_ids(self) -> None:
        def faults(*ids: str) -> list[tuple[int | None, str, str]]:
            rows = [f"a@example.org,A,HQ,staff,,{key}" for key in ids]
            return [(f.row, f.column, f.message[:5]) for f in read_csv(ACCOUNTS, *rows).faults]

        assert faults("1", "2", "3") == []
        assert faults("", "") == [(3, "E-mail", "Row 2")]
        assert faults("1", "") == [(3, "E-mail", "Row 2")]
        assert faults("", "2", "3") == [(3, "E-mail", "Row 2"), (4, "E-mail", "Row 2")]
        assert faults("1", "1") == [(3, "ID", "Row 2")]

    def test_addresses_are_compared_without_case(self) -> None:
        assert only(read_csv(HEADER, ANNA, ANNA.replace("anna@", "ANNA@"))).column == "E-mail"

    def test_faults_are_capped_and_the_rest_counted(self) -> None:
        roster = read_csv(HEADER, *(f"bad{i},A,HQ,staff" for i in range(250)))
        assert len(roster.faults) == 201
        assert roster.faults[-1] == Fault(None, "", "and 50 more")

    def test_wants_something_to_tell_two_people_apart(self) -> None:
        roster = read_csv(
            "email,name,unit,audience,id",
            ",Ann Young,Sales,staff,",
            ",Ann Young,Service,staff,",
            ",ann young,Sales,staff,",
            ",Ann Young,Sales,staff,7",
        )
        fault = only(roster)
        assert (fault.row, fault.column) == (4, "name")
        assert "Row 2 has the same name there" in fault.message


class TestChooseAttributes:
    def roster(self, *values: str) -> RosterFile:
        rows = [f"a{i}@example.org,A,HQ,staff,{value},x" for i, value in enumerate(values)]
        return read_csv(f"{HEADER},Grade,Site", *rows)

    def test_offers_every_other_column(self) -> None:
        roster = self.roster("B", "A", "", "B")
        assert roster.other_columns == ("Grade", "Site")
        assert choose_attributes(roster, ["Grade", "Site"]) == []

    def test_an_unnamed_column_is_ignored(self) -> None:
        assert read_csv(f",{HEADER}", f"1,{ANNA}").other_columns == ()

    def test_at_most_eight_values(self) -> None:
        assert choose_attributes(self.roster(*"12345678"), ["Grade"]) == []
        fault = choose_attributes(self.roster(*"123456789"), ["Grade"])[0]
        assert "9 different values" in fault.message

    def test_at_most_three_columns(self) -> None:
        names = [f"c{i}" for i in range(MOST_ATTRIBUTES + 1)]
        roster = read_csv(",".join([HEADER, *names]), ANNA)
        assert choose_attributes(roster, names[:-1]) == []
        assert "at most 3" in choose_attributes(roster, names)[0].message

    def test_unknown_column(self) -> None:
        assert '"Age"' in choose_attributes(self.roster("A"), ["Age"])[0].message

    @pytest.mark.parametrize("value", ["=1+1", "+a", "@x", "a\u202eb", "x" * 81])
    def test_a_dangerous_value_counts_only_if_chosen(self, value: str) -> None:
        roster = self.roster("A", value)
        assert not roster.faults
        fault = choose_attributes(roster, ["Grade"])[0]
        assert (fault.row, fault.column) == (3, "Grade")
        assert fault.message.startswith('Row 3, column "Grade": ')

    def test_signed_numbers_are_no_formulas(self) -> None:
        assert choose_attributes(self.roster("-1", "+2.5", "-3%"), ["Grade"]) == []

    def test_long_column_name(self) -> None:
        name = "x" * 61
        roster = read_csv(f"{HEADER},{name}", f"{ANNA},a")
        assert "at most 60" in choose_attributes(roster, [name])[0].message


def test_json_brings_everything_back() -> None:
    roster = read_csv(f"{HEADER},Grade", f"{ANNA},A", "bad,B,HQ,staff,B")
    assert roster.rows
    assert roster.faults
    assert RosterFile.from_json(roster.to_json()) == roster


class TestSpeed:
    rows = [
        [f"person{i}@example.org", f"Person {i}", f"Unit {i % 200} / Team", "staff", f"G{i % 5}"]
        for i in range(50_000)
    ]

    def test_fifty_thousand_rows_of_csv(self) -> None:
        lines = [",".join(row) for row in self.rows]
        started = time.monotonic()
        roster = read_csv(f"{HEADER},Grade", *lines)
        assert time.monotonic() - started < 8
        assert len(roster.rows) == 50_000
        assert choose_attributes(roster, ["Grade"]) == []

    def test_fifty_thousand_rows_of_a_workbook(self) -> None:
        content = workbook([*HEADER.split(","), "Grade"], *self.rows)
        started = time.monotonic()
        roster = read(content, "x.xlsx")
        assert time.monotonic() - started < 15
        assert len(roster.rows) == 50_000
