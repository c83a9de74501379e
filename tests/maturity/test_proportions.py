import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.proportions import Proportion, wilson

few = settings(deadline=None, max_examples=25)


def interval(count: int, n: int) -> Proportion:
    proportion = wilson(count, n)
    assert proportion is not None
    return proportion


class TestWilson:
    @pytest.mark.parametrize(
        ("count", "n", "low", "high"), [(12, 20, 0.38658, 0.78119), (0, 10, 0.0, 0.27753)]
    )
    def test_reference_cases(self, count: int, n: int, low: float, high: float) -> None:
        found = interval(count, n)
        assert (found.low, found.high) == pytest.approx((low, high), abs=5e-6)

    def test_nobody_has_no_share(self) -> None:
        assert wilson(0, 0) is None

    @pytest.mark.parametrize(("count", "n"), [(-1, 5), (6, 5), (1, 0)])
    def test_refuses_what_is_no_share(self, count: int, n: int) -> None:
        with pytest.raises(ValueError, match=f"{count} of {n} people is not a share"):
            wilson(count, n)

    @few
    @given(st.integers(min_value=1, max_value=5000), st.data())
    def test_the_interval_holds_the_share_and_mirrors(self, n: int, data: st.DataObject) -> None:
        count = data.draw(st.integers(min_value=0, max_value=n))
        found, rest = interval(count, n), interval(n - count, n)
        assert 0 <= found.low <= found.share <= found.high <= 1
        assert found.low == pytest.approx(1 - rest.high, abs=1e-12)

    @few
    @given(st.integers(min_value=1, max_value=5000), st.data())
    def test_one_more_never_lowers_it(self, n: int, data: st.DataObject) -> None:
        count = data.draw(st.integers(min_value=0, max_value=n - 1))
        found, more = interval(count, n), interval(count + 1, n)
        assert (found.low, found.high) < (more.low, more.high)
