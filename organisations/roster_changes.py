"""What a roster file would change, and changing it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

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
PERSON_FIELDS = ["external_key", "email", "name", "audience", "unit", "account", "attributes"]

Key = tuple[str, ...]


@dataclass
class Changes:
    """The people a file adds and alters; everybody else stays as they are."""

    new: list[RosterRow] = field(default_factory=list)
    changed: list[tuple[Person, RosterRow]] = field(default_factory=list)
    unchanged: int = 0


def _keys(external_key: str | None, email: str | None, name: str, unit: str) -> list[Key]:
    """Return what a person is recognised by, the surest first."""
    keys: list[Key] = []
    if external_key:
        keys.append(("id", external_key))
    if email:
        keys += [("email and name", email.lower(), name.lower())]
        if not external_key:
            keys.append(("email", email.lower()))
    if not email and not external_key:
        keys.append(("name and unit", name.lower(), unit))
    return keys


def _index(people: Iterable[Person]) -> dict[Key, Person]:
    index: dict[Key, Person] = {}
    shared: set[Key] = set()
    for person in people:
        path = person.unit.path if person.unit else ""
        for key in [
            *_keys(person.external_key, person.email, person.name, path),
            *([("email", person.email.lower())] if person.email else []),
        ]:
            if key in index and index[key] != person:
                shared.add(key)
            index[key] = person
    # An address two people share recognises neither.
    return {key: person for key, person in index.items() if key not in shared}


def _row_values(row: RosterRow, attributes: Mapping[str, str]) -> dict[str, Any]:
    return {
        "external_key": row.external_key or None,
        "email": row.email or None,
        "name": row.name,
        "audience": row.audience,
        "unit": PATH_SEPARATOR.join(row.unit),
        "account": row.account,
        "attributes": {
            identifier: row.others[name]
            for name, identifier in attributes.items()
            if row.others.get(name)
        },
    }


def _person_values(person: Person) -> dict[str, Any]:
    return {
        "external_key": person.external_key,
        "email": person.email,
        "name": person.name,
        "audience": person.audience,
        "unit": person.unit.path if person.unit else "",
        "account": person.account.name if person.account else "",
        "attributes": person.attributes,
    }


def find_changes(
    organisation: Organisation, rows: Sequence[RosterRow], attributes: Mapping[str, str]
) -> Changes:
    """Compare a file's rows with the roster.

    ``attributes`` is {column: attribute's id} of those chosen; other columns are ignored.
    """
    index = _index(organisation.people.present().select_related("unit", "account"))
    changes = Changes()
    for row in rows:
        keys = _keys(row.external_key, row.email, row.name, PATH_SEPARATOR.join(row.unit))
        person = next((index[key] for key in keys if key in index), None)
        wanted = _row_values(row, attributes)
        if person is None:
            changes.new.append(row)
        elif {**_person_values(person), **_only_given(wanted)} != _person_values(person):
            changes.changed.append((person, row))
        else:
            changes.unchanged += 1
    return changes


def _only_given(wanted: dict[str, Any]) -> dict[str, Any]:
    """Leave out an absent number: a file without the column does not erase it."""
    return {
        name: value
        for name, value in wanted.items()
        if not (name == "external_key" and value is None)
    }


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
            values = _only_given(_row_values(row, attributes))
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
