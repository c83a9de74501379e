"""The groups by which an audience's result may be told apart, frozen before the first answer."""

from dataclasses import dataclass, replace

import numpy as np

from maturity.quality import Flags
from maturity.tally import Integers

NONE = -1


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
