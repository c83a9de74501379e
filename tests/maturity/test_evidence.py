"""Evidence and the stage reached, every case by hand."""

from fractions import Fraction
from itertools import product

import pytest

from maturity.evidence import Confirmation, Verdict, confirm, stage_achievement

HALF = Fraction(1, 2)
NEEDLESS, UNKNOWN = Verdict.NOT_NEEDED, Verdict.NOT_ASSESSED
YES, NO = Verdict.CONFIRMED, Verdict.NOT_CONFIRMED


class TestAchievement:
    @pytest.mark.parametrize(
        ("ratings", "expected"),
        [
            ([1, 1], Fraction(0)),
            ([1, 2], Fraction(1, 4)),
            ([1, 3], HALF),
            ([2, 1], Fraction(1, 4)),
            ([2, 2], HALF),
            ([2, 3], Fraction(3, 4)),
            ([3, 1], HALF),
            ([3, 2], Fraction(3, 4)),
            ([3, 3], Fraction(1)),
        ],
    )
    def test_of_two_statements_absent_partly_or_present(
        self, ratings: list[int], expected: Fraction
    ) -> None:
        assert stage_achievement(ratings, 3) == expected

    @pytest.mark.parametrize("ratings", [[], [0], [0, 0], [3, 0], [0, 3]])
    def test_of_too_little_is_none(self, ratings: list[int]) -> None:
        assert stage_achievement(ratings, 3) is None

    @pytest.mark.parametrize(
        ("rated", "of", "is_enough"),
        # Five sevenths: 0.714.
        [(1, 1, True), (2, 3, False), (3, 3, True), (2, 4, False), (3, 4, True), (3, 5, False),
         (4, 5, True), (4, 7, False), (5, 7, True), (9, 14, False), (10, 14, True)],
    )  # fmt: skip
    def test_asks_for_five_sevenths_of_the_statements(
        self, rated: int, of: int, is_enough: bool
    ) -> None:
        found = stage_achievement([2] * rated + [0] * (of - rated), 3)
        assert found == (HALF if is_enough else None)

    def test_leaves_out_what_was_not_rated(self) -> None:
        # (0 + 1/3 + 1) / 3, not / 4.
        assert stage_achievement([1, 2, 4, 0], 4) == Fraction(4, 9)

    def test_works_on_two_points(self) -> None:
        assert stage_achievement([1, 2, 2], 2) == Fraction(2, 3)


class TestConfirming:
    @pytest.mark.parametrize("reached", [1, 2])
    @pytest.mark.parametrize("third", [None, Fraction(0), Fraction(1)])
    def test_the_first_two_stages_need_none(self, reached: int, third: Fraction | None) -> None:
        assert confirm({2: Fraction(0), 3: third}, reached) == Confirmation(NEEDLESS, reached)

    @pytest.mark.parametrize(
        ("third", "verdict", "highest"),
        [
            (Fraction(0), NO, 2),
            (HALF, NO, 2),
            (HALF + Fraction(1, 10**12), YES, 3),
            (Fraction(1), YES, 3),
            (None, UNKNOWN, 2),
        ],
    )
    def test_the_third(self, third: Fraction | None, verdict: Verdict, highest: int) -> None:
        # What is found beyond the stage reached, or before the third, changes nothing.
        for second, fourth in product([None, Fraction(0), Fraction(1)], repeat=2):
            found = confirm({2: second, 3: third, 4: fourth}, 3)
            assert found == Confirmation(verdict, highest)

    @pytest.mark.parametrize(
        ("third", "fourth", "verdict", "highest"),
        [
            (1, 1, YES, 4),
            (1, 0, NO, 3),
            (1, None, UNKNOWN, 3),
            (0, 1, NO, 2),
            (0, 0, NO, 2),
            (0, None, NO, 2),
            (None, 1, UNKNOWN, 2),
            # The fourth falls short whatever the third would have been.
            (None, 0, NO, 2),
            (None, None, UNKNOWN, 2),
        ],
    )
    def test_the_fourth(
        self, third: int | None, fourth: int | None, verdict: Verdict, highest: int
    ) -> None:
        achieved = {
            rank: None if value is None else Fraction(value)
            for rank, value in ((3, third), (4, fourth))
        }
        assert confirm(achieved, 4) == Confirmation(verdict, highest)

    def test_of_stages_without_statements_is_not_assessed(self) -> None:
        assert confirm({}, 3) == Confirmation(UNKNOWN, 2)
        assert confirm({4: Fraction(1)}, 4) == Confirmation(UNKNOWN, 2)

    def test_goes_on_beyond_four_stages(self) -> None:
        achieved: dict[int, Fraction | None] = dict.fromkeys((3, 4, 5), Fraction(3, 5))
        assert confirm(achieved, 5) == Confirmation(YES, 5)
        assert confirm(achieved, 6) == Confirmation(UNKNOWN, 5)
        assert confirm({**achieved, 6: HALF}, 6) == Confirmation(NO, 5)
