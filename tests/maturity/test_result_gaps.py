import numpy as np
import pytest

from maturity.answers import Answers
from maturity.responses import Responses
from maturity.result import Document
from tests.maturity.made_up import rows
from tests.maturity.results import CENTRICITY, build, table


def crew(no: int, yes: int) -> Answers:
    return rows(*[[2, 2, 1, 2]] * no, *[[2, 2, 2, 2]] * yes)


def guests(no: int, yes: int) -> Answers:
    return rows(*[[1]] * no, *[[2]] * yes)


def gaps(some: Answers, others: Answers) -> list[Document]:
    found: list[Document] = build({"crew": Responses(some), "guests": Responses(others)})["gaps"]
    return found


class TestGaps:
    def test_case_computed_by_hand(self) -> None:
        # Means 1.8 and 1.2 with variances .16/19: error .129777, 38 degrees of freedom,
        # t 2.0244: .6 ± .2627, rounded outwards. Cliff's delta .8 * .8 - .2 * .2.
        assert gaps(crew(4, 16), guests(16, 4)) == [
            {
                "shown": True,
                "dimension": "care",
                "first": "crew",
                "second": "guests",
                "verdict": "first_higher",
                "difference": 0.6,
                "low": 0.3,
                "high": 0.9,
                "delta": 0.6,
                "size": "large",
            }
        ]

    def test_at_a_covered_end_says_no_more_than_the_score(self) -> None:
        # 1.9 of twenty people is "at least", its interval 1.9 ± .1441 shown as 1.7 to 2: within
        # .2 of it. With guests' 1.2 and .16/19: error .132484, 37.94 degrees of freedom, t
        # 2.0245: .7 ± .2682. Cliff's delta would tell who is at the end.
        gap = gaps(crew(2, 18), guests(16, 4))[0]
        assert (gap["difference"], gap["low"], gap["high"]) == (0.7, 0.4, 1.0)
        assert (gap["verdict"], gap["delta"], gap["size"]) == ("first_higher", None, None)
        # 1.90 ± .060 and 1.91 ± .057 are both shown as "at least 1.9", from 1.8 to 2.
        assert gaps(crew(10, 90), guests(40, 60)) == gaps(crew(9, 91), guests(40, 60))

    def test_of_few_people_says_no_more_than_the_score(self) -> None:
        # Both have a mean of 3, and 3 ± 1.33 and ± 1.48, shown as 1.5 to 4.5.
        leaders = Responses(table(CENTRICITY, "leaders", 20, KNP=[2, 3, 4, 5] * 5))
        one, other = (
            build(
                {"staff": Responses(table(CENTRICITY, "staff", 6, KNP=codes)), "leaders": leaders},
                CENTRICITY,
            )
            for codes in ([1, 3, 3, 3, 3, 5], [1, 2, 3, 3, 4, 5])
        )
        cell = one["audiences"]["staff"]["experience"]["knowledge"]
        assert (cell["mean"], cell["low"], cell["high"]) == (3.0, 1.5, 4.5)
        assert one["gaps"] == other["gaps"]

    def test_difference_is_that_of_the_means_as_shown(self) -> None:
        # 1.8 less 1.25 is .55; shown are 1.8 and 1.3.
        document = build({"crew": Responses(crew(4, 16)), "guests": Responses(guests(15, 5))})
        shown = [
            document["audiences"][name]["experience"]["care"]["mean"] for name in ("crew", "guests")
        ]
        assert shown == [1.8, 1.3]
        assert document["gaps"][0]["difference"] == 0.5

    @pytest.mark.parametrize(
        ("some", "others", "verdict"),
        [
            (crew(16, 4), guests(2, 18), "second_higher"),
            (crew(10, 10), guests(10, 10), "no_clear_difference"),
            # .3 apart, but of ten people each: p is .18.
            (crew(5, 5), guests(8, 2), "no_clear_difference"),
            # Certain, but only .2 apart.
            (crew(40, 160), guests(80, 120), "no_clear_difference"),
        ],
    )
    def test_says_in_words_who_rates_higher(
        self, some: Answers, others: Answers, verdict: str
    ) -> None:
        assert gaps(some, others)[0]["verdict"] == verdict

    @pytest.mark.parametrize(
        ("some", "others", "difference"),
        # At least 1.5 less 1.3 and 1.8 less at most 1.5, as they are shown.
        [(crew(2, 7), guests(15, 5), 0.2), (crew(5, 15), guests(7, 2), 0.3)],
    )
    def test_below_ten_people_no_verdict_is_given(
        self, some: Answers, others: Answers, difference: float
    ) -> None:
        gap = gaps(some, others)[0]
        assert gap["verdict"] == "too_few"
        assert gap["difference"] == difference
        assert (gap["delta"], gap["size"]) == (None, None)

    def test_nothing_is_said_of_what_is_not_shown(self) -> None:
        assert gaps(crew(0, 20), guests(2, 2)) == []
        silent = crew(0, 20)
        silent[:16, 2] = 0
        assert gaps(silent, guests(20, 0)) == [
            {
                "shown": False,
                "dimension": "care",
                "first": "crew",
                "second": "guests",
                "verdict": "too_few",
            }
        ]

    def test_every_pair_of_audiences_is_compared_on_every_dimension(self) -> None:
        draw = np.random.default_rng(3)
        codes = [item.code for item in CENTRICITY.items if item.kind == "parallel"]
        responses = {
            audience: Responses(
                table(
                    CENTRICITY,
                    audience,
                    15,
                    **{code: draw.integers(1, 6, 15).tolist() for code in codes},
                )
            )
            for audience in CENTRICITY.respondents
        }
        compared = build(responses, CENTRICITY)["gaps"]
        assert len(compared) == 3 * 7
        assert [(gap["first"], gap["second"]) for gap in compared[::7]] == [
            ("staff", "leaders"),
            ("staff", "customers"),
            ("leaders", "customers"),
        ]
        assert all(gap["shown"] for gap in compared)
