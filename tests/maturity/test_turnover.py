"""What turnover costs, from the bands leaders name: worked out by hand."""

from fractions import Fraction
from math import inf

import pytest

from maturity.disclosure import rounded_share
from maturity.loading import load
from maturity.result import Document
from maturity.turnover import Span, cost_of_leaver, cost_of_year, named_band

SCALES = {item.code: item.scale for item in load("centricity").items}


def cell(*counts: int) -> Document:
    """A question as a result has it, answered by so many people each way."""
    n = sum(counts)
    shares = [rounded_share(Fraction(count, n), n) for count in counts]
    return {"shown": True, "n": n, "shares": None if None in shares else shares}


class TestNamedBand:
    def test_is_the_one_most_leaders_name(self) -> None:
        """Twelve of twenty say 10% to under 20%; Wilson .387 to .781, outwards .35 to .80."""
        found = named_band(cell(1, 4, 12, 2, 1, 0), SCALES["TU1"])
        assert found is not None
        assert (found.first, found.last, found.span) == (3, 3, Span(10, 20))
        assert (found.share.share, found.share.low, found.share.high) == (0.6, 0.35, 0.8)

    def test_of_bands_named_as_often_reaches_over_all(self) -> None:
        """Eight and eight of twenty: 5% to under 10% and 20% to under 30%."""
        found = named_band(cell(1, 8, 2, 8, 1, 0), SCALES["TU1"])
        assert found is not None
        assert (found.first, found.last, found.span) == (2, 4, Span(5, 30))
        assert found.share.share == 0.4

    def test_of_the_highest_has_no_end(self) -> None:
        found = named_band(cell(0, 0, 2, 2, 16), SCALES["TU2"])
        assert found is not None
        assert found.span.is_open

    @pytest.mark.parametrize("hidden", [None, {"shown": False}, cell(1, 3, 4, 1, 0, 0)])
    def test_is_not_told_where_the_answers_are_not(self, hidden: Document | None) -> None:
        assert named_band(hidden, SCALES["TU1"]) is None


class TestCost:
    rate = named_band(cell(1, 4, 12, 2, 1, 0), SCALES["TU1"])
    hiring = named_band(cell(2, 2, 14, 1, 1), SCALES["TU2"])
    training = named_band(cell(2, 14, 2, 1, 1), SCALES["TU3"])
    weeks = named_band(cell(1, 2, 14, 2, 1, 0), SCALES["TU4"])

    def test_of_a_leaver_is_hiring_training_and_half_the_weeks(self) -> None:
        """10-20% and 5-10% of a year's pay, and half of 8 to 13 weeks of 52: .077 to .125.

        Together .227 to .425.
        """
        found = cost_of_leaver(self.hiring, self.training, self.weeks)
        assert found is not None
        assert (found.lost.low, found.lost.high) == pytest.approx((4 / 52, 6.5 / 52))
        assert (found.whole.low, found.whole.high) == pytest.approx((0.22692, 0.425), abs=1e-5)

    def test_of_a_year_is_that_times_the_rate(self) -> None:
        """A tenth of .227 to a fifth of .425 of all pay: 2.3% to 8.5%."""
        cost = cost_of_leaver(self.hiring, self.training, self.weeks)
        found = cost_of_year(self.rate, cost)
        assert found is not None
        assert (found.low, found.high) == pytest.approx((0.022692, 0.085), abs=1e-6)

    def test_without_an_end_is_at_least(self) -> None:
        weeks = named_band(cell(0, 0, 0, 2, 2, 16), SCALES["TU4"])
        found = cost_of_leaver(self.hiring, self.training, weeks)
        assert found is not None
        # Half of 52 weeks of 52, with 10% and 5%.
        assert found.whole.low == pytest.approx(0.65)
        assert found.whole.high == inf

    def test_without_an_element_is_unknown(self) -> None:
        assert cost_of_leaver(self.hiring, None, self.weeks) is None
        assert cost_of_year(self.rate, None) is None
