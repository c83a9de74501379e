"""Our own framework as data: what it asks, of whom, and what it rests on."""

import re
from collections import Counter

import pytest

from maturity.items import Item, Passage
from maturity.limits import MOST_MINUTES, MOST_WORDS
from maturity.loading import load

CENTRICITY = load("centricity")
ASKED = [(name, item) for name, q in CENTRICITY.questionnaires.items() for item in q.items]
HIGHER_STAGES = [
    (dimension.code, stage.code)
    for dimension in CENTRICITY.dimensions
    for stage in CENTRICITY.stages[1:]
]


class TestModel:
    def test_has_the_stages_dimensions_steps_and_foundations_of_its_sources(self) -> None:
        assert CENTRICITY.version == "1.0"
        assert [(stage.rank, stage.code) for stage in CENTRICITY.stages] == [
            *((1, "awareness"), (2, "sensitivity"), (3, "focus"), (4, "obsession"))
        ]
        assert [dimension.code for dimension in CENTRICITY.dimensions] == [
            *("knowledge", "measurement", "service", "complaints", "communication"),
            *("management", "involvement"),
        ]
        assert [(step.rank, step.code) for step in CENTRICITY.steps] == [
            *((1, "networks"), (2, "teams"), (3, "coordinator"), (4, "matrix"), (5, "segments"))
        ]
        assert [foundation.code for foundation in CENTRICITY.foundations] == [
            *("communication", "information", "collaboration", "roles", "measures"),
            *("climate", "resources"),
        ]
        assert CENTRICITY.assessor == "assessor"
        assert CENTRICITY.respondents == ("staff", "leaders", "customers")

    def test_marks_the_cells_the_source_is_silent_about(self) -> None:
        derived = {
            (dimension.code, stage.code)
            for dimension in CENTRICITY.dimensions
            for stage, passage in zip(CENTRICITY.stages, dimension.conditions, strict=True)
            if not passage.is_stated
        }
        assert derived == {
            ("service", "awareness"),
            ("complaints", "awareness"),
            ("complaints", "obsession"),
            ("communication", "sensitivity"),
            ("communication", "obsession"),
            ("involvement", "awareness"),
            ("involvement", "sensitivity"),
            ("involvement", "focus"),
        }

    def test_branded_experience_belongs_to_the_last_stage(self) -> None:
        assert "branded experience" in CENTRICITY.stage("obsession").summary

    def test_the_pace_of_the_roadmap_is_said_with_its_limits(self) -> None:
        pace = CENTRICITY.roadmap_pace
        for said in ("in principle", "hundred days", "company", "customers", "partners"):
            assert said in pace
        assert "No step is compulsory" in pace
        assert "derived" in CENTRICITY.roadmap_basis

    def test_every_module_is_asked_somewhere(self) -> None:
        pages = [page for q in CENTRICITY.questionnaires.values() for page in q.pages]
        assert {page.module for page in pages} - {""} == {m.code for m in CENTRICITY.modules}


