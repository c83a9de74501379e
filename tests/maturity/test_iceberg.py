"""The complaint iceberg: from the answers of customers to who may be lost."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.answers import Answers
from maturity.iceberg.branches import BRANCHES, PARENTS, Branch
from maturity.iceberg.losses import Iceberg, published_iceberg, ranked
from maturity.result import Document
from maturity.shares import share_of
from maturity.staying import People, shown_branches
from tests.maturity.exact_attack import isolates_fewer_than
from tests.maturity.results import CENTRICITY, part, table

CAUSES = [option.code for option in next(i for i in CENTRICITY.items if i.code == "PB2").several]

# (problem, told, outcome, how many stay, how many do not): the worked example of the method.
# 10,000 customers; of 40% with a problem half told; of those 40% were satisfied, 30% neither.
EXAMPLE = [
    (2, 0, 0, 540, 60),
    (1, 2, 0, 120, 80),
    (1, 1, 5, 68, 12),
    (1, 1, 3, 39, 21),
    (1, 1, 1, 21, 39),
]


def customers(groups: Sequence[tuple[int, int, int, int, int]], **more: Any) -> Answers:
    """Rows of customers; whoever told did so by phone, every second one in person."""
    problem, told, outcome, stays = [], [], [], []
    for has_problem, has_told, satisfied, staying, leaving in groups:
        n = staying + leaving
        problem += [has_problem] * n
        told += [has_told] * n
        outcome += [satisfied] * n
        stays += [5, 4] * (staying // 2) + [5] * (staying % 2) + [3, 1] * (leaving // 2)
        stays += [2] * (leaving % 2)
    n = len(problem)
    told_us = [each == 1 for each in told]
    by_phone = [0 if not each else 2 - place % 2 for place, each in enumerate(told_us)]
    in_person = [0 if not each else 1 + place % 2 for place, each in enumerate(told_us)]
    others = {
        "LO2": np.resize([2, 3, 4, 4, 1], n).tolist(),
        "LO3": np.resize([1, 3, 5, 4], n).tolist(),
    }
    return table(
        CENTRICITY,
        "customers",
        n,
        PB1=problem,
        PB3=told,
        PT1_phone=by_phone,
        PT1_person=in_person,
        PT2=outcome,
        PT4=outcome,
        **({"LO1": stays} | others | more),
    )


def iceberg_of(document: Document) -> Iceberg:
    found = published_iceberg(document)
    assert found is not None
    return found


class TestExample:
    @pytest.fixture
    def iceberg(self) -> Iceberg:
        return iceberg_of(part("customers", customers(EXAMPLE), CENTRICITY))

    def test_shares(self, iceberg: Iceberg) -> None:
        assert iceberg.problem is not None
        assert iceberg.told is not None
        assert (iceberg.problem.share, iceberg.told.share) == (0.4, 0.5)
        assert [each.share for each in iceberg.outcomes.values()] == [0.4, 0.3, 0.3]
        assert {branch.value: each.share for branch, each in iceberg.stays.items()} == {
            "none": 0.9,
            "problem": 0.62,  # (120 + 68 + 39 + 21) / 400
            "untold": 0.6,
            "told": 0.64,  # (68 + 39 + 21) / 200
            "satisfied": 0.85,
            "neither": 0.65,
            "dissatisfied": 0.35,
        }

    def test_losses_are_those_of_the_worked_example(self, iceberg: Iceberg) -> None:
        """Of 10,000 customers 600 + 40 + 150 + 330 = 1,120; and 0.9 - 0.112 is the loyalty."""
        losses = iceberg.losses
        assert losses is not None
        assert 10_000 * losses.share == pytest.approx(1120)
        assert {branch.value: round(10_000 * each) for branch, each in losses.parts.items()} == {
            "untold": 600,
            "satisfied": 40,
            "neither": 150,
            "dissatisfied": 330,
        }
        assert losses.low < 0.112 < losses.high

    def test_interval_is_that_of_the_delta_method(self, iceberg: Iceberg) -> None:
        """From the printed intervals, half of each being 1.96 standard errors."""
        told = {b.value: (e.low, e.high) for b, e in iceberg.stays.items()}
        assert told["none"] == (0.87, 0.93)
        assert told["untold"] == (0.53, 0.67)
        assert told["satisfied"] == (0.75, 0.95)
        assert told["neither"] == (0.5, 0.8)
        assert told["dissatisfied"] == (0.2, 0.5)
        assert iceberg.problem is not None
        assert iceberg.told is not None
        assert (iceberg.problem.low, iceberg.problem.high) == (0.37, 0.44)
        assert (iceberg.told.low, iceberg.told.high) == (0.45, 0.55)
        assert [(each.low, each.high) for each in iceberg.outcomes.values()] == [
            (0.33, 0.47),
            (0.24, 0.37),
            (0.24, 0.37),
        ]
        # Derivatives: f/P .28; P(.26 - .3) = -.016; P .4; branches P·w .2, .08, .06, .06.
        # Split: .2² · (.4·.05² + .3·.25² + .3·.55² - .26²) = .04 · .0429, divided by the answers
        # to which its widest interval amounts: .24 · (z / .07)² = 188.2.
        squares = (
            (0.035 * 0.28) ** 2
            + (0.05 * 0.016) ** 2
            + (0.03 * 0.4) ** 2
            + (0.07 * 0.2) ** 2
            + (0.10 * 0.08) ** 2
            + (0.15 * 0.06) ** 2
            + (0.15 * 0.06) ** 2
        )
        reach = (squares + 1.959964**2 * 0.04 * 0.0429 / 188.155) ** 0.5
        assert iceberg.losses is not None
        assert iceberg.losses.high - iceberg.losses.share == pytest.approx(reach, abs=1e-6)

    def test_visible_share_and_multiplier(self, iceberg: Iceberg) -> None:
        """Half told, half of those by phone: a quarter comes on record, one problem in four."""
        assert iceberg.recorded is not None
        assert iceberg.recorded.share == pytest.approx(0.5)
        assert iceberg.visible is not None
        assert iceberg.visible.share == pytest.approx(0.25)
        assert iceberg.multiplier == pytest.approx(4)


class TestRareOutcome:
    def test_that_rounds_to_none_leaves_the_losses_standing(self) -> None:
        """Ten of 2,410 who told are neither: 0.4%, printed as 0%, and enough to be a branch."""
        groups = [(2, 0, 0, 540, 60), (1, 2, 0, 120, 80), (1, 1, 5, 1000, 200), (1, 1, 3, 5, 5)]
        groups.append((1, 1, 1, 400, 800))
        iceberg = iceberg_of(part("customers", customers(groups), CENTRICITY))
        assert iceberg.outcomes[Branch.NEITHER].share == 0
        assert Branch.NEITHER in iceberg.stays
        losses = iceberg.losses
        assert losses is not None
        assert losses.parts[Branch.NEITHER] == 0
        assert losses.low < losses.share < losses.high


class TestCoarser:
    def test_told_alone_where_outcomes_are_few(self) -> None:
        """Twelve satisfied, eight neither, ten dissatisfied: the eight are too few for a share,

        and would be what is left of the thirty; so the ten are not shown either, and the losses
        are those of all thirty who told.
        """
        groups = [(2, 0, 0, 54, 6), (1, 2, 0, 24, 16), (1, 1, 5, 9, 3), (1, 1, 3, 5, 3)]
        groups.append((1, 1, 1, 4, 6))
        iceberg = iceberg_of(part("customers", customers(groups), CENTRICITY))
        assert Branch.NEITHER not in iceberg.stays
        assert Branch.DISSATISFIED not in iceberg.stays
        assert Branch.SATISFIED in iceberg.stays
        assert iceberg.losses is not None
        assert set(iceberg.losses.parts) == {Branch.UNTOLD, Branch.TOLD}

    def test_nothing_without_a_branch_of_no_problem(self) -> None:
        groups = [(2, 0, 0, 5, 3), (1, 2, 0, 24, 16), (1, 1, 5, 9, 5)]
        iceberg = iceberg_of(part("customers", customers(groups), CENTRICITY))
        assert Branch.NONE not in iceberg.stays
        assert iceberg.losses is None

    def test_a_branch_that_all_stay_in_is_not_told(self) -> None:
        groups = [(2, 0, 0, 54, 6), (1, 2, 0, 30, 0), (1, 1, 5, 12, 8)]
        iceberg = iceberg_of(part("customers", customers(groups), CENTRICITY))
        assert Branch.UNTOLD not in iceberg.stays
        # Beside those who told, what is left of the problems would be them.
        assert not {Branch.PROBLEM, Branch.TOLD} <= iceberg.stays.keys()

    def test_customers_who_had_no_say_are_none(self) -> None:
        document = part("customers", customers(EXAMPLE, LO1=0, LO2=0, LO3=0), CENTRICITY)
        assert document["iceberg"]["stays"] == {"shown": False}

    def test_others_audiences_have_none(self) -> None:
        n = 30
        rows = table(CENTRICITY, "staff", n, KN1=2, KN2=2, KN3=[1, 2, 3] * 10)
        assert part("staff", rows, CENTRICITY)["iceberg"] is None


class TestIdentified:
    def test_only_they_are_told_where_the_others_are_too_few(self) -> None:
        """Of each branch all but three agreed: three may not be left by subtraction."""
        groups = [(2, 0, 0, 30, 10), (1, 2, 0, 15, 10), (1, 1, 5, 12, 8)]
        rows = customers(groups)
        identified = np.ones(len(rows), dtype=bool)
        identified[[0, 30, 31, 40, 41, 60, 66, 67, 80]] = False
        document = part("customers", rows, CENTRICITY, identified=identified)
        assert document["iceberg"]["stays"]["only_identified"]
        # Of 37 none had a problem: 30 - 1 stay of 40 - 3.
        assert iceberg_of(document).stays[Branch.NONE].share == 0.8

    def test_everybody_is_where_the_others_are_groups(self) -> None:
        groups = [(2, 0, 0, 30, 10), (1, 2, 0, 15, 10), (1, 1, 5, 12, 8)]
        rows = customers(groups)
        identified = np.resize([True, True, False], len(rows))
        document = part("customers", rows, CENTRICITY, identified=identified)
        assert not document["iceberg"]["stays"]["only_identified"]
        assert iceberg_of(document).stays[Branch.NONE].share == 0.75


class TestWhatIsLeft:
    @given(
        st.lists(st.integers(0, 14), min_size=8, max_size=8),
        st.integers(0, 2**30),
    )
    def test_no_combination_rests_on_fewer_than_ten(self, sizes: list[int], seed: int) -> None:
        """Everybody's share is published too; shares are of ten people at least."""
        branch = np.repeat(np.arange(len(BRANCHES)), sizes)
        stays = np.random.default_rng(seed).random(len(branch)) < 0.5
        everyone = np.ones(len(branch), dtype=bool)
        shown = shown_branches(People(PARENTS, branch, stays, everyone, everyone), 5)
        rows = [[1.0] * len(BRANCHES)]
        for found in shown:
            rows.append([float(_is_within(node, found)) for node in range(8)])
        kept = [place for place, size in enumerate(sizes) if size]
        if kept and sum(sizes) >= 10:
            atoms = np.array(rows)[:, kept]
            assert not isolates_fewer_than(10, atoms, [sizes[place] for place in kept])


