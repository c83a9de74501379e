"""How an action's condition has moved, from published numbers alone; expectations by hand."""

from collections.abc import Sequence

import numpy as np
import pytest

from maturity.change import Direction
from maturity.disclosure import AT_LEAST, AT_MOST, rounded_share
from maturity.movement import change_of_shares, moved_dimension, moved_step, rating_of
from maturity.proportions import wilson
from maturity.responses import Responses
from maturity.result import Document
from maturity.shares import Share, share_of
from tests.maturity.results import CENTRICITY, build, table

KNOWLEDGE = ("KN1", "KN2", "KN3")
DRAWS = 2000


def counted(count: int, n: int) -> Share:
    """A share as Wilson's interval has it, not rounded."""
    found = wilson(count, n)
    assert found is not None
    return Share(count / n, found.low, found.high, indicative=False)


class TestChangeOfShares:
    def test_by_hand(self) -> None:
        # 6 of 20: Wilson 0.146 to 0.519, told as 10% to 55%; 12 of 20: 0.387 to 0.781, 35% to 80%.
        # d = 0.30; arms of 0.25 and 0.25 make 0.354, of 0.20 and 0.20 0.283; outwards in 5%.
        moved = change_of_shares(share_of(0.30, 20), share_of(0.60, 20), 20, 20)
        assert (moved.change.difference, moved.end) == (0.3, None)
        assert (moved.change.low, moved.change.high) == (-0.1, 0.6)
        assert moved.change.direction == Direction.NO_CLEAR_CHANGE

    def test_is_newcombes_interval(self) -> None:
        # Newcombe (1998), table II, contrast a: 56/70 - 48/80 is 0.2000, 0.0524 to 0.3339; rounded
        # outwards to 5%.
        then, now = counted(48, 80), counted(56, 70)
        moved = change_of_shares(then, now, 80, 70).change
        assert (moved.difference, moved.low, moved.high) == (0.2, 0.05, 0.35)
        assert moved.direction == Direction.RISEN
        back = change_of_shares(now, then, 70, 80).change
        assert (back.low, back.high, back.direction) == (-0.35, -0.05, Direction.FALLEN)

    def test_of_many_in_single_per_cent_and_no_less_than_five_is_a_movement(self) -> None:
        moved = change_of_shares(share_of(0.5, 100_000), share_of(0.54, 100_000), 10**5, 10**5)
        # Wilson ± 0.31%, outwards ± 1%: arms make 1.41%, outwards 2%.
        assert (moved.change.low, moved.change.high) == (0.02, 0.06)
        assert moved.change.direction == Direction.NO_CLEAR_CHANGE
        moved = change_of_shares(share_of(0.5, 100_000), share_of(0.55, 100_000), 10**5, 10**5)
        assert moved.change.direction == Direction.RISEN

    def test_from_a_covered_end_it_moved_at_least_so_much(self) -> None:
        # "At most 10%" of 12 reaches from 0 to 40%, 70% of 12 from 30% to 90%; their arms add up.
        then, now = share_of(0.10, 12), share_of(0.70, 12)
        assert (then.low, then.high, then.end) == (0.0, 0.4, AT_MOST)
        assert (now.low, now.high) == (0.3, 0.9)
        moved = change_of_shares(then, now, 12, 12)
        assert (moved.change.difference, moved.end) == (0.6, AT_LEAST)
        assert (moved.change.low, moved.change.high) == (-0.1, 0.9)
        assert change_of_shares(now, then, 12, 12).end == AT_MOST

    def test_at_the_same_end_both_times_nothing_is_said(self) -> None:
        end = share_of(0.95, 40)
        moved = change_of_shares(end, end, 40, 40)
        assert (moved.change.difference, moved.change.direction) == (None, Direction.TOO_FEW)

    def test_of_few_it_says_the_difference_and_no_more(self) -> None:
        moved = change_of_shares(share_of(0.3, 12), share_of(0.6, 12, worth=9), 12, 9).change
        assert (moved.difference, moved.low, moved.direction) == (0.3, None, Direction.TOO_FEW)

    @pytest.mark.parametrize(("then", "now"), [(10, 10), (19, 25), (60, 90), (99, 400), (150, 150)])
    def test_covers_what_it_should_though_it_rests_on_what_is_told(
        self, then: int, now: int
    ) -> None:
        # The worst case: all questions answered alike, as if there were one.
        random = np.random.default_rng(7)
        for p, q in ((0.05, 0.3), (0.35, 0.5), (0.5, 0.5), (0.7, 0.9)):
            pairs = zip(
                random.binomial(then, p, DRAWS) / then,
                random.binomial(now, q, DRAWS) / now,
                strict=True,
            )
            covered = 0
            for a, b in pairs:
                told = change_of_shares(as_told(a, then), as_told(b, now), then, now).change
                covered += told.low is None or told.low <= q - p <= (told.high or 0)
            assert covered >= 0.95 * DRAWS


