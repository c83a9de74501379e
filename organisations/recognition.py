"""Who on a roster a row of a file speaks of."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from itertools import chain

from django.db.models import Q

from organisations.models import PATH_SEPARATOR, Organisation, Person
from organisations.roster_file import RosterRow

Key = tuple[str, ...]
LAST = "name and unit, whatever the address"


class Roster:
    """Who is on the roster, and which of them a row of a file speaks of."""

    def __init__(self, organisation: Organisation, rows: Sequence[RosterRow]) -> None:
        self.ids = {row.external_key for row in rows if row.external_key}
        self.addresses = Counter(row.email.lower() for row in rows if row.email)
        self.listed = {key for row in rows for key in _row_keys(row) if key[0] != "email"}
        self.taken: set[uuid.UUID] = set()
        self.index: dict[Key, list[Person]] = defaultdict(list)
        # Whoever left and has a number can come back; anybody else comes as a new person. Whoever
        # asked not to be asked again is recognised by everything, so as not to come back.
        known = Q(left_on=None) | Q(external_key__in=self.ids) | Q(has_opted_out=True)
        self.people = list(organisation.people.filter(known).order_by("has_opted_out", "pk"))
        # Kept once, not with each of the many who are in them. Read after the people: places are
        # added any time, but not taken away while somebody is in them.
        self.units = dict(organisation.units.values_list("pk", "path"))
        self.accounts = dict(organisation.accounts.values_list("pk", "name"))
        for person in self.people:
            path = self.path(person.unit_id)
            keys = _keys(person.external_key, person.email, person.name, path)
            if person.has_opted_out and person.name:
                keys.append(_last_key(person.name, path))
            by_all = person.left_on is None or person.has_opted_out
            for key in keys if by_all else keys[:1]:
                self.index[key].append(person)

    def path(self, unit: uuid.UUID | None) -> str:
        """Return the path of a unit; "" of none."""
        return self.units[unit] if unit else ""

    def account(self, account: uuid.UUID | None) -> str:
        """Return the name of an account; "" of none."""
        return self.accounts[account] if account else ""

    def missing(self, audiences: Collection[str]) -> list[Person]:
        """Return who of these audiences is on the roster and was not taken by any row."""
        return [
            person
            for person in self.people
            if person.left_on is None
            and person.pk not in self.taken
            and person.audience in audiences
        ]

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
        path = self.path(person.unit_id)
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
