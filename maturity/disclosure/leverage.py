"""The gate for everything published of a wave: nobody can be worked out from it.

Whatever is published of a variable is a set of sums over respondents. If every respondent's
leverage on them stays below 1 / (k - 1), no combination of what was published rests on fewer
than k people: for a combination v with support T, v_i² <= h_i |v|² for each i in T, so the
leverages over T add up to at least 1.
"""

from collections import Counter
from typing import Any

import numpy as np
import numpy.typing as npt

from maturity.disclosure.rounding import SMALLEST_GROUP_FLOOR
from maturity.tally import Floats, Integers

# A leverage that is exactly at the limit must not pass because of rounding.
MARGIN = 1e-9
# What rounding leaves of nothing: of an eigenvalue, for each person, and of a distance.
NO_VALUE = 1e-12
NO_DISTANCE = 1e-10


def largest_leverage(smallest_group: int) -> float:
    """Return what every leverage must stay below; groups below five count as five."""
    return 1 / (max(smallest_group, SMALLEST_GROUP_FLOOR) - 1) - MARGIN


def max_leverage(rows: npt.ArrayLike) -> float:
    """Return the largest leverage (0..1) of a respondent on the published rows; 0 for none.

    ``rows`` has shape (published numbers, respondents): the coefficient of each respondent in
    each number, as 1 and 0 for a group, or the weights of a weighted mean. The leverage is the
    diagonal of the projection on what the rows span. Raises ValueError for a coefficient that
    is not a number.
    """
    published = np.asarray(rows)
    if not np.isfinite(published).all():
        raise ValueError("Every coefficient of a published number must be a number.")
    atoms, sizes = _atoms(published[published.any(axis=1)])
    return float(_leverages(atoms, sizes).max(initial=0.0))


def _atoms(rows: npt.NDArray[Any]) -> tuple[Floats, Floats]:
    """Join respondents with equal coefficients: shapes (atoms, rows) and (atoms,)."""
    joined = Counter(person.tobytes() for person in np.ascontiguousarray(rows.T))
    atoms = np.frombuffer(b"".join(joined), dtype=rows.dtype).reshape(len(joined), len(rows))
    return atoms.astype(np.float64), np.array(list(joined.values()), dtype=np.float64)


def _leverages(atoms: Floats, sizes: Floats) -> Floats:
    if not atoms.size:
        return np.zeros(0)
    # Numbers of any unit: a row's length does not change what it tells.
    scaled = atoms / np.abs(atoms).max(axis=0) * np.sqrt(sizes)[:, np.newaxis]
    # The triangle has the singular values of the whole, and is as small as the rows are few.
    _, values, directions = np.linalg.svd(np.linalg.qr(scaled, mode="r"), full_matrices=False)
    spanned = values > values.max() * max(scaled.shape) * np.finfo(np.float64).eps
    base = scaled @ (directions[spanned].T / values[spanned])
    leverages: Floats = (base**2).sum(axis=1) / sizes
    return leverages


def leverages_beside(blocks: Integers, groups: Floats, sizes: Integers) -> Floats:
    """Return the leverage of a person of each atom on disjoint sums and groups beside them.

    ``blocks`` (atoms,) is the disjoint block of each atom, from 0; ``groups`` (atoms, groups)
    has 1 where an atom is part of a group, else 0; ``sizes`` (atoms,) how many people it has.
    An atom of size 0 is one person who may be there, as in ``leverages``. The same as
    ``leverages`` of all these rows, from contingency tables alone: the blocks are orthogonal,
    and the groups are projected beside them.
    """
    count = int(blocks.max(initial=-1)) + 1
    block_sizes = np.bincount(blocks, weights=sizes, minlength=count)
    weighted = groups * sizes[:, np.newaxis]
    table = np.zeros((count, groups.shape[1]))
    for column, weights in enumerate(weighted.T):
        table[:, column] = np.bincount(blocks, weights, count)
    per_person = np.divide(1.0, block_sizes, out=np.zeros(count), where=block_sizes > 0)
    shares = table * per_person[:, np.newaxis]
    beside = groups.T @ weighted - table.T @ shares
    rest = groups - shares[blocks]
    own, reached = _projected(rest, beside, float(sizes.sum()))
    return _of_present(per_person[blocks] + own, reached & (block_sizes[blocks] > 0), sizes)


def leverages(atoms: Floats, sizes: Integers) -> Floats:
    """Return the leverage of a person of each atom: shape (atoms,).

    ``atoms`` (atoms, rows) are 0 or 1; ``sizes`` (atoms,) how many people each has. An atom of
    size 0 stands for one person who may be there: its leverage is what theirs would be, 1 if
    they stood out. Whoever else may be there only lowers it.
    """
    found, reached = _projected(atoms, atoms.T @ (atoms * sizes[:, np.newaxis]), float(sizes.sum()))
    return _of_present(found, reached, sizes)


def _projected(rows: Floats, gram: Floats, people: float) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return each row's x' G⁺ x, and whether G reaches it."""
    values, directions = np.linalg.eigh(gram)
    spanned = values > max(people, 1.0) * NO_VALUE
    along = rows @ directions
    found: Floats = (along[:, spanned] ** 2 / values[spanned]).sum(axis=1)
    return found, (along[:, ~spanned] ** 2).sum(axis=1) < NO_DISTANCE


def _of_present(found: Floats, reached: npt.NDArray[np.bool_], sizes: Integers) -> Floats:
    """Turn x' G⁺ x into a leverage; who is not part of G yet is added to it."""
    own: Floats = np.where(sizes > 0, found, found / (1 + found))
    return np.where(reached, own, 1.0)


def may_publish(
    rows: npt.ArrayLike, smallest_group: int, published: npt.ArrayLike | None = None
) -> bool:
    """Whether rows may be published, together with all that was ``published`` of the wave before.

    Shapes as in ``max_leverage``; both have the same respondents in the same order, and those
    who came later have 0 in the earlier rows. ``smallest_group`` is k; below five counts as five.
    Raises ValueError if the respondents differ in number.
    """
    together = np.asarray(rows)
    if published is not None:
        before = np.asarray(published)
        if before.shape[1] != together.shape[1]:
            raise ValueError(
                f"Rows of {before.shape[1]} and of {together.shape[1]} respondents cannot be judged"
                " together: give whoever is missing from a row the coefficient 0."
            )
        together = np.vstack([before, together])
    return max_leverage(together) < largest_leverage(smallest_group)
