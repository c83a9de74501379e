"""Answers to one scale from elsewhere: which columns of a CSV to read, and reading them.

A respondent is a row. An answer is a number on the scale; an empty cell, ``dk`` and ``NA`` are
missing. Columns that are not asked for may hold anything.
"""

import difflib
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
from django.utils.translation import gettext as _

from maturity.tally import Floats, Integers
from reports.csv_file import (
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

MISSING = float("nan")
SCALE = re.compile(r"(-?\d{1,6})-(-?\d{1,6})", re.ASCII)
NUMBER = re.compile(r"[+-]?\d{1,6}(\.\d{1,12})?", re.ASCII)


@dataclass(frozen=True)
class ScaleColumns:
    """The columns of the items, those to turn round, the ends of the scale, and the group.

    ``group`` is the name of the column of groups, empty without one.
    """

    items: tuple[str, ...]
    reverse: tuple[str, ...]
    low: int
    high: int
    group: str


@dataclass(frozen=True)
class ScaleAnswers:
    """Answers of shape (respondents, items), NaN missing, turned round where that was asked.

    ``groups`` (respondents,) are indices of ``group_names``, -1 where the cell is empty or no
    group was asked for. ``blank_rows`` counts the rows without any answer, which were left out.
    """

    values: Floats
    groups: Integers
    group_names: tuple[str, ...]
    blank_rows: int


def scale_columns(items: str, scale: str, reverse: str = "", group: str = "") -> ScaleColumns:
    """Read what is asked for, as in ``"A1,A2"``, ``"1-5"``, ``"A2"``, ``"team"``.

    Raises AnswerFileError for fewer than two items, one that is named twice or turned round
    without being named, a group that is an item, and a scale without two points.
    """
    names, turned = _names(items), _names(reverse)
    if len(names) < 2:
        refuse(_("Name two items or more, with commas between them: --items A1,A2."))
    for name in names:
        if names.count(name) > 1:
            refuse(_('The item "%(name)s" is named twice.') % {"name": name})
    for name in turned:
        if name not in names:
            message = _('"%(name)s" cannot be reversed: it is not one of the items %(items)s.')
            refuse(message % {"name": name, "items": ", ".join(names)})
    if group in names:
        refuse(_('"%(name)s" cannot be both an item and the group.') % {"name": group})
    ends = SCALE.fullmatch(scale.strip())
    if not ends:
        message = _('"%(text)s" is no scale. Write its lowest and highest number: --scale 1-5.')
        refuse(message % {"text": scale})
    low, high = int(ends[1]), int(ends[2])
    if low >= high:
        message = _('The scale "%(text)s" does not rise. Write its lowest number first.')
        refuse(message % {"text": scale})
    return ScaleColumns(names, turned, low, high, group)


def read_scale(data: bytes, columns: ScaleColumns) -> ScaleAnswers:
    """Read the columns of a CSV; raises AnswerFileError with all its faults."""
    rows = numbered_rows(decode(data))
    _number, header = next(rows, (0, []))
    answers = _Answers(columns, header)
    for number, cells in rows:
        if any(cells):
            answers.read(number, cells)
    return answers.finish()


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _places(header: Sequence[str], names: Sequence[str]) -> list[int]:
    """Return where the named columns are; a name in other letter case will do if it is alone."""
    places, faults = [], []
    for name in names:
        found = [place for place, title in enumerate(header) if title == name]
        lower = [place for place, title in enumerate(header) if title.lower() == name.lower()]
        found = found or lower
        if len(found) == 1:
            places += found
        elif found:
            faults.append(Fault(None, name, _("The column is there twice. Keep one of them.")))
        else:
            faults.append(Fault(None, name, _missing_column(header, name)))
    if faults:
        raise AnswerFileError(faults[:MOST_FAULTS], len(faults[MOST_FAULTS:]))
    return places


def _missing_column(header: Sequence[str], name: str) -> str:
    titles = [title for title in header if title]
    close = difflib.get_close_matches(name, titles, n=1)
    if close:
        return _('The file has no such column. Is "%(title)s" meant?') % {"title": close[0]}
    message = _("The file has no such column. It has: %(titles)s.")
    return message % {"titles": ", ".join(titles[:20]) + (" …" if len(titles) > 20 else "")}


class _Answers:
    """The answers read so far, and what was wrong."""

    def __init__(self, columns: ScaleColumns, header: Sequence[str]) -> None:
        self.columns = columns
        self.header = header
        named = [*columns.items, *([columns.group] if columns.group else [])]
        places = _places(header, named)
        self.places = places[: len(columns.items)]
        self.group_place = places[-1] if columns.group else None
        self.values = array("d")
        self.groups: list[str] = []
        # The few texts that answers have, with the number each stands for.
        self.known = {"": MISSING, DONT_KNOW_WORD: MISSING}
        self.blank_rows = 0
        self.faults = Faults()

    def read(self, number: int, cells: list[str]) -> None:
        """Keep a row's answers, or its faults."""
        width = len(self.header)
        cells += [""] * (width - len(cells))
        if any(cells[width:]):
            message = _("The row has more cells than there are columns. Is a separator too many?")
            self.faults.add(number, "", message)
        row = [self._answer(number, place, cells[place]) for place in self.places]
        if all(isnan(value) for value in row):
            self.blank_rows += 1
            return
        self.values.extend(row)
        self.groups.append("" if self.group_place is None else cells[self.group_place])

    def _answer(self, number: int, place: int, text: str) -> float:
        """Return the number of a cell, NaN for missing; a fault and NaN if it has none."""
        value = self.known.get(text)
        if value is not None:
            return value
        low, high = self.columns.low, self.columns.high
        # Where a comma separates no columns it is a decimal one.
        decimal = text.replace(",", ".")
        if text.lower() in {DONT_KNOW_WORD, *MISSING_WORDS}:
            value = MISSING
        elif NUMBER.fullmatch(decimal) and low <= float(decimal) <= high:
            value = float(decimal)
        else:
            message = _(
                '"%(text)s" is no answer. Write a number from %(low)d to %(high)d or dk, '
                "or clear the cell."
            )
            values = {"text": text[:40], "low": low, "high": high}
            self.faults.add(number, self.header[place], message % values)
            return MISSING
        self.known[text] = value
        return value

    def finish(self) -> ScaleAnswers:
        """Return all answers; raises AnswerFileError if anything was wrong."""
        if self.faults.first:
            raise AnswerFileError(self.faults.first, self.faults.more)
        if not self.values:
            refuse(_("There is no answer in the file: no row below the column names has one."))
        names = sorted(set(self.groups) - {""})
        if self.columns.group and not names:
            message = _("No row with an answer names its group here.")
            raise AnswerFileError([Fault(None, self.columns.group, message)])
        items = self.columns.items
        values = np.frombuffer(self.values, dtype=np.float64).reshape(-1, len(items)).copy()
        turned = [item in self.columns.reverse for item in items]
        values[:, turned] = self.columns.low + self.columns.high - values[:, turned]
        indices = {name: index for index, name in enumerate(names)}
        groups = np.array([indices.get(name, -1) for name in self.groups], dtype=np.int64)
        return ScaleAnswers(values, groups, tuple(names), self.blank_rows)
