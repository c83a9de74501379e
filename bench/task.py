"""One piece of a measurement in a process of its own, so that its memory is its own.

    python -m bench.task staff 1000

``bench.speed`` starts it in an installation and reads the JSON it prints.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from typing import Any

import django

# The module of each measurement, and its function.
MEASUREMENTS = {
    "staff": ("arithmetic", "measure_staff"),
    "customers": ("arithmetic", "measure_customers"),
    "network": ("network", "measure"),
    "seal": ("sealing", "measure"),
    "mail": ("mailing", "measure"),
    "import-new": ("importing", "measure_new"),
    "import-again": ("importing", "measure_again"),
    "import-moved": ("importing", "measure_moved"),
    "import-accounts": ("customers", "measure"),
    "report-first": ("reporting", "measure_first"),
    "read": ("reading", "measure"),
    "report-newest": ("reporting", "measure_newest"),
}


def measured(module: str, function: str) -> Callable[[int], Any]:
    """Return a function of a module, which alone is read: what others need is not its memory.

    What imports models, or numpy whose threads the settings limit, has to wait for the settings.
    """
    found: Callable[[int], Any] = getattr(import_module(f"bench.{module}"), function)
    return found


def main() -> None:
    """Do what is asked for, at the size that is asked for."""
    django.setup()
    name, size = sys.argv[1], int(sys.argv[2])
    if name == "collect":
        measured("collected", "collect_ballots")(size)
    else:
        print(json.dumps(asdict(measured(*MEASUREMENTS[name])(size))))


if __name__ == "__main__":
    main()
