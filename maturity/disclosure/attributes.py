"""Joining the values of an attribute, as of tenure, until each group is large enough."""

from collections.abc import Sequence

# A whole question of the roster is told apart by these groups, so they are not too small.
SMALLEST_CATEGORY = 10


def joined(sizes: Sequence[int], smallest: int, *, is_ordered: bool) -> tuple[int, ...]:
    """Return the group of each category, groups numbered from 0 in the categories' order.

    ``sizes`` is how many people each category has. Categories in an order are joined with their
    smaller neighbour, the smallest one first; others are pooled, the smallest first, until the
    pool is large enough too. All are 0 if fewer than two groups remain: nothing can be told
    apart then (our rule; it looks at who answered, never at what).
    """
    groups = _neighbours(sizes, smallest) if is_ordered else _pooled(sizes, smallest)
    group_of = {category: group for group, members in enumerate(groups) for category in members}
    return tuple(group_of[category] for category in range(len(sizes)))


def _neighbours(sizes: Sequence[int], smallest: int) -> list[list[int]]:
    groups = [[category] for category in range(len(sizes))]

    def size(place: int) -> int:
        return sum(sizes[category] for category in groups[place])

    while len(groups) > 1:
        least = min(range(len(groups)), key=lambda place: (size(place), place))
        if size(least) >= smallest:
            break
        sides = [place for place in (least - 1, least + 1) if 0 <= place < len(groups)]
        beside = min(sides, key=lambda place: (size(place), place))
        first, second = sorted((least, beside))
        groups[first] += groups.pop(second)
    return groups


def _pooled(sizes: Sequence[int], smallest: int) -> list[list[int]]:
    """The pool comes last."""
    alone = sorted(range(len(sizes)), key=lambda category: (sizes[category], category))
    pool: list[int] = []
    while alone and (
        sizes[alone[0]] < smallest or (pool and sum(sizes[c] for c in pool) < smallest)
    ):
        pool.append(alone.pop(0))
    return [[category] for category in sorted(alone)] + ([sorted(pool)] if pool else [])
