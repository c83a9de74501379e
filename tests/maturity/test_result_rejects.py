from pathlib import Path

import numpy as np
import pytest

from maturity.answers import DONT_KNOW, AnswerError
from maturity.loading import load
from maturity.raking import WeightingError
from maturity.responses import Responses, Rules
from tests.maturity.made_up import with_more, with_roadmap
from tests.maturity.results import CENTRICITY, TEN, build, part, table


class TestAnswers:
    @pytest.mark.parametrize("n", [0, 4, 5])
    @pytest.mark.parametrize("columns", [3, 5])
    def test_of_another_number(self, n: int, columns: int) -> None:
        with pytest.raises(AnswerError, match=f"{columns} answers.* 4 questions"):
            part("crew", np.ones((n, columns), dtype=np.uint8))

    @pytest.mark.parametrize("n", [4, 5])
    @pytest.mark.parametrize(
        ("place", "code", "item"), [(0, 4, "CA1"), (2, 3, "CAP"), (2, DONT_KNOW, "CAP")]
    )
    def test_that_are_impossible(self, n: int, place: int, code: int, item: str) -> None:
        answers = TEN[:n].copy()
        answers[-1, place] = code
        with pytest.raises(AnswerError, match=f"{item}: {code} "):
            part("crew", answers)

    def test_that_are_impossible_are_named_with_their_option(self, tmp_path: Path) -> None:
        harbour = load("harbour", root=with_more(tmp_path))
        answers = table(harbour, "mates", 5, FL1_white=3)
        with pytest.raises(AnswerError, match=r"FL1\.white: 3 "):
            part("mates", answers, harbour)

    def test_of_an_audience_nobody_asked(self) -> None:
        with pytest.raises(AnswerError, match=r"pirates.*crew, guests"):
            build({"crew": Responses(TEN), "pirates": Responses(TEN)})

    def test_of_the_assessor_who_is_no_respondent(self) -> None:
        answers = table(CENTRICITY, "assessor", 5)
        with pytest.raises(AnswerError, match=r"assessor.*staff, leaders, customers"):
            build({"assessor": Responses(answers)}, CENTRICITY)


class TestReach:
    @pytest.mark.parametrize("rules", [Rules(5), Rules(8), Rules(5, is_census=True)])
    def test_fewer_people_asked_than_answered(self, rules: Rules) -> None:
        with pytest.raises(AnswerError, match="crew: 10 people answered, but 9 were asked"):
            part("crew", TEN, rules=rules, invited=9)

    def test_fewer_people_asked_in_a_department_than_answered(self) -> None:
        asked, places = {"north": 30, "south": 4}, np.repeat([0, 1], 5)
        rules = Rules(5, "departments")
        with pytest.raises(WeightingError, match="south: 5 people answered, but 4 were asked"):
            part("crew", TEN, rules=rules, departments=asked, department=places)

    @pytest.mark.parametrize(
        ("came", "said"),
        [
            (Responses(TEN, department=np.zeros(9, dtype=np.int64)), "departments"),
            (Responses(TEN, account=np.zeros(9, dtype=np.int64)), "accounts"),
            (Responses(TEN, is_fast=np.zeros(9, dtype=bool)), "marks of speed"),
        ],
    )
    def test_marks_of_other_people(self, came: Responses, said: str) -> None:
        with pytest.raises(AnswerError, match=f"crew: 9 {said} were given for 10 people"):
            build({"crew": came})


class TestRatings:
    @pytest.mark.parametrize("rating", [-1, 3, DONT_KNOW, 256])
    def test_that_are_impossible(self, tmp_path: Path, rating: int) -> None:
        framework = load("harbour", root=with_roadmap(tmp_path))
        with pytest.raises(AnswerError, match=f"launch-hull: {rating} "):
            build({}, framework, ratings={"launch-hull": rating})

    @pytest.mark.parametrize("code", ["launch-keel", "CA1", ""])
    def test_of_what_is_not_asked(self, tmp_path: Path, code: str) -> None:
        framework = load("harbour", root=with_roadmap(tmp_path))
        with pytest.raises(AnswerError, match=f"{code} is not something the assessor rates"):
            build({}, framework, ratings={code: 1})

    def test_where_nobody_rates(self) -> None:
        with pytest.raises(AnswerError, match="launch-hull is not something"):
            build({}, ratings={"launch-hull": 1})

    def test_of_several_options_go_by_option(self) -> None:
        build({}, CENTRICITY, ratings={"EX4.people": 2})
        with pytest.raises(AnswerError, match="EX4 is not something"):
            build({}, CENTRICITY, ratings={"EX4": 2})
