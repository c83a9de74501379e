"""How bands and spans of shares are said in what is told of turnover."""

from math import ceil, floor

from django.utils.translation import gettext as _

from maturity.items import Item
from maturity.turnover import PER_CENT, Named, Span
from reports import words

# What binary numbers make of a whole per cent is that per cent.
ROUNDING = 1e-9


def bands_named(item: Item, named: Named) -> str:
    """Return the bands named most often, from the lowest to the highest."""
    ends = dict.fromkeys(item.options()[place - 1] for place in (named.first, named.last))
    return words.joined([words.quoted(label) for label in ends])


def span_text(span: Span) -> str:
    """Return a range of shares, rounded outwards, or from where on it has no end."""
    low = floor(span.low * PER_CENT + ROUNDING) / PER_CENT
    if span.is_open:
        return _("at least %(low)s") % {"low": words.percent(low)}
    return words.shares(low, ceil(span.high * PER_CENT - ROUNDING) / PER_CENT)
