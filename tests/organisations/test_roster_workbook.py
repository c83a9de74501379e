import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from organisations.roster_file import choose_attributes
from tests.organisations.roster_files import (
    ANNA,
    HEADER,
    MEGABYTE,
    SHEET,
    only,
    read,
    read_csv,
    read_workbook,
    refusal,
    replaced,
    workbook,
)
from tests.pace import within


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
        with within(10):
            assert read(replaced(content, SHEET, text), "x.xlsx").rows == ()

    def test_a_million_empty_rows_do_not_hang(self) -> None:
        content = workbook(HEADER.split(","), ANNA.split(","))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = archive.read(SHEET).decode()
        empty = "".join(f'<row r="{row}"/>' for row in range(3, 1_000_003))
        text = text.replace("</sheetData>", f"{empty}</sheetData>")
        with within(15):
            assert len(read(replaced(content, SHEET, text), "x.xlsx").rows) == 1

    def test_refuses_a_zip_bomb_before_reading_it(self) -> None:
        bomb = replaced(workbook(HEADER.split(",")), "xl/styles.xml", b" " * 20 * MEGABYTE)
        assert len(bomb) < MEGABYTE
        with within(0.5):
            message = refusal(read(bomb, "x.xlsx", max_bytes=MEGABYTE))
            assert "Unpacked" in message

    def test_refuses_a_row_of_endless_cells(self) -> None:
        content = workbook(HEADER.split(","))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = archive.read(SHEET).decode()
        text = text.replace("</sheetData>", f"<row>{'<c/>' * 3_000_000}</row></sheetData>")
        with within(3):
            assert "too many cells" in refusal(read(replaced(content, SHEET, text), "x.xlsx"))

    def test_macros_under_another_name_are_found(self) -> None:
        content = io.BytesIO(workbook(HEADER.split(","), ANNA.split(",")))
        with zipfile.ZipFile(content, "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"macros")
        assert "holds macros" in refusal(read(content.getvalue(), "x.xlsx"))

    @pytest.mark.parametrize("cells", ["B1:C1", "A1:A2"])
    def test_merged_column_names_are_refused(self, cells: str) -> None:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.append(["email", "name", None, "unit", "audience"])
        sheet.append(["a@example.org", "Anna", "Weber", "HQ", "staff"])
        sheet.merge_cells(cells)
        file = io.BytesIO()
        book.save(file)
        message = refusal(read(file.getvalue(), "x.xlsx"))
        assert message == f"Row 1 has merged cells ({cells}). Give every column its own name."

    def test_merged_cells_below_are_none_of_our_business(self) -> None:
        book = Workbook()
        sheet = book.worksheets[0]
        for line in [HEADER, ANNA]:
            sheet.append(line.split(","))
        sheet.merge_cells("F11:G12")
        file = io.BytesIO()
        book.save(file)
        assert len(read(file.getvalue(), "x.xlsx").rows) == 1

    def test_dates_and_numbers_where_a_text_should_be(self) -> None:
        roster = read_workbook(
            ["email", "name", "unit", "audience", "id"],
            ["a@example.org", date(2026, 3, 4), "HQ", "staff", 1.0],
            ["b@example.org", "Bert", date(2026, 4, 3), "staff", 2.0],
            ["c@example.org", 4711, "HQ", "staff", 3.0],
            ["d@example.org", "Dora", "HQ", "staff", 4.0],
        )
        assert [(fault.row, fault.column) for fault in roster.faults] == [
            (2, "name"), (3, "unit"), (4, "name"),
        ]  # fmt: skip
        assert roster.rows[0].external_key == "4"

    def test_refuses_a_million_rows_of_empty_cells(self) -> None:
        content = workbook(HEADER.split(","))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = archive.read(SHEET).decode()
        empty = f"<row>{'<c/>' * 8}</row>" * 1_000_000
        content = replaced(content, SHEET, text.replace("</sheetData>", f"{empty}</sheetData>"))
        with within(10):
            assert "too many cells, most of them empty" in refusal(read(content, "x.xlsx"))

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


class TestSpeed:
    rows = [
        [f"person{i}@example.org", f"Person {i}", f"Unit {i % 200} / Team", "staff", f"G{i % 5}"]
        for i in range(50_000)
    ]

    def test_fifty_thousand_rows_of_csv(self) -> None:
        lines = [",".join(row) for row in self.rows]
        with within(8):
            roster = read_csv(f"{HEADER},Grade", *lines)
        assert len(roster.rows) == 50_000
        assert choose_attributes(roster, ["Grade"]) == []

    def test_fifty_thousand_rows_of_a_workbook(self) -> None:
        content = workbook([*HEADER.split(","), "Grade"], *self.rows)
        with within(15):
            roster = read(content, "x.xlsx")
        assert len(roster.rows) == 50_000
