import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from maturity.loading import FRAMEWORKS
from surveys.framework.check.lines import Lines
from tests.maturity.made_up import DATA

FILES = sorted([*FRAMEWORKS.rglob("*/*.toml"), *DATA.rglob("*/*.toml")])

# The numbers at the right are the lines.
TEXT = '''\
# A ship [log]                            1
title = "Log # not a comment"            # 2
poem = """                               # 3
[table] = "no table"
""" # still the poem's last line           5
path.to.port = 1979-05-27 07:32:00       # 6

[[items]]                                # 8
code = "KN1"                             # 9
marks = ["a", # first                     10
  "b, ]", 'c',                           # 11

  ["d"] ]                                # 13
when = { item = "PB1", answers = [ 1 ] } # 14

[[items]]                                # 16
code = "KN2"
[items.texts]                            # 18
"all hands" = 'Aye'                      # 19

[[questionnaires]]                       # 21
audience = "crew"
pages = [                                # 23
  { code = "care", items = [] },         # 24
  { items = ["KN1"] },                   # 25
]
[[questionnaires]]                       # 27
[[questionnaires.pages]]                 # 28
code = "sail"
[[questionnaires.pages]]                 # 30
code = "race"                            # 31
[pages.care.text]                        # 32
size = -1.5e3                            # 33
'''
LINES = Lines(TEXT)


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Walk over the way to every entry there is."""
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for name, entry in entries:
        yield (*path, name)
        if isinstance(entry, dict | list):
            yield from paths(entry, (*path, name))


class TestLine:
    @pytest.mark.parametrize(
        ("path", "line"),
        [
            (("title",), 2),
            (("poem",), 3),
            (("path", "to", "port"), 6),
            (("items",), 8),
            (("items", 0), 8),
            (("items", 0, "marks"), 10),
            (("items", 0, "marks", 0), 10),
            (("items", 0, "marks", 1), 11),
            (("items", 0, "marks", 3, 0), 13),
            (("items", 0, "when", "answers"), 14),
            (("items", 1), 16),
            (("items", 1, "texts"), 18),
            (("items", 1, "texts", "all hands"), 19),
            (("questionnaires", 0), 21),
            (("questionnaires", 0, "pages", 0, "items"), 24),
            (("questionnaires", 0, "pages", 1, "items", 0), 25),
            (("questionnaires", 1, "pages", 0), 28),
            (("questionnaires", 1, "pages", 1, "code"), 31),
            (("pages", "care"), 32),
            (("pages", "care", "text", "size"), 33),
        ],
    )
    def test_of_an_entry(self, path: tuple[str | int, ...], line: int) -> None:
        assert LINES.line(path) == line

    @pytest.mark.parametrize(
        ("path", "line"),
        [
            (("items", "KN1", "when"), 14),
            (("items", "KN2"), 16),
            (("questionnaires", "crew", "pages", "care"), 24),
            (("questionnaires", "2", "pages", "race"), 30),
        ],
    )
    def test_of_an_entry_named_by_its_code(self, path: tuple[str | int, ...], line: int) -> None:
        assert LINES.line(path) == line

    @pytest.mark.parametrize(
        ("path", "line"),
        [
            (("items", "KN1", "scale"), 8),
            (("items", "KN1", "marks", 9), 10),
            (("items", 1, "texts", "captain", "long"), 18),
            (("items", "KN9", "scale"), 8),
            (("title", "short"), 2),
            (("nothing",), 1),
            ((), 1),
        ],
    )
    def test_of_what_would_hold_an_entry_that_is_not_there(
        self, path: tuple[str | int, ...], line: int
    ) -> None:
        assert LINES.line(path) == line

    def test_of_windows_files(self) -> None:
        assert Lines(TEXT.replace("\n", "\r\n")).line(("pages", "care", "text", "size")) == 33

    @pytest.mark.parametrize(
        "text",
        [
            'a = "\\"]"\nb = 1',
            "a = '\"'\nb = 1",
            'a = ["""one"" ]\\""""]\nb = 1',
            'a = """"quoted""""\nb = 1',
            "a = {}\nb = 1",
            "a = [\n]\nb = 1",
            "a = 07:32:00.5\nb = 1",
            '"a.b".c = 1\nb = 1',
        ],
    )
    def test_of_what_follows_a_tricky_value(self, text: str) -> None:
        assert Lines(text).line(("b",)) == text[: text.rindex("b")].count("\n") + 1

    @pytest.mark.parametrize("file", FILES, ids=lambda file: "/".join(file.parts[-3:]))
    def test_of_every_entry_of_a_framework(self, file: Path) -> None:
        text = file.read_text(encoding="utf-8")
        lines, rows = Lines(text), text.splitlines()
        for path in paths(tomllib.loads(text)):
            row = rows[lines.line(path) - 1]
            if isinstance(path[-1], str):
                assert path[-1] in row

    def test_needs_toml(self) -> None:
        with pytest.raises(tomllib.TOMLDecodeError, match="line 2"):
            Lines("a = 1\nb =\nc = 2")


class TestName:
    @pytest.mark.parametrize(
        ("path", "name"),
        [
            (("items", 0, "when"), "items.KN1.when"),
            (("questionnaires", 0, "pages", 1, "items"), "questionnaires.crew.pages.2.items"),
            (("questionnaires", 1, "pages", 0), "questionnaires.2.pages.sail"),
            (("items", 0, "marks", 1), "items.KN1.marks.2"),
            (("path", "to"), "path.to"),
            (("items", "KN2", "gone"), "items.KN2"),
            ((), ""),
        ],
    )
    def test_calls_tables_of_a_list_by_their_code(
        self, path: tuple[str | int, ...], name: str
    ) -> None:
        assert LINES.name(path) == name
