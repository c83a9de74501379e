"""What the published matrix tells: how open departments are, and where help runs one way only.

Everything here is worked out from published numbers alone. Its rules are ours, and cautious:
intervals are those of the shares as they are told, of as many people as are told at least.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from maturity.disclosure import AT_LEAST, AT_MOST, lower_end, read_rate
from maturity.scales import Document
from maturity.shares import Share, share_of

# Where fewer answered, nothing is worked out: who is silent may be who is alone (our rule).
FEWEST_ANSWERED = 0.50
# Help runs from one department to another where surely so many of its people name it (our rule).
BRIDGE = 0.10
HALF = 0.50
# How many people at least are behind a share that is rounded to so many per cent.
FEWEST_BY_STEP = {1: 100, 5: 20, 10: 10}
# What binary numbers make of a whole per cent is that per cent.
ROUNDING = 1e-9


class Openness(StrEnum):
    """Whether most people of a department get help outside it."""

    OPEN = "open"
    CLOSED = "closed"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Bridge:
    """People of the department ``source`` get help from ``target``; both are places.

    ``back`` is how many of the target's people name the source, None where that is not told;
    ``is_one_way`` that surely fewer do.
    """

    source: int
    target: int
    share: Share
    back: Share | None
    is_one_way: bool


@dataclass(frozen=True)
class EiIndex:
    """The index of a group; ``end`` says that it is "at_most" or "at_least" the value."""

    value: float
    end: str | None


def says_enough(network: Document) -> bool:
    """Whether enough people answered for more than the matrix."""
    rate = read_rate(network["response_rate"])
    return rate is not None and rate >= FEWEST_ANSWERED - ROUNDING


def share_in_row(row: Document, percent: int) -> Share:
    """Return a share of a row with its interval; at a covered end it reaches to the end."""
    step: int = row["step"]
    found = share_of(percent / 100, max(lower_end(row["n"]), FEWEST_BY_STEP[step]))
    end = _end(row, percent)
    if end == AT_MOST:
        return replace(found, low=0.0, end=end)
    return replace(found, high=1.0, end=end) if end == AT_LEAST else found


def _end(row: Document, percent: int) -> str | None:
    """Return whether a share of a row is at one of its covered ends, and at which."""
    step: int = row["step"]
    if percent <= step:
        return AT_MOST
    return AT_LEAST if percent >= 100 - step else None


def told(level: Document) -> list[int]:
    """Return the places of the departments that are told as named."""
    return [place for place, each in enumerate(level["departments"]) if each["told"]]


def density(level: Document) -> float | None:
    """Return which part of all ties there are that there could be: everybody to each department."""
    whole, possible = level["whole"], len(told(level))
    return None if whole["others"] is None else (whole["others"] + whole["own"] / 100) / possible


def ei_index(external: float, internal: float) -> float | None:
    """Return how open a group is: (external - internal) / all ties (Krackhardt & Stern 1988).

    From -1, all ties within the group, to 1, all outside; None without ties.
    """
    ties = external + internal
    return (external - internal) / ties if ties else None


def ei_of(row: Document) -> EiIndex | None:
    """Return the index of a row: other departments named, and the own, each on average.

    Where only an end of one of both is known, so is one of the index; None if neither end is,
    or without ties.
    """
    if row["others"] is None:
        return None
    # The more inside, the lower the index.
    inside = {AT_MOST: AT_LEAST, AT_LEAST: AT_MOST}.get(_end(row, row["own"]) or "")
    ends = {end for end in (row["others_end"], inside) if end}
    value = ei_index(row["others"], row["own"] / 100)
    return None if value is None or len(ends) > 1 else EiIndex(value, next(iter(ends), None))


def expected_ei(level: Document, has_own: float = 1.0) -> float | None:
    """Return the index that is to be expected if everybody named each department once.

    ``has_own`` of those asked can name a department of their own.
    """
    return ei_index(len(told(level)) - has_own, has_own)


def openness(row: Document) -> Openness:
    """Return whether surely more, or surely fewer, than half of a row's people get help outside."""
    outside = share_in_row(row, row["outside"])
    if outside.low > HALF + ROUNDING:
        return Openness.OPEN
    return Openness.CLOSED if outside.high < HALF - ROUNDING else Openness.UNDECIDED


def bridges(level: Document) -> list[Bridge]:
    """Return between which departments help runs, the largest shares first."""
    found = list(_bridges(level))
    return sorted(found, key=lambda each: (-each.share.share, each.source, each.target))


def _bridges(level: Document) -> Iterator[Bridge]:
    for source, row in enumerate(level["rows"]):
        for target in told(level):
            if row is None or target == source:
                continue
            share = share_in_row(row, row["shares"][target])
            if share.low >= BRIDGE - ROUNDING:
                back = _back(level, source, target)
                is_one_way = back is not None and back.high < share.low - ROUNDING
                yield Bridge(source, target, share, back, is_one_way)


def _back(level: Document, source: int, target: int) -> Share | None:
    row = level["rows"][target]
    percent = None if row is None else row["shares"][source]
    return None if percent is None else share_in_row(row, percent)
