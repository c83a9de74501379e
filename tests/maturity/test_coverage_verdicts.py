"""Coverage: what leaders say from published shares, and the verdict of both, by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.coverage import Verdict, is_claimed, judge, share_from
from maturity.disclosure import rounded_share
from maturity.result import Document


def cell(*counts: int) -> Document:
    """A question as a result has it, answered by so many people each way."""
    n = sum(counts)
    shares = [rounded_share(Fraction(count, n), n) for count in counts]
    return {"shown": True, "n": n, "shares": None if None in shares else shares}


@pytest.mark.parametrize(
    ("claimed", "found", "verdict"),
    [
        (True, True, Verdict.THERE),
        (True, False, Verdict.CLAIMED),
        (False, True, Verdict.UNSEEN),
        (False, False, Verdict.MISSING),
        (None, True, Verdict.FOUND),
        (None, False, Verdict.NOT_FOUND),
        (True, None, Verdict.OPEN),
        (None, None, Verdict.OPEN),
    ],
)
def test_verdict_of_leaders_and_assessor(
    claimed: bool | None, found: bool | None, verdict: Verdict
) -> None:
    assert judge(claimed, found) == verdict


class TestShareOfLeaders:
    def test_is_the_sum_of_the_answers_from_one_on(self) -> None:
        """Of forty 8 and 20 say so: 28 are 70%."""
        found = share_from(cell(4, 8, 20, 8), 3)
        assert found is not None
        assert (found.share, found.indicative) == (0.7, False)

    def test_covered_ends_do_not_add_up(self) -> None:
        """Seven and five of twelve say no; "at most 10%" twice is nobody, not 20%."""
        shares = cell(7, 5, 0, 0)["shares"]
        assert shares == [0.6, 0.4, 0.1, 0.1]
        found = share_from(cell(7, 5, 0, 0), 3)
        assert found is not None
        assert (found.share, found.end, found.low) == (0.1, "at_most", 0)

    def test_has_wilsons_interval_rounded_outwards(self) -> None:
        """Seven of ten: Wilson .397 to .892, in steps of ten .3 to .9."""
        found = share_from(cell(1, 2, 4, 3), 3)
        assert found is not None
        assert (found.share, found.low, found.high, found.indicative) == (0.7, 0.3, 0.9, True)

    def test_of_few_leaders_is_not_shown(self) -> None:
        assert share_from(cell(2, 2, 3, 2), 3) is None
        assert share_from({"shown": False}, 3) is None

    def test_shares_that_fit_no_number_of_people_are_put_in_proportion(self) -> None:
        """Rounded with other steps: .25 of 1.0 among eleven who can only be told in tenths."""
        found = share_from({"shown": True, "n": 11, "shares": [0.75, 0.25]}, 2)
        assert found is not None
        # A quarter in steps of ten is half way, and goes to the even step.
        assert found.share == 0.2

    @given(st.lists(st.integers(0, 60), min_size=2, max_size=4).filter(lambda c: sum(c) >= 10))
    def test_misses_the_true_share_by_no_more_than_rounding_hides(self, counts: list[int]) -> None:
        n, found = sum(counts), share_from(cell(*counts), 2)
        step = 0.1 if n < 20 else 0.05 if n < 100 else 0.01
        assert found is not None
        # One answer stands alone below, so its own rounding bounds the rest: half a step, or a
        # whole one at a covered end, and half a step more for what comes out.
        assert abs(found.share - sum(counts[1:]) / n) <= 1.5 * step + 1e-9


def test_more_than_half_of_the_leaders_make_a_claim() -> None:
    """Five of ten are half; six are more."""
    assert is_claimed(share_from(cell(5, 5), 2)) is False
    assert is_claimed(share_from(cell(4, 6), 2)) is True
    assert is_claimed(None) is None
