"""What the report says of the consultant's priorities and comments."""

from typing import Any

from maturity.result import Document
from reports.story import Story
from tests.reports.samples import edition, full_result, story


def priority(code: str, text: str = "") -> Document:
    return {"code": code, "text": text}


def told(**added: Any) -> Story:
    return story(full_result(), edition(**added))


class TestPriorities:
    def test_stand_in_the_consultants_order_with_where_they_stand(self) -> None:
        chosen = [
            priority("step:teams", "Fund them."),
            priority("dimension:communication", "Talk."),
        ]
        priorities = told(priorities=chosen).priorities
        assert priorities is not None
        # Teams are rated 2 of 4 everywhere: achieved to a third, which is partly.
        assert [(row.name, row.standing, row.text) for row in priorities.rows] == [
            ("Step 2: Cross-functional teams", "Partly in place", "Fund them."),
            ("Communication", "Customer awareness, 2 stages to go", "Talk."),
        ]

    def test_are_not_spoken_of_where_there_are_none(self) -> None:
        assert told().priorities is None

    def test_of_an_older_model_are_left_out(self) -> None:
        assert told(priorities=[priority("dimension:gone", "Something.")]).priorities is None


class TestCommentary:
    def test_is_html_of_its_section(self) -> None:
        found = told(commentary={"roadmap": "Well *begun*.", "groups": "  "}).commentary
        assert dict(found) == {"roadmap": "<p>Well <em>begun</em>.</p>"}

    def test_is_offered_for_what_the_report_has(self) -> None:
        there = {each.code: each.is_there for each in told().sections}
        assert there["answer"]
        assert there["perception"]
        assert not there["progress"]
        assert not there["priorities"]
        assert not there["voices"]
