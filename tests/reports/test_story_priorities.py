"""What the report says of the consultant's priorities and comments."""

from typing import Any

from maturity.plan import whole_action
from maturity.result import Document
from reports.story import Story
from tests.reports.samples import edition, full_result, story


def priority(code: str, text: str = "") -> Document:
    return {"code": code, "text": text}


def told(**added: Any) -> Story:
    return story(full_result(), edition(**added))


def asked(code: str, **added: Any) -> str:
    """The first decision, where this comes first."""
    return told(priorities=[priority(code)], **added).answer.decisions[0].text


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


class TestWhatLeadershipIsAskedToAgreeOn:
    """Against targets at focus everywhere communication is two stages short, complaints one."""

    def test_is_the_consultants_first_priority(self) -> None:
        assert asked("dimension:communication") == (
            "Agree that “Communication” comes first, as the consultant proposes, and who answers"
            " for it."
        )

    def test_names_a_gap_that_counts_more(self) -> None:
        assert asked("dimension:complaints") == (
            "Agree that “Complaints and recovery” comes first, as the consultant proposes, though"
            " the gap of “Communication” counts more, and who answers for it."
        )
        assert "counts more" not in asked("dimension:complaints", weights={"complaints": 2})

    def test_counts_gaps_that_count_more_where_they_are_many(self) -> None:
        # Measurement is at its target; service, complaints, management and involvement are one
        # stage short.
        assert "though five other gaps count more" in asked("dimension:measurement")

    def test_asks_who_answers_for_it_unless_somebody_does(self) -> None:
        owned = {"priority": "dimension:communication", "owner": "Head of sales"}
        open_action, ended = ({**owned, "state": state} for state in ("planned", "done"))
        for actions, is_asked in (([open_action], False), ([ended], True)):
            whole = [whole_action(each) for each in actions]
            text = asked("dimension:communication", actions=whole)
            assert ("who answers for it" in text) == is_asked


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
