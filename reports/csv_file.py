"""CSV files of answers that were collected elsewhere: from bytes to rows, and what is wrong.

Faults are told all at once, by row and column as a spreadsheet counts them, lines of comment
included.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NoReturn

from django.utils.translation import gettext as _

MOST_FAULTS = 50
DONT_KNOW_WORD = "dk"
# What statistics programs write where there is no answer.
MISSING_WORDS = frozenset({"na", "nan", "n/a", "null", "."})
COMMENT = "#"
# What a line may hold in front of a comment, or altogether if it is empty.
BLANK = '",; \t\r\n'


@dataclass(frozen=True)
class Fault:
    """Something to correct; ``row`` is None where it concerns the file or a whole column."""

    row: int | None
    column: str
    message: str

    def __str__(self) -> str:
        where = [_("row %(row)d") % {"row": self.row}] if self.row else []
        where += [_('column "%(column)s"') % {"column": self.column}] if self.column else []
        text = ", ".join(where)
        return f"{text[:1].upper()}{text[1:]}: {self.message}" if text else self.message


class Faults:
    """The first faults of a file, and how many follow."""

    def __init__(self) -> None:
        self.first: list[Fault] = []
        self.more = 0

    def add(self, row: int, column: str, message: str) -> None:
        """Keep a fault, or count it if there are many already."""
        if len(self.first) < MOST_FAULTS:
            self.first.append(Fault(row, column, message))
        else:
            self.more += 1


class AnswerFileError(Exception):
    """The file cannot be used: ``faults`` are the first, ``more`` how many follow."""

    def __init__(self, faults: Sequence[Fault], more: int = 0) -> None:
        super().__init__(faults, more)
        self.faults = tuple(faults)
        self.more = more

    def __str__(self) -> str:
        lines = [str(fault) for fault in self.faults]
        if self.more:
            lines.append(_("and %(n)d more") % {"n": self.more})
        return "\n".join(lines)


def refuse(message: str) -> NoReturn:
    """Raise AnswerFileError about the file as a whole."""
    raise AnswerFileError([Fault(None, "", message)])


def decode(data: bytes) -> str:
    """Return the text; the encoding is never guessed, since a wrong guess spoils words."""
    if not data.strip():
        refuse(_("The file is empty."))
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if data.startswith(b"PK\x03\x04") or (b"\0" in data and not is_utf16):
        refuse(_('This is not a CSV file. Save the sheet as "CSV UTF-8" and use that file.'))
    try:
        return data.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        good = error.object[: error.start].decode(error.encoding, "ignore")
        message = _('Line %(line)d holds unreadable letters. Save the file as "CSV UTF-8".')
        refuse(message % {"line": 1 + max(good.count("\n"), good.count("\r"))})


def numbered_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield header and rows with their numbers; comments may stand above the header.

    Spreadsheets put a comment in quotation marks if it contains a separator.
    """
    lines = io.StringIO(text, newline="")
    number, first = 1, lines.readline()
    while first and (not first.strip(BLANK) or first.lstrip(BLANK).startswith(COMMENT)):
        number, first = number + 1, lines.readline()
    delimiter = max(",;\t", key=first.count)
    lines.seek(lines.tell() - len(first))
    try:
        # Strictly, because a quotation mark left open would swallow the rows that follow.
        for cells in csv.reader(lines, delimiter=delimiter, strict=True):
            yield number, [cell.strip() for cell in cells]
            number += 1
    except csv.Error:
        message = _("A quotation mark is not closed, or text follows a closed one. Correct it.")
        raise AnswerFileError([Fault(number, "", message)]) from None
