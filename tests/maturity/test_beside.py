"""Means beside the printed means of their parts: subtracting them leaves everybody room."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.disclosure import Range, ShownMean, cell, combined, shown_beside
from maturity.disclosure.rounding import AT_LEAST, AT_MOST
from maturity.groups import Groups
from maturity.responses import Responses
from maturity.result import Document
from tests.maturity.results import CENTRICITY, HARBOUR, build, part, table
from tests.maturity.test_group_report import UNITS, WATCH

# A group: its unit and watch (-1 for none), and its people's answers to CA1 and to CA2, 1..3.
Kind = tuple[int, int, Sequence[int], Sequence[int]]


def allowed(*parts: tuple[int, float, str | None]) -> Range:
    """Return what groups, each with its people and its mean on 1..3, leave of the whole."""
    whole = sum(n for n, _, _ in parts)
    return combined(
        [n / whole for n, _, _ in parts],
        [cell(ShownMean(mean, end), 3) for _, mean, end in parts],
    )


def crew(*kinds: Kind) -> Document:
    """Of each group two more were asked."""
    first = [code for _, _, codes, _ in kinds for code in codes]
    second = [code for _, _, _, codes in kinds for code in codes]
    answers = table(HARBOUR, "crew", len(first), CA1=first, CA2=second, SP1=first)
    sizes = [len(codes) for _, _, codes, _ in kinds]
    groups = groups_of(sizes, *((unit, watch) for unit, watch, _, _ in kinds))
    return part("crew", answers, invited=int(groups.invited.sum()), groups=groups)


def groups_of(sizes: Sequence[int], *cells: tuple[int, int]) -> Groups:
    people = np.array(sizes)
    cell = np.repeat(np.arange(len(cells)), people)
    return Groups(UNITS, (WATCH,), np.array(cells), people + 2, cell)


def told(scale: Document) -> tuple[float, str | None]:
    return scale["mean"], scale["end"]


class TestByHand:
    def test_the_whole_gives_way_to_a_group_at_the_end(self) -> None:
        # At most (16 × 2.55 + 15 × 3) / 31 = 2.768: from 2.75 on .018 is less than 1 / 31.
        left = allowed((16, 2.5, None), (15, 2.8, AT_LEAST))
        mean, known = shown_beside(2.762, 3, 31, 15, left)
        assert mean == ShownMean(2.7, None)
        # Nothing else is printed of what is more: at least (16 × 2.45 + 15 × 2.75) / 31, or 2.65.
        assert (known.low, known.high) == pytest.approx((2.65, 85.8 / 31))

    def test_an_end_is_covered_as_that_of_the_smallest_group(self) -> None:
        # At least 2.9 would leave (11 × 2.75 + 10 × 3) / 21 - 2.85 = .019; at least 2.8, .119.
        left = allowed((11, 2.7, None), (10, 2.8, AT_LEAST))
        assert shown_beside(2.857, 3, 21, 10, left)[0] == ShownMean(2.8, AT_LEAST)

    def test_the_lower_end_alike(self) -> None:
        # At least (13 × 1.35 + 18) / 31 = 1.147, and up to 1.25.
        left = allowed((13, 1.4, None), (18, 1.2, AT_MOST))
        assert shown_beside(1.148, 3, 31, 13, left)[0] == ShownMean(1.2, AT_MOST)

    def test_where_no_tenth_leaves_room_the_middle_is_told(self) -> None:
        # Both 2.1 and 2.2 reach .05 into 2.1..2.2, and a step of ten people is .1.
        left = combined([0.5, 0.5], [cell(ShownMean(mean, None), 3) for mean in (2.0, 2.3)])
        for value in (2.11, 2.15, 2.19):
            mean, known = shown_beside(value, 3, 10, 10, left)
            assert mean == ShownMean(2.2, None)
            assert (known.low, known.high) == pytest.approx((2.1, 2.2))

    def test_of_many_people_a_mean_is_rounded(self) -> None:
        left = allowed((600, 2.1, None), (400, 2.4, None))
        assert shown_beside(2.24, 3, 1000, 400, left)[0] == ShownMean(2.2, None)


# Of each of up to four groups its people, and its mean as a share of the scale.
PARTS = st.lists(st.tuples(st.integers(5, 40), st.floats(0, 1)), min_size=2, max_size=4)


@given(PARTS, st.sampled_from([3, 4, 5]), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_what_is_told_leaves_room_at_both_ends(
    groups: list[tuple[int, float]], points: int, place: float
) -> None:
    """By trying many values between those that the groups allow, which are told alike."""
    n, fewest = sum(size for size, _ in groups), min(size for size, _ in groups)
    means = [round(1 + share * (points - 1), 1) for _, share in groups]
    left = combined(
        [size / n for size, _ in groups],
        [Range(max(mean - 0.05, 1), min(mean + 0.05, points)) for mean in means],
    )
    values = np.linspace(left.low, left.high, 301)
    width, step = left.high - left.low, values[1] - values[0]
    mean, known = shown_beside(float(values[round(place * 300)]), points, n, fewest, left)
    alike = [v for v in values if shown_beside(float(v), points, n, fewest, left)[0] == mean]
    room = min(1 / n, width) - step - 1e-6
    assert max(alike) - left.low >= room
    assert left.high - min(alike) >= room
    assert min(alike) == pytest.approx(known.low, abs=step + 1e-6)
    assert max(alike) == pytest.approx(known.high, abs=step + 1e-6)


class TestResult:
    def test_the_whole_is_told_after_the_groups_of_an_attribute(self) -> None:
        """Fifteen say 3; of sixteen eight do, and nine to the second question: 81 / 32 = 2.53."""
        document = crew((-1, 0, [3] * 15, [3] * 15), (-1, 1, [3, 2] * 8, [3, 2] * 7 + [3, 3]))
        (watch,) = document["groups"]["attributes"]
        cells = [each["dimensions"]["care"] for each in watch["categories"] if each["dimensions"]]
        assert [told(each) for each in cells] == [(2.8, AT_LEAST), (2.5, None)]
        # 171 / 62 = 2.758, of which they leave at most 2.768.
        care = document["dimensions"]["care"]
        assert told(care) == (2.7, None)
        assert care["low"] <= 2.7 <= care["high"]
        # 85 / 31 = 2.74 and 86 / 31 = 2.77, whose end is covered as that of fifteen.
        items = [document["items"][code] for code in ("CA1", "CA2")]
        assert [told(each) for each in items] == [(2.7, None), (2.8, AT_LEAST)]

    def test_a_unit_is_told_after_the_units_in_it(self) -> None:
        document = crew(
            (2, -1, [3] * 15, [3] * 15),
            (3, -1, [3, 2] * 8, [3, 2] * 7 + [3, 3]),
            (1, -1, [1, 2] * 10, [1, 2] * 10),
        )
        units = {unit["name"]: unit["dimensions"]["care"] for unit in document["groups"]["units"]}
        assert {name: told(each) for name, each in units.items()} == {
            "North": (2.7, None),
            "Quay": (2.8, AT_LEAST),
            "Tower": (2.5, None),
            "South": (1.5, None),
        }
        assert units["North"]["low"] <= 2.7 <= units["North"]["high"]

    def test_a_scale_is_told_after_its_items(self) -> None:
        # 42 / 20 = 2.1 of twenty people is told, and 47 / 20 = 2.35 as 2.4. They leave 2.2 to
        # 2.3, of which 2.2 and 2.3 take half, a step of one person each: 2.225 is nearer to 2.2.
        first, second = [2] * 14 + [3] * 4 + [1] * 2, [2] * 13 + [3] * 7
        answers = table(HARBOUR, "crew", 20, CA1=first, CA2=second)
        document = part("crew", answers, invited=25)
        assert [told(document["items"][code])[0] for code in ("CA1", "CA2")] == [2.1, 2.4]
        assert told(document["dimensions"]["care"]) == (2.2, None)

    def test_of_few_people_it_is_what_they_leave(self) -> None:
        # 2.0 and 2.3 of ten: no tenth leaves a step of .1 of 2.1 to 2.2, so 2.15 is rounded.
        first, second = [2] * 6 + [1] * 2 + [3] * 2, [2] * 3 + [1] * 2 + [3] * 5
        answers = table(HARBOUR, "crew", 10, CA1=first, CA2=second)
        document = part("crew", answers, invited=12)
        assert told(document["dimensions"]["care"]) == (2.2, None)

    def test_a_comparison_says_no_more_of_it(self) -> None:
        """Ten people with 34 / 10 and thirteen with 50 / 13 leave the whole at most 3.676."""
        staff = table(CENTRICITY, "staff", 23, KNP=[3] * 6 + [4] * 4 + [4] * 11 + [3] * 2)
        groups = groups_of([10, 13], (0, -1), (1, -1))
        leaders = table(CENTRICITY, "leaders", 20, KNP=[2, 3, 4, 5] * 5)
        came = {"staff": Responses(staff, invited=27, groups=groups), "leaders": Responses(leaders)}
        document = build(came, CENTRICITY)
        # 84 / 23 = 3.652: from 3.65 on that is .026, and a step of 23 people .043.
        assert told(document["audiences"]["staff"]["experience"]["knowledge"]) == (3.6, None)
        gap = next(gap for gap in document["gaps"] if gap["shown"])
        # 3.6 less 3.5.
        assert (gap["difference"], gap["delta"], gap["size"]) == (0.1, None, None)


@given(st.lists(st.integers(1, 3), min_size=62, max_size=62), st.integers(5, 20))
@settings(max_examples=25, deadline=None)
def test_which_groups_are_told_does_not_hang_on_answers(codes: list[int], size: int) -> None:
    def shape(answers: Sequence[int]) -> list[tuple[str, bool]]:
        first, second = answers[:31], answers[31:]
        groups = crew(
            (2, 0, first[:size], second[:size]),
            (3, 1, first[size:25], second[size:25]),
            (1, 0, first[25:], second[25:]),
        )["groups"]
        named = [(unit["path"], unit) for unit in groups["units"]]
        named += [(f"rest of {unit['path']}", unit["rest"]) for unit in groups["units"]]
        named += [(str(c["values"]), c) for a in groups["attributes"] for c in a["categories"]]
        return [(name, "care" in cells["dimensions"]) for name, cells in named]

    assert shape(codes) == shape([1, 2] * 31)
