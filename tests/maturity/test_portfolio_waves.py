"""Two waves: who moved from class to class, and experience beside revenue."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.portfolio import Accounts, Cuts, Earlier, Voices, assess
from maturity.result import Document
from tests.maturity.portfolios import accounts, by_chance, said, voices, year_before


def group(place: int) -> int:
    return place // 10 % 3


def wave(well: float = 5, badly: float = 1, moved: int = 0) -> tuple[Accounts, Voices]:
    """Ninety accounts as in the totals: large ones and small ones well, badly off, and silent.

    Of the ten large ones that are well ``moved`` are badly off.
    """
    heard = []
    for place in range(90):
        if group(place) < 2:
            is_well = group(place) == 0 and place >= moved
            heard += said(place, *[well if is_well else badly] * 9)
    return accounts([100.0] * 30 + [10.0] * 60), voices(*heard)


def document(
    now: tuple[Accounts, Voices], then: tuple[Accounts, Voices], *, same_money: bool = True
) -> Document:
    earlier = Earlier(*then, Cuts(), same_money=same_money)
    return assess(*now, Cuts(), smallest_group=5, earlier=earlier).document()


def told(found: Document) -> dict[tuple[str, str], int]:
    return {
        (",".join(move["then"]), ",".join(move["now"])): move["accounts"]
        for move in found["moves"]["told"]
    }


class TestMoves:
    def test_count_accounts_from_class_to_class(self) -> None:
        # Five of the ten model customers have become at risk.
        found = document(wave(moved=5), wave())
        assert told(found) == {
            ("unknown", "unknown"): 30,
            ("growth", "growth"): 20,
            ("dangling", "dangling"): 20,
            ("at_risk", "at_risk"): 10,
            ("model", "model"): 5,
            ("model", "at_risk"): 5,
        }
        assert (found["moves"]["other"], found["moves"]["came"], found["moves"]["went"]) == (
            0,
            0,
            0,
        )

    def test_leave_nobody_or_a_group_in_every_class(self) -> None:
        # Three have become at risk: neither they nor the seven who stayed are told, nor the ten who
        # were at risk before: of the thirteen three would be left.
        found = document(wave(moved=3), wave())
        assert ("model", "at_risk") not in told(found)
        assert ("model", "model") not in told(found)
        assert found["moves"]["other"] == 20

    def test_match_by_key_and_count_who_came_and_went(self) -> None:
        now, heard = wave()
        renamed = tuple(
            f"B{key}" if key.startswith("A8") and len(key) == 3 else key for key in now.keys
        )
        found = document((replace(now, keys=renamed), heard), wave())
        assert (found["moves"]["came"], found["moves"]["went"]) == (10, 10)
        assert told(found)["unknown", "unknown"] == 20

    def test_do_not_depend_on_the_order_of_the_files(self) -> None:
        now, heard = wave(moved=5)
        order = np.arange(90)[::-1]
        turned = Accounts(
            now.keys[::-1], now.revenue[order], now.previous[order], now.potential[order],
            now.cost[order], now.segments,
        )  # fmt: skip
        moved = Voices(89 - heard.account, heard.experience, heard.change)
        assert told(document((turned, moved), wave())) == told(document((now, heard), wave()))

    def test_are_none_without_an_earlier_wave_or_where_hardly_anybody_answered_then(self) -> None:
        alone = assess(*wave(), Cuts(), smallest_group=5).document()
        assert (alone["moves"], alone["leading"]) == (None, [])
        silent = wave()[0], voices(*said(0, 5, 5))
        assert document(wave(), silent)["moves"] is None

    @settings(deadline=None, max_examples=40)
    @given(st.integers(0, 10_000), st.integers(20, 200), st.integers(5, 9))
    def test_leave_nobody_or_k_whatever_the_portfolio(self, seed: int, count: int, k: int) -> None:
        now = by_chance(seed, count)
        then = year_before(*now, seed)
        portfolio = assess(*now, Cuts(), smallest_group=k, earlier=Earlier(*then, Cuts()))
        found = portfolio.document()
        if not found["shown"] or found["moves"] is None:
            return
        moves = found["moves"]
        assert moves["other"] == 0 or moves["other"] >= k
        assert sum(m["accounts"] for m in moves["told"]) + moves["other"] == count
        assert all(move["accounts"] >= k for move in moves["told"])
        for row in found["rows"]:
            into = [m["accounts"] for m in moves["told"] if m["now"] == row["kinds"]]
            left = row["accounts"] - sum(into)
            assert not into or left == 0 or left >= k


class TestLeading:
    def test_sets_change_of_experience_beside_that_of_revenue(self) -> None:
        # The ten large ones that were badly off then, at 1, are now at 2 and buy a fifth less.
        now, heard = wave()
        now.revenue[10:20] = 80.0
        better = np.where((heard.account >= 10) & (heard.account < 20), 2.0, heard.experience)
        found = document((now, Voices(heard.account, better, heard.change)), wave())
        rows = {",".join(row["kinds"]): row for row in found["leading"]}
        # Expected of them then was a little more than 1: 1 + (1 - w) · (3 - 1). Contacts of one
        # account agree, so σ² = .064 at the least; means 5 and 1 around 3, τ² about 4.07: w =
        # 4.07 / (4.07 + .064/9) = .9983. So the change is 2 - 1.0035, printed 1.0.
        assert rows["at_risk"] == {
            "kinds": ["at_risk"], "accounts": 10, "experience": 1.0, "low": 0.9, "high": 1.0,
            "revenue": -0.2,
        }  # fmt: skip
        assert rows["model"]["experience"] == 0.0
        # All sixty whose experience is known both times: 10 of 60 rose by 1; their revenue fell by
        # 200 of 2,400, 8.3%, to 5%.
        assert rows[""]["accounts"] == 60
        assert rows[""]["experience"] == 0.2
        assert rows[""]["revenue"] == -0.1

    def test_does_not_take_chance_for_recovery(self) -> None:
        # One contact each, the same level everywhere: who stood low then stands higher now.
        chance = np.random.default_rng(5)
        count = 2000
        found = accounts([10.0] * count)

        def ask() -> Voices:
            answers = np.clip(np.round(chance.normal(4, 0.8, 2 * count)), 1, 5)
            return Voices(np.tile(np.arange(count), 2), answers, np.full(2 * count, 9))

        then, now = ask(), ask()
        sums = np.bincount(then.account, weights=then.experience) / 2
        low = sums < 3.5
        later = np.bincount(now.account, weights=now.experience) / 2
        plain = float((later - sums)[low].mean())
        told_of_all = assess(
            found, now, Cuts(), smallest_group=5, earlier=Earlier(found, then, Cuts())
        )
        before = told_of_all.then
        assert before is not None
        allowed = float((later - before.evidence.experience.value)[low].mean())
        assert plain > 0.8
        assert abs(allowed) < 0.2

    def test_leaves_out_classes_of_fewer_than_k_measured_twice(self) -> None:
        now, heard = wave()
        # Of the ten at risk four answered again.
        gone = (heard.account >= 14) & (heard.account < 20)
        again = Voices(heard.account[~gone], heard.experience[~gone], heard.change[~gone])
        rows = [row["kinds"] for row in document((now, again), wave())["leading"]]
        # Nor the whole: the difference would tell of those four.
        assert rows == [["model"], ["growth"], ["dangling"]]

    def test_tells_no_revenue_where_one_account_is_half_of_it(self) -> None:
        now, heard = wave()
        now.revenue[0] = 1000.0
        found = document((now, heard), wave())
        rows = {",".join(row["kinds"]): row for row in found["leading"]}
        assert rows["model"]["revenue"] is None
        assert rows["at_risk"]["revenue"] == 0.0

    def test_tells_no_revenue_in_two_currencies(self) -> None:
        found = document(wave(), wave(), same_money=False)
        assert found["moves"]["told"]
        assert {row["revenue"] for row in found["leading"]} == {None}

    def test_takes_a_first_year_without_revenue_for_no_change(self) -> None:
        then, heard = wave()
        silent = replace(then, revenue=np.zeros(90), previous=np.zeros(90))
        found = document(wave(), (silent, heard))
        assert {row["revenue"] for row in found["leading"]} == {None}


@pytest.mark.parametrize("fallen", [True, False])
def test_the_first_classes_are_judged_by_their_own_cuts(fallen: bool) -> None:
    earlier = Earlier(*wave(badly=3), Cuts(experience=2.5 if fallen else 4.0))
    found = assess(*wave(badly=3), Cuts(), smallest_group=5, earlier=earlier).document()
    assert (("model", "at_risk") in told(found)) == fallen
