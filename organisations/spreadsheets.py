"""Reading a spreadsheet, CSV or XLSX, as rows of texts. A bad file is refused, in words."""

import codecs
import csv
import io
import math
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from pathlib import PurePath
from typing import Any, BinaryIO, NoReturn
from xml.parsers import expat

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

MOST_COLUMNS = 100
# A workbook may unpack to this many times the largest file; beyond lies a zip bomb.
MOST_EXPANSION = 15
# And hold this many XML elements, which cost far more memory and time than they have bytes; a
# row may hold this many, because it is in memory as a whole.
MOST_ELEMENTS = 6_000_000
MOST_ELEMENTS_A_ROW = 100_000
LAST_ROW = 1_048_576
# Of faults so many are shown, as one can read, and the rest is counted.
MOST_FAULTS = 200
REPORTED_EVERY = 2000
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


def first_faults(faults: list[Fault]) -> list[Fault]:
    """Return as many as one can read, and how many more there are."""
    if (more := len(faults) - MOST_FAULTS) <= 0:
        return faults
    return [*faults[:MOST_FAULTS], Fault(None, "", _("and %(n)d more") % {"n": more})]


def read_sheet(
    file: BinaryIO,
    filename: str,
    *,
    max_bytes: int,
    max_rows: int,
    too_many: str,
    report: Callable[[int], None] = lambda percent: None,
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows as ``read_rows`` does, the header first, within limits and with progress.

    Raises Refused, in the words of ``too_many`` if there are more than ``max_rows`` below the
    header. ``report`` is told from time to time how many per cent are read; what it raises goes
    through.
    """
    expected = [1]
    ending = PurePath(filename).suffix.lower()
    for count, (number, cells) in enumerate(
        read_rows(file, ending, max_bytes, expect=expected.append)
    ):
        if count > max_rows:
            refuse(too_many, most=f"{max_rows:,}")
        yield number, cells
        if count and count % REPORTED_EVERY == 0:
            report(min(99, 100 * number // max(expected)))


def read_rows(
    file: BinaryIO,
    ending: str,
    max_bytes: int,
    *,
    expect: Callable[[int], object] = lambda rows: None,
) -> Iterator[tuple[int, list[str]]]:
    """Yield the filled rows with their numbers, the header first and always as number 1.

    Raises Refused. ``expect`` is told about how many rows there are, empty ones too.
    """
    check_file(file, ending, max_bytes)
    rows: Iterator[Sequence[Any]]
    if ending == ".xlsx":
        rows = _workbook_rows(file, max_bytes * MOST_EXPANSION, expect)
    else:
        text = _decode(file.read())
        expect(text.count("\n") + 1)
        rows = _csv_rows(text)
    for number, row in enumerate(rows, start=1):
        cells = [_text(value) for value in row]
        if number == 1 or any(cells):
            yield number, cells


def check_file(file: BinaryIO, ending: str, max_bytes: int) -> None:
    """Raise Refused for what can be told from a file's size, name and first bytes alone."""
    size = file.seek(0, io.SEEK_END)
    if size > max_bytes:
        message = _("The file has %(size)s MB; at most %(most)s MB can be read. Split it.")
        refuse(message, size=_megabytes(size), most=_megabytes(max_bytes))
    if not size:
        refuse(_("The file is empty."))
    file.seek(0)
    _check_kind(ending, file.read(8))
    file.seek(0)


def _megabytes(size: int) -> str:
    return f"{math.ceil(size * 10 / 1024**2) / 10:.1f}".removesuffix(".0")


def _check_kind(ending: str, start: bytes) -> None:
    """Refuse what is not a spreadsheet that can be read, whatever its name says."""
    is_archive, is_old = start.startswith(b"PK\x03\x04"), start.startswith(b"\xd0\xcf\x11\xe0")
    if ending in {".xlsm", ".xltm", ".xlsb"}:
        message = _('A workbook with macros ("%(ending)s") is not read. %(advice)s')
        refuse(message, ending=ending, advice=SAVE_AGAIN)
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


def _workbook_rows(
    file: BinaryIO, most_bytes: int, expect: Callable[[int], object]
) -> Iterator[Sequence[Any]]:
    """Yield every row of the first visible sheet, cut to the header's width."""
    try:
        survey = _Survey(file, most_bytes)
        with (
            warnings.catch_warnings(action="ignore"),
            closing(load_workbook(file, read_only=True, keep_links=False)) as book,
        ):
            sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
            path = sheet._worksheet_path
            expect(survey.rows[path])
            if path in survey.merged_headers:
                message = _("Row 1 has merged cells (%(cells)s). Give every column its own name.")
                refuse(message, cells=survey.merged_headers[path])
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


class _Survey:
    """A first look into a workbook; raises Refused for what openpyxl does not guard against.

    That is what grows too large, declares entities, or holds macros. zipfile never unpacks more
    than the declared sizes, which are summed here. ``rows`` is {sheet's path: rows}, and
    ``merged_headers`` is {sheet's path: merged cells that reach into its first row}.
    """

    def __init__(self, file: BinaryIO, most_bytes: int) -> None:
        self.rows: Counter[str] = Counter()
        self.merged_headers: dict[str, str] = {}
        self.elements = self.elements_of_row = 0
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > most_bytes:
                message = _("Unpacked, the workbook has more than %(most)s MB. %(advice)s")
                refuse(message, most=_megabytes(most_bytes), advice=SAVE_AGAIN)
            if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
                refuse(_("The workbook holds macros and is not read. %(a)s"), a=SAVE_AGAIN)
            for part in parts:
                parser = expat.ParserCreate(namespace_separator=" ")
                self.elements_of_row = 0
                parser.StartDoctypeDeclHandler = _refuse_entities
                parser.StartElementHandler = partial(self._start, part.filename)
                with archive.open(part) as content, suppress(expat.ExpatError):
                    parser.ParseFile(content)

    def _start(self, path: str, name: str, values: dict[str, str]) -> None:
        self.elements += 1
        self.elements_of_row += 1
        tag = name.rpartition(" ")[2]
        if tag == "row":
            self.rows[path] += 1
            self.elements_of_row = 0
        elif tag == "si" and path not in self.rows:
            # A text shared by cells; it is read on its own, as a row is.
            self.elements_of_row = 0
        elif tag == "mergeCell" and re.match(r"[A-Z]+1(:|$)", values.get("ref", "")):
            self.merged_headers.setdefault(path, values["ref"])
        if self.elements > MOST_ELEMENTS or self.elements_of_row > MOST_ELEMENTS_A_ROW:
            message = _(
                "The workbook has too many cells, most of them empty. Copy the filled rows into "
                "a new workbook, and save that as .xlsx."
            )
            refuse(message)


def _refuse_entities(*_declaration: object) -> NoReturn:
    """Stop at a document type; no spreadsheet program writes one."""
    refuse(_("The workbook declares XML entities, which is not safe. %(a)s"), a=SAVE_AGAIN)
