"""What an edition says otherwise than the one before, part by part."""

from typing import Any

from maturity.loading import load
from reports.editions.differences import Difference, differences

BASE: dict[str, Any] = {
    "targets": {"knowledge": "focus"},
    "target_reasons": {"knowledge": "The board said so."},
    "target_step": "teams",
    "target_step_reason": "",
    "commentary": {"answer": "Well begun."},
    "priorities": [
        {"code": "dimension:service", "text": "Now."},
        {"code": "step:teams", "text": "Then."},
    ],
    "actions": [
        {
            "what": "Walk the floor.",
            "priority": "dimension:service",
            "owner": "Kim",
            "due_on": "2027-01-31",
            "done": "",
        }
    ],
    "comparison": {},
    "portfolio": {},
    "complaints": {},
}
FILE = {"filename": "accounts.csv", "until": "2026-09-30", "currency": "EUR"}
CUTS = {
    "value_share": 0.8, "experience": 4.0, "fall": 0.3, "trend": 0.1, "potential": 0.5,
    "certainty": 0.7,
}  # fmt: skip


def changed(**after: Any) -> list[tuple[str, str, str, str]]:
    found = differences(load("centricity"), BASE, BASE | after)
    return [(each.part, each.about, each.before, each.after) for each in found]


class TestDifferences:
    def test_of_the_same_are_none(self) -> None:
        assert changed() == []

    def test_of_a_target_say_stage_and_reason(self) -> None:
        assert changed(targets={"knowledge": "obsession", "service": "focus"}) == [
            (
                "Targets",
                "Customer knowledge",
                "Customer focus (The board said so.)",
                "Customer obsession (The board said so.)",
            ),
            ("Targets", "Service and value", "", "Customer focus"),
        ]

    def test_of_the_target_step(self) -> None:
        assert changed(target_step="") == [
            ("Targets", "Target step", "2. Cross-functional teams", "")
        ]

    def test_of_a_comment_are_its_words(self) -> None:
        assert changed(commentary={"roadmap": "Slow down."}) == [
            ("Commentary", "The answer on one page", "Well begun.", ""),
            ("Commentary", "The roadmap", "", "Slow down."),
        ]

    def test_of_priorities_are_their_places_too(self) -> None:
        assert changed(priorities=BASE["priorities"][::-1]) == [
            ("Priorities", "Service and value", "1. Now.", "2. Now."),
            ("Priorities", "Step 2: Cross-functional teams", "2. Then.", "1. Then."),
        ]

    def test_of_actions_are_who_and_until_when_and_what_became_of_them(self) -> None:
        later = {**BASE["actions"][0], "owner": "Robin", "due_on": "", "state": "done"}
        later["outcome"] = "All have."
        assert changed(actions=[later]) == [
            (
                "100-day plan",
                "Walk the floor.",
                "Service and value, Kim, 31 January 2027, Planned",
                "Service and value, Robin, Done, All have.",
            )
        ]

    def test_of_comments_are_their_number_and_never_their_words(self) -> None:
        quoted = {"staff": {"CM1": {"texts": ["The door sticks.", "The lift too."]}}}
        assert changed(comments=quoted) == [("In their own words", "Comments quoted", "", "2")]

    def test_of_customers_are_what_was_put_in(self) -> None:
        earlier = {"assessment": "Review", "wave": "Spring"}
        portfolio = {"file": FILE, "cuts": CUTS, "document": {}, "earlier": earlier}
        complaints = {
            "customers": 1200,
            "revenue_each": 1500.0,
            "currency": "EUR",
            "register": {"file": {"filename": "register.csv", "until": "2026-06-01"}},
        }
        assert changed(portfolio=portfolio, complaints=complaints) == [
            ("Customers and revenue", about, "", told)
            for about, told in (
                ("Account file", "accounts.csv, 30 September 2026"),
                ("Cut-points", "0.8, 4, 0.3, 0.1, 0.5, 0.7"),
                ("Beside the portfolio of", "Review: Spring"),
                ("Complaint register", "register.csv, 1 June 2026"),
                ("Customers in all", "1,200"),
                ("Revenue of one", "EUR 1,500"),
            )
        ]

    def test_of_the_comparison_name_the_wave(self) -> None:
        pinned = {"assessment": "Review", "wave": "Spring", "result_id": "", "sha256": ""}
        assert changed(comparison=pinned) == [("Comparison", "Earlier wave", "", "Review: Spring")]

    def test_of_an_edition_from_before_there_were_parts(self) -> None:
        old = {"targets": BASE["targets"], "target_step": "teams"}
        found = differences(load("centricity"), old, BASE | {"target_reasons": {}})
        assert {each.part for each in found} == {"Commentary", "Priorities", "100-day plan"}
        assert all(isinstance(each, Difference) and not each.before for each in found)
