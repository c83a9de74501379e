from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.answers import Answers
from maturity.tally import Tally, item_means, join_thin_strata, stratified_shares, tally
from tests.maturity.made_up import column, rows

few = settings(deadline=None, max_examples=40)
tables = st.integers(min_value=1, max_value=3).flatmap(
    lambda items: st.lists(
        st.tuples(*[st.integers(min_value=0, max_value=4)] * items), min_size=1, max_size=15
    ).map(lambda answers: rows(*answers))
)


def grouped(*groups: Answers) -> Tally:
    """Count the answers of several groups, one array each."""
    return tally(np.concatenate(groups), np.repeat(np.arange(len(groups)), [*map(len, groups)]))


class TestTally:
    def test_counts_equal_rows(self) -> None:
        table = tally(rows([1, 2], [3, 4], [1, 2]))
        assert table.patterns.tolist() == [[1, 2], [3, 4]]
        assert table.counts.tolist() == [2, 1]
        assert table.n == 3

    def test_keeps_groups_apart(self) -> None:
        table = grouped(column(2, 0), column(1, 1))
        assert sorted(zip(table.groups.tolist(), table.counts.tolist(), strict=True)) == [
            (0, 2),
            (1, 1),
            (1, 1),
        ]
        assert table.group_n(2).tolist() == [2, 2]
        assert table.group_code_counts(2, 2).tolist() == [[[2, 0]], [[1, 1]]]
        assert table.part(1).n == 2
        assert table.pooled().counts.tolist() == [3, 1]
        assert table.regrouped(np.array([4, 4])).counts.tolist() == [3, 1]

    def test_leaves_out_who_answered_less_than_half(self) -> None:
        answers = rows([1, 2, 3], [1, 0, 0], [0, 0, 0], [4, 4, 0])
        assert tally(answers).n == 2
        assert tally(answers, half_scale=False).n == 3

    def test_shares_are_of_those_who_answered_the_item(self) -> None:
        shares = tally(rows([1, 2], [2, 0], [2, 2]), half_scale=False).shares(2)
        assert shares == ((Fraction(1, 3), Fraction(2, 3)), (Fraction(0), Fraction(1)))
        assert item_means(shares) == (Fraction(5, 3), Fraction(2))

    def test_of_nobody(self) -> None:
        table = tally(np.zeros((0, 3), dtype=np.uint8))
        assert table.n == 0
        assert table.code_counts(4).tolist() == [[0] * 4] * 3
        with pytest.raises(ZeroDivisionError):
            table.shares(4)

    @pytest.mark.parametrize("items", [1, 3, 9, 30, 60])
    def test_any_number_of_items(self, items: int) -> None:
        rng = np.random.default_rng(items)
        answers = rng.integers(1, 3, (6, items)).astype(np.uint8)
        table = tally(np.concatenate([answers, answers]))
        assert sorted(np.repeat(table.patterns, table.counts, axis=0).tolist()) == sorted(
            [*answers.tolist()] * 2
        )
        assert (table.counts >= 2).all()

    @few
    @given(tables)
    def test_holds_what_was_answered_and_nothing_else(self, answers: Answers) -> None:
        table = tally(answers, half_scale=False)
        people = np.repeat(table.patterns, table.counts, axis=0).tolist()
        assert sorted(people) == sorted(row for row in answers.tolist() if any(row))


class TestStratifiedShares:
    def test_each_stratum_weighs_as_much_as_it_has_people(self) -> None:
        # 30 people of whom 1 in 4 chose 2, and 10 of whom 2 in 2 did: (30/4 + 10) / 40.
        table = grouped(column(3, 1), column(0, 2))
        shares = stratified_shares(table, 2, [30, 10])
        assert shares == ((Fraction(9, 16), Fraction(7, 16)),)
        assert item_means(shares) == (Fraction(23, 16),)

    def test_equal_rates_change_nothing(self) -> None:
        table = grouped(rows([1, 2], [3, 3], [2, 1]), rows([4, 4], [1, 1], [2, 3]))
        assert stratified_shares(table, 4, [9, 9]) == table.shares(4)

    def test_every_item_has_its_own_base(self) -> None:
        # The second item was answered by two of stratum one (one of them 2) and by two of two.
        table = grouped(
            rows([1, 1, 1], [1, 2, 1], [1, 0, 1], [1, 0, 1]), rows([2, 2, 2], [2, 2, 2])
        )
        shares = stratified_shares(table, 2, [4, 4])
        assert [row[1] for row in shares] == [Fraction(1, 2), Fraction(3, 4), Fraction(1, 2)]

    def test_of_many_strata_is_exact(self) -> None:
        sizes = list(range(2, 60))
        table = grouped(*[column(size - 1, 1) for size in sizes])
        expected = sum((Fraction(1, size) for size in sizes), Fraction()) / len(sizes)
        assert stratified_shares(table, 2, [100] * len(sizes))[0][1] == expected


