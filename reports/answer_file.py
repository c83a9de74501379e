"""Answers that were collected elsewhere: reading a CSV of them, and the header it needs.

A response is a row. The columns are ``audience``, ``unit``, ``account`` and any attributes,
then the codes of the framework's items; of an item that lets one choose several, one column an
option. What is wrong is told all at once, by row and column as a spreadsheet counts them, lines
of comment included.
"""

import csv
import difflib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from maturity.answers import DONT_KNOW, NOT_ANSWERED, stack
from maturity.framework import Framework
from maturity.items import Column, Item
from maturity.responses import Responses
from maturity.tally import Integers
from reports.csv_file import (
    COMMENT,
    DONT_KNOW_WORD,
    MISSING_WORDS,
    MOST_FAULTS,
    AnswerFileError,
    Fault,
    Faults,
    decode,
    numbered_rows,
    refuse,
)

__all__ = ["AnswerFile", "AnswerFileError", "Fault", "read_answers", "template"]

AUDIENCE, UNIT, ACCOUNT = "audience", "unit", "account"
NAMED = {AUDIENCE, UNIT, ACCOUNT}
# Without these a result has nothing to stand on; every other question may be missing.
NEEDED = {"anchored", "parallel"}


@dataclass(frozen=True)
class AnswerFile:
    """Answers by audience.

    ``ratings`` are the assessor's by item code, 0 for not rated; ``blank_rows`` counts the
    rows without any answer, which were left out.
    """

    responses: Mapping[str, Responses]
    ratings: Mapping[str, int]
    blank_rows: int


def read_answers(data: bytes, framework: Framework) -> AnswerFile:
    """Read a CSV of answers to a framework; raises AnswerFileError with all its faults."""
    rows = numbered_rows(decode(data))
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
        _("Account: who belongs to one customer; may be empty. The unit is not used."),
        _("Columns for attributes may follow, before the first item."),
        _("An answer is the number in front of it below. Leave a cell empty where there is none."),
    ]
    for item in items:
        comments += _explained(item, audience)
    lines = [f"{COMMENT} {' '.join(line.splitlines())}".rstrip() for line in comments]
    header = io.StringIO()
    codes = [column.code for item in items for column in item.columns]
    csv.writer(header, lineterminator="\n").writerow([AUDIENCE, UNIT, ACCOUNT, *codes])
    return "\n".join([*lines, header.getvalue()])


def _explained(item: Item, audience: str) -> list[str]:
    """Return the comment on an item: its wording and what its answers mean."""
    if item.is_comment:
        return []
    lines = ["", f"{item.code}: {item.text(audience)}"]
    lines += [f"  {item.code}.{option.code}: {option.text}" for option in item.several]
    lines += [f"  {code} = {text}" for code, text in enumerate(item.options(), start=1)]
    if item.scale.has_dont_know:
        lines.append(f"  {DONT_KNOW_WORD} = {item.scale.dont_know}")
    return lines


# From rows to answers


def _places(header: Sequence[str], framework: Framework) -> dict[str, int]:
    """Return {item code or lower-case name: place} of the columns; raises AnswerFileError.

    A column in front of the first item is an attribute; behind it, a mistake.
    """
    codes = {column.code.lower(): column.code for column in _columns(framework)}
    first = next((place for place, name in enumerate(header) if name.lower() in codes), None)
    if first is None:
        message = _(
            "No column has the code of an item of %(framework)s, such as %(code)s. "
            "The template shows the header that is needed."
        )
        values = {"framework": f"{framework.key} {framework.version}"}
        refuse(message % {**values, "code": _columns(framework)[0].code})
    faults: list[Fault] = []
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        name = codes.get(title.lower(), title.lower())
        if name in places:
            faults.append(Fault(None, title, _("The column is there twice. Keep one of them.")))
        elif place > first and title and name not in {*NAMED, *codes.values()}:
            faults.append(Fault(None, title, _unknown_column(name, codes, header[first])))
        elif title:
            places[name] = place
    if AUDIENCE not in places:
        faults.append(Fault(None, AUDIENCE, _("The column is missing. Add it in front.")))
    if faults:
        raise AnswerFileError(faults[:MOST_FAULTS], len(faults[MOST_FAULTS:]))
    return places


