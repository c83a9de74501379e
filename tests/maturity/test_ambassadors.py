"""Ambassadors and detractors: our rule, their net, and who of them stays, by hand."""

from collections.abc import Sequence

import numpy as np
import pytest

from maturity.ambassadors.net import net_of
from maturity.ambassadors.rule import Kind, kinds_of
from maturity.answers import Answers
from maturity.responses import Rules
from maturity.result import Document
from maturity.shares import Share, shares_in
from tests.maturity.results import CENTRICITY, part, table

QUESTIONS = ("EN1", "EN2", "PR1", "PR2", "CU1", "CU2")
# Two people of each kind, by what they answer.
AMBASSADOR = ((4, 5, 4, 4, 5, 3), (5, 5, 5, 5, 4, 4))
BETWEEN = ((4, 3, 4, 4, 4, 4), (3, 3, 3, 3, 3, 5))
DETRACTOR = ((1, 3, 4, 4, 5, 5), (4, 4, 2, 1, 2, 4))
# Of a kind how many intend to stay, and how many do not.
Groups = Sequence[tuple[tuple[tuple[int, ...], ...], int, int]]
# 200 people: 80 ambassadors, 90 in between, 30 detractors.
EXAMPLE: Groups = [(AMBASSADOR, 72, 8), (BETWEEN, 54, 36), (DETRACTOR, 9, 21)]


def staff(groups: Groups) -> Answers:
    """Rows of staff who answer nothing else, every other one of a kind alike."""
    answers: list[tuple[int, ...]] = []
    staying: list[int] = []
    for kind, stay, leave in groups:
        answers += [kind[place % 2] for place in range(stay + leave)]
        staying += np.resize([5, 4], stay).tolist() + np.resize([3, 1, 2], leave).tolist()
    columns = zip(QUESTIONS, np.array(answers).T.tolist(), strict=True)
    return table(CENTRICITY, "staff", len(staying), ST1=staying, **dict(columns))


def told(groups: Groups) -> Document:
    found: Document = part("staff", staff(groups), CENTRICITY)["ambassadors"]
    return found


class TestRule:
    @pytest.mark.parametrize(
        ("enterprise", "proposition", "customers", "kind"),
        [
            ((4, 4), (4, 4), (4, 4), Kind.AMBASSADOR),
            ((3, 5), (5, 3), (4, 4), Kind.AMBASSADOR),
            ((4, 3), (5, 5), (5, 5), Kind.BETWEEN),
            ((2, 2), (5, 5), (5, 5), Kind.DETRACTOR),
            ((5, 5), (1, 3), (5, 5), Kind.DETRACTOR),
            ((5, 5), (2, 3), (5, 5), Kind.BETWEEN),
            # Commitment to customers alone makes no detractor.
            ((5, 5), (5, 5), (1, 1), Kind.BETWEEN),
        ],
    )
    def test_is_one_of_three_sub_scores(
        self, enterprise: Sequence[int], proposition: Sequence[int], customers: Sequence[int],
        kind: Kind,
    ) -> None:  # fmt: skip
        scales = [np.array([each], dtype=np.uint8) for each in (enterprise, proposition, customers)]
        assert kinds_of(scales, 5).tolist() == [list(Kind).index(kind) + 1]

    def test_only_who_has_all_three_is_of_a_kind(self) -> None:
        full, none = np.full((1, 2), 5, dtype=np.uint8), np.zeros((1, 2), dtype=np.uint8)
        for scales in ([none, full, full], [full, none, full], [full, full, none]):
            assert kinds_of(scales, 5).tolist() == [0]


