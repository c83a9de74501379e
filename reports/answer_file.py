"""Answers that were collected elsewhere: reading a CSV of them, and the header it needs.

A response is a row. The columns are ``audience``, ``unit`` and any attributes, then the codes
of the framework's items. What is wrong is told all at once, by row and column as a spreadsheet
counts them, lines of comment included.
"""

import codecs
import csv
import difflib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from django.utils.translation import gettext as _

from maturity.answers import DONT_KNOW, NOT_ANSWERED, Answers, stack
from maturity.framework import Framework, Item

MOST_FAULTS = 50
AUDIENCE, UNIT = "audience", "unit"
DONT_KNOW_WORD = "dk"
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


@dataclass(frozen=True)
class AnswerFile:
    """Answers by audience, of shape (respondents, items of its questionnaire).

    ``ratings`` are the assessor's by item code, 0 for not rated; ``blank_rows`` counts the
    rows without any answer, which were left out.
    """

    responses: Mapping[str, Answers]
    ratings: Mapping[str, int]
    blank_rows: int


def read_answers(data: bytes, framework: Framework) -> AnswerFile:
    """Read a CSV of answers to a framework; raises AnswerFileError with all its faults."""
    rows = _rows(_decode(data))
    _number, header = next(rows, (0, []))
    responses = _Responses(framework, _places(header, framework), header)
    for number, cells in rows:
        if any(cells):
            responses.read(number, cells)
    return responses.finish()


def template(framework: Framework, audience: str) -> str:
    """Return the header that answers of an audience need, below comments that explain it.

    Raises FrameworkError if the framework has no such audience.
    """
    items = framework.questionnaire(audience).items
    comments = [
        f"{framework.title}, {framework.key} {framework.version}",
        _('A response is a row below the column names. Its audience is "%(audience)s".')
        % {"audience": audience},
        _("For several audiences in one file, join the columns of their templates."),
        _("The unit may be empty. Columns for attributes may follow it, before the first item."),
        _("An answer is the number in front of it below. Leave a cell empty where there is none."),
    ]
    for item in items:
        comments += ["", f"{item.code}: {item.text(audience)}"]
        comments += [f"  {code} = {text}" for code, text in enumerate(item.options(), start=1)]
        if item.scale.has_dont_know:
            comments.append(f"  {DONT_KNOW_WORD} = {item.scale.dont_know}")
    lines = [f"{COMMENT} {' '.join(line.splitlines())}".rstrip() for line in comments]
    header = io.StringIO()
    csv.writer(header, lineterminator="\n").writerow([AUDIENCE, UNIT, *(i.code for i in items)])
    return "\n".join([*lines, header.getvalue()])


# From bytes to rows


def _refuse(message: str) -> NoReturn:
    raise AnswerFileError([Fault(None, "", message)])


def _decode(data: bytes) -> str:
    """Return the text; the encoding is never guessed, since a wrong guess spoils words."""
    if not data.strip():
        _refuse(_("The file is empty."))
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if data.startswith(b"PK\x03\x04") or (b"\0" in data and not is_utf16):
        _refuse(_('This is not a CSV file. Save the sheet as "CSV UTF-8" and use that file.'))
    try:
        return data.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        good = error.object[: error.start].decode(error.encoding, "ignore")
        message = _('Line %(line)d holds unreadable letters. Save the file as "CSV UTF-8".')
        _refuse(message % {"line": 1 + max(good.count("\n"), good.count("\r"))})


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
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


# From rows to answers


def _places(header: Sequence[str], framework: Framework) -> dict[str, int]:
    """Return {item code or lower-case name: place} of the columns; raises AnswerFileError.

    A column in front of the first item is an attribute; behind it, a mistake.
    """
    codes = {item.code.lower(): item.code for item in framework.items}
    first = next((place for place, name in enumerate(header) if name.lower() in codes), None)
    if first is None:
        message = _(
            "No column has the code of an item of %(framework)s, such as %(code)s. "
            "The template shows the header that is needed."
        )
        values = {"framework": f"{framework.key} {framework.version}"}
        _refuse(message % {**values, "code": framework.items[0].code})
    faults: list[Fault] = []
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        name = codes.get(title.lower(), title.lower())
        if name in places:
            faults.append(Fault(None, title, _("The column is there twice. Keep one of them.")))
        elif place > first and title and name not in {AUDIENCE, UNIT, *codes.values()}:
            faults.append(Fault(None, title, _unknown_column(name, codes, header[first])))
        elif title:
            places[name] = place
    if AUDIENCE not in places:
        faults.append(Fault(None, AUDIENCE, _("The column is missing. Add it in front.")))
    if faults:
        raise AnswerFileError(faults[:MOST_FAULTS], len(faults[MOST_FAULTS:]))
    return places


