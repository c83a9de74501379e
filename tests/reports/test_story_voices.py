"""Quotations in the report: how they came about, and what an edition without them tells."""

from typing import Any

from reports.story import Voices
from tests.reports.samples import edition, full_result, story


def told(*texts: str, withheld: bool = False, drawn: bool = False) -> Voices:
    """What is told of an edition that quotes customers on their one question."""
    quotation: dict[str, Any] = {"texts": texts, "written": "50+"}
    quotation |= {"withheld": withheld, "drawn": drawn}
    return story(full_result(), edition(comments={"customers": {"CX1": quotation}})).voices


class TestVoices:
    def test_say_how_they_came_about(self) -> None:
        some = "50+ people wrote something. "
        for voices, note in (
            (told(withheld=True), "All was withheld by the consultant."),
            (
                told("A", withheld=True, drawn=True),
                "Some was withheld by the consultant; these were drawn by lot from the rest.",
            ),
            (told("A", withheld=True), "Some was withheld by the consultant; this is the rest."),
            (told("A", drawn=True), "These were drawn by lot."),
            (told("A"), "This is all of it."),
        ):
            (section,) = voices.sections
            assert section.note == some + note
            assert section.audience == "Customers"
            assert section.question.startswith("What one change would make dealing")

    def test_say_that_they_are_no_measurement(self) -> None:
        first, second = told("A").notes
        assert "single voices, chosen by the consultant, and no measurement" in first
        assert "unedited" in second

    def test_of_an_edition_without_comments_are_none(self) -> None:
        assert story(full_result(), edition()).voices == Voices((), ())
        assert story(full_result()).voices == Voices((), ())
