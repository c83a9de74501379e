"""What the report says of what staff bring to customers, worked out by hand."""

import json
from copy import deepcopy

import numpy as np
import pytest

from maturity.answers import Answers
from maturity.loading import load
from maturity.result import Document, canonical
from reports.charts import CHARTS
from reports.sheets import story_sheets
from reports.story.staff import StaffStory
from tests.maturity.results import CENTRICITY, table
from tests.maturity.test_ambassadors import EXAMPLE, staff
from tests.reports.samples import NOT_SHOWN, edition, full_result, places, result, story, unanimous


def people() -> Answers:
    """The two hundred of the worked example; values at 4, evidence at 2, and so on."""
    rows = staff(EXAMPLE)
    for code, low in {"AV": 3, "AI": 2, "AT": 4, "AE": 1, "TR": 2, "FA": 3}.items():
        for place, number in enumerate((1, 2)):
            column = places("staff", codes=(f"{code}{number}",))[0]
            rows[:, column] = np.resize([low, low + 1] if place else [low + 1, low], len(rows))
    return rows


def leaders() -> Answers:
    """Of 40 a quarter spend more than a third; of 30 with days out 12 give half a day back."""
    return table(
        CENTRICITY, "leaders", 40, TI1=[1] * 6 + [4] * 24 + [5] * 8 + [6] * 2,
        TI3=[255] * 10 + [3] * 18 + [4] * 12,
    )  # fmt: skip


@pytest.fixture(scope="module")
def example() -> Document:
    """As it is stored, in which the order of its parts says nothing."""
    framework = load("centricity")
    answers = {"staff": people(), "leaders": leaders()}
    answers["customers"] = unanimous(framework, "customers", 30, {}, 2)
    document = result(answers, {"staff": 400, "leaders": 40, "customers": 400})
    return dict(json.loads(canonical(document)))


def told(document: Document) -> StaffStory:
    found = story(document, edition()).staff
    assert found is not None
    return found


class TestAlignment:
    def test_names_the_weakest(self, example: Document) -> None:
        """Means of 3.5, 2.5, 4.5 and 1.5, all of two hundred: intervals far apart."""
        found = told(example).alignment
        assert found is not None
        assert [row.mean_text for row in found.rows] == ["3.5", "2.5", "4.5", "1.5"]
        assert found.sentence == (
            "The weakest requirement is “Rapidly circulating evidence” (1.5 of 5)."
        )

    def test_leaves_open_which_is_weakest(self, example: Document) -> None:
        close = deepcopy(example)
        evidence, values = (
            close["audiences"]["staff"]["constructs"][code] for code in ("evidence", "values")
        )
        values |= {"mean": 1.6, "low": 1.5, "high": 1.7}
        evidence |= {"low": 1.4, "high": 1.6}
        found = told(close).alignment
        assert found is not None
        assert found.sentence.endswith(
            "Its interval overlaps that of “Empathetic values”, so which is weakest is open."
        )


class TestTime:
    def test_draws_no_length_for_what_may_be_nobody_and_says_so(self, example: Document) -> None:
        found = told(example).time
        assert found is not None
        # Of 40 leaders 6, none, none, 24, 8 and 2 gave the six answers: 5% means "at most".
        covered = [band.is_covered for band in found.rules[0].bands]
        assert covered == [False, True, True, False, False, True]
        assert found.legend == (
            "≤: at most so many, and perhaps nobody.",
            "Single answers have no interval; the share that keeps a rule has one.",
        )
        chart = CHARTS["time"](story(example, edition()))
        assert chart is not None
        assert chart.svg.count('width="9" height="16" fill="white"') == sum(
            band.is_covered for rule in found.rules for band in rule.bands
        )

    def test_says_who_keeps_the_rules(self, example: Document) -> None:
        found = told(example).time
        assert found is not None
        assert found.sentences == (
            "25% of leaders (95% interval 10% to 45%) spend more than a third of their time with"
            " customers.",
            "40% of leaders with days out (95% interval 20% to 60%) give half a day or more to"
            " pass on what they learned on each.",
        )
        spent = found.rules[0]
        assert [(band.share_text, band.keeps) for band in spent.bands] == [
            ("15%", False),
            ("≤ 5%", False),
            ("≤ 5%", False),
            ("60%", False),
            ("20%", True),
            ("≤ 5%", True),
        ]

    def test_is_not_told_twice(self, example: Document) -> None:
        sections = story(example, edition()).choices
        questions = {row.text for each in sections for t in each.tables for row in t.rows}
        assert not any("working time do you spend" in text for text in questions)

    def test_of_few_leaders_nothing_is_told(self) -> None:
        framework = load("centricity")
        answers = {"staff": people(), "leaders": unanimous(framework, "leaders", 8, {}, 4)}
        assert told(result(answers)).time is None


