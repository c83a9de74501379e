"""What has moved beyond the dimensions, from results whose numbers are set by hand."""

from copy import deepcopy
from typing import Any

import pytest

from maturity.result import Document
from maturity.scoring import CLUSTERED
from reports.deck.chapters.moved import progress as slides
from reports.findings.narrowing import Chosen, narrowed
from reports.sheets import story_sheets
from reports.story import Story
from reports.story.facets import Facet
from reports.story.moved_figures import FiguresTable
from tests.reports.samples import NOT_SHOWN, edition, full_result, story

PINNED = {"result_id": "", "sha256": "", "assessment": "Review 2025", "wave": "Spring"}
HIDDEN: Document = {"shown": False}
PROBLEM = "Had a problem"
OVERALL = "Overall experience, 1 to 5"


def share(told: float, low: float, high: float, **more: Any) -> Document:
    return {"share": told, "low": low, "high": high, "indicative": False, "end": None} | more


def set_shares(part: Document, name: str, **shares: Document) -> None:
    """Tell shares of a hundred or more, or of a few where one is only indicative."""
    are_few = any(each["indicative"] for each in shares.values())
    part[name] = {"shown": True, "n": "10–19" if are_few else "50+", "shares": shares}


def score(document: Document, mean: float, low: float, high: float, **more: Any) -> None:
    """Set what customers say of their experience as a whole."""
    cell = document["audiences"]["customers"]["constructs"]["overall"]
    cell.update({"mean": mean, "low": low, "high": high, "end": None, "complete": False} | more)
    cell["indicative"] = False


@pytest.fixture
def pair() -> tuple[Document, Document]:
    """Two results of which customers tell of problems, and staff are of some kind; both alike.

    Nothing else of the figures is shown, nor any score but that of the experience as a whole.
    """
    then = full_result()
    customers, staff = (then["audiences"][each] for each in ("customers", "staff"))
    customers["constructs"] = {"overall": customers["constructs"]["overall"]}
    customers["iceberg"] = dict.fromkeys(customers["iceberg"], HIDDEN)
    set_shares(customers["iceberg"], "problem", yes=share(0.4, 0.37, 0.43))
    staff["ambassadors"] = {"kinds": HIDDEN, "net": HIDDEN, "stays": HIDDEN}
    score(then, 4.0, 3.8, 4.2)
    return then, deepcopy(then)


def told_story(then: Document, now: Document, *audiences: str) -> Story:
    compared = list(audiences or ("staff", "customers"))
    return story(now, edition(comparison={**PINNED, "audiences": compared}), earlier=then)


def tables(then: Document, now: Document, *audiences: str) -> tuple[FiguresTable, ...]:
    progress = told_story(then, now, *audiences).progress
    assert progress is not None
    return progress.figures


def texts(table: FiguresTable) -> dict[str, tuple[str, ...]]:
    return {
        row.name: (
            *(row.then_text, row.now_text, row.difference_text),
            *(row.interval_text, row.direction_text),
        )
        for row in table.rows
    }


class TestRows:
    def test_tell_shares_and_scores_then_and_now(self, pair: tuple[Document, Document]) -> None:
        then, now = pair
        iceberg = now["audiences"]["customers"]["iceberg"]
        set_shares(iceberg, "problem", yes=share(0.5, 0.47, 0.53))
        score(now, 3.5, 3.3, 3.7)
        [table] = tables(then, now)
        # Shares: arms of 3% make 4.24%, so 5.76% to 14.24%, outwards. Scores: arms of 0.2 make
        # 0.283, so -0.783 to -0.217, outwards.
        assert texts(table) == {
            OVERALL: ("4.0 (3.8 to 4.2)", "3.5 (3.3 to 3.7)", "−0.5", "−0.8 to −0.2", "fallen"),
            PROBLEM: (
                *("40% (37% to 43%)", "50% (47% to 53%)", "10 points", "5 to 15 points"),
                "risen",
            ),
        }
        assert table.title == "Customers, beyond the dimensions"
        assert table.sentence == (
            "Of the figures on customers, clearly risen: “Had a problem”;"
            " clearly fallen: “Overall experience, 1 to 5”."
        )
        assert table.notes == (
            "A share has risen or fallen if it moved by at least 5 points and the interval leaves"
            " out zero.",
            "The intervals take every customer for one voice, also where several belong to one"
            " account.",
        )

    def test_say_plainly_what_is_not_shown(self, pair: tuple[Document, Document]) -> None:
        then, now = pair
        now["audiences"]["customers"]["iceberg"]["problem"] = HIDDEN
        then["audiences"]["customers"]["constructs"]["overall"] = HIDDEN
        [table] = tables(then, now)
        untold = ("–", "–", "cannot be told")
        assert texts(table)[PROBLEM] == ("40% (37% to 43%)", "–", *untold)
        assert texts(table)[OVERALL] == ("–", "4.0 (3.8 to 4.2)", *untold)
        assert table.sentence == "Of the figures on customers, none can be compared."
        assert any(NOT_SHOWN in note for note in table.notes)

    def test_tell_no_change_of_a_covered_share(self, pair: tuple[Document, Document]) -> None:
        then, now = pair
        covered = share(0.1, 0.0, 0.4, indicative=True, end="at_most")
        set_shares(now["audiences"]["customers"]["iceberg"], "problem", yes=covered)
        [table] = tables(then, now)
        untold = ("–", "–", "cannot be told")
        assert texts(table)[PROBLEM] == ("40% (37% to 43%)", "≤ 10% (0% to 40%)", *untold)
        assert "Of a share that is told as “at most” or “at least” there is no change." in (
            table.notes
        )
        assert table.sentence == (
            "Of the figures on customers, none that can be compared has clearly moved."
        )

    def test_of_whole_accounts_tell_the_change_of_scores_alone(
        self, pair: tuple[Document, Document]
    ) -> None:
        then, now = pair
        set_shares(now["audiences"]["customers"]["iceberg"], "problem", yes=share(0.5, 0.47, 0.53))
        score(now, 3.5, 3.3, 3.7, design=CLUSTERED)
        [table] = tables(then, now)
        untold = ("–", "–", "cannot be told")
        assert texts(table)[PROBLEM] == ("40% (37% to 43%)", "50% (47% to 53%)", *untold)
        assert texts(table)[OVERALL][-1] == "fallen"
        assert any("it cannot be told whether a share has moved" in note for note in table.notes)

    def test_of_few_answers_tell_no_verdict(self, pair: tuple[Document, Document]) -> None:
        then, now = pair
        score(now, 3.5, 3.3, 3.7, n=9)
        [table] = tables(then, now)
        assert texts(table)[OVERALL][2:] == ("−0.5", "–", "too few to say")

    def test_that_stand_still_are_said_to(self, pair: tuple[Document, Document]) -> None:
        [table] = tables(*pair)
        assert table.sentence == "Of the figures on customers, none has clearly moved."


