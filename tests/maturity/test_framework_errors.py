"""A framework whose files lack something or contradict each other; errors name the place."""

from pathlib import Path

import pytest

from tests.maturity.made_up import change, error, error_after, spoiled, with_more


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
            ("framework.toml", 'construct = "pride"', "items.PR1", "construct"),
            ("framework.toml", 'step = "launch"', "items.ST1", "step"),
            ("framework.toml", 'options = ["red"', "items.FL1", "options"),
            ("framework.toml", 'stage = "coastal"', "evidence.care-log", "stage"),
            ("en.toml", 'blue = "A blue one"', "items.FL1.options", "blue"),
            ("en.toml", 'care-log = "Repairs', "evidence", "care-log"),
            ("en.toml", 'summary = "Sleep on board."', "constructs.rest", "summary"),
            ("en.toml", 'question = "Do people', "themes.mood", "question"),
            ("en.toml", 'dont_know = "I keep no watch"', "scales.watches", "dont_know"),
            *(
                ("en.toml", f"{name} =", "actions.sew", name)
                for name in ("what", "why", "done", "company", "customer", "partner")
            ),
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
            ('code = "crossing"', 'code = "launch"', "launch"),
            ('items = ["SP1"]', 'items = ["SP1", "CA1"]', "CA1"),
            ('code = "PR2"', 'code = "PR1"', "PR1"),
            ('code = "rest"', 'code = "pride"', "pride"),
            ('code = "train"', 'code = "sew"', "sew"),
            ('"red", "white", "blue"', '"red", "white", "red"', "red"),
        ],
    )
    def test_doubled_code(self, tmp_path: Path, old: str, new: str, code: str) -> None:
        message = error_after(tmp_path, "framework.toml", old, new)
        assert f'"{code}"' in message
        assert "twice" in message

    @pytest.mark.parametrize("audience", ["crew", "mates"])
    def test_an_audience_that_both_answers_and_rates(self, tmp_path: Path, audience: str) -> None:
        old, new = 'audience = "surveyor"', f'audience = "{audience}"'
        message = error(
            change(
                change(with_more(tmp_path), "framework.toml", old, new),
                *("framework.toml", old, new),
            )
        )
        assert f'"{audience}"' in message
        assert "two audiences" in message

    @pytest.mark.parametrize("code", ["SP1", "launch-hull"])
    def test_code_of_evidence_that_an_item_has(self, tmp_path: Path, code: str) -> None:
        root = change(with_more(tmp_path), "framework.toml", "care-log", code)
        message = error(change(root, "en.toml", "care-log", code))
        assert f'the item "{code}" twice' in message

    def test_two_audiences_that_rate(self, tmp_path: Path) -> None:
        old, new = 'audience = "surveyor"', 'audience = "crew"'
        message = error_after(tmp_path, "framework.toml", old, new)
        assert "checklist" in message
        assert "surveyor" in message
        assert "one audience rates" in message

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
            ('construct = "pride"', 'construct = "shame"', ("PR1", "shame")),
            ('theme = "mood"\nsource', 'theme = "air"\nsource', ("pride", "air")),
            ('theme = "mood"\nscale', 'theme = "air"\nscale', ("WA1", "air")),
            ('step = "launch"', 'step = "sale"', ("ST1", "sale")),
            ('scale = "watches"', 'scale = "clocks"', ("WA1", "clocks")),
            ('stage = "coastal"', 'stage = "sunken"', ("care-log", "sunken")),
            ('foundation = "sails"', 'foundation = "keel"', ("sew", "keel")),
            (
                'basis = "stated"\n\n[[constructs',
                'basis = "said"\n\n[[constructs',
                ("pride", "said"),
            ),
            ('{ item = "WA1", answers = [3] }', '{ item = "WA9", answers = [3] }', ("RE1", "WA9")),
            ('items = ["FL1", "RE1"', 'items = ["FL1", "RE9"', ("mates", "RE9")),
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