class TestAmbassadors:
    def test_are_told_with_their_net(self, example: Document) -> None:
        found = told(example).ambassadors
        assert found is not None
        assert found.sentences == (
            "40% of staff are ambassadors, 15% are detractors.",
            "Ambassadors less detractors make 25 percentage points (15 to 35).",
        )
        assert next((row.name, row.share_text, row.interval_text) for row in found.kinds) == (
            "Ambassadors",
            "40%",
            "33% to 47%",
        )
        assert "scores 4 of 5 or more on each of the three" in found.rule

    def test_say_who_stays(self, example: Document) -> None:
        found = told(example).ambassadors
        assert found is not None
        assert [(row.name, row.share_text) for row in found.stays] == [
            ("Ambassadors", "90%"),
            ("In between", "60%"),
            ("Detractors", "30%"),
        ]

    def test_what_may_not_be_told_is_said(self, example: Document) -> None:
        hidden = deepcopy(example)
        part = hidden["audiences"]["staff"]["ambassadors"]
        part |= {name: {"shown": False} for name in ("kinds", "net", "stays")}
        found = told(hidden).ambassadors
        assert found is not None
        assert found.hidden.lower() == f"{NOT_SHOWN}."
        assert (found.kinds, found.stays, found.sentences) == ((), (), ())

    def test_an_older_result_has_none(self, example: Document) -> None:
        older = deepcopy(example)
        del older["audiences"]["staff"]["ambassadors"], older["audiences"]["leaders"]["time"]
        found = told(older)
        assert (found.ambassadors, found.time) == (None, None)
        themes = {row.name for theme in story(older, edition()).themes for row in theme.rows}
        assert "Commitment to customers" in themes


class TestTrust:
    def test_says_whether_the_view_is_shared(self, example: Document) -> None:
        found = told(example).trust
        assert found is not None
        assert found.sentence == (
            "Trust in managers stands at 2.5 of 5 (shared view). Fairness and respect stands at"
            " 3.5 of 5 (shared view)."
        )


class TestBeside:
    def test_sets_customers_beside_staff(self, example: Document) -> None:
        found = told(example).beside
        assert found is not None
        assert (len(found.staff), found.customers.name) == (6, "Customers: overall experience")
        themes = {row.name for theme in story(example, edition()).themes for row in theme.rows}
        assert "Overall experience" not in themes

    def test_needs_customers(self) -> None:
        alone = result({"staff": people()}, {"staff": 400})
        assert told(alone).beside is None


class TestWhereItIsTold:
    def test_every_chart_is_drawn_and_said(self, example: Document) -> None:
        found = story(example, edition())
        said = {name: CHARTS[name](found) for name in NAMES}
        assert all(chart is not None and chart.svg for chart in said.values())
        alt = {name: chart.alt for name, chart in said.items() if chart is not None}
        assert "Rapidly circulating evidence: 1.5 of 5 (95% interval " in alt["alignment"]
        assert "Ambassadors: 40% (33% to 47%)" in alt["kinds"]
        assert "More than half: ≤ 5%" in alt["time"]
        assert alt["beside"].endswith(
            "Customers: overall experience: 2.0 of 5 (95% interval 1.9 to 2.1)."
        )

    def test_both_scales_are_named_where_customers_stand_below(self, example: Document) -> None:
        chart = CHARTS["beside"](story(example, edition()))
        assert chart is not None
        found = told(example).beside
        assert found is not None
        # Words of two lines stand one after the other.
        drawn = " ".join(each.text for each in chart.canvas.words)
        for row in (found.staff[0], found.customers):
            assert f"1 {row.labels[0]}" in drawn
            assert f"{row.points} {row.labels[-1]}" in drawn

    def test_sheets_hold_every_row(self, example: Document) -> None:
        sheets = {sheet.name: list(sheet.rows) for sheet in story_sheets(story(example, edition()))}
        # Under the header: four requirements, three commitments, trust and fairness, customers.
        assert len(sheets["What staff bring"]) == 1 + 4 + 3 + 2 + 1
        assert list(sheets["Ambassadors"][1])[:5] == ["Ambassadors", 0.4, 0.33, 0.47, 0.9]
        # Six and five answers, and for each question "don't know" and who keeps the rule.
        assert len(sheets["Leaders’ time"]) == 1 + 6 + 5 + 2 * 2

    def test_nothing_is_drawn_of_what_is_not_there(self) -> None:
        none = story(result({"leaders": leaders()}), edition())
        assert [name for name in NAMES if CHARTS[name](none)] == ["time"]

    def test_has_room_for_a_comment(self) -> None:
        found = story(full_result(), edition(commentary={"staff": "They care."}))
        assert "They care." in found.commentary["staff"]
        assert {each.code: each.is_there for each in found.sections}["staff"]


NAMES = ("alignment", "time", "commitment", "kinds", "staff_staying", "trust", "beside")
