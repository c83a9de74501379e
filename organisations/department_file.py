"""Reading a file of departments, and what it would change. Nothing is stored, no bad file raises.

A file has either two columns, a department and the one it belongs to, or one column of paths. In
two columns a name stands for one department, which can so be moved; paths only add.
"""

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO

from django.utils.translation import gettext as _

from organisations.departments import MARK, Tree, name_fault
from organisations.models import Unit
from organisations.roster_rules import unit_fault, unit_parts
from organisations.spreadsheets import Fault, Refused, first_faults, read_rows, refuse

MOST_BYTES = 1024**2
MOST_ROWS = 2_000
NAMES = {
    "department": ("department", "unit", "name"),
    "parent": ("parent", "parent department", "parent unit", "belongs to"),
    "path": ("path",),
}
FIELDS = {name: field for field, names in NAMES.items() for name in names}
DASHES = {"", "-", "–", "—"}


@dataclass(frozen=True)
class DepartmentRow:
    """One row: a path, or a name and the name or path of the parent, "" for none.

    ``parent`` is None where the file has one column, so that ``department`` is a path.
    """

    number: int
    department: str
    parent: str | None


@dataclass
class Plan:
    """What a file would do. Departments are told by their paths, in their order.

    ``moved`` are (path before, path after), without those that move along with one above them.
    ``untouched`` are those the file does not name: they stay. ``top`` are the names of all that
    would stand at the top. ``touched`` are the ids of what is new or moved.
    """

    faults: list[Fault] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0
    untouched: list[str] = field(default_factory=list)
    top: list[str] = field(default_factory=list)
    touched: set[uuid.UUID] = field(default_factory=set)

    @property
    def digest(self) -> str:
        """A fingerprint of what would be done."""
        text = json.dumps([self.new, self.moved, self.top, [str(fault) for fault in self.faults]])
        return hashlib.sha256(text.encode()).hexdigest()


def read_departments(file: BinaryIO, filename: str) -> tuple[list[DepartmentRow], list[Fault]]:
    """Return the rows of a file, and its faults; a file with faults must not be imported."""
    found: list[DepartmentRow] = []
    faults: list[Fault] = []
    try:
        rows = read_rows(file, PurePath(filename).suffix.lower(), MOST_BYTES)
        _number, header = next(rows, (0, []))
        places = _places(header)
        for count, (number, cells) in enumerate(rows, start=1):
            if count > MOST_ROWS:
                refuse(_("The file has more than %(most)s rows. Split it."), most=f"{MOST_ROWS:,}")
            texts = [cells[place] if place < len(cells) else "" for place in places]
            row = DepartmentRow(number, texts[0], texts[1] if len(texts) > 1 else None)
            wrong = _row_faults(row, [header[place] for place in places])
            if any(cells[len(header) :]):
                message = _("More cells than columns. Put texts with a comma in quotation marks.")
                wrong = [Fault(number, "", message)]
            faults += wrong
            found += [] if wrong else [row]
        if not found and not faults:
            refuse(_("No department is in the file: no row below the column names is filled."))
    except Refused as refused:
        return [], list(refused.args)
    return found, first_faults(faults)


def _places(header: Sequence[str]) -> list[int]:
    """Return where the department or path and, if there is one, the parent stand."""
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        name = FIELDS.get(title.lower())
        if name in places:
            message = _('The columns "%(first)s" and "%(title)s" mean the same. Keep one.')
            refuse(message, first=header[places[name]], title=title)
        if name:
            places[name] = place
    if "path" in places and "parent" not in places:
        return [places["path"]]
    if "path" in places:
        refuse(_('The file has a column "path" and a column of parents. Keep one of the two.'))
    if "department" not in places:
        message = _(
            'Row 1 names no column "department". Name the columns "department" and "parent", '
            'or have one column "path".'
        )
        refuse(message)
    return [places[name] for name in ("department", "parent") if name in places]


def _row_faults(row: DepartmentRow, titles: Sequence[str]) -> list[Fault]:
    """Return what is wrong with the cells of a row, whatever the others say."""
    if row.parent is None:
        wrong = [unit_fault(row.department)]
    else:
        wrong = [name_fault(row.department)]
        wrong.append("" if row.parent in DASHES else unit_fault(row.parent))
    return [Fault(row.number, title, f) for title, f in zip(titles, wrong, strict=True) if f]


def plan_import(tree: Tree, rows: Sequence[DepartmentRow]) -> Plan:
    """Change a tree in memory into what the rows say; returns what that did.

    The rows are all of ``read_departments``. Where the plan has faults, the tree must not be
    written.
    """
    before = {pk: unit.path for pk, unit in tree.units.items()}
    parents = {pk: unit.parent_id for pk, unit in tree.units.items()}
    is_by_name = any(row.parent is not None for row in rows)
    place = _ByName(tree, rows) if is_by_name else _ByPath(tree, rows)
    faults = sorted([*place.faults, *_circles(tree, place.named)], key=lambda f: f.row or 0)
    if faults:
        return Plan(first_faults(faults))
    plan = Plan()
    order = tree.in_order()
    added = [unit for unit in order if unit.pk not in before]
    moved = [u for u in order if u.pk in before and u.parent_id != parents[u.pk]]
    plan.touched = {unit.pk for unit in (*added, *moved)}
    plan.faults = [
        Fault(place.named[pk], "", message) for pk, message in tree.faults(plan.touched).items()
    ]
    plan.faults.sort(key=lambda fault: fault.row or 0)
    plan.new = [tree.path(unit) for unit in added]
    plan.moved = [(before[unit.pk], tree.path(unit)) for unit in moved]
    plan.unchanged = len(place.named.keys() - plan.touched)
    plan.untouched = [tree.path(unit) for unit in order if unit.pk not in place.named]
    plan.top = [unit.name for unit in order if unit.parent_id is None]
    return plan


