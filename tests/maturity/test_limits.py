from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from maturity.framework import Framework, Questionnaire
from maturity.limits import Breach, breaches
from maturity.loading import load
from tests.maturity.made_up import DATA, change, spoiled, with_roadmap

HARBOUR = load("harbour", root=DATA)
CENTRICITY = load("centricity")
LAST_ANCHOR = '"The whole crew does."]'


def errors(framework: Framework) -> list[Breach]:
    return [breach for breach in breaches(framework) if not breach.is_warning]


def words(number: int) -> str:
    return '"' + " ".join(["word"] * number) + '"]'


def with_questionnaire(framework: Framework, changed: Questionnaire) -> Framework:
    """Replace one audience's questionnaire."""
    return replace(
        framework, questionnaires={**framework.questionnaires, changed.audience: changed}
    )


def limited(audience: str, minutes: int | None, framework: Framework = CENTRICITY) -> Framework:
    questionnaire = replace(framework.questionnaire(audience), limit=minutes)
    return with_questionnaire(framework, questionnaire)


def long(audience: str, items: Sequence[int]) -> Framework:
    """Let an audience of the harbour answer a page of items of so many words, and name it so."""
    item = replace(HARBOUR.questionnaire("guests").items[0], audiences=(audience,))
    asked = tuple(replace(item, texts={audience: "word " * length}) for length in items)
    page = replace(HARBOUR.questionnaire("guests").pages[0], items=asked)
    return with_questionnaire(HARBOUR, Questionnaire(audience, (page,)))


class TestOwnFramework:
    def test_keeps_every_limit_without_a_warning(self) -> None:
        assert breaches(CENTRICITY) == []


class TestWords:
    # "Who looks after the boat?", "Nobody does." and "The owner does." are 5 + 2 + 3 words.
    @pytest.mark.parametrize(("number", "is_kept"), [(50, True), (51, False)])
    def test_of_an_anchored_item_are_sixty_at_most(
        self, tmp_path: Path, number: int, is_kept: bool
    ) -> None:
        root = spoiled(tmp_path, "de.toml", LAST_ANCHOR, words(number))
        assert (errors(load("harbour", language="de", root=root)) == []) == is_kept
        assert errors(load("harbour", root=root)) == []

    def test_are_counted_by_item_and_language(self, tmp_path: Path) -> None:
        root = spoiled(tmp_path, "de.toml", LAST_ANCHOR, words(60))
        assert errors(load("harbour", language="de", root=root)) == [
            Breach(
                "de",
                ("items", "CA1"),
                "has 70 words with its anchors; at most 60 can be read at a glance",
            )
        ]

    def test_of_other_items_are_limited_by_the_minutes_alone(self, tmp_path: Path) -> None:
        root = spoiled(tmp_path, "en.toml", '"I feel safe on board."', words(70).strip("]"))
        assert errors(load("harbour", root=root)) == []


class TestMinutes:
    @pytest.mark.parametrize(
        ("audience", "most"), [("staff", 12), ("leaders", 15), ("customers", 6)]
    )
    def test_allowed_are_few(self, audience: str, most: int) -> None:
        assert errors(limited(audience, most)) == []
        (breach,) = errors(limited(audience, most + 1))
        assert breach.path == ("questionnaires", audience, "minutes")
        assert breach.complaint == f"is {most + 1}; {audience} may be asked for {most} at most"

    def test_of_another_audience_are_up_to_its_questionnaire(self) -> None:
        assert errors(limited("crew", 90, HARBOUR)) == []

    # 28 items of 10 words: 28 * (3 s + 4 s) = 196 s, and the labels "No" and "Yes" 0.6 s.
    @pytest.mark.parametrize(("limit", "is_kept"), [(4, True), (3, False)])
    def test_taken_are_no_more_than_allowed(self, limit: int, is_kept: bool) -> None:
        framework = limited("guests", limit, long("guests", [10] * 28))
        found = [(breach.path, breach.complaint) for breach in errors(framework)]
        expected = (
            ("questionnaires", "guests", "minutes"),
            "allows 3 minutes, but in en the questionnaire takes 4; "
            "leave out items or shorten them",
        )
        assert found == ([] if is_kept else [expected])

    # 50 items of 10 words: 350.6 s; 52 of them 364.6 s.
    @pytest.mark.parametrize(("items", "is_kept"), [(50, True), (52, False)])
    def test_of_customers_are_limited_even_if_the_questionnaire_says_nothing(
        self, items: int, is_kept: bool
    ) -> None:
        found = [breach.path for breach in errors(long("customers", [10] * items))]
        assert found == ([] if is_kept else [("questionnaires", "customers")])


class TestPoints:
    @pytest.mark.parametrize(("points", "is_kept"), [(2, True), (7, True), (1, False), (8, False)])
    def test_are_two_to_seven(self, tmp_path: Path, points: int, is_kept: bool) -> None:
        labels = ", ".join(f'"Answer {number}"' for number in range(points))
        root = spoiled(tmp_path, "en.toml", '["No", "Yes"]', f"[{labels}]")
        change(root, "framework.toml", "points = 2", f"points = {points}")
        found = errors(load("harbour", root=root))
        assert [breach.path for breach in found] == (
            [] if is_kept else [("scales", "yesno", "points")]
        )


class TestAnchoredItems:
    def test_other_than_three_a_dimension_are_a_warning(self) -> None:
        found = breaches(HARBOUR)
        assert all(breach.is_warning for breach in found)
        assert [(breach.path, breach.complaint) for breach in found] == [
            (("questionnaires", "crew"), 'asks 2 anchored items on "care"; 3 are usual'),
            (("questionnaires", "crew"), 'asks 1 anchored items on "speed"; 3 are usual'),
        ]

    def test_are_not_expected_of_who_is_asked_none(self, tmp_path: Path) -> None:
        framework = load("harbour", root=with_roadmap(tmp_path))
        assert {breach.path[1] for breach in breaches(framework)} == {"crew"}
