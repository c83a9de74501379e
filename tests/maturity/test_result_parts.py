import numpy as np
import pytest

from maturity.answers import DONT_KNOW, Answers
from maturity.framework import Framework
from maturity.loading import load
from tests.maturity.made_up import with_more
from tests.maturity.results import CENTRICITY, build, part, table


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    return load("harbour", root=with_more(tmp_path_factory.mktemp("more")))


def mates(harbour: Framework) -> Answers:
    """Twenty people; five keep short watches, nine longer, five the longest, one none."""
    watches = [1] * 5 + [2] * 9 + [3] * 5 + [DONT_KNOW]
    # Fourteen were asked for their flags; one of them flies none.
    red = [0] * 5 + [DONT_KNOW] + [2] * 8 + [1] * 5 + [0]
    white = [0] * 5 + [DONT_KNOW] + [1] * 13 + [0]
    blue = [0] * 5 + [DONT_KNOW] + [2] * 11 + [1] * 2 + [0]
    sleep = [0] * 14 + [4, 4, 5, 5, 5] + [0]
    return table(
        harbour,
        "mates",
        20,
        PR1=[4] * 10 + [5] * 10,
        PR2=[3] * 10 + [4] * 10,
        ST1=[2] * 12 + [1] * 8,
        WA1=watches,
        FL1_red=red,
        FL1_white=white,
        FL1_blue=blue,
        RE1=sleep,
    )


class TestConstructs:
    def test_case_computed_by_hand(self, harbour: Framework) -> None:
        # z is ±.025 for each of twenty: variance 20/19 * 20 * .000625, error .114708, t(19)
        # 2.093024: 4.0 ± .2401. Both items vary by .263158 and together perfectly. Null
        # variances 2 and 1.34: ratios .131579 and .196387, rwg(j) .9296 and .8911, r* .8684; of
        # twenty people to 0.1.
        assert part("mates", mates(harbour), harbour)["constructs"]["pride"] == {
            "shown": True,
            "n": 20,
            "mean": 4.0,
            "end": None,
            "low": 3.7,
            "high": 4.3,
            "design": "simple",
            "indicative": False,
            "complete": False,
            "view": "shared",
            "two_camps": False,
            "agreement": {
                "rwg_j_uniform": 0.9,
                "rwg_j_slight_skew": 0.9,
                "r_star": 0.9,
                "ad": 0.5,
            },
            "reliability": {"alpha": 1.0, "low": 1.0, "high": 1.0, "omega": None},
            "departments": None,
            "dont_know": {"share": 0.05, "n": "20–49", "finding": False},
            "bounds": None,
        }

    def test_what_not_all_were_asked_says_how_many_answered_in_bands(
        self, harbour: Framework
    ) -> None:
        document = part("mates", mates(harbour), harbour)
        assert document["constructs"]["rest"]["n"] == "5–9"
        # Two 4 and three 5: 4.6 is 4.5 to a half, where the end of an item is covered.
        assert document["constructs"]["rest"]["mean"] == 4.5
        item = {"n": "5–9", "mean": 4.5, "end": "at_least", "shares": None, "dont_know": None}
        assert document["items"]["RE1"] == item | {"dont_know_n": "5–9"}
        assert document["constructs"]["rest"]["dont_know"]["n"] == "5–9"

    def test_silence_of_those_who_were_not_asked_says_nothing(self, harbour: Framework) -> None:
        constructs = part("mates", mates(harbour), harbour, invited=40)["constructs"]
        # Half of forty: 4.0 / 2 + 1 / 2 and 4.0 / 2 + 5 / 2.
        assert constructs["pride"]["bounds"] == {"low": 2.5, "high": 4.5}
        assert constructs["rest"]["bounds"] is None

    def test_they_have_no_stage(self, harbour: Framework) -> None:
        document = part("mates", mates(harbour), harbour)
        assert document["dimensions"] == document["experience"] == {}
        assert document["stage"] is None
        assert document["stage_probability"] is None

    def test_items_are_those_of_shown_scales(self, harbour: Framework) -> None:
        answers = mates(harbour)
        answers[:16, 0] = 0
        document = part("mates", answers, harbour)
        assert document["constructs"]["pride"] == {"shown": False}
        assert document["items"].keys() == {"RE1"}


class TestSteps:
    def test_case_computed_by_hand(self, harbour: Framework) -> None:
        # 12 of 20 say yes: a mean of 1.6, and .6 of the way, between .45 and .75.
        step = part("mates", mates(harbour), harbour)["steps"]["launch"]
        assert (step["n"], step["mean"], step["status"]) == (20, 1.6, "largely")

    @pytest.mark.parametrize(
        ("yes", "status"),
        # Of twenty people; exactly .10, .45 and .75 belong to the class below.
        [(2, "not"), (3, "partly"), (9, "partly"), (10, "largely"), (15, "largely"), (16, "fully")],
    )
    def test_status_has_the_cuts_of_a_survey(
        self, harbour: Framework, yes: int, status: str
    ) -> None:
        answers = table(harbour, "mates", 20, ST1=[2] * yes + [1] * (20 - yes))
        assert part("mates", answers, harbour)["steps"]["launch"]["status"] == status

    def test_are_not_shown_if_too_few_answered(self, harbour: Framework) -> None:
        answers = table(harbour, "mates", 20, ST1=[2] * 4 + [0] * 16)
        assert part("mates", answers, harbour)["steps"] == {"launch": {"shown": False}}

    def test_of_our_own_framework_are_five(self) -> None:
        some = {"RS1": [4, 3], "RS2": [3, 4], "RS3": [2, 3], "RS4": [1, 2]}
        columns = {code: [often] * 8 + [seldom] * 2 for code, (often, seldom) in some.items()}
        steps = part("leaders", table(CENTRICITY, "leaders", 10, **columns), CENTRICITY)["steps"]
        # 3.8, 3.2, 2.2 and 1.2; the ends are covered: .9, .73, .4 and .1 achieved.
        assert [cell.get("status") for cell in steps.values()] == [
            *("fully", "largely", "partly", "not", None)
        ]


