"""Cleaning the database's own left-overs, after rows that must not be read again are gone."""

import re

from django.db import DatabaseError, connection

from surveys.models import Ballot, Draft, Wave

# Nobody who answers waits longer for the cleaning than this.
LONGEST_WAIT_SECONDS = 5
DEAD_ROWS_KEPT = re.compile(r"(\d+) dead row versions cannot be removed yet")


def erase_free_space() -> bool:
    """Rewrite what held drafts, ballots and salts; return whether the disk is clean of them.

    Deleting a row only marks its place as free; until something else is written there, the
    bytes can be read from the file or from the database's log. While another transaction is
    open the database may have to keep them for it: then this returns False, and is to be tried
    again. Runs outside a transaction.
    """
    try:
        if connection.vendor == "sqlite":
            return _erase_on_sqlite()
        if connection.vendor == "postgresql":
            return _erase_on_postgresql()
    except DatabaseError:
        return False
    raise NotImplementedError(f"How to clean {connection.vendor} is not known.")


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
        said = str(getattr(notice, "message_detail", "")) + str(
            getattr(notice, "message_primary", "")
        )
        kept.extend(int(number) for number in DEAD_ROWS_KEPT.findall(said))

    tables = [connection.ops.quote_name(m._meta.db_table) for m in (Draft, Ballot, Wave)]
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
