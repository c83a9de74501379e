"""Checking a framework from the command line."""

import re
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from maturity.loading import FRAMEWORKS, versions
from tests.maturity.made_up import change
from tests.surveys.framework_files import draft, errors, line_of, run

NEWEST = FRAMEWORKS / "centricity" / versions("centricity")[-1]


def centricity(root: Path) -> Path:
    """Copy our own framework as a draft."""
    folder = root / "centricity" / NEWEST.name
    shutil.copytree(NEWEST, folder)
    path = folder / "framework.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("published = true", "published = false", 1), encoding="utf-8")
    return folder


class TestValidate:
    def test_finds_nothing_wrong_with_our_own_framework(self, tmp_path: Path) -> None:
        folder = centricity(tmp_path)
        code, out, err = run("validate", folder)
        assert (code, err) == (0, [])
        assert out.endswith(f"centricity {NEWEST.name} is in order.\n")

    def test_prints_length_by_language_and_audience(self, tmp_path: Path) -> None:
        code, out, _ = run("validate", draft(tmp_path))
        assert code == 0
        assert [line.split() for line in out.splitlines()] == [
            ["language", "audience", "items", "minutes", "allowed"],
            ["en", "staff", "4", "1", "12"],
            ["en", "customers", "1", "1", "6"],
            ["en", "leaders", "4", "1", "5"],
            ["de", "staff", "4", "1", "12"],
            ["de", "customers", "1", "1", "6"],
            ["de", "leaders", "4", "1", "5"],
            ["harbour", "1.0", "is", "in", "order."],
        ]

    def test_warns_of_an_unusual_number_of_anchored_items(self, tmp_path: Path) -> None:
        folder = draft(tmp_path)
        line = line_of(folder, "framework.toml", '[[questionnaires]]\naudience = "staff"')
        code, _, err = run("validate", folder)
        assert code == 0
        start = f"framework.toml:{line}: warning: questionnaires.staff asks"
        assert err == [
            f'{start} 1 anchored items on "speed"; 3 are usual.',
            f'{start} 2 anchored items on "care"; 3 are usual.',
        ]

    def test_names_everything_at_once_by_file_and_line(self, tmp_path: Path) -> None:
        folder = draft(tmp_path)
        change(tmp_path, "framework.toml", 'dimension = "speed"', 'dimension = "looks"')
        change(tmp_path, "framework.toml", "points = 3", "points = true")
        change(tmp_path, "framework.toml", 'items = ["SP1"]', 'items = ["SP9"]')
        change(tmp_path, "en.toml", '"I feel safe on board."', '""')
        change(tmp_path, "de.toml", "[items.ST1]", "[items.ST2]")
        found = errors(folder)
        places = [error.split(":")[:2] for error in found]
        # Those of the structure first: those of the texts may follow from them.
        assert [place[0] for place in places] == [
            "framework.toml",
            "framework.toml",
            "framework.toml",
            "de.toml",
            "de.toml",
            "en.toml",
        ]
        lines = [int(place[1]) for place in places]
        assert lines == [*sorted(lines[:3]), *sorted(lines[3:5]), lines[5]]

    @pytest.mark.parametrize(
        ("file", "old", "new", "passage", "complaint"),
        [
            (
                "de.toml",
                '"The whole crew does."]',
                f'"{" ".join(["Wort"] * 60)}"]',
                "[items.CA1]",
                "items.CA1 has 70 words with its anchors; at most 60 can be read at a glance.",
            ),
            (
                "en.toml",
                "Which flags do you fly?",
                " ".join(["word"] * 1000),
                "",
                "questionnaires.leaders.minutes allows 5 minutes, but in en the questionnaire "
                "takes 6; leave out items or shorten them.",
            ),
            (
                "framework.toml",
                'audience = "leaders"\nminutes = 5',
                'audience = "leaders"\nminutes = 16',
                "",
                "questionnaires.leaders.minutes is 16; leaders may be asked for 15 at most.",
            ),
        ],
        ids=["words", "minutes taken", "minutes allowed"],
    )
    def test_holds_the_limits_in_every_language(
        self, tmp_path: Path, file: str, old: str, new: str, passage: str, complaint: str
    ) -> None:
        folder = draft(tmp_path)
        change(tmp_path, file, old, new)
        place = (file, passage) if passage else ("framework.toml", "minutes = ")
        assert errors(folder) == [f"{place[0]}:{line_of(folder, *place)}: {complaint}"]

    def test_counts_points(self, tmp_path: Path) -> None:
        folder = draft(tmp_path)
        change(tmp_path, "framework.toml", "points = 2", "points = 1")
        change(tmp_path, "framework.toml", "answers = [2]", "answers = [1]")
        for file in ("en.toml", "de.toml"):
            change(tmp_path, file, '["No", "Yes"]', '["Yes"]')
        line = line_of(folder, "framework.toml", "points = 1")
        complaint = "scales.yesno.points is 1; a scale has 2 to 7 points."
        assert f"framework.toml:{line}: {complaint}" in errors(folder)

    def test_passes_on_what_only_the_loader_sees(self, tmp_path: Path) -> None:
        folder = draft(tmp_path)
        change(tmp_path, "framework.toml", "points = 2", "points = 2\nbounds = [0, 9, 3]")
        line = line_of(folder, "framework.toml", '[[scales]]\ncode = "yesno"')
        assert errors(folder) == [
            f"framework.toml:{line}: scales.yesno needs 3 ascending edges for its 2 bands."
        ]