def as_told(share: float, n: int) -> Share:
    """A share of n people as a result would tell it."""
    told = rounded_share(share, n)
    assert told is not None
    return share_of(told, n)


def staff(codes: Sequence[int], **more: int | Sequence[int]) -> Document:
    """A result of staff whose answers along the dimension of knowledge are these."""
    answers = table(
        CENTRICITY, "staff", len(codes), **{item: list(codes) for item in KNOWLEDGE}, **more
    )
    return build({"staff": Responses(answers)}, CENTRICITY)


class TestMovedDimension:
    def test_tells_the_share_at_the_stage_or_above_and_the_score(self) -> None:
        # At focus or above: 12 of 40, then 28 of 40.
        then, now = staff([2] * 28 + [3] * 12), staff([2] * 12 + [3] * 24 + [4] * 4)
        [moved] = moved_dimension(CENTRICITY, then, now, ["staff"], "knowledge", "focus")
        assert (moved.audience, moved.scale) == ("staff", "dimensions")
        assert moved.share is not None
        assert (moved.share.then.share, moved.share.now.share) == (0.3, 0.7)
        # Told as 15% to 50% and 50% to 85%: arms of 0.2 and 0.2 make 0.283, of 0.15 and 0.15 0.212.
        change = moved.share.change
        assert (change.difference, change.low, change.high) == (0.4, 0.1, 0.65)
        assert change.direction == Direction.RISEN
        assert (moved.score.difference, moved.score.direction) == (0.5, Direction.RISEN)
        # Of 60% and of 40% on the weakest question.
        assert moved.holds == (False, True)

    def test_of_fewer_than_ten_the_score_alone(self) -> None:
        [moved] = moved_dimension(
            CENTRICITY, staff([2, 2, 2, 3, 3, 3]), staff([2, 2, 3, 3, 3, 4]), ["staff"],
            "knowledge", "focus",
        )  # fmt: skip
        assert (moved.share, moved.holds) == (None, (None, None))
        assert moved.score.direction == Direction.TOO_FEW

    def test_by_agreement_where_nobody_was_asked_for_a_stage(self) -> None:
        then, now = (
            build(
                {"customers": Responses(table(CENTRICITY, "customers", 40, KNP=codes))}, CENTRICITY
            )
            for codes in ([2] * 20 + [3] * 20, [4] * 20 + [5] * 20)
        )
        [moved] = moved_dimension(CENTRICITY, then, now, ["customers"], "knowledge", "focus")
        assert (moved.scale, moved.share) == ("experience", None)
        assert (moved.score.difference, moved.score.direction) == (2.0, Direction.RISEN)

    def test_is_nothing_where_it_was_not_asked_now(self) -> None:
        then = now = staff([2] * 20 + [3] * 20)
        assert moved_dimension(CENTRICITY, then, now, [], "knowledge", "focus") == []


class TestMovedStep:
    def test_tells_how_firmly_people_see_it(self) -> None:
        then, now = staff([2] * 40, RS2=[1] * 20 + [2] * 20), staff([2] * 40, RS2=[3, 4] * 20)
        [moved] = moved_step(then, now, ["staff"], "teams")
        assert (moved.audience, moved.scale, moved.share) == ("staff", "steps", None)
        assert (moved.score.difference, moved.score.direction) == (2.0, Direction.RISEN)

    def test_is_nothing_where_it_was_not_asked_now(self) -> None:
        found = build({"customers": Responses(table(CENTRICITY, "customers", 20))}, CENTRICITY)
        assert moved_step(found, found, ["customers"], "teams") == []


def test_a_rating_is_the_assessors_of_that_foundation_of_that_step() -> None:
    answers = {"staff": Responses(table(CENTRICITY, "staff", 20))}
    ratings = dict.fromkeys([item.code for item in CENTRICITY.roadmap_items], 2)
    rated = build(answers, CENTRICITY, ratings=ratings | {"teams-roles": 3, "teams-climate": 0})
    assert rating_of(CENTRICITY, rated, "teams", "roles") == 3
    assert rating_of(CENTRICITY, rated, "networks", "roles") == 2
    assert rating_of(CENTRICITY, rated, "teams", "climate") == 0
    assert rating_of(CENTRICITY, build(answers, CENTRICITY), "teams", "roles") == 0
