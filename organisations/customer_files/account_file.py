"""Reading the file of what a client's customers buy. Nothing is stored and no bad file raises."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from organisations.columns import DASHES, Columns
from organisations.customer_files.amounts import (
    NotAnAmount,
    amount,
    has_decimal_point,
    is_unclear,
    why_unclear,
)
from organisations.customer_files.currencies import CURRENCIES
from organisations.customer_files.matching import Known, match_accounts
from organisations.customer_files.units import unit_faults
from organisations.models import Account
from organisations.roster_rules import kind_faults, longest, text_fault, whole_number
from organisations.spreadsheets import Fault, Refused, read_sheet, refuse

NAMES = {
    "external_key": ("id", "account id", "account_id", "customer id", "customer number"),
    "name": ("name", "account", "account name", "customer", "customer name"),
    "revenue": ("revenue", "revenue this year", "sales"),
    "revenue_last": ("revenue_last", "revenue last", "revenue last year", "last revenue"),
    "currency": ("currency",),
    "potential": ("potential",),
    "segment": ("segment",),
    "cost_to_serve": ("cost_to_serve", "cost to serve", "cost"),
}
NEEDED = (("external_key", "name"), "revenue", "revenue_last", "currency")
AMOUNTS = ("revenue", "revenue_last", "potential", "cost_to_serve")
MOST_SEGMENT_LETTERS = 60


def read_accounts(
    file: BinaryIO,
    filename: str,
    *,
    known: Known,
    adds: bool,
    max_bytes: int,
    max_rows: int,
    report: Callable[[int], None] = lambda percent: None,
) -> tuple[dict[str, Any], list[Fault]]:
    """Return what a file says of the accounts, in columns of equal length, and its faults.

    The columns are "numbers" (of the rows), "keys" and "names" (what the file calls the account,
    "" where it does not), "revenue", "revenue_last", "potential", "segments" and "cost_to_serve";
    besides there are "currency" and "titles" (of the columns, by field). A file with faults must
    not be taken in. With ``adds`` accounts may be missing from the list.
    """
    too_many = _(
        "The file has more than %(most)s rows, and no more can be read. Leave out the accounts "
        "that buy least."
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
        accounts = _Accounts(Columns(header, NAMES, needed=NEEDED, hints=_hints()))
        for number, cells in rows:
            accounts.read(number, cells)
        if not accounts.numbers and not accounts.faults:
            refuse(_("There is no account in the file: no row below the column names is filled."))
    except Refused as refused:
        return {}, list(refused.args)
    return accounts.content(), accounts.all_faults(known, adds=adds)


def _hints() -> dict[str, str]:
    """Say of columns that may not be missing what they are for."""
    return {
        "revenue_last": _(
            "It holds the revenue of the twelve months before; its cells may be empty for "
            "customers who are new."
        ),
        "currency": _("It holds a code such as EUR, the same in every row."),
    }


class _Accounts:
    """The rows read so far, and what was wrong with them."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.faults: list[Fault] = []
        self.numbers: list[int] = []
        self.keys: list[str] = []
        self.names: list[str] = []
        self.segments: list[str] = []
        self.amounts: dict[str, list[float | None]] = {field: [] for field in AMOUNTS}
        self.currency: tuple[str, int] | None = None
        self.rows_by_key: dict[str, int] = {}
        self.rows_by_name: dict[str, int] = {}
        # Numbers that can be read in two ways, unless others of the file show in which.
        self.unclear: list[tuple[int, str, str]] = []
        self.points_are_decimal = False

    def read(self, number: int, cells: Sequence[str]) -> None:
        """Keep a row, and its faults: one a cell."""
        if fault := self.columns.fault_of_width(number, cells):
            self.faults.append(fault)
            return
        texts = dict.fromkeys(NAMES, "") | self.columns.texts(cells, self.columns.places)
        texts["external_key"] = whole_number(texts["external_key"])
        wrong = self._twins(number, texts) | _label_faults(texts)
        wrong |= self._currency_fault(number, texts["currency"].upper())
        wrong |= self._read_amounts(number, self._raw(cells))
        self.faults += [
            Fault(number, self.columns.titles[field], message)
            for field, message in wrong.items()
            if message
        ]
        self.numbers.append(number)
        self.keys.append(texts["external_key"])
        self.names.append(texts["name"])
        self.segments.append(texts["segment"])

    def _raw(self, cells: Sequence[str]) -> dict[str, str]:
        """Return the texts of the amounts, with dashes: here they may mean nothing, or 0."""
        places = {f: p for f, p in self.columns.places.items() if f in AMOUNTS}
        return {f: cells[p] if p < len(cells) else "" for f, p in places.items()}

    def _read_amounts(self, number: int, texts: dict[str, str]) -> dict[str, str]:
        """Keep the amounts of a row, None where there is none; return {field: fault}."""
        wrong: dict[str, str] = {}
        for field in AMOUNTS:
            value = None
            text = texts.get(field, "")
            if text:
                try:
                    value = amount(text, below_nothing=_why_not_negative(field))
                except NotAnAmount as none:
                    wrong[field] = str(none)
                if text in DASHES:
                    wrong[field] = _why_no_dash(field)
                if is_unclear(text):
                    self.unclear.append((number, field, text))
                elif value is not None:
                    self.points_are_decimal |= has_decimal_point(text)
            elif field == "revenue":
                wrong[field] = _("Enter the revenue of the twelve months; 0 if there was none.")
            self.amounts[field].append(value)
        return wrong

    def _currency_fault(self, number: int, code: str) -> dict[str, str]:
        """Return the fault of a currency that is none, or is another than that of the first."""
        if not code:
            return {"currency": _("Enter the currency, as EUR.")}
        if code not in CURRENCIES:
            message = _('"%(text)s" is no currency. Write its code of three letters, as EUR.')
            return {"currency": text_fault(code, len(code)) or message % {"text": code[:40]}}
        first, row = self.currency = self.currency or (code, number)
        if code == first:
            return {}
        message = _("%(code)s, but row %(row)d has %(first)s. Convert all amounts to one currency.")
        return {"currency": message % {"code": code, "row": row, "first": first}}

    def _twins(self, number: int, texts: dict[str, str]) -> dict[str, str]:
        """Return the faults of a row that repeats an earlier one's id or name."""
        wrong: dict[str, str] = {}
        key, name = texts["external_key"], texts["name"].casefold()
        if key and (earlier := self.rows_by_key.setdefault(key, number)) != number:
            message = _("Row %(row)d has the same id. Every account needs one row, and its own id.")
            wrong["external_key"] = message % {"row": earlier}
        if name and (earlier := self.rows_by_name.setdefault(name, number)) != number:
            message = _("Row %(row)d has the same name. Add them up, or tell the two apart.")
            wrong["name"] = message % {"row": earlier}
        if not key and not name:
            field = "name" if "name" in self.columns.places else "external_key"
            wrong[field] = _("Enter the id or the name of the account.")
        return wrong

    def content(self) -> dict[str, Any]:
        """Return what was read, as plain values."""
        return {
            "currency": self.currency[0] if self.currency else "",
            "numbers": self.numbers,
            "keys": self.keys,
            "names": self.names,
            "segments": self.segments,
            **self.amounts,
            "titles": {f: self.columns.titles[f] for f in NAMES if f in self.columns.titles},
        }

    def all_faults(self, known: Known, *, adds: bool) -> list[Fault]:
        """Return the faults of all rows, with those that only all together or the list show.

        Where rows are wrong by themselves, whether they are plausible is not asked.
        """
        titles = self.columns.titles
        faults = [*self.faults, *self._unclear_faults()]
        called = [place for place, _n in enumerate(self.numbers) if self._is_called(place)]
        faults += match_accounts(
            known,
            [self.numbers[place] for place in called],
            [self.keys[place] for place in called],
            [self.names[place] for place in called],
            adds=adds,
            titles=titles,
        ).faults
        if not faults:
            faults = unit_faults(self.amounts, titles)
        return _once_a_cell(faults, list(titles.values()))

    def _is_called(self, place: int) -> bool:
        return bool(self.keys[place] or self.names[place])

    def _unclear_faults(self) -> list[Fault]:
        if self.points_are_decimal:
            return []
        return [
            Fault(row, self.columns.titles[f], why_unclear(text)) for row, f, text in self.unclear
        ]