class TestUnreadable:
    def test_missing_folder(self, tmp_path: Path) -> None:
        folder = tmp_path / "harbour" / "2.0"
        assert errors(folder) == [f"{folder}: the folder is not there."]

    def test_file_instead_of_a_folder(self, tmp_path: Path) -> None:
        file = draft(tmp_path) / "framework.toml"
        assert errors(file) == [f"{file}: the folder is a file; name the folder it is in."]

    def test_folder_without_a_framework(self, tmp_path: Path) -> None:
        assert errors(tmp_path) == ["framework.toml: cannot be read: No such file or directory."]

    def test_missing_language(self, tmp_path: Path) -> None:
        folder = draft(tmp_path)
        (folder / "de.toml").unlink()
        assert errors(folder) == ["de.toml: cannot be read: No such file or directory."]

    def test_language_that_is_not_named(self, tmp_path: Path) -> None:
        folder = draft(tmp_path)
        change(tmp_path, "framework.toml", '["en", "de"]', '["en"]')
        assert errors(folder) == [
            "de.toml: is here, but framework.toml does not name it among its languages."
        ]

    @pytest.mark.parametrize("file", ["framework.toml", "en.toml"])
    def test_empty_file(self, tmp_path: Path, file: str) -> None:
        folder = draft(tmp_path)
        (folder / file).write_text("# nothing\n", encoding="utf-8")
        assert f"{file}:1: the file is empty." in errors(folder)

    @pytest.mark.parametrize("file", ["framework.toml", "en.toml"])
    def test_file_that_is_not_utf_8(self, tmp_path: Path, file: str) -> None:
        folder = draft(tmp_path)
        (folder / file).write_bytes('a = 1\nb = "Käse"\n'.encode("latin-1"))
        assert errors(folder) == [f"{file}:2: has a character that is not UTF-8; save it as UTF-8."]

    @pytest.mark.parametrize(
        ("text", "line"), [("a = 1\nb = \nc = 2\n", 2), ("a = 1\na = 2\n", 2), ("a = [\n1,\n", 3)]
    )
    def test_file_that_is_no_toml(self, tmp_path: Path, text: str, line: int) -> None:
        folder = draft(tmp_path)
        (folder / "en.toml").write_text(text, encoding="utf-8")
        (error,) = errors(folder)
        assert error.startswith(f"en.toml:{line}: is no TOML: ")

    @pytest.mark.parametrize("file", ["framework.toml", "en.toml"])
    @pytest.mark.parametrize("value", ["", "= [1]", "= { a = 1 }", '= "x"', "= -1"])
    def test_no_line_can_be_spoiled_so_that_the_command_fails(
        self, tmp_path: Path, file: str, value: str
    ) -> None:
        folder = draft(tmp_path)
        path = folder / file
        lines = path.read_text(encoding="utf-8").splitlines()
        for place in range(3, len(lines), 9):
            spoiled = [*lines]
            spoiled[place] = lines[place].split("=")[0] + value if value else ""
            path.write_text("\n".join(spoiled), encoding="utf-8")
            code, _, err = run("validate", folder)
            assert code in {0, 1}
            assert all(re.match(r"[a-z]+\.toml:\d+: ", line) for line in err), lines[place]

    def test_name_that_is_too_long(self, tmp_path: Path) -> None:
        folder = tmp_path / ("x" * 300)
        assert errors(folder) == [f"{folder}: the folder cannot be read: File name too long."]

    def test_neither_action(self) -> None:
        with pytest.raises(CommandError, match="validate"):
            call_command("framework", "burn", "x")
