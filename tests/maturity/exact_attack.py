"""The attack the gate is held against: exact, by trying every set of people."""

from itertools import combinations

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float64]


def isolates_fewer_than(k: int, atoms: Rows, sizes: list[int]) -> bool:
    """Whether some combination of rows rests on fewer than k people, by trying all sets of atoms.

    ``atoms`` has shape (rows, atoms). A combination vanishes outside a set just if leaving the
    set out lowers the rank.
    """
    rank = np.linalg.matrix_rank(atoms)
    for count in range(1, len(sizes) + 1):
        for chosen in combinations(range(len(sizes)), count):
            if sum(sizes[place] for place in chosen) < k:
                rest = np.delete(atoms, chosen, axis=1)
                if (np.linalg.matrix_rank(rest) if rest.size else 0) < rank:
                    return True
    return False
