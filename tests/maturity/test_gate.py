from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.disclosure.gate import Atoms, marks_of, open_attribute, open_tree
from maturity.tally import Integers
from tests.maturity.exact_attack import isolates_fewer_than
from tests.maturity.test_tree import stands_below

many = settings(deadline=None, max_examples=200)
FLAT = [-1, 0, 0]


@dataclass
class People:
    """Who answered, and their group of each attribute: shape (atoms, attributes)."""

    atoms: Atoms
    groups: Integers


@dataclass
class Opened:
    nodes: set[int]
    groups: list[set[int]]


def people(*kinds: tuple[int, tuple[int, ...], int], items: int = 1) -> People:
    """People by (node, group of each attribute, how many); all answered every item."""
    sizes = np.array([size for _node, _groups, size in kinds])
    answered = np.ones((len(kinds), items), dtype=bool)
    node = np.array([node for node, _groups, _size in kinds])
    return People(
        Atoms(node, answered, sizes, sizes, sizes + 2),
        np.array([groups for _node, groups, _size in kinds]),
    )


def opened_of(
    parents: list[int], asked: People, smallest: int = 5, always: Collection[int] = (0,)
) -> Opened:
    """All that may be shown, one attribute after the other."""
    tree = open_tree(parents, asked.atoms, smallest, always=always)
    marks = np.zeros((len(asked.atoms.node), 0))
    found: list[set[int]] = []
    for group in asked.groups.T:
        found.append(set(open_attribute(tree, asked.atoms, group, smallest, marks)))
        marks = np.hstack([marks, marks_of(group, sorted(found[-1]))])
    return Opened(set(tree.nodes), found)


class TestAttributes:
    def test_groups_that_cross_the_departments_are_shown(self) -> None:
        crossed = people((1, (0,), 12), (1, (1,), 9), (2, (0,), 8), (2, (1,), 11))
        assert opened_of(FLAT, crossed) == Opened({0, 1, 2}, [{0, 1}])

    def test_a_group_that_leaves_three_of_a_department_is_not(self) -> None:
        # Group 1 without department 2 would be three people of department 1.
        crossed = people((1, (0,), 12), (1, (1,), 3), (2, (1,), 9))
        assert opened_of(FLAT, crossed) == Opened({0, 1, 2}, [set()])

    def test_three_safe_attributes_of_which_two_may_be_shown(self) -> None:
        # (N1 + N2 + N3 - N) / 2 would be the two who have all three.
        kinds = [((1, 0, 0), 10), ((0, 1, 0), 10), ((0, 0, 1), 10), ((1, 1, 1), 2)]
        crossed = people(*[(0, groups, size) for groups, size in kinds])
        assert opened_of([-1], crossed).groups == [{0, 1}, {0, 1}, set()]

    def test_an_attribute_with_one_group_left_is_not_shown(self) -> None:
        assert opened_of([-1], people((0, (0,), 30))).groups == [set()]

    def test_a_group_whose_item_few_answered_is_not_shown(self) -> None:
        asked = people((0, (0,), 12), (0, (1,), 13), (0, (2,), 4), (0, (2,), 8), items=2)
        asked.atoms.answered[3, 1] = False
        # Of group 2 only four answered the second item; group 0 keeps them company.
        assert opened_of([-1], asked).groups == [{1}]


class TestParticipation:
    @pytest.mark.parametrize(("asked", "nodes"), [(10, {0, 1}), (11, {0, 1}), (12, {0, 1, 2})])
    def test_a_node_that_needs_ten_is_shown_of_twelve_who_were_asked(
        self, asked: int, nodes: set[int]
    ) -> None:
        # Of ten who were asked it would say that all of them answered.
        atoms = people((1, (), 15), (2, (), 10)).atoms
        atoms.asked[1] = asked
        assert open_tree(FLAT, atoms, 5, least=10).nodes == nodes

    @pytest.mark.parametrize(("asked", "groups"), [(11, {0}), (12, {0, 1})])
    def test_so_is_a_group(self, asked: int, groups: set[int]) -> None:
        crossed = people((0, (0,), 15), (0, (1,), 10))
        crossed.atoms.asked[1] = asked
        tree = open_tree([-1], crossed.atoms, 5, least=10)
        marks = np.zeros((2, 0))
        assert open_attribute(tree, crossed.atoms, crossed.groups.T[0], 5, marks, 10) == groups


