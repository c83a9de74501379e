import re
from pathlib import Path

import pytest

from maturity.framework import (
    Framework,
    FrameworkError,
    Item,
    Page,
    Questionnaire,
    Scale,
    load,
    versions,
)
from tests.maturity.made_up import DATA, change, spoiled, with_roadmap

CENTRICITY = load("centricity", "0.1")
# domain.md, Questionnaires: at most 60 words an item with its anchors, and so many minutes.
MOST_WORDS = 60
MOST_MINUTES = {"staff": 12, "leaders": 15, "customers": 6}
ASKED = [(name, item) for name, q in CENTRICITY.questionnaires.items() for item in q.items]


def error(root: Path, version: str = "", language: str = "en") -> str:
    with pytest.raises(FrameworkError) as caught:
        load("harbour", version, language, root=root)
    return str(caught.value)


def error_after(root: Path, file: str, old: str, new: str) -> str:
    return error(spoiled(root, file, old, new))


def one_page(words: int, items: int = 1) -> Questionnaire:
    scale = Scale("yesno", 2, ("No", "Yes"), "")
    asked = [
        Item(f"X{number}", "parallel", scale, ("crew",), {"crew": "word " * words}, "log")
        for number in range(items)
    ]
    return Questionnaire("crew", (Page("page", "Title", "Intro", tuple(asked)),))


class TestCentricity:
    def test_has_the_stages_dimensions_steps_and_foundations_of_its_sources(self) -> None:
        assert [stage.code for stage in CENTRICITY.stages] == [
            "awareness",
            "sensitivity",
            "focus",
            "obsession",
        ]
        assert [stage.rank for stage in CENTRICITY.stages] == [1, 2, 3, 4]
        assert len(CENTRICITY.dimensions) == 7
        assert [step.rank for step in CENTRICITY.steps] == [1, 2, 3, 4, 5]
        assert len(CENTRICITY.foundations) == 7
        assert CENTRICITY.assessor == "assessor"
        assert CENTRICITY.respondents == ("staff", "leaders", "customers")

    @pytest.mark.parametrize(("audience", "item"), ASKED, ids=lambda value: str(value)[:20])
    def test_every_item_has_a_text_and_answers_for_everyone_asked(
        self, audience: str, item: Item
    ) -> None:
        assert audience in item.audiences
        assert item.text(audience).strip()
        assert len(item.options()) == item.scale.points
        assert all(option.strip() for option in item.options())
        assert len(set(item.options())) == item.scale.points

    def test_no_item_is_longer_than_the_limit(self) -> None:
        too_long = {(name, item.code) for name, item in ASKED if item.words(name) > MOST_WORDS}
        assert not too_long

    @pytest.mark.parametrize("audience", MOST_MINUTES)
    def test_questionnaires_are_short_enough(self, audience: str) -> None:
        assert CENTRICITY.questionnaire(audience).minutes <= MOST_MINUTES[audience]

    @pytest.mark.parametrize("audience", ["staff", "leaders"])
    def test_has_three_anchored_items_and_a_parallel_one_a_dimension(self, audience: str) -> None:
        asked = [(i.dimension, i.kind) for i in CENTRICITY.questionnaire(audience).items]
        for dimension in CENTRICITY.dimensions:
            assert asked.count((dimension.code, "anchored")) == 3
            assert asked.count((dimension.code, "parallel")) == 1
        assert len(asked) == 28

    def test_asks_customers_the_same_parallel_items_and_no_others(self) -> None:
        parallel = {item.code for item in CENTRICITY.items if item.kind == "parallel"}
        customers = CENTRICITY.questionnaire("customers").items
        assert {item.code for item in customers} == parallel
        assert {i.dimension for i in customers} == {d.code for d in CENTRICITY.dimensions}

    def test_asks_nobody_anything_twice(self) -> None:
        for questionnaire in CENTRICITY.questionnaires.values():
            codes = [item.code for item in questionnaire.items]
            assert len(codes) == len(set(codes))

    def test_has_one_roadmap_item_a_step_and_foundation(self) -> None:
        items = CENTRICITY.questionnaire("assessor").items
        assert {(item.step, item.foundation) for item in items} == {
            (step.code, foundation.code)
            for step in CENTRICITY.steps
            for foundation in CENTRICITY.foundations
        }

    @pytest.mark.parametrize("audience", CENTRICITY.respondents)
    def test_shows_respondents_no_name_of_a_stage(self, audience: str) -> None:
        questionnaire = CENTRICITY.questionnaire(audience)
        names = {name for stage in CENTRICITY.stages for name in (stage.code, stage.name)}
        forbidden = re.compile(rf"\b({'|'.join(names)}|stage)\b", re.IGNORECASE)
        read = [
            *(text for page in questionnaire.pages for text in (page.title, page.intro)),
            *(item.text(audience) for item in questionnaire.items),
            *(option for item in questionnaire.items for option in item.options()),
            *(item.scale.dont_know for item in questionnaire.items),
        ]
        assert not [text for text in read if forbidden.search(text)]

    def test_every_condition_and_anchor_is_stated_or_derived(self) -> None:
        conditions = [passage for d in CENTRICITY.dimensions for passage in d.conditions]
        anchors = [passage for item in CENTRICITY.items for passage in item.anchors]
        assert len(conditions) == 7 * 4
        assert len(anchors) == 7 * 3 * 4
        assert {passage.basis for passage in conditions + anchors} == {"stated", "derived"}
        assert all(p.is_stated == (p.basis == "stated") for p in conditions + anchors)

    def test_every_source_named_is_listed(self) -> None:
        listed = {source.code for source in CENTRICITY.sources}
        passages = [passage for d in CENTRICITY.dimensions for passage in d.conditions]
        assert {passage.source for passage in passages} <= listed
        assert {item.source for item in CENTRICITY.items} <= listed

    def test_marks_the_cells_the_source_is_silent_about(self) -> None:
        # domain.md, section 1, the cells marked "derived".
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


