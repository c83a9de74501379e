"""From one version of a model to another: what is the same, and what may be compared."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from maturity.crosswalk import Fate, comparable_part, crosswalk
from maturity.framework import Framework
from maturity.items import Item
from maturity.loading import load
from maturity.result import Document
from tests.reports.samples import full_result

THEN = load("centricity")
REWORDED, DROPPED, NEW = "MT1", "KN3", "KN9"


def rewritten(rewrite: Callable[[Item], Item]) -> Framework:
    """The model with every question as ``rewrite`` makes it."""
    questionnaires = {
        audience: replace(
            questionnaire,
            pages=tuple(
                replace(page, items=tuple(map(rewrite, page.items))) for page in questionnaire.pages
            ),
        )
        for audience, questionnaire in THEN.questionnaires.items()
    }
    items = tuple(map(rewrite, THEN.items))
    return replace(THEN, version="1.1", hash="e" * 64, items=items, questionnaires=questionnaires)


def in_other_words(item: Item) -> Item:
    """One question on teaming is worded otherwise, and one on knowledge is new."""
    if item.code == REWORDED:
        return replace(item, texts=dict.fromkeys(item.texts, "Who decides?"))
    return replace(item, code=NEW) if item.code == DROPPED else item


def rated_otherwise(item: Item) -> Item:
    """What the assessor rates is worded otherwise."""
    if item.kind != "roadmap":
        return item
    return replace(item, texts=dict.fromkeys(item.texts, "Is it there?"))


@pytest.fixture(scope="module")
def now() -> Framework:
    return rewritten(in_other_words)


class TestCrosswalk:
    def test_says_what_became_of_every_question(self, now: Framework) -> None:
        staff = {each.code: each for each in crosswalk(THEN, now) if each.audience == "staff"}
        assert staff[REWORDED].fate == Fate.REWORDED
        assert staff[REWORDED].now == "Who decides?"
        assert (staff[NEW].fate, staff[NEW].then) == (Fate.ADDED, "")
        assert (staff[DROPPED].fate, staff[DROPPED].now) == (Fate.DROPPED, "")
        others = {each.fate for code, each in staff.items() if code not in {REWORDED, NEW, DROPPED}}
        assert others == {Fate.SAME}

    def test_of_a_version_and_itself_finds_all_the_same(self) -> None:
        assert {each.fate for each in crosswalk(THEN, THEN)} == {Fate.SAME}

    def test_counts_another_answer_as_another_question(self) -> None:
        def with_another_end(item: Item) -> Item:
            if item.kind != "parallel":
                return item
            labels = ("Never", *item.scale.labels[1:])
            return replace(item, scale=replace(item.scale, labels=labels))

        crossed = crosswalk(THEN, rewritten(with_another_end))
        found = {each.code for each in crossed if each.fate == Fate.REWORDED}
        assert found == {item.code for item in THEN.items if item.kind == "parallel"}


class TestComparablePart:
    def test_keeps_scores_all_of_whose_questions_are_the_same(self, now: Framework) -> None:
        document = full_result()
        staff = comparable_part(document, THEN, now)["audiences"]["staff"]
        told = document["audiences"]["staff"]
        assert set(told["dimensions"]) - set(staff["dimensions"]) == {"knowledge", "management"}
        assert staff["dimensions"]["service"] == told["dimensions"]["service"]
        # The statements are as they were.
        assert staff["experience"] == told["experience"]
        assert set(told["items"]) - set(staff["items"]) == {REWORDED, DROPPED} & set(told["items"])

    def test_tells_no_stage_of_a_whole_that_rests_on_other_questions(self, now: Framework) -> None:
        document = full_result()
        assert document["audiences"]["staff"]["stage"]
        assert comparable_part(document, THEN, now)["audiences"]["staff"]["stage"] is None
        same = comparable_part(document, THEN, THEN)["audiences"]["staff"]
        assert same["stage"] == document["audiences"]["staff"]["stage"]

    def test_keeps_the_roadmap_if_the_same_was_rated(self, now: Framework) -> None:
        document = full_result()
        assert document["roadmap"]["assessed"]
        assert comparable_part(document, THEN, now)["roadmap"] == document["roadmap"]
        otherwise = rewritten(rated_otherwise)
        assert not comparable_part(document, THEN, otherwise)["roadmap"]["assessed"]

    def test_keeps_a_figure_all_of_whose_questions_are_the_same(self, now: Framework) -> None:
        document = full_result()

        def left(framework: Framework, audience: str) -> Document:
            part: Document = comparable_part(document, THEN, framework)["audiences"][audience]
            return part

        people = document["audiences"]
        assert left(now, "customers")["iceberg"] == people["customers"]["iceberg"]
        assert left(now, "staff")["ambassadors"] == people["staff"]["ambassadors"]

        def asked_otherwise(item: Item) -> Item:
            if item.code not in {"PB3", "EN1"}:
                return item
            return replace(item, texts=dict.fromkeys(item.texts, "Did you say so?"))

        otherwise = rewritten(asked_otherwise)
        assert "iceberg" not in left(otherwise, "customers")
        assert "ambassadors" not in left(otherwise, "staff")

    def test_leaves_out_what_is_told_of_groups_and_of_pairs(self, now: Framework) -> None:
        narrowed = comparable_part(full_result(), THEN, now)
        assert narrowed["gaps"] == []
        assert "groups" not in narrowed["audiences"]["staff"]

    def test_changes_nothing_of_the_result_itself(self, now: Framework) -> None:
        document = full_result()
        before = repr(document)
        comparable_part(document, THEN, now)
        assert repr(document) == before
