"""One change of a client at a time."""

from organisations.turns import one_at_a_time

__all__ = ["one_at_a_time"]
