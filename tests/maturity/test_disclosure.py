from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.disclosure import (
    band,
    few_or_count,
    may_show,
    rounded_interval,
    rounded_mean,
    rounded_response_rate,
    rounded_share,
    shown_rate,
)

few = settings(deadline=None, max_examples=40)


class TestRoundedMean:
    @pytest.mark.parametrize(
        ("value", "shown"), [(2.65, 2.7), (2.25, 2.3), (2.949999, 2.9), (53 / 20, 2.7), (1.0, 1.0)]
    )
    def test_rounds_halves_up_as_people_do(self, value: float, shown: float) -> None:
        assert rounded_mean(value) == shown


class TestRoundedInterval:
    @pytest.mark.parametrize(
        ("low", "high", "shown"),
        [
            (1.9603, 2.8397, (1.9, 2.9)),
            (-0.2328, -0.1001, (-0.3, -0.1)),
            (1.0, 4.0, (1.0, 4.0)),
            # 2.3 - .4 and .1 + .2 are not quite 1.9 and .3 to a machine.
            (2.3 - 0.4, 0.1 + 0.2, (1.9, 0.3)),
        ],
    )
    def test_rounds_outwards(self, low: float, high: float, shown: tuple[float, float]) -> None:
        assert rounded_interval(low, high) == shown

    @few
    @given(st.floats(min_value=-4, max_value=4), st.floats(min_value=0, max_value=4))
    def test_is_never_narrower(self, low: float, width: float) -> None:
        shown = rounded_interval(low, low + width)
        assert shown[0] <= low + 1e-6
        assert shown[1] >= low + width - 1e-6
        assert shown[1] - shown[0] < width + 0.2 + 1e-6


class TestFewOrCount:
    @pytest.mark.parametrize(
        ("n", "smallest_group", "shown"),
        [
            *((0, 5, "<5"), (1, 5, "<5"), (4, 5, "<5"), (5, 5, 5)),
            *((7, 8, "<8"), (8, 8, 8), (3, 1, "<5")),
        ],
    )
    def test_a_few_are_not_counted(self, n: int, smallest_group: int, shown: int | str) -> None:
        assert few_or_count(n, smallest_group) == shown


class TestMayShow:
    @pytest.mark.parametrize(
        ("n", "smallest_group", "expected"),
        [(0, 5, False), (4, 5, False), (5, 5, True), (7, 8, False), (8, 8, True)],
    )
    def test_a_group_must_be_large_enough(
        self, n: int, smallest_group: int, expected: bool
    ) -> None:
        assert may_show(n, smallest_group) is expected

    @pytest.mark.parametrize("smallest_group", [-1, 0, 1, 4])
    def test_nothing_lowers_the_floor_of_five(self, smallest_group: int) -> None:
        assert not may_show(4, smallest_group)
        assert may_show(5, smallest_group)


class TestRoundedShare:
    @pytest.mark.parametrize(
        ("count", "n", "expected"),
        [
            (3, 5, None),
            (9, 9, None),
            (0, 10, 0.10),
            (1, 10, 0.10),
            (3, 10, 0.30),
            (9, 10, 0.90),
            (10, 10, 0.90),
            (7, 19, 0.40),
            (19, 19, 0.90),
            (0, 20, 0.05),
            (7, 20, 0.35),
            (20, 20, 0.95),
            (1, 3 * 11, 0.05),
            (8, 3 * 11, 0.25),
            (97, 99, 0.95),
            (0, 100, 0.0),
            (1, 100, 0.01),
            (100, 100, 1.0),
            (1, 300, 0.0),
            (2, 300, 0.01),
            (299, 300, 1.0),
        ],
    )
    def test_precision_grows_with_the_group(
        self, count: int, n: int, expected: float | None
    ) -> None:
        assert rounded_share(Fraction(count, n), n) == expected

    @pytest.mark.parametrize("n", [10, 15, 19, 20, 50, 99])
    def test_nobody_and_one_person_look_the_same(self, n: int) -> None:
        assert rounded_share(Fraction(0), n) == rounded_share(Fraction(1, n), n)
        assert rounded_share(Fraction(1), n) == rounded_share(Fraction(n - 1, n), n)

    def test_a_share_half_way_is_not_at_the_mercy_of_binary_fractions(self) -> None:
        # 57.5% is half way between 55 and 60; 0.575 * 100 is 57.49999999999999 to a computer.
        assert rounded_share(Fraction(23, 40), 40) == 0.60
        assert rounded_share(Fraction(575, 1000), 1000) == 0.58

    @few
    @given(st.integers(min_value=10, max_value=250), st.data())
    def test_a_share_and_its_rest_make_up_the_whole(self, n: int, data: st.DataObject) -> None:
        count = data.draw(st.integers(min_value=0, max_value=n))
        one, rest = rounded_share(Fraction(count, n), n), rounded_share(Fraction(n - count, n), n)
        assert one is not None
        assert rest is not None
        assert one + rest == pytest.approx(1)

    @few
    @given(st.integers(min_value=10, max_value=250), st.data())
    def test_more_people_never_look_like_fewer(self, n: int, data: st.DataObject) -> None:
        count = data.draw(st.integers(min_value=0, max_value=n - 1))
        one = rounded_share(Fraction(count, n), n)
        more = rounded_share(Fraction(count + 1, n), n)
        assert one is not None
        assert more is not None
        assert one <= more


