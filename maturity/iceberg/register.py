"""The complaint register: what the organisation has recorded, counted.

No answers of customers are here; the register is the organisation's own.
"""

from collections import Counter
from collections.abc import Sequence

from maturity.result import Document

OUTCOMES = ("resolved", "partly", "unresolved", "open")
# Of channels and causes so many are named; the rest is counted together.
MOST_NAMED = 8


def register_document(
    days: Sequence[str],
    channels: Sequence[str],
    causes: Sequence[str],
    outcomes: Sequence[str],
    accounts: Sequence[str],
) -> Document:
    """Return the register in numbers; all sequences are as long as there are complaints.

    ``days`` are ISO dates, ``outcomes`` of ``OUTCOMES``, ``accounts`` ids or "" where unknown::

        n              complaints
        first, last    days
        accounts       how many different accounts are named; unnamed, complaints without one
        outcomes       {outcome: complaints}
        channels, causes
                       [[name, complaints]], most first; at most eight, the rest under ""

    Raises ValueError for no complaints or an unknown outcome.
    """
    if not days:
        raise ValueError("A register has at least one complaint.")
    if unknown := set(outcomes).difference(OUTCOMES):
        raise ValueError(f"{sorted(unknown)[0]} is no outcome; there is {', '.join(OUTCOMES)}.")
    counted = Counter(outcomes)
    return {
        "n": len(days),
        "first": min(days),
        "last": max(days),
        "accounts": len({account for account in accounts if account}),
        "unnamed": sum(not account for account in accounts),
        "outcomes": {outcome: counted[outcome] for outcome in OUTCOMES},
        "channels": _most(channels),
        "causes": _most(causes),
    }


def _most(names: Sequence[str]) -> list[list[object]]:
    """Count names however they are capitalised, each as it is written most often."""
    spellings: dict[str, Counter[str]] = {}
    for name in names:
        spellings.setdefault(name.casefold(), Counter())[name] += 1
    counted = sorted(
        ((spelling.total(), spelling.most_common(1)[0][0]) for spelling in spellings.values()),
        key=lambda each: (-each[0], each[1]),
    )
    named: list[list[object]] = [[name, n] for n, name in counted[:MOST_NAMED]]
    rest = sum(n for n, _name in counted[MOST_NAMED:])
    return [*named, ["", rest]] if rest else named
