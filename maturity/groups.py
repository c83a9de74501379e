"""The groups by which an audience's result may be told apart, frozen before the first answer."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from maturity.quality import Flags
from maturity.tally import Integers

NONE = -1

# A unit's id, that of the unit above it, its name and its path.
UnitRow = tuple[Hashable, Hashable | None, str, str]


@dataclass(frozen=True)
class Unit:
    """A unit of the department tree.

    ``key`` names it among the departments by which is weighted; ``parent`` is the place of the
    unit above it, -1 for the whole organisation, and comes before it.
    """

    key: str
    name: str
    path: str
    parent: int = NONE


@dataclass(frozen=True)
class Attribute:
    """A property of people, and its values; in their order if they have one."""

    name: str
    values: tuple[str, ...]
    is_ordered: bool = False


@dataclass(frozen=True)
class Groups:
    """Where the people of an audience belong.

    ``cells`` (cells, 1 + attributes) are the kinds of people who were asked: their unit's place,
    -1 for the whole organisation alone, and the place of their value of each attribute, -1 for
    none. ``invited`` (cells,) is how many were asked, ``cell`` (respondents,) the cell of each
    who answered. Attributes stand in the order in which they may be shown.
    """

    units: tuple[Unit, ...]
    attributes: tuple[Attribute, ...]
    cells: Integers
    invited: Integers
    cell: Integers

    def of(self, rows: Flags) -> "Groups":
        """Return the groups of some of the respondents."""
        return replace(self, cell=self.cell[rows])

    def categories(self, place: int) -> Integers:
        """Return each cell's value of an attribute, those without one counted as the last."""
        values = self.cells[:, 1 + place]
        return np.where(values == NONE, len(self.attributes[place].values), values)


def departments_and_below(units: Iterable[UnitRow]) -> list[Unit]:
    """Return the departments and all units below them, each before those below it.

    Departments are the units of the first level that has more than one (of the topmost, if none
    has). Units are named by their ids as text.
    """
    below: dict[Hashable | None, list[UnitRow]] = defaultdict(list)
    for unit in sorted(units, key=lambda unit: unit[2]):
        below[unit[1]].append(unit)
    departments = below[None]
    while len(departments) == 1:
        departments = below[departments[0][0]]
    found: list[Unit] = []

    def add(unit: UnitRow, parent: int) -> None:
        pk, _, name, path = unit
        place = len(found)
        found.append(Unit(str(pk), name, path, parent))
        for child in below[pk]:
            add(child, place)

    for department in departments or below[None]:
        add(department, NONE)
    return found