class TestWhatIsCompared:
    def test_is_the_whole_way_of_a_complaint(self, pair: tuple[Document, Document]) -> None:
        for each in pair:
            part = each["audiences"]["customers"]["iceberg"]
            set_shares(part, "told", yes=share(0.7, 0.6, 0.8), no=share(0.3, 0.2, 0.4))
            set_shares(part, "solved", **{"1": share(0.5, 0.4, 0.6)})
            kinds = {"satisfied": share(0.4, 0.3, 0.5), "dissatisfied": share(0.3, 0.2, 0.4)}
            set_shares(part, "outcome", **kinds)
        [table] = tables(*pair)
        assert [row.name for row in table.rows] == [
            OVERALL,
            PROBLEM,
            "Told of it, of those with a problem",
            "Never told of it, of those with a problem",
            "Problem solved, of those who told",
            "Satisfied with the outcome, of those who told",
            "Dissatisfied with the outcome, of those who told",
        ]

    def test_is_of_staff_who_are_ambassadors(self, pair: tuple[Document, Document]) -> None:
        then, now = pair
        kinds = {"ambassador": share(0.4, 0.37, 0.43), "detractor": share(0.1, 0.08, 0.12)}
        set_shares(then["audiences"]["staff"]["ambassadors"], "kinds", **kinds)
        kinds["ambassador"] = share(0.5, 0.47, 0.53)
        set_shares(now["audiences"]["staff"]["ambassadors"], "kinds", **kinds)
        [staff] = tables(then, now, "staff")
        assert {name: said[-1] for name, said in texts(staff).items()} == {
            "Ambassadors": "risen",
            "Detractors": "no clear change",
        }
        # Whether a customer has colleagues who answered too is nothing to staff.
        assert not any("account" in note for note in staff.notes)

    def test_is_of_those_alone_who_may_be_compared(self, pair: tuple[Document, Document]) -> None:
        assert tables(*pair, "leaders") == ()

    def test_is_what_both_tell_in_the_same_words(self, pair: tuple[Document, Document]) -> None:
        then, now = pair
        del then["audiences"]["customers"]["iceberg"]
        progress = told_story(then, now).progress
        assert progress is not None
        assert [row.name for table in progress.figures for row in table.rows] == [OVERALL]
        assert progress.notes[-1] == (
            "Not compared, because the earlier result does not tell of it in the same words:"
            " problems and complaints."
        )


class TestElsewhere:
    def test_the_workbook_tells_it_in_numbers(self, pair: tuple[Document, Document]) -> None:
        then, now = pair
        set_shares(now["audiences"]["customers"]["iceberg"], "problem", yes=share(0.5, 0.47, 0.53))
        [sheet] = [
            each
            for each in story_sheets(told_story(then, now))
            if each.name == "Figures, Customers"
        ]
        titles, _score, problem = (list(row) for row in sheet.rows)
        cells = dict(zip(titles, problem, strict=True))
        numbers = ("Then", "Then: 95% interval, low", "Now: 95% interval, high", "Change")
        assert [cells[each] for each in numbers] == [0.4, 0.37, 0.53, 10]
        ends = ("95% interval, low", "95% interval, high")
        assert [cells[each] for each in ends] == [5, 15]
        assert cells["Change is in"] == "percentage points"
        assert cells["What can be said"] == "risen"

    def test_the_deck_has_a_slide_of_it(self, pair: tuple[Document, Document]) -> None:
        titles = [slide.headline for slide in slides(told_story(*pair))]
        assert titles[-1] == "What has changed: Customers, beyond the dimensions"

    def test_a_reader_of_staff_alone_is_told_nothing_of_customers(
        self, pair: tuple[Document, Document]
    ) -> None:
        found = narrowed(told_story(*pair), Chosen(audiences=(Facet("staff", "Staff"),)))
        assert found.progress is not None
        assert found.progress.figures == ()
