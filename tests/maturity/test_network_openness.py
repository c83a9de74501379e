"""What is worked out from a published matrix, by hand."""

from typing import Any

import pytest

from maturity.network.openness import (
    Openness,
    bridges,
    density,
    ei_index,
    ei_of,
    expected_ei,
    openness,
    says_enough,
    share_in_row,
)


def row(n: int | str, step: int, shares: list[int | None], **more: Any) -> dict[str, Any]:
    return {
        "n": n,
        "step": step,
        "own": 10,
        "outside": 50,
        "others": 1.0,
        "others_end": None,
        "shares": shares,
    } | more


def level(*rows: dict[str, Any] | None, whole: dict[str, Any] | None = None) -> dict[str, Any]:
    departments = [{"name": name, "told": True} for name, _row in zip("abcdef", rows, strict=False)]
    return {"departments": departments, "rows": list(rows), "whole": whole or row(90, 5, [])}


class TestEiIndex:
    def test_reference_case(self) -> None:
        # Of seven ties of five people in three departments four lead outside.
        assert ei_index(4, 3) == pytest.approx(0.142857, abs=5e-7)

    def test_ends(self) -> None:
        assert (ei_index(0, 5), ei_index(5, 0), ei_index(0, 0)) == (-1, 1, None)

    @pytest.mark.parametrize(
        ("own", "others", "others_end", "value", "end"),
        [
            # Two others and half of the people their own: (2 - .5) / 2.5.
            (50, 2.0, None, 0.6, None),
            # At most a twentieth name their own: at least (1.95 / 2.05).
            (5, 2.0, None, 0.951, "at_least"),
            (95, 2.0, None, 0.356, "at_most"),
            (50, 0.1, "at_most", -0.667, "at_most"),
            (95, 0.1, "at_most", -0.810, "at_most"),
        ],
    )
    def test_of_a_row_counts_departments_named_on_average(
        self, own: int, others: float, others_end: str | None, value: float, end: str | None
    ) -> None:
        found = ei_of(row(90, 5, [], own=own, others=others, others_end=others_end))
        assert found is not None
        assert (round(found.value, 3), found.end) == (value, end)

    def test_of_a_row_is_unknown_where_neither_end_is_known(self) -> None:
        assert ei_of(row(90, 5, [], own=5, others=0.1, others_end="at_most")) is None
        assert ei_of(row(90, 5, [], own=50, others=None)) is None

    def test_is_to_be_expected_by_the_number_of_departments(self) -> None:
        three = level(None, None, None)
        # Two others and the own; four fifths have an own: (2.2 - .8) / 3.
        assert expected_ei(three) == pytest.approx(1 / 3)
        assert expected_ei(three, 0.8) == pytest.approx(1.4 / 3)


def test_density_is_the_part_of_all_departments_that_are_named() -> None:
    # 1.5 others and three fifths of an own of four departments: 2.1 / 4.
    whole = row(90, 5, [], own=60, others=1.5)
    assert density(level(None, None, None, None, whole=whole)) == pytest.approx(0.525)


class TestShares:
    def test_rest_on_as_few_people_as_are_told(self) -> None:
        # Wilson 4 of 10: .168 to .687, outwards in tens. 30 of 100: .219 to .396.
        found = share_in_row(row("10–19", 10, []), 40)
        assert (found.share, found.low, found.high) == (0.4, 0.1, 0.7)
        found = share_in_row(row("50+", 1, []), 30)
        assert (found.low, found.high) == (0.21, 0.4)

    @pytest.mark.parametrize(
        ("percent", "step", "low", "high", "end"),
        [
            (1, 1, 0.0, 0.06, "at_most"),
            (99, 1, 0.94, 1.0, "at_least"),
            (5, 5, 0.0, 0.25, "at_most"),
            (90, 10, 0.5, 1.0, "at_least"),
        ],
    )
    def test_at_an_end_reach_to_it(
        self, percent: int, step: int, low: float, high: float, end: str
    ) -> None:
        found = share_in_row(row("10–19", step, []), percent)
        assert (found.low, found.high, found.end) == (low, high, end)


class TestOpenness:
    @pytest.mark.parametrize(
        ("n", "step", "outside", "expected"),
        [
            # 90 of 100: from .826; 61 of 100 from .512; 60 from .502 and outwards .50.
            ("50+", 1, 90, Openness.OPEN),
            ("50+", 1, 61, Openness.OPEN),
            ("50+", 1, 60, Openness.UNDECIDED),
            ("50+", 1, 39, Openness.CLOSED),
            # 7 of 10: .397 to .892.
            ("10–19", 10, 70, Openness.UNDECIDED),
            # 2 of 20: .028 to .301.
            ("20–49", 5, 10, Openness.CLOSED),
        ],
    )
    def test_needs_the_whole_interval_on_one_side_of_half(
        self, n: str, step: int, outside: int, expected: Openness
    ) -> None:
        assert openness(row(n, step, [], outside=outside)) is expected


class TestBridges:
    def test_are_there_where_surely_a_tenth_name_it_and_one_way_where_surely_fewer_do(self) -> None:
        # Of 100: 60 from .502, 20 to .289 and from .133; 15 from .09. Of twenty 40 from .22 to .61.
        found = bridges(
            level(
                row("50+", 1, [80, 60, 15]),
                row("50+", 1, [20, 50, 40]),
                row("20–49", 5, [40, 5, 50]),
            )
        )
        assert [(b.source, b.target, b.share.share, b.is_one_way) for b in found] == [
            (0, 1, 0.6, True),
            (1, 2, 0.4, True),
            (2, 0, 0.4, False),
            (1, 0, 0.2, False),
        ]

    def test_of_a_department_without_a_row_none_is_said_to_be_one_way(self) -> None:
        (found,) = bridges(level(row("50+", 1, [80, 60]), None))
        assert (found.target, found.back, found.is_one_way) == (1, None, False)


@pytest.mark.parametrize(
    ("rate", "enough"),
    [(None, False), ("<20%", False), ("45%", False), ("50%", True), (">95%", True)],
)
def test_nothing_is_worked_out_where_half_were_silent(rate: str | None, enough: bool) -> None:
    assert says_enough({"response_rate": rate}) is enough
