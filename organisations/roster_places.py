"""Where a roster file puts people: departments, accounts and attributes, added where missing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from organisations.models import PATH_SEPARATOR, Account, Attribute, Organisation, Person, Unit
from organisations.roster_file import RosterRow

BATCH = 500
# The fields of a person that name another row.
PLACES = {"unit", "account", "leads"}


@dataclass(frozen=True)
class Places:
    """Units by path and accounts by name, to put people in."""

    units: Mapping[str, Unit]
    accounts: Mapping[str, Account]

    def fill(self, person: Person, wanted: Mapping[str, Any]) -> Person:
        """Set a person to what a row wants."""
        for name, value in wanted.items():
            if name not in PLACES:
                setattr(person, name, value)
        person.unit = self.units.get(wanted["unit"])
        person.leads = self.units.get(wanted["leads"])
        person.account = self.accounts.get(wanted["account"])
        return person


def attributes_of(organisation: Organisation, columns: Sequence[str]) -> dict[str, str]:
    """Return {column: attribute's id}, adding those the organisation does not have yet."""
    known = {attribute.name: attribute for attribute in organisation.attributes.all()}
    for column in columns:
        if column not in known:
            known[column] = Attribute.objects.create(
                organisation=organisation, name=column, position=len(known) + 1
            )
    return {column: str(known[column].pk) for column in columns}


def units_of(organisation: Organisation, rows: Iterable[RosterRow]) -> dict[str, Unit]:
    """Return all units by path, adding those a row names, parents first."""
    known = {unit.path: unit for unit in organisation.units.all()}
    for path in new_units(known, rows):
        name = PATH_SEPARATOR.join(path)
        known[name] = Unit.objects.create(
            organisation=organisation,
            parent=known.get(PATH_SEPARATOR.join(path[:-1])),
            name=path[-1],
            path=name,
        )
    return known


def new_units(known: Collection[str], rows: Iterable[RosterRow]) -> list[tuple[str, ...]]:
    """Return the units rows name whose paths are not known, parents first."""
    paths = {row.unit[:depth] for row in rows for depth in range(1, len(row.unit) + 1)}
    new = [path for path in paths if PATH_SEPARATOR.join(path) not in known]
    return sorted(new, key=lambda parts: (len(parts), parts))


def accounts_of(organisation: Organisation, rows: Iterable[RosterRow]) -> dict[str, Account]:
    """Return all accounts by name, adding those a row names."""
    known = {account.name: account for account in organisation.accounts.all()}
    new = [Account(organisation=organisation, name=name) for name in new_accounts(known, rows)]
    Account.objects.bulk_create(new, batch_size=BATCH)
    return known | {account.name: account for account in new}


def new_accounts(known: Collection[str], rows: Iterable[RosterRow]) -> list[str]:
    """Return the accounts rows name that are not known, by name."""
    return sorted({row.account for row in rows if row.account} - {*known})
