"""Reading a spreadsheet, CSV or XLSX, as rows of texts. A bad file is refused, in words."""

import codecs
import csv
import io
import math
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, BinaryIO, NoReturn
from xml.parsers import expat

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

MOST_COLUMNS = 100
# A workbook may unpack to this many times the largest file; beyond lies a zip bomb.
MOST_EXPANSION = 15
# And hold this many XML elements, which cost far more memory than they have bytes.
MOST_ELEMENTS = 2_000_000
LAST_ROW = 1_048_576
SAVE_AGAIN = gettext_lazy('Open it in your spreadsheet program; save it as .xlsx or "CSV UTF-8".')


@dataclass(frozen=True)
class Fault:
    """Something to correct; ``row`` is None where it concerns the file or a whole column."""

    row: int | None
    column: str
    message: str

    def __str__(self) -> str:
        if self.row is None:
            return self.message
        text = _('Row %(row)d, column "%(column)s": %(message)s')
        return (text if self.column else _("Row %(row)d: %(message)s")) % vars(self)


class Refused(Exception):
    """The file as a whole cannot be read; the arguments are its faults."""


def refuse(message: str, **values: object) -> NoReturn:
    """Stop reading, with a fault of the file as a whole."""
    raise Refused(Fault(None, "", message % values))


def read_rows(file: BinaryIO, ending: str, max_bytes: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the filled rows with their numbers, the header first and always as number 1."""
    size = file.seek(0, io.SEEK_END)
    if size > max_bytes:
        message = _("The file has %(size)s MB; at most %(most)s MB can be read. Split it.")
        refuse(message, size=_megabytes(size), most=_megabytes(max_bytes))
    if not size:
        refuse(_("The file is empty."))
    file.seek(0)
    _check_kind(ending, file.read(8))
    file.seek(0)
    rows: Iterator[Sequence[Any]] = (
        _workbook_rows(file, max_bytes * MOST_EXPANSION)
        if ending == ".xlsx"
        else _csv_rows(_decode(file.read()))
    )
    for number, row in enumerate(rows, start=1):
        cells = [_text(value) for value in row]
        if number == 1 or any(cells):
            yield number, cells


def _megabytes(size: int) -> str:
    return f"{math.ceil(size * 10 / 1024**2) / 10:.1f}".removesuffix(".0")


def _check_kind(ending: str, start: bytes) -> None:
    """Refuse what is not a spreadsheet that can be read, whatever its name says."""
    is_archive, is_old = start.startswith(b"PK\x03\x04"), start.startswith(b"\xd0\xcf\x11\xe0")
    if ending not in {".xlsx", ".csv", ".tsv", ".txt"}:
        message = _('A file ending in "%(ending)s" cannot be read. %(advice)s')
        refuse(message, ending=ending, advice=SAVE_AGAIN)
    if is_archive != (ending == ".xlsx") or is_old:
        message = _('The file is no "%(ending)s", or it has a password. %(advice)s')
        refuse(message, ending=ending, advice=SAVE_AGAIN)


def _text(value: Any) -> str:
    """Return a cell as it reads in the spreadsheet; a formula begins with "="."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return "=" if isinstance(value, ArrayFormula | DataTableFormula) else str(value)


def _decode(data: bytes) -> str:
    """Return the text; the encoding is never guessed, since a wrong guess spoils names."""
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    line = 1
    try:
        text = data.decode("utf-16" if is_utf16 else "utf-8-sig")
        if "\0" not in _first_line(text):
            return text
    except UnicodeDecodeError as error:
        good = error.object[: error.start].decode(error.encoding, "ignore")
        line += max(good.count("\n"), good.count("\r"))
    refuse(_("Line %(line)d holds unreadable letters. %(advice)s"), line=line, advice=SAVE_AGAIN)


def _first_line(text: str) -> str:
    return re.split("[\r\n]", text[:100_000], maxsplit=1)[0]


def _csv_rows(text: str) -> Iterator[list[str]]:
    """Yield every row, empty ones too; the separator is whichever parts the header most."""
    first = _first_line(text)
    delimiter = max(",;\t", key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))
    number = 0
    try:
        # Strictly, because a quotation mark left open would swallow the people that follow.
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            number += 1
            yield cells
    except csv.Error:
        message = _("A quotation mark is not closed, or text follows a closed one. Correct it.")
        raise Refused(Fault(number + 1, "", message)) from None


def _workbook_rows(file: BinaryIO, most_bytes: int) -> Iterator[Sequence[Any]]:
    """Yield every row of the first visible sheet, cut to the header's width."""
    try:
        _check_archive(file, most_bytes)
        with (
            warnings.catch_warnings(action="ignore"),
            closing(load_workbook(file, read_only=True, keep_links=False)) as book,
        ):
            sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
            # What the file says about its own extent may be wrong, or meant to exhaust us.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS + 1, values_only=True)
            header = next(rows, ())
            width = max((i for i, name in enumerate(header, start=1) if _text(name)), default=0)
            yield header[:width]
            for row in rows:
                yield row[:width]
    except Refused:
        raise
    except Exception:
        # A damaged or overgrown workbook raises nearly anything.
        refuse(_("The workbook is damaged or of an unusual kind. %(a)s"), a=SAVE_AGAIN)


def _check_archive(file: BinaryIO, most_bytes: int) -> None:
    """Refuse a workbook that grows too large or declares entities; openpyxl guards against neither.

    zipfile never unpacks more than the declared sizes, which are summed here.
    """
    elements = iter(range(MOST_ELEMENTS))
    with zipfile.ZipFile(file) as archive:
        if sum(part.file_size for part in archive.infolist()) > most_bytes:
            message = _("Unpacked, the workbook has more than %(most)s MB. %(advice)s")
            refuse(message, most=_megabytes(most_bytes), advice=SAVE_AGAIN)
        for part in archive.infolist():
            parser = expat.ParserCreate()
            parser.StartDoctypeDeclHandler = _refuse_entities
            # Raises StopIteration at the first element too many.
            parser.StartElementHandler = lambda *_element: next(elements)
            with archive.open(part) as content, suppress(expat.ExpatError):
                parser.ParseFile(content)


def _refuse_entities(*_declaration: object) -> NoReturn:
    """Stop at a document type; no spreadsheet program writes one."""
    refuse(_("The workbook declares XML entities, which is not safe. %(a)s"), a=SAVE_AGAIN)
