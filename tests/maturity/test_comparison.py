"""An earlier wave beside a later one, from published numbers alone; expectations by hand."""

from typing import Any

import pytest

from maturity.change import Direction
from maturity.comparison import change_of_cells, comparable_audiences


def cell(mean: float, low: float | None, high: float | None, **more: Any) -> dict[str, Any]:
    return {"shown": True, "n": 40, "mean": mean, "end": None, "low": low, "high": high} | more


THEN = cell(2.4, 2.2, 2.6)


class TestChangeOfCells:
    def test_by_hand(self) -> None:
        # Arms of 0.4 and 0.3 make 0.5; of 0.3 and 0.2 0.3606, rounded outwards.
        moved = change_of_cells(cell(2.0, 1.8, 2.3), cell(3.0, 2.6, 3.3))
        assert (moved.difference, moved.low, moved.high) == (1.0, 0.5, 1.4)
        assert moved.direction == Direction.RISEN

    def test_falls_as_it_rises(self) -> None:
        moved = change_of_cells(cell(3.0, 2.6, 3.3), cell(2.0, 1.8, 2.3))
        assert (moved.difference, moved.low, moved.high) == (-1.0, -1.4, -0.5)
        assert moved.direction == Direction.FALLEN

    @pytest.mark.parametrize(
        ("now", "low", "direction"),
        [
            # 0.4 - 0.3606 = 0.04, which outwards is 0: it holds zero.
            (cell(2.8, 2.5, 3.1), 0.0, Direction.NO_CLEAR_CHANGE),
            # 0.5 - 0.3606 = 0.14, outwards 0.1.
            (cell(2.9, 2.6, 3.2), 0.1, Direction.RISEN),
        ],
    )
    def test_a_movement_is_one_if_the_rounded_interval_leaves_zero_out(
        self, now: dict[str, Any], low: float, direction: Direction
    ) -> None:
        moved = change_of_cells(THEN, now)
        assert (moved.low, moved.direction) == (low, direction)

    def test_a_small_movement_is_none_however_sure(self) -> None:
        sure = {"complete": True, "low": 2.4, "high": 2.4}
        moved = change_of_cells(cell(2.4, **sure), cell(2.5, **sure))
        assert (moved.difference, moved.low, moved.high) == (0.1, 0.1, 0.1)
        assert moved.direction == Direction.NO_CLEAR_CHANGE

    def test_exact_scores_have_no_arms(self) -> None:
        moved = change_of_cells(cell(2.4, 2.4, 2.4, complete=True), cell(2.9, 2.6, 3.2))
        assert (moved.low, moved.high) == (0.2, 0.8)

    @pytest.mark.parametrize("spoiled", [{"n": 9}, {"n": "5–19"}, {"indicative": True}])
    def test_of_few_it_says_the_difference_and_no_more(self, spoiled: dict[str, Any]) -> None:
        for then, now in (
            (THEN | spoiled, cell(3.4, 3.0, 3.6)),
            (THEN, cell(3.4, 3, 3.6) | spoiled),
        ):
            moved = change_of_cells(then, now)
            assert (moved.difference, moved.low, moved.direction) == (1.0, None, Direction.TOO_FEW)

    @pytest.mark.parametrize("n", [10, "10–19", "50+"])
    def test_from_ten_on_it_says_more(self, n: int | str) -> None:
        assert change_of_cells(THEN | {"n": n}, cell(3.4, 3.1, 3.6)).direction == Direction.RISEN

    @pytest.mark.parametrize("hidden", [{"shown": False}, cell(3.7, 3.4, 4.0, end="at_least")])
    def test_what_is_not_told_has_no_change(self, hidden: dict[str, Any]) -> None:
        for then, now in ((hidden, THEN), (THEN, hidden)):
            moved = change_of_cells(then, now)
            assert (moved.difference, moved.direction) == (None, Direction.TOO_FEW)


def result(rate: str | None = "60%", k: int = 5, **more: Any) -> dict[str, Any]:
    framework = {"key": "centricity", "version": "1.0", "hash": "a" * 64}
    audiences = {"staff": {"shown": True, "response_rate": rate}, "leaders": {"shown": False}}
    return {"framework": framework, "rules": {"smallest_group": k}, "audiences": audiences} | more


class TestComparableAudiences:
    def test_those_shown_both_times(self) -> None:
        assert comparable_audiences(result(), result(), {"staff": 30}) == ["staff"]
        nobody = result(audiences={})
        assert comparable_audiences(nobody, result(), {"staff": 30}) == []

    @pytest.mark.parametrize(
        ("changed", "then", "now", "expected"),
        [
            (0, "90%", "90%", ["staff"]),
            (1, "90%", "90%", []),
            (4, "80%", ">80%", []),
            (4, "75%", "90%", ["staff"]),
            (5, "90%", "90%", ["staff"]),
            (None, "90%", "90%", []),
            (None, "75%", "90%", ["staff"]),
            (None, None, "90%", []),
        ],
    )
    def test_where_few_came_or_went_and_nearly_all_answered_nothing_is_compared(
        self, changed: int | None, then: str | None, now: str, expected: list[str]
    ) -> None:
        pair = (result(then), result(now))
        assert comparable_audiences(*pair, {"staff": changed}) == expected

    def test_a_rate_that_counts_those_who_left_is_not_relied_on(self) -> None:
        pair = (result("75%"), result("75%"))
        few: dict[str, int | None] = {"staff": 1}
        assert comparable_audiences(*pair, few) == ["staff"]
        assert comparable_audiences(*pair, few, telling_then=["staff"]) == ["staff"]
        then, now = pair
        for changed, expected in ((few, []), ({**few, "staff": 5}, ["staff"])):
            found = comparable_audiences(
                then, now, changed, telling_then=["staff"], telling_now=["staff"]
            )
            assert found == expected

    def test_the_larger_smallest_group_counts(self) -> None:
        pair = (result("90%", k=8), result("90%"))
        assert comparable_audiences(*pair, {"staff": 7}) == []
        assert comparable_audiences(*pair, {"staff": 8}) == ["staff"]

    @pytest.mark.parametrize("other", [{"hash": "b" * 64}, {"key": "mine"}])
    def test_other_words_cannot_be_compared(self, other: dict[str, str]) -> None:
        reworded = result(framework=result()["framework"] | other)
        assert comparable_audiences(reworded, result(), {"staff": 30}) == []