class TestWords:
    @pytest.mark.parametrize(("audience", "item"), ASKED, ids=lambda value: str(value)[:20])
    def test_every_item_has_a_text_and_answers_for_everyone_asked(
        self, audience: str, item: Item
    ) -> None:
        assert audience in item.audiences
        assert item.text(audience).strip()
        assert len(item.options()) == item.scale.points
        options = [*item.options(), *(option.text for option in item.several)]
        assert all(option.strip() for option in options)
        assert len(set(options)) == len(options)

    @pytest.mark.parametrize("audience", CENTRICITY.respondents)
    def test_respondents_read_no_name_of_a_stage(self, audience: str) -> None:
        questionnaire = CENTRICITY.questionnaire(audience)
        names = {name for stage in CENTRICITY.stages for name in (stage.code, stage.name)}
        forbidden = re.compile(rf"\b({'|'.join(names)}|stages?|maturity)\b", re.IGNORECASE)
        read = [
            *(text for page in questionnaire.pages for text in (page.title, page.intro)),
            *(text for item in questionnaire.items for text in (item.text(audience), item.help)),
            *(option for item in questionnaire.items for option in item.options()),
            *(option.text for item in questionnaire.items for option in item.several),
            *(item.scale.dont_know for item in questionnaire.items),
        ]
        assert not [text for text in read if forbidden.search(text)]

    @pytest.mark.parametrize("audience", CENTRICITY.respondents)
    def test_one_may_always_say_that_one_cannot_say(self, audience: str) -> None:
        items = CENTRICITY.questionnaire(audience).items
        assert all(item.scale.has_dont_know or item.is_comment for item in items)

    def test_no_item_is_longer_than_sixty_words(self) -> None:
        assert MOST_WORDS == 60
        too_long = {
            (name, item.code)
            for name, item in ASKED
            if item.kind in {"anchored", "parallel", "rating", "step"} and item.words(name) > 60
        }
        assert not too_long

    @pytest.mark.parametrize(
        ("audience", "minutes"), [("staff", 12), ("leaders", 15), ("customers", 6)]
    )
    def test_questionnaires_are_short_enough(self, audience: str, minutes: int) -> None:
        assert CENTRICITY.questionnaire(audience).minutes <= minutes
        assert CENTRICITY.questionnaire(audience).limit == MOST_MINUTES[audience] == minutes

    def test_customers_are_asked_of_their_own_experience(self) -> None:
        for item in CENTRICITY.items:
            if item.kind == "parallel":
                assert len(set(item.texts.values())) > 1


class TestMarksAndSources:
    def passages(self) -> list[Passage]:
        return [
            *(passage for dim in CENTRICITY.dimensions for passage in dim.conditions),
            *(passage for item in CENTRICITY.items for passage in item.anchors),
            *(construct.summary for construct in CENTRICITY.constructs),
            *(action.what for action in CENTRICITY.actions),
        ]

    def test_every_condition_anchor_and_action_has_both(self) -> None:
        passages = self.passages()
        assert len(passages) == 7 * 4 + 21 * 4 + 14 + len(CENTRICITY.actions)
        assert {passage.basis for passage in passages} == {"stated", "derived"}
        listed = {source.code for source in CENTRICITY.sources}
        assert listed == {"000", "001", "002", "003", "004"}
        assert {passage.source for passage in passages} <= listed

    def test_so_has_every_item_that_is_not_anchored(self) -> None:
        for item in CENTRICITY.items:
            if item.kind not in {"anchored", "comment"}:
                assert item.basis in {"stated", "derived"}, item.code

    def test_every_item_theme_step_and_foundation_has_a_source(self) -> None:
        listed = {source.code for source in CENTRICITY.sources}
        named = {
            *(item.source for item in CENTRICITY.items),
            *(theme.source for theme in CENTRICITY.themes),
            *(step.source for step in CENTRICITY.steps),
            *(foundation.source for foundation in CENTRICITY.foundations),
        }
        assert named <= listed
        assert {item.source for item in CENTRICITY.roadmap_items} == {"004"}


class TestEvidenceAndActions:
    def test_two_statements_of_evidence_a_stage(self) -> None:
        found = Counter((item.dimension, item.stage) for item in CENTRICITY.evidence_items)
        assert found == dict.fromkeys(HIGHER_STAGES, 2)

    def test_two_or_three_actions_a_stage_and_foundation(self) -> None:
        aims = Counter(
            action.foundation or (action.dimension, action.stage) for action in CENTRICITY.actions
        )
        foundations = {foundation.code for foundation in CENTRICITY.foundations}
        assert aims.keys() == {*HIGHER_STAGES, *foundations}
        assert set(aims.values()) <= {2, 3}

    def test_every_action_has_all_six_texts(self) -> None:
        for action in CENTRICITY.actions:
            texts = [action.what.text, action.why, action.done]
            texts += [action.company, action.customer, action.partner]
            assert all(text.strip() for text in texts), action.code
            assert len(set(texts)) == 6, action.code

    def test_none_is_there_twice(self) -> None:
        statements = [item.text("assessor") for item in CENTRICITY.evidence_items]
        todo = [action.what.text for action in CENTRICITY.actions]
        for texts in (statements, todo):
            assert len(texts) == len(set(texts))
