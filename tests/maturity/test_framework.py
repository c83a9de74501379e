from math import inf
from pathlib import Path

import pytest

from maturity.framework import Framework, FrameworkError, Page, Questionnaire
from maturity.items import Item, Scale
from maturity.loading import load, versions
from tests.maturity.made_up import DATA, spoiled, with_more, with_roadmap

CENTRICITY = load("centricity")


def error(root: Path, version: str = "", language: str = "en") -> str:
    with pytest.raises(FrameworkError) as caught:
        load("harbour", version, language, root=root)
    return str(caught.value)


def one_page(words: int, items: int = 1, labels: tuple[str, ...] = ()) -> Questionnaire:
    scale = Scale("yesno", 2, labels, "")
    asked = [
        Item(f"X{number}", "parallel", scale, ("crew",), {"crew": "word " * words}, "log")
        for number in range(items)
    ]
    return Questionnaire("crew", (Page("page", "Title", "Intro", tuple(asked)),))


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

    def test_counts_the_words_of_help_and_options(self, tmp_path: Path) -> None:
        item = load("harbour", root=with_more(tmp_path)).questionnaire("mates").items[4]
        # "Which flags do you fly?", "Choose as many as you like." and three of three words.
        assert item.words("mates") == 5 + 6 + 3 * 3

    def test_labels_of_a_scale_are_read_once_a_page(self) -> None:
        # 3 × 4 s for the items and 3 × 10 + 5 words at 0.3 s.
        assert one_page(10, 3, ("Not at all", "Very much")).seconds == pytest.approx(22.5)


class TestAsked:
    """Branches: which items an audience comes to by what it answered before."""

    def mates(self, tmp_path: Path) -> Questionnaire:
        return load("harbour", root=with_more(tmp_path)).questionnaire("mates")

    @pytest.mark.parametrize(
        ("watches", "branch"),
        [(1, set()), (2, {"FL1"}), (3, {"FL1", "RE1"}), (255, set()), (0, set())],
    )
    def test_depends_on_an_earlier_answer(
        self, tmp_path: Path, watches: int, branch: set[str]
    ) -> None:
        always = {"PR1", "PR2", "ST1", "WA1", "ANY"}
        assert self.mates(tmp_path).asked({"WA1": watches}) == always | branch

    def test_nothing_follows_from_what_was_not_answered(self, tmp_path: Path) -> None:
        assert self.mates(tmp_path).asked({}) == {"PR1", "PR2", "ST1", "WA1", "ANY"}

    def test_nothing_follows_from_what_was_not_asked(self) -> None:
        customers = CENTRICITY.questionnaire("customers")
        assert not {"PT1", "PN1"} & customers.asked({"PB1": 2, "PB3": 1})


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

    def test_reads_every_kind_of_entry(self, tmp_path: Path) -> None:
        harbour = load("harbour", root=with_more(tmp_path))
        mates = harbour.questionnaire("mates")
        assert [(item.code, item.kind) for item in mates.items] == [
            *(("PR1", "rating"), ("PR2", "rating"), ("ST1", "step"), ("WA1", "choice")),
            *(("FL1", "several"), ("RE1", "rating"), ("ANY", "comment")),
        ]
        assert [item.code for item in mates.comments] == ["ANY"]
        assert mates.limit == 5
        assert [(entry.code, entry.theme) for entry in harbour.constructs] == [
            ("pride", "mood"),
            ("rest", "mood"),
        ]
        assert [action.code for action in harbour.actions] == ["sew", "train"]
        sew, train = harbour.actions
        assert (sew.foundation, sew.dimension, sew.stage) == ("sails", "", "")
        assert (train.foundation, train.dimension, train.stage) == ("", "speed", "oceangoing")
        assert not sew.what.is_stated
        assert train.what.is_stated

    def test_a_column_is_one_byte_of_an_answer(self, tmp_path: Path) -> None:
        mates = load("harbour", root=with_more(tmp_path)).questionnaire("mates")
        # One an option of several choices, none for what is written.
        assert [column.code for column in mates.columns] == [
            *("PR1", "PR2", "ST1", "WA1", "FL1.red", "FL1.white", "FL1.blue", "RE1")
        ]

    def test_a_number_is_asked_in_bands(self, tmp_path: Path) -> None:
        mates = load("harbour", root=with_more(tmp_path)).questionnaire("mates")
        watches = mates.items[3].scale
        assert watches.unit == "hours"
        assert [*watches.bands] == [(0, 4), (4, 8), (8, inf)]
        assert not mates.items[0].scale.bands

    def test_the_assessor_looks_for_evidence_before_the_roadmap(self, tmp_path: Path) -> None:
        harbour = load("harbour", root=with_more(tmp_path))
        surveyor = harbour.questionnaire("surveyor")
        assert [page.code for page in surveyor.pages] == [
            *("evidence-care", "evidence-speed", "launch", "crossing")
        ]
        assert [item.code for item in harbour.evidence_items] == ["care-log"]
        assert len(harbour.roadmap_items) == 4

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


def test_every_framework_here_loads_in_each_language() -> None:
    loaded: list[Framework] = [
        *(load("harbour", language=language, root=DATA) for language in ["en", "de"]),
        *(load("centricity", version) for version in versions("centricity")),
    ]
    assert all(framework.items for framework in loaded)