def _once_a_cell(faults: Collection[Fault], titles: Sequence[str]) -> list[Fault]:
    """Return the faults in the order of the rows and columns, of each cell the first."""
    first: dict[tuple[int | None, str], Fault] = {}
    for fault in faults:
        first.setdefault((fault.row, fault.column), fault)
    places = {title: place for place, title in enumerate(titles)}
    return sorted(first.values(), key=lambda f: (f.row or 0, places.get(f.column, 0)))


def _label_faults(texts: dict[str, str]) -> dict[str, str]:
    """Return {field: fault} of what an account and its segment are called."""
    names = dict.fromkeys(("name", "unit", "leads"), "")
    kinds = kind_faults({**names, "account": texts["name"], "external_key": texts["external_key"]})
    wrong = {
        "name": text_fault(texts["name"], longest(Account, "name")) or kinds.get("account", ""),
        "external_key": text_fault(texts["external_key"], longest(Account, "external_key"))
        or kinds.get("external_key", ""),
        "segment": text_fault(texts["segment"], MOST_SEGMENT_LETTERS),
    }
    return {field: message for field, message in wrong.items() if message}


def _why_not_negative(field: str) -> str:
    if field in ("revenue", "revenue_last"):
        return _(
            "A negative revenue. Enter what remains after credit notes, and 0 if they are more "
            "than was bought."
        )
    return _("A negative amount. Enter 0 or more, or leave the cell empty if it is not known.")


def _why_no_dash(field: str) -> str:
    if field == "revenue":
        return _("A dash. Write 0 if there was no revenue.")
    if field == "revenue_last":
        return _("A dash. Write 0 if nothing was bought; leave the cell empty for a new customer.")
    return _("A dash. Write 0, or leave the cell empty if it is not known.")
