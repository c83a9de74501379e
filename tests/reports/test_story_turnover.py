"""What the report says of staff who leave: leaders' bands, costs as ranges, worked out by hand."""

from typing import Any

import pytest
from django.template.loader import render_to_string

from maturity.narrowing import narrowed
from maturity.result import Document
from reports.sheets import story_sheets
from reports.story.turnover import TurnoverStory
from tests.maturity.results import CENTRICITY, table
from tests.reports.samples import NOT_SHOWN, edition, result, story

# Twenty leaders: twelve say 10-20% leave, fourteen each a tenth to a fifth of pay for hiring, 5-10%
# for training, and 8 to 13 weeks.
LEADERS = {
    "CC3": [1, 2, 3, 2] * 5,
    "TU1": [1] + [2] * 4 + [3] * 12 + [4] * 2 + [5],
    "TU2": [1, 1, 2, 2] + [3] * 14 + [4, 5],
    "TU3": [1, 1] + [2] * 14 + [3, 3, 4, 5],
    "TU4": [1, 2, 2] + [3] * 14 + [4, 4, 5],
    "TU5": [1] * 4 + [2] * 6 + [3] * 8 + [4] * 2,
    "TU6": [1] * 5 + [2] * 5 + [3] * 5 + [4] * 5,
}


def leaders(**more: Any) -> Document:
    answers = table(CENTRICITY, "leaders", 20, **{**LEADERS, **more})
    return result({"leaders": answers}, {"leaders": 20})


def told(document: Document) -> TurnoverStory:
    found = story(document, edition()).turnover
    assert found is not None
    return found


@pytest.fixture(scope="module")
def example() -> Document:
    return leaders()


class TestSentences:
    def test_tell_rate_and_costs_as_ranges(self, example: Document) -> None:
        """.10 + .05 + 4/52 = .227 to .20 + .10 + 6.5/52 = .425, and a tenth to a fifth of it."""
        assert told(example).sentences[:3] == (
            "Asked how many staff left in a year, leaders most often say “10% to under 20%”: 60%"
            " (95% interval 35% to 80%).",
            "Somebody who leaves costs 22% to 43% of a year’s pay.",
            "What a year’s leavers cost is 2% to 9% of all pay.",
        )

    def test_give_the_range_of_the_source_as_context(self, example: Document) -> None:
        last = told(example).sentences[-1]
        assert last.startswith("As context and no target: in retail, service and hospitality 30%")
        assert "The customer-centric enterprise" in last

    def test_leaders_who_do_not_agree_are_told_so(self) -> None:
        found = told(leaders(TU1=[1] * 2 + [2] * 8 + [3] * 2 + [4] * 8))
        assert found.sentences[0] == (
            "Asked how many staff left in a year, leaders do not agree: named as often are “5% to"
            " under 10%” and “20% to under 30%”, each by 40% (95% interval 20% to 65%)."
        )
        # A twentieth of .227 to three tenths of .425.
        assert "is 1% to 13% of all pay" in found.sentences[2]

    def test_without_an_end_costs_are_at_least(self) -> None:
        found = told(leaders(TU4=[1, 2, 2, 3] + [6] * 14 + [4, 5]))
        assert found.sentences[1] == "Somebody who leaves costs at least 65% of a year’s pay."
        assert found.elements[2].cost_text == "at least 50%"

    def test_intention_to_stay_stands_beside_it(self) -> None:
        """Twenty-four of forty agree, most strongly or not: 60%; Wilson .446 to .737."""
        staff = table(CENTRICITY, "staff", 40, ST1=[2] * 6 + [3] * 10 + [4] * 16 + [5] * 8)
        answers = {"staff": staff, "leaders": table(CENTRICITY, "leaders", 20, **LEADERS)}
        found = told(result(answers, {"staff": 60, "leaders": 20}))
        assert found.sentences[3] == (
            "Of staff, 60% (95% interval 40% to 75%) agree: “I expect to be still working here a"
            " year from now.”"
        )


