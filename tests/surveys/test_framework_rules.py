"""What makes a model impossible to ask, to count or to compare is named with its line."""

from pathlib import Path

import pytest

from surveys.models.answers import MOST_COLUMNS
from tests.maturity.spoiled_workshops import RULES, STRUCTURE, Case, Edit, edited, renamed
from tests.surveys.framework_files import errors, line_of, run

SITE = [
    Case(
        ((STRUCTURE, 'audience = "customers"\nminutes', 'audience = "guests"\nminutes'),),
        'audience = "guests"',
        'questionnaires is for the audience "guests"; it must be one of staff, leaders, customers.',
    ),
    *(
        Case(
            ((STRUCTURE, f'{scale}"\naudience = "assessor"', f'{scale}"\naudience = "leaders"'),),
            f'{scale}"\naudience = "leaders"',
            f'{table} has the audience "leaders"; it must be another than those who answer, like '
            "assessor.",
        )
        for table, scale in (("roadmap", "achievement"), ("checklist", "presence"))
    ),
]


@pytest.mark.parametrize("case", RULES, ids=str)
def test_rule_of_the_whole(tmp_path: Path, case: Case) -> None:
    folder = edited(tmp_path, *case.edits)
    line = line_of(folder, STRUCTURE, case.passage)
    assert errors(folder) == [f"{STRUCTURE}:{line}: {case.complaint}"]


@pytest.mark.parametrize("case", SITE, ids=str)
def test_rule_of_the_site(tmp_path: Path, case: Case) -> None:
    folder = edited(tmp_path, *case.edits)
    line = line_of(folder, STRUCTURE, case.passage)
    # On the line where the audience stands.
    line += case.passage.count("\n")
    assert f"{STRUCTURE}:{line}: {case.complaint}" in errors(folder)


def test_every_rule_at_once(tmp_path: Path) -> None:
    folder = edited(tmp_path, *RULES[1].edits, *RULES[-1].edits)
    assert [error.split(": ", 1)[1] for error in errors(folder)] == [
        RULES[-1].complaint,
        RULES[1].complaint,
    ]


class TestRoom:
    def test_for_answers(self, tmp_path: Path) -> None:
        # Staff are asked for 15 answers besides one for each option.
        codes = [f"o{number}" for number in range(MOST_COLUMNS - 12)]
        options = ", ".join(f'"{code}"' for code in codes)
        texts = "\n".join(f'{code} = "x"' for code in codes)
        folder = edited(
            tmp_path,
            (STRUCTURE, 'options = ["frames", "wheels", "paint"]', f"options = [{options}]"),
            ("en.toml", "[items.HE1.options]", f"[items.HE1.options]\n{texts}\n[items.HE1.rest]"),
        )
        path = folder / "en.toml"
        before, after = path.read_text("utf-8").split("[items.HE1.rest]")
        path.write_text(before + after[after.index("\n[") :], "utf-8")
        line = line_of(folder, STRUCTURE, '[[questionnaires]]\naudience = "staff"')
        assert errors(folder) == [
            f"{STRUCTURE}:{line}: questionnaires.staff has 161 answers to keep, each option one; "
            "at most 160 are possible."
        ]

    def test_for_comments(self, tmp_path: Path) -> None:
        item = '[[items]]\ncode = "CM3"\nkind = "comment"\naudiences = ["customers"]\nsource = '
        folder = edited(
            tmp_path,
            (STRUCTURE, "[[evidence]]", f'{item}"guild"\n\n[[evidence]]'),
            (STRUCTURE, '["CM1", "CM2"]', '["CM1", "CM2", "CM3"]'),
            ("en.toml", "[items.CM1", '[items.CM3]\ntext = "What else?"\n\n[items.CM1'),
        )
        line = line_of(folder, STRUCTURE, '[[questionnaires]]\naudience = "customers"')
        assert errors(folder) == [
            f"{STRUCTURE}:{line}: questionnaires.customers has 3 comments; at most 2 are possible."
        ]

    @pytest.mark.parametrize(
        ("edits", "complaint"),
        [
            (renamed("CR3", "C" * 21), "it must have at most 20 characters."),
            (((STRUCTURE, '"frames"', f'"{"f" * 21}"'),), "it must have at most 20 characters."),
            (((STRUCTURE, '"sort"', f'"{"s" * 41}"'),), "it must have at most 40 characters."),
        ],
        ids=["item", "option", "step"],
    )
    def test_for_codes(self, tmp_path: Path, edits: tuple[Edit, ...], complaint: str) -> None:
        assert any(error.endswith(complaint) for error in errors(edited(tmp_path, *edits)))


