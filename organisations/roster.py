"""Reading a client's roster file, CSV or XLSX. Nothing is stored and no bad file raises.

What is wrong comes back as faults, all at once, in the words of the spreadsheet: the row's
number as the person sees it (the header is row 1) and the column as they named it.
"""

from collections.abc import Callable, Collection, Sequence
from pathlib import PurePath
from typing import BinaryIO

from django.utils.translation import gettext as _

from organisations.models import PATH_SEPARATOR, Audience
from organisations.roster_file import RosterFile, RosterRow
from organisations.roster_rules import (
    kind_faults,
    row_faults,
    text_fault,
    text_faults,
    unit_parts,
    whole_number,
)
from organisations.spreadsheets import MOST_COLUMNS, Fault, Refused, read_rows, refuse

MOST_FAULTS = 200
REPORTED_EVERY = 2000
# Names are repeated in every row that is kept until it is confirmed.
MOST_TITLE_LETTERS = 120

NAMES = {
    "email": ("e-mail", "email", "e-mail address", "email address", "mail"),
    "name": ("name", "full name"),
    "unit": ("unit", "department"),
    "audience": ("audience",),
    "account": ("account", "account name"),
    "leads": ("leads", "leads unit", "manager of"),
    "external_key": ("id", "external key", "external id", "external_key"),
}
FIELDS = {name: field for field, names in NAMES.items() for name in names}
SINGULAR = {"employee": "staff", "employees": "staff", "leader": "leaders", "customer": "customers"}
DASHES = {"-", "–", "—"}