class TestChoices:
    def test_a_band_of_a_number(self, harbour: Framework) -> None:
        # 5, 9 and 5 of 19 in steps of a tenth; one of twenty who replied.
        assert part("mates", mates(harbour), harbour)["choices"]["WA1"] == {
            "shown": True,
            "n": 19,
            "shares": [0.3, 0.5, 0.3],
            "dont_know": 0.05,
            "dont_know_n": "20–49",
        }

    def test_several_choices_each_have_their_own_share(self, harbour: Framework) -> None:
        # 8, 0 and 11 of the 13 who said which; one of the 14 asked flies none.
        assert part("mates", mates(harbour), harbour)["choices"]["FL1"] == {
            "shown": True,
            "n": "10–19",
            "shares": [0.6, 0.1, 0.8],
            "dont_know": 0.1,
            "dont_know_n": "10–19",
        }

    def test_of_several_an_option_left_blank_is_not_chosen(self, harbour: Framework) -> None:
        flags = {"FL1_red": [0] * 10 + [2] * 10, "FL1_white": [2] * 18 + [0] * 2}
        answers = table(harbour, "mates", 20, WA1=[2, 3] * 10, **flags)
        choices = part("mates", answers, harbour)["choices"]
        assert choices["FL1"]["shares"] == [0.5, 0.9, 0.05]

    def test_are_not_shown_if_too_few_answered(self, harbour: Framework) -> None:
        answers = mates(harbour)
        answers[:16, 3:7] = 0
        choices = part("mates", answers, harbour)["choices"]
        assert choices == {"WA1": {"shown": False}, "FL1": {"shown": False}}

    def test_leaders_time_is_counted_by_bands(self) -> None:
        answers = table(CENTRICITY, "leaders", 10, TI1=[1] * 7 + [5] * 3)
        shares = part("leaders", answers, CENTRICITY)["choices"]["TI1"]["shares"]
        assert shares == [0.7, 0.1, 0.1, 0.1, 0.3, 0.1]


class TestRoadmap:
    def test_case_computed_by_hand(self) -> None:
        # Ratings 4, 3, 2, 3 and 1 achieve 1, 2/3, 1/3, 2/3 and 0.
        by_step = {"networks": 4, "teams": 3, "coordinator": 2, "matrix": 3, "segments": 1}
        ratings = {item.code: by_step[item.step] for item in CENTRICITY.roadmap_items}
        roadmap = build({}, CENTRICITY, ratings=ratings)["roadmap"]
        assert roadmap["assessed"]
        assert roadmap["attained"] == "teams"
        assert roadmap["next_step"] == "teams"
        assert roadmap["ratings"] == ratings
        assert {code: step["status"] for code, step in roadmap["steps"].items()} == {
            "networks": "fully",
            "teams": "largely",
            "coordinator": "partly",
            "matrix": "largely",
            "segments": "not",
        }
        assert roadmap["steps"]["matrix"] == {
            "status": "largely",
            "rated": 7,
            "mean": 0.67,
            "weakest": 0.67,
            "ahead_of_foundations": True,
        }

    def test_what_is_not_rated_is_nought(self, harbour: Framework) -> None:
        ratings = {"launch-hull": 2, "launch-sails": 2, "crossing-hull": 1}
        roadmap = build({}, harbour, ratings=ratings)["roadmap"]
        assert roadmap["ratings"] == ratings | {"crossing-sails": 0}
        assert roadmap["attained"] == "launch"
        assert roadmap["next_step"] == "crossing"
        assert roadmap["steps"]["crossing"] == {
            "status": "unknown",
            "rated": 1,
            "mean": None,
            "weakest": None,
            "ahead_of_foundations": False,
        }

    @pytest.mark.parametrize("ratings", [None, {}, {"networks-roles": 4}, {"CC1": 3}])
    def test_is_not_assessed_without_enough_ratings(self, ratings: dict[str, int] | None) -> None:
        assert build({}, CENTRICITY, ratings=ratings)["roadmap"] == {"assessed": False}

    def test_evidence_and_coverage_are_no_part_of_it(self) -> None:
        ratings = {item.code: 2 for item in CENTRICITY.roadmap_items}
        others = {item.code: 2 for item in CENTRICITY.evidence_items} | {"EX4.people": 2, "CC1": 3}
        assert build({}, CENTRICITY, ratings=ratings | others) == build(
            {}, CENTRICITY, ratings=ratings
        )

    def test_a_framework_may_have_none(self) -> None:
        assert build({})["roadmap"] == {"assessed": False}


def test_whoever_says_one_does_not_know_is_in_no_band() -> None:
    answers = table(CENTRICITY, "customers", 20, PB1=[1] * 10 + [2] * 6 + [DONT_KNOW] * 4)
    problems = part("customers", answers, CENTRICITY)["choices"]["PB1"]
    # 10 and 6 of 16; 4 of 20.
    unsure = {"dont_know": 0.2, "dont_know_n": "20–49"}
    assert problems == {"shown": True, "n": 16, "shares": [0.6, 0.4]} | unsure
    assert np.isclose(sum(problems["shares"]), 1)
