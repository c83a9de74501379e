import json
from itertools import combinations

import numpy as np
import pytest

from maturity.answers import DONT_KNOW
from maturity.own_questions import Question, with_own_questions
from maturity.responses import Responses, Rules
from maturity.result import Scope, canonical, content_hash
from tests.maturity.made_up import rows
from tests.maturity.results import CENTRICITY, HARBOUR, RULES, TEN, build, part, table

NOBODY_UNSURE = {"share": 0.1, "n": "10–19", "finding": False}
# Of ten people nothing is said that tells how far they differ.
SIMPLE = {
    "design": "simple",
    "indicative": False,
    "complete": False,
    "two_camps": None,
    "agreement": None,
    "reliability": None,
    "departments": None,
}

SOUP = Question(1, "crew", "Is the soup hot?", ("No", "Yes"))


class TestCaseByHand:
    document = part("crew", TEN, invited=20)

    def test_a_dimension(self) -> None:
        # Item means 2.6 and 2.2. Linearised values .06 (4 times), .01, -.04 and -.09 (twice
        # each): variance 10/9 * .034, error .194365, t(9) 2.262157: 2.4 ± .4397, rounded outwards;
        # 2.9 lies beyond 2.8, where a tenth of the scale is covered.
        # Half of those asked answered: 2.4 / 2 + 1 / 2 and 2.4 / 2 + 3 / 2.
        care = self.document["dimensions"]["care"]
        chances = care.pop("probability")
        assert set(chances) == {"moored", "coastal", "oceangoing"}
        assert care.pop("certainty") in {"confirmed", "provisional"}
        assert care == SIMPLE | {
            "shown": True,
            "n": 10,
            "mean": 2.4,
            "end": None,
            "low": 1.9,
            "high": 3.0,
            "view": "divided",
            "dont_know": NOBODY_UNSURE,
            "bounds": {"low": 1.7, "high": 2.7},
            "stage": "coastal",
            "conditions": {
                "coastal": {
                    "share": 0.9,
                    "weakest_item": 0.8,
                    "share_holds": True,
                    "weakest_item_holds": True,
                    "holds": True,
                    "met": 2,
                    "unmet": 0,
                },
                # Half of the answers where 60% are needed; 40% on the weakest item suffice.
                "oceangoing": {
                    "share": 0.5,
                    "weakest_item": 0.4,
                    "share_holds": False,
                    "weakest_item_holds": True,
                    "holds": False,
                    "met": 1,
                    "unmet": 1,
                },
            },
        }

    def test_what_all_answered_alike_is_not_told(self) -> None:
        # One item each: all ten are moored in speed, and all content with care.
        assert self.document["dimensions"]["speed"] == {"shown": False}
        assert self.document["experience"] == {"care": {"shown": False}}

    def test_a_dimension_on_which_nearly_all_agree(self) -> None:
        # Eight 1 and two 2: z of -.02 and .08, variance 10/9 * .016, error .133333, 1.2 ± .3016.
        # The variance .1778 is more than .3 of .46, that of slightly skewed answers: divided.
        # Half of those asked answered. "At most 1.2" may be 1: 1 / 2 + 1 / 2, 1.2 / 2 + 3 / 2.
        fails = {
            "share": 0.1,
            "weakest_item": 0.1,
            "share_holds": False,
            "weakest_item_holds": False,
            "holds": False,
            "met": 0,
            "unmet": 2,
        }
        speed = [1] * 8 + [2] * 2
        document = part("crew", table(HARBOUR, "crew", 10, SP1=speed), invited=20)
        assert document["dimensions"]["speed"] == SIMPLE | {
            "shown": True,
            "n": 10,
            "mean": 1.2,
            "end": "at_most",
            "low": 1.0,
            "high": 1.6,
            "view": "divided",
            "dont_know": NOBODY_UNSURE,
            "bounds": {"low": 1.0, "high": 2.1},
            "stage": "moored",
            # There is nothing below it.
            "certainty": None,
            # P(60% at coastal or above) is that of Beta(3, 8.5): 1.8%.
            "probability": {"moored": ">95%", "coastal": "<5%", "oceangoing": "<5%"},
            "conditions": {
                "coastal": fails | {"share": 0.2, "weakest_item": 0.2},
                "oceangoing": fails,
            },
        }

    def test_an_experience(self) -> None:
        # Two 1 and eight 2: error .133333 again, 1.8 ± .3016.
        document = part("crew", table(HARBOUR, "crew", 10, CAP=[1] * 2 + [2] * 8), invited=20)
        assert document["experience"] == {
            "care": SIMPLE
            | {
                "shown": True,
                "n": 10,
                "mean": 1.8,
                "end": None,
                "low": 1.4,
                "high": 2.0,
                "view": "divided",
                "dont_know": NOBODY_UNSURE,
                "bounds": {"low": 1.4, "high": 1.9},
            }
        }

    def test_items(self) -> None:
        unsure = {"dont_know": 0.1, "dont_know_n": "10–19"}
        assert self.document["items"] == {
            "CA1": {"n": 10, "mean": 2.6, "end": None, "shares": [0.1, 0.4, 0.6], **unsure},
            "CA2": {"n": 10, "mean": 2.2, "end": None, "shares": [0.2, 0.4, 0.4], **unsure},
        }

    def test_the_whole(self) -> None:
        assert self.document["shown"]
        assert self.document["n"] == 10
        assert self.document["response_rate"] == "50%"
        assert self.document["excluded"] == 0
        assert self.document["weighting"] is None
        # Speed is not told.
        assert self.document["stage"] is None
        nothing = self.document["constructs"], self.document["steps"], self.document["choices"]
        assert nothing == ({}, {}, {})


