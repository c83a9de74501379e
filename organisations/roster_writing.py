"""Writing what a roster file changes; it is made ready first, so that nobody waits for more."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256

from django.db import connection

from organisations.models import MailStop, Organisation, Person
from organisations.roster_changes import NOBODY, WRITTEN_FIELDS, find_changes, wanted_by
from organisations.roster_file import RosterRow
from organisations.roster_places import places_of
from organisations.signals import addresses_changed, people_left

BATCH = 500


class Writing:
    """What a file changes, ready to be written as long as ``is_current``.

    ``columns`` are the names of the attribute columns to keep.
    """

    def __init__(
        self, organisation: Organisation, rows: Sequence[RosterRow], columns: Sequence[str]
    ) -> None:
        self.organisation = organisation
        # Taken first: what changes while the rest is read is noticed as well.
        self._fingerprint = _fingerprint(organisation)
        self._places = places_of(organisation, rows, columns)
        attributes = {column: str(self._places.attributes[column].pk) for column in columns}
        self.changes = find_changes(organisation, rows, attributes)
        self._new = [
            self._places.fill(Person(organisation=organisation), wanted_by(row, attributes, NOBODY))
            for row in self.changes.new
        ]
        self._known = [*self.changes.changed, *self.changes.back]
        for each in self._known:
            self._places.fill(each.person, each.wanted)

    def is_current(self) -> bool:
        """Whether the roster is still as it was compared with."""
        return self._fingerprint == _fingerprint(self.organisation)

    def write(self, *, leaving_on: date | None) -> None:
        """Bring the roster to the file's state, in the caller's transaction.

        With ``leaving_on`` people of the file's audiences whom it does not name leave the roster
        on that day, and their links end.
        """
        self._places.save_new()
        Person.objects.bulk_create(self._new, batch_size=BATCH)
        _update(each.person for each in self._known)
        _bring_back(self.organisation, [each.person for each in self.changes.back])
        elsewhere = [each.person for each in self._known if each.is_elsewhere]
        _readdress(self.organisation, elsewhere)
        if leaving_on is not None:
            _remove(self.organisation, self.changes.gone, leaving_on)
        for name, values in self.changes.unplaced.items():
            # Every value has a place; the consultant is told to look whether it is the right one.
            attribute = self._places.attributes[name]
            attribute.ordered_values += values
            attribute.save(update_fields=["ordered_values"])


def _fingerprint(organisation: Organisation) -> bytes:
    """Return a digest of everything a file is compared with, as the database has it."""
    digest = sha256()
    tables = (organisation.attributes, organisation.units, organisation.accounts)
    for table in (*tables, organisation.people):
        sql, values = table.order_by("pk").query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            for row in cursor:
                digest.update(repr(row).encode())
    return digest.digest()


def _update(people: Iterable[Person]) -> None:
    """Write people who are there already.

    As rows that are known, because an update of many different rows in one is ten times slower.
    """
    Person.objects.bulk_create(
        people,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=WRITTEN_FIELDS,
    )


def _bring_back(organisation: Organisation, people: Sequence[Person]) -> None:
    """Put people who left back on the roster, but for those who asked not to be asked again."""
    for some in _batches(people):
        organisation.people.filter(pk__in=some, has_opted_out=False).update(left_on=None)


def _readdress(organisation: Organisation, people: Sequence[Person]) -> None:
    """Forget what spoke of the old address, and let whoever has sent links to it end them."""
    for some in _batches(people):
        bounced = organisation.people.filter(pk__in=some, mail_stop=MailStop.BOUNCED)
        bounced.update(mail_stop="")
        addresses_changed.send(sender=Organisation, organisation=organisation, people=some)


def _remove(organisation: Organisation, people: Sequence[Person], today: date) -> None:
    """Take people off the roster, and let whoever holds links of theirs end them."""
    for some in _batches(people):
        organisation.people.present().filter(pk__in=some).update(left_on=today)
    people_left.send(sender=Organisation, organisation=organisation)


def _batches(people: Sequence[Person]) -> Iterator[list[uuid.UUID]]:
    """Yield the people's ids, a batch at a time."""
    for start in range(0, len(people), BATCH):
        yield [person.pk for person in people[start : start + BATCH]]
