from hypothesis import given
from hypothesis import strategies as st

from maturity.disclosure.attributes import joined


class TestOrdered:
    def test_large_categories_stay_as_they_are(self) -> None:
        assert joined([10, 11, 12], 10, is_ordered=True) == (0, 1, 2)

    def test_the_smallest_is_joined_with_its_smaller_neighbour(self) -> None:
        assert joined([30, 4, 12, 40], 10, is_ordered=True) == (0, 1, 1, 2)

    def test_the_first_and_the_last_have_one_neighbour(self) -> None:
        assert joined([2, 30, 30, 3], 10, is_ordered=True) == (0, 0, 1, 1)

    def test_too_few_people_leave_one_group(self) -> None:
        assert joined([4, 4, 4], 10, is_ordered=True) == (0, 0, 0)


class TestUnordered:
    def test_small_ones_are_pooled_last(self) -> None:
        assert joined([4, 30, 7, 20], 10, is_ordered=False) == (2, 0, 2, 1)

    def test_the_pool_takes_in_more_until_it_is_large_enough(self) -> None:
        assert joined([3, 30, 20], 10, is_ordered=False) == (1, 0, 1)

    def test_one_value_per_person_leaves_one_group(self) -> None:
        assert joined([1] * 8, 10, is_ordered=False) == (0,) * 8


class TestAlways:
    @given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.booleans())
    def test_every_group_is_large_enough_or_the_only_one(
        self, sizes: list[int], is_ordered: bool
    ) -> None:
        groups = joined(sizes, 10, is_ordered=is_ordered)
        totals = [
            sum(size for size, group in zip(sizes, groups, strict=True) if group == number)
            for number in range(max(groups) + 1)
        ]
        assert len(totals) == 1 or min(totals) >= 10
