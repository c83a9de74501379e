"""What the database tells of each row: its values, sizes, place, age, and order in each index."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from subprocess import run
from typing import Any

import numpy as np
from django.conf import settings
from django.db import connection, models

from tests.attacks.linkage.bytes_found import HEX_NAME
from tests.attacks.linkage.joins import Numbers

# A place in a table: page and number on the page.
CTID_PAGE = 1 << 16
PHYSICAL = {
    "sqlite": {"place": "rowid"},
    "postgresql": {
        "place": f"(ctid::text::point)[0] * {CTID_PAGE} + (ctid::text::point)[1]",
        "xmin": "xmin::text::bigint",
        "xmax": "xmax::text::bigint",
        "cmin": "cmin::text::bigint",
    },
}


def number(value: Any) -> float:
    """Return a value as a number that keeps order and, but for rare chance, difference."""
    if value is None:
        return float("nan")
    if isinstance(value, uuid.UUID):
        return float(value.int)
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, date):
        return float(value.toordinal())
    if isinstance(value, (int, float)):
        return float(value)
    text = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
    if HEX_NAME.match(text):
        return float(int(text[:32], 16))
    return float(int.from_bytes(text[:16].ljust(16, b"\0"), "big"))


def size(value: Any) -> float:
    """Return how long a value is."""
    text = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value)
    return float(len(text))


def traits(model: type[models.Model], names: Sequence[uuid.UUID]) -> dict[str, Numbers]:
    """Return all that the table of a model tells of these rows, in their order."""
    table = connection.ops.quote_name(model._meta.db_table)
    physical = PHYSICAL[connection.vendor]
    titles = [str(field.column) for field in model._meta.concrete_fields]
    own = [connection.ops.quote_name(title) for title in titles]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([*own, *physical.values()])} FROM {table}")
        stored = {uuid.UUID(str(row[0])).bytes: row for row in cursor.fetchall()}
        orders = dict(_index_orders(cursor, model))
    rows = [stored[name.bytes] for name in names]
    found = {}
    for at, title in enumerate([*titles, *physical]):
        found[title] = np.array([number(row[at]) for row in rows])
        if title in titles:
            found[f"size of {title}"] = np.array([size(row[at]) for row in rows])
    for title, order in orders.items():
        found[title] = np.array([float(order[name.bytes]) for name in names])
    kind = model._meta.model_name
    return {f"{kind}'s {title}": values for title, values in found.items()}


def _index_orders(cursor: Any, model: type[models.Model]) -> Iterator[tuple[str, dict[bytes, int]]]:
    """Yield each index, and the place of every row in it; equal ones lie as in the table."""
    table = model._meta.db_table
    place = PHYSICAL[connection.vendor]["place"]
    for name, about in connection.introspection.get_constraints(cursor, table).items():
        columns = [c for c in about["columns"] or [] if c]
        if not (about["index"] or about["unique"]) or not columns:
            continue
        by = ", ".join(connection.ops.quote_name(column) for column in columns)
        key = connection.ops.quote_name(str(model._meta.pk.column))
        cursor.execute(
            f"SELECT {key} FROM {connection.ops.quote_name(table)} ORDER BY {by}, {place}"
        )
        order = {uuid.UUID(str(key)).bytes: at for at, (key,) in enumerate(cursor.fetchall())}
        yield f"order in {name}", order


def database_bytes() -> dict[str, bytes]:
    """Return the bytes of the database's files: for SQLite also its log.

    PostgreSQL's are those of every table and index of the product with what they hold aside,
    and its statistics.
    """
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        return {"file": _read([Path(name)]), "log": _read([Path(f"{name}-wal")])}
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 'i', 't') AND "
            "(relnamespace IN ('public'::regnamespace, 'pg_toast'::regnamespace) "
            "OR relname = 'pg_statistic') AND pg_relation_filepath(oid) IS NOT NULL ORDER BY oid"
        )
        root = Path(settings.DATA_DIR) / "postgresql"
        return {"file": _read([root / path for (path,) in cursor.fetchall()]), "log": b""}


def _read(paths: Sequence[Path]) -> bytes:
    # In a process of its own: a process that closes SQLite's file loses its locks on it.
    there = [str(path) for path in paths if path.exists()]
    return run(["cat", *there], capture_output=True, check=True).stdout if there else b""
