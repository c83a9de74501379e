"""Half of the people, drawn by lot: of every audience and department half of its people."""

import secrets
import uuid
from itertools import groupby

from django.db.models import QuerySet

from organisations.models import Person


def drawn(people: QuerySet[Person]) -> set[uuid.UUID]:
    """Return the keys of the drawn half; everybody is as likely to be drawn as not.

    The people stand in a row, audience by audience and department by department, each in an order
    drawn anew, and every second one is taken: so the halves of a department differ by one person
    at most.
    """
    lot = secrets.SystemRandom()
    by_place = groupby(
        sorted(people.values_list("pk", "audience", "unit"), key=lambda row: str(row[1:])),
        key=lambda row: row[1:],
    )
    row: list[uuid.UUID] = []
    for _place, found in by_place:
        there = [pk for pk, *_where in found]
        lot.shuffle(there)
        row += there
    return set(row[lot.randrange(2) :: 2])
