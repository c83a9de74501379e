from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.stages import StageCondition, overall_stage, stage_attained, stage_conditions

few = settings(deadline=None, max_examples=100)
ranks = st.integers(min_value=1, max_value=4)
CORE = {"knowledge", "measurement", "management"}
OTHERS = ["service", "complaints", "communication", "involvement"]


def conditions(*counts: tuple[int, ...]) -> list[StageCondition]:
    return stage_conditions(np.array(counts, dtype=np.int64))


def attained(*counts: tuple[int, ...]) -> int:
    return stage_attained(conditions(*counts))


def overall(core: tuple[int, int, int], others: tuple[int, int, int, int]) -> int:
    profile = dict(zip(sorted(CORE), core, strict=True))
    return overall_stage(profile | dict(zip(OTHERS, others, strict=True)), CORE)


class TestConditions:
    def test_reference_case(self) -> None:
        # measurement.md, section 12: (2, 6, 9, 3) gives .90, .60 and .15 at or above each stage.
        found = conditions((2, 6, 9, 3))
        assert [c.rank for c in found] == [2, 3, 4]
        assert [c.share for c in found] == [Fraction(9, 10), Fraction(3, 5), Fraction(3, 20)]
        assert [c.holds for c in found] == [True, True, False]

    def test_items_weigh_the_same_however_many_answered_them(self) -> None:
        # 1 of 2 and 9 of 10, not 10 of 12.
        assert conditions((1, 1), (1, 9))[0].share == Fraction(7, 10)

    def test_there_is_one_a_stage_above_the_first(self) -> None:
        assert [c.rank for c in conditions((1, 1, 1))] == [2, 3]
        assert len(conditions((1, 1, 1, 1, 1, 1))) == 5


class TestAttained:
    def test_reference_case_is_exactly_on_the_boundary(self) -> None:
        assert attained((2, 6, 9, 3)) == 3

    def test_one_answer_less_falls_short(self) -> None:
        assert attained((2, 7, 8, 3)) == 2

    @pytest.mark.parametrize("n", [5, 10, 15, 35, 95, 105, 1000, 999_995])
    def test_three_fifths_hold_exactly_whatever_the_size(self, n: int) -> None:
        assert attained((2 * n // 5, 3 * n // 5)) == 2
        assert attained((2 * n // 5 + 1, 3 * n // 5 - 1)) == 1

    def test_three_fifths_of_several_items_hold_exactly(self) -> None:
        # .4, .7 and .7 make .6; as binary fractions they make less.
        assert attained((6, 4), (3, 7), (3, 7)) == 2

    def test_an_item_below_two_fifths_blocks_the_stage(self) -> None:
        assert attained((60, 40), (0, 100), (0, 100)) == 2
        assert attained((61, 39), (0, 100), (0, 100)) == 1

    def test_a_failed_stage_blocks_those_above_it(self) -> None:
        sure, missing = Fraction(1), Fraction(1, 2)
        found = [
            StageCondition(2, sure, sure),
            StageCondition(3, missing, missing),
            StageCondition(4, sure, sure),
        ]
        assert stage_attained(found) == 2
        assert stage_attained(found[1:]) == 1

    def test_whoever_meets_no_condition_is_at_the_entry_stage(self) -> None:
        assert attained((10, 0, 0, 0)) == 1
        assert stage_attained([]) == 1

    def test_everyone_at_the_top(self) -> None:
        assert attained((0, 0, 0, 6)) == 4

    def test_a_high_mean_does_not_make_up_for_a_divided_view(self) -> None:
        # Half say 1 and half say 4: a mean of 2.5, but nothing that most people see.
        assert attained((5, 0, 0, 5)) == 1


class TestOverall:
    @pytest.mark.parametrize(
        ("core", "others", "stage"),
        [
            ((3, 3, 3), (3, 3, 3, 3), 3),
            # One other dimension may be a stage behind, two may not.
            ((3, 3, 3), (3, 3, 3, 2), 3),
            ((3, 3, 3), (3, 3, 2, 2), 2),
            # A core dimension may never be behind.
            ((3, 3, 2), (3, 3, 3, 3), 2),
            ((4, 4, 1), (4, 4, 4, 4), 1),
            # Nor may any be two stages behind.
            ((3, 3, 3), (3, 3, 3, 1), 2),
            ((4, 4, 4), (4, 4, 4, 2), 3),
            ((4, 4, 4), (4, 4, 4, 1), 2),
            # The highest dimension does not pull the others up.
            ((2, 2, 4), (2, 2, 2, 2), 2),
            ((1, 1, 1), (1, 1, 1, 1), 1),
            ((1, 4, 4), (4, 4, 4, 4), 1),
            ((2, 2, 2), (1, 4, 4, 4), 2),
            ((2, 2, 2), (1, 1, 4, 4), 1),
        ],
    )
    def test_rule(
        self, core: tuple[int, int, int], others: tuple[int, int, int, int], stage: int
    ) -> None:
        assert overall(core, others) == stage

    def test_without_core_dimensions(self) -> None:
        assert overall_stage({"a": 2, "b": 3}, set()) == 3
        assert overall_stage({"a": 1, "b": 3}, set()) == 2

    @few
    @given(st.tuples(ranks, ranks, ranks), st.tuples(ranks, ranks, ranks, ranks))
    def test_is_the_highest_stage_the_rule_allows(
        self, core: tuple[int, int, int], others: tuple[int, int, int, int]
    ) -> None:
        allowed = [
            stage
            for stage in (1, 2, 3, 4)
            if min(core) >= stage
            and min(others) >= stage - 1
            and sum(rank < stage for rank in others) <= 1
        ]
        assert overall(core, others) == max(allowed)

    @few
    @given(
        st.tuples(ranks, ranks, ranks),
        st.tuples(ranks, ranks, ranks, ranks),
        st.integers(min_value=0, max_value=3),
    )
    def test_a_dimension_that_gains_never_costs_the_whole(
        self, core: tuple[int, int, int], others: tuple[int, int, int, int], which: int
    ) -> None:
        raised = [*others]
        raised[which] = min(raised[which] + 1, 4)
        a, b, c, d = raised
        assert overall(core, (a, b, c, d)) >= overall(core, others)