class TestShares:
    def test_are_of_those_who_have_all_three(self) -> None:
        shares = shares_in(told(EXAMPLE)["kinds"])
        assert {kind: each.share for kind, each in shares.items()} == {
            "ambassador": 0.4,
            "between": 0.45,
            "detractor": 0.15,
        }
        # Wilson of 80 in 200: .3346 to .4692, rounded outwards to whole per cents.
        assert (shares["ambassador"].low, shares["ambassador"].high) == (0.33, 0.47)

    def test_net_has_the_interval_of_a_difference(self) -> None:
        """.4 - .15; (.55 - .0625) / 200 has the root .04937, times 1.96 it is .0968."""
        net = told(EXAMPLE)["net"]
        assert (net["net"], net["low"], net["high"]) == (0.25, 0.15, 0.35)

    def test_net_reaches_beyond_covered_ends(self) -> None:
        """At most 5% detractors of 40 may be none; .6 more or less 1.96 · sqrt(.2875 / 40)."""
        ambassadors = Share(0.6, 0.4, 0.75, indicative=False)
        detractors = Share(0.05, 0.0, 0.15, indicative=False, end="at_most")
        net = net_of({"ambassador": ambassadors, "detractor": detractors}, 40)
        assert net is not None
        # .55 ± .1819 from .65 - .3025 = .3475 / 40: down from .55, up from .60, in steps of 5%.
        assert (net.net, net.low, net.high) == (0.55, 0.35, 0.8)

    def test_staying_of_each_kind(self) -> None:
        branches = told(EXAMPLE)["stays"]["branches"]
        assert {kind: each["share"] for kind, each in branches.items()} == {
            "ambassador": 0.9,
            "between": 0.6,
            "detractor": 0.3,
        }


class TestNotShown:
    def test_nothing_of_fewer_than_ten(self) -> None:
        few = told([(AMBASSADOR, 3, 1), (BETWEEN, 2, 1), (DETRACTOR, 1, 1)])
        assert few == {name: {"shown": False} for name in ("kinds", "net", "stays")}

    def test_nothing_where_all_but_one_are_alike(self) -> None:
        alike = told([(AMBASSADOR, 30, 9), (DETRACTOR, 1, 0)])
        assert not alike["kinds"]["shown"]
        assert not alike["stays"]["shown"]

    def test_a_kind_of_few_is_told_in_no_branch(self) -> None:
        """Six detractors would be what is left beside the others, so one more kind is silent."""
        stays = told([(AMBASSADOR, 30, 10), (BETWEEN, 12, 8), (DETRACTOR, 4, 2)])["stays"]
        assert {kind for kind, each in stays["branches"].items() if each["shown"]} == {
            Kind.AMBASSADOR
        }

    def test_none_where_staying_was_not_answered(self) -> None:
        rows = staff(EXAMPLE)
        places = [column.code for column in CENTRICITY.questionnaire("staff").columns]
        rows[:, places.index("ST1")] = 0
        found = part("staff", rows, CENTRICITY)["ambassadors"]
        assert found["kinds"]["shown"]
        assert found["stays"] == {"shown": False}

    def test_other_audiences_have_none(self) -> None:
        rows = table(CENTRICITY, "leaders", 20, KN1=[1, 2, 3, 4] * 5)
        assert part("leaders", rows, CENTRICITY)["ambassadors"] is None


def test_weights_beside_branches_leave_nobody_alone() -> None:
    """Of 14 ambassadors 12 are of the first department, of 22 in between 2; weights 6.4 and 1.8.

    Everybody's weighted sum, less 6.4 ambassadors and 1.8 in between, rests on four people.
    """
    rows = staff([(AMBASSADOR, 10, 4), (BETWEEN, 12, 10)])
    department = np.ones(len(rows), dtype=np.int64)
    department[[*range(12), 14, 35]] = 0

    def shown(weighting: str) -> set[str]:
        document = part(
            "staff", rows, CENTRICITY, rules=Rules(smallest_group=5, weighting=weighting),
            invited=130, departments={"first": 90, "second": 40}, department=department,
        )  # fmt: skip
        design = "stratified" if weighting == "departments" else "simple"
        assert document["constructs"]["staying"]["design"] == design
        branches = document["ambassadors"]["stays"]["branches"]
        return {kind for kind, each in branches.items() if each["shown"]}

    assert shown("none") == {Kind.AMBASSADOR, Kind.BETWEEN}
    assert shown("departments") == {Kind.BETWEEN}
