"""What the report says of problems customers had: the worked example in words."""

import json
from copy import deepcopy
from typing import Any

import pytest

from maturity.iceberg.register import register_document
from maturity.result import Document, canonical
from reports.charts import CHARTS
from reports.sheets import story_sheets
from reports.story.iceberg import IcebergStory
from tests.maturity.test_iceberg import EXAMPLE, customers
from tests.reports.samples import NOT_SHOWN, edition, result, story


@pytest.fixture(scope="module")
def example() -> Document:
    """One thousand customers; forty per cent had a problem, half of whom told of it.

    As it is stored, in which the order of its parts says nothing.
    """
    document = result({"customers": customers(EXAMPLE)}, {"customers": 2000})
    return dict(json.loads(canonical(document)))


def told(document: Document, **complaints: Any) -> IcebergStory:
    found = story(document, edition(complaints=complaints)).iceberg
    assert found is not None
    return found


class TestSentences:
    def test_tell_the_way_from_problem_to_outcome(self, example: Document) -> None:
        first, second = told(example).sentences
        assert first == (
            "40% of customers had a problem; 50% of these told Northwind, and 40% of those who"
            " told are satisfied with the outcome."
        )
        # A quarter comes on record: told .45 to .55 of 400, recorded .43 to .57 of 200, which makes
        # .1935 to .3135.
        assert second == (
            "For each problem that comes on record there are about 4.0 in all (3.2 to 5.2)."
        )

    def test_levels_are_shares_of_all_customers(self, example: Document) -> None:
        """40% · 50% · 50% on record, as many told otherwise, 40% · 50% never told."""
        assert [(each.name, each.share_text, each.is_visible) for each in told(example).levels] == [
            ("Told, on record", "10% of customers", True),
            ("Told, not on record", "10% of customers", True),
            ("Never told", "20% of customers", False),
        ]

    def test_levels_say_why_they_have_no_interval(self, example: Document) -> None:
        assert told(example).level_legend == (
            "A layer is worked out from several shares, so none has an interval of its own;"
            " those of the shares stand beside them.",
        )
        found = told(example, customers=10_000).losses
        assert found is not None
        said = "An interval is given of the whole alone, and not of its parts."
        assert said in found.assumptions


class TestStaying:
    def test_branches_have_their_intervals(self, example: Document) -> None:
        rows = {row.name: (row.share_text, row.interval_text) for row in told(example).branches}
        assert rows == {
            "No problem": ("90%", "87% to 93%"),
            "Told, satisfied with the outcome": ("85%", "75% to 95%"),
            "Told, neither satisfied nor dissatisfied": ("65%", "50% to 80%"),
            "Told, dissatisfied with the outcome": ("35%", "20% to 50%"),
            "Had a problem, never told": ("60%", "53% to 67%"),
        }

    def test_a_branch_that_is_not_shown_is_a_dash(self) -> None:
        groups = [(2, 0, 0, 54, 6), (1, 2, 0, 24, 16), (1, 1, 5, 9, 3), (1, 1, 3, 5, 3)]
        few = result({"customers": customers([*groups, (1, 1, 1, 4, 6)])}, {"customers": 500})
        found = told(few)
        hidden = [row for row in found.branches if not row.is_shown]
        assert [row.share_text for row in hidden] == ["–", "–"]
        assert any(NOT_SHOWN in note for note in found.notes)
        # Twelve of them are few: the share only points a way.
        assert found.branches[1].share_text == "~ 80%"

    def test_losses_in_customers_and_money(self, example: Document) -> None:
        """11.2% of 10,000 are 1,120; at 500 each that is 560,000."""
        found = told(example, customers=10_000, revenue_each=500.0, currency="EUR").losses
        assert found is not None
        assert found.sentence.startswith("11% of all customers may leave through problems (")
        assert "about 1,100 of 10,000" in found.sentence
        assert found.money.startswith("They bring revenue of about EUR 560,000 a year (")
        assert [(row.share_text, row.customers_text) for row in found.rows] == [
            ("6.0%", "600"),
            ("0.4%", "40"),
            ("1.5%", "150"),
            ("3.3%", "330"),
        ]

    def test_every_assumption_is_printed(self, example: Document) -> None:
        found = told(example, customers=10_000, revenue_each=500.0, currency="EUR").losses
        assert found is not None
        printed = " ".join(found.assumptions)
        assert "customers without a problem (90%)" in printed
        assert "an intention, not behaviour" in printed
        assert "stand for all customers" in printed
        assert "Number of customers: 10,000" in printed
        assert "Revenue a customer and year: EUR 500" in printed

    def test_without_numbers_only_shares_are_told(self, example: Document) -> None:
        found = told(example).losses
        assert found is not None
        assert found.money == ""
        assert "of 10,000" not in found.sentence
        assert any("was not given" in line for line in found.assumptions)

    def test_losses_that_may_be_none_are_not_called_losses(self) -> None:
        groups = [(2, 0, 0, 30, 12), (1, 2, 0, 20, 10), (1, 1, 5, 18, 8)]
        document = result({"customers": customers(groups)}, {"customers": 500})
        found = told(document, customers=900, revenue_each=10.0, currency="EUR").losses
        assert found is not None
        assert found.sentence.startswith("Whether problems cost customers cannot be said")
        assert found.money == ""