class TestThinStrata:
    def test_thick_ones_stay(self) -> None:
        table = grouped(column(1, 1), column(2, 3))
        joined, people = join_thin_strata(table, [5, 9])
        assert people == (5, 9)
        assert joined.groups.tolist() == table.groups.tolist()

    def test_a_single_person_joins_the_smallest_other(self) -> None:
        table = grouped(column(4), column(1), column(3), column(9))
        joined, people = join_thin_strata(table, [8, 4, 6, 10])
        assert people == (8, 10, 10)
        assert joined.group_n(3).tolist() == [4, 4, 9]

    def test_nobody_of_a_stratum_answered(self) -> None:
        joined, people = join_thin_strata(tally(column(5), np.repeat([0, 2], [3, 2])), [4, 7, 3])
        assert people == (4, 10)
        assert joined.group_n(2).tolist() == [3, 2]

    def test_nobody_of_a_stratum_answered_an_item(self) -> None:
        table = grouped(rows([1, 1, 0], [1, 1, 0], [2, 2, 0]), rows([1, 1, 1], [2, 2, 2]))
        assert join_thin_strata(table, [5, 5])[1] == (10,)

    def test_equally_small_ones_by_population_then_by_order(self) -> None:
        table = grouped(column(1), column(2), column(2), column(2))
        assert join_thin_strata(table, [3, 9, 4, 4])[1] == (9, 7, 4)

    def test_a_whole_group_may_be_asked_for(self) -> None:
        # Two join three, which makes five; these are not enough with four beside them.
        table = grouped(column(20), column(4), column(3), column(2))
        joined, people = join_thin_strata(table, [40, 7, 6, 5], 5)
        assert people == (40, 18)
        assert joined.group_n(2).tolist() == [20, 9]

    def test_a_whole_group_must_have_answered_every_item(self) -> None:
        # Six people of the second stratum, but four answered its second item.
        second = rows(*[[1, 1, 0]] * 2, *[[1, 1, 1]] * 4)
        table = grouped(rows(*[[2, 2, 2]] * 9), second, rows(*[[1, 2, 1]] * 7))
        assert join_thin_strata(table, [20, 20, 20], 4)[1] == (20, 20, 20)
        assert join_thin_strata(table, [20, 20, 20], 5)[1] == (20, 40)

    def test_thin_ones_join_until_they_are_thick(self) -> None:
        table = grouped(column(1), column(1), column(1), column(5))
        joined, people = join_thin_strata(table, [2, 3, 4, 8])
        assert joined.group_n(len(people)).tolist() == [3, 5]
        assert people == (9, 8)

    def test_strata_without_people_disappear(self) -> None:
        table = tally(column(4), np.repeat([1, 2], 2))
        assert join_thin_strata(table, [0, 3, 3, 0])[1] == (3, 3)

    @pytest.mark.parametrize("population", [[3, 9], [9]])
    def test_more_answers_than_people(self, population: list[int]) -> None:
        with pytest.raises(ValueError, match="correct its population"):
            join_thin_strata(grouped(column(4), column(4)), population)

    @few
    @given(
        st.lists(
            st.tuples(st.integers(min_value=0, max_value=5), st.integers(min_value=0, max_value=3)),
            min_size=1,
            max_size=8,
        )
    )
    def test_no_person_is_lost_and_none_left_alone(self, sizes: list[tuple[int, int]]) -> None:
        answered = [n for n, _ in sizes]
        population = [n + silent for n, silent in sizes]
        table = tally(column(sum(answered)), np.repeat(np.arange(len(sizes)), answered))
        joined, people = join_thin_strata(table, population)
        assert sum(people) == sum(population)
        assert joined.n == table.n
        n = joined.group_n(len(people)).tolist()
        assert len(n) <= 1 or min(n) >= 2
