"""What staff turnover costs: a range from the bands leaders name, in years of one person's pay.

Only what a result has published is read. Until fully productive somebody new is counted as half
productive (our rule).
"""

from dataclasses import dataclass
from math import inf

from maturity.disclosure import lower_end
from maturity.items import Scale
from maturity.result import Document
from maturity.shares import Share, share_of

PRODUCTIVE = 0.5
WEEKS_A_YEAR = 52
PER_CENT = 100


@dataclass(frozen=True)
class Span:
    """A range between two edges; the upper one is infinite where a band has no end."""

    low: float
    high: float

    @property
    def is_open(self) -> bool:
        """Whether only "at least" can be said."""
        return self.high == inf

    def __add__(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.high + other.high)

    def __mul__(self, other: "Span") -> "Span":
        # Nothing of what has no end is nothing, at the lower edges alone.
        return Span(self.low * other.low, self.high * other.high)

    def times(self, factor: float) -> "Span":
        """Return it in another unit."""
        return Span(self.low * factor, self.high * factor)


@dataclass(frozen=True)
class Named:
    """The band that most leaders name, and how many do.

    Where several are named as often (``first`` and ``last`` differ, answers from 1 on), the span
    reaches from the lowest to the highest of them and the share is that of each.
    """

    first: int
    last: int
    span: Span
    share: Share


@dataclass(frozen=True)
class Cost:
    """What one leaver costs, in years of that person's pay."""

    hiring: Span
    training: Span
    lost: Span

    @property
    def whole(self) -> Span:
        """All three together."""
        return self.hiring + self.training + self.lost


def named_band(cell: Document | None, scale: Scale) -> Named | None:
    """Return the band most leaders name; None if their answers are not shown.

    ``cell`` is a question of a result that is asked in bands.
    """
    shares = cell.get("shares") if cell else None
    if shares is None or cell is None:
        return None
    answers = [place for place, share in enumerate(shares) if share == max(shares)]
    first, last = answers[0], answers[-1]
    span = Span(scale.bands[first][0], scale.bands[last][1])
    return Named(first + 1, last + 1, span, share_of(max(shares), lower_end(cell["n"])))


def cost_of_leaver(
    hiring: Named | None, training: Named | None, weeks: Named | None
) -> Cost | None:
    """Return what one leaver costs, from shares of pay in per cent and weeks; None if one lacks."""
    if hiring is None or training is None or weeks is None:
        return None
    return Cost(
        hiring.span.times(1 / PER_CENT),
        training.span.times(1 / PER_CENT),
        weeks.span.times((1 - PRODUCTIVE) / WEEKS_A_YEAR),
    )


def cost_of_year(rate: Named | None, cost: Cost | None) -> Span | None:
    """Return what a year's leavers cost as a part of all pay; None if rate or cost is unknown.

    Leavers are taken to be paid like everybody else.
    """
    return None if rate is None or cost is None else rate.span.times(1 / PER_CENT) * cost.whole