class TestFramework:
    def test_finds_stage_dimension_and_step_by_code(self) -> None:
        assert CENTRICITY.stage("focus").rank == 3
        assert CENTRICITY.dimension("service").name == "Service and value"
        assert CENTRICITY.step("matrix").rank == 4

    def test_names_the_audiences_it_has(self) -> None:
        with pytest.raises(FrameworkError, match=r'no audience "board".*staff, leaders, customers'):
            CENTRICITY.questionnaire("board")

    def test_counts_the_words_of_text_and_anchors(self) -> None:
        harbour = load("harbour", root=DATA)
        item = harbour.questionnaire("crew").items[0]
        # "Who looks after the boat?" with 2 + 3 + 4 words of anchors.
        assert item.words("crew") == 5 + 2 + 3 + 4

    @pytest.mark.parametrize(
        ("words", "items", "seconds", "minutes"),
        [
            # 200 words a minute and 4 seconds an item.
            (10, 1, 7.0, 1),
            (10, 8, 56.0, 1),
            (20, 6, 60.0, 1),
            (187, 1, 60.1, 2),
            (20, 7, 70.0, 2),
        ],
    )
    def test_estimates_the_time_and_rounds_it_up(
        self, words: int, items: int, seconds: float, minutes: int
    ) -> None:
        questionnaire = one_page(words, items)
        assert questionnaire.seconds == pytest.approx(seconds)
        assert questionnaire.minutes == minutes


