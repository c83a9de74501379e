"""The matrix of what is there, claimed and missing: leaders and consultant, by hand."""

from typing import Any

import pytest
from django.template.loader import render_to_string

from maturity.coverage import Verdict
from maturity.narrowing import narrowed
from maturity.result import Document
from reports.sheets import story_sheets
from reports.story.coverage import CoverageRow, CoverageStory
from tests.maturity.results import CENTRICITY, table
from tests.reports.samples import NOT_SHOWN, edition, full_result, result, story

# Sixteen leaders claim two matters and see two not; of the money half name technology.
LEADERS = {
    "CC1": [3] * 8 + [2] * 6 + [1] * 2,
    "CC2": [3] * 9 + [1] * 7,
    "PA1": [1] * 4 + [2] * 8 + [3] * 4,
    "PA2": [1] * 6 + [2] * 6 + [4] * 4,
    "EX1": [1, 2, 3, 4] * 4,
    "EX4_technology": [2] * 8 + [1] * 8,
    "EX4_people": [1] * 8 + [2] * 8,
}
FOUND = {"CC1": 2, "CC2": 1, "PA1": 3, "PA2": 2, "EX2": 1, "EX3": 4, "EX4": ["people"]}


@pytest.fixture(scope="module")
def leaders() -> Document:
    answers = table(CENTRICITY, "leaders", 16, **LEADERS)
    return result({"leaders": answers}, {"leaders": 16})


def told(document: Document, **more: Any) -> CoverageStory:
    found = story(document, edition(**{"coverage": FOUND, **more})).coverage
    assert found is not None
    return found


def rows(found: CoverageStory) -> dict[str, CoverageRow]:
    by_text = {
        item.text("leaders"): item.code for item in CENTRICITY.items if "leaders" in item.audiences
    }
    return {by_text[row.name]: row for group in found.groups for row in group.rows}


class TestVerdicts:
    def test_set_leaders_beside_what_was_found(self, leaders: Document) -> None:
        found = rows(told(leaders))
        verdicts = {code: found[code].verdict for code in (*FOUND, "SR1") if code in found}
        assert verdicts == {
            "CC1": Verdict.THERE,
            "CC2": Verdict.CLAIMED,
            "PA1": Verdict.UNSEEN,
            "PA2": Verdict.MISSING,
            # Nobody answered those, so nothing of leaders is shown.
            "EX2": Verdict.NOT_FOUND,
            "EX3": Verdict.FOUND,
            "SR1": Verdict.OPEN,
        }

    def test_have_marks_that_can_be_told_apart_in_grey(self, leaders: Document) -> None:
        found = rows(told(leaders))
        assert [found[code].mark for code in ("CC1", "CC2", "PA1", "PA2", "SR1")] == [
            "●", "◐", "◑", "○", "–",
        ]  # fmt: skip

    def test_are_counted_in_a_sentence(self, leaders: Document) -> None:
        assert told(leaders).sentence == (
            "Of 21 matters one is there, one is claimed by leaders only, one is there without"
            " leaders seeing it, one is missing, two were judged by the consultant alone (one"
            " found) and 15 were not looked into."
        )


