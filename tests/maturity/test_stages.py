from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.stages import (
    StageCondition,
    evidence_holds,
    next_condition,
    overall_stage,
    stage_attained,
    stage_conditions,
)
from maturity.tally import Shares, tally
from tests.maturity.made_up import rows

few = settings(deadline=None, max_examples=40)
ranks = st.integers(min_value=1, max_value=4)
CORE = {"knowledge", "measurement", "management"}
OTHERS = ["service", "complaints", "communication", "involvement"]


def shares(*counts: tuple[int, ...]) -> Shares:
    return tuple(tuple(Fraction(count, sum(row)) for count in row) for row in counts)


def conditions(*counts: tuple[int, ...]) -> list[StageCondition]:
    return stage_conditions(shares(*counts))


def attained(*counts: tuple[int, ...]) -> int:
    return stage_attained(conditions(*counts))


def overall(core: tuple[int, int, int], others: tuple[int, int, int, int]) -> int:
    profile = dict(zip(sorted(CORE), core, strict=True))
    return overall_stage(profile | dict(zip(OTHERS, others, strict=True)), CORE)


class TestConditions:
    def test_reference_case(self) -> None:
        # Of 20 answers (2, 6, 9, 3), .90, .60 and .15 are at each stage or above.
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

    def test_there_must_be_an_item(self) -> None:
        with pytest.raises(ValueError, match="no items"):
            stage_conditions([])

    def test_says_which_parts_are_met(self) -> None:
        average = conditions((4, 6), (3, 7), (7, 3))[0]
        assert (average.has_share, average.has_weakest_item) == (False, False)
        assert (average.met, average.unmet) == (0, 2)
        weakest = conditions((61, 39), (0, 100), (0, 100))[0]
        assert (weakest.has_share, weakest.has_weakest_item) == (True, False)
        assert (weakest.met, weakest.unmet, weakest.holds) == (1, 1, False)
        both = conditions((6, 4), (3, 7), (3, 7))[0]
        assert (both.met, both.unmet, both.holds) == (2, 0, True)

    @pytest.mark.parametrize(
        ("needed", "stage"), [(Fraction(1, 2), 3), (Fraction(3, 5), 3), (Fraction(2, 3), 2)]
    )
    def test_the_share_needed_can_be_declared(self, needed: Fraction, stage: int) -> None:
        found = stage_conditions(shares((2, 6, 9, 3)), share_needed=needed)
        assert stage_attained(found) == stage


class TestEvidence:
    HIGH = ((0, 0, 2, 8),)

    def attained(self, evidence: dict[int, Fraction]) -> int:
        return stage_attained(stage_conditions(shares(*self.HIGH), evidence=evidence))

    def test_must_be_largely_there(self) -> None:
        assert not evidence_holds(Fraction(1, 2))
        assert evidence_holds(Fraction(51, 100))
        assert self.attained({3: Fraction(51, 100), 4: Fraction(51, 100)}) == 4
        assert self.attained({3: Fraction(51, 100), 4: Fraction(1, 2)}) == 3
        assert self.attained({3: Fraction(1, 2), 4: Fraction(1)}) == 2

    def test_plays_no_part_where_it_was_not_rated(self) -> None:
        assert self.attained({}) == 4
        assert self.attained({3: Fraction(1)}) == 4

    def test_plays_no_part_in_the_first_two_stages(self) -> None:
        assert self.attained({2: Fraction(0), 3: Fraction(1), 4: Fraction(1)}) == 4

    def test_is_a_part_of_the_condition(self) -> None:
        found = stage_conditions(shares(*self.HIGH), evidence={3: Fraction(1), 4: Fraction(0)})
        assert [c.has_evidence for c in found] == [None, True, False]
        assert [(c.met, c.unmet) for c in found] == [(2, 0), (3, 0), (2, 1)]


class TestNextCondition:
    def test_is_of_the_stage_after_the_one_attained(self) -> None:
        found = next_condition(conditions((2, 6, 9, 3)))
        assert found is not None
        assert found.rank == 4
        assert found.share == Fraction(3, 20)

    def test_is_the_first_that_fails_though_a_later_one_holds(self) -> None:
        sure, missing = Fraction(1), Fraction(1, 2)
        found = [StageCondition(2, missing, missing), StageCondition(3, sure, sure)]
        assert next_condition(found) == found[0]

    def test_there_is_none_at_the_highest_stage(self) -> None:
        assert next_condition(conditions((0, 0, 0, 6))) is None


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

    @few
    @given(st.lists(st.tuples(ranks, ranks, ranks), min_size=1, max_size=15), st.data())
    def test_raising_an_answer_never_lowers_a_share_or_the_stage(
        self, answers: list[tuple[int, int, int]], data: st.DataObject
    ) -> None:
        before = rows(*answers)
        after = before.copy()
        row = data.draw(st.integers(min_value=0, max_value=len(answers) - 1))
        item = data.draw(st.integers(min_value=0, max_value=2))
        after[row, item] = min(4, after[row, item] + 1)
        lower, higher = (stage_conditions(tally(table).shares(4)) for table in (before, after))
        for one, other in zip(lower, higher, strict=True):
            assert other.share >= one.share
            assert other.weakest_item >= one.weakest_item
            assert other.met >= one.met
        assert stage_attained(higher) >= stage_attained(lower)

    @few
    @given(st.lists(st.tuples(ranks, ranks), min_size=2, max_size=15), st.data())
    def test_a_missing_answer_is_no_low_one(
        self, answers: list[tuple[int, int]], data: st.DataObject
    ) -> None:
        before = rows(*answers)
        after = before.copy()
        row = data.draw(st.integers(min_value=0, max_value=len(answers) - 1))
        after[row, 0] = 0
        lower, higher = (
            stage_conditions(tally(table, half_scale=False).shares(4)) for table in (before, after)
        )
        # Leaving out an answer below a stage cannot lower the share at it or above.
        for one, other in zip(lower, higher, strict=True):
            if before[row, 0] < one.rank:
                assert other.share >= one.share


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
