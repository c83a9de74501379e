"""The departments of a client as a tree: what may stand where, and writing it down."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.models import PATH_SEPARATOR, Organisation, Unit
from organisations.roster_rules import MOST_LEVELS, longest, text_fault

MARK = PATH_SEPARATOR.strip()

Line = tuple[Unit, ...]


def name_fault(name: str) -> str:
    """Say why a department cannot have this name; "" if it can."""
    if not name:
        return _("Enter a name.")
    if MARK in name:
        return _("A name cannot hold a slash: it divides the departments of a path.")
    return text_fault(name, longest(Unit, "name"))


class Tree:
    """All departments of a client, as they are and, changed in memory, as they are to become.

    Change names and parents of the units, ``add`` and ``take_out``; then ask for ``faults`` and
    ``write``. Read and write inside one transaction, in the client's turn.
    """

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.units = {unit.pk: unit for unit in organisation.units.all()}
        self._written = {pk: (u.name, u.parent_id, u.path) for pk, u in self.units.items()}
        self._gone: list[uuid.UUID] = []

    def get(self, pk: uuid.UUID | None) -> Unit | None:
        """Return a department by its id, None for None; raises ValidationError if it is gone."""
        if pk is not None and pk not in self.units:
            raise ValidationError(_("The department is not there any more. Look at the list anew."))
        return self.units[pk] if pk else None

    def add(self, name: str, parent: Unit | None) -> Unit:
        """Put a new department below another, or at the top."""
        unit = Unit(organisation=self.organisation, name=name, parent=parent)
        self.units[unit.pk] = unit
        return unit

    def take_out(self, unit: Unit) -> None:
        """Take a department out; what stood below it must be moved."""
        del self.units[unit.pk]
        self._gone.append(unit.pk)

    def parent(self, unit: Unit) -> Unit | None:
        """Return what a department stands below; None at the top."""
        return self.units[unit.parent_id] if unit.parent_id else None

    def children(self) -> dict[uuid.UUID | None, list[Unit]]:
        """Return {id: departments directly below, by name}; those at the top are below None."""
        found: dict[uuid.UUID | None, list[Unit]] = defaultdict(list)
        for unit in sorted(self.units.values(), key=lambda unit: (unit.name.casefold(), unit.name)):
            found[unit.parent_id].append(unit)
        return found

    def line(self, unit: Unit) -> Line:
        """Return the departments from the top down to this one.

        A line that runs in a circle begins with the department at which it closes.
        """
        line = [unit]
        while (above := self.parent(line[0])) and above not in line:
            line.insert(0, above)
        return tuple(line)

    def circle(self, unit: Unit) -> Line:
        """Return the departments that stand below each other in a circle above this one."""
        line = self.line(unit)
        above = self.parent(line[0])
        return line[: line.index(above) + 1] if above else ()

    def path(self, unit: Unit) -> str:
        """Return where a department is to stand, as it will be stored."""
        return PATH_SEPARATOR.join(each.name for each in self.line(unit))

    def in_order(self) -> list[Unit]:
        """Return all departments as they stand on a page: each before those below it."""
        children = self.children()

        def below(pk: uuid.UUID | None) -> Iterator[Unit]:
            for unit in children.get(pk, ()):
                yield unit
                yield from below(unit.pk)

        return list(below(None))

    def faults(self, touched: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
        """Return {id: what is wrong} of the departments that were added, named or moved."""
        wrong = {pk: f for pk in touched if (f := name_fault(self.units[pk].name))}
        names = Counter(_place(unit) for unit in self.units.values())
        for pk in touched:
            if names[_place(self.units[pk])] > 1:
                message = _("There is a department “%(name)s” in that place already.")
                wrong.setdefault(pk, message % {"name": self.units[pk].name})
        for unit in self.units.values():
            line = self.line(unit)
            cause = next((each.pk for each in reversed(line) if each.pk in touched), None)
            if cause and (fault := _line_fault(line)):
                wrong.setdefault(cause, fault)
        return wrong

    def write(self, touched: Collection[uuid.UUID]) -> None:
        """Store what was changed, with the paths of all below; raises ValidationError for a fault.

        ``touched`` are the ids of the departments that were added, named or moved.
        """
        for fault in self.faults(touched).values():
            raise ValidationError(fault)
        paths = {pk: self.path(unit) for pk, unit in self.units.items()}
        new = [unit for pk, unit in self.units.items() if pk not in self._written]
        changed = [
            unit
            for pk, unit in self.units.items()
            if pk in self._written and self._written[pk] != (unit.name, unit.parent_id, paths[pk])
        ]
        # By way of paths nobody has, because one may take what another is about to leave.
        for unit in changed:
            unit.path = str(unit.pk)
        Unit.objects.bulk_update(changed, ["name", "parent", "path"], batch_size=200)
        Unit.objects.filter(pk__in=self._gone).delete()
        for unit in (*new, *changed):
            unit.path = paths[unit.pk]
        Unit.objects.bulk_create(sorted(new, key=lambda unit: len(self.line(unit))), batch_size=500)
        Unit.objects.bulk_update(changed, ["path"], batch_size=200)


def kept_by(unit: Unit) -> str:
    """Say who or what forbids removing a department and what to do; "" if it is empty."""
    message = ""
    if n := unit.children.count():
        message = ngettext(
            "There is %(n)d department below it. Move it elsewhere first, or merge.",
            "There are %(n)d departments below it. Move them elsewhere first, or merge.",
            n,
        )
    elif n := unit.people.present().count():
        message = ngettext(
            "There is %(n)d person in it. Merge it into the department they belong to.",
            "There are %(n)d people in it. Merge it into the department they belong to.",
            n,
        )
    elif n := unit.people.count():
        message = ngettext(
            "%(n)d person who left the list was in it. Merge it into another department.",
            "%(n)d people who left the list were in it. Merge it into another department.",
            n,
        )
    return message % {"n": n} if message else ""


def _place(unit: Unit) -> tuple[uuid.UUID | None, str]:
    """Return what no two departments may share."""
    return unit.parent_id, unit.name.casefold()


def _line_fault(line: Line) -> str:
    """Say why departments cannot stand below each other like this; "" if they can."""
    if line[0].parent_id is not None:
        return _("A department cannot stand below itself.")
    if len(line) > MOST_LEVELS:
        message = _("“%(name)s” would be on level %(n)d; at most %(most)d are possible.")
        return message % {"name": line[-1].name, "n": len(line), "most": MOST_LEVELS}
    length, most = len(PATH_SEPARATOR.join(unit.name for unit in line)), longest(Unit, "path")
    if length <= most:
        return ""
    message = _(
        "The path to “%(name)s” would have %(n)d letters; at most %(most)d are possible. "
        "Shorten a name on the way."
    )
    return message % {"name": line[-1].name, "n": length, "most": most}


@dataclass(frozen=True)
class Branch:
    """A department for a page: its people, those of all below too, its managers, its branches."""

    unit: Unit
    people: int
    people_below: int
    managers: tuple[str, ...]
    branches: tuple["Branch", ...]
    is_open: bool = False
    is_found: bool = False


def grow(
    tree: Tree, *, words: str = "", at: uuid.UUID | None = None, opened: bool = False
) -> list[Branch]:
    """Return the tree with who is in it and who leads; two queries, whatever its size.

    Only people who have not left are counted. Departments whose names hold ``words``, whatever
    the case, are found. The levels above them, and above the department ``at``, are open; all
    levels if ``opened``.
    """
    sought = words.casefold()
    found = {pk for pk, unit in tree.units.items() if sought and sought in unit.name.casefold()}
    present = tree.organisation.people.present()
    counted = present.filter(unit__isnull=False).values("unit").annotate(n=Count("pk"))
    people: Mapping[uuid.UUID, int] = dict(counted.values_list("unit", "n"))
    managers: dict[uuid.UUID | None, list[str]] = defaultdict(list)
    for person in present.filter(leads__isnull=False).order_by("name", "pk"):
        managers[person.leads_id].append(str(person))
    children = tree.children()
    shown = [tree.units[pk] for pk in {*found, at} if pk in tree.units]
    above = {each.pk for unit in shown for each in tree.line(unit)[:-1]}

    def branch(unit: Unit) -> Branch:
        branches = tuple(branch(child) for child in children.get(unit.pk, ()))
        own = people.get(unit.pk, 0)
        return Branch(
            unit=unit,
            people=own,
            people_below=own + sum(each.people_below for each in branches),
            managers=tuple(managers[unit.pk]),
            branches=branches,
            is_open=opened or unit.pk in above,
            is_found=unit.pk in found,
        )

    return [branch(unit) for unit in children.get(None, ())]


def all_of(branches: Iterable[Branch]) -> Iterator[Branch]:
    """Yield branches and all below, each before those below it."""
    for branch in branches:
        yield branch
        yield from all_of(branch.branches)


def with_found(branches: Iterable[Branch]) -> tuple[Branch, ...]:
    """Return the branches on which something was found, without what lies beside and below."""
    pruned = [replace(branch, branches=with_found(branch.branches)) for branch in branches]
    return tuple(branch for branch in pruned if branch.branches or branch.is_found)