class TestRegister:
    @pytest.fixture
    def register(self) -> Document:
        return register_document(
            ["2026-01-05"] * 80 + ["2026-02-06"] * 20,
            ["Phone"] * 100,
            ["Late delivery"] * 70 + ["Invoice"] * 30,
            ["resolved"] * 75 + ["partly"] * 5 + ["unresolved"] * 12 + ["open"] * 8,
            [""] * 100,
        )

    def test_stands_beside_what_customers_say(self, example: Document, register: Document) -> None:
        found = told(example, customers=10_000, register={"document": register}).register
        assert found is not None
        assert found.sentence == (
            "75% of the complaints on record count as resolved; of the customers who told of a"
            " problem 40% are satisfied with the outcome."
        )
        rows = {row.name: (row.recorded, row.told) for row in found.rows}
        # 10,000 · 40% · 50% told and as many did not.
        assert rows["Problems told"] == ("100", "about 2,000 customers")
        assert rows["Problems never told"] == ("–", "about 2,000 customers")
        assert rows["Resolved"][0] == "75%"
        assert rows["Still open"] == ("8%", "–")
        assert rows["Satisfied with the outcome"] == ("–", "40% (33% to 47%)")
        assert found.causes[0].recorded == "Late delivery (70%)"

    def test_is_left_out_where_there_is_none(self, example: Document) -> None:
        assert told(example).register is None


class TestWhereItIsTold:
    def test_an_older_result_has_none(self, example: Document) -> None:
        older = deepcopy(example)
        for audience in older["audiences"].values():
            audience.pop("iceberg", None)
        assert story(older, edition()).iceberg is None

    def test_its_questions_are_not_told_twice(self, example: Document) -> None:
        tables = [t for section in story(example, edition()).choices for t in section.tables]
        questions = {row.text for table in tables for row in table.rows}
        assert "Did you tell this company about it?" not in questions

    def test_sheets_hold_every_row(self, example: Document) -> None:
        told_story = story(example, edition(complaints={"customers": 10_000}))
        sheets = {sheet.name: sheet for sheet in story_sheets(told_story)}
        assert ["Had a problem", 0.4] in [list(row)[:2] for row in sheets["Problems"].rows]
        assert len(list(sheets["Who intends to stay"].rows)) == 6
        assert "Number of customers: 10,000" in sheets["What problems may cost"].caption

    def test_is_drawn_and_said(self, example: Document) -> None:
        found = story(example, edition())
        iceberg, staying = CHARTS["iceberg"](found), CHARTS["staying"](found)
        assert iceberg is not None
        assert staying is not None
        assert "Never told: 20% of customers" in iceberg.alt
        assert "No problem: 90% (87% to 93%)" in staying.alt
        assert iceberg.svg.count("<text") >= 6
