"""What scales, conditions, evidence, actions and modules of a framework must keep to."""

from pathlib import Path

import pytest

from maturity.loading import load
from tests.maturity.made_up import change, error, error_after, extend, with_more


class TestScales:
    @pytest.mark.parametrize(
        "bounds", ["[0, 4, 8]", "[0, 4, 8, 12, inf]", "[0, 8, 4, inf]", "[0, 4, 4, inf]"]
    )
    def test_bands_have_one_edge_more_and_ascend(self, tmp_path: Path, bounds: str) -> None:
        message = error_after(tmp_path, "framework.toml", "[0, 4, 8, inf]", bounds)
        assert "scales.watches" in message
        assert "4 ascending edges for its 3 bands" in message

    def test_an_item_with_labels_needs_one_a_point(self, tmp_path: Path) -> None:
        message = error_after(tmp_path, "framework.toml", 'scale = "agreement"', 'scale = "ladder"')
        assert "items.PR1" in message
        assert "3 answers" in message

    def test_what_is_rated_has_no_dont_know(self, tmp_path: Path) -> None:
        old, new = '[checklist]\nscale = "yesno"', '[checklist]\nscale = "chosen"'
        message = error_after(tmp_path, "framework.toml", old, new)
        assert "checklist" in message
        assert "chosen" in message


class TestConditions:
    @pytest.mark.parametrize(
        ("first", "second"),
        [
            # On the same page (from where there is no way back), on a later one.
            ('["WA1", "FL1"]', '["PR1", "ANY"]'),
            ('["PR1", "PR2"]', '["WA1", "FL1"]'),
            ('["PR1", "FL1"]', '["WA1", "ANY"]'),
        ],
    )
    def test_depend_on_an_earlier_page(self, tmp_path: Path, first: str, second: str) -> None:
        root = change(with_more(tmp_path), "framework.toml", '["PR1", "PR2", "ST1", "WA1"]', first)
        message = error(change(root, "framework.toml", '["FL1", "RE1", "ANY"]', second))
        assert "questionnaires.mates" in message
        assert '"FL1"' in message
        assert "earlier page" in message

    def test_depend_on_what_the_same_people_are_asked(self, tmp_path: Path) -> None:
        old, new = '["PR1", "PR2", "ST1", "WA1"]', '["PR1", "PR2", "ST1"]'
        message = error_after(tmp_path, "framework.toml", old, new)
        assert "questionnaires.mates" in message
        assert 'asks "FL1" depending on an item it does not ask' in message

    @pytest.mark.parametrize("other", ["FL1", "ANY"])
    def test_depend_on_one_answer(self, tmp_path: Path, other: str) -> None:
        old, new = 'item = "WA1", answers = [3]', f'item = "{other}", answers = [1]'
        message = error_after(tmp_path, "framework.toml", old, new)
        assert "items.RE1" in message
        assert f'"{other}", which is no item with one answer' in message

    @pytest.mark.parametrize("answers", ["[]", "[0]", "[4]", "[3, 4]"])
    def test_depend_on_answers_there_are(self, tmp_path: Path, answers: str) -> None:
        message = error_after(tmp_path, "framework.toml", "answers = [3]", f"answers = {answers}")
        assert "items.RE1" in message
        assert 'an answer that "WA1" does not have' in message

    def test_may_depend_on_a_dont_know_where_there_is_one(self, tmp_path: Path) -> None:
        old, new = "answers = [3]", "answers = [255]"
        root = change(with_more(tmp_path / "has"), "framework.toml", old, new)
        assert load("harbour", root=root).questionnaire("mates").asked({"WA1": 255}) >= {"RE1"}
        old, new = 'item = "WA1", answers = [3]', 'item = "ST1", answers = [255]'
        message = error_after(tmp_path / "has_none", "framework.toml", old, new)
        assert 'an answer that "ST1" does not have' in message


class TestAims:
    """What evidence and actions serve."""

    @pytest.mark.parametrize("code", ["care-log", "train"])
    def test_never_the_first_stage(self, tmp_path: Path, code: str) -> None:
        stage = {"care-log": "coastal", "train": "oceangoing"}[code]
        message = error_after(tmp_path, "framework.toml", f'stage = "{stage}"', 'stage = "moored"')
        assert code in message
        assert '"moored"; it must be one of coastal, oceangoing' in message

    @pytest.mark.parametrize(
        "aims",
        [
            "",
            'dimension = "care"',
            'stage = "coastal"',
            'foundation = "sails"\ndimension = "care"',
            'foundation = "sails"\nstage = "coastal"',
            'foundation = "sails"\ndimension = "care"\nstage = "coastal"',
        ],
    )
    def test_of_an_action_are_a_stage_of_a_dimension_or_a_foundation(
        self, tmp_path: Path, aims: str
    ) -> None:
        message = error_after(tmp_path, "framework.toml", 'foundation = "sails"', aims)
        assert "actions.sew" in message
        assert "either a dimension and a stage, or a foundation" in message

    def test_of_evidence_need_a_checklist(self, tmp_path: Path) -> None:
        text = '[checklist]\nscale = "yesno"\naudience = "surveyor"\n'
        assert "checklist" in error_after(tmp_path, "framework.toml", text, "")


class TestModules:
    def with_module(self, root: Path, page: str) -> Path:
        """Add a module, and to every page a line."""
        extend(
            with_more(root),
            '[[modules]]\ncode = "sea"\ndefault = true\n',
            '[modules.sea]\nname = "Sea"\nsummary = "All of it."\n',
        )
        path = root / "harbour" / "1.0" / "framework.toml"
        pages = path.read_text("utf-8").replace("\nitems = [", f"\n{page}\nitems = [")
        path.write_text(pages, "utf-8")
        return root

    def test_a_page_belongs_to_one(self, tmp_path: Path) -> None:
        harbour = load("harbour", root=self.with_module(tmp_path, 'module = "sea"'))
        assert {page.module for page in harbour.questionnaire("crew").pages} == {"sea"}
        assert [module.is_default for module in harbour.modules] == [True]

    @pytest.mark.parametrize(
        ("page", "complaint"),
        [("", 'lacks "module"'), ('module = "lake"', '"lake"; it must be one of sea')],
    )
    def test_every_page_does_where_there_are_any(
        self, tmp_path: Path, page: str, complaint: str
    ) -> None:
        message = error(self.with_module(tmp_path, page))
        assert "questionnaires.crew.pages.care" in message
        assert complaint in message
