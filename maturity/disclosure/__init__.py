"""The gate: what may be published, and how precisely.

No group smaller than k is ever shown or stored apart, and no combination of what is shown rests
on fewer than k people. Suppression looks at who answered, never at what.
"""

from maturity.disclosure.coarsening import coarsen
from maturity.disclosure.rounding import (
    SMALLEST_GROUP_FLOOR,
    SMALLEST_GROUP_FOR_COMMENTS,
    SMALLEST_GROUP_FOR_SHARES,
    SMALLEST_GROUP_FOR_SPREADS,
    SMALLEST_INVITED_FOR_RATE,
    band,
    few_or_count,
    may_show,
    rounded_interval,
    rounded_mean,
    rounded_response_rate,
    rounded_share,
    shown_rate,
)

__all__ = [
    "SMALLEST_GROUP_FLOOR",
    "SMALLEST_GROUP_FOR_COMMENTS",
    "SMALLEST_GROUP_FOR_SHARES",
    "SMALLEST_GROUP_FOR_SPREADS",
    "SMALLEST_INVITED_FOR_RATE",
    "band",
    "coarsen",
    "few_or_count",
    "may_show",
    "rounded_interval",
    "rounded_mean",
    "rounded_response_rate",
    "rounded_share",
    "shown_rate",
]