class _ByPath:
    """Puts the departments of paths into a tree; ``named`` is {id: the row that names it}."""

    def __init__(self, tree: Tree, rows: Sequence[DepartmentRow]) -> None:
        self.faults: list[Fault] = []
        self.named: dict[uuid.UUID, int] = {}
        known = {(unit.parent_id, unit.name.casefold()): unit for unit in tree.units.values()}
        for row in rows:
            unit: Unit | None = None
            for name in unit_parts(row.department):
                key = (unit.pk if unit else None, name.casefold())
                if key not in known:
                    known[key] = tree.add(name, unit)
                unit = known[key]
                self.named.setdefault(unit.pk, row.number)


class _ByName:
    """Puts named departments below their parents; ``named`` is {id: the row that names it}."""

    def __init__(self, tree: Tree, rows: Sequence[DepartmentRow]) -> None:
        self.tree = tree
        self.faults: list[Fault] = []
        self.named: dict[uuid.UUID, int] = {}
        self.by_path = {unit.path.casefold(): unit for unit in tree.units.values()}
        self.by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in tree.units.values():
            self.by_name[unit.name.casefold()].append(unit)
        self.listed: dict[str, Unit] = {}
        # All of them first, because a row may name one further down as its parent.
        found = [(row, self._department(row)) for row in self._once(rows)]
        for row, department in found:
            text = row.parent or ""
            parent = None if text in DASHES else self._parent(row.number, text)
            if department is not None:
                department.parent = parent

    def _once(self, rows: Sequence[DepartmentRow]) -> list[DepartmentRow]:
        """Return the rows without those that repeat another; contradictions are faults."""
        first: dict[str, DepartmentRow] = {}
        for row in rows:
            earlier = first.setdefault(row.department.casefold(), row)
            if (row.parent or "").casefold() != (earlier.parent or "").casefold():
                message = _(
                    "Row %(row)d puts “%(name)s” somewhere else. Keep one of the two rows; if "
                    "there are two departments of this name, use a file of paths."
                )
                values = {"row": earlier.number, "name": row.department}
                self.faults.append(Fault(row.number, "", message % values))
        return list(first.values())

    def _department(self, row: DepartmentRow) -> Unit | None:
        """Return the department a row names, a new one if there is none; None after a fault."""
        name, parent = row.department.casefold(), _spelled(row.parent or "")
        units = self.by_name.get(name, [])
        if len(units) > 1:
            places = [(unit, _above(unit)) for unit in units]
            units = [u for u, above in places if parent in (above, above.split(MARK)[-1].strip())]
        if len(units) > 1 or (self.by_name.get(name) and not units):
            self._ask_for_paths(row.number, row.department)
            return None
        unit = units[0] if units else self.tree.add(row.department, None)
        self.listed[name] = unit
        self.named[unit.pk] = row.number
        return unit

    def _parent(self, number: int, text: str) -> Unit | None:
        """Return the department of a file or client with this name or path; None after a fault."""
        if unit := self.listed.get(text.casefold()) or self.by_path.get(_spelled(text)):
            return unit
        units = self.by_name.get(text.casefold(), [])
        if len(units) == 1:
            return units[0]
        if units:
            self._ask_for_paths(number, text)
        else:
            message = _(
                "There is no department “%(name)s”, neither in the file nor on the list. Correct "
                "the name, or add a row for it."
            )
            self.faults.append(Fault(number, "", message % {"name": text}))
        return None

    def _ask_for_paths(self, number: int, name: str) -> None:
        """Say that a name stands for several departments."""
        paths = "; ".join(sorted(unit.path for unit in self.by_name[name.casefold()]))
        message = _(
            "The client has several departments “%(name)s”: %(paths)s. Use a file of paths, or "
            "move them on the page."
        )
        self.faults.append(Fault(number, "", message % {"name": name, "paths": paths}))


def _spelled(path: str) -> str:
    """Return a path in the one way in which paths are compared."""
    return "" if path in DASHES else " / ".join(unit_parts(path)).casefold()


def _above(unit: Unit) -> str:
    """Return the path of what a stored department stands below, for comparing; "" at the top."""
    return unit.path.casefold().rpartition(" / ")[0]


def _circles(tree: Tree, named: dict[uuid.UUID, int]) -> list[Fault]:
    """Return a fault for every circle, at the first row that names a department of it."""
    faults: list[Fault] = []
    seen: set[uuid.UUID] = set()
    for pk in named:
        circle = tree.circle(tree.units[pk])
        if not circle or circle[0].pk in seen:
            continue
        seen.update(unit.pk for unit in circle)
        message = _(
            "These departments stand below each other in a circle: %(names)s. Give one of them "
            "another parent, or none."
        )
        names = " › ".join(unit.name for unit in (circle[-1], *circle))
        number = min(named[unit.pk] for unit in circle if unit.pk in named)
        faults.append(Fault(number, "", message % {"names": names}))
    return faults
