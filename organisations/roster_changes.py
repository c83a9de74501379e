"""What a roster file would change, and changing it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from organisations.models import (
    PATH_SEPARATOR,
    Account,
    Attribute,
    Organisation,
    Person,
    RosterImport,
    Unit,
)
from organisations.roster import RosterRow

FORGOTTEN_AFTER = timedelta(days=1)
PERSON_FIELDS = (
    "external_key", "email", "name", "audience", "unit", "account", "attributes", "left_on",
)  # fmt: skip

Key = tuple[str, ...]


@dataclass
class Changes:
    """The people a file adds and alters; everybody else stays as they are."""

    new: list[RosterRow] = field(default_factory=list)
    changed: list[tuple[Person, RosterRow]] = field(default_factory=list)
    unchanged: int = 0


class _Roster:
    """Who is on the roster, and which of them a row of a file speaks of."""

    def __init__(self, organisation: Organisation, rows: Iterable[RosterRow]) -> None:
        self.ids = {row.external_key for row in rows if row.external_key}
        self.taken: set[uuid.UUID] = set()
        self.index: dict[Key, list[Person]] = defaultdict(list)
        people = organisation.people.select_related("unit", "account").order_by("pk")
        # Whoever left and has a number can come back; anybody else comes as a new person.
        for person in people.filter(Q(left_on=None) | Q(external_key__in=self.ids)):
            path = person.unit.path if person.unit else ""
            keys = _keys(person.external_key, person.email, person.name, path)
            for key in keys if person.left_on is None else keys[:1]:
                self.index[key].append(person)

    def take(self, row: RosterRow) -> Person | None:
        """Return the person a row speaks of, once; None if it is somebody new."""
        path = PATH_SEPARATOR.join(row.unit)
        for key in _keys(row.external_key, row.email, row.name, path):
            people = self.index.get(key, [])
            # A mere address recognises nobody who has a number or who shares it.
            if key[0] == "email" and (row.external_key or len(people) > 1):
                continue
            for person in people:
                if person.pk not in self.taken and self._may_be(person, row):
                    self.taken.add(person.pk)
                    return person
        return None

    def _may_be(self, person: Person, row: RosterRow) -> bool:
        """Whether their numbers do not tell the two apart."""
        if not person.external_key or person.external_key == row.external_key:
            return True
        return not row.external_key and person.external_key not in self.ids


def _keys(external_key: str | None, email: str | None, name: str, unit: str) -> list[Key]:
    """Return what a person is recognised by, the surest first."""
    keys: list[Key] = [("id", external_key)] if external_key else []
    if email:
        return [*keys, ("email and name", email.lower(), name.lower()), ("email", email.lower())]
    return [*keys, ("name and unit", name.lower(), unit)]


def _wanted(row: RosterRow, attributes: Mapping[str, str], person: Person) -> dict[str, Any]:
    """Return the person as the row wants them.

    What the file does not speak of stays: a number, and attributes that were not chosen.
    """
    kept = {k: value for k, value in person.attributes.items() if k not in attributes.values()}
    given = {key: row.others[name] for name, key in attributes.items() if row.others.get(name)}
    return {
        "external_key": row.external_key or person.external_key,
        "email": row.email or None,
        "name": row.name,
        "audience": row.audience,
        "unit": PATH_SEPARATOR.join(row.unit),
        "account": row.account,
        "attributes": kept | given,
        "left_on": None,
    }


def _present(person: Person) -> dict[str, Any]:
    """Return the person as they are, for comparing."""
    return {
        **{name: getattr(person, name) for name in PERSON_FIELDS},
        "unit": person.unit.path if person.unit else "",
        "account": person.account.name if person.account else "",
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
        elif _wanted(row, attributes, person) != _present(person):
            changes.changed.append((person, row))
        else:
            changes.unchanged += 1
    return changes


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
    paths = {row.unit[:depth] for row in rows for depth in range(1, len(row.unit) + 1)}
    for path in sorted(paths, key=lambda parts: (len(parts), parts)):
        name = PATH_SEPARATOR.join(path)
        if name not in known:
            known[name] = Unit.objects.create(
                organisation=organisation,
                parent=known.get(PATH_SEPARATOR.join(path[:-1])),
                name=path[-1],
                path=name,
            )
    return known


def _accounts(organisation: Organisation, rows: Iterable[RosterRow]) -> dict[str, Account]:
    known = {account.name: account for account in organisation.accounts.all()}
    for name in sorted({row.account for row in rows if row.account} - known.keys()):
        known[name] = Account.objects.create(organisation=organisation, name=name)
    return known


def forget_unconfirmed(*, now: datetime) -> None:
    """Delete files that were looked at and never confirmed: they hold people's names."""
    RosterImport.objects.filter(uploaded_at__lt=now - FORGOTTEN_AFTER).delete()
