from collections.abc import Sequence
from fractions import Fraction

import pytest

from maturity.roadmap import (
    ASSESSOR,
    SURVEY,
    Roadmap,
    Status,
    assess_roadmap,
    capped_next_step,
    focus,
    status,
    survey_status,
)

F, L, P, N, U = Status.FULLY, Status.LARGELY, Status.PARTLY, Status.NOT, Status.UNKNOWN
# On 21 points a rating r achieves (r - 1) / 20, so every twentieth can be rated exactly.
POINTS = 21


def rating(percent: int) -> int:
    assert percent % 5 == 0
    return percent // 5 + 1


def assess(*steps: Sequence[int], points: int = 4) -> Roadmap:
    return assess_roadmap({f"step{i}": cells for i, cells in enumerate(steps, start=1)}, points)


def assess_means(*percents: int) -> Roadmap:
    return assess(*[[rating(percent)] * 7 for percent in percents], points=POINTS)


class TestStatus:
    @pytest.mark.parametrize(
        ("mean", "expected"),
        [(0, N), (15, N), (16, P), (50, P), (51, L), (85, L), (86, F), (100, F)],
    )
    def test_boundaries_belong_to_the_class_below(self, mean: int, expected: Status) -> None:
        assert status(Fraction(mean, 100), Fraction(1)) == expected

    @pytest.mark.parametrize(
        ("mean", "weakest", "expected"),
        [(90, 51, F), (90, 50, L), (90, 16, L), (90, 15, P), (60, 16, L), (60, 15, P), (40, 0, P)],
    )
    def test_a_weak_foundation_lowers_the_class(
        self, mean: int, weakest: int, expected: Status
    ) -> None:
        assert status(Fraction(mean, 100), Fraction(weakest, 100)) == expected

    def test_is_exact(self) -> None:
        assert status(Fraction(85, 100) + Fraction(1, 10**12), Fraction(1)) == F
        assert status(Fraction(50, 100) + Fraction(1, 10**12), Fraction(1)) == L

    @pytest.mark.parametrize(
        ("mean", "expected"),
        [(0, N), (10, N), (11, P), (45, P), (46, L), (75, L), (76, F), (100, F)],
    )
    def test_opinions_have_lower_cuts(self, mean: int, expected: Status) -> None:
        assert survey_status(Fraction(mean, 100)) == expected

    def test_cuts_are_declared(self) -> None:
        assert status(Fraction(80, 100), Fraction(46, 100), SURVEY) == F
        assert status(Fraction(80, 100), Fraction(45, 100), SURVEY) == L
        assert status(Fraction(80, 100), Fraction(46, 100), ASSESSOR) == L


class TestAssess:
    def test_reference_case(self) -> None:
        # Step four stands on a third that does not.
        roadmap = assess_means(90, 70, 40, 60, 5)
        assert [step.status for step in roadmap.steps] == [F, L, P, L, N]
        assert [step.mean for step in roadmap.steps] == [
            Fraction(9, 10),
            Fraction(7, 10),
            Fraction(2, 5),
            Fraction(3, 5),
            Fraction(1, 20),
        ]
        assert roadmap.attained == 2
        assert roadmap.next_step == 2
        assert [step.is_ahead for step in roadmap.steps] == [False, False, False, True, False]
        assert roadmap.is_assessed

    @pytest.mark.parametrize(("percent", "expected"), [(15, N), (50, P), (85, L)])
    def test_boundaries_belong_to_the_class_below(self, percent: int, expected: Status) -> None:
        assert assess_means(percent).steps[0].status == expected
        assert assess_means(percent + 5).steps[0].status != expected

    def test_achievement_of_the_four_ratings(self) -> None:
        # 0, 1/3, 2/3 and 1: mean and weakest of 1, 2, 3, 4, 4, 4, 4.
        step = assess([1, 2, 3, 4, 4, 4, 4]).steps[0]
        assert step.mean == Fraction(5, 7)
        assert step.weakest == 0
        assert step.rated == 7
        # .71 would be "largely", but one foundation is missing altogether.
        assert step.status == P

    @pytest.mark.parametrize(
        ("cells", "expected", "rated"),
        [
            ([4, 4, 4, 4, 4, 0, 0], F, 5),
            ([4, 4, 4, 4, 0, 0, 0], U, 4),
            ([0, 0, 0, 0, 0, 0, 0], U, 0),
            ([], U, 0),
        ],
    )
    def test_fewer_than_five_of_seven_rated_is_unknown(
        self, cells: list[int], expected: Status, rated: int
    ) -> None:
        step = assess(cells).steps[0]
        assert step.status == expected
        assert step.rated == rated
        assert (step.mean is None) == (expected == U)
        assert (step.weakest is None) == (expected == U)

    def test_what_was_not_rated_does_not_count_as_nothing(self) -> None:
        assert assess([0, 0, 3, 3, 3, 3, 3]).steps[0].mean == Fraction(2, 3)

    def test_nothing_assessed(self) -> None:
        roadmap = assess([0] * 7, [0] * 7)
        assert not roadmap.is_assessed
        assert roadmap.attained == 0