class TestNumbers:
    def test_leaders_have_share_interval_and_every_answer(self, leaders: Document) -> None:
        """Fourteen of sixteen are 88%, told as at least 90%; nine are 56%, told as 60%."""
        found = rows(told(leaders))
        assert (found["CC1"].share_text, found["CC2"].share_text) == ("≥ 90%", "60%")
        # Wilson of 10 in 16, as 60% of them are: .386 to .815, outwards .3 to .9.
        assert found["CC2"].interval_text == "30% to 90%"
        assert found["CC1"].answers_text == (
            "One person: 50% · Several people share it: 40% · No one: ≤ 10% · I cannot say: ≤ 10%"
        )
        assert (found["CC1"].n, found["CC1"].found_text) == ("16", "Several people share it")

    def test_on_paper_say_of_what_they_are(self, leaders: Document) -> None:
        found = told(leaders)
        paper = render_to_string("reports/pdf/_coverage.html", {"coverage": found})
        assert "16 answers: One person: 50%" in paper

    def test_say_which_answers_count(self, leaders: Document) -> None:
        counted = [group.counted for group in told(leaders).groups]
        assert counted == [
            "Counts as there: “Several people share it” or “One person”.",
            "Counts as there: “Largely” or “Fully”.",
            "Counts as there: “Largely” or “Fully”.",
            "Counts as there: “Begun” or “Well along”; “For sales only”, “For service only” or"
            " “For both”.",
        ]

    def test_money_is_told_from_both_sides(self, leaders: Document) -> None:
        money = told(leaders).money
        assert money is not None
        assert {row.name: (row.share_text, row.found_text) for row in money.rows} == {
            "Advanced technology": ("50%", "No"),
            "Fitting offers and service to each customer": ("≤ 10%", "No"),
            "Service on every channel": ("≤ 10%", "No"),
            "Linking in social media": ("≤ 10%", "No"),
            "Training and time of staff": ("50%", "Yes"),
        }

    def test_of_few_leaders_only_what_was_found_is_told(self) -> None:
        few = table(CENTRICITY, "leaders", 7, CC1=[3, 3, 3, 3, 3, 2, 1])
        found = told(result({"leaders": few}, {"leaders": 7}))
        row = rows(found)["CC1"]
        assert (row.share_text, row.answers_text, row.verdict) == ("–", "", Verdict.FOUND)
        assert any(NOT_SHOWN in note for note in found.notes)

    def test_where_leaders_were_not_asked_it_says_so(self) -> None:
        asked = narrowed(CENTRICITY, left_out=["coverage"])
        answers = table(asked, "leaders", 16, KN1=[2, 3] * 8)
        document = result({"leaders": answers}, {"leaders": 16}, framework=asked)
        found = story(document, edition(coverage=FOUND), framework=asked).coverage
        assert found is not None
        assert {row.share_text for row in rows(found).values()} == {"not asked"}
        assert rows(found)["CC1"].verdict == Verdict.FOUND


class TestWhereItIsTold:
    def test_an_edition_without_it_has_none(self, leaders: Document) -> None:
        assert story(leaders, edition()).coverage is None

    def test_its_questions_are_not_told_twice(self, leaders: Document) -> None:
        def asked(added: Document) -> set[str]:
            sections = story(leaders, added).choices
            return {t for each in sections for table in each.tables for t in titles(table)}

        def titles(table: Any) -> list[str]:
            return [table.first, *(row.text for row in table.rows)]

        question = "Building relationships with customers"
        assert question not in asked(edition(coverage=FOUND))
        money = "What does the money for customers’ experience mainly go into?"
        assert money in asked(edition())
        assert money not in asked(edition(coverage=FOUND))

    def test_notes_and_links_stand_beside_it(self, leaders: Document) -> None:
        found = told(
            leaders,
            coverage_notes={"PA2": "Nobody has written it down."},
            links={"PA1": ["https://files.example/a"]},
        )
        assert [(note.about[:24], note.text, note.links) for note in found.written] == [
            ("We understand what custo", "", ("https://files.example/a",)),
            ("We understand how custom", "Nobody has written it down.", ()),
        ]

    def test_sheets_hold_every_row(self, leaders: Document) -> None:
        sheets = {s.name: s for s in story_sheets(story(leaders, edition(coverage=FOUND)))}
        lines = [list(row) for row in sheets["Coverage"].rows]
        assert len(lines) == 1 + 21
        assert lines[2][2:6] == ["Claimed by leaders only", 0.6, 0.3, 0.9]
        assert len(list(sheets["Where the money goes"].rows)) == 6

    def test_a_whole_report_takes_it(self) -> None:
        found = told(full_result())
        assert [len(group.rows) for group in found.groups] == [5, 6, 7, 3]
