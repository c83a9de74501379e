"""What a mean and its interval tell of the people behind them."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.answers import Answers
from maturity.disclosure import ShownMean, is_unanimous, shown_interval, shown_mean
from maturity.scoring import score
from maturity.tally import tally

Told = tuple[ShownMean, tuple[float, float]]


class TestShownMean:
    @pytest.mark.parametrize(
        ("value", "points", "n", "shown"),
        [
            # Below twenty people a tenth of the scale is covered at each end.
            *((1.0, 4, 5, (1.3, "at_most")), (1.34, 4, 19, (1.3, "at_most"))),
            *((1.35, 4, 19, (1.4, None)), (3.6, 4, 19, (3.6, None))),
            *((3.65, 4, 19, (3.7, "at_least")), (4.0, 4, 5, (3.7, "at_least"))),
            *((1.4, 5, 6, (1.4, "at_most")), (1.5, 5, 6, (1.5, None))),
            *((4.6, 5, 6, (4.6, "at_least")), (4.5, 5, 6, (4.5, None))),
            *((1.1, 2, 6, (1.1, "at_most")), (1.2, 3, 6, (1.2, "at_most"))),
            # From twenty on, a tenth of a point.
            *((1.0, 4, 20, (1.1, "at_most")), (1.15, 4, 20, (1.2, None))),
            *((3.9, 4, 2000, (3.9, "at_least")), (4.9, 5, 20, (4.9, "at_least"))),
        ],
    )
    def test_ends_are_covered(
        self, value: float, points: int, n: int, shown: tuple[float, str | None]
    ) -> None:
        assert shown_mean(value, points, n) == ShownMean(*shown)

    @pytest.mark.parametrize(
        ("value", "points", "n", "shown"),
        [
            # To a half, and the covered ends reach to the next half.
            *((1.0, 4, 5, (1.5, "at_most")), (1.74, 4, 9, (1.5, "at_most"))),
            *((1.75, 4, 9, (2.0, None)), (2.6, 4, 5, (2.5, None)), (3.2, 4, 5, (3.0, None))),
            *((3.25, 4, 8, (3.5, "at_least")), (4.0, 4, 5, (3.5, "at_least"))),
            *((1.7, 5, 6, (1.5, "at_most")), (4.2, 5, 6, (4.0, None))),
            *((4.3, 5, 6, (4.5, "at_least")), (1.6, 3, 6, (1.5, "at_most"))),
            # Of two answers both ends meet in the middle.
            *((1.4, 2, 5, (1.5, "at_most")), (1.6, 2, 5, (1.5, "at_least"))),
            *((1.5, 2, 6, (1.5, "at_most")), (1.8, 2, 9, (1.5, "at_least"))),
            # A tenth of eleven points is one.
            *((2.2, 11, 9, (2.0, "at_most")), (2.25, 11, 9, (2.5, None))),
            # From ten people on as any other.
            *((1.4, 4, 10, (1.4, None)), (1.3, 4, 10, (1.3, "at_most"))),
        ],
    )
    def test_of_a_single_item_below_ten_people(
        self, value: float, points: int, n: int, shown: tuple[float, str | None]
    ) -> None:
        assert shown_mean(value, points, n, is_item=True) == ShownMean(*shown)


class TestShownInterval:
    @pytest.mark.parametrize(
        ("low", "high", "n", "shown"),
        [
            # To halves below ten people, to tenths from ten on.
            *((2.04, 3.01, 9, (2.0, 3.5)), (2.04, 3.01, 10, (2.0, 3.1))),
            *((2.0, 3.0, 5, (2.0, 3.0)), (2.5, 3.49, 5, (2.5, 3.5))),
            # What lies in a covered end looks as all that lies there.
            *((1.0, 1.6, 10, (1.0, 1.6)), (1.25, 1.6, 10, (1.0, 1.6))),
            *((1.0, 1.1, 10, (1.0, 1.3)), (1.0, 1.3, 10, (1.0, 1.3))),
            *((3.2, 3.75, 10, (3.2, 4.0)), (3.2, 4.0, 10, (3.2, 4.0))),
            *((3.8, 4.0, 10, (3.7, 4.0)), (3.95, 4.0, 5, (3.5, 4.0))),
            *((1.0, 1.1, 5, (1.0, 1.5)), (3.85, 3.95, 20, (3.8, 4.0))),
            *((1.04, 1.3, 20, (1.0, 1.3)), (1.12, 1.3, 20, (1.1, 1.3))),
        ],
    )
    def test_of_four_points(
        self, low: float, high: float, n: int, shown: tuple[float, float]
    ) -> None:
        assert shown_interval(low, high, 4, n) == shown

    @settings(deadline=None)
    @given(
        st.floats(min_value=1, max_value=5),
        st.floats(min_value=0, max_value=4),
        st.integers(min_value=5, max_value=40),
    )
    def test_is_never_narrower(self, low: float, width: float, n: int) -> None:
        high = min(5.0, low + width)
        shown = shown_interval(low, high, 5, n)
        assert 1 <= shown[0] <= low + 1e-6
        assert high - 1e-6 <= shown[1] <= 5

    @settings(deadline=None)
    @given(
        st.floats(min_value=1, max_value=4),
        st.floats(min_value=1, max_value=4),
        st.integers(min_value=5, max_value=40),
    )
    def test_holds_the_mean_that_is_shown(self, one: float, other: float, n: int) -> None:
        low, high = sorted((one, other))
        for value in (low, high):
            shown = shown_interval(low, high, 4, n)
            assert shown[0] <= shown_mean(value, 4, n).value + 0.05
            assert shown_mean(value, 4, n).value - 0.05 <= shown[1] + 1e-9


def told(answers: Answers) -> Told | None:
    """Return all that is published of a scale of four points; None if it is not shown."""
    table = tally(answers)
    if answers.shape[1] == 1 and is_unanimous(table.code_counts(4)[0].tolist()):
        return None
    found = score(table, 4)
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    n, is_item = answers.shape[0], answers.shape[1] == 1
    return shown_mean(found.mean, 4, n, is_item=is_item), shown_interval(
        found.low, found.high, 4, n
    )


def share_fixed(tables: Iterable[Answers]) -> Fraction:
    """Return the share of all sets of answers that can be told from what is published."""
    seen = Counter(told(answers) for answers in tables)
    return Fraction(sum(times == 1 for times in seen.values()), sum(seen.values()))


@pytest.mark.parametrize(("n", "most"), [(5, 0.05), (6, 0.05), (7, 0.05), (8, 0.05), (9, 0.05)])
def test_few_sets_of_answers_to_an_item_can_be_told(n: int, most: float) -> None:
    """With means and intervals to a tenth it would be 79% of them for five people."""
    sets = combinations_with_replacement(range(1, 5), n)
    assert share_fixed(np.array(each, dtype=np.uint8).reshape(-1, 1) for each in sets) <= most


@pytest.mark.parametrize(("n", "most"), [(5, 0.01), (6, 0.005)])
def test_fewer_of_those_to_three_items(n: int, most: float) -> None:
    """A score and its interval rest on each person's sum, from 3 to 12: 2,002 sets for five."""
    sets = combinations_with_replacement(range(3, 13), n)
    rows = ([[each // 3, (each + 1) // 3, (each + 2) // 3] for each in sums] for sums in sets)
    assert share_fixed(np.array(each, dtype=np.uint8) for each in rows) <= most
