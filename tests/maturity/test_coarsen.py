"""Under which unit answers are kept, so that no group is too small."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.disclosure import coarsen

few = settings(deadline=None, max_examples=40)

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
