"""What the report says of two waves, from results whose numbers are set by hand."""

from copy import deepcopy
from typing import Any

import pytest

from maturity.loading import load
from maturity.result import Document
from reports.story.progress import Progress, ProgressTable
from tests.reports.samples import edition, full_result, rate, result, staff_at, story, unanimous

PINNED = {"result_id": "", "sha256": "", "assessment": "Review 2025", "wave": "Spring"}


def cell(document: Document, code: str, mean: float, low: float, high: float, **more: Any) -> None:
    """Set a dimension as staff see it."""
    found = document["audiences"]["staff"]["dimensions"][code]
    found.update({"mean": mean, "low": low, "high": high, "end": None, "complete": False} | more)


def told(earlier: Document, later: Document, audiences: tuple[str, ...] = ("staff",)) -> Progress:
    added = edition(comparison={**PINNED, "audiences": list(audiences)})
    progress = story(later, added, earlier=earlier).progress
    assert progress is not None
    return progress


@pytest.fixture
def pair() -> tuple[Document, Document]:
    """Two results of forty staff, the same at first."""
    then = staff_at({}, n=40)
    return then, deepcopy(then)


def rows(progress: Progress) -> dict[str, tuple[str, str, str]]:
    (table,) = progress.tables
    return {
        row.name: (row.difference_text, row.interval_text, row.direction_text) for row in table.rows
    }


class TestTable:
    def test_says_what_rose_and_fell_and_what_did_not(
        self, pair: tuple[Document, Document]
    ) -> None:
        then, now = pair
        # By hand: arms 0.4 and 0.3 make 0.5, arms 0.3 and 0.2 make 0.36, outwards 0.4.
        cell(then, "knowledge", 2.0, 1.8, 2.3)
        cell(now, "knowledge", 3.0, 2.6, 3.3)
        cell(then, "service", 3.0, 2.6, 3.3)
        cell(now, "service", 2.0, 1.8, 2.3)
        cell(then, "measurement", 2.4, 2.2, 2.6)
        cell(now, "measurement", 2.8, 2.5, 3.1)
        progress = told(then, now)
        found = rows(progress)
        assert found["Customer knowledge"] == ("1.0", "0.5 to 1.4", "risen")
        assert found["Service and value"] == ("−1.0", "−1.4 to −0.5", "fallen")
        assert found["Measurement"] == ("0.4", "0.0 to 0.8", "no clear change")
        assert progress.tables[0].sentence == (
            "As seen by staff, two of seven dimensions have clearly moved; "
            "risen: “Customer knowledge”; fallen: “Service and value”."
        )

    def test_says_so_where_nothing_moved(self, pair: tuple[Document, Document]) -> None:
        progress = told(*pair)
        assert {verdict for _d, _i, verdict in rows(progress).values()} == {"no clear change"}
        assert progress.tables[0].sentence == ("As seen by staff, no dimension has clearly moved.")

    def test_claims_nothing_of_what_is_not_told(self, pair: tuple[Document, Document]) -> None:
        then, now = pair
        then["audiences"]["staff"]["dimensions"]["knowledge"] = {"shown": False}
        cell(now, "service", 3.7, 3.4, 4.0, end="at_least")
        cell(now, "measurement", 3.4, 3.0, 3.6, n=9)
        found = rows(told(then, now))
        assert found["Customer knowledge"] == ("–", "–", "cannot be told")
        assert found["Service and value"] == ("–", "–", "cannot be told")
        assert found["Measurement"][1:] == ("–", "too few to say")

    def test_of_an_audience_without_stages_compares_the_statements(self) -> None:
        framework = load("centricity")
        answers = {"customers": unanimous(framework, "customers", 30, {}, 2)}
        then, now = result(answers), result(answers)
        (table,) = told(then, now, ("customers",)).tables
        assert (table.audience, table.scale) == ("Customers", "Scale: agreement with a statement")
        assert {row.direction_text for row in table.rows} == {"no clear change"}


class TestLines:
    def test_tell_the_stage_of_the_whole(self, pair: tuple[Document, Document]) -> None:
        then, now = pair
        stage = "As seen by staff, the stage of the whole"
        assert f"{stage} is “Customer sensitivity”, as it was then." in told(then, now).lines
        then["audiences"]["staff"]["stage"] = "awareness"
        expected = f"{stage} was “Customer awareness” then and is “Customer sensitivity” now."
        assert expected in told(then, now).lines

    def test_tell_the_roadmap_where_both_were_assessed(
        self, pair: tuple[Document, Document]
    ) -> None:
        then, now = pair
        assert not any("roadmap" in line for line in told(then, now).lines)
        ratings = rate(load("centricity"), {"networks": 4})
        now["roadmap"] = full_result(ratings=ratings)["roadmap"]
        assert not any("roadmap" in line for line in told(then, now).lines)
        then["roadmap"] = full_result(ratings=rate(load("centricity"), {"networks": 2}))["roadmap"]
        expected = (
            "On the roadmap the step reached was then none and is now “1 Internal social networks”."
        )
        assert expected in told(then, now).lines

    def test_say_who_is_not_compared_and_that_no_cause_is_claimed(self) -> None:
        document = full_result()
        progress = told(document, deepcopy(document))
        assert "Not compared: leaders and customers." in progress.notes
        assert any("no proof of what caused it" in note for note in progress.notes)
        assert [table.audience for table in progress.tables] == ["Staff"]


def test_without_an_earlier_wave_there_is_none() -> None:
    assert story(staff_at({}), edition()).progress is None


def test_the_tables_are_of_those_who_may_be_compared() -> None:
    document = full_result()
    tables: tuple[ProgressTable, ...] = told(document, document, ("staff", "leaders")).tables
    assert [table.audience for table in tables] == ["Staff", "Leaders"]
