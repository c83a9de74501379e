"""Who helps whom for customers: ties between people or departments."""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from maturity.tally import Integers

Tie = tuple[str, str]


class NetworkError(ValueError):
    """A tie does not fit the network; the message names it."""


def tie_matrix(ties: Iterable[Tie], group: Mapping[str, str], groups: Sequence[str]) -> Integers:
    """Count the ties between groups: shape (groups, groups), from row to column.

    ``ties`` are (who asked, whom); ``group`` is {person: group}. A tie counts once, one to
    oneself not at all. Raises NetworkError for somebody without a group.
    """
    place = {name: index for index, name in enumerate(groups)}
    matrix = np.zeros((len(groups), len(groups)), dtype=np.int64)
    for source, target in _distinct(ties, group):
        matrix[place[group[source]], place[group[target]]] += 1
    return matrix


def possible_ties(sizes: Sequence[int]) -> Integers:
    """Count the ties there could be between the people of groups: shape (groups, groups)."""
    people = np.asarray(sizes, dtype=np.int64)
    return np.outer(people, people) - np.diag(people)


def ei_index(matrix: npt.ArrayLike) -> float | None:
    """Return how open groups are: (external - internal) / all ties (Krackhardt & Stern 1988).

    From -1, all ties within groups, to 1, all between; None without ties. Of the possible ties
    it is what chance alone would give, with which the index is to be compared. Takes any
    square table of ties, such as departments that name departments.
    """
    ties = np.asarray(matrix, dtype=np.float64)
    if not ties.sum():
        return None
    return float(1 - 2 * np.trace(ties) / ties.sum())


def in_degrees(people: Collection[str], ties: Iterable[Tie]) -> dict[str, int]:
    """Count by how many each person is asked. Raises NetworkError for a tie with a stranger."""
    asked = Counter(target for _, target in _distinct(ties, people))
    return {person: asked[person] for person in people}


def betweenness(people: Collection[str], ties: Iterable[Tie]) -> dict[str, float]:
    """Return on how many shortest paths, ties followed from asker to asked, each person lies.

    Freeman 1977, by the method of Brandes 2001: of several shortest paths between two people,
    each counts a part. Raises NetworkError for a tie with a stranger.
    """
    onward: dict[str, list[str]] = {person: [] for person in people}
    for source, target in sorted(_distinct(ties, people)):
        onward[source].append(target)
    total = dict.fromkeys(people, 0.0)
    for person in people:
        for other, part in _dependencies(person, onward).items():
            total[other] += part
    return total


def _dependencies(source: str, onward: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Return how much of the shortest paths from one person runs through each other one."""
    distance, paths = {source: 0}, Counter({source: 1})
    before: dict[str, list[str]] = {source: []}
    waiting, reached = deque([source]), []
    while waiting:
        person = waiting.popleft()
        reached.append(person)
        for other in onward[person]:
            if other not in distance:
                distance[other] = distance[person] + 1
                before[other] = []
                waiting.append(other)
            if distance[other] == distance[person] + 1:
                paths[other] += paths[person]
                before[other].append(person)
    through = dict.fromkeys(reached, 0.0)
    for person in reversed(reached):
        for earlier in before[person]:
            through[earlier] += paths[earlier] / paths[person] * (1 + through[person])
    del through[source]
    return through


def _distinct(ties: Iterable[Tie], people: Collection[str]) -> set[Tie]:
    distinct = {(source, target) for source, target in ties if source != target}
    for tie in sorted(distinct):
        for person in tie:
            if person not in people:
                raise NetworkError(f"{person} is named in a tie, but is not among the people.")
    return distinct