class TestTables:
    def test_bands_are_told_with_what_is_usual_elsewhere(self, example: Document) -> None:
        rows = {row.name: (row.share_text, row.remark) for row in told(example).bands}
        assert rows["10% to under 20%"] == ("60%", "named most often")
        usual = ("≤ 5%", "not uncommon in retail, service and hospitality")
        assert rows["30% to under 40%"] == usual
        assert rows["20% to under 30%"] == ("10%", "")

    def test_elements_say_what_they_make_of_a_years_pay(self, example: Document) -> None:
        rows = [(row.said, row.share_text, row.cost_text) for row in told(example).elements]
        assert rows == [
            ("“10% to under 20%”", "70%", "10% to 20%"),
            ("“5% to under 10%”", "70%", "5% to 10%"),
            ("“8 to under 13 weeks”", "70%", "7% to 13%"),
        ]

    def test_effects_count_who_notices_them(self, example: Document) -> None:
        """Ten of twenty: Wilson .299 to .701, outwards .25 to .75. The third nobody answered."""
        effects = told(example).effects
        assert [(row.share_text, row.interval_text) for row in effects] == [
            ("50%", "25% to 75%"),
            ("50%", "25% to 75%"),
            ("–", "–"),
        ]
        assert effects[0].answers_text.startswith("Strongly: 10% · Clearly: 40% · A little: 30%")
        assert any(NOT_SHOWN in note for note in told(example).notes)

    def test_effects_say_on_paper_of_how_many_answers_they_are(self, example: Document) -> None:
        paper = render_to_string("reports/pdf/_turnover.html", {"turnover": told(example)})
        assert "20 answers: Strongly: 10%" in paper

    def test_every_assumption_is_printed(self, example: Document) -> None:
        printed = " ".join(told(example).assumptions)
        for words in (
            "named as often",
            "half productive (our rule)",
            "replaced",
            "not in the costs",
        ):
            assert words in " ".join(printed.split())

    def test_costs_are_told_in_money_where_staff_and_pay_were_given(
        self, example: Document
    ) -> None:
        """500 staff at 40,000: .022692 to .085 of twenty million are 453,846 to 1.7 million."""
        people = {"staff": 500, "pay_each": 40_000.0, "currency": "EUR"}
        found = story(example, edition(people=people)).turnover
        assert found is not None
        assert found.sentences[3] == "That is about EUR 450,000 to EUR 1.7 million a year."
        assert found.assumptions[-1] == (
            "As the consultant gave it: 500 staff, average pay of one in a year EUR 40,000."
        )
        assert "no cost is told in money" in told(example).assumptions[-1]

    def test_sheets_hold_every_row(self, example: Document) -> None:
        sheets = {s.name: s for s in story_sheets(story(example, edition()))}
        assert len(list(sheets["Turnover"].rows)) == 1 + 6 + 1
        assert [list(row)[3:5] for row in sheets["Cost of leaving"].rows][-1] == [0.22, 0.43]
        assert len(list(sheets["When people leave"].rows)) == 4


class TestWhereItIsTold:
    def test_is_left_out_where_leaders_were_not_asked(self) -> None:
        asked = narrowed(CENTRICITY, left_out=["turnover"])
        answers = table(asked, "leaders", 20, KN1=[2, 3] * 10)
        document = result({"leaders": answers}, {"leaders": 20}, framework=asked)
        assert story(document, edition(), framework=asked).turnover is None

    def test_is_left_out_where_so_few_leaders_answered_that_nothing_is_shown(self) -> None:
        few = {code: answers[:7] for code, answers in LEADERS.items()}
        document = result({"leaders": table(CENTRICITY, "leaders", 7, **few)}, {"leaders": 7})
        assert story(document, edition()).turnover is None

    def test_a_cost_without_an_element_is_not_told(self) -> None:
        found = told(leaders(TU3=[0] * 20))
        assert (found.whole_text, found.assumptions) == ("", ())
        assert not any("pay" in sentence for sentence in found.sentences)

    def test_its_questions_are_not_told_twice(self, example: Document) -> None:
        tables = [t for section in story(example, edition()).choices for t in section.tables]
        asked = {row.text for table in tables for row in table.rows}
        assert "How long until the replacement is fully productive?" not in asked
        assert "Building relationships with customers" in asked
