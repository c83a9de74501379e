"""What a printed number stands for: all values that would have been printed as it.

A mean beside its parts is printed so that they leave it room (docs/method.md, Rounding). The rule
is public and so is all it looks at, so the attacker works out from what is printed which numbers
could have been printed at all.
"""

from collections.abc import Iterator, Sequence

from tests.attacks.disclosure.scale import Scale, belongs
from tests.attacks.disclosure.shown import PARTS, WHOLE, Group, Number

# From a value to a value.
Cell = tuple[float, float]

# Means of one question to fewer people are printed in halves.
FEWEST_FOR_TENTHS = 10
ROUNDING = 1e-9


def cells(scale: Scale) -> dict[Number, Cell]:
    """Return of every published number between which values lies what it stands for."""
    groups = {group: _of_group(scale, group)[0] for group in scale.groups}
    # Of a scale of one question its mean is that of the question.
    are_told = len(scale.codes) > 1
    return {
        n: _rounded(scale, n) if n.part not in PARTS and are_told else groups[n.group]
        for n in scale.numbers
    }


def _rounded(scale: Scale, shown: Number) -> Cell:
    """Return what is rounded to a number."""
    is_item = shown.part not in PARTS or len(scale.codes) == 1
    codes = scale.codes if shown.part in PARTS else [shown.code]
    are_few = is_item and scale.fewest(shown.group, codes) < FEWEST_FOR_TENTHS
    half = 0.25 if are_few else 0.05
    low = 1.0 if shown.end == "at_most" else shown.mean - half
    return low, scale.points if shown.end == "at_least" else shown.mean + half


def _of_group(scale: Scale, group: Group) -> tuple[Cell, Cell]:
    """Return which means of a group are printed as its own is, and where it lies then."""
    shown = next(n for n in scale.numbers if n.part in PARTS and n.group == group)
    low, high = _rounded(scale, shown)
    ranges = [_left_by(scale, group, parts) for parts in _divisions(scale, group) if parts]
    if group == WHOLE and len(scale.codes) > 1:
        items = [_rounded(scale, n) for n in scale.numbers if n.part not in PARTS]
        if items:
            ranges.append((_mean([low for low, _ in items]), _mean([high for _, high in items])))
    if not ranges:
        return (low, high), (low, high)
    least, most = _ordered(max(low for low, _ in ranges), min(high for _, high in ranges))
    room = 1 / scale.fewest(group, scale.codes) - ROUNDING
    # Beyond a number that is hardly possible none is printed.
    cell = (low if low - least >= room else 1.0, high if most - high >= room else scale.points)
    return cell, _ordered(max(cell[0], least), min(cell[1], most))


def _divisions(scale: Scale, group: Group) -> Iterator[Sequence[Group]]:
    """Yield the published groups into which one falls, apart from those not told of."""
    kind, *which = group
    if kind in {"whole", "unit"}:
        path = which[0] if which else ""
        below = [g for g in scale.groups if g[0] == "unit" and g != group and belongs(g[1], path)]
        top = [g for g in below if not any(g != o and belongs(g[1], o[1]) for o in below)]
        yield [*top, *(g for g in scale.groups if g == ("rest", path))]
    if kind == "whole":
        for name in {g[1] for g in scale.groups if g[0] == "attribute"}:
            yield [g for g in scale.groups if g[:2] == ("attribute", name)]


def _left_by(scale: Scale, group: Group, parts: Sequence[Group]) -> Cell:
    """Return where parts leave a group; people who are not told of may have answered anything."""
    counted = scale.coefficients(group)
    shares = [float(counted[scale.members(part)].sum(axis=0).mean()) for part in parts]
    known = [_of_group(scale, part)[1] for part in parts]
    others = 1 - sum(shares)
    low = sum(share * low for share, (low, _) in zip(shares, known, strict=True))
    high = sum(share * high for share, (_, high) in zip(shares, known, strict=True))
    return low + others, high + others * scale.points


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _ordered(first: float, second: float) -> Cell:
    return min(first, second), max(first, second)
