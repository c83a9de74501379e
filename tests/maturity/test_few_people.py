"""What is told of a whole audience of five to nine, whose number is known: the leaders."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement, product

import numpy as np
import pytest

from maturity.disclosure import (
    cell,
    combined,
    is_unanimous,
    shown_beside,
    shown_interval,
    shown_mean,
)
from maturity.result import Document
from maturity.scoring import score
from maturity.stages import stage_attained, stage_conditions
from maturity.tally import tally
from tests.maturity.results import CENTRICITY, part, table

Counts = tuple[int, ...]


def leaders(n: int, **columns: list[int]) -> Document:
    answers = table(CENTRICITY, "leaders", n, **columns)
    return part("leaders", answers, CENTRICITY, invited=n, stands_for_itself=True)


class TestResult:
    def test_means_of_items_are_told_to_a_half_and_no_condition(self) -> None:
        columns = {"KN1": [2, 2, 3, 1, 3], "KN2": [1, 4, 3, 2, 1], "KN3": [2, 3, 2, 4, 3]}
        document = leaders(5, **columns)
        cell = document["dimensions"]["knowledge"]
        # 11, 11 and 14 of five: 36 / 15.
        assert (cell["mean"], cell["conditions"]) == (2.4, None)
        # At 2 or above 4, 3 and 5 of five; at 3 or above 2, 2 and 3, 7 of 15.
        assert cell["stage"] == "sensitivity"
        # 2.2, 2.2 and 2.8.
        means = [document["items"][code]["mean"] for code in columns]
        assert means == [2.0, 2.0, 3.0]

    def test_nor_are_they_with_one_at_an_end(self) -> None:
        """Five who all say 1 or 2, nobody unanimous on any question."""
        columns = {"KN1": [2, 2, 2, 1, 1], "KN2": [1, 2, 2, 2, 1], "KN3": [1, 1, 2, 2, 2]}
        document = leaders(5, **columns)
        assert document["dimensions"]["knowledge"]["mean"] == 1.6
        assert document["items"] == {}

    @pytest.mark.parametrize(
        ("codes", "mean", "status"),
        [
            # 2.2 is 2.0, a third of the way; 2.4 is 2.5, half of it.
            ([2, 2, 3, 1, 3], 2.0, "partly"),
            ([2, 2, 3, 2, 3], 2.5, "largely"),
            # 2.3, of ten the number itself: .43 is less than .45.
            ([2, 2, 3, 2, 3, 2, 2, 3, 2, 2], 2.3, "partly"),
        ],
    )
    def test_the_status_of_a_step_is_that_of_its_mean(
        self, codes: list[int], mean: float, status: str
    ) -> None:
        step = leaders(len(codes), RS1=codes)["steps"]["networks"]
        assert (step["mean"], step["status"]) == (mean, status)


def counts(n: int, points: int) -> list[Counts]:
    """Return every way in which n people can answer an item."""
    return [each for each in product(range(n + 1), repeat=points) if sum(each) == n]


def mean_of(each: Counts) -> Fraction:
    return Fraction(sum(code * people for code, people in enumerate(each, 1)), sum(each))


def told_of_item(each: Counts) -> object:
    """Return all that is told of a scale of one item."""
    n, points = sum(each), len(each)
    codes = np.repeat(np.arange(1, points + 1), each).astype(np.uint8).reshape(-1, 1)
    found = score(tally(codes), points)
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    ends = shown_interval(found.low, found.high, points, n)
    return shown_mean(found.mean, points, n, is_item=True), ends


def answers_in(sets: list[Counts]) -> set[int]:
    return {code for each in sets for code, people in enumerate(each, 1) if people}


@pytest.mark.parametrize("points", [4, 5])
@pytest.mark.parametrize("n", [5, 6, 7, 8, 9])
def test_a_mean_leaves_each_answer_to_an_item_open_by_two_points(n: int, points: int) -> None:
    """To a tenth 1.4 of five people is three 1 and two 2, unless one of them is hidden."""
    possible: dict[object, list[Counts]] = defaultdict(list)
    for each in counts(n, points):
        if not is_unanimous(each):
            possible[shown_mean(float(mean_of(each)), points, n, is_item=True)].append(each)
    for sets in possible.values():
        assert max(answers_in(sets)) - min(answers_in(sets)) >= 2


@pytest.mark.parametrize(("n", "most"), [(5, 0.15), (6, 0.06), (7, 0.05), (8, 0.05), (9, 0.05)])
def test_beside_its_interval_it_seldom_does_not(n: int, most: float) -> None:
    """The share of sets of answers of which all are known to lie on two neighbouring points."""
    possible: dict[object, list[Counts]] = defaultdict(list)
    for each in counts(n, 4):
        if not is_unanimous(each):
            possible[told_of_item(each)].append(each)
    told = [
        len(sets) for sets in possible.values() if max(answers_in(sets)) - min(answers_in(sets)) < 2
    ]
    assert sum(told) <= most * sum(map(len, possible.values()))


def told_of_scale(items: tuple[Counts, ...]) -> tuple[object, ...]:
    """Return what the score, the stage and the items of a scale tell."""
    n = sum(items[0])
    means = [shown_mean(float(mean_of(each)), 4, n, is_item=True) for each in items]
    value = float(sum(map(mean_of, items)) / len(items))
    shares = [[Fraction(people, n) for people in each] for each in items]
    are_told = not any(is_unanimous(each) for each in items) and not any(m.end for m in means)
    listed = tuple(sorted(mean.value for mean in means)) if are_told else None
    left = combined([1 / len(items)] * len(items), [cell(mean, 4, tenths=5) for mean in means])
    total = shown_beside(value, 4, n, n, left)[0] if are_told else shown_mean(value, 4, n)
    return total, stage_attained(stage_conditions(shares)), listed


def told_apart(n: int) -> Iterator[int]:
    """Yield how many sets of answers to three items tell the same, where that tells too much."""
    size: dict[tuple[object, ...], int] = defaultdict(int)
    seen: dict[tuple[tuple[object, ...], float | None], set[int]] = defaultdict(set)
    for items in combinations_with_replacement(counts(n, 4), 3):
        told = told_of_scale(items)
        size[told] += 1
        listed = told[-1]
        for each in items:
            value = shown_mean(float(mean_of(each)), 4, n, is_item=True).value if listed else None
            seen[told, value] |= answers_in([each])
    leaking = {told for (told, _), answers in seen.items() if max(answers) - min(answers) < 2}
    yield from (size[told] for told in leaking)


def test_three_items_with_their_score_and_stage_hardly_ever_do() -> None:
    """Of 30,856 sets three; with means to a tenth and conditions it would be 1,600 and more."""
    assert sum(told_apart(5)) <= 3
