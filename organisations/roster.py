"""Reading a client's roster file, CSV or XLSX. Nothing is stored and no bad file raises.

What is wrong comes back as faults, all at once, in the words of the spreadsheet: the row's
number as the person sees it (the header is row 1) and the column as they named it.
"""

from collections.abc import Callable, Collection, Sequence
from typing import BinaryIO

from django.utils.translation import gettext as _

from organisations.columns import Columns
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
from organisations.spreadsheets import Fault, Refused, first_faults, read_sheet, refuse

NAMES = {
    "email": ("e-mail", "email", "e-mail address", "email address", "mail"),
    "name": ("name", "full name"),
    "unit": ("unit", "department"),
    "audience": ("audience",),
    "account": ("account", "account name"),
    "leads": ("leads", "leads unit", "manager of"),
    "external_key": ("id", "external key", "external id", "external_key"),
}
NEEDED = ("email", "name", "unit", "audience")
SINGULAR = {"employee": "staff", "employees": "staff", "leader": "leaders", "customer": "customers"}


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
    too_many = _("The file has more than %(most)s rows. Split it.")
    try:
        rows = read_sheet(
            file,
            filename,
            max_bytes=max_bytes,
            max_rows=max_rows,
            too_many=too_many,
            report=report,
        )
        _number, header = next(rows, (0, []))
        people = _People(Columns(header, NAMES, needed=NEEDED))
        for number, cells in rows:
            people.read(number, cells)
        people.check_leads(units)
        if not people.rows and not people.faults:
            refuse(_("There is nobody in the file: no row below the column names is filled."))
    except Refused as refused:
        return RosterFile((), refused.args, ())
    return RosterFile(
        tuple(people.rows), tuple(first_faults(people.faults)), tuple(people.columns.others)
    )


class _People:
    """The rows read so far, and what was wrong with the others."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.rows: list[RosterRow] = []
        self.faults: list[Fault] = []
        self.lacks_account = False
        self.paths: set[str] = set()
        self.by_key: dict[str, int] = {}
        self.by_email: dict[str, int] = {}
        self.by_email_without_key: dict[str, int] = {}
        self.by_name_and_unit: dict[tuple[str, str], int] = {}

    def read(self, number: int, cells: Sequence[str]) -> None:
        """Keep a row, or its faults: one a cell."""
        if fault := self.columns.fault_of_width(number, cells):
            self.faults.append(fault)
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
