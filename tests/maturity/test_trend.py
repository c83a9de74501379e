import pytest

from maturity.disclosure import may_show_trend, shown_rate


@pytest.mark.parametrize(
    ("changed", "then", "now", "expected"),
    [
        # The same people, or so many others that they are a group.
        (0, 0.95, 0.95, True),
        (5, 0.95, 0.95, True),
        # A few came or went, and nearly all answered.
        (1, 0.95, 0.95, False),
        (4, 0.80, 0.80, False),
        # Who kept silent hides them.
        (4, 0.75, 0.95, True),
        (4, 0.95, 0.75, True),
        # Where no rate is shown all may have answered.
        (1, None, 0.95, False),
        (1, None, None, False),
        (1, None, 0.75, True),
        # Nobody knows who was asked.
        (None, 0.5, 0.5, False),
        (None, None, None, False),
    ],
)
def test_a_few_who_changed_must_not_stand_out(
    changed: int | None, then: float | None, now: float | None, expected: bool
) -> None:
    assert may_show_trend(changed, then, now, 5) is expected


@pytest.mark.parametrize(("changed", "expected"), [(4, False), (7, False), (8, True)])
def test_few_are_fewer_than_the_smallest_group(changed: int, expected: bool) -> None:
    assert may_show_trend(changed, 0.9, 0.9, 8) is expected


def test_nothing_lowers_the_floor_of_five() -> None:
    assert not may_show_trend(4, 0.9, 0.9, 2)


def test_rates_are_those_a_reader_sees() -> None:
    # Nine of ten are "more than 80%", seven of ten 70%.
    assert not may_show_trend(1, shown_rate(9, 10), shown_rate(9, 10), 5)
    assert may_show_trend(1, shown_rate(9, 10), shown_rate(7, 10), 5)
