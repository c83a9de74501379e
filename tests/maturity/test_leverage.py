from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from maturity.disclosure.leverage import leverages, leverages_beside, max_leverage, may_publish
from tests.maturity.exact_attack import isolates_fewer_than

few = settings(deadline=None, max_examples=40)
Rows = npt.NDArray[np.float64]

atom_sizes = st.lists(st.integers(min_value=1, max_value=9), min_size=1, max_size=6)
coefficients = st.integers(min_value=-2, max_value=2)


def group(n: int, *members: range) -> Rows:
    """Return the row of a group: 1 for its members, 0 for the others of n respondents."""
    row = np.zeros(n)
    for part in members:
        row[list(part)] = 1
    return row


class TestMaxLeverage:
    def test_of_one_group_is_one_over_its_size(self) -> None:
        assert max_leverage([group(20, range(8))]) == pytest.approx(1 / 8)

    def test_of_a_whole_with_a_part_is_that_of_the_smaller_rest(self) -> None:
        assert max_leverage([group(20, range(20)), group(20, range(14))]) == pytest.approx(1 / 6)

    def test_of_nothing_is_none(self) -> None:
        assert max_leverage(np.zeros((0, 5))) == 0
        assert max_leverage(np.zeros((3, 5))) == 0
        assert max_leverage(np.zeros((3, 0))) == 0

    def test_of_true_and_false_is_that_of_ones_and_zeros(self) -> None:
        rows = np.array([group(20, range(20)), group(20, range(14))])
        assert max_leverage(rows.astype(bool)) == pytest.approx(max_leverage(rows))

    def test_refuses_what_is_no_number(self) -> None:
        with pytest.raises(ValueError, match="must be a number"):
            max_leverage([[1.0, float("nan")]])

    @few
    @given(st.integers(min_value=2, max_value=12), st.integers(min_value=0, max_value=3))
    def test_a_row_that_follows_from_others_adds_nothing(
        self, departments: int, extra: int
    ) -> None:
        sizes = [5 + 7 * place % 11 for place in range(departments)]
        owner = np.repeat(np.arange(departments), sizes)
        rows = [owner == place for place in range(departments)]
        weights = 1 / np.array(sizes)[owner] / departments
        weighted = [weights, np.ones(len(owner)), owner < 2][:extra]
        assert max_leverage([*rows, *weighted]) == pytest.approx(1 / min(sizes))

    @few
    @given(arrays(np.float64, (4, 6), elements=coefficients), st.data())
    def test_depends_on_what_rows_span_alone(self, rows: Rows, data: st.DataObject) -> None:
        order = data.draw(st.permutations(range(4)))
        units = np.array([1e-3, 1.0, 7.0, 1e6])[:, np.newaxis]
        assert max_leverage((rows * units)[order]) == pytest.approx(max_leverage(rows), abs=1e-9)

    @few
    @given(arrays(np.float64, (4, 6), elements=coefficients))
    def test_is_that_of_the_projection(self, rows: Rows) -> None:
        projection = np.linalg.pinv(rows) @ rows
        assert max_leverage(rows) == pytest.approx(np.diag(projection).max(), abs=1e-9)


