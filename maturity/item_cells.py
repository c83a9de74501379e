"""Single questions as they stand in a result: how often each answer was given."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from maturity.answers import CHOSEN, Answers, scored
from maturity.disclosure import band, is_unanimous, may_show
from maturity.items import Item
from maturity.measures import Measure, measure
from maturity.quality import Flags
from maturity.sample import Sample
from maturity.scales import NOT_SHOWN, Document, counted, distribution, unsure


def items_of_scale(
    found: Measure, sample: Sample, places: Sequence[int], items: Sequence[Item]
) -> Document:
    """Return the mean and distribution of each item of a shown scale; empty if none may be told."""
    if not found.may_show_items:
        return {}
    codes = sample.codes(places)
    return {
        item.code: {
            "n": counted(items, found.item_n[row]),
            "mean": found.item_means[row].value,
            "end": found.item_means[row].end,
            "shares": distribution(found.shares[row], found.sure_n[row]),
            **_unsure(codes[:, [row]], sample.surely),
        }
        for row, item in enumerate(items)
    }


def choice(sample: Sample, places: Sequence[int], item: Item) -> Document:
    """Return an item's distribution; of several options each one's own share."""
    codes = sample.codes(places)
    if item.several:
        if _is_given_away(sample, codes):
            return NOT_SHOWN
        shares, n, sure_n = _chosen(codes, sample.surely)
    else:
        shares, n, sure_n = _answered(measure(sample, places, item.scale.points))
    if not may_show(sure_n, sample.rules.smallest_group):
        return NOT_SHOWN
    return {
        "shown": True,
        "n": counted([item], n),
        "shares": distribution(shares, sure_n),
        **_unsure(codes[:, :1], sample.surely),
    }


def _answered(found: Measure | None) -> tuple[Sequence[Fraction], int, int]:
    """Return the share of each answer, of how many people, and how many of them surely count."""
    return ([], 0, 0) if found is None else (found.shares[0], found.item_n[0], found.fewest)


def _chosen(codes: Answers, surely: Flags) -> tuple[Sequence[Fraction], int, int]:
    """Return the same of options of which several may have been chosen."""
    answered = np.count_nonzero(scored(codes), axis=1) > 0
    n, sure_n = int(answered.sum()), int(answered[surely].sum())
    return [Fraction(int(count), n or 1) for count in (codes == CHOSEN).sum(axis=0)], n, sure_n


def _is_given_away(sample: Sample, codes: Answers) -> bool:
    """Whether an option was chosen by all, or all but one, of those who chose any.

    Of everybody, or of those who are left when the identified ones are subtracted.
    """
    identified = sample.responses.identified
    parts = [codes]
    if identified is not None:
        parts.append(codes[~identified[~sample.excluded]])
    return any(_has_chosen_alike(part) for part in parts)


def _has_chosen_alike(codes: Answers) -> bool:
    n = int((scored(codes) > 0).any(axis=1).sum())
    chosen = np.count_nonzero(codes == CHOSEN, axis=0).tolist()
    # That hardly anybody chose an option is no secret: most lists have such a one.
    return any(is_unanimous([n - count, count]) for count in chosen if 2 * count > n)


def _unsure(codes: Answers, surely: Flags) -> Document:
    found = unsure(codes, surely)
    return {"dont_know": found.shown, "dont_know_n": band(found.n)}
