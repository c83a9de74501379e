"""Reading a client's register of complaints. Nothing is stored and no bad file raises."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from organisations.columns import Columns
from organisations.customer_files.matching import Known, NoAccount
from organisations.roster_rules import text_fault, whole_number
from organisations.spreadsheets import Fault, Refused, read_sheet, refuse

NAMES = {
    "date": ("date", "day", "received"),
    "channel": ("channel",),
    "cause": ("cause", "root cause", "reason"),
    "outcome": ("outcome", "status"),
    "account": ("account", "account id", "account name", "customer"),
}
NEEDED = ("date", "channel", "cause", "outcome")
# What may be written, and what it is kept as.
OUTCOMES = {
    "resolved": "resolved",
    "partly": "partly",
    "partly resolved": "partly",
    "unresolved": "unresolved",
    "not resolved": "unresolved",
    "open": "open",
}
FIRST_DAY = date(2000, 1, 1)
MOST_LETTERS = 80
# More different ones are no categories but what somebody wrote about each case.
MOST_CATEGORIES = {"channel": 50, "cause": 200}


def read_complaints(
    file: BinaryIO,
    filename: str,
    *,
    known: Known,
    today: date,
    max_bytes: int,
    max_rows: int,
    report: Callable[[int], None] = lambda percent: None,
) -> tuple[dict[str, Any], list[Fault]]:
    """Return the complaints of a file, in columns of equal length, and its faults.

    The columns are those of a CustomerFile that was taken in, and "numbers" of the rows. A file
    with faults must not be taken in.
    """
    too_many = _(
        "The file has more than %(most)s rows, and no more can be read. Take a shorter time."
    )
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
        complaints = _Complaints(Columns(header, NAMES, needed=NEEDED), known, today)
        for number, cells in rows:
            complaints.read(number, cells)
        if not complaints.numbers and not complaints.faults:
            refuse(_("There is no complaint in the file: no row below the column names is filled."))
    except Refused as refused:
        return {}, list(refused.args)
    return complaints.content(), [*complaints.category_faults(), *complaints.faults]


class _Complaints:
    """The rows read so far, and what was wrong with them."""

    def __init__(self, columns: Columns, known: Known, today: date) -> None:
        self.columns = columns
        self.known = known
        self.today = today
        self.faults: list[Fault] = []
        self.numbers: list[int] = []
        self.days: list[str] = []
        self.outcomes: list[str] = []
        self.accounts: list[str] = []
        # As each was first written, in whatever letters it comes again.
        self.spelled: dict[str, dict[str, str]] = {"channel": {}, "cause": {}}
        self.categories: dict[str, list[str]] = {"channel": [], "cause": []}

    def read(self, number: int, cells: Sequence[str]) -> None:
        """Keep a row, and its faults: one a cell."""
        if fault := self.columns.fault_of_width(number, cells):
            self.faults.append(fault)
            return
        texts = dict.fromkeys(NAMES, "") | self.columns.texts(cells, self.columns.places)
        outcome = texts["outcome"].casefold()
        wrong = {
            "date": _day_fault(texts["date"], self.today),
            **{field: _category_fault(field, texts[field]) for field in self.categories},
            "outcome": "" if outcome in OUTCOMES else _outcome_fault(texts["outcome"]),
        }
        self.accounts.append("")
        if text := whole_number(texts["account"]):
            try:
                self.accounts[-1] = self.known.mentioned(text)
            except NoAccount as none:
                wrong["account"] = text_fault(text, MOST_LETTERS * 2) or none.args[1]
        self.faults += [
            Fault(number, self.columns.titles[field], message)
            for field, message in wrong.items()
            if message
        ]
        self.numbers.append(number)
        self.days.append(_iso(texts["date"]))
        self.outcomes.append(OUTCOMES.get(outcome, ""))
        for field, spelled in self.spelled.items():
            text = texts[field]
            self.categories[field].append(spelled.setdefault(text.casefold(), text))

    def category_faults(self) -> list[Fault]:
        """Return the faults of columns that hold no categories; such texts may name people."""
        faults = []
        for field, most in MOST_CATEGORIES.items():
            title, count = self.columns.titles[field], len(self.spelled[field])
            if count > most:
                message = _(
                    '"%(title)s" has %(n)d different texts; at most %(most)d are possible. Write '
                    "categories, which many complaints share, and leave free texts at home."
                )
                values = {"title": title, "n": count, "most": most}
                faults.append(Fault(None, title, message % values))
        return faults

    def content(self) -> dict[str, Any]:
        """Return what was read, as plain values."""
        return {
            "numbers": self.numbers,
            "days": self.days,
            "channels": self.categories["channel"],
            "causes": self.categories["cause"],
            "outcomes": self.outcomes,
            "accounts": self.accounts,
        }


def _iso(text: str) -> str:
    """Return the day of a date that may have a time behind it."""
    return text.partition(" ")[0].partition("T")[0]


def _day_fault(text: str, today: date) -> str:
    if not text:
        return _("Enter the day on which the complaint came in.")
    try:
        day = date.fromisoformat(_iso(text))
    except ValueError:
        message = _('"%(text)s" is no date that can be read in one way only. Write 2026-05-31.')
        return text_fault(text, MOST_LETTERS) or message % {"text": text}
    if day > today:
        return _("%(day)s lies in the future. Correct it.") % {"day": day.isoformat()}
    if day < FIRST_DAY:
        return _("%(day)s is too long ago. Correct it.") % {"day": day.isoformat()}
    return ""


def _category_fault(field: str, text: str) -> str:
    if text:
        return text_fault(text, MOST_LETTERS)
    if field == "channel":
        return _("Enter by which channel it came, as phone; or the word unknown.")
    return _("Enter what caused it, as late delivery; or the word unknown.")


def _outcome_fault(text: str) -> str:
    known = "resolved, partly, unresolved, open"
    if not text:
        return _("Enter what became of it: %(known)s.") % {"known": known}
    message = _('"%(text)s" is no outcome. Write one of: %(known)s.')
    return text_fault(text, MOST_LETTERS) or message % {"text": text, "known": known}