class TestAttacks:
    """What has undone other surveys must be refused here."""

    def test_two_filters_one_person_apart(self) -> None:
        # All sizes and complements are 9 or more.
        rows = [group(20, range(20)), group(20, range(10)), group(20, range(9))]
        assert max_leverage(rows) == pytest.approx(1)
        assert not may_publish(rows, 5)

    @pytest.mark.parametrize(("late", "allowed"), [(1, False), (4, False), (5, True)])
    def test_a_late_batch(self, late: int, allowed: bool) -> None:
        n = 50 + late
        before, after = [group(n, range(50))], [group(n, range(n))]
        assert may_publish(after, 5)
        assert may_publish(after, 5, published=before) is allowed

    def test_a_withdrawal_after_publication(self) -> None:
        before, after = [group(50, range(50))], [group(50, range(49))]
        assert not may_publish(after, 5, published=before)

    def test_three_tables_of_which_every_two_are_safe(self) -> None:
        # (1,0,0) x 10, (0,1,0) x 10, (0,0,1) x 10, (1,1,1) x 2: half of N1 + N2 + N3 - N is 2.
        n, both = 32, range(30, 32)
        tables = [
            [group(n, range(n)), group(n, range(start, start + 10), both)] for start in (0, 10, 20)
        ]
        for pair in combinations(tables, 2):
            assert may_publish(np.vstack(pair), 5)
        assert max_leverage(np.vstack(tables)) == pytest.approx(0.5)
        assert not may_publish(np.vstack(tables), 5)
        assert not may_publish(tables[2], 5, published=np.vstack(tables[:2]))

    def test_weighted_beside_unweighted(self) -> None:
        weights = np.repeat([1.5, 0.5], [20, 3])
        rows = [np.ones(23), weights]
        assert max_leverage(rows) == pytest.approx(1 / 3)
        assert not may_publish(rows, 5)

    def test_with_and_without_two_careless_people(self) -> None:
        rows = [group(50, range(50)), group(50, range(48))]
        assert max_leverage(rows) == pytest.approx(0.5)
        assert not may_publish(rows, 5)

    @pytest.mark.parametrize(("leaders", "allowed"), [(4, False), (5, True)])
    def test_everybody_beside_staff(self, leaders: int, allowed: bool) -> None:
        n = 40 + leaders
        rows = [group(n, range(n)), group(n, range(40))]
        assert max_leverage(rows) == pytest.approx(1 / leaders)
        assert may_publish(rows, 5) is allowed

    def test_refuses_to_judge_rows_of_different_respondents(self) -> None:
        with pytest.raises(ValueError, match="Rows of 50 and of 51 respondents"):
            may_publish([group(51, range(51))], 5, published=[group(50, range(50))])

    @pytest.mark.parametrize("k", [5, 8, 10, 20])
    def test_exactly_at_the_limit(self, k: int) -> None:
        assert not may_publish([group(60, range(k - 1))], k)
        assert may_publish([group(60, range(k))], k)

    def test_nobody_lowers_the_floor_of_five(self) -> None:
        assert not may_publish([group(20, range(4))], 1)

    def test_one_odd_respondent_in_a_ring_of_tables(self) -> None:
        # Eleven departments by eleven categories, a ring of cells of 4 with one cell of 1: no
        # combination isolates fewer than five, yet that person's answer is nearly known.
        cells = [(place, (place + step) % 11) for place in range(11) for step in (0, 1)]
        sizes = [1, *[4] * 21]
        department, category = (np.repeat(part, sizes) for part in zip(*cells, strict=True))
        rows = [part == place for part in (department, category) for place in range(11)]
        assert max_leverage(rows) == pytest.approx(0.84, abs=5e-3)
        assert not may_publish(rows, 5)


class TestGuarantee:
    @few
    @given(atom_sizes, st.data())
    def test_what_passes_isolates_nobody(self, sizes: list[int], data: st.DataObject) -> None:
        shape = (data.draw(st.integers(min_value=1, max_value=4)), len(sizes))
        atoms = data.draw(arrays(np.float64, shape, elements=coefficients))
        if may_publish(np.repeat(atoms, sizes, axis=1), 5):
            assert not isolates_fewer_than(5, atoms, sizes)

    @few
    @given(atom_sizes, st.data())
    def test_is_exact_on_a_tree(self, sizes: list[int], data: st.DataObject) -> None:
        # Each atom is what its unit has beside the units below: a tree in which all is shown.
        parents = [
            data.draw(st.integers(min_value=-1, max_value=at - 1)) for at in range(len(sizes))
        ]
        atoms = np.eye(len(sizes))
        for place in reversed(range(len(sizes))):
            if parents[place] >= 0:
                atoms[parents[place]] += atoms[place]
        rows = np.repeat(atoms, sizes, axis=1)
        assert max_leverage(rows) == pytest.approx(1 / min(sizes))
        assert may_publish(rows, 5) is not isolates_fewer_than(5, atoms, sizes)

    @few
    @given(atom_sizes, st.data())
    def test_more_numbers_never_make_it_safer(self, sizes: list[int], data: st.DataObject) -> None:
        atoms = data.draw(arrays(np.float64, (4, len(sizes)), elements=coefficients))
        rows = np.repeat(atoms, sizes, axis=1)
        assert max_leverage(rows[:2]) <= max_leverage(rows) + 1e-9


class TestTheShortForms:
    """Leverages from atoms, and from contingency tables, are those of the rows themselves."""

    @few
    @given(
        st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(1, 6)), min_size=1),
    )
    def test_are_the_same_as_the_projection(self, people: list[tuple[int, int, int]]) -> None:
        blocks = np.array([block for block, _group, _size in people])
        groups = np.array([[group == g for g in range(3)] for _b, group, _s in people], dtype=float)
        sizes = np.array([size for _b, _g, size in people])
        sums = np.hstack([blocks[:, np.newaxis] == np.arange(3), groups])
        everybody = np.repeat(sums, sizes, axis=0).T.astype(float)
        assert leverages_beside(blocks, groups, sizes).max() == pytest.approx(
            max_leverage(everybody)
        )
        assert leverages(sums.astype(float), sizes).max() == pytest.approx(max_leverage(everybody))

    def test_somebody_who_may_be_there_stands_out(self) -> None:
        blocks, groups = np.array([0, 0, 0]), np.array([[1.0, 0], [0, 1], [1, 1]])
        assert leverages_beside(blocks, groups, np.array([10, 10, 0])).tolist()[2] == 1

    def test_somebody_who_may_be_there_is_counted_once(self) -> None:
        # Ten are published, and perhaps an eleventh: 1/10 of nobody, 1/11 of them all.
        assert leverages(np.ones((2, 1)), np.array([10, 0])).tolist() == pytest.approx(
            [0.1, 1 / 11]
        )
