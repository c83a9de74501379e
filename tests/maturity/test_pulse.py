"""What a pulse asks of a framework, and how its questions are told."""

from typing import Any

import pytest

from maturity.framework import FrameworkError
from maturity.loading import load
from maturity.narrowing import narrowed, pulse, pulse_modules, pulse_questions
from maturity.singles import single_cell
from tests.reports.samples import result, unanimous

CENTRICITY = load("centricity")


def kinds(**asked: Any) -> dict[str, dict[str, str]]:
    """Each audience's questions with their kinds."""
    framework = pulse(CENTRICITY, **asked)
    return {
        audience: {item.code: item.kind for item in framework.questionnaire(audience).items}
        for audience in framework.respondents
    }


class TestModules:
    def test_are_asked_of_everybody_who_has_them_and_nothing_else(self) -> None:
        assert kinds(module="trust") == {
            "staff": dict.fromkeys(["TR1", "TR2", "FA1", "FA2", "ST1"], "rating")
        }
        assert list(kinds(module="mirror")) == ["staff", "leaders", "customers"]

    def test_keep_their_scales_and_lose_the_others(self) -> None:
        framework = pulse(CENTRICITY, module="trust")
        assert [each.code for each in framework.constructs] == [
            "managers-trust",
            "fairness",
            "staying",
        ]
        assert framework.coverage_items == ()
        assert framework.roadmap_items == ()
        assert framework.assessor == ""

    def test_with_nothing_but_free_words_cannot_be_asked(self) -> None:
        assert "comments" not in {module.code for module in pulse_modules(CENTRICITY)}
        with pytest.raises(FrameworkError, match='no module "comments"'):
            pulse(CENTRICITY, module="comments")

    def test_that_the_wave_left_out_cannot_be_asked(self) -> None:
        with pytest.raises(FrameworkError, match='no module "trust"'):
            pulse(narrowed(CENTRICITY, left_out=["trust"]), module="trust")


class TestQuestions:
    def test_of_a_whole_scale_are_scored_as_that_scale(self) -> None:
        assert kinds(items=["KN1", "KN2", "KN3"])["staff"] == dict.fromkeys(
            ["KN1", "KN2", "KN3"], "anchored"
        )

    def test_of_a_part_of_a_scale_are_single(self) -> None:
        asked = kinds(items=["KN1", "KN2", "PR1", "ST1", "KNP"])
        assert asked["staff"] == {
            **dict.fromkeys(["KN1", "KN2", "PR1"], "single"),
            # The one question of its scale.
            "ST1": "rating",
            "KNP": "parallel",
        }
        assert asked["customers"] == {"KNP": "parallel"}

    def test_that_depend_on_another_need_it(self) -> None:
        with pytest.raises(FrameworkError, match='"PB1", so that one must be asked too'):
            pulse(CENTRICITY, items=["PB2"])
        assert kinds(items=["PB1", "PB2"]) == {"customers": {"PB1": "choice", "PB2": "several"}}

    def test_in_free_words_are_none(self) -> None:
        assert not any(item.is_comment for item in pulse_questions(CENTRICITY))
        with pytest.raises(FrameworkError, match='closed question "CM1"'):
            pulse(CENTRICITY, items=["CM1"])

    @pytest.mark.parametrize(
        "asked",
        [
            *({"module": module.code} for module in pulse_modules(CENTRICITY)),
            *({"items": [item.code]} for item in pulse_questions(CENTRICITY) if not item.when),
        ],
        ids=str,
    )
    def test_can_each_be_asked_alone(self, asked: dict[str, Any]) -> None:
        framework = pulse(CENTRICITY, **asked)
        document = result(
            {code: unanimous(framework, code, 20, {}) for code in framework.respondents},
            framework=framework,
        )
        assert all(part["shown"] for part in document["audiences"].values())


class TestResult:
    def test_tells_single_questions_one_by_one(self) -> None:
        framework = pulse(CENTRICITY, items=["PR1", "KN1"])
        staff = result({"staff": unanimous(framework, "staff", 20, {})}, framework=framework)
        part = staff["audiences"]["staff"]
        assert part["dimensions"] == {}
        assert part["constructs"] == {}
        assert part["singles"]["PR1"]["mean"] == 3.0
        assert part["items"]["PR1"]["mean"] == 3.0

    def test_has_no_stage_of_the_whole_from_one_dimension(self) -> None:
        framework = pulse(CENTRICITY, items=["KN1", "KN2", "KN3"])
        answers = unanimous(framework, "staff", 20, {"knowledge": 3})
        part = result({"staff": answers}, framework=framework)["audiences"]["staff"]
        assert part["dimensions"]["knowledge"]["stage"] == "focus"
        assert part["stage"] is None

    def test_hides_a_single_question_all_answered_alike(self) -> None:
        framework = pulse(CENTRICITY, items=["PR1"])
        answers = unanimous(framework, "staff", 20, {})
        answers[:] = 4
        part = result({"staff": answers}, framework=framework)["audiences"]["staff"]
        assert part["singles"] == {"PR1": {"shown": False}}
        assert part["items"] == {}


class TestSingleCells:
    def part(self, shares: list[float] | None, n: int = 20, **more: Any) -> dict[str, Any]:
        cell = {"n": n, "mean": 3.0, "end": None, "shares": shares}
        return {"items": {"PR1": cell}, "weighting": None, **more}

    def test_have_the_interval_of_the_mean(self) -> None:
        # Half at 2 and half at 4: 2.093 · √(1 / 19) = 0.480.
        found = single_cell(self.part([0, 0.5, 0, 0.5, 0]), "PR1")
        assert (found["low"], found["high"]) == (2.5, 3.5)

    def test_of_weighted_people_count_what_they_are_worth(self) -> None:
        weighting = {"applied": True, "reason": "applied", "effective_n": 10}
        # 2.262 · √(1 / 9) = 0.754.
        found = single_cell(self.part([0, 0.5, 0, 0.5, 0], weighting=weighting), "PR1")
        assert (found["low"], found["high"]) == (2.2, 3.8)

    def test_of_few_people_or_of_whole_accounts_have_none(self) -> None:
        assert single_cell(self.part(None, n=8), "PR1")["low"] is None
        accounts: dict[str, Any] = {
            "constructs": {"overall": {"shown": True, "design": "clustered"}}
        }
        found = single_cell(self.part([0, 0.5, 0, 0.5, 0], **accounts), "PR1")
        assert (found["low"], found["indicative"]) == (None, True)

    def test_that_are_not_told_are_not_shown(self) -> None:
        assert single_cell(self.part([1.0]), "TR1") == {"shown": False}