class TestLoad:
    def test_loads_a_framework_of_another_shape(self) -> None:
        harbour = load("harbour", "1.0", root=DATA)
        assert [stage.name for stage in harbour.stages] == ["Moored", "Coastal", "Oceangoing"]
        assert [d.code for d in harbour.dimensions if d.is_core] == ["care"]
        assert [item.code for item in harbour.questionnaire("crew").items] == [
            "CA1",
            "CA2",
            "CAP",
            "SP1",
        ]
        assert harbour.respondents == ("crew", "guests")
        assert harbour.assessor == ""
        assert harbour.steps == ()
        assert harbour.is_published

    def test_gives_each_audience_its_wording(self) -> None:
        parallel = load("harbour", root=DATA).questionnaire("guests").items[0]
        assert parallel.text("guests") == "I feel safe on board."
        assert parallel.text("crew") == "Guests feel safe on board."
        assert parallel.options() == ("No", "Yes")
        assert not parallel.scale.has_dont_know

    def test_adds_a_questionnaire_of_the_roadmap(self, tmp_path: Path) -> None:
        harbour = load("harbour", root=with_roadmap(tmp_path))
        items = harbour.questionnaire("surveyor").items
        assert harbour.assessor == "surveyor"
        assert harbour.respondents == ("crew", "guests")
        assert [item.code for item in items] == [
            "launch-hull",
            "launch-sails",
            "crossing-hull",
            "crossing-sails",
        ]
        assert items[0].text("surveyor") == "The hull is tight."

    def test_takes_the_newest_version_unless_told(self, tmp_path: Path) -> None:
        with_roadmap(tmp_path)
        for version in ["1.9", "1.10"]:
            root = spoiled(
                tmp_path / version, "framework.toml", 'version = "1.0"', f'version = "{version}"'
            )
            (root / "harbour" / "1.0").rename(tmp_path / "harbour" / version)
        assert versions("harbour", tmp_path) == ["1.0", "1.9", "1.10"]
        assert load("harbour", root=tmp_path).version == "1.10"
        assert load("harbour", "1.9", root=tmp_path).version == "1.9"


class TestHash:
    def hash_of(self, root: Path, language: str = "en") -> str:
        return load("harbour", language=language, root=root).hash

    def test_is_of_the_content_not_of_the_place(self, tmp_path: Path) -> None:
        assert self.hash_of(with_roadmap(tmp_path / "a")) == self.hash_of(
            with_roadmap(tmp_path / "b")
        )

    @pytest.mark.parametrize(
        ("file", "old", "new"),
        [
            ("en.toml", "It wins.", "It always wins."),
            ("en.toml", "Think of the past year.", "Think of last year."),
            ("de.toml", "Das Boot bleibt im Hafen.", "Das Boot liegt im Hafen."),
            ("framework.toml", "core = false", "core = true"),
            ("framework.toml", '["stated", "stated", "derived"]', '["stated", "stated", "stated"]'),
        ],
    )
    def test_changes_with_any_text_and_mark(
        self, tmp_path: Path, file: str, old: str, new: str
    ) -> None:
        before = self.hash_of(with_roadmap(tmp_path / "before"))
        assert self.hash_of(spoiled(tmp_path / "after", file, old, new)) != before

    def test_is_the_same_in_every_language(self) -> None:
        assert self.hash_of(DATA, "en") == self.hash_of(DATA, "de")
        assert load("harbour", language="de", root=DATA).title == "Hafen"


class TestNotFound:
    def test_unknown_framework(self) -> None:
        with pytest.raises(FrameworkError, match=r'no framework "boats".*harbour'):
            load("boats", root=DATA)

    def test_unknown_version(self) -> None:
        message = error(DATA, version="2.0")
        assert "2.0" in message
        assert "1.0" in message

    def test_unknown_language(self) -> None:
        message = error(DATA, language="fr")
        assert "fr" in message
        assert "en, de" in message

    @pytest.mark.parametrize("language", ["en", "de"])
    def test_missing_language_file(self, tmp_path: Path, language: str) -> None:
        (with_roadmap(tmp_path) / "harbour" / "1.0" / "de.toml").unlink()
        message = error(tmp_path, language=language)
        assert "de.toml" in message
        assert "1.0" in message

    def test_version_that_is_no_number(self, tmp_path: Path) -> None:
        (with_roadmap(tmp_path) / "harbour" / "1.0").rename(tmp_path / "harbour" / "draft")
        assert "draft" in error(tmp_path)

    @pytest.mark.parametrize("file", ["framework.toml", "en.toml"])
    def test_file_that_is_no_toml(self, tmp_path: Path, file: str) -> None:
        (with_roadmap(tmp_path) / "harbour" / "1.0" / file).write_text("title = \n", "utf-8")
        message = error(tmp_path)
        assert file in message
        assert "line 1" in message


