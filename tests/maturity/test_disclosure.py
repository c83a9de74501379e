from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.disclosure import (
    band,
    coarsen,
    may_show,
    rounded_mean,
    rounded_response_rate,
    rounded_share,
    shown_rate,
)

few = settings(deadline=None, max_examples=80)

Tree = dict[str, str | None]
Places = list[str | None]


@st.composite
def organisations(draw: st.DrawFn) -> tuple[Tree, Places]:
    """Return a random tree of units and, for each respondent, the unit or None."""
    parents: Tree = {}
    for number in range(draw(st.integers(min_value=0, max_value=9))):
        parents[f"u{number}"] = draw(st.sampled_from([None, *parents]))
    where: Places = []
    for unit in [None, *parents]:
        where += [unit] * draw(st.integers(min_value=0, max_value=9))
    return parents, where


def ancestors(unit: str, parents: Tree) -> list[str | None]:
    above = parents[unit]
    return [None] if above is None else [above, *ancestors(above, parents)]


def sizes(target: Tree, where: Places) -> Counter[str | None]:
    return Counter(None if unit is None else target[unit] for unit in where)


class TestRoundedMean:
    @pytest.mark.parametrize(
        ("value", "shown"), [(2.65, 2.7), (2.25, 2.3), (2.949999, 2.9), (53 / 20, 2.7), (1.0, 1.0)]
    )
    def test_rounds_halves_up_as_people_do(self, value: float, shown: float) -> None:
        assert rounded_mean(value) == shown


class TestMayShow:
    @pytest.mark.parametrize(
        ("n", "smallest_group", "expected"),
        [(0, 5, False), (4, 5, False), (5, 5, True), (7, 8, False), (8, 8, True)],
    )
    def test_a_group_must_be_large_enough(
        self, n: int, smallest_group: int, expected: bool
    ) -> None:
        assert may_show(n, smallest_group) is expected

    @pytest.mark.parametrize("smallest_group", [-1, 0, 1, 4])
    def test_nothing_lowers_the_floor_of_five(self, smallest_group: int) -> None:
        assert not may_show(4, smallest_group)
        assert may_show(5, smallest_group)


class TestRoundedShare:
    @pytest.mark.parametrize(
        ("count", "n", "expected"),
        [
            (3, 5, None),
            (9, 9, None),
            (0, 10, 0.10),
            (1, 10, 0.10),
            (3, 10, 0.30),
            (9, 10, 0.90),
            (10, 10, 0.90),
            (7, 19, 0.40),
            (19, 19, 0.90),
            (0, 20, 0.05),
            (7, 20, 0.35),
            (20, 20, 0.95),
            (1, 3 * 11, 0.05),
            (8, 3 * 11, 0.25),
            (97, 99, 0.95),
            (0, 100, 0.0),
            (1, 100, 0.01),
            (100, 100, 1.0),
            (1, 300, 0.0),
            (2, 300, 0.01),
            (299, 300, 1.0),
        ],
    )
    def test_precision_grows_with_the_group(
        self, count: int, n: int, expected: float | None
    ) -> None:
        assert rounded_share(Fraction(count, n), n) == expected

    @pytest.mark.parametrize("n", [10, 15, 19, 20, 50, 99])
    def test_nobody_and_one_person_look_the_same(self, n: int) -> None:
        assert rounded_share(Fraction(0), n) == rounded_share(Fraction(1, n), n)
        assert rounded_share(Fraction(1), n) == rounded_share(Fraction(n - 1, n), n)

    def test_a_share_half_way_is_not_at_the_mercy_of_binary_fractions(self) -> None:
        # 57.5% is half way between 55 and 60; 0.575 * 100 is 57.49999999999999 to a computer.
        assert rounded_share(Fraction(23, 40), 40) == 0.60
        assert rounded_share(Fraction(575, 1000), 1000) == 0.58

    @few
    @given(st.integers(min_value=10, max_value=250), st.data())
    def test_a_share_and_its_rest_make_up_the_whole(self, n: int, data: st.DataObject) -> None:
        count = data.draw(st.integers(min_value=0, max_value=n))
        one, rest = rounded_share(Fraction(count, n), n), rounded_share(Fraction(n - count, n), n)
        assert one is not None
        assert rest is not None
        assert one + rest == pytest.approx(1)

    @few
    @given(st.integers(min_value=10, max_value=250), st.data())
    def test_more_people_never_look_like_fewer(self, n: int, data: st.DataObject) -> None:
        count = data.draw(st.integers(min_value=0, max_value=n - 1))
        one = rounded_share(Fraction(count, n), n)
        more = rounded_share(Fraction(count + 1, n), n)
        assert one is not None
        assert more is not None
        assert one <= more


class TestRoundedResponseRate:
    @pytest.mark.parametrize(
        ("answered", "invited", "expected"),
        [
            (0, 0, None),
            (9, 9, None),
            (5, 9, None),
            (0, 10, "<5%"),
            (4, 100, "<5%"),
            (1, 20, "5%"),
            (1, 10, "10%"),
            (2, 15, "15%"),
            (13, 20, "65%"),
            (2, 3 * 10, "5%"),
            (19, 20, "95%"),
            (95, 100, "95%"),
            (96, 100, ">95%"),
            (10, 10, ">95%"),
            (12, 10, ">95%"),
        ],
    )
    def test_is_coarse_and_its_ends_are_covered(
        self, answered: int, invited: int, expected: str | None
    ) -> None:
        assert rounded_response_rate(answered, invited) == expected


