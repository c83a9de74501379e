"""Whether the amounts of a file fit each other: one column in thousands spoils every figure."""

import statistics
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from organisations.spreadsheets import Fault

Amounts = Mapping[str, Sequence[float | None]]

# Of two columns of money so far apart in the middle of all accounts, one is in other units. Serving
# customers may cost a hundredth of what they buy for, so less of that is asked.
MOST_TIMES = 50
LEAST = {"revenue_last": 1 / 50, "potential": 1 / 50, "cost_to_serve": 1 / 500}
# Of fewer accounts any ratio may be so.
FEWEST = 3


def unit_faults(amounts: Amounts, titles: Mapping[str, str]) -> list[Fault]:
    """Return a fault of every column that seems to be in other units than the revenue."""
    faults = []
    for field, least in LEAST.items():
        ratios = [
            other / revenue
            for revenue, other in zip(amounts["revenue"], amounts[field], strict=True)
            if revenue and other
        ]
        if len(ratios) < FEWEST or least <= (middle := statistics.median(ratios)) <= MOST_TIMES:
            continue
        times = middle if middle > 1 else 1 / middle
        message = _(
            'In the middle of the accounts, "%(title)s" is %(times)s times as much as '
            '"%(revenue)s". One of the two looks like thousands: write both in the same unit.'
        )
        if middle < 1:
            message = _(
                'In the middle of the accounts, "%(revenue)s" is %(times)s times as much as '
                '"%(title)s". One of the two looks like thousands: write both in the same unit.'
            )
        values = {"title": titles[field], "times": f"{times:,.0f}", "revenue": titles["revenue"]}
        faults.append(Fault(None, titles[field], message % values))
    return faults


def jumps(amounts: Amounts) -> list[int]:
    """Return the places of accounts whose revenue is so far from the year before's, one by one."""
    pairs = zip(amounts["revenue"], amounts["revenue_last"], strict=True)
    return [
        place
        for place, (now, last) in enumerate(pairs)
        if now and last and not 1 / MOST_TIMES <= now / last <= MOST_TIMES
    ]


def below_revenue(amounts: Amounts) -> list[int]:
    """Return the places of accounts said to have less potential than they buy already."""
    pairs = zip(amounts["revenue"], amounts["potential"], strict=True)
    return [
        place
        for place, (revenue, potential) in enumerate(pairs)
        if revenue is not None and potential is not None and potential < revenue
    ]
