"""How often nominal 95% intervals hold the truth; ``python -m bench.coverage`` has it finer."""

import pytest

from bench.cases import ACCOUNTS, MISSING, SHAPES, SIMPLE_N, SMALL_N, STRATIFIED
from bench.simulated import clustered_coverage, simple_coverage, stratified_coverage

RUNS = 1000
# Intervals of few people are nearest to the limits, so they are drawn more often.
PEOPLE = 100_000


def is_nominal(percent: float) -> bool:
    return 93.5 <= percent <= 96.5


class TestSimple:
    @pytest.mark.parametrize("shape", ["symmetric", "skewed"])
    @pytest.mark.parametrize("n", SIMPLE_N)
    def test_is_nominal_from_twenty_people_on(self, n: int, shape: str) -> None:
        runs = max(RUNS, PEOPLE // n)
        assert is_nominal(simple_coverage(runs, n, SHAPES[shape], missing=MISSING).percent)

    @pytest.mark.parametrize(("shape", "least"), [("symmetric", 94), ("skewed", 90)])
    @pytest.mark.parametrize("n", SMALL_N)
    def test_is_near_it_for_a_few(self, n: int, shape: str, least: float) -> None:
        assert simple_coverage(RUNS, n, SHAPES[shape], missing=0.0).percent >= least

    def test_the_interval_narrows_with_the_square_root_of_the_number(self) -> None:
        widths = [simple_coverage(50, n, SHAPES["skewed"]).width for n in (50, 200)]
        assert widths[0] / widths[1] == pytest.approx(2, rel=0.1)


class TestStratified:
    @pytest.mark.parametrize("case", STRATIFIED)
    def test_is_nominal(self, case: str) -> None:
        assert is_nominal(stratified_coverage(RUNS, STRATIFIED[case]).percent)


class TestClustered:
    @pytest.mark.parametrize(
        ("accounts", "shape", "correlation"),
        [
            ("20 accounts of 3", "skewed", 0.15),
            ("20 accounts of 1 to 5", "symmetric", 0.30),
            ("20 accounts of 1 to 15", "symmetric", 0.0),
            ("20 accounts of 1 to 15", "skewed", 0.15),
            ("40 accounts of 1 to 15", "skewed", 0.30),
        ],
    )
    def test_is_nominal_from_twenty_accounts_on(
        self, accounts: str, shape: str, correlation: float
    ) -> None:
        found = clustered_coverage(RUNS, ACCOUNTS[accounts], SHAPES[shape], correlation=correlation)
        assert is_nominal(found.percent)
