import pytest

from maturity.change import Direction, change, change_of_departments, standardised
from maturity.gaps import Estimate
from tests.maturity.estimates import Made, of_answers, of_people

Departments = dict[str, Estimate | None]


class TestChange:
    @pytest.mark.parametrize(
        ("later", "expected"),
        [
            (2.6, Direction.RISEN),
            (2.7, Direction.RISEN),
            (2.59, Direction.NO_CLEAR_CHANGE),
            (2.2, Direction.FALLEN),
            (2.21, Direction.NO_CLEAR_CHANGE),
        ],
    )
    def test_a_small_movement_is_none_however_sure(self, later: float, expected: Direction) -> None:
        assert change(of_people(900, 2.4, 1e-5), of_people(900, later, 1e-5)).direction == expected

    def test_a_large_movement_is_none_while_the_interval_holds_zero(self) -> None:
        # Standard error 0.2, about 58 degrees of freedom: half a width of 0.40.
        moved = change(of_people(30, 2.4, 0.02), of_people(30, 2.79, 0.02))
        assert moved.low == pytest.approx(-0.0103, abs=5e-4)
        assert moved.direction == Direction.NO_CLEAR_CHANGE
        clear = change(of_people(30, 2.4, 0.02), of_people(30, 2.81, 0.02))
        assert clear.direction == Direction.RISEN

    @pytest.mark.parametrize(("n", "expected"), [(9, Direction.TOO_FEW), (10, Direction.RISEN)])
    def test_below_ten_people_nothing_is_said(self, n: int, expected: Direction) -> None:
        assert change(of_people(n, 2.0), of_people(60, 3.5)).direction == expected
        assert change(of_people(60, 2.0), of_people(n, 3.5)).direction == expected

    def test_one_person_has_no_interval(self) -> None:
        moved = change(of_answers([2]), of_people(60, 3.0))
        assert (moved.difference, moved.low, moved.direction) == (1.0, None, Direction.TOO_FEW)

    def test_a_wave_without_a_score_has_no_change(self) -> None:
        moved = change(None, of_people(60, 3.0))
        assert (moved.difference, moved.direction) == (None, Direction.TOO_FEW)


class TestStandardised:
    def test_by_hand(self) -> None:
        # 3/4 * 2 + 1/4 * 3; 9/16 * .01 + 1/16 * .04; .008125² / (.005625²/19 + .0025²/9).
        whole = standardised(
            {"A": of_people(20, 2.0, 0.01), "B": of_people(10, 3.0, 0.04)}, {"A": 75, "B": 25}
        )
        assert whole is not None
        assert whole.n == 30
        assert whole.mean == pytest.approx(2.25)
        assert whole.variance == pytest.approx(0.008125)
        assert whole.df == pytest.approx(27.976, abs=5e-3)

    def test_nobody_has_none(self) -> None:
        assert standardised({}, {}) is None
        assert standardised({"A": of_people(20, 2.0)}, {"A": 0}) is None

    def test_refuses_a_department_of_one_answer(self) -> None:
        with pytest.raises(ValueError, match="A: one answer alone has no variance"):
            standardised({"A": of_answers([3])}, {"A": 20})


class TestChangeOfDepartments:
    def test_by_hand(self) -> None:
        # As above, then .75 * 2.5 + .25 * 3 = 2.625: change .375, standard error √.01625, 55.95
        # degrees of freedom, t = 2.0033.
        earlier: Departments = {"A": of_people(20, 2.0, 0.01), "B": of_people(10, 3.0, 0.04)}
        later: Departments = {"A": of_people(20, 2.5, 0.01), "B": of_people(10, 3.0, 0.04)}
        moved, _ = change_of_departments(earlier, later, {"A": 10, "B": 90}, {"A": 75, "B": 25})
        assert moved.difference == pytest.approx(0.375)
        assert moved.low == pytest.approx(0.1196, abs=5e-4)
        assert moved.high == pytest.approx(0.6304, abs=5e-4)
        assert moved.direction == Direction.RISEN

    def test_growth_of_a_department_is_no_change_of_mind(self) -> None:
        same: Departments = {"A": of_people(40, 1.5, 1e-4), "B": of_people(40, 3.5, 1e-4)}
        moved, composition = change_of_departments(
            same, same, {"A": 90, "B": 10}, {"A": 10, "B": 90}
        )
        assert moved.difference == pytest.approx(0)
        assert moved.direction == Direction.NO_CLEAR_CHANGE
        assert composition.shift == pytest.approx(0.8)

    def test_only_departments_there_both_times_are_compared(self) -> None:
        earlier: Departments = {
            "A": of_people(40, 2.0),
            "B": of_people(20, 2.0),
            "C": of_people(20, 4.0),
        }
        later: Departments = {
            "A": of_people(20, 2.0),
            "B": of_people(20, 2.0),
            "D": of_people(30, 4.0),
        }
        moved, composition = change_of_departments(
            earlier, later, {"A": 60, "B": 20, "C": 20}, {"A": 30, "B": 30, "D": 40}
        )
        assert moved.difference == pytest.approx(0)
        assert composition.compared == ("A", "B")
        assert (composition.new, composition.gone) == (("D",), ("C",))
        assert composition.covered == pytest.approx(0.6)
        # Half of |.3-.6| + |.3-.2| + |0-.2| + |.4-0|.
        assert composition.shift == pytest.approx(0.5)

    @pytest.mark.parametrize("silent", [None, of_answers([3])])
    def test_a_department_with_too_few_answers_once_is_left_out(self, silent: Made | None) -> None:
        both = {"A": 40, "B": 20}
        earlier: Departments = {"A": of_people(30, 2.0), "B": of_people(10, 4.0)}
        later: Departments = {"A": of_people(30, 2.0), "B": silent}
        moved, composition = change_of_departments(earlier, later, both, both)
        assert moved.difference == pytest.approx(0)
        assert (composition.compared, composition.left_out) == (("A",), ("B",))
        assert (composition.new, composition.gone) == ((), ())

    def test_without_a_common_department_there_is_no_change(self) -> None:
        moved, composition = change_of_departments(
            {"A": of_people(30, 2.0)}, {"B": of_people(30, 2.0)}, {"A": 40}, {"B": 40}
        )
        assert (moved.difference, moved.direction) == (None, Direction.TOO_FEW)
        assert (composition.covered, composition.shift) == (0.0, 1.0)

    def test_a_department_that_was_emptied_is_gone(self) -> None:
        one: Departments = {"A": of_people(30, 2.0)}
        _, composition = change_of_departments(one, one, {"A": 40, "B": 9}, {"A": 40, "B": 0})
        assert (composition.compared, composition.gone) == (("A",), ("B",))

    def test_a_wave_without_people_is_no_comparison(self) -> None:
        moved, composition = change_of_departments({}, {}, {}, {})
        assert moved.direction == Direction.TOO_FEW
        assert (composition.covered, composition.shift) == (0.0, 0.0)
