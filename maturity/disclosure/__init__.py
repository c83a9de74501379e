"""The gate: what may be published, and how precisely.

No group smaller than k is ever shown or stored apart, and no combination of what is shown rests
on fewer than k people. Suppression looks at who answered, never at what.
"""

from maturity.disclosure.bands import lower_end
from maturity.disclosure.beside import Range, cell, combined, shown_beside
from maturity.disclosure.rounding import (
    AT_LEAST,
    AT_MOST,
    SMALLEST_GROUP_FLOOR,
    SMALLEST_GROUP_FOR_COMMENTS,
    SMALLEST_GROUP_FOR_SHARES,
    SMALLEST_GROUP_FOR_SPREADS,
    SMALLEST_INVITED_FOR_RATE,
    ShownMean,
    band,
    few_or_count,
    may_show,
    read_rate,
    rounded_interval,
    rounded_mean,
    rounded_response_rate,
    rounded_share,
    shown_interval,
    shown_mean,
    shown_rate,
    step_of_share,
    tenths_of_item,
)
from maturity.disclosure.trend import is_telling, may_show_trend
from maturity.disclosure.unanimity import individual_bounds, is_unanimous

__all__ = [
    "AT_LEAST",
    "AT_MOST",
    "SMALLEST_GROUP_FLOOR",
    "SMALLEST_GROUP_FOR_COMMENTS",
    "SMALLEST_GROUP_FOR_SHARES",
    "SMALLEST_GROUP_FOR_SPREADS",
    "SMALLEST_INVITED_FOR_RATE",
    "Range",
    "ShownMean",
    "band",
    "cell",
    "combined",
    "few_or_count",
    "individual_bounds",
    "is_telling",
    "is_unanimous",
    "lower_end",
    "may_show",
    "may_show_trend",
    "read_rate",
    "rounded_interval",
    "rounded_mean",
    "rounded_response_rate",
    "rounded_share",
    "shown_beside",
    "shown_interval",
    "shown_mean",
    "shown_rate",
    "step_of_share",
    "tenths_of_item",
]
