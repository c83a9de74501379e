"""What the network adds to a seal: who names whom, of 150 departments in twelve divisions."""

import time

import numpy as np

from bench.measured import Sealing, peak_megabytes
from maturity.groups import NONE, Groups, Unit
from maturity.items import MOST_NAMED
from maturity.loading import load
from maturity.network.part import network_part
from maturity.network.question import departments_of, with_network_question
from maturity.responses import Responses, Rules
from maturity.sample import sample

DIVISIONS, DEPARTMENTS = 12, 150
SEED = 30
# Of five people asked four answer.
ASKED = 1.25


def measure(people: int) -> Sealing:
    """Compute the part of a result of so many staff, and its ledger."""
    random = np.random.default_rng(SEED)
    units = _units()
    framework = with_network_question(
        load("centricity"), departments_of(units, 1), text="?", none="None", title="?"
    )
    asked = framework.questionnaire("staff")
    department = random.integers(0, DEPARTMENTS, people)
    answers = np.zeros((people, len(asked.columns)), dtype=np.uint8)
    places = [place for place, each in enumerate(asked.columns) if each.item.departments]
    answers[:, places] = random.integers(0, DEPARTMENTS + 1, (people, MOST_NAMED))
    invited = np.ceil(ASKED * np.bincount(department, minlength=DEPARTMENTS)).astype(np.int64)
    leaves = [place for place, unit in enumerate(units) if unit.parent != NONE]
    groups = Groups(tuple(units), (), np.array(leaves)[:, np.newaxis], invited, department)
    came = Responses(answers, invited=int(invited.sum()), groups=groups)
    counted = sample(came, asked.columns, Rules(smallest_group=5))
    start = time.perf_counter()
    part = network_part(counted, asked.items)
    assert part is not None
    shown = part.document()["shown"]
    part.ledger()
    seconds = time.perf_counter() - start
    assert shown
    return Sealing(people, seconds, peak_megabytes())


def _units() -> list[Unit]:
    """Return the divisions, each followed by its departments."""
    units: list[Unit] = []
    for division in range(DIVISIONS):
        place = len(units)
        units.append(Unit(f"{division}", f"Division {division}", f"Division {division}"))
        for number in range(division, DEPARTMENTS, DIVISIONS):
            name = f"Department {number}"
            units.append(Unit(f"d{number}", name, f"Division {division} / {name}", place))
    return units