class TestResponseRate:
    def test_is_there_only_where_it_is_known(self) -> None:
        assert part("crew", TEN)["response_rate"] is None
        assert part("crew", TEN[:5], invited=9)["response_rate"] is None
        assert part("crew", TEN, invited=10)["response_rate"] == ">80%"

    def test_bounds_come_from_the_shown_rate_and_mean(self) -> None:
        # 10 of 14 are 71.4%, shown as 70%: .7 * 2.4 + .3 and .7 * 2.4 + .9.
        care = part("crew", TEN, invited=14)["dimensions"]["care"]
        assert care["bounds"] == {"low": 2.0, "high": 2.6}
        # Nobody can tell 27 of 38 from 27 of 39 by them.
        many = np.tile(TEN, (3, 1))[:27]
        assert part("crew", many, invited=38) == part("crew", many, invited=39)

    def test_bounds_round_what_was_rounded(self) -> None:
        # Item means 2.6 and 2.3: 2.45, shown as 2.5. Half of it and a half is 1.75, not 1.725.
        answers = TEN.copy()
        answers[6, 1] = 3
        care = part("crew", answers, invited=20)["dimensions"]["care"]
        assert (care["mean"], care["bounds"]) == (2.5, {"low": 1.8, "high": 2.8})

    @pytest.mark.parametrize("invited", [None, 9])
    def test_without_a_rate_there_are_no_bounds(self, invited: int | None) -> None:
        document = part("crew", TEN[:9], invited=invited)
        assert document["dimensions"]["care"]["bounds"] is None


class TestCanonical:
    def test_is_one_text_whatever_the_order_of_keys(self) -> None:
        assert canonical({"b": 1, "a": {"d": None, "c": "é"}}) == '{"a":{"c":"é","d":null},"b":1}'
        assert canonical({"a": {"c": "é", "d": None}, "b": 1}) == canonical(
            {"b": 1, "a": {"d": None, "c": "é"}}
        )

    def test_survives_being_stored(self) -> None:
        text = canonical(build({"crew": Responses(TEN, invited=20)}))
        assert canonical(json.loads(text)) == text

    def test_hash_is_sha_256(self) -> None:
        # FIPS 180-2, appendix B.1.
        assert (
            content_hash("abc")
            == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )

    def test_hash_changes_with_the_content(self) -> None:
        hashes = [
            content_hash(canonical(build(responses)))
            for responses in [
                {"crew": Responses(TEN, invited=20)},
                {"crew": Responses(TEN, invited=40)},
                {"crew": Responses(TEN[:9], invited=20)},
                {},
            ]
        ]
        assert all(one != other for one, other in combinations(hashes, 2))

    def test_names_framework_scope_and_rules(self) -> None:
        scope = Scope("wave", "Harbour Ltd", "Regatta", "May", "w1", "2026-05-01", "2026-05-20")
        document = build({}, scope=scope, rules=Rules(8, "departments", is_census=True))
        assert (document["format"], document["format_version"]) == ("centricity.result", 5)
        assert document["framework"] == {
            "key": "harbour",
            "version": "1.0",
            "hash": HARBOUR.hash,
        }
        assert document["scope"] == {
            "origin": "wave",
            "organisation": "Harbour Ltd",
            "assessment": "Regatta",
            "wave": "May",
            "wave_id": "w1",
            "opened_on": "2026-05-01",
            "closed_on": "2026-05-20",
            "kind": "wave",
            "pulse_of": "",
            "is_half": False,
        }
        assert document["rules"] == {
            "smallest_group": 8,
            "weighting": "departments",
            "is_census": True,
        }


class TestOwnQuestions:
    def test_their_wording_is_in_the_result(self) -> None:
        asked = with_own_questions(
            CENTRICITY,
            [
                Question(1, "staff", "Is the canteen good?", ("No", "Yes")),
                Question(2, "customers", "Is the shop tidy?"),
            ],
        )
        own = build({}, asked, rules=RULES)["own_questions"]
        assert own["OWN1"] == {"text": "Is the canteen good?", "answers": ["No", "Yes"]}
        assert own["OWN2"]["text"] == "Is the shop tidy?"
        assert own["OWN2"]["answers"][0] == "Strongly disagree"
        assert len(own["OWN2"]["answers"]) == 5

    def test_they_are_counted_like_a_choice(self) -> None:
        asked = with_own_questions(HARBOUR, [SOUP])
        answers = np.hstack([TEN, rows(*[[1]] * 3, *[[2]] * 6, [DONT_KNOW])])
        # 3 and 6 of 9 people: no shares. One of ten who replied does not know.
        unsure = {"dont_know": 0.1, "dont_know_n": "10–19"}
        choices = part("crew", answers, asked)["choices"]
        assert choices == {"OWN1": {"shown": True, "n": 9, "shares": None} | unsure}
        twice = part("crew", np.vstack([answers, answers]), asked)["choices"]["OWN1"]
        # 6 and 12 of 18, 2 of 20.
        unsure = {"dont_know": 0.1, "dont_know_n": "20–49"}
        assert twice == {"shown": True, "n": 18, "shares": [0.3, 0.7]} | unsure

    def test_they_change_nothing_else(self) -> None:
        asked = with_own_questions(HARBOUR, [SOUP])
        answers = np.hstack([TEN, rows(*[[2]] * 10)])
        document = part("crew", answers, asked)
        assert document | {"choices": {}} == part("crew", TEN)
