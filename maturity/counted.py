"""Who counts in a question with one answer, and shares of them as they stand in a result."""

from collections.abc import Sequence
from dataclasses import asdict
from fractions import Fraction

import numpy as np

from maturity.answers import Answers, scored, with_enough_answered
from maturity.disclosure import band, is_unanimous, may_show, rounded_share
from maturity.disclosure.tree import NOWHERE
from maturity.items import Item
from maturity.sample import Sample
from maturity.scales import NOT_SHOWN, Document
from maturity.shares import share_of
from maturity.staying import People, Staying, told_branches
from maturity.tally import Integers


def scale_of(item: Item, asked: Sequence[Item]) -> list[Item]:
    """Return the items with which one is scored together, itself among them."""
    return [
        each
        for each in asked
        if each == item or (bool(item.construct) and each.construct == item.construct)
    ]


def given(sample: Sample, scale: Sequence[Item]) -> Answers:
    """Return the answers of all who came to the items of a scale, 0 for none: (people, items).

    Only such as count in what is published of the scale: under its half-scale rule, and of the
    identified alone where the others are too few.
    """
    places, came = sample.places([item.code for item in scale]), sample.responses
    counted = with_enough_answered(scored(came.answers[:, places]))
    if came.identified is not None and sample.has_few_others(places):
        counted = counted * came.identified.astype(np.uint8)[:, np.newaxis]
    return counted


def given_to(sample: Sample, item: Item, asked: Sequence[Item]) -> Answers:
    """Return the same of one item: (people,)."""
    scale = scale_of(item, asked)
    places = sample.places([each.code for each in scale])
    answers: Answers = given(sample, scale)[:, places.index(sample.places([item.code])[0])]
    return answers


def sorted_cell(sample: Sample, kinds: Integers, names: Sequence[str]) -> Document:
    """Return the share of each kind, 1 and up, of those who count and are of one: (people,)."""
    n, sure_n = int((kinds > 0).sum()), int((kinds[sample.surely] > 0).sum())
    parts, identified = [kinds], sample.responses.identified
    if identified is not None:
        parts.append(kinds[~identified[~sample.excluded]])
    counts = [np.bincount(part, minlength=len(names) + 1)[1:].tolist() for part in parts]
    is_too_few = not may_show(sure_n, sample.rules.smallest_group)
    if is_too_few or any(is_unanimous(each) for each in counts):
        return NOT_SHOWN
    shares = [rounded_share(Fraction(each, n), sure_n) for each in counts[0]]
    return NOT_SHOWN if None in shares else shares_cell(names, shares, n)


def shares_cell(names: Sequence[str], shares: Sequence[float | None], n: int) -> Document:
    """Return published shares of n people with their intervals."""
    told = {
        name: asdict(share_of(share, n))
        for name, share in zip(names, shares, strict=True)
        if share is not None
    }
    return {"shown": True, "n": band(n), "shares": told}


def stays_cell(people: People, names: Sequence[str], smallest_group: int) -> Document:
    """Return for each branch how many intend to stay; ``names`` are those of the tree's nodes."""
    found, are_identified = told_branches(people, smallest_group)
    if not found:
        return NOT_SHOWN
    return {
        "shown": True,
        "only_identified": are_identified,
        "branches": {
            name: _staying(found[node]) if node in found else NOT_SHOWN
            for node, name in enumerate(names)
            if people.parents[node] != NOWHERE
        },
    }


def _staying(found: Staying) -> Document:
    share = rounded_share(Fraction(found.stays, found.n), found.sure_n)
    # Of a branch that is shown there are enough people for shares.
    assert share is not None
    return {"shown": True, "n": band(found.n), **asdict(share_of(share, found.sure_n))}
