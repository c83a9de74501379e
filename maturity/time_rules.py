"""How many leaders keep the two rules on time with customers: shares with intervals."""

from collections.abc import Mapping, Sequence

import numpy as np

from maturity.counted import given_to, sorted_cell
from maturity.figures import TimeItems
from maturity.items import Item
from maturity.sample import Sample
from maturity.scales import NOT_SHOWN, Document

KEPT = ("kept", "missed")


def is_asked(items: TimeItems, asked: Sequence[Item]) -> bool:
    """Whether a questionnaire has both questions."""
    return {items.spent, items.back} <= {item.code for item in asked}


def time_rules(
    sample: Sample, items: TimeItems, asked: Sequence[Item], choices: Mapping[str, Document]
) -> Document:
    """Return how many keep each rule, of those who said how much; from one audience's answers.

    Not told of a question whose answers, in ``choices``, are not.
    """
    by_code = {item.code: item for item in asked}
    found: Document = {}
    for rule, (code, answer_from) in items.rules.items():
        cell = choices[code]
        if not cell["shown"] or cell["shares"] is None:
            found[rule] = NOT_SHOWN
            continue
        answers = given_to(sample, by_code[code], asked)[~sample.excluded]
        kinds = np.select([answers == 0, answers >= answer_from], [0, 1], default=2)
        found[rule] = sorted_cell(sample, kinds.astype(np.int64), KEPT)
    return found
