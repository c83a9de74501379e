"""Where a roster file puts people: departments, accounts and attributes, added where missing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from organisations.models import PATH_SEPARATOR, Account, Attribute, Organisation, Person, Unit
from organisations.roster_file import RosterRow

BATCH = 500
Place = TypeVar("Place", Attribute, Unit, Account)
# The fields of a person that name another row.
PLACES = {"unit", "account", "leads"}


@dataclass(frozen=True)
class Places:
    """Attributes by column, units by path and accounts by name; some may not be saved yet."""

    attributes: Mapping[str, Attribute]
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

    def save_new(self) -> None:
        """Save those that are not saved yet, parents first."""
        Attribute.objects.bulk_create(_unsaved(self.attributes), batch_size=BATCH)
        Unit.objects.bulk_create(_unsaved(self.units), batch_size=BATCH)
        Account.objects.bulk_create(_unsaved(self.accounts), batch_size=BATCH)


def _unsaved(places: Mapping[str, Place]) -> list[Place]:
    return [place for place in places.values() if place._state.adding]


def places_of(
    organisation: Organisation, rows: Sequence[RosterRow], columns: Sequence[str]
) -> Places:
    """Return all places of the organisation, with those a file's rows and columns add."""
    return Places(
        _attributes_of(organisation, columns),
        _units_of(organisation, rows),
        _accounts_of(organisation, rows),
    )


def _attributes_of(organisation: Organisation, columns: Sequence[str]) -> dict[str, Attribute]:
    known = {attribute.name: attribute for attribute in organisation.attributes.all()}
    for name in columns:
        if name not in known:
            known[name] = Attribute(organisation=organisation, name=name, position=len(known) + 1)
    return known


def _units_of(organisation: Organisation, rows: Iterable[RosterRow]) -> dict[str, Unit]:
    known = {unit.path: unit for unit in organisation.units.all()}
    for path in new_units(known, rows):
        name = PATH_SEPARATOR.join(path)
        parent = known.get(PATH_SEPARATOR.join(path[:-1]))
        known[name] = Unit(organisation=organisation, parent=parent, name=path[-1], path=name)
    return known


def _accounts_of(organisation: Organisation, rows: Iterable[RosterRow]) -> dict[str, Account]:
    known = {account.name: account for account in organisation.accounts.all()}
    new = [Account(organisation=organisation, name=name) for name in new_accounts(known, rows)]
    return known | {account.name: account for account in new}


def new_units(known: Collection[str], rows: Iterable[RosterRow]) -> list[tuple[str, ...]]:
    """Return the units rows name whose paths are not known, parents first."""
    paths = {row.unit[:depth] for row in rows for depth in range(1, len(row.unit) + 1)}
    new = [path for path in paths if PATH_SEPARATOR.join(path) not in known]
    return sorted(new, key=lambda parts: (len(parts), parts))


def new_accounts(known: Collection[str], rows: Iterable[RosterRow]) -> list[str]:
    """Return the accounts rows name that are not known, by name."""
    return sorted({row.account for row in rows if row.account} - {*known})