class TestAttained:
    def test_a_step_that_stands_largely_is_attained_but_carries_no_other(self) -> None:
        assert assess_means(60, 90, 90).attained == 1

    def test_no_credit_for_skipped_steps(self) -> None:
        assert assess_means(10, 90, 90).attained == 0
        assert assess_means(90, 40, 90).attained == 1

    def test_all_fully(self) -> None:
        roadmap = assess_means(90, 95, 100)
        assert roadmap.attained == 3
        assert roadmap.next_step is None
        assert not any(step.is_ahead for step in roadmap.steps)

    def test_an_unknown_step_ends_the_row(self) -> None:
        roadmap = assess([4] * 7, [0] * 7, [4] * 7)
        assert roadmap.attained == 1
        assert roadmap.next_step == 2


class TestNextStep:
    def test_is_the_lowest_that_does_not_stand_fully(self) -> None:
        assert assess_means(60, 90).next_step == 1
        assert assess_means(90, 10, 90).next_step == 2

    @pytest.mark.parametrize(
        ("next_step", "target", "expected"),
        [
            (2, 3, 2),
            (3, 3, 3),
            (4, 3, None),
            (1, None, 1),
            (None, 3, None),
            (None, None, None),
        ],
    )
    def test_ends_at_the_target_management_chose(
        self, next_step: int | None, target: int | None, expected: int | None
    ) -> None:
        assert capped_next_step(next_step, target) == expected


class TestAhead:
    def test_of_any_step_below_that_does_not_stand(self) -> None:
        roadmap = assess_means(90, 10, 90, 60, 40)
        assert [step.is_ahead for step in roadmap.steps] == [False, False, True, True, False]

    def test_a_step_below_that_stands_largely_is_a_foundation(self) -> None:
        assert not assess_means(60, 90).steps[1].is_ahead

    def test_a_step_never_assessed_proves_nothing(self) -> None:
        assert not assess([0] * 7, [4] * 7).steps[1].is_ahead


class TestSequence:
    def test_reference_case(self) -> None:
        # One pair, three before four, of the ten pairs of five steps.
        roadmap = assess_means(90, 70, 40, 60, 5)
        assert roadmap.guttman_errors == 1
        assert roadmap.reproducibility == Fraction(9, 10)
        assert roadmap.is_sequence

    def test_every_pair_in_the_wrong_order_counts(self) -> None:
        # Four and five both stand, one to three do not.
        roadmap = assess_means(10, 10, 10, 60, 60)
        assert roadmap.guttman_errors == 6
        assert roadmap.reproducibility == Fraction(4, 10)
        assert not roadmap.is_sequence

    def test_steps_in_order_make_no_errors(self) -> None:
        roadmap = assess_means(90, 60, 40, 10, 0)
        assert roadmap.guttman_errors == 0
        assert roadmap.reproducibility == 1

    def test_a_step_never_assessed_makes_no_pair(self) -> None:
        roadmap = assess([0] * 7, [1] * 7, [4] * 7)
        assert roadmap.guttman_errors == 1
        assert roadmap.pairs == 1
        assert roadmap.reproducibility == 0

    def test_a_single_step_makes_no_sequence(self) -> None:
        roadmap = assess([4] * 7, [0] * 7)
        assert roadmap.reproducibility is None
        assert roadmap.is_sequence


class TestFocus:
    def test_is_on_the_weakest_three(self) -> None:
        ratings = {"a": 3, "b": 1, "c": 4, "d": 2, "e": 2, "f": 3, "g": 4}
        assert focus(ratings, 4) == ("b", "d", "e")

    def test_equals_come_in_the_order_of_the_roadmap(self) -> None:
        assert focus(dict.fromkeys("gfedcba", 2), 4) == ("g", "f", "e")

    def test_leaves_out_what_is_there_and_what_was_not_rated(self) -> None:
        assert focus({"a": 4, "b": 0, "c": 3}, 4) == ("c",)
        assert focus({"a": 4, "b": 0}, 4) == ()

    def test_exactly_what_is_required_is_not_more_than_it(self) -> None:
        # Of 21 points, 18 achieves exactly 85%.
        assert focus({"a": rating(85), "b": rating(90)}, POINTS) == ("a",)
