"""Networks made up for tests: a tree of departments, and staff who name some of them."""

from collections.abc import Mapping, Sequence

import numpy as np

from maturity.answers import DONT_KNOW, Answers
from maturity.framework import Framework
from maturity.groups import NONE, Groups, Unit
from maturity.items import MOST_NAMED
from maturity.network.question import departments_of, with_network_question
from maturity.responses import Responses
from tests.maturity.results import CENTRICITY

# A department's name and that of the one above it, "" for none.
Tree = Sequence[tuple[str, str]]


def units_of(tree: Tree) -> list[Unit]:
    """Return the units of a tree, of which each comes after the one above it."""
    names = [name for name, _above in tree]
    found: list[Unit] = []
    for name, above in tree:
        parent = names.index(above) if above else NONE
        path = f"{found[parent].path} / {name}" if above else name
        found.append(Unit(name, name, path, parent))
    return found


def asking(tree: Tree, level: int = 0) -> Framework:
    """Return the framework that asks from which of a level's departments one got help."""
    return with_network_question(
        CENTRICITY, departments_of(units_of(tree), level), text="From whom?", none="None", title="X"
    )


def staff(
    tree: Tree,
    invited: Mapping[str, int],
    named: Sequence[tuple[str, Sequence[int]]],
    level: int = 0,
    fast: Sequence[int] = (),
) -> Responses:
    """Return what came back: each one's unit ("" for none) and the numbers they named.

    Nobody is named by 255; () is no answer. ``fast`` are those who answered too fast to count.
    """
    units = units_of(tree)
    places = {"": NONE} | {unit.key: place for place, unit in enumerate(units)}
    cells = list(invited)
    columns = asking(tree, level).questionnaire("staff").columns
    answers: Answers = np.zeros((len(named), len(columns)), dtype=np.uint8)
    first = next(place for place, column in enumerate(columns) if column.code == "NET.1")
    for row, (_unit, numbers) in enumerate(named):
        given = [DONT_KNOW] * MOST_NAMED if DONT_KNOW in numbers else [*numbers]
        answers[row, first : first + len(given)] = given
    is_fast = np.zeros(len(named), dtype=bool)
    is_fast[[*fast]] = True
    return Responses(
        answers,
        invited=sum(invited.values()),
        is_fast=is_fast,
        groups=Groups(
            tuple(units),
            (),
            np.array([[places[name]] for name in cells], dtype=np.int64),
            np.array([invited[name] for name in cells], dtype=np.int64),
            np.array([cells.index(unit) for unit, _numbers in named], dtype=np.int64),
        ),
    )
