"""Tables as an XLSX file in which nothing is computed."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from organisations.plain_text import for_xml

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What spreadsheets, also by way of CSV, take for the beginning of a formula or an error.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n", "#")
COLUMN_WIDTH = 24
NARROWEST, WIDEST = 9, 60
# Of the name of a page in a file, in UTF-16 as Excel counts, and what may not stand in it.
LONGEST_TAB = 31
NOT_IN_TABS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
A4 = 9
BOLD, HEADING = Font(bold=True), Font(bold=True, size=14)
WRAPPED = Alignment(wrap_text=True, vertical="top")


class Shown(float):
    """A number that is shown in a format of spreadsheets, such as ``0%``."""

    format: str

    def __new__(cls, value: float, format: str) -> "Shown":
        """Return the number with its format."""
        made = super().__new__(cls, value)
        made.format = format
        return made


@dataclass(frozen=True)
class Sheet:
    """A table for a file: its rows, the first of them the header, and what is said above it.

    ``units`` says of titles in the header what the numbers below are.
    """

    name: str
    rows: Iterable[Iterable[object]]
    caption: str = ""
    units: Mapping[str, str] = field(default_factory=dict)


def spreadsheet(rows: Iterable[Iterable[object]], *, name: str) -> HttpResponse:
    """Return rows, the first of them the header, as a file."""
    return workbook([Sheet(name, rows)], name=name)


def workbook(sheets: Iterable[Sheet], *, name: str) -> HttpResponse:
    """Return tables as a file.

    Texts stay texts whatever they begin with; times lose their zone, which XLSX does not know.
    """
    book = Workbook(write_only=True)
    pages = list(sheets)
    for sheet, tab in zip(pages, tabs(pages), strict=True):
        _write(book.create_sheet(tab), sheet)
    return _response(book, name)


def book_of_tables(sheets: Iterable[Sheet], *, name: str) -> HttpResponse:
    """Return tables as a file to read and to print, with a list of them on its first page."""
    book = Workbook(write_only=True)
    pages = [
        Sheet(each.name, [list(row) for row in each.rows], each.caption, each.units)
        for each in sheets
    ]
    names = tabs(pages)
    _write_contents(book.create_sheet(_("Contents")), pages, names)
    for sheet, tab in zip(pages, names, strict=True):
        _write_table(book.create_sheet(tab), sheet)
    return _response(book, name)


def tabs(sheets: Sequence[Sheet]) -> list[str]:
    """Return the names of the pages: numbered, no two are alike, whatever people call things."""
    found = []
    for place, sheet in enumerate(sheets, start=1):
        tab = (f"{place} " if len(sheets) > 1 else "") + NOT_IN_TABS.sub(" ", sheet.name)
        tab = for_xml(tab)
        tab = tab.encode("utf-16-le")[: 2 * LONGEST_TAB].decode("utf-16-le", "ignore")
        # Excel takes a file for damaged in which a tab ends with an apostrophe.
        found.append(tab.rstrip(" '"))
    return found


def _response(book: Workbook, name: str) -> HttpResponse:
    file = io.BytesIO()
    book.save(file)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["Cache-Control"] = "no-store, private"
    return response


def _write(page: Any, sheet: Sheet) -> None:
    """Write a table on a page of a file; what is above the rows stays in sight."""
    lines = iter(sheet.rows)
    titles = list(next(lines))
    page.freeze_panes = "A3" if sheet.caption else "A2"
    for place in range(len(titles)):
        page.column_dimensions[get_column_letter(place + 1)].width = COLUMN_WIDTH
    if sheet.caption:
        page.append([_cell(page, sheet.caption)])
    page.append([_cell(page, title, BOLD) for title in titles])
    for line in lines:
        page.append([_cell(page, value) for value in line])


def _write_contents(page: Any, sheets: Sequence[Sheet], names: Sequence[str]) -> None:
    """List the tables, each with the way to it."""
    _set_up(page, [6, WIDEST, 10], header=1)
    page.append([_cell(page, title, BOLD) for title in (_("No."), _("Table"), _("Rows"))])
    for place, (sheet, tab) in enumerate(zip(sheets, names, strict=True), start=1):
        table = WriteOnlyCell(page, for_xml(sheet.name))
        table.data_type, table.style = "s", "Hyperlink"
        quoted = tab.replace("'", "''")
        table.hyperlink = f"#'{quoted}'!A1"
        page.append([place, table, len(list(sheet.rows)) - 1])


def _write_table(page: Any, sheet: Sheet) -> None:
    """Write a table below its title and its note, ready to be read and printed."""
    titles, *lines = [list(row) for row in sheet.rows]
    _set_up(page, [_width(column) for column in zip(titles, *lines, strict=True)], header=3)
    page.append([_cell(page, sheet.name, HEADING)])
    page.append([_cell(page, sheet.caption)])
    page.append([_cell(page, _with_unit(title, sheet.units), BOLD) for title in titles])
    for line in lines:
        page.append([_cell(page, value) for value in line])


def _with_unit(title: object, units: Mapping[str, str]) -> object:
    unit = units.get(str(title))
    return f"{title} ({unit})" if unit else title


def _set_up(page: Any, widths: Sequence[float], *, header: int) -> None:
    """Set widths, what stays in sight, and how the page is printed: across, a row on one sheet."""
    for place, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.freeze_panes = f"A{header + 1}"
    page.print_title_rows = f"{header}:{header}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.left.text, page.oddFooter.right.text = "&A", "&P / &N"


def _width(column: Sequence[object]) -> float:
    longest = max(len(line) for value in column for line in str(value).split("\n"))
    return min(max(longest + 2, NARROWEST), WIDEST)


def _cell(sheet: Any, value: object, font: Font | None = None) -> object:
    """Return what to write for a value; a text that could be computed as one that is not."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value).replace(tzinfo=None)
    if value is None or value == "":
        return None
    if isinstance(value, Shown):
        number = WriteOnlyCell(sheet, float(value))
        number.number_format = value.format
        return number
    if isinstance(value, date | bool | int | float):
        return value
    text = for_xml(str(value))
    is_long = len(text) > WIDEST and font is None
    if font is None and not is_long and not text.startswith(FORMULA_MARKS):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if font is not None:
        cell.font = font
    # The apostrophe in front, as spreadsheets call it: nothing is computed when it is edited.
    cell.quotePrefix = text.startswith(FORMULA_MARKS)
    return cell