class TestRoundedResponseRate:
    @pytest.mark.parametrize(
        ("answered", "invited", "expected"),
        [
            (0, 0, None),
            (9, 9, None),
            (5, 9, None),
            # Two of ten are 20%.
            *((0, 10, "<20%"), (1, 10, "<20%"), (2, 10, "20%"), (8, 10, "80%")),
            *((9, 10, ">80%"), (10, 10, ">80%"), (12, 10, ">80%")),
            # Two of fifteen are 13.3%, and are covered to 15%.
            *((2, 15, "<15%"), (3, 15, "20%"), (12, 15, "80%"), (13, 15, ">85%")),
            *((1, 20, "<10%"), (2, 20, "10%"), (13, 20, "65%"), (18, 20, "90%"), (19, 20, ">90%")),
            *((2, 30, "<10%"), (3, 30, "10%")),
            *((1, 40, "<5%"), (2, 40, "5%"), (38, 40, "95%"), (39, 40, ">95%")),
            *((4, 100, "<5%"), (95, 100, "95%"), (96, 100, ">95%")),
        ],
    )
    def test_is_coarse_and_its_ends_are_covered(
        self, answered: int, invited: int, expected: str | None
    ) -> None:
        assert rounded_response_rate(answered, invited) == expected


class TestShownRate:
    @pytest.mark.parametrize(
        ("answered", "invited", "rate"),
        [
            (5, 9, None),
            (0, 10, 0.0),
            # 4%: "<5%".
            (4, 100, 0.0),
            (5, 100, 0.05),
            # 71.4%: "70%".
            (10, 14, 0.7),
            (95, 100, 0.95),
            # ">80%", ">85%" and ">95%".
            (9, 10, 0.80),
            (14, 14, 0.85),
            (96, 100, 0.95),
            (100, 100, 0.95),
        ],
    )
    def test_is_what_a_reader_can_take_from_the_text(
        self, answered: int, invited: int, rate: float | None
    ) -> None:
        assert shown_rate(answered, invited) == rate

    @given(st.integers(min_value=10, max_value=3000))
    def test_nobody_or_everybody_looks_like_one_person_more_or_less(self, invited: int) -> None:
        none, one, almost, everybody = (
            rounded_response_rate(answered, invited) for answered in (0, 1, invited - 1, invited)
        )
        assert none == one
        assert almost == everybody

    @given(st.integers(min_value=10, max_value=3000), st.data())
    def test_is_the_same_for_all_of_one_text(self, invited: int, data: st.DataObject) -> None:
        one, other = (data.draw(st.integers(min_value=0, max_value=invited)) for _ in range(2))
        same_text = rounded_response_rate(one, invited) == rounded_response_rate(other, invited)
        if same_text:
            assert shown_rate(one, invited) == shown_rate(other, invited)


class TestBand:
    @pytest.mark.parametrize(
        ("n", "shown"),
        [
            *((0, "<5"), (4, "<5"), (5, "5–9"), (9, "5–9"), (10, "10–19"), (19, "10–19")),
            *((20, "20–49"), (49, "20–49"), (50, "50+"), (100_000, "50+")),
        ],
    )
    def test_is_coarse(self, n: int, shown: str) -> None:
        assert band(n) == shown