def _is_within(node: int, above: int) -> bool:
    while node != above and node >= 0:
        node = PARENTS[node]
    return node == above


class TestShares:
    def test_interval_is_wilsons_rounded_outwards(self) -> None:
        """Of 12 in 20 it is .38658 to .78119; shares of 20 people are told in steps of 5%."""
        found = share_of(0.6, 20)
        assert (found.low, found.high, found.indicative) == (0.35, 0.8, True)

    def test_a_covered_end_is_open(self) -> None:
        assert share_of(0.05, 40).low == 0
        assert share_of(0.95, 40).high == 1

    def test_causes_are_ranked(self) -> None:
        """Delivery 60 of 100, product 40, billing 10; who had none is not asked."""
        groups = [(2, 0, 0, 40, 10), (1, 2, 0, 60, 40)]
        chosen = {f"PB2_{code}": [0] * 50 + [1] * 100 for code in CAUSES}
        chosen["PB2_delivery"] = [0] * 50 + [2] * 60 + [1] * 40
        chosen["PB2_product"] = [0] * 50 + [1] * 60 + [2] * 40
        chosen["PB2_billing"] = [0] * 50 + [2] * 10 + [1] * 90
        document = part("customers", customers(groups, **chosen), CENTRICITY)
        found = ranked(document["iceberg"]["causes"])
        assert [code for code, _share in found[:3]] == ["delivery", "product", "billing"]
        assert [share.share for _code, share in found[:3]] == [0.6, 0.4, 0.1]
