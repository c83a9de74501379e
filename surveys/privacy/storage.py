"""Cleaning the database's own left-overs, after rows that must not be read again are gone."""

import re

from django.db import DatabaseError, connection

from organisations.models import Person, RosterImport
from surveys.models import Ballot, Comment, Draft, Invitation, Response, Wave

# Whatever holds, or has held, what somebody answered or who was asked.
OF_PEOPLE = (Draft, Ballot, Wave, Response, Comment, Invitation, Person, RosterImport)
# Nobody who answers waits longer for the cleaning than this.
LONGEST_WAIT_SECONDS = 5
FIRST_NUMBER = re.compile(r"\d+")


def erase_free_space() -> bool:
    """Rewrite what held answers, secrets and people; return whether the disk is clean of them.

    Deleting or changing a row only marks its place as free; until something else is written
    there, the bytes can be read from the file or from the database's log. While another
    transaction is open the database may have to keep them for it: then this returns False, and is
    to be tried again. Runs outside a transaction.
    """
    try:
        if connection.vendor == "sqlite":
            return _erase_on_sqlite()
        if connection.vendor == "postgresql":
            return _erase_on_postgresql()
    except DatabaseError:
        return False
    raise NotImplementedError(f"How to clean {connection.vendor} is not known.")


def dead_rows_kept(detail: str) -> int | None:
    """Return how many dead rows PostgreSQL had to keep when it rewrote a table.

    ``detail`` is what it adds to its notices, in the server's language: the first line of that
    of a rewritten table has the number and no other. None if the notice is about something else.
    """
    found = FIRST_NUMBER.search(detail.partition("\n")[0])
    return int(found[0]) if found else None


def _erase_on_sqlite() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (timeout,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {LONGEST_WAIT_SECONDS * 1000}")
        try:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            # It does not raise when a reader keeps the log from being emptied; it says "busy".
            busy, _frames, _written = cursor.fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {timeout}")
        return not busy


def _erase_on_postgresql() -> bool:
    """Rewrite the tables, and listen to what the server says it had to keep."""
    kept: list[int] = []

    def listen(notice: object) -> None:
        number = dead_rows_kept(getattr(notice, "message_detail", None) or "")
        if number is not None:
            kept.append(number)

    tables = [connection.ops.quote_name(m._meta.db_table) for m in OF_PEOPLE]
    with connection.cursor() as cursor:
        server = connection.connection
        server.add_notice_handler(listen)
        try:
            cursor.execute("SET lock_timeout = %s", [f"{LONGEST_WAIT_SECONDS}s"])
            for table in tables:
                cursor.execute(f"VACUUM (FULL, VERBOSE) {table}")
        finally:
            cursor.execute("SET lock_timeout = 0")
            server.remove_notice_handler(listen)
    # Every table must have been reported on, and none may have kept anything.
    return len(kept) >= len(tables) and not any(kept)
