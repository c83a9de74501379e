"""What the gate would let be told, foreseen from who is asked."""

from math import comb

import numpy as np
import pytest

from maturity.foresight import Category, Foresight, draws_for, foresee
from maturity.groups import NONE, Attribute, Groups, Unit

MANY = 400
# Four standard errors of a share of many trials.
CHANCE = 4 * 0.5 / MANY**0.5


def groups_of(
    sizes: dict[str, int], attributes: tuple[Attribute, ...] = (), values: tuple[int, ...] = ()
) -> Groups:
    """Departments of these sizes; "" is nobody's. All have the same ``values``."""
    names = [name for name in sizes if name]
    return Groups(
        units=tuple(Unit(name, name, name) for name in names),
        attributes=attributes,
        cells=np.array(
            [[names.index(name) if name else NONE, *values] for name in sizes], dtype=np.int64
        ).reshape(len(sizes), 1 + len(attributes)),
        invited=np.array(list(sizes.values()), dtype=np.int64),
        cell=np.zeros(0, dtype=np.int64),
    )


def by_value(sizes: dict[str, int], *, is_ordered: bool = False, not_given: int = 0) -> Groups:
    """People of no department, by the value of one attribute."""
    attribute = Attribute("tenure", tuple(sizes), is_ordered)
    people = [*sizes.values(), not_given] if not_given else [*sizes.values()]
    places = [*range(len(sizes)), NONE][: len(people)]
    return Groups(
        units=(),
        attributes=(attribute,),
        cells=np.array([[NONE, place] for place in places], dtype=np.int64),
        invited=np.array(people, dtype=np.int64),
        cell=np.zeros(0, dtype=np.int64),
    )


def certain(groups: Groups, smallest: int = 5) -> Foresight:
    """Everybody answers everything, so that one trial tells all."""
    return foresee(groups, smallest, rate=1.0, dont_know=0.0, draws=1, seed=1)


class TestUnits:
    def test_with_everybody_answering_it_is_the_gate_on_who_is_asked(self) -> None:
        # 7 and 8 are large enough even if two were silent, and so are the 9 who are left.
        assert certain(groups_of({"A": 7, "B": 8, "": 9})).units == (1.0, 1.0)

    def test_a_unit_too_small_is_left_over_with_another(self) -> None:
        # Whoever subtracts 9 and 8 from the whole is left with 4, so the smaller of both goes.
        assert certain(groups_of({"A": 9, "B": 4, "C": 8})).units == (1.0, 0.0, 0.0)

    def test_k_of_the_wave_counts(self) -> None:
        groups = groups_of({"A": 8, "B": 20})
        assert certain(groups, smallest=6).units == (1.0, 1.0)
        assert certain(groups, smallest=7).units == (0.0, 0.0)

    def test_where_nothing_below_can_be_shown_the_whole_can(self) -> None:
        found = certain(groups_of({"A": 4, "B": 4, "C": 4}))
        assert (found.whole, found.units) == (1.0, (0.0, 0.0, 0.0))

    def test_four_people_are_no_whole(self) -> None:
        assert certain(groups_of({"A": 2, "B": 2})).whole == 0.0

    def test_half_of_ten_people_are_enough_as_often_as_chance_has_it(self) -> None:
        # Both are shown if at least 5 of the 10 answer: what is left of the whole is A.
        found = foresee(
            groups_of({"A": 10, "B": 200}), 5, rate=0.5, dont_know=0.0, draws=MANY, seed=1
        )
        enough = sum(comb(10, came) for came in range(5, 11)) / 2**10
        assert found.units[0] == pytest.approx(enough, abs=CHANCE)
        assert found.units[1] == pytest.approx(enough, abs=CHANCE)

    def test_dont_know_takes_people_away_question_by_question(self) -> None:
        # Each of the three questions needs five of seven people, who answer nine times in ten.
        found = foresee(
            groups_of({"A": 7, "B": 200}), 5, rate=1.0, dont_know=0.1, draws=MANY, seed=1
        )
        enough = sum(comb(7, know) * 0.9**know * 0.1 ** (7 - know) for know in range(5, 8))
        assert found.units[0] == pytest.approx(enough**3, abs=CHANCE)

    def test_nobody_counts_who_knows_nothing(self) -> None:
        found = foresee(groups_of({"A": 50}), 5, rate=1.0, dont_know=1.0, draws=2, seed=1)
        assert (found.whole, found.units) == (0.0, (0.0,))

    def test_nobody_asked_is_nobody_shown(self) -> None:
        found = certain(groups_of({}, (Attribute("tenure", ()),)))
        assert (found.whole, found.units) == (0.0, ())
        assert len(found.attributes[0]) < 2


class TestAttributes:
    def test_small_values_are_pooled(self) -> None:
        # Groups by an attribute have at least ten people; the pool takes the next smallest in.
        found = certain(by_value({"IT": 9, "Law": 30, "Sales": 12}))
        assert found.attributes == ((Category(("Law",), 1.0), Category(("IT", "Sales"), 1.0)),)

    def test_neighbours_are_joined_in_their_order(self) -> None:
        found = certain(by_value({"under 2": 6, "2 to 5": 8, "over 5": 40}, is_ordered=True))
        joined = Category(("under 2", "2 to 5"), 1.0)
        assert found.attributes == ((joined, Category(("over 5",), 1.0)),)

    def test_those_without_a_value_are_a_category_of_their_own(self) -> None:
        found = certain(by_value({"new": 20, "old": 20}, not_given=15))
        assert [category.values for category in found.attributes[0]] == [("new",), ("old",), ("",)]

    def test_a_value_a_person_tells_nothing_apart(self) -> None:
        found = certain(by_value({f"number {person}": 1 for person in range(8)}))
        assert len(found.attributes[0]) == 1

    def test_one_value_tells_nothing_apart(self) -> None:
        assert len(certain(by_value({"all": 60})).attributes[0]) == 1

    def test_a_value_that_would_point_out_few_in_a_department_stays_closed(self) -> None:
        # All of A are new, and three of B are: new less A would be those three.
        groups = Groups(
            units=(Unit("A", "A", "A"), Unit("B", "B", "B")),
            attributes=(Attribute("tenure", ("new", "old")),),
            cells=np.array([[0, 0], [1, 0], [1, 1]]),
            invited=np.array([20, 3, 20]),
            cell=np.zeros(0, dtype=np.int64),
        )
        found = certain(groups)
        assert found.units == (1.0, 1.0)
        assert all(category.shown == 0.0 for category in found.attributes[0])


class TestTrials:
    def test_the_same_seed_foresees_the_same(self) -> None:
        groups = groups_of({"A": 9, "B": 12, "C": 7, "": 3})
        first, second = (foresee(groups, 5, rate=0.7, draws=20, seed=4) for _ in range(2))
        assert first == second

    def test_attributes_may_be_looked_at_in_fewer(self) -> None:
        groups = groups_of({"A": 30, "B": 40}, (Attribute("tenure", ("new", "old")),), (0,))
        found = foresee(groups, 5, rate=0.7, draws=20, attribute_draws=3, seed=4)
        assert (found.draws, found.attribute_draws) == (20, 3)
        assert found.units == (1.0, 1.0)

    def test_are_fewer_the_more_there_is_to_decide(self) -> None:
        units = tuple(Unit(str(n), str(n), str(n)) for n in range(1500))
        none = np.zeros(0, dtype=np.int64)
        large = Groups(units, (), np.zeros((0, 1), dtype=np.int64), none, none)
        assert draws_for(groups_of({"A": 30, "B": 40})) == (40, 40)
        assert draws_for(large)[0] == 8
