"""Two who act at the same time."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread

from django.core.exceptions import ValidationError
from django.db import connection, transaction

# Long enough for the second to come to where it would have to wait.
A_MOMENT = 1.0


def meanwhile(first: Callable[[], object], second: Callable[[], object]) -> None:
    """Let the first act, and the second before what the first did is committed."""
    has_acted = Event()

    def slowly() -> None:
        with transaction.atomic():
            first()
            has_acted.set()
            time.sleep(A_MOMENT)

    def after() -> None:
        has_acted.wait()
        second()

    def run(act: Callable[[], None]) -> None:
        try:
            act()
        finally:
            has_acted.set()
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(run, (slowly, after)))


def together(*acts: Callable[[], object]) -> list[str]:
    """Let all act at once, each on a connection of its own; returns what was refused."""
    refused: list[str] = []
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except ValidationError as error:
            refused.extend(error.messages)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused
