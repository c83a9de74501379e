"""One piece of a measurement in a process of its own, so that its memory is its own.

    python -m bench.task staff 1000

``bench.speed`` starts it in an installation and reads the JSON it prints.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict

import django

from bench.measured import Arithmetic, Importing, Reporting, Sealing, Sending


def main() -> None:
    """Do what is asked for, at the size that is asked for."""
    django.setup()
    # What imports models, or numpy whose threads the settings limit, has to wait for that.
    from bench import (
        arithmetic,
        collected,
        customers,
        importing,
        mailing,
        network,
        reporting,
        sealing,
    )

    measurements: dict[
        str, Callable[[int], Arithmetic | Importing | Reporting | Sealing | Sending]
    ] = {
        "staff": arithmetic.measure_staff,
        "customers": arithmetic.measure_customers,
        "network": network.measure,
        "seal": sealing.measure,
        "mail": mailing.measure,
        "import-new": importing.measure_new,
        "import-again": importing.measure_again,
        "import-moved": importing.measure_moved,
        "import-accounts": customers.measure,
        "report": reporting.measure,
    }
    name, size = sys.argv[1], int(sys.argv[2])
    if name == "collect":
        collected.collect_ballots(size)
    else:
        print(json.dumps(asdict(measurements[name](size))))


if __name__ == "__main__":
    main()
