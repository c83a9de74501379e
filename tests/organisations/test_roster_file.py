import io

import pytest

from organisations.roster import read_roster
from tests.organisations.roster_files import (
    ANNA,
    HEADER,
    MEGABYTE,
    only,
    read,
    read_csv,
    read_workbook,
    refusal,
)


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

    @pytest.mark.parametrize("name", ["x.xlsm", "x.xltm", "x.xlsb"])
    def test_a_workbook_with_macros_says_so(self, name: str) -> None:
        assert "with macros" in refusal(read(b"PK\x03\x04....", name))

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

    def test_a_heading_over_the_list_is_recognised(self) -> None:
        message = refusal(read_csv("Staff of Client Ltd,,,", "", HEADER, ANNA))
        assert message.startswith('Row 1 holds nothing but "Staff of Client Ltd".')
        assert "delete the rows above" in message

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
