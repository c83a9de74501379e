"""A framework whose entries are right by themselves and which cannot be counted as a whole."""

from pathlib import Path

import pytest

from maturity.framework import FrameworkError
from maturity.framework_rules import violations
from maturity.loading import FRAMEWORKS, load
from tests.maturity.made_up import DATA
from tests.maturity.spoiled_workshops import RULES, STRUCTURE, TLQ, Case, edited


class TestRules:
    @pytest.mark.parametrize("case", RULES, ids=str)
    def test_are_held_when_a_framework_is_loaded(self, tmp_path: Path, case: Case) -> None:
        edited(tmp_path, *case.edits)
        with pytest.raises(FrameworkError) as caught:
            load("workshop", root=tmp_path)
        assert str(caught.value) == f"1.0/framework.toml: {case.complaint}"

    def test_are_kept_by_every_model_here(self) -> None:
        for key, root in (("centricity", FRAMEWORKS), ("harbour", DATA)):
            assert violations(load(key, root=root)) == []

    def test_let_some_audiences_be_asked_no_parallel_item(self, tmp_path: Path) -> None:
        pages = (STRUCTURE, '"TL3", "TLP"]', '"TL3", "TLP", "TLQ"]')
        customers = (STRUCTURE, '["TLP", "PRP", "LA1"]', '["PRP", "LA1"]')
        edited(tmp_path, *TLQ, pages, pages, customers)
        assert load("workshop", root=tmp_path).questionnaire("leaders")

    def test_let_each_audience_have_its_own_item_on_a_step(self, tmp_path: Path) -> None:
        edited(
            tmp_path,
            (STRUCTURE, 'kind = "step"\nstep = "share"', 'kind = "step"\nstep = "sort"'),
            (STRUCTURE, '["ST1", "ST2"]', '["ST1"]'),
            (STRUCTURE, '["ST1", "ST2", "TM1"]', '["ST2", "TM1"]'),
        )
        assert load("workshop", root=tmp_path).questionnaire("leaders")


class TestFiles:
    def test_may_begin_with_a_byte_order_mark(self, tmp_path: Path) -> None:
        folder = edited(tmp_path)
        for name in (STRUCTURE, "en.toml"):
            (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes())
        assert load("workshop", root=tmp_path).title == "The reliable workshop"

    @pytest.mark.parametrize("file", [STRUCTURE, "en.toml"])
    def test_may_not_be_brackets_without_end(self, tmp_path: Path, file: str) -> None:
        folder = edited(tmp_path)
        (folder / file).write_text(f"a = {'[' * 5000}{']' * 5000}", "utf-8")
        with pytest.raises(FrameworkError, match="brackets within brackets too deep"):
            load("workshop", root=tmp_path)

    def test_name_the_version_as_a_text(self, tmp_path: Path) -> None:
        edited(tmp_path, (STRUCTURE, 'version = "1.0"', "version = 1.0"))
        with pytest.raises(FrameworkError, match="key and version as texts in quotation marks"):
            load("workshop", root=tmp_path)

    @pytest.mark.parametrize("languages", ["[]", "5", '"en"', "[1]"])
    def test_name_their_languages(self, tmp_path: Path, languages: str) -> None:
        edited(tmp_path, (STRUCTURE, '["en"]', languages))
        with pytest.raises(FrameworkError, match="must name its languages"):
            load("workshop", root=tmp_path)
