"""How shares in figures have moved, from published numbers alone; expectations by hand."""

from typing import Any

import pytest

from maturity.change import Direction
from maturity.moved_figures import MovedFigure, moved_figures
from maturity.result import Document
from maturity.scoring import CLUSTERED

NOT_SHOWN: Document = {"shown": False}
CELLS = ("problem", "told", "solved", "outcome")


def share(told: float, low: float, high: float, **more: Any) -> Document:
    return {"share": told, "low": low, "high": high, "indicative": False, "end": None} | more


def shown(n: str = "50+", **shares: Document) -> Document:
    return {"shown": True, "n": n, "shares": shares}


def customers(**cells: Document) -> Document:
    """What a result tells of customers' problems; nothing of what is not named."""
    return {"iceberg": {**dict.fromkeys(CELLS, NOT_SHOWN), **cells}, "ambassadors": None}


def moved(then: Document, now: Document) -> MovedFigure:
    """How the share with a problem has moved."""
    [found] = moved_figures(customers(problem=then), customers(problem=now))
    assert (found.figure, found.cell, found.answer) == ("iceberg", "problem", "yes")
    return found


class TestChange:
    def test_by_hand(self) -> None:
        # Arms of 3% and 3% make 4.24%; 10% less and more that is 5.76% to 14.24%, outwards.
        found = moved(shown(yes=share(0.4, 0.37, 0.43)), shown(yes=share(0.5, 0.47, 0.53))).change
        assert (found.difference, found.low, found.high) == (0.1, 0.05, 0.15)
        assert found.direction == Direction.RISEN

    def test_of_shares_in_steps_of_five_is_told_in_such_steps(self) -> None:
        # Arms of 5% make 7.07%; 2.93% to 17.07% are outwards 0 to 20%, which holds zero.
        found = moved(shown(yes=share(0.4, 0.35, 0.45)), shown(yes=share(0.5, 0.45, 0.55))).change
        assert (found.low, found.high) == (0.0, 0.2)
        assert found.direction == Direction.NO_CLEAR_CHANGE

    def test_a_small_movement_is_none_however_sure(self) -> None:
        # Arms of 1% make 1.41%; 2.58% to 5.42%, outwards: zero is left out, five points not met.
        found = moved(shown(yes=share(0.4, 0.39, 0.41)), shown(yes=share(0.44, 0.43, 0.45))).change
        assert (found.low, found.high) == (0.02, 0.06)
        assert found.direction == Direction.NO_CLEAR_CHANGE

    @pytest.mark.parametrize(
        "then",
        [
            NOT_SHOWN,
            shown("10–19", yes=share(0.1, 0.0, 0.4, indicative=True, end="at_most")),
            shown("10–19", yes=share(0.9, 0.6, 1.0, indicative=True, end="at_least")),
        ],
    )
    def test_there_is_none_of_what_is_hidden_or_covered_once(self, then: Document) -> None:
        now = shown(yes=share(0.5, 0.47, 0.53))
        for pair in ((then, now), (now, then)):
            found = moved(*pair)
            assert (found.change.difference, found.change.low) == (None, None)
            assert found.change.direction == Direction.TOO_FEW
            assert found.is_covered == then["shown"]

    @pytest.mark.parametrize("once", ["then", "now"])
    def test_there_is_none_where_whole_accounts_were_drawn(self, once: str) -> None:
        pair = {
            "then": customers(problem=shown(yes=share(0.4, 0.37, 0.43))),
            "now": customers(problem=shown(yes=share(0.5, 0.47, 0.53))),
        }
        pair[once]["constructs"] = {"overall": {"shown": True, "design": CLUSTERED}}
        [found] = moved_figures(pair["then"], pair["now"])
        assert (found.then is None, found.now is None) == (False, False)
        assert found.change.difference is None


class TestFigures:
    def test_are_told_one_by_one(self) -> None:
        part = customers(
            problem=shown(yes=share(0.4, 0.37, 0.43), no=share(0.6, 0.57, 0.63)),
            told=shown(yes=share(0.7, 0.6, 0.8), no=share(0.3, 0.2, 0.4)),
            outcome=shown(satisfied=share(0.5, 0.4, 0.6), dissatisfied=share(0.2, 0.1, 0.3)),
        )
        part["ambassadors"] = {"kinds": shown(ambassador=share(0.3, 0.2, 0.4))}
        assert [(each.cell, each.answer) for each in moved_figures(part, part)] == [
            ("problem", "yes"),
            ("told", "yes"),
            ("told", "no"),
            ("outcome", "satisfied"),
            ("outcome", "dissatisfied"),
            ("kinds", "ambassador"),
        ]

    @pytest.mark.parametrize("lacking", [{}, {"iceberg": None, "ambassadors": None}])
    def test_that_one_result_does_not_hold_are_left_out(self, lacking: Document) -> None:
        part = customers(problem=shown(yes=share(0.4, 0.37, 0.43)))
        assert moved_figures(part, lacking) == moved_figures(lacking, part) == []