class TestWeights:
    def test_a_small_part_of_a_stratum_is_not_left_over(self) -> None:
        # The whole is weighted by strata 1 and 2, so each of them is known by itself.
        asked = people((3, (), 12), (4, (), 3), (2, (), 8))
        assert opened_of([-1, 0, 0, 1, 1], asked, always=(0, 1, 2)).nodes == {0, 1, 2}

    def test_nothing_is_shown_where_a_stratum_itself_is_too_small(self) -> None:
        asked = people((1, (), 12), (2, (), 3))
        assert opened_of([-1, 0, 0], asked, always=(0, 1, 2)).nodes == set()


@st.composite
def organisations(draw: st.DrawFn) -> tuple[list[int], People]:
    """A tree of up to five units, up to three attributes, and two items some did not answer.

    Of some kinds one more person may count, and may not.
    """
    nodes = draw(st.integers(1, 5))
    parents = [-1] + [draw(st.integers(0, node - 1)) for node in range(1, nodes)]
    attributes = draw(st.integers(0, 3))
    kinds = draw(
        st.lists(
            st.tuples(
                st.integers(0, nodes - 1),
                st.tuples(*[st.integers(0, 2)] * attributes),
                st.sampled_from([(True, True)] * 4 + [(True, False), (False, True)]),
                st.integers(0, 12),
                st.integers(0, 1),
            ),
            min_size=1,
            max_size=9,
        )
    )
    surely = np.array([kind[3] for kind in kinds])
    atoms = Atoms(
        node=np.array([kind[0] for kind in kinds]),
        answered=np.array([kind[2] for kind in kinds]),
        surely=surely,
        at_most=surely + np.array([kind[4] for kind in kinds]),
        asked=surely + 2,
    )
    return parents, People(
        atoms, np.array([kind[1] for kind in kinds]).reshape(len(kinds), attributes)
    )


def sums(parents: list[int], asked: People, opened: Opened, item: int) -> npt.NDArray[np.float64]:
    """The published sums of an item over the atoms: shape (rows, atoms)."""
    answered = asked.atoms.answered[:, item]
    rows = [
        np.array([stands_below(node, shown, parents) for node in asked.atoms.node]) & answered
        for shown in opened.nodes
    ]
    for group, shown in zip(asked.groups.T, opened.groups, strict=True):
        rows += [(group == number) & answered for number in shown]
    return np.array(rows, dtype=float).reshape(len(rows), len(answered))


class TestAttack:
    @many
    @given(organisations(), st.sampled_from([5, 6]), st.booleans())
    def test_no_combination_rests_on_fewer_than_k(
        self, organisation: tuple[list[int], People], smallest: int, with_careless: bool
    ) -> None:
        parents, asked = organisation
        opened = opened_of(parents, asked, smallest)
        counted = asked.atoms.at_most if with_careless else asked.atoms.surely
        for item in range(2):
            there = (counted > 0) & asked.atoms.answered[:, item]
            rows = sums(parents, asked, opened, item)[:, there]
            if rows.size:
                assert not isolates_fewer_than(smallest, rows, counted[there].tolist())

    @many
    @given(organisations())
    def test_whoever_knows_their_own_answer_still_faces_four(
        self, organisation: tuple[list[int], People]
    ) -> None:
        parents, asked = organisation
        opened = opened_of(parents, asked)
        for item in range(2):
            there = np.flatnonzero((asked.atoms.surely > 0) & asked.atoms.answered[:, item])
            rows = sums(parents, asked, opened, item)[:, there]
            for insider in range(len(there) if len(rows) else 0):
                others = asked.atoms.surely[there] - (np.arange(len(there)) == insider)
                left = others > 0
                assert not isolates_fewer_than(4, rows[:, left], others[left].tolist())
