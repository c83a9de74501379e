"""The attack itself is held against results that give people away."""

from collections.abc import Sequence

import numpy as np
import pytest

from tests.attacks.disclosure.attacker import isolated, isolated_by_an_insider, narrowest
from tests.attacks.disclosure.cells import cells
from tests.attacks.disclosure.organisations import Answered
from tests.attacks.disclosure.scale import Scale
from tests.attacks.disclosure.shown import WHOLE, Group, Number


def scale(sizes: dict[str, int], *shown: tuple[Group, float, str | None]) -> Scale:
    """One item from 1 to 4, answered by so many people of each unit."""
    people = [
        Answered("staff", unit, {"tenure": "old" if number else "new"}, None, False, b"")
        for unit, size in sizes.items()
        for number in range(size)
    ]
    return Scale(
        people=people,
        points=4,
        codes=["A1"],
        answers=np.ones((len(people), 1)),
        answered=np.ones((len(people), 1), dtype=bool),
        weights=np.ones((len(people), 1)),
        identified=np.zeros(len(people), dtype=bool),
        numbers=[
            Number("staff", "dimensions", "a", group, mean, end) for group, mean, end in shown
        ],
    )


def means(*groups: Group) -> Sequence[tuple[Group, float, str | None]]:
    return [(group, 2.5, None) for group in groups]


class TestIsolating:
    def test_a_unit_of_four_is_found(self) -> None:
        assert isolated(scale({"A": 4, "B": 20}, *means(WHOLE, ("unit", "A"))), 5) == ["A1"]

    def test_a_unit_beside_which_four_are_left_is_found(self) -> None:
        assert isolated(scale({"A": 4, "B": 20}, *means(WHOLE, ("unit", "B"))), 5) == ["A1"]

    def test_groups_of_five_are_not(self) -> None:
        assert isolated(scale({"A": 5, "B": 5}, *means(WHOLE, ("unit", "A"))), 5) == []

    def test_an_attribute_across_a_unit_is_found(self) -> None:
        # The new of both units are two, and the old one of the first are nineteen.
        crossed = scale({"A": 20, "B": 20}, *means(WHOLE, ("attribute", "tenure", "new")))
        assert isolated(crossed, 5) == ["A1"]

    def test_an_insider_subtracts_themselves(self) -> None:
        assert isolated_by_an_insider(
            scale({"A": 4, "B": 20}, *means(WHOLE, ("unit", "A"))), 5, 0
        ) == ["A1"]
        assert not isolated_by_an_insider(
            scale({"A": 5, "B": 20}, *means(WHOLE, ("unit", "A"))), 5, 0
        )


class TestBounds:
    def test_an_exact_end_tells_what_everybody_answered(self) -> None:
        # A sum of at most 10.5 of ten people leaves each half a point.
        width = narrowest(scale({"A": 10}, (WHOLE, 1.0, None)), 0)
        assert width == pytest.approx(0.5, abs=1e-5)

    def test_a_covered_end_does_not(self) -> None:
        # At most 1.15 on average: 11.5 together, so one of them may have 2.5.
        width = narrowest(scale({"A": 10}, (WHOLE, 1.1, "at_most")), 0)
        assert width == pytest.approx(1.5, abs=1e-5)

    def test_halves_leave_more_open_to_fewer(self) -> None:
        # At most 1.75 on average: 8.75 together, so one of five may have anything.
        assert narrowest(scale({"A": 5}, (WHOLE, 1.5, "at_most")), 0) == pytest.approx(3)

    def test_a_mean_in_the_middle_leaves_everything_open(self) -> None:
        assert narrowest(scale({"A": 5}, (WHOLE, 2.5, None)), 0) == pytest.approx(3)


class TestCells:
    def test_beside_its_parts_a_mean_stands_for_what_only_it_can_tell(self) -> None:
        # They leave (15 × 3.65 + 16 × 3.35) / 31 = 3.495 to (15 × 4 + 16 × 3.45) / 31 = 3.716:
        # less than 1 / 31 of what is told as 3.4, and more of 3.5 to 3.7.
        parts = (("unit", "A"), 3.7, "at_least"), (("unit", "B"), 3.4, None)
        told = {
            mean: cells(scale({"A": 15, "B": 16}, (WHOLE, mean, end), *parts))
            for mean, end in ((3.5, None), (3.6, None), (3.7, "at_least"))
        }
        whole = [
            next(cell for n, cell in each.items() if n.group == WHOLE) for each in told.values()
        ]
        assert whole == [
            pytest.approx((1, 3.55)), pytest.approx((3.55, 3.65)), pytest.approx((3.65, 4)),
        ]  # fmt: skip
