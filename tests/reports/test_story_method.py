"""The method of a report names what was done for its result, and nothing that was not."""

from typing import Any

import numpy as np
import pytest

from maturity.loading import load
from maturity.narrowing import narrowed
from maturity.result import Document, Responses, Rules, Scope
from tests.reports.samples import (
    NOT_SHOWN,
    edition,
    everywhere,
    full_result,
    places,
    result,
    staff_at,
    story,
    unanimous,
)

WEIGHTED = Rules(smallest_group=5, weighting="departments")


def method(document: Document, added: Document | None = None) -> str:
    """All words of the method."""
    told = story(document, added).method
    return " ".join(text for section in told for text in section.paragraphs)


def weighted(asked: dict[str, int] | None, came: list[int], **more: Any) -> str:
    """The method of staff of whom so many came from each department, in order."""
    responses = Responses(
        unanimous(load("centricity"), "staff", sum(came), {}),
        invited=sum(asked.values()) if asked else None,
        departments=asked,
        department=np.repeat(np.arange(len(came)), came) if asked else None,
        **more,
    )
    return method(result({"staff": responses}, rules=WEIGHTED))


class TestRules:
    def test_states_the_rule_and_that_it_is_ours(self) -> None:
        text = method(full_result())
        assert "at least 60% of the answers" in text
        assert "falls below 40%" in text
        assert "thresholds are ours" in text
        assert "No group of fewer than 5 people is shown, anywhere in this report." in text

    def test_excepts_the_comments_it_quotes(self) -> None:
        quoted = {"texts": ["Ask us."], "written": "10–19", "withheld": False, "drawn": False}
        text = method(full_result(), edition(comments={"staff": {"CM1": quoted}}))
        assert (
            "anywhere in this report, except that each quoted comment was written by one person."
        ) in text

    def test_counts_stated_and_derived(self) -> None:
        # framework.toml, by hand: service 1, complaints 2, communication 2, involvement 3.
        assert "Conditions of the stages: 20 stated, 8 derived." in method(full_result())

    def test_says_that_rows_came_from_outside(self) -> None:
        outside = method(staff_at({}, scope=Scope("file", "Northwind")))
        assert "No history of earlier releases is held" in outside
        assert "How fast people answered is not known" in outside
        inside = method(full_result())
        assert "No history" not in inside
        assert "How fast" not in inside

    def test_says_which_single_answers_are_kept(self) -> None:
        agreed = "except those of customers who agreed to be seen with the name of their company."
        with_customers, staff_alone = method(full_result()), method(staff_at({}))
        assert f"all single answers were destroyed, {agreed}" in with_customers
        assert "all single answers were destroyed." in staff_alone
        outside = method(staff_at({}, scope=Scope("file", "Northwind")))
        assert "destroyed" not in outside

    def test_says_that_comments_are_kept_where_any_were_asked_for(self) -> None:
        kept = "Comments are kept apart from all answers."
        assert kept in method(staff_at({}))
        silent = narrowed(load("centricity"), left_out=["comments"])
        answers = unanimous(silent, "staff", 20, {})
        told = story(result({"staff": answers}, framework=silent), framework=silent).method
        assert kept not in " ".join(text for part in told for text in part.paragraphs)

    def test_names_every_missing_audience(self) -> None:
        text = method(staff_at({}))
        assert f"Leaders – {NOT_SHOWN}." in text
        assert f"Customers – {NOT_SHOWN}." in text

    def test_names_every_missing_scale(self) -> None:
        answers = unanimous(load("centricity"), "staff", 20, {})
        answers[:16, places("staff", codes=("AV1", "AV2", "RS1"))] = 255
        text = method(result({"staff": answers}))
        assert f"Staff, further themes, on “Empathetic values”: {NOT_SHOWN}." in text
        assert f"Staff, roadmap, on “Internal social networks”: {NOT_SHOWN}." in text

    def test_names_whose_a_rule_is(self) -> None:
        text = method(full_result())
        assert "Which of the three words is used is our rule." in text
        assert "how ratings are put together, and how many are needed, is our rule" in text
        assert "Of alpha, 0.70 is asked (Nunnally 1978)" in text
        assert "a view from a single question is judged more strictly" in text

    def test_explains_gaps_only_where_views_were_compared(self) -> None:
        assert "Holm 1979" in method(full_result())
        assert "Holm 1979" not in method(staff_at({}))

    def test_explains_ranges_only_where_there_are_any(self) -> None:
        said = "a range stands for the number of answers"
        assert said in method(full_result())
        assert said not in method(staff_at({}))


