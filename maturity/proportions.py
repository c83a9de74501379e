"""Shares of people with their 95% interval."""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from scipy.special import ndtri

CONFIDENCE = 0.95
# Half the width of a 95% interval, in standard errors of a normal distribution.
NORMAL = float(ndtri((1 + CONFIDENCE) / 2))


@dataclass(frozen=True)
class Proportion:
    """``count`` of ``n`` people, with the interval of the share (0..1)."""

    count: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> Fraction:
        """The exact share."""
        return Fraction(self.count, self.n)


def wilson(count: int, n: int) -> Proportion | None:
    """Return a share with its score interval (Wilson 1927); None for nobody.

    Raises ValueError unless 0 <= count <= n.
    """
    if not 0 <= count <= n:
        raise ValueError(f"{count} of {n} people is not a share.")
    if not n:
        return None
    share, penalty = count / n, NORMAL**2 / n
    centre = (share + penalty / 2) / (1 + penalty)
    half_width = sqrt(penalty * share * (1 - share) + penalty**2 / 4) / (1 + penalty)
    # At the ends the interval closes exactly, which rounding would miss.
    low = centre - half_width if count else 0.0
    high = centre + half_width if count < n else 1.0
    return Proportion(count, n, low, high)