def _columns(framework: Framework) -> list[Column]:
    return [column for item in framework.items for column in item.columns]


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
        self.codes = {column.code: _codes(column.item) for column in _columns(framework)}
        self.columns = [(code, place) for code, place in places.items() if code in self.codes]
        self.asked = {
            audience: {column.code: column for column in questionnaire.columns}
            for audience, questionnaire in framework.questionnaires.items()
        }
        self.vectors: dict[str, list[bytes]] = {}
        self.accounts: dict[str, list[str]] = {}
        self.first_rows: dict[str, int] = {}
        self.blank_rows = 0
        self.faults = Faults()

    def read(self, number: int, cells: list[str]) -> None:
        """Keep a row's answers, or its faults."""
        width = len(self.header)
        cells += [""] * (width - len(cells))
        if any(cells[width:]) or any(cells[i] for i, name in enumerate(self.header) if not name):
            self.faults.add(number, "", _("An answer stands in a column without a name."))
        audience = cells[self.places[AUDIENCE]].lower()
        if audience not in self.asked:
            message = _('"%(text)s" is no audience. Write one of: %(known)s.')
            values = {"text": audience, "known": ", ".join(self.asked)}
            self.faults.add(number, self.header[self.places[AUDIENCE]], message % values)
            return
        first = self.first_rows.setdefault(audience, number)
        if audience == self.framework.assessor and first != number:
            message = _("There is one row of ratings already, row %(row)d. Keep one of them.")
            self.faults.add(number, AUDIENCE, message % {"row": first})
        answers = {
            code: self._answer(number, audience, code, cells[place])
            for code, place in self.columns
            if cells[place] and cells[place].lower() not in MISSING_WORDS
        }
        vector = bytes(answers.get(code, NOT_ANSWERED) for code in self.asked[audience])
        if any(vector):
            self.vectors.setdefault(audience, []).append(vector)
            account = cells[self.places[ACCOUNT]] if ACCOUNT in self.places else ""
            self.accounts.setdefault(audience, []).append(account)
        else:
            self.blank_rows += 1

    def _answer(self, number: int, audience: str, code: str, text: str) -> int:
        """Return the code of a cell that is not empty; a fault and 0 if it has none."""
        if code not in self.asked[audience]:
            message = _('The audience "%(audience)s" is not asked this. Clear the cell.')
            message %= {"audience": audience}
        else:
            # Programs that take a column for decimal numbers write 3 as 3.0.
            answer = self.codes[code].get(text.lower().replace(",", ".").removesuffix(".0"))
            if answer is not None:
                return answer
            message = _('"%(text)s" is no answer. Write one of %(known)s, or clear the cell.')
            message %= {"text": text[:40], "known": ", ".join(self.codes[code])}
        self.faults.add(number, self.header[self.places[code]], message)
        return NOT_ANSWERED

    def _missing(self) -> list[Fault]:
        """Return a fault for every audience that lacks the column of an item that is scored."""
        faults = []
        for audience, row in self.first_rows.items():
            codes = [
                code
                for code, column in self.asked[audience].items()
                if column.item.kind in NEEDED and code not in self.places
            ]
            values = {"audience": audience, "row": row, "codes": ", ".join(codes)}
            message = _('For the audience "%(audience)s" (row %(row)d) add columns: %(codes)s.')
            faults += [Fault(None, "", message % values)] if codes else []
        return faults

    def finish(self) -> AnswerFile:
        """Return all answers; raises AnswerFileError if anything was wrong."""
        faults = [*self._missing(), *self.faults.first]
        if faults:
            more = self.faults.more + len(faults[MOST_FAULTS:])
            raise AnswerFileError(faults[:MOST_FAULTS], more)
        if not self.vectors:
            refuse(_("There is no answer in the file: no row below the column names has one."))
        ratings: dict[str, int] = {}
        for vector in self.vectors.pop(self.framework.assessor, []):
            ratings = dict(zip(self.asked[self.framework.assessor], vector, strict=True))
        responses = {
            audience: Responses(
                stack(vectors, len(self.asked[audience])),
                account=_numbered(self.accounts[audience]),
            )
            for audience, vectors in self.vectors.items()
        }
        return AnswerFile(responses, ratings, self.blank_rows)


def _numbered(accounts: Sequence[str]) -> Integers | None:
    """Number the accounts of respondents from 0; whoever has none is one of their own."""
    if not any(accounts):
        return None
    names = [account or f"\0{place}" for place, account in enumerate(accounts)]
    _names, places = np.unique(names, return_inverse=True)
    return places.astype(np.int64)
