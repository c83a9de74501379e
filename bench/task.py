"""One piece of a measurement in a process of its own, so that its memory is its own.

    python -m bench.task staff 1000

``bench.speed`` starts it, to seal in an installation, and reads the JSON it prints.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict

import django

from bench import arithmetic
from bench.measured import Arithmetic

WITHOUT_A_SITE: dict[str, Callable[[int], Arithmetic]] = {
    "staff": arithmetic.measure_staff,
    "customers": arithmetic.measure_customers,
}


def main() -> None:
    """Do what is asked for, at the size that is asked for."""
    name, size = sys.argv[1], int(sys.argv[2])
    if name in WITHOUT_A_SITE:
        print(json.dumps(asdict(WITHOUT_A_SITE[name](size))))
        return
    django.setup()
    # What imports models has to wait for that.
    from bench import collected, sealing

    if name == "collect":
        collected.collect_ballots(size)
    else:
        print(json.dumps(asdict(sealing.measure(size))))


if __name__ == "__main__":
    main()
