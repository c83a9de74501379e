"""What a result says of ambassadors: shares, the net, and who of each kind intends to stay."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import numpy as np

from maturity.ambassadors.net import net_of
from maturity.ambassadors.rule import BRANCHES, KINDS, PARENTS, kinds_of
from maturity.counted import given, given_to, sorted_cell, stays_cell
from maturity.figures import AmbassadorItems
from maturity.items import Item
from maturity.sample import Sample
from maturity.scales import NOT_SHOWN, Document
from maturity.shares import shares_in
from maturity.staying import People
from maturity.tally import Floats, Integers


def is_asked(items: AmbassadorItems, asked: Sequence[Item]) -> bool:
    """Whether a questionnaire has all three commitments."""
    return set(items.constructs) <= {item.construct for item in asked}


def ambassadors(
    sample: Sample, items: AmbassadorItems, asked: Sequence[Item], rated: Mapping[str, Document]
) -> Document:
    """Return the part from the answers of one audience.

    ``asked`` are the questions of its questionnaire, ``rated`` those of which a result tells the
    answers: nothing is told here of answers that are not told there. Shares of people are not
    weighted.
    """
    scales = [[item for item in asked if item.construct == code] for code in items.constructs]
    found: Document = {"kinds": NOT_SHOWN, "net": NOT_SHOWN, "stays": NOT_SHOWN}
    if not all(item.code in rated for scale in scales for item in scale):
        return found
    kinds = kinds_of([given(sample, scale) for scale in scales], scales[0][0].scale.points)
    counted = kinds[~sample.excluded]
    found["kinds"] = sorted_cell(sample, counted, KINDS)
    if not found["kinds"]["shown"]:
        return found
    net = net_of(shares_in(found["kinds"]), int((counted > 0).sum()))
    if net is not None:
        found["net"] = {"shown": True, **asdict(net)}
    if items.stays in rated:
        people = _people(sample, next(each for each in asked if each.code == items.stays), kinds)
        found["stays"] = stays_cell(people, BRANCHES, sample.rules.smallest_group)
    return found


def _people(sample: Sample, item: Item, kinds: Integers) -> People:
    """Return who said whether they stay, and what they are."""
    came, stays = sample.responses, given_to(sample, item, [item])
    answered = stays > 0
    weights = _weights(sample, item)
    return People(
        PARENTS,
        kinds[answered],
        stays[answered] > item.scale.points - 2,
        ~sample.excluded[answered],
        came.surely[answered],
        None if came.identified is None else ~came.identified[answered],
        None if weights is None else weights[answered],
    )


def _weights(sample: Sample, item: Item) -> Floats | None:
    """Return the weight of all who came in what is told of an item; None if all count alike."""
    found = sample.weights([sample.places([item.code])])
    if found is None:
        return None
    weights = np.ones(len(sample.excluded))
    weights[~sample.excluded] = found[:, 0]
    return weights
