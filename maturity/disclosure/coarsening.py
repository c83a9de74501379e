"""Under which department answers are kept after the seal: never fewer than a group."""

from collections import Counter
from collections.abc import Iterable, Mapping


def coarsen(
    parents: Mapping[str, str | None], where: Iterable[str | None], smallest_group: int
) -> dict[str, str | None]:
    """Choose for each unit the unit or ancestor under which its answers are kept.

    ``parents`` is {unit: parent or None}; ``where`` each respondent's unit, or None. Units with
    respondents are joined with their parents, from the leaves up, until every group holds at
    least ``smallest_group`` or nobody; None stands for the organisation as a whole. Where what
    is left at the top is too small, the smallest group is joined with it too.
    """
    own = Counter(where)
    target: dict[str, str | None] = {unit: unit for unit in parents}
    sizes: Counter[str | None] = Counter({unit: own[unit] for unit in [None, *parents]})

    def join(group: str, into: str | None) -> None:
        for unit, kept in target.items():
            if kept == group:
                target[unit] = into
        sizes[into] += sizes.pop(group)

    for unit in sorted(parents, key=lambda unit: (-_depth(unit, parents), unit)):
        if 0 < sizes[unit] < smallest_group:
            join(unit, parents[unit])
    while 0 < sizes[None] < smallest_group:
        groups = [(size, unit) for unit, size in sizes.items() if unit is not None and size]
        if not groups:
            break
        join(min(groups)[1], None)
    return target


def _depth(unit: str, parents: Mapping[str, str | None]) -> int:
    parent = parents[unit]
    return 0 if parent is None else 1 + _depth(parent, parents)