def read_roster(
    file: BinaryIO,
    filename: str,
    *,
    max_bytes: int,
    max_rows: int,
    units: Collection[str] = (),
    report: Callable[[int], None] = lambda percent: None,
) -> RosterFile:
    """Read a roster of at most ``max_bytes`` and ``max_rows`` people; never raises for bad input.

    ``units`` are the paths of those there are already; somebody may lead one of them or one the
    file names. ``rows`` holds the rows without a fault, so a file with faults must not be
    imported. A fault of the file as a whole leaves ``rows`` empty. ``report`` is told from time
    to time how many per cent are read; what it raises goes through.
    """
    expected = [1]
    try:
        ending = PurePath(filename).suffix.lower()
        rows = read_rows(file, ending, max_bytes, expect=expected.append)
        _number, header = next(rows, (0, []))
        people = _People(_Columns(header))
        for count, (number, cells) in enumerate(rows, start=1):
            if count > max_rows:
                refuse(_("The file has more than %(most)s rows. Split it."), most=f"{max_rows:,}")
            people.read(number, cells)
            if count % REPORTED_EVERY == 0:
                report(min(99, 100 * number // max(expected)))
        people.check_leads(units)
        if not people.rows and not people.faults:
            refuse(_("There is nobody in the file: no row below the column names is filled."))
    except Refused as refused:
        return RosterFile((), refused.args, ())
    return RosterFile(tuple(people.rows), people.first_faults(), tuple(people.columns.others))


class _Columns:
    """Where everything stands; raises Refused if the header does not say."""

    def __init__(self, header: Sequence[str]) -> None:
        self.width = len(header)
        self.places: dict[str, int] = {}
        self.titles: dict[str, str] = {}
        self.others: dict[str, int] = {}
        if any(len(title) > MOST_TITLE_LETTERS for title in header):
            message = _("Row 1 has a column name of more than %(most)d letters. Shorten it.")
            refuse(message, most=MOST_TITLE_LETTERS)
        if not any(header):
            refuse(_("Row 1 is empty. It must hold the names of the columns."))
        if sum(map(bool, header)) == 1 and header[0].lower() not in FIELDS:
            message = _(
                'Row 1 holds nothing but "%(text)s". If it is a heading over the list, delete the '
                "rows above the names of the columns."
            )
            refuse(message, text=header[0][:40])
        if self.width > MOST_COLUMNS:
            refuse(_("The file has more than %(n)d columns. Remove some."), n=MOST_COLUMNS)
        faults = []
        for place, title in enumerate(header):
            field = FIELDS.get(title.lower(), title.lower())
            if field in self.titles:
                message = _('The columns "%(first)s" and "%(title)s" mean the same. Keep one.')
                values = {"first": self.titles[field], "title": title}
                faults.append(Fault(None, title, message % values))
            elif title:
                self.titles[field] = title
                if field in NAMES:
                    self.places[field] = place
                else:
                    self.others[title] = place
        for field in sorted({"email", "name", "unit", "audience"} - self.places.keys()):
            message = _('Row 1 names no column "%(name)s". Add it.') % {"name": NAMES[field][0]}
            faults.append(Fault(None, NAMES[field][0], message))
        if faults:
            raise Refused(*faults)

    def texts(self, cells: Sequence[str], places: dict[str, int]) -> dict[str, str]:
        """Return {field: text} of a row; a lone dash and a cell that is not there are ""."""
        return {
            field: cells[place] if place < len(cells) and cells[place] not in DASHES else ""
            for field, place in places.items()
        }


class _People:
    """The rows read so far, and what was wrong with the others."""

    def __init__(self, columns: _Columns) -> None:
        self.columns = columns
        self.rows: list[RosterRow] = []
        self.faults: list[Fault] = []
        self.lacks_account = False
        self.paths: set[str] = set()
        self.by_key: dict[str, int] = {}
        self.by_email: dict[str, int] = {}
        self.by_email_without_key: dict[str, int] = {}
        self.by_name_and_unit: dict[tuple[str, str], int] = {}

    def first_faults(self) -> tuple[Fault, ...]:
        """Return as many as one can read, and how many more there are."""
        if (more := len(self.faults) - MOST_FAULTS) <= 0:
            return tuple(self.faults)
        return (*self.faults[:MOST_FAULTS], Fault(None, "", _("and %(n)d more") % {"n": more}))

    def read(self, number: int, cells: Sequence[str]) -> None:
        """Keep a row, or its faults: one a cell."""
        if any(cells[self.columns.width :]):
            message = _("More cells than columns. Put texts with a separator in quotation marks.")
            self.faults.append(Fault(number, "", message))
            return
        texts = dict.fromkeys(NAMES, "") | self.columns.texts(cells, self.columns.places)
        others = self.columns.texts(cells, self.columns.others)
        audience = texts["audience"].lower()
        texts["audience"] = SINGULAR.get(audience, audience)
        texts["external_key"] = whole_number(texts["external_key"])
        wrong = row_faults(texts) | self._twins(number, texts)
        wrong |= kind_faults(texts) | text_faults(texts)
        # Databases cannot keep this character, wherever it stands.
        wrong |= {name: text_fault("\0", 1) for name, text in others.items() if "\0" in text}
        if texts["audience"] != Audience.CUSTOMERS and "unit" not in wrong:
            self.paths.add(texts["unit"])
        for field, message in wrong.items():
            if field == "account" and field not in self.columns.places:
                self._ask_for_account(number)
            else:
                self.faults.append(Fault(number, self.columns.titles[field.lower()], message))
        if not wrong:
            self.rows.append(self._row(number, texts, others))

    def _row(self, number: int, texts: dict[str, str], others: dict[str, str]) -> RosterRow:
        """Return a row that has no fault; ``texts`` is used up."""
        path, led = texts.pop("unit"), texts.pop("leads")
        unit = () if texts["audience"] == Audience.CUSTOMERS else unit_parts(path)
        leads: tuple[str, ...] | None = unit_parts(led) if led else ()
        if "leads" not in self.columns.places:
            leads = None
        return RosterRow(number=number, unit=unit, others=others, leads=leads, **texts)

    def check_leads(self, units: Collection[str]) -> None:
        """Take out the rows of those who lead a unit that neither file nor roster knows."""
        if "leads" not in self.columns.places:
            return
        paths = [unit_parts(path) for path in self.paths]
        known = {PATH_SEPARATOR.join(p[:n]) for p in paths for n in range(1, len(p) + 1)}
        known |= set(units)
        good = []
        for row in self.rows:
            led = PATH_SEPARATOR.join(row.leads or ())
            if not led or led in known:
                good.append(row)
                continue
            titles = self.columns.titles
            message = _('There is no unit "%(unit)s". Write it as in the column "%(column)s".')
            values = {"unit": led, "column": titles["unit"]}
            self.faults.append(Fault(row.number, titles["leads"], message % values))
        self.rows = good
        self.faults.sort(key=lambda fault: fault.row or 0)

    def _ask_for_account(self, number: int) -> None:
        """Say once, not on every row, that the column is missing."""
        message = _('Row %(row)d is a customer, so the file needs a column "account".')
        if not self.lacks_account:
            self.faults.append(Fault(None, "account", message % {"row": number}))
        self.lacks_account = True

    def _twins(self, number: int, texts: dict[str, str]) -> dict[str, str]:
        """Return the faults of a row that repeats an earlier one's id or address.

        Two people may share an address if different ids tell them apart.
        """
        wrong: dict[str, str] = {}
        key, email = texts["external_key"], texts["email"].lower()
        earlier = self.by_key.setdefault(key, number) if key else number
        if earlier != number:
            message = _("Row %(row)d has the same id. Every person needs their own.")
            wrong["external_key"] = message % {"row": earlier}
        if email:
            self.by_email.setdefault(email, number)
            if not key:
                self.by_email_without_key.setdefault(email, number)
            earlier = (self.by_email_without_key if key else self.by_email).get(email, number)
            if earlier != number:
                message = _("Row %(row)d has the same address. Remove one, or give each an id.")
                wrong["email"] = message % {"row": earlier}
        elif not key:
            place = (texts["name"].lower(), texts["unit"] or texts["account"])
            earlier = self.by_name_and_unit.setdefault(place, number)
            if earlier != number:
                message = _("Row %(row)d has the same name there. Give each an id or an address.")
                wrong["name"] = message % {"row": earlier}
        return wrong
