"""Whether simulated organisations of a known profile are found to have it."""

import pytest

from bench.cases import CORE, PROFILE
from bench.simulated import recovery, shares_of_stage


class TestSimulation:
    @pytest.mark.parametrize("stage", [1, 2, 3, 4])
    @pytest.mark.parametrize("margin", [0.05, 0.15])
    def test_the_true_shares_are_the_margin_from_the_boundary(
        self, stage: int, margin: float
    ) -> None:
        shares = shares_of_stage(stage, margin)
        assert sum(shares) == pytest.approx(1)
        assert min(shares) >= 0
        if stage > 1:
            assert sum(shares[stage - 1 :]) == pytest.approx(0.6 + margin)
        if stage < 4:
            assert sum(shares[stage:]) == pytest.approx(0.6 - margin)


class TestRecovery:
    @pytest.mark.parametrize(
        ("n", "margin", "most"), [(20, 0.15, 10), (50, 0.10, 10), (100, 0.10, 2), (500, 0.05, 1)]
    )
    def test_few_stages_are_wrong(self, n: int, margin: float, most: float) -> None:
        found = recovery(40, n, PROFILE, CORE, margin=margin, with_probabilities=False)
        assert found.wrong <= most
        assert found.overall <= most

    def test_more_people_leave_fewer_wrong(self) -> None:
        wrong = [
            recovery(40, n, PROFILE, CORE, margin=0.05, with_probabilities=False).wrong
            for n in (20, 50, 200)
        ]
        assert wrong == sorted(wrong, reverse=True)

    def test_what_is_called_confirmed_is_seldom_too_high(self) -> None:
        found = recovery(40, 50, PROFILE, CORE, margin=0.05)
        assert found.confirmed > 10
        assert found.confirmed_too_high <= 10
