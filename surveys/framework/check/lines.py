"""On which line of a TOML file an entry stands, so that a complaint can name it."""

import re
import tomllib
from collections.abc import Sequence
from typing import Any

# The way to an entry: names of tables, places in lists (from 0) or codes of their tables.
EntryPath = tuple[str | int, ...]

# What a table of a list is called by, the first it has.
NAMES = ("code", "audience")

_PIECE = re.compile(
    r"""
      (?P<space>[ \t\r]+|\#[^\n]*)
    | (?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*')
    | (?P<mark>[\[\]{}=,.\n])
    | (?P<bare>[^\s\[\]{}=,.\#"']+)
    """,
    re.VERBOSE | re.DOTALL,
)
_END_OF_VALUE = {"", "\n", ",", "]", "}"}


class Lines:
    """The lines of a TOML file, counted from 1.

    Raises tomllib.TOMLDecodeError if the text is no TOML.
    """

    def __init__(self, text: str) -> None:
        self.entries: dict[str, Any] = tomllib.loads(text)
        self._lines = _Scanner(text).lines()

    def line(self, path: Sequence[str | int]) -> int:
        """Return the line of an entry, or of what holds it if there is no such entry.

        A table of a list goes by its place or its code: ``("items", 3)``, ``("items", "KN1")``.
        """
        places = self.resolve(path)
        while places and places not in self._lines:
            places = places[:-1]
        return self._lines.get(places, 1)

    def resolve(self, path: Sequence[str | int]) -> EntryPath:
        """Turn codes into places, as far as the entries of the path exist."""
        here: Any = self.entries
        places: EntryPath = ()
        for name in path:
            step = _place_in(here, name)
            if step is None:
                break
            here, places = here[step], (*places, step)
        return places

    def name(self, path: Sequence[str | int]) -> str:
        """Name an entry the way people do: ``("items", 3, "scale")`` is ``items.KN1.scale``."""
        here: Any = self.entries
        names = []
        for step in self.resolve(path):
            names.append(_name_in(here, step))
            here = here[step]
        return ".".join(names)


def _place_in(here: Any, name: str | int) -> str | int | None:
    if isinstance(here, dict):
        return name if name in here else None
    if not isinstance(here, list):
        return None
    called = [_name_in(here, place) for place in range(len(here))]
    if isinstance(name, int):
        return name if name < len(here) else None
    return called.index(name) if name in called else None


def _name_in(here: Any, step: str | int) -> str:
    """Name a step; a table of a list without a code by its place, counted from 1."""
    if isinstance(step, str):
        return step
    entry = here[step]
    names = [entry.get(name) for name in NAMES] if isinstance(entry, dict) else []
    return next((name for name in names if name and isinstance(name, str)), str(step + 1))


class _Scanner:
    """Walks over valid TOML and notes the line of every key, table and member of a list."""

    def __init__(self, text: str) -> None:
        self._pieces: list[tuple[str, int]] = []
        self._at = 0
        self._found: dict[EntryPath, int] = {}
        self._lengths: dict[EntryPath, int] = {}
        line = 1
        for match in _PIECE.finditer(text):
            if match.lastgroup != "space":
                self._pieces.append((match[0], line))
            line += match[0].count("\n")
        self._pieces.append(("", line))

    def lines(self) -> dict[EntryPath, int]:
        """Return the line of every entry."""
        table: EntryPath = ()
        while self._piece:
            if self._piece == "\n":
                self._at += 1
            elif self._piece == "[":
                table = self._header()
            else:
                self._pair(table)
        return self._found

    @property
    def _piece(self) -> str:
        return self._pieces[self._at][0]

    def _note(self, path: EntryPath) -> EntryPath:
        # What is opened piece by piece stands where it is named first.
        self._found.setdefault(path, self._pieces[self._at][1])
        return path

    def _header(self) -> EntryPath:
        """Read ``[table]`` or ``[[member of a list of tables]]`` and return its path."""
        is_member = self._pieces[self._at + 1][0] == "["
        self._at += 2 if is_member else 1
        path: EntryPath = ()
        names = self._key()
        for place, name in enumerate(names, start=1):
            path = self._note((*path, name))
            if is_member and place == len(names):
                self._lengths[path] = self._lengths.get(path, 0) + 1
            if path in self._lengths:
                path = self._note((*path, self._lengths[path] - 1))
        self._at += 2 if is_member else 1
        return path

    def _key(self) -> list[str]:
        """Read a key with its dots, and stay on what follows it."""
        names = [_plain(self._piece)]
        self._at += 1
        while self._piece == ".":
            names.append(_plain(self._pieces[self._at + 1][0]))
            self._at += 2
        return names

    def _pair(self, path: EntryPath) -> None:
        """Read ``key = value``."""
        start = self._at
        names = self._key()
        after, self._at = self._at, start
        for name in names:
            path = self._note((*path, name))
        self._at = after + 1
        self._value(path)

    def _value(self, path: EntryPath) -> None:
        if self._piece == "[":
            self._members(path, "]")
        elif self._piece == "{":
            self._members(path, "}")
        else:
            while self._piece not in _END_OF_VALUE:
                self._at += 1

    def _members(self, path: EntryPath, end: str) -> None:
        """Read the members of a list or of an inline table."""
        self._at += 1
        place = 0
        while self._piece != end:
            if self._piece in {",", "\n"}:
                self._at += 1
            elif end == "}":
                self._pair(path)
            else:
                self._value(self._note((*path, place)))
                place += 1
        self._at += 1


def _plain(key: str) -> str:
    """Return a key without its quotes."""
    return key if key[0] not in "\"'" else str(tomllib.loads(f"key = {key}")["key"])
