"""Roster files, and reading them below the pages."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from organisations.roster import read_roster
from organisations.roster_file import RosterFile
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
