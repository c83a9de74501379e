"""How long things may take, whatever the machine: bounds are those of an ordinary one."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

# What a million turns of a loop take of a processor on an ordinary machine, in seconds.
ORDINARY = 0.05


def _turns() -> float:
    started = process_time()
    total = 0
    for turn in range(1_000_000):
        total += turn
    return process_time() - started


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail if what is done takes more of a processor than so much on an ordinary machine.

    A slow machine, measured before and after, has the more time the slower it is.
    """
    before = _turns()
    started = process_time()
    yield
    spent = process_time() - started
    slower = max(1.0, before / ORDINARY, _turns() / ORDINARY)
    assert spent < seconds * slower, (
        f"{spent:.1f} s, on a machine {slower:.1f} times as slow as an ordinary one"
    )
