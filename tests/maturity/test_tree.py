from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.disclosure.tree import Sizes, residual_of, shown_nodes
from maturity.tally import Integers
from tests.maturity.exact_attack import isolates_fewer_than

many = settings(deadline=None, max_examples=150)


def shown(parents: list[int], *own: list[int], smallest: int = 5) -> set[int]:
    """What is shown of a tree, given the people of each node for each item."""
    people = np.array(own).T
    return set(shown_nodes(parents, Sizes(people, people), smallest))


@st.composite
def trees(draw: st.DrawFn, items: int = 1) -> tuple[list[int], Integers]:
    nodes = draw(st.integers(1, 9))
    parents = [-1] + [draw(st.integers(0, node - 1)) for node in range(1, nodes)]
    own = draw(
        st.lists(
            st.lists(st.integers(0, 9), min_size=items, max_size=items),
            min_size=nodes,
            max_size=nodes,
        )
    )
    return parents, np.array(own)


class TestResiduals:
    def test_everything_large_is_shown(self) -> None:
        assert shown([-1, 0, 0], [0, 5, 5]) == {0, 1, 2}

    def test_a_small_unit_is_not_shown_and_takes_the_smallest_sibling_with_it(self) -> None:
        # 12, 6 and 3: the 3 would be what is left of the whole, so the 6 stay with them.
        assert shown([-1, 0, 0, 0], [0, 12, 6, 3]) == {0, 1}

    def test_people_of_the_unit_itself_protect_a_small_one(self) -> None:
        assert shown([-1, 0, 0], [2, 12, 3]) == {0, 1}

    def test_a_chain_of_units_with_the_same_people_is_shown(self) -> None:
        assert shown([-1, 0, 1], [0, 0, 7]) == {0, 1, 2}

    def test_a_unit_that_would_leave_a_few_above_it_is_not_shown(self) -> None:
        assert shown([-1, 0], [4, 8]) == {0}

    def test_nothing_is_shown_of_fewer_than_k(self) -> None:
        assert shown([-1, 0], [2, 2]) == set()

    def test_a_tree_in_which_only_the_whole_is_large_enough(self) -> None:
        assert shown([-1, 0, 0, 0], [0, 4, 4, 4]) == {0}

    def test_one_item_that_few_answered_hides_the_unit(self) -> None:
        assert shown([-1, 0, 0], [0, 6, 6], [0, 6, 6], [0, 4, 6]) == {0}

    def test_strata_are_never_given_up(self) -> None:
        # 1 and 2 are strata; in the first its small unit takes the larger one with it.
        own = np.array([[0], [0], [0], [9], [3], [8]])
        found = shown_nodes([-1, 0, 0, 1, 1, 2], Sizes(own, own), 5, always=(0, 1, 2))
        assert found == {0, 1, 2, 5}

    def test_a_higher_k_hides_more(self) -> None:
        assert shown([-1, 0, 0], [0, 9, 9], smallest=10) == {0}


class TestWhoMayCount:
    def test_somebody_who_may_count_hides_what_they_would_stand_out_in(self) -> None:
        surely, at_most = np.array([[0], [8], [9]]), np.array([[1], [8], [9]])
        assert shown_nodes([-1, 0, 0], Sizes(surely, at_most), 5) == {0, 2}

    def test_only_those_who_surely_count_make_a_group(self) -> None:
        surely, at_most = np.array([[0], [4], [9]]), np.array([[0], [6], [9]])
        assert shown_nodes([-1, 0, 0], Sizes(surely, at_most), 5) == {0}


class TestHome:
    def test_people_belong_to_the_next_shown_unit_above(self) -> None:
        assert residual_of([-1, 0, 1, 1], {0, 1, 3}).tolist() == [0, 1, 1, 3]


class TestAttack:
    @many
    @given(trees(items=2), st.sampled_from([5, 6, 8]))
    def test_no_combination_of_sums_rests_on_fewer_than_k(
        self, tree: tuple[list[int], Integers], smallest: int
    ) -> None:
        parents, own = tree
        found = shown_nodes(parents, Sizes(own, own), smallest)
        for item in own.T:
            people = [node for node, size in enumerate(item) if size]
            rows = np.array([[stands_below(node, v, parents) for node in people] for v in found])
            if len(found) and people:
                sizes = [int(item[node]) for node in people]
                assert not isolates_fewer_than(smallest, rows.astype(float), sizes)

    @many
    @given(trees())
    def test_the_whole_is_shown_whenever_it_is_large_enough(
        self, tree: tuple[list[int], Integers]
    ) -> None:
        parents, own = tree
        assert (0 in shown_nodes(parents, Sizes(own, own), 5)) == (own.sum() >= 5)

    @pytest.mark.parametrize("smallest", [5, 8])
    def test_more_is_shown_of_larger_organisations(self, smallest: int) -> None:
        parents = [-1, *[0] * 12]
        counts = [len(shown(parents, [0, *[size] * 12], smallest=smallest)) for size in (4, 8, 20)]
        assert all(first <= second for first, second in pairwise(counts))
        assert counts[-1] == 13


def stands_below(node: int, above: int, parents: list[int]) -> bool:
    while node != -1 and node != above:
        node = parents[node]
    return node == above