class TestLacking:
    """Whatever is left out is named with its file and the way to it."""

    @pytest.mark.parametrize(
        ("file", "old", "place", "name"),
        [
            ("en.toml", 'title = "Harbour"', "", "title"),
            ("en.toml", 'name = "Coastal"', "stages.coastal", "name"),
            ("en.toml", 'title = "The harbour master’s log"', "sources.log", "title"),
            ("en.toml", 'dont_know = "I cannot say"', "scales.ladder", "dont_know"),
            ("en.toml", 'question = "How fast is the boat?"', "dimensions.speed", "question"),
            ("en.toml", 'coastal = "It keeps up', "dimensions.speed.conditions", "coastal"),
            ("en.toml", 'text = "How does the boat do in a race?"', "items.SP1", "text"),
            ("en.toml", 'anchors = ["It does not start."', "items.SP1", "anchors"),
            ("en.toml", 'guests = "I feel safe on board."', "items.CAP.texts", "guests"),
            ("en.toml", 'intro = "Think of the last race."', "pages.speed", "intro"),
            ("en.toml", 'summary = "What catches', "foundations.sails", "summary"),
            ("en.toml", 'sails = "There are sails."', "roadmap.cells.launch", "sails"),
            ("framework.toml", 'languages = ["en", "de"]', "", "languages"),
            ("framework.toml", "published = true", "", "published"),
            ("framework.toml", "points = 3", "scales.ladder", "points"),
            ("framework.toml", 'kind = "parallel"', "items.CAP", "kind"),
            ("framework.toml", "core = false", "dimensions.speed", "core"),
            ("framework.toml", 'audience = "surveyor"', "roadmap", "audience"),
        ],
    )
    def test_names_the_place(
        self, tmp_path: Path, file: str, old: str, place: str, name: str
    ) -> None:
        # The rest of the line, if ``old`` is only its beginning, becomes part of the comment.
        message = error_after(tmp_path, file, old, f"# {old}")
        assert file in message
        assert place in message
        assert f'"{name}"' in message

    def test_whole_item(self, tmp_path: Path) -> None:
        message = error_after(tmp_path, "en.toml", "[items.SP1]", "[items.SP2]")
        assert "en.toml" in message
        assert '"SP1"' in message

    def test_condition_of_a_stage(self, tmp_path: Path) -> None:
        message = error_after(tmp_path, "framework.toml", ', oceangoing = "derived" }', " }")
        assert "framework.toml" in message
        assert "dimensions.care" in message
        assert '"oceangoing"' in message

    @pytest.mark.parametrize("text", ['""', '"  "'])
    def test_empty_text_of_an_item(self, tmp_path: Path, text: str) -> None:
        old = '"Who looks after the boat?"'
        assert "CA1" in error_after(tmp_path, "en.toml", old, text)


