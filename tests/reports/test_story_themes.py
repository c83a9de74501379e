"""What the story says beyond the stages, worked out by hand from the answers."""

from pathlib import Path
from typing import Any

import pytest

from maturity.loading import load
from maturity.result import Document
from reports.story.choices import ChoiceTable
from reports.story.constructs import ConstructRow
from tests.reports.samples import NOT_SHOWN, full_result, places, result, staff_at, story, unanimous

WORKSHOP = Path(__file__).parents[1] / "data"


def constructs(document: Document) -> dict[str, ConstructRow]:
    """The rows of all themes, and of alignment, by name."""
    told = story(document)
    rows = [row for theme in told.themes for row in theme.rows]
    rows += told.staff.alignment.rows if told.staff and told.staff.alignment else ()
    return {row.name: row for row in rows}


def tables(document: Document, title: str) -> tuple[ChoiceTable, ...]:
    """The tables of one section."""
    return next(each.tables for each in story(document).choices if each.title == title)


def without_iceberg() -> Document:
    """A result as it was before it told of problems together, and not question by question."""
    document = full_result()
    del document["audiences"]["customers"]["iceberg"]
    return document


class TestThemes:
    def test_groups_constructs_by_theme(self) -> None:
        """But for those that the part on staff tells."""
        themes = story(full_result()).themes
        assert [(theme.name, len(theme.rows)) for theme in themes] == [
            ("Trust, fairness and staying", 1),
            ("Loyalty", 1),
            ("Problems and complaints", 2),
        ]

    def test_shows_score_scale_and_view(self) -> None:
        row = constructs(full_result())["Empathetic values"]
        assert (row.audience, row.n, row.mean_text, row.view_text) == (
            "Staff",
            "20",
            "3.0",
            "Shared view",
        )
        assert row.scale == "1 Strongly disagree to 5 Strongly agree"
        assert row.remarks == ()

    def test_gives_a_range_where_only_some_were_asked(self) -> None:
        row = constructs(full_result())["Satisfaction with the handling of complaints"]
        assert (row.audience, row.n, row.mean_text) == ("Customers", "20–49", "2.0")
        assert row.remarks == ("Of those who were asked.",)

    def test_shows_nothing_of_too_few(self) -> None:
        answers = unanimous(load("centricity"), "staff", 20, {})
        answers[:16, places("staff", codes=("AV1", "AV2"))] = 255
        row = constructs(result({"staff": answers}))["Empathetic values"]
        assert (row.n, row.mean_text, row.interval_text, row.view_text) == ("–", "–", "–", "–")
        assert row.remarks == (NOT_SHOWN[0].upper() + NOT_SHOWN[1:] + ".",)

    def test_calls_it_a_finding_that_a_quarter_cannot_say(self) -> None:
        answers = unanimous(load("centricity"), "staff", 20, {})
        answers[:5, places("staff", codes=("AV1", "AV2"))] = 255
        row = constructs(result({"staff": answers}))["Empathetic values"]
        assert row.remarks == ("A quarter or more of the answers are “don’t know”.",)

    def test_leaves_out_what_was_not_asked(self) -> None:
        document = full_result()
        del document["audiences"]["staff"]["constructs"]["values"]
        for code in ("AV1", "AV2"):
            del document["audiences"]["staff"]["items"][code]
        assert "Empathetic values" not in constructs(document)
        codes = {row.code for table in story(document).items for row in table.rows}
        assert "AV1" not in codes
        assert "AI1" in codes


