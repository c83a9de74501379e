"""What is remembered of a release, so that a later one can be held against it.

The ledger of a wave keeps, for each variable, which sums were published and of which kinds of
people each was made: patterns of 0 and 1 over all who were asked, with sizes so coarse that
nobody reads from it who answered. It never keeps a response's or a person's name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from maturity.disclosure.leverage import largest_leverage, leverages
from maturity.tally import Floats, Integers

# Sizes are rounded down to these: fewer people carry more, so that no check is too mild.
STEPS = (0, 5, 10, 20, 50)


@dataclass(frozen=True)
class Ledger:
    """Published sums and the atoms they were made of.

    ``rows`` names the sums; ``atoms`` (atoms, rows) says which atoms each counts; ``sizes``
    (atoms,) how many people each has at least.
    """

    rows: tuple[str, ...]
    atoms: Floats
    sizes: Integers

    @classmethod
    def of(cls, rows: Sequence[str], membership: Floats, sizes: Integers) -> "Ledger":
        """Join the kinds of people whom the sums do not tell apart, and coarsen their sizes.

        ``sizes`` (kinds,) may be too small, never too large: then it does not tell that all of
        a kind answered.
        """
        patterns, inverse = np.unique(membership, axis=0, return_inverse=True)
        few = np.maximum(sizes, 0)
        people = np.bincount(inverse.reshape(-1), weights=few, minlength=len(patterns))
        steps = np.array(STEPS)
        coarse = steps[np.searchsorted(steps, people, side="right") - 1]
        return cls(tuple(rows), patterns, coarse.astype(np.int64))

    def to_json(self) -> dict[str, Any]:
        """Return plain lists: of each atom the places of the rows that count it, and its size."""
        counted = [np.flatnonzero(atom).tolist() for atom in self.atoms]
        return {
            "rows": list(self.rows),
            "atoms": [list(pair) for pair in zip(counted, self.sizes.tolist(), strict=True)],
        }

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "Ledger":
        """Return what ``to_json`` was called on."""
        atoms = np.zeros((len(content["atoms"]), len(content["rows"])))
        for place, (counted, _size) in enumerate(content["atoms"]):
            atoms[place, counted] = 1
        sizes = np.array([size for _counted, size in content["atoms"]], dtype=np.int64)
        return cls(tuple(content["rows"]), atoms, sizes)

    def admits(self, row: Sequence[int], smallest_group: int, *, newcomers: int = 0) -> bool:
        """Whether one more sum may be published beside all of these.

        ``row`` has 1 for the atoms it counts, else 0; it may also count ``newcomers`` whom no
        earlier sum did. Atoms of fewer than five may hold anybody or nobody, and are judged as
        the one person who would stand out.
        """
        together = np.column_stack([self.atoms, np.asarray(row, dtype=np.float64)])
        sizes = self.sizes
        if newcomers:
            alone = np.zeros((1, together.shape[1]))
            alone[0, -1] = 1
            together, sizes = np.vstack([together, alone]), np.append(sizes, newcomers)
        counted = together.any(axis=1)
        largest = leverages(together[counted], sizes[counted]).max(initial=0.0)
        return bool(largest < largest_leverage(smallest_group))
