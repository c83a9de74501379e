"""What the report says of evidence, worked out by hand from answers and ratings."""

import io
import re
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from maturity.loading import load
from reports.pdf import render_pdf
from reports.story import Story
from tests.reports.samples import edition, everywhere, full_result, small_story, staff_at, story

FRAMEWORK = load("centricity")
CONFIRMED, NOT_CONFIRMED = "confirmed by evidence", "not confirmed by evidence"


def rated(dimension: str, *ratings: int) -> dict[str, int]:
    """Ratings of a dimension's statements, two a stage from the second on; 0 is not rated."""
    items = [item.code for item in FRAMEWORK.evidence_items if item.dimension == dimension]
    return {code: rating for code, rating in zip(items, ratings, strict=False) if rating}


def tell(ratings: dict[str, int], codes: dict[str, int] | None = None, **more: Any) -> Story:
    return story(staff_at(codes or everywhere(3)), edition(evidence=ratings, **more))


def said(told: Story) -> dict[str, str]:
    """What stands beside the stage of each dimension, where anything does."""
    rows = told.profile.rows
    return {row.code: row.confirmation_text for row in rows if row.confirmation_text}


class TestStages:
    def test_reached_by_answers_are_confirmed_or_not(self) -> None:
        told = tell(
            {
                # All but one half of the third stage: 3/4.
                **rated("knowledge", 1, 1, 3, 2),
                # One half, which is not more than one half.
                **rated("measurement", 3, 3, 2, 2),
                # One of two statements is too few.
                **rated("service", 3, 3, 3, 0),
            }
        )
        assert said(told) == {"knowledge": CONFIRMED, "measurement": NOT_CONFIRMED}

    def test_of_the_last_need_the_one_before(self) -> None:
        ratings = {
            **rated("knowledge", 0, 0, 3, 3, 3, 3),
            **rated("measurement", 0, 0, 3, 3, 1, 3),
            **rated("service", 0, 0, 2, 2, 3, 3),
            **rated("complaints", 0, 0, 3, 3, 3, 0),
        }
        assert said(tell(ratings, everywhere(4))) == {
            "knowledge": CONFIRMED,
            "measurement": "evidence confirms “Customer focus” only",
            "service": NOT_CONFIRMED,
        }

    def test_that_need_none_are_left_alone(self) -> None:
        full = {item.code: 3 for item in FRAMEWORK.evidence_items}
        for code in (1, 2):
            told = tell(full, everywhere(code))
            assert said(told) == {}
            assert told.evidence is not None
            assert told.evidence.sentence == ""

    def test_are_never_changed_by_it(self) -> None:
        without = story(staff_at(everywhere(3)), edition())
        told = tell({item.code: 1 for item in FRAMEWORK.evidence_items})
        assert set(said(told).values()) == {NOT_CONFIRMED}
        assert [row.stage_name for row in told.profile.rows] == [
            row.stage_name for row in without.profile.rows
        ]
        assert told.answer.sentence == without.answer.sentence

    def test_that_are_not_shown_are_not_confirmed_either(self) -> None:
        told = story(
            staff_at(everywhere(3), n=4),
            edition(evidence={item.code: 3 for item in FRAMEWORK.evidence_items}),
        )
        assert said(told) == {}
        assert told.evidence is not None
        assert {row.stage_name for row in told.evidence.rows} == {""}


