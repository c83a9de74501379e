import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.network import (
    NetworkError,
    Tie,
    betweenness,
    ei_index,
    in_degrees,
    possible_ties,
    tie_matrix,
)

few = settings(deadline=None, max_examples=25)

# Seven ties of five people; the letter is the department.
TIES = [
    ("a1", "a2"), ("a2", "a1"), ("a1", "b1"), ("b1", "a1"),
    ("b2", "a1"), ("b1", "b2"), ("c1", "a1"),
]  # fmt: skip
GROUP = {person: person[0] for person in ("a1", "a2", "b1", "b2", "c1")}

# Krackhardt 1990, the kite: who knows whom.
KITE = {
    "Andre": "Beverley Carol Diane Fernando",
    "Beverley": "Andre Diane Ed Garth",
    "Carol": "Andre Diane Fernando",
    "Diane": "Andre Beverley Carol Ed Fernando Garth",
    "Ed": "Beverley Diane Garth",
    "Fernando": "Andre Carol Diane Garth Heather",
    "Garth": "Beverley Diane Ed Fernando Heather",
    "Heather": "Fernando Garth Ike",
    "Ike": "Heather Jane",
    "Jane": "Ike",
}

people = st.sampled_from("abcdef")
networks = st.lists(st.tuples(people, people), max_size=16)


class TestEiIndex:
    def test_reference_case(self) -> None:
        matrix = tie_matrix(TIES, GROUP, ["a", "b", "c"])
        assert matrix.tolist() == [[2, 1, 0], [2, 1, 0], [1, 0, 0]]
        assert ei_index(matrix) == pytest.approx(0.142857, abs=5e-7)

    def test_chance_depends_on_the_sizes_of_the_groups(self) -> None:
        # Of 5 * 4 possible ties 2 + 2 + 0 are internal: (16 - 4) / 20.
        assert possible_ties([2, 2, 1]).tolist() == [[2, 4, 2], [4, 2, 2], [2, 2, 0]]
        assert ei_index(possible_ties([2, 2, 1])) == pytest.approx(0.6)

    def test_closed_and_open_groups(self) -> None:
        assert ei_index([[5, 0], [0, 3]]) == -1
        assert ei_index([[0, 5], [3, 0]]) == 1

    def test_without_ties_there_is_none(self) -> None:
        assert ei_index(np.zeros((3, 3))) is None

    def test_ties_count_once_and_not_to_oneself(self) -> None:
        repeated = [*TIES, *TIES, ("a1", "a1")]
        assert tie_matrix(repeated, GROUP, ["a", "b", "c"]).sum() == 7

    def test_refuses_a_person_without_a_group(self) -> None:
        with pytest.raises(NetworkError, match="d1 is named in a tie"):
            tie_matrix([("a1", "d1")], GROUP, ["a", "b", "c"])


class TestInDegrees:
    def test_reference_case(self) -> None:
        assert in_degrees(GROUP, TIES) == {"a1": 4, "a2": 1, "b1": 1, "b2": 1, "c1": 0}

    def test_refuses_a_stranger(self) -> None:
        with pytest.raises(NetworkError, match="zoe is named in a tie"):
            in_degrees(GROUP, [("a1", "zoe")])


class TestBetweenness:
    def test_reference_case(self) -> None:
        expected = {"a1": 8, "a2": 0, "b1": 3, "b2": 0, "c1": 0}
        assert betweenness(GROUP, TIES) == pytest.approx(expected)

    def test_krackhardts_kite(self) -> None:
        ties = [(person, known) for person, names in KITE.items() for known in names.split()]
        # Undirected: each path is found from both ends.
        values = {person: value / 2 for person, value in betweenness(KITE, ties).items()}
        expected = dict.fromkeys(KITE, 0.0) | {
            "Heather": 14.0, "Fernando": 8.3333, "Garth": 8.3333, "Ike": 8.0, "Diane": 3.6667,
            "Andre": 0.8333, "Beverley": 0.8333,
        }  # fmt: skip
        assert values == pytest.approx(expected, abs=5e-5)

    def test_equally_short_paths_share(self) -> None:
        ties = [("a", "b"), ("b", "d"), ("a", "c"), ("c", "d")]
        assert betweenness("abcd", ties) == {"a": 0, "b": 0.5, "c": 0.5, "d": 0}

    def test_ties_lead_one_way(self) -> None:
        assert betweenness("abc", [("a", "b"), ("c", "b")])["b"] == 0

    def test_nobody(self) -> None:
        assert betweenness([], []) == {}

    def test_refuses_a_stranger(self) -> None:
        with pytest.raises(NetworkError, match="zoe is named in a tie"):
            betweenness(GROUP, [("zoe", "a1")])

    @few
    @given(networks)
    def test_equals_the_steps_between_on_all_shortest_paths(self, ties: list[Tie]) -> None:
        # Whoever is reached in d steps has d - 1 people between.
        onward = {person: {b for a, b in ties if a == person} for person in "abcdef"}
        between = 0
        for person in "abcdef":
            reached, frontier, steps = {person}, {person}, 0
            while frontier:
                frontier = {other for one in frontier for other in onward[one]} - reached
                reached |= frontier
                between += steps * len(frontier)
                steps += 1
        assert sum(betweenness("abcdef", ties).values()) == pytest.approx(between)
