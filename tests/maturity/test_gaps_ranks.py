"""Cliff's delta and the adjustment of p-values."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.gaps import benjamini_hochberg, cliffs_delta, holm
from tests.maturity.estimates import FIRST, SECOND

few = settings(deadline=None, max_examples=25)
counts = st.lists(st.integers(min_value=0, max_value=6), min_size=4, max_size=4)
p_values = st.lists(st.floats(min_value=0, max_value=1), max_size=12)

# Benjamini & Hochberg 1995, the example of their section 3.
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
    0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def count(answers: Sequence[int], levels: Sequence[int]) -> list[int]:
    return [answers.count(level) for level in levels]


class TestCliffsDelta:
    def test_reference_case(self) -> None:
        levels = (1, 2, 3, 4)
        delta = cliffs_delta(count(FIRST, levels), count(SECOND, levels))
        assert delta == pytest.approx(0.714286, abs=5e-7)

    def test_second_reference_case(self) -> None:
        # (10,10,20,20,20,30,30,30,40,50) against (10,20,30,40,40,50).
        assert cliffs_delta([2, 3, 3, 1, 1], [1, 1, 1, 2, 1]) == pytest.approx(-0.25)

    def test_of_shares_is_that_of_counts(self) -> None:
        # 3 of 4 against 7 of 20: .75 * .65 - .25 * .35.
        assert cliffs_delta([1, 3], [13, 7]) == pytest.approx(0.4)
        assert cliffs_delta([0.25, 0.75], [0.65, 0.35]) == pytest.approx(0.4)

    def test_an_empty_audience_has_none(self) -> None:
        assert cliffs_delta([0, 0, 0], [1, 2, 3]) is None

    def test_refuses_different_scales(self) -> None:
        with pytest.raises(ValueError, match="Scales of 4 and 5 answers cannot be compared"):
            cliffs_delta([1, 1, 1, 1], [1, 1, 1, 1, 1])

    def test_a_million_people_do_not_overflow(self) -> None:
        assert cliffs_delta([0, 1_000_000], [1_000_000, 0]) == 1.0

    @few
    @given(counts, counts)
    def test_equals_the_comparison_of_all_pairs(self, first: list[int], second: list[int]) -> None:
        pairs = list(product(np.repeat(range(4), first), np.repeat(range(4), second)))
        delta = cliffs_delta(first, second)
        if not pairs:
            assert delta is None
        else:
            expected = sum(int(a > b) - int(a < b) for a, b in pairs) / len(pairs)
            assert delta == pytest.approx(expected)


class TestHolm:
    def test_by_hand(self) -> None:
        # Sorted .01 .02 .04 times 3, 2, 1; never falling.
        assert holm([0.04, 0.01, 0.02]).tolist() == pytest.approx([0.04, 0.03, 0.04])

    def test_published_case(self) -> None:
        assert (holm(PUBLISHED) < 0.05).sum() == 3
        assert (np.array(PUBLISHED) * len(PUBLISHED) < 0.05).sum() == 3  # Bonferroni

    def test_nothing_in_nothing_out(self) -> None:
        assert holm([]).tolist() == []

    @pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
    def test_refuses_what_is_no_probability(self, p: float) -> None:
        with pytest.raises(ValueError, match="between 0 and 1"):
            holm([0.5, p])

    @few
    @given(p_values)
    def test_lies_between_the_p_values_and_those_of_bonferroni(self, given_p: list[float]) -> None:
        p, adjusted = np.array(given_p), holm(given_p)
        assert (adjusted >= p).all()
        assert (adjusted <= np.minimum(p * len(p), 1)).all()

    @few
    @given(p_values)
    def test_the_order_does_not_matter(self, given_p: list[float]) -> None:
        order = sorted(range(len(given_p)), key=lambda place: given_p[place])
        assert holm([given_p[place] for place in order]).tolist() == holm(given_p)[order].tolist()


class TestBenjaminiHochberg:
    def test_published_case(self) -> None:
        adjusted = benjamini_hochberg(PUBLISHED)
        assert (adjusted < 0.05).sum() == 4
        assert adjusted[3] == pytest.approx(0.035625)

    def test_refuses_what_is_no_probability(self) -> None:
        with pytest.raises(ValueError, match="between 0 and 1"):
            benjamini_hochberg([2.0])

    @few
    @given(p_values)
    def test_is_never_stricter_than_holm(self, given_p: list[float]) -> None:
        adjusted = benjamini_hochberg(given_p)
        assert (adjusted <= holm(given_p) + 1e-12).all()
        assert (adjusted >= np.array(given_p) - 1e-12).all()