class TestStrengths:
    def test_that_evidence_does_not_confirm_say_so_and_stand_last(self) -> None:
        codes = everywhere(2) | {"knowledge": 3, "measurement": 3, "service": 3}
        answer = tell({**rated("knowledge", 1, 1, 2, 2), **rated("measurement", 1, 1, 3, 3)}, codes)
        assert answer.answer.strengths_title == "Strengths"
        assert [
            (point.name, point.text.split("; ")[1:-1]) for point in answer.answer.strengths
        ] == [
            ("Measurement", ["confirmed by evidence"]),
            ("Service and value", []),
            ("Customer knowledge", ["not confirmed by evidence"]),
        ]
        assert answer.profile.sentence == (
            "Three of seven dimensions have reached their target, one of them not by evidence."
        )

    def test_are_what_comes_closest_where_evidence_confirms_none(self) -> None:
        codes = everywhere(1) | {"knowledge": 3, "measurement": 2}
        told = tell(rated("knowledge", 1, 1, 2, 2), codes)
        assert told.answer.strengths_title == "Closest to target"
        assert [point.name for point in told.answer.strengths] == [
            "Customer knowledge",
            "Measurement",
        ]
        assert told.headlines["profile"].text == (
            "One of seven dimensions has reached its target, though not confirmed by evidence; five"
            " are two stages below"
        )

    def test_come_after_what_is_as_far_from_its_target_and_confirmed(self) -> None:
        codes = everywhere(1) | {"knowledge": 3, "service": 3}
        aims = dict.fromkeys(codes, "focus") | {"service": "obsession"}
        ratings = {**rated("knowledge", 1, 1, 2, 2), **rated("service", 1, 1, 3, 3)}
        names = [p.name for p in tell(ratings, codes, targets=aims).answer.strengths]
        assert names == ["Service and value", "Customer knowledge"]

    def test_beyond_a_target_that_evidence_confirms_stay_strengths(self) -> None:
        codes = everywhere(2) | {"knowledge": 4}
        told = tell(rated("knowledge", 1, 1, 3, 3, 1, 1), codes)
        assert told.answer.strengths_title == "Strengths"
        assert "evidence confirms “Customer focus” only" in told.answer.strengths[0].text
        assert "evidence" not in told.profile.sentence

    def test_without_targets_are_the_highest_where_evidence_confirms_none(self) -> None:
        codes = everywhere(1) | {"knowledge": 3}
        told = tell(rated("knowledge", 1, 1, 2, 2), codes, targets={})
        assert told.answer.strengths_title == "Highest"
        assert [point.name for point in told.answer.strengths] == ["Customer knowledge"]


class TestPriority:
    def test_tells_answers_and_findings_apart(self) -> None:
        # Nobody is at focus but one of twenty; of its statements one is there and one is half.
        chosen = [{"code": "dimension:knowledge", "text": ""}]
        told = tell(rated("knowledge", 1, 1, 3, 2), everywhere(2), priorities=chosen)
        assert told.priorities is not None
        (row,) = told.priorities.rows
        assert row.answered == "≤ 5% of the answers are there or above."
        assert row.found == "75% of what “Customer focus” asks for is there."
        assert told.priorities.note.endswith("what the consultant found where it says so.")
        without = story(staff_at(everywhere(2)), edition(priorities=chosen)).priorities
        assert without is not None
        assert without.note.endswith("the numbers come from the answers.")

    def test_says_what_evidence_says_of_the_stage_reached(self) -> None:
        chosen = [{"code": "dimension:knowledge", "text": ""}]
        told = tell(rated("knowledge", 1, 1, 2, 2, 1, 2), priorities=chosen)
        assert told.priorities is not None
        assert told.priorities.rows[0].found == (
            "25% of what “Customer obsession” asks for is there; the stage reached: not confirmed"
            " by evidence."
        )


