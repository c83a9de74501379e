"""How many of a group answered, so coarsely that nobody sees whether all of it did."""

import re

from maturity.disclosure.gate import SPARE
from maturity.disclosure.rounding import BANDS


def band_of(n: int, asked: int) -> str:
    """Return the range in which n of ``asked`` people lie: 5–9, 10–19, 20–49, 50+.

    Where its lower end would say that hardly anybody was silent, it is joined with the range
    below: of ten people, ten are "5–19".
    """
    lows = [low for low, _high in BANDS] + [BANDS[-1][1] + 1]
    place = max(place for place, low in enumerate(lows) if low <= n or place == 0)
    low = lows[place - 1] if place and lows[place] > asked - SPARE else lows[place]
    return f"{low}–{BANDS[place][1]}" if place < len(BANDS) else f"{low}+"


def lower_end(n: int | str) -> int:
    """Return a published number of people, of a range its lower end: 10 of "10–19", 0 of "<5"."""
    return n if isinstance(n, int) else int(re.sub(r"\D.*", "", n) or 0)
