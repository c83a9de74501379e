"""The time zones there are."""

import zoneinfo
from functools import cache


@cache
def time_zones() -> frozenset[str]:
    """Return the names of the IANA database. It is hundreds of files: they are read once."""
    return frozenset(zoneinfo.available_timezones())