class TestUncertainty:
    def test_explains_probabilities_only_where_there_are_any(self) -> None:
        assert "Bayesian bootstrap" in method(staff_at({}))
        assert "Bayesian bootstrap" not in method(staff_at({}, n=9))

    def test_explains_the_design_that_was_used(self) -> None:
        framework = load("centricity")
        customers = unanimous(framework, "customers", 30, {})
        simple = method(result({"customers": customers}))
        clustered = method(result({"customers": Responses(customers, account=np.arange(30) % 15)}))
        assert "Wolter 2007" in simple
        assert "Bell & McCaffrey" not in simple
        assert "Bell & McCaffrey" in clustered
        assert "Wolter 2007" not in clustered
        assert "marked as indicative" not in clustered
        assert "carry no account" in simple
        assert "carry no account" not in clustered

    def test_says_that_customers_of_a_wave_carry_no_account(self) -> None:
        said = "the intervals of customers are too narrow"
        customers = unanimous(load("centricity"), "customers", 30, {})
        assert said in method(full_result())
        assert said not in method(staff_at({}))
        assert said not in method(result({"customers": customers}, scope=Scope("file", "N")))

    def test_says_what_an_interval_is(self) -> None:
        text = method(full_result())
        assert "holds the true score in about 95 of 100 cases" in text
        assert "had other people" not in text

    def test_explains_a_census_only_where_it_was_laid_down(self) -> None:
        census = staff_at({}, rules=Rules(smallest_group=5, is_census=True))
        assert "finite population correction" in method(census)
        assert "finite population correction" not in method(staff_at({}))

    def test_says_that_chance_plays_no_part_where_everybody_answered(self) -> None:
        document = staff_at(
            {}, invited={"staff": 20}, rules=Rules(smallest_group=5, is_census=True)
        )
        told = story(document)
        assert (
            "All staff who were asked have answered, and only they are described: their scores are"
            " exact, with no sampling error."
        ) in told.answer.confidence
        assert told.answer.certainty == ""
        assert told.chances == ()
        assert {row.interval_text for row in told.profile.rows} == {"exact"}


class TestWeights:
    def test_says_what_was_weighted_and_what_it_costs(self) -> None:
        text = weighted({"a": 40, "b": 20}, [10, 10])
        assert "Staff: weighted by department" in text
        # Weights 4/3 and 2/3: 20² / (10 × 16/9 + 10 × 4/9) = 18 people.
        # Only whole fives are told.
        assert "about as precise as 15 answers of equal weight" in text
        assert "the dissatisfied may stay away" in text
        assert "“don’t know”, agreement (rwg(j), AD), alpha, omega and ICC" in text
        assert "Satterthwaite (1946)" in text

    @pytest.mark.parametrize(
        ("asked", "came", "reason"),
        [
            (None, [20], "it is not known how many were asked"),
            ({"a": 30}, [20], "there are no two departments with enough answers"),
            ({"a": 20, "b": 20}, [10, 10], "departments answered evenly"),
            # Weights 100 and 1: design effect 20 × 50,015 / 515², almost 4.
            ({"a": 500, "b": 15}, [5, 15], "a design effect above 2.0"),
        ],
    )
    def test_says_why_nothing_was_weighted(
        self, asked: dict[str, int] | None, came: list[int], reason: str
    ) -> None:
        text = weighted(asked, came)
        assert "Staff: not weighted, because" in text
        assert reason in text
        assert "weighted by department" not in text
        assert "the dissatisfied may stay away" not in text
        assert "alpha, omega and ICC are" not in text

    def test_says_that_some_stand_for_themselves(self) -> None:
        text = weighted({"a": 40, "b": 20}, [10, 10], stands_for_itself=True)
        assert "they are no sample but stand for themselves" in text

    def test_says_that_no_weights_were_planned(self) -> None:
        assert "No weights were planned" in method(full_result())


class TestExclusions:
    def test_counts_who_was_left_out(self) -> None:
        answers = unanimous(load("centricity"), "staff", 22, everywhere(2))
        came = Responses(answers, is_fast=np.arange(22) < 2)
        assert "Left out: fewer than 5 (staff)." in method(result({"staff": came}))

    def test_says_that_nobody_was(self) -> None:
        text = method(full_result())
        assert "Nobody shown here was left out." in text
        assert "Left out:" not in text

    def test_states_the_rule_only_where_it_could_apply(self) -> None:
        customers = {"customers": unanimous(load("centricity"), "customers", 30, {})}
        short = method(result(customers))
        assert "The questionnaire of customers is too short to tell careless answers" in short
        assert "Huang et al. 2012" not in short
        assert "Nobody shown here" not in short
        assert "too short" not in method(staff_at({}))
        both = method(full_result())
        assert "The questionnaire of customers is too short" in both
        assert "Huang et al. 2012" in both

    def test_explains_the_silent_only_where_response_is_known(self) -> None:
        assert "“If the silent …”" in method(full_result())
        assert "“If the silent …”" not in method(staff_at({}))


class TestMissingBounds:
    def note(self, document: Document, place: int = 0) -> str:
        return story(document).qualities[place].note

    def test_are_explained_by_weights(self) -> None:
        staff = Responses(
            unanimous(load("centricity"), "staff", 20, {}),
            invited=60,
            departments={"a": 40, "b": 20},
            department=np.repeat([0, 1], 10),
        )
        note = self.note(result({"staff": staff}, rules=WEIGHTED))
        assert note.endswith("Where a dash stands for “If the silent …”: scores are weighted.")

    def test_are_explained_by_an_unknown_response(self) -> None:
        assert self.note(staff_at({})).endswith("it is not shown how many were asked.")

    def test_are_explained_by_nobody_being_silent(self) -> None:
        census = Rules(smallest_group=5, is_census=True)
        note = self.note(staff_at({}, invited={"staff": 20}, rules=census))
        assert note.endswith("nobody kept silent.")

    def test_are_explained_by_branches(self) -> None:
        assert self.note(full_result(), 2).endswith("a question was not asked of everybody.")
        assert "dash" not in self.note(full_result())
