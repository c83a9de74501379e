"""Cleaning the database's own left-overs, after rows that must not be read again are gone."""

from django.db import connection

from surveys.models import Ballot, Draft, Wave


def erase_free_space() -> None:
    """Rewrite what held drafts, ballots and salts, so that deleted rows are gone from the disk.

    Deleting a row only marks its place as free; until something else is written there, the
    bytes can be read from the file or from the database's log. Runs outside a transaction.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        elif connection.vendor == "postgresql":
            for model in (Draft, Ballot, Wave):
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"VACUUM (FULL) {table}")
