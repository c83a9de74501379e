"""What lies on the disk, and what keeps it there."""

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

# The tables, with their indexes, of what is collected and of whom it is collected from.
OF_PEOPLE = "{} ~ '^(surveys_|person_|organisations_(person|rosterimport))'"


def flush_to_disk() -> None:
    """Have PostgreSQL write what it still holds in memory; SQLite has written it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")


def database_files() -> bytes:
    """The bytes of the database's own files: tables and, for SQLite, the log."""
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        # In a process of its own: a process that closes the file loses its locks on it.
        files = [str(path) for path in name.parent.glob(f"{name.name}*")]
        return subprocess.run(["cat", *files], capture_output=True, check=True).stdout
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT pg_relation_filepath(oid) FROM pg_class WHERE {OF_PEOPLE.format('relname')} "
            "AND relkind IN ('r', 'i') "
            "UNION SELECT pg_relation_filepath(reltoastrelid) FROM pg_class "
            f"WHERE {OF_PEOPLE.format('relname')} AND reltoastrelid <> 0"
        )
        paths = [row[0] for row in cursor.fetchall()]
    root = Path(settings.DATA_DIR) / "postgresql"
    return b"".join((root / path).read_bytes() for path in paths if (root / path).exists())


def database_statistics() -> str:
    """Have the database gather statistics as it does by itself, and return all it noted."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("SELECT * FROM sqlite_stat1")
        else:
            cursor.execute(f"SELECT * FROM pg_stats WHERE {OF_PEOPLE.format('tablename')}")
        return repr(cursor.fetchall())


@contextmanager
def somebody_reading() -> Iterator[None]:
    """Another connection with a transaction open, as a backup or an import has."""
    name = connection.settings_dict["NAME"]
    reader: sqlite3.Connection | psycopg.Connection
    if connection.vendor == "sqlite":
        reader = sqlite3.connect(name)
        reader.execute("BEGIN")
    else:
        reader = psycopg.connect(
            host=connection.settings_dict["HOST"] or str(settings.DATA_DIR / "postgresql"),
            dbname=name,
            user=connection.settings_dict["USER"],
        )
        reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    reader.execute("SELECT count(*) FROM organisations_firm").fetchone()
    try:
        yield
    finally:
        reader.close()