class TestChoices:
    def test_spreads_the_answers_of_a_question(self) -> None:
        table = tables(full_result(), "Leaders’ time with customers: leaders")[0]
        assert table.columns[:2] == ("Answers", "Less than 1 day")
        (row,) = table.rows
        # Ten of twelve leaders and two, rounded to tenths with their ends covered.
        assert row.values == ("12", "80%", "20%", *["≤ 10%"] * 5)

    def test_puts_questions_with_the_same_answers_together(self) -> None:
        found = tables(full_result(), "Responsibilities of a chief customer officer: leaders")
        assert [len(table.rows) for table in found] == [5]

    def test_gives_each_option_a_row(self) -> None:
        table = tables(full_result(), "Experience programmes and investment: leaders")[-1]
        # Ten of twelve and two.
        assert [row.values for row in table.rows][:3] == [("80%",), ("20%",), ("≤ 10%",)]
        assert table.notes[0] == "Answers: 12."
        assert "Several could be chosen" in table.notes[-1]

    def test_says_of_whom_a_question_was_asked(self) -> None:
        found = tables(without_iceberg(), "Problems and complaints: customers")
        notes = {table.first: " ".join(table.notes) for table in found}
        assert notes["What was the problem about?"].startswith(
            "Answers: 20–49. Of those who were asked: only some were"
        )
        everybody = next(table for table in found if "any problem" in table.rows[0].text)
        assert everybody.notes == ()
        assert everybody.rows[0].values[0] == "30"

    def test_shows_nothing_of_what_nobody_answered(self) -> None:
        found = tables(without_iceberg(), "Problems and complaints: customers")
        assert not any(table.first.startswith("Why did you not tell") for table in found)
        section = next(
            each
            for each in story(without_iceberg()).choices
            if each.title == "Problems and complaints: customers"
        )
        assert section.hidden.startswith("Not shown, to protect the people who answered: “")
        assert "“Why did you not tell this company?”" in section.hidden

    def test_prints_no_row_of_dashes_where_fewer_than_ten_answered(self) -> None:
        answers = unanimous(load("centricity"), "leaders", 9, {})
        told = story(result({"leaders": answers}))
        section = next(
            each for each in told.choices if each.title == "Leaders’ time with customers: leaders"
        )
        assert section.tables == ()
        assert "How many days did you spend out with customers in the past month?" in section.hidden

    def test_tells_the_waves_own_questions(self) -> None:
        document = staff_at({})
        document["own_questions"] = {"OWN1": {"text": "Which desk?", "answers": ["Left", "Right"]}}
        document["audiences"]["staff"]["choices"] = {
            "OWN1": {"shown": True, "n": 20, "shares": [0.75, 0.25], "dont_know": 0.05}
        }
        (table,) = tables(document, "Questions of this wave’s own: staff")
        assert table.first == "Which desk?"
        assert [(row.text, row.values) for row in table.rows] == [
            ("Left", ("75%",)), ("Right", ("25%",)), ("Don’t know", ("≤ 5%",)),
        ]  # fmt: skip
        assert table.notes == ("Answers: 20.",)


class TestStepsAsSeen:
    def roadmap(self, document: Document) -> Any:
        return story(document).roadmap

    def test_sets_every_view_beside_the_consultants(self) -> None:
        roadmap = self.roadmap(full_result())
        assert roadmap.view_sides == ("Staff", "Leaders")
        row = roadmap.views[0]
        assert (row.name, row.assessed_text) == ("1 Internal social networks", "Fully in place")
        # The second of four answers is a third of the way: above 10%, not above 45%.
        assert [seen.status_text for seen in row.seen] == ["Partly in place", "Partly in place"]
        assert row.seen[0].score_text.startswith("2.0 (")
        assert row.seen[0].view_text == ""

    def test_says_where_a_view_is_divided(self) -> None:
        answers = unanimous(load("centricity"), "staff", 20, {})
        answers[:10, places("staff", codes=("RS1",))] = 1
        answers[10:, places("staff", codes=("RS1",))] = 4
        seen = self.roadmap(result({"staff": answers})).views[0].seen[0]
        assert seen.view_text == "divided view (two camps)"

    def test_shows_nothing_of_too_few(self) -> None:
        answers = unanimous(load("centricity"), "staff", 20, {})
        answers[:16, places("staff", codes=("RS1",))] = 255
        seen = self.roadmap(result({"staff": answers})).views[0].seen[0]
        assert seen.status_text == NOT_SHOWN[0].upper() + NOT_SHOWN[1:]
        assert (seen.score_text, seen.view_text) == ("", "")

    def test_has_no_views_of_a_hidden_audience(self) -> None:
        assert self.roadmap(result({})).views == ()


class TestQualities:
    def test_shows_agreement_and_bounds(self) -> None:
        table = story(full_result()).qualities[0]
        assert table.title == "Staff"
        assert table.note == "20 members of staff counted; about 50% of those invited answered."
        row = next(row for row in table.rows if row.name == "Service and value (stages)")
        # Two of twenty are a step away, on all three questions: deviations of .1, a variance of
        # 2/19 against 1.25 and .90, rwg(j) .97 and .96. The questions vary together perfectly, so
        # alpha is 1, and omega has nothing to estimate.
        assert row.values[:5] == ("1.0", "1.0", "0.1", "1.0", "–")
        # Half kept silent: (2.0 + 1) / 2 and (2.0 + 4) / 2.
        assert row.bounds == "1.5 to 3.0"

    @pytest.mark.parametrize("n", [5, 9])
    def test_gives_no_spread_of_fewer_than_ten(self, n: int) -> None:
        rows = story(staff_at({}, n=n)).qualities[0].rows
        assert {value for row in rows for value in row.values} == {"–"}


class TestAnotherFramework:
    def test_takes_themes_and_questions_from_the_framework(self) -> None:
        framework = load("workshop", root=WORKSHOP)
        answers = {
            audience: unanimous(framework, audience, 12, {}, 4)
            for audience in framework.respondents
        }
        told = story(result(answers, framework=framework), framework=framework)
        assert [theme.name for theme in told.themes] == ["Pride"]
        assert [section.title for section in told.choices] == [
            "Lateness: customers",
            "Time: leaders",
            "Help: staff",
        ]
        assert told.roadmap is not None
        assert [row.name for row in told.roadmap.views] == ["1 Sort", "2 Share"]
        assert {len(row.chances) for table in told.chances for row in table.rows} == {3}
