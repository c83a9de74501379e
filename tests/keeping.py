"""States of the database that take long to reach: reached once in a run, then written down again.

A sealed wave is made as people make it, link by link and answer by answer, which takes seconds;
hundreds of tests begin with one. The first makes it; the others get the very same rows.
"""

from collections.abc import Callable, Hashable
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction

from reports.findings import reading

# The rows of every table that has some.
State = dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]

# They belong to the schema: Django writes them anew, under other numbers, whenever it likes.
NOT_OURS = {"django_migrations", "django_content_type", "auth_permission"}

_reached: dict[Hashable, list[tuple[State, State]]] = {}


def reach(name: Hashable, make: Callable[[], object]) -> None:
    """Bring the database to where ``make`` brings it, by copying where that is known.

    It is known if the same was made before from exactly the same rows.
    """
    before = _state()
    for begun, ended in _reached.setdefault(name, []):
        if begun == before:
            _write(ended, instead_of=before)
            return
    make()
    _reached[name].append((before, _state()))


def _state() -> State:
    state: State = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            if table in NOT_OURS:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            rows = [tuple(map(_plain, row)) for row in cursor.fetchall()]
            if rows:
                state[table] = (tuple(column[0] for column in cursor.description), rows)
    return state


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _write(state: State, *, instead_of: State) -> None:
    """Write the rows of the tables that differ. What refers to what is checked at the end alone."""
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        for table in state.keys() | instead_of.keys():
            if state.get(table) == instead_of.get(table):
                continue
            cursor.execute(f"DELETE FROM {quote(table)}")
            if table in state:
                columns, rows = state[table]
                names = ", ".join(map(quote, columns))
                places = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({places})", rows)
    # What was told of the same rows may have been told under other settings.
    cache.clear()
    reading._story.cache_clear()