class TestTable:
    def test_shows_what_is_there_stage_by_stage(self) -> None:
        told = tell({**rated("knowledge", 3, 3, 3, 2, 1, 1), **rated("service", 2, 2, 3)})
        assert told.evidence is not None
        assert told.evidence.stage_names == (
            "Customer sensitivity", "Customer focus", "Customer obsession",
        )  # fmt: skip
        rows = {row.name: row for row in told.evidence.rows}
        assert len(rows) == 7
        cells = [(cell.text, cell.holds) for cell in rows["Customer knowledge"].cells]
        assert cells == [("100%", True), ("75%", True), ("0%", False)]
        cells = [(cell.text, cell.holds) for cell in rows["Service and value"].cells]
        assert cells == [("50%", False), ("–", False), ("–", False)]
        assert rows["Customer knowledge"].stage_name == "Customer focus"
        assert rows["Customer knowledge"].confirmation_text == CONFIRMED

    def test_is_said_in_a_sentence(self) -> None:
        yes, no = rated("knowledge", 0, 0, 3, 3), rated("service", 0, 0, 1, 1)
        also = rated("measurement", 0, 0, 3, 3)
        for ratings, sentence in (
            (yes, "Evidence confirms the stage of the one dimension that needs it and was"),
            ({**yes, **also}, "Evidence confirms the stages of both dimensions that need it"),
            (no, "Evidence does not confirm the stage that answers reach in “Service and value”."),
            (
                {**yes, **also, **no},
                "Evidence confirms the stage of two of the three dimensions that need it and were"
                " assessed; it falls short in “Service and value”.",
            ),
        ):
            told = tell(ratings).evidence
            assert told is not None
            assert told.sentence.startswith(sentence)

    def test_is_left_out_of_older_editions_and_where_nothing_was_rated(
        self, tmp_path: Path
    ) -> None:
        for told in (
            story(full_result(), edition()),
            story(full_result()),
            tell({}),
            tell({}, links={}, evidence_notes={}),
            small_story(tmp_path),
        ):
            assert told.evidence is None
            assert said(told) == {}
            assert "no document was inspected" in " ".join(told.answer.reading)
            assert "What evidence confirms" not in [part.title for part in told.method]

    def test_leaves_too_little_as_notes_alone(self) -> None:
        told = tell(rated("knowledge", 3), evidence_notes={"knowledge-focus-1": "Ask again."})
        assert told.evidence is not None
        assert told.evidence.rows == ()
        assert [note.text for note in told.evidence.notes] == ["Ask again."]


class TestNotes:
    LINK = "https://files.example/records?a=1&b=2"

    def test_come_with_their_statement_and_links(self) -> None:
        told = tell(
            rated("knowledge", 3, 3),
            evidence_notes={"knowledge-focus-1": " Twenty opened. ", "nothing": "x"},
            links={"knowledge-focus-1": [self.LINK], "service-focus-1": [self.LINK]},
        )
        assert told.evidence is not None
        first, second = told.evidence.notes
        assert first.title == "Customer knowledge, Customer focus"
        assert first.about.startswith("Customer records opened at random")
        assert (first.text, first.links) == ("Twenty opened.", (self.LINK,))
        assert (second.title, second.text) == ("Service and value, Customer focus", "")

    def test_of_the_roadmap_have_links_too(self) -> None:
        told = story(
            full_result(),
            edition(roadmap_notes={"teams-climate": "Seen."}, links={"teams-roles": [self.LINK]}),
        ).roadmap
        assert told is not None
        assert [(note.title, note.text, note.links) for note in told.notes] == [
            ("Cross-functional teams, Roles and responsibilities", "", (self.LINK,)),
            ("Cross-functional teams, Working climate", "Seen.", ()),
        ]


class TestReport:
    def test_says_it_on_paper(self) -> None:
        told = tell(
            {**rated("knowledge", 3, 3, 3, 2), **rated("service", 3, 3, 1, 1)},
            evidence_notes={"knowledge-focus-1": "Twenty opened."},
            links={"knowledge-focus-1": [TestNotes.LINK]},
        )
        reader = PdfReader(io.BytesIO(render_pdf(told)))
        pages = " ".join(page.extract_text() for page in reader.pages)
        text = re.sub(r"\s+", " ", pages)
        for words in (
            "What evidence says of the stages",
            "it falls short in “Service and value”.",
            "3 Customer focus confirmed",
            CONFIRMED,
            NOT_CONFIRMED,
            "Twenty opened. https://files.example/records?a=1&b=2",
            "What evidence confirms The consultant looked for what each stage asks for",
            "what the consultant found stands apart from them",
        ):
            assert words in text
        links = [
            note.get_object()["/A"]["/URI"]
            for page in reader.pages
            for note in page.get("/Annots", [])
            # The contents lead to places of the report itself.
            if "/A" in note.get_object() and "/URI" in note.get_object()["/A"]
        ]
        assert links == [TestNotes.LINK]