class TestContradictions:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('["It does not start.", "It arrives.", "It wins."]', '["It starts.", "It wins."]'),
            ('"It wins."]', '"It wins.", "It flies."]'),
            ('"It arrives."', '" "'),
        ],
    )
    def test_wrong_number_of_anchor_texts(self, tmp_path: Path, old: str, new: str) -> None:
        message = error_after(tmp_path, "en.toml", old, new)
        assert "SP1" in message
        assert "3" in message

    def test_wrong_number_of_anchor_marks(self, tmp_path: Path) -> None:
        old, new = '["stated", "derived", "derived"]', '["stated", "derived"]'
        message = error_after(tmp_path, "framework.toml", old, new)
        assert "CA2" in message
        assert "3" in message

    def test_wrong_number_of_labels(self, tmp_path: Path) -> None:
        message = error_after(tmp_path, "en.toml", '["No", "Yes"]', '["No", "So so", "Yes"]')
        assert "CAP" in message
        assert "2" in message

    def test_anchors_on_a_scale_that_is_not_as_long_as_the_stages(self, tmp_path: Path) -> None:
        root = spoiled(tmp_path, "framework.toml", 'scale = "ladder"', 'scale = "yesno"')
        change(root, "framework.toml", '["stated", "stated", "derived"]', '["stated", "stated"]')
        change(root, "en.toml", '["Nobody does.", "The owner does.", ', '["Nobody does.", ')
        message = error(root)
        assert "CA1" in message
        assert "3 stages" in message

    @pytest.mark.parametrize(
        ("old", "new", "code"),
        [
            ('code = "CA2"', 'code = "CA1"', "CA1"),
            ('code = "coastal"', 'code = "moored"', "moored"),
            ('code = "yesno"', 'code = "ladder"', "ladder"),
            ('code = "speed"\ncore', 'code = "care"\ncore', "care"),
            ('audience = "guests"', 'audience = "crew"', "crew"),
            ('audience = "surveyor"', 'audience = "crew"', "crew"),
            ('code = "crossing"', 'code = "launch"', "launch"),
            ('items = ["SP1"]', 'items = ["SP1", "CA1"]', "CA1"),
        ],
    )
    def test_doubled_code(self, tmp_path: Path, old: str, new: str, code: str) -> None:
        message = error_after(tmp_path, "framework.toml", old, new)
        assert f'"{code}"' in message
        assert "twice" in message

    @pytest.mark.parametrize(
        ("old", "new", "names"),
        [
            ('scale = "ladder"', 'scale = "rope"', ("CA1", "rope")),
            (
                'scale = "yesno"\naudience = "s',
                'scale = "rope"\naudience = "s',
                ("roadmap", "rope"),
            ),
            ('dimension = "speed"', 'dimension = "looks"', ("SP1", "looks")),
            ('items = ["SP1"]', 'items = ["SP9"]', ("crew", "SP9")),
            ('kind = "parallel"', 'kind = "other"', ("CAP", "other")),
            ('items = ["CAP"]', 'items = ["SP1"]', ("guests", "SP1")),
            ('moored = "stated"', 'moored = "said"', ("care", "said")),
            ('anchors = ["stated", "s', 'anchors = ["said", "s', ("CA1", "said")),
            ('source = "log"\nanchors', 'source = "diary"\nanchors', ("CA1", "diary")),
            ('source = "log"\nconditions', 'source = "diary"\nconditions', ("care", "diary")),
            ('version = "1.0"', 'version = "1.1"', ("1.0", "1.1")),
            ('key = "harbour"', 'key = "port"', ("harbour", "port")),
        ],
    )
    def test_what_is_named_but_not_there(
        self, tmp_path: Path, old: str, new: str, names: tuple[str, str]
    ) -> None:
        message = error_after(tmp_path, "framework.toml", old, new)
        assert all(name in message for name in names)

    def test_roadmap_on_a_scale_with_a_dont_know(self, tmp_path: Path) -> None:
        root = spoiled(tmp_path, "framework.toml", "dont_know = false", "dont_know = true")
        labels = 'labels = ["No", "Yes"]'
        message = error(change(root, "en.toml", labels, labels + '\ndont_know = "Who knows"'))
        assert "roadmap" in message
        assert "yesno" in message

    def test_steps_without_a_roadmap(self, tmp_path: Path) -> None:
        text = '[roadmap]\nscale = "yesno"\naudience = "surveyor"\nbasis = "derived"\n'
        assert "roadmap" in error_after(tmp_path, "framework.toml", text, "")


def test_every_framework_here_loads_in_each_language() -> None:
    loaded: list[Framework] = [
        *(load("harbour", language=language, root=DATA) for language in ["en", "de"]),
        *(load("centricity", version) for version in versions("centricity")),
    ]
    assert all(framework.items for framework in loaded)
