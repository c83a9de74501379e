"""What a roster file would change, and changing it."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import Q

from organisations.models import (
    PATH_SEPARATOR,
    Account,
    Attribute,
    Audience,
    Organisation,
    Person,
    RosterImport,
    Unit,
)
from organisations.roster import RosterRow

FORGOTTEN_AFTER = timedelta(days=1)
PERSON_FIELDS = (
    "external_key", "email", "name", "audience", "unit", "account", "leads",
    "attributes", "left_on",
)  # fmt: skip

Key = tuple[str, ...]
LAST = "name and unit, whatever the address"


@dataclass
class Changes:
    """What a file brings; whoever it does not speak of stays as they are.

    ``opted_out`` are rows of people who asked not to be asked again: they are passed over.
    ``asked_twice`` are addresses two rows share, or people in different audiences. ``new_units``
    are the paths of the units the file adds. ``unplaced`` is {attribute's name: values that have
    no place in its order yet}.
    """

    new: list[RosterRow] = field(default_factory=list)
    changed: list[tuple[Person, RosterRow]] = field(default_factory=list)
    unchanged: int = 0
    opted_out: list[RosterRow] = field(default_factory=list)
    asked_twice: list[str] = field(default_factory=list)
    new_units: list[str] = field(default_factory=list)
    unplaced: dict[str, list[str]] = field(default_factory=dict)


class _Roster:
    """Who is on the roster, and which of them a row of a file speaks of."""

    def __init__(self, organisation: Organisation, rows: Sequence[RosterRow]) -> None:
        self.ids = {row.external_key for row in rows if row.external_key}
        self.addresses = Counter(row.email.lower() for row in rows if row.email)
        self.listed = {key for row in rows for key in _row_keys(row) if key[0] != "email"}
        self.taken: set[uuid.UUID] = set()
        self.index: dict[Key, list[Person]] = defaultdict(list)
        people = organisation.people.select_related("unit", "account", "leads")
        # Whoever left and has a number can come back; anybody else comes as a new person. Whoever
        # asked not to be asked again is recognised by everything, so as not to come back.
        known = Q(left_on=None) | Q(external_key__in=self.ids) | Q(has_opted_out=True)
        for person in people.filter(known).order_by("has_opted_out", "pk"):
            path = person.unit.path if person.unit else ""
            keys = _keys(person.external_key, person.email, person.name, path)
            if person.has_opted_out and person.name:
                keys.append(_last_key(person.name, path))
            by_all = person.left_on is None or person.has_opted_out
            for key in keys if by_all else keys[:1]:
                self.index[key].append(person)

    def take(self, row: RosterRow) -> Person | None:
        """Return the person a row speaks of, once; None if it is somebody new."""
        last = _last_key(row.name, PATH_SEPARATOR.join(row.unit))
        for key in [*_row_keys(row), last]:
            people = self.index.get(key, [])
            for person in people:
                may_be = self._has_opted_out if person.has_opted_out else self._may_be
                if may_be(person, row, by=key[0], is_only=len(people) == 1):
                    self.taken.add(person.pk)
                    return person
        return None

    def _may_be(self, person: Person, row: RosterRow, *, by: str, is_only: bool) -> bool:
        """Whether their numbers do not tell the two apart."""
        # A mere address recognises nobody who has a number or who shares it.
        if person.pk in self.taken or (by == "email" and (row.external_key or not is_only)):
            return False
        if not person.external_key or person.external_key == row.external_key:
            return True
        return not row.external_key and person.external_key not in self.ids

    def _has_opted_out(self, person: Person, row: RosterRow, *, by: str, is_only: bool) -> bool:
        """Whether a row speaks of one who asked not to be asked again.

        In doubt it does: a new number does not bring back someone of the same address and name.
        """
        if by == "email and name" and row.name:
            return True
        if by == "email" and not (is_only and self.addresses[row.email.lower()] == 1):
            return False
        if by == LAST and self._is_listed(person):
            return False
        numbers = {person.external_key, row.external_key} - {None, ""}
        return len(numbers) < 2

    def _is_listed(self, person: Person) -> bool:
        """Whether another row is surely theirs, so that one of the same name is somebody else."""
        path = person.unit.path if person.unit else ""
        keys = _keys(person.external_key, person.email, person.name, path)
        return not self.listed.isdisjoint(keys)

    def asked_twice(self, rows: Sequence[RosterRow]) -> list[str]:
        """Return the addresses two of these rows share, or people in different audiences."""
        sharing = Counter(row.email.lower() for row in rows)
        audiences: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            audiences[row.email.lower()].add(row.audience)
        others = chain.from_iterable(self.index.get(("email", email), ()) for email in audiences)
        for person in others:
            if person.left_on is None and person.pk not in self.taken and person.email:
                audiences[person.email.lower()].add(person.audience)
        several = {
            email for email, found in audiences.items() if max(len(found), sharing[email]) > 1
        }
        return sorted(several - {""})


def _keys(external_key: str | None, email: str | None, name: str, unit: str) -> list[Key]:
    """Return what a person is recognised by, the surest first."""
    keys: list[Key] = [("id", external_key)] if external_key else []
    if email:
        return [*keys, ("email and name", email.lower(), name.lower()), ("email", email.lower())]
    return [*keys, ("name and unit", name.lower(), unit)]


def _row_keys(row: RosterRow) -> list[Key]:
    return _keys(row.external_key, row.email, row.name, PATH_SEPARATOR.join(row.unit))


def _last_key(name: str, unit: str) -> Key:
    """Return what recognises whoever asked not to be asked again when their address differs."""
    return (LAST, name.lower(), unit)


def _wanted(row: RosterRow, attributes: Mapping[str, str], person: Person) -> dict[str, Any]:
    """Return the person as the row wants them.

    What the file does not speak of stays: a number, attributes that were not chosen, and the
    unit a member of staff or a leader leads.
    """
    kept = {k: value for k, value in person.attributes.items() if k not in attributes.values()}
    given = {key: row.others[name] for name, key in attributes.items() if row.others.get(name)}
    leads = person.leads.path if person.leads and row.audience != Audience.CUSTOMERS else ""
    return {
        "external_key": row.external_key or person.external_key,
        "email": row.email or None,
        "name": row.name,
        "audience": row.audience,
        "unit": PATH_SEPARATOR.join(row.unit),
        "account": row.account,
        "leads": leads if row.leads is None else PATH_SEPARATOR.join(row.leads),
        "attributes": kept | given,
        "left_on": None,
    }


def _present(person: Person) -> dict[str, Any]:
    """Return the person as they are, for comparing."""
    return {
        **{name: getattr(person, name) for name in PERSON_FIELDS},
        "unit": person.unit.path if person.unit else "",
        "account": person.account.name if person.account else "",
        "leads": person.leads.path if person.leads else "",
    }


def find_changes(
    organisation: Organisation, rows: Sequence[RosterRow], attributes: Mapping[str, str]
) -> Changes:
    """Compare a file's rows with the roster.

    ``attributes`` is {column: attribute's id} of those chosen; other columns are ignored.
    """
    roster = _Roster(organisation, rows)
    changes = Changes()
    for row in rows:
        person = roster.take(row)
        if person is None:
            changes.new.append(row)
        elif person.has_opted_out:
            changes.opted_out.append(row)
        elif _wanted(row, attributes, person) != _present(person):
            changes.changed.append((person, row))
        else:
            changes.unchanged += 1
    passed_over = {row.number for row in changes.opted_out}
    kept = [row for row in rows if row.number not in passed_over]
    changes.asked_twice = roster.asked_twice(kept)
    known = set(organisation.units.values_list("path", flat=True))
    changes.new_units = [PATH_SEPARATOR.join(path) for path in _new_units(known, rows)]
    changes.unplaced = _unplaced(organisation, kept, attributes)
    return changes


def _unplaced(
    organisation: Organisation, rows: Sequence[RosterRow], attributes: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return {attribute's name: values} that are new to attributes whose values have an order."""
    found = {}
    for attribute in organisation.attributes.filter(pk__in=attributes.values()):
        values = {row.others[attribute.name] for row in rows} - {"", *attribute.ordered_values}
        if attribute.ordered_values and values:
            found[attribute.name] = sorted(values)
    return found


def apply_changes(
    organisation: Organisation, rows: Sequence[RosterRow], columns: Sequence[str]
) -> Changes:
    """Bring the roster to the file's state, all of it or nothing.

    ``columns`` are the names of the attribute columns to keep.
    """
    with transaction.atomic():
        attributes = _attributes(organisation, columns)
        changes = find_changes(organisation, rows, attributes)
        units = _units(organisation, rows)
        accounts = _accounts(organisation, rows)

        def fill(person: Person, row: RosterRow) -> Person:
            values = _wanted(row, attributes, person)
            values["unit"] = units.get(values["unit"])
            values["leads"] = units.get(values["leads"])
            values["account"] = accounts.get(values["account"])
            for name, value in values.items():
                setattr(person, name, value)
            return person

        Person.objects.bulk_create(
            [fill(Person(organisation=organisation), row) for row in changes.new],
            batch_size=500,
        )
        Person.objects.bulk_update(
            [fill(person, row) for person, row in changes.changed], PERSON_FIELDS, batch_size=200
        )
        for attribute in organisation.attributes.filter(name__in=changes.unplaced):
            # Every value has a place; the consultant is told to look whether it is the right one.
            attribute.ordered_values += changes.unplaced[attribute.name]
            attribute.save(update_fields=["ordered_values"])
    return changes


def _attributes(organisation: Organisation, columns: Sequence[str]) -> dict[str, str]:
    """Return {column: attribute's id}, adding those the organisation does not have yet."""
    known = {attribute.name: attribute for attribute in organisation.attributes.all()}
    for column in columns:
        if column not in known:
            known[column] = Attribute.objects.create(
                organisation=organisation, name=column, position=len(known) + 1
            )
    return {column: str(known[column].pk) for column in columns}


def _units(organisation: Organisation, rows: Iterable[RosterRow]) -> dict[str, Unit]:
    """Return all units by path, adding those a row names, parents first."""
    known = {unit.path: unit for unit in organisation.units.all()}
    for path in _new_units(known, rows):
        name = PATH_SEPARATOR.join(path)
        known[name] = Unit.objects.create(
            organisation=organisation,
            parent=known.get(PATH_SEPARATOR.join(path[:-1])),
            name=path[-1],
            path=name,
        )
    return known


def _new_units(known: Collection[str], rows: Iterable[RosterRow]) -> list[tuple[str, ...]]:
    """Return the units rows name whose paths are not known, parents first."""
    paths = {row.unit[:depth] for row in rows for depth in range(1, len(row.unit) + 1)}
    new = [path for path in paths if PATH_SEPARATOR.join(path) not in known]
    return sorted(new, key=lambda parts: (len(parts), parts))


def _accounts(organisation: Organisation, rows: Iterable[RosterRow]) -> dict[str, Account]:
    known = {account.name: account for account in organisation.accounts.all()}
    for name in sorted({row.account for row in rows if row.account} - known.keys()):
        known[name] = Account.objects.create(organisation=organisation, name=name)
    return known


def forget_unconfirmed(*, now: datetime) -> None:
    """Delete files that were looked at and never confirmed: they hold people's names."""
    RosterImport.objects.filter(uploaded_at__lt=now - FORGOTTEN_AFTER).delete()