def _unknown_column(name: str, codes: Mapping[str, str], first: str) -> str:
    close = difflib.get_close_matches(name, codes, n=1)
    if close:
        return _("This is not the code of an item. Is %(code)s meant?") % {"code": codes[close[0]]}
    message = _("This is not the code of an item. Move an attribute in front of %(code)s.")
    return message % {"code": first}


def _codes(item: Item) -> dict[str, int]:
    """Return what may stand in an item's cells, as {text: code}."""
    codes = {str(code): code for code in range(1, item.scale.points + 1)}
    return codes | ({DONT_KNOW_WORD: DONT_KNOW} if item.scale.has_dont_know else {})


class _Responses:
    """The responses read so far, and what was wrong."""

    def __init__(
        self, framework: Framework, places: Mapping[str, int], header: Sequence[str]
    ) -> None:
        self.framework = framework
        self.places = places
        self.header = header
        self.codes = {item.code: _codes(item) for item in framework.items}
        self.columns = [(code, place) for code, place in places.items() if code in self.codes]
        self.asked = {
            audience: {item.code for item in questionnaire.items}
            for audience, questionnaire in framework.questionnaires.items()
        }
        self.vectors: dict[str, list[bytes]] = {}
        self.first_rows: dict[str, int] = {}
        self.blank_rows = 0
        self.faults: list[Fault] = []
        self.more = 0

    def add_fault(self, row: int, column: str, message: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(row, column, message))
        else:
            self.more += 1

    def read(self, number: int, cells: list[str]) -> None:
        """Keep a row's answers, or its faults."""
        width = len(self.header)
        cells += [""] * (width - len(cells))
        if any(cells[width:]) or any(cells[i] for i, name in enumerate(self.header) if not name):
            self.add_fault(number, "", _("An answer stands in a column without a name."))
        audience = cells[self.places[AUDIENCE]].lower()
        if audience not in self.asked:
            message = _('"%(text)s" is no audience. Write one of: %(known)s.')
            values = {"text": audience, "known": ", ".join(self.asked)}
            self.add_fault(number, self.header[self.places[AUDIENCE]], message % values)
            return
        first = self.first_rows.setdefault(audience, number)
        if audience == self.framework.assessor and first != number:
            message = _("There is one row of ratings already, row %(row)d. Keep one of them.")
            self.add_fault(number, AUDIENCE, message % {"row": first})
        answers = {
            code: self._answer(number, audience, code, cells[place])
            for code, place in self.columns
            if cells[place]
        }
        items = self.framework.questionnaire(audience).items
        vector = bytes(answers.get(item.code, NOT_ANSWERED) for item in items)
        if any(vector):
            self.vectors.setdefault(audience, []).append(vector)
        else:
            self.blank_rows += 1

    def _answer(self, number: int, audience: str, code: str, text: str) -> int:
        """Return the code of a cell that is not empty; a fault and 0 if it has none."""
        if code not in self.asked[audience]:
            message = _('The audience "%(audience)s" is not asked this. Clear the cell.')
            message %= {"audience": audience}
        else:
            # Programs that take a column for decimal numbers write 3 as 3.0.
            answer = self.codes[code].get(text.lower().removesuffix(".0"))
            if answer is not None:
                return answer
            message = _('"%(text)s" is no answer. Write one of %(known)s, or clear the cell.')
            message %= {"text": text[:40], "known": ", ".join(self.codes[code])}
        self.add_fault(number, self.header[self.places[code]], message)
        return NOT_ANSWERED

    def _missing(self) -> list[Fault]:
        """Return a fault for every audience whose items do not all have a column."""
        faults = []
        for audience, row in self.first_rows.items():
            items = self.framework.questionnaire(audience).items
            codes = [item.code for item in items if item.code not in self.places]
            values = {"audience": audience, "row": row, "codes": ", ".join(codes)}
            message = _('For the audience "%(audience)s" (row %(row)d) add columns: %(codes)s.')
            faults += [Fault(None, "", message % values)] if codes else []
        return faults

    def finish(self) -> AnswerFile:
        """Return all answers; raises AnswerFileError if anything was wrong."""
        faults = [*self._missing(), *self.faults]
        if faults:
            more = self.more + len(faults[MOST_FAULTS:])
            raise AnswerFileError(faults[:MOST_FAULTS], more)
        if not self.vectors:
            _refuse(_("There is no answer in the file: no row below the column names has one."))
        asked = {name: each.items for name, each in self.framework.questionnaires.items()}
        ratings: dict[str, int] = {}
        for vector in self.vectors.pop(self.framework.assessor, []):
            codes = [item.code for item in asked[self.framework.assessor]]
            ratings = dict(zip(codes, vector, strict=True))
        responses = {
            audience: stack(vectors, len(asked[audience]))
            for audience, vectors in self.vectors.items()
        }
        return AnswerFile(responses, ratings, self.blank_rows)