class TestShownRate:
    @pytest.mark.parametrize(
        ("answered", "invited", "rate"),
        [
            (5, 9, None),
            (0, 10, 0.0),
            # 4%: "<5%".
            (4, 100, 0.0),
            (5, 100, 0.05),
            # 71.4%: "70%".
            (10, 14, 0.7),
            (95, 100, 0.95),
            # ">95%".
            (96, 100, 0.95),
            (100, 100, 0.95),
        ],
    )
    def test_is_what_a_reader_can_take_from_the_text(
        self, answered: int, invited: int, rate: float | None
    ) -> None:
        assert shown_rate(answered, invited) == rate

    @given(st.integers(min_value=10, max_value=3000), st.data())
    def test_is_the_same_for_all_of_one_text(self, invited: int, data: st.DataObject) -> None:
        one, other = (data.draw(st.integers(min_value=0, max_value=invited)) for _ in range(2))
        same_text = rounded_response_rate(one, invited) == rounded_response_rate(other, invited)
        if same_text:
            assert shown_rate(one, invited) == shown_rate(other, invited)


class TestBand:
    @pytest.mark.parametrize(
        ("n", "shown"),
        [
            *((0, "<5"), (4, "<5"), (5, "5–9"), (9, "5–9"), (10, "10–19"), (19, "10–19")),
            *((20, "20–49"), (49, "20–49"), (50, "50+"), (100_000, "50+")),
        ],
    )
    def test_is_coarse(self, n: int, shown: str) -> None:
        assert band(n) == shown


class TestCoarsen:
    def test_large_enough_units_stay(self) -> None:
        parents: Tree = {"a": None, "b": None}
        assert coarsen(parents, ["a"] * 5 + ["b"] * 7, 5) == {"a": "a", "b": "b"}

    def test_a_small_unit_joins_its_parent(self) -> None:
        parents: Tree = {"a": None, "a1": "a", "a2": "a"}
        where: Places = [*["a"] * 3, *["a1"] * 2, *["a2"] * 6]
        assert coarsen(parents, where, 5) == {"a": "a", "a1": "a", "a2": "a2"}

    def test_goes_up_until_there_are_enough(self) -> None:
        parents: Tree = {"a": None, "b": "a", "c": "b"}
        where: Places = [*["a"] * 3, "b", "c"]
        assert coarsen(parents, where, 5) == {"a": "a", "b": "a", "c": "a"}

    def test_a_small_rest_at_the_top_takes_the_smallest_group_along(self) -> None:
        parents: Tree = {"a": None, "b": None, "c": None}
        where: Places = [*["a"] * 5, *["b"] * 9, *["c"] * 2]
        assert coarsen(parents, where, 5) == {"a": None, "b": "b", "c": None}

    def test_people_without_a_unit_are_a_rest_too(self) -> None:
        parents: Tree = {"a": None, "b": None}
        where: Places = [None] * 2 + ["a"] * 6 + ["b"] * 8
        assert coarsen(parents, where, 5) == {"a": None, "b": "b"}

    def test_enough_people_without_a_unit_are_a_group(self) -> None:
        where: Places = [None] * 5 + ["a"] * 6
        assert coarsen({"a": None}, where, 5) == {"a": "a"}

    def test_too_few_altogether_are_kept_as_one(self) -> None:
        assert coarsen({"a": None, "b": "a"}, ["b", "a"], 5) == {"a": None, "b": None}

    def test_nobody_or_no_units(self) -> None:
        assert coarsen({}, [], 5) == {}
        assert coarsen({}, [None] * 6, 5) == {}
        assert coarsen({"a": None}, [], 5) == {"a": "a"}

    @few
    @given(organisations(), st.integers(min_value=5, max_value=8))
    def test_no_group_is_smaller_than_k(
        self, organisation: tuple[Tree, Places], smallest_group: int
    ) -> None:
        parents, where = organisation
        found = sizes(coarsen(parents, where, smallest_group), where)
        if len(where) >= smallest_group:
            assert all(size >= smallest_group for size in found.values())
        else:
            assert set(found) <= {None}

    @few
    @given(organisations(), st.integers(min_value=5, max_value=8))
    def test_people_are_only_ever_moved_upwards(
        self, organisation: tuple[Tree, Places], smallest_group: int
    ) -> None:
        parents, where = organisation
        target = coarsen(parents, where, smallest_group)
        assert set(target) == set(parents)
        for unit, kept in target.items():
            assert kept == unit or kept in ancestors(unit, parents)

    @few
    @given(organisations())
    def test_only_the_numbers_matter(self, organisation: tuple[Tree, Places]) -> None:
        parents, where = organisation
        turned = dict(reversed(parents.items()))
        assert coarsen(turned, where[::-1], 5) == coarsen(parents, where, 5)

    @few
    @given(organisations())
    def test_nobody_is_moved_without_need(self, organisation: tuple[Tree, Places]) -> None:
        parents, where = organisation
        filled: Places = [unit for unit in where for _ in range(5)]
        assert coarsen(parents, filled, 5) == {unit: unit for unit in parents}
