"""What is said of how sure and how much alike answers are, and from how many people on."""

import numpy as np
import pytest

from maturity.responses import Responses, Rules
from maturity.result import Document
from tests.maturity.made_up import rows
from tests.maturity.results import CENTRICITY, TEN, build, part, table

CENSUS = Rules(5, is_census=True)
# Thirteen of twenty at the third stage, where twelve are needed.
OPEN = rows(*[[3, 3, 2, 3]] * 13, *[[3, 3, 2, 1]] * 5, *[[1, 1, 2, 1]] * 2)


class TestSpreads:
    def care(self, tens: int) -> Document:
        document: Document = part("crew", np.tile(TEN, (tens, 1)))["dimensions"]["care"]
        return document

    @pytest.mark.parametrize("n", [10, 19])
    def test_are_not_told_below_twenty_people(self, n: int) -> None:
        answers = np.tile(TEN, (2, 1))
        answers[:5, 2:] = [1, 2]
        document = part("crew", answers[:n])
        for cell in (*document["dimensions"].values(), *document["experience"].values()):
            assert cell["agreement"] is cell["reliability"] is cell["two_camps"] is None

    def test_of_twenty_people_are_rounded_to_a_tenth(self) -> None:
        # Sums of squares 4.8 and 11.2 of 19: variances .252632 and .589474, on average .421053.
        # Null variances 8/12 and .46: ratios .631579 and .915332, rwg(j) .5385 and .1561, r*
        # .3684. Deviations .48 and .64. The sums 6, 5, 4 and 3 vary 1.7 times as much as both
        # items: alpha 2 (1 - .588235) = .8235. F(.975; 19, 19) is 2.5265: .5542 to .9301.
        care = self.care(2)
        assert care["two_camps"] is False
        assert care["agreement"] == {
            "rwg_j_uniform": 0.5,
            "rwg_j_slight_skew": 0.2,
            "r_star": 0.4,
            "ad": 0.6,
        }
        assert care["reliability"] == {"alpha": 0.8, "low": 0.6, "high": 0.9, "omega": None}

    def test_of_a_hundred_people_are_rounded_to_a_hundredth(self) -> None:
        # Variances 24/99 and 56/99: ratios .606061 and .878348, rwg(j) .5652 and .2169, r*
        # .3939. F(.975; 99, 99) is 1.4862: .7377 to .8813.
        care = self.care(10)
        assert care["agreement"] == {
            "rwg_j_uniform": 0.57,
            "rwg_j_slight_skew": 0.22,
            "r_star": 0.39,
            "ad": 0.56,
        }
        assert care["reliability"] == {"alpha": 0.82, "low": 0.74, "high": 0.88, "omega": None}

    def test_two_camps_are_a_quarter_at_either_end(self) -> None:
        for low, expected in ((4, False), (5, True)):
            speed = [1] * low + [2] * 10 + [3] * (10 - low)
            answers = table_of_crew(speed)
            assert part("crew", answers)["dimensions"]["speed"]["two_camps"] is expected


def table_of_crew(speed: list[int]) -> np.ndarray:
    return rows(*[[2, 2, 2, code] for code in speed])


class TestCensus:
    """The numbers describe only the people asked."""

    def test_where_all_answered_nothing_is_left_to_chance(self) -> None:
        document = part("crew", OPEN, rules=CENSUS, invited=20)
        for cell in document["dimensions"].values():
            assert cell["complete"]
            assert cell["certainty"] is cell["probability"] is cell["bounds"] is None
        assert document["stage"] == "oceangoing"
        assert document["stage_probability"] == {"certainty": None, "probability": None}

    def test_the_more_answered_the_surer_is_the_stage(self) -> None:
        # Without a correction Beta(13.5, 8.5) above .6 is .56; of 21 asked what is left to
        # chance is √(1/21) = .22 of it, above .65 - .05 / .22 = .42 in the same: .97.
        speed = [
            part("crew", OPEN, rules=rules, invited=21)["dimensions"]["speed"]
            for rules in (Rules(5), CENSUS)
        ]
        assert [cell["certainty"] for cell in speed] == ["provisional", "confirmed"]
        plain, census = (int(c["probability"]["oceangoing"].strip("<>%")) for c in speed)
        assert plain <= 65
        assert census >= 90

    def test_bounds_are_told_where_some_kept_silent(self) -> None:
        # Half of forty, eighteen 3 and two 1: 2.8 / 2 + 1 / 2 and 2.8 / 2 + 3 / 2.
        care = part("crew", OPEN, rules=CENSUS, invited=40)["dimensions"]["care"]
        assert care["bounds"] == {"low": 1.9, "high": 2.9}

    def test_bounds_of_a_covered_end_reach_the_end(self) -> None:
        # Eight of eighty 2, the others 3: "at least 2.9" may be 3. 2.9 / 2 + 1 / 2 and 3.
        answers = rows(*[[2, 2, 2, 2]] * 8, *[[3, 3, 2, 2]] * 72)
        care = part("crew", answers, invited=160)["dimensions"]["care"]
        assert (care["mean"], care["end"]) == (2.9, "at_least")
        assert care["bounds"] == {"low": 2.0, "high": 3.0}


class TestAccounts:
    """One account of a hundred people among twenty decides the interval."""

    account = np.repeat(np.arange(20), [100, *[1] * 19])

    def test_a_score_they_decide_is_indicative(self) -> None:
        answers = rows(
            *[[2, 2, 1, 2], [3, 3, 2, 3]] * 50, *[[2, 2, 1, 2]] * 9, *[[3, 3, 2, 3]] * 10
        )
        document = part("crew", answers, account=self.account)
        for cell in document["dimensions"].values():
            assert cell["indicative"]
            assert cell["design"] == "clustered"
            assert cell["certainty"] is cell["probability"] is None
        assert document["stage_probability"] == {"certainty": None, "probability": None}

    def test_a_gap_they_decide_has_no_verdict(self) -> None:
        crew = Responses(rows(*[[2, 2, 2, 2]] * 24, *[[2, 2, 1, 2]] * 6))
        guests = Responses(
            rows(*[[1], [1], [1], [2]] * 25, *[[1]] * 10, *[[2]] * 9), account=self.account
        )
        gap = build({"crew": crew, "guests": guests})["gaps"][0]
        assert gap["shown"]
        assert gap["verdict"] == "too_few"
        assert (gap["delta"], gap["size"]) == (None, None)


def test_the_interval_of_a_gap_holds_the_difference_that_is_shown() -> None:
    # 11,396 and 12,200 points of 4,000 people each: 2.849 and 3.05, shown as 2.8 and 3.1.
    # Variances .1282 and .0475: error .00663, -.201 ± .0130, which ends far before -.3.
    some = [2] * 604 + [3] * 3396
    others = [3] * 3800 + [4] * 200
    document = build(
        {
            "staff": Responses(table(CENTRICITY, "staff", 4000, KNP=some)),
            "leaders": Responses(table(CENTRICITY, "leaders", 4000, KNP=others)),
        },
        CENTRICITY,
    )
    means = [
        document["audiences"][name]["experience"]["knowledge"] for name in ("staff", "leaders")
    ]
    assert [cell["mean"] for cell in means] == [2.8, 3.1]
    gap = next(gap for gap in document["gaps"] if gap["shown"])
    assert gap["difference"] == -0.3
    assert (gap["low"], gap["high"]) == (-0.3, -0.1)