class TestWarnings:
    def warnings(self, folder: Path) -> list[str]:
        code, _, lines = run("validate", folder)
        assert code == 0
        return lines

    def test_of_an_item_that_no_page_asks(self, tmp_path: Path) -> None:
        folder = edited(tmp_path, (STRUCTURE, '["CR1", "CR2", "CR3"]', '["CR1", "CR2"]'))
        line = line_of(folder, STRUCTURE, '[[items]]\ncode = "CR3"')
        assert self.warnings(folder) == [
            f"{STRUCTURE}:{line}: warning: items.CR3 is asked on no page."
        ]

    def test_of_a_model_without_a_core(self, tmp_path: Path) -> None:
        folder = edited(tmp_path, (STRUCTURE, "core = true", "core = false"))
        line = line_of(folder, STRUCTURE, '[[dimensions]]\ncode = "tools"')
        assert self.warnings(folder) == [
            f"{STRUCTURE}:{line}: warning: dimensions has no core dimension, so that none holds "
            "the whole back."
        ]


class TestWords:
    """Complaints a stranger can act on."""

    def test_on_a_version_that_is_a_number(self, tmp_path: Path) -> None:
        folder = edited(tmp_path, (STRUCTURE, 'version = "1.0"', "version = 1.0"))
        line = line_of(folder, STRUCTURE, "version = 1.0")
        assert errors(folder) == [
            f"{STRUCTURE}:{line}: version is 1.0; it must be a text in quotation marks."
        ]

    def test_on_the_folder_of_all_versions(self, tmp_path: Path) -> None:
        folder = edited(tmp_path)
        assert errors(folder.parent) == [
            f"{folder.parent}: the folder holds versions; name the folder of one, like {folder}."
        ]

    def test_on_a_roadmap_with_a_dont_know(self, tmp_path: Path) -> None:
        folder = edited(
            tmp_path,
            (STRUCTURE, 'scale = "achievement"\naudience', 'scale = "agreement"\naudience'),
        )
        line = line_of(folder, STRUCTURE, "[roadmap]")
        assert errors(folder) == [
            f'{STRUCTURE}:{line}: roadmap is rated on "agreement", which has a "don’t know"; '
            "choose a scale with dont_know = false."
        ]

    def test_on_a_condition_on_what_is_not_asked(self, tmp_path: Path) -> None:
        folder = edited(
            tmp_path,
            (STRUCTURE, 'when = { item = "LA3", answers = [3, 255] }',
             'when = { item = "TM1", answers = [4] }'),
        )  # fmt: skip
        line = line_of(folder, STRUCTURE, 'items = ["LA4"]')
        assert errors(folder) == [
            f'{STRUCTURE}:{line}: questionnaires.customers.pages.very-late asks "LA4", which '
            'depends on "TM1"; customers are not asked that.'
        ]

    def test_on_known_codes_name_each_once(self, tmp_path: Path) -> None:
        folder = edited(tmp_path, ("en.toml", "[pages.tools]", "[pages.xyz]"))
        (error,) = (error for error in errors(folder) if '"xyz"' in error)
        assert error.count(" tools") == 1

    @pytest.mark.parametrize("file", [STRUCTURE, "en.toml"])
    def test_on_brackets_without_end(self, tmp_path: Path, file: str) -> None:
        folder = edited(tmp_path)
        (folder / file).write_text(f"a = {'[' * 5000}{']' * 5000}", "utf-8")
        assert f"{file}: has brackets within brackets too deep to be read." in errors(folder)

    def test_say_nothing_of_a_byte_order_mark(self, tmp_path: Path) -> None:
        folder = edited(tmp_path)
        for name in (STRUCTURE, "en.toml"):
            (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes())
        assert errors(folder) == []
        assert run("publish", folder)[0] == 0
        assert errors(folder) == []
