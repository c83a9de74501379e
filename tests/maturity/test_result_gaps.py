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
        # Means 1.9 and 1.2 with variances .09/19 and .16/19: error .114708, 35.24 degrees of
        # freedom, t 2.0296: .7 ± .2328, rounded outwards. Cliff's delta .9 * .8 - .1 * .2.
        assert gaps(crew(2, 18), guests(16, 4)) == [
            {
                "shown": True,
                "dimension": "care",
                "first": "crew",
                "second": "guests",
                "verdict": "first_higher",
                "difference": 0.7,
                "low": 0.4,
                "high": 1.0,
                "delta": 0.7,
                "size": "large",
            }
        ]

    def test_difference_is_that_of_the_means_as_shown(self) -> None:
        # 1.9 less 1.25 is .65; shown are 1.9 and 1.3.
        document = build({"crew": Responses(crew(2, 18)), "guests": Responses(guests(15, 5))})
        shown = [
            document["audiences"][name]["experience"]["care"]["mean"] for name in ("crew", "guests")
        ]
        assert shown == [1.9, 1.3]
        assert document["gaps"][0]["difference"] == 0.6

    @pytest.mark.parametrize(
        ("some", "others", "verdict"),
        [
            (crew(16, 4), guests(2, 18), "second_higher"),
            (crew(10, 10), guests(10, 10), "no_clear_difference"),
            # .4 apart, but of ten people each: p is .07.
            (crew(5, 5), guests(9, 1), "no_clear_difference"),
            # Certain, but only .2 apart.
            (crew(40, 160), guests(80, 120), "no_clear_difference"),
        ],
    )
    def test_says_in_words_who_rates_higher(
        self, some: Answers, others: Answers, verdict: str
    ) -> None:
        assert gaps(some, others)[0]["verdict"] == verdict

    @pytest.mark.parametrize(
        ("some", "others"), [(crew(0, 9), guests(20, 0)), (crew(0, 20), guests(9, 0))]
    )
    def test_below_ten_people_no_verdict_is_given(self, some: Answers, others: Answers) -> None:
        gap = gaps(some, others)[0]
        assert gap["verdict"] == "too_few"
        assert gap["difference"] == 1.0
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
