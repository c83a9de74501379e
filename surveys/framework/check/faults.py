"""What is wrong with a framework's files, and where."""

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from maturity.tables import text_of
from surveys.framework.check.lines import EntryPath, Lines

LONGEST_VALUE = 40


# The file of a framework's structure; the others hold its texts.
STRUCTURE = "framework.toml"


@dataclass(frozen=True)
class Fault:
    """Something wrong on a line of a file; line 0 means the file as a whole.

    Faults of the structure come first: those of the texts often follow from them.
    """

    file: str
    line: int
    message: str
    is_warning: bool = False

    def __lt__(self, other: "Fault") -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[bool, str, int, str]:
        return self.file != STRUCTURE, self.file, self.line, self.message

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {'warning: ' if self.is_warning else ''}{self.message}"


class UnreadableError(Exception):
    """A file is missing or is no TOML; ``fault`` says which and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class TomlFile:
    """A file of a framework with the lines of its entries. Raises UnreadableError."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            text = text_of(path.read_bytes())
            self.lines = Lines(text)
        except OSError as error:
            raise UnreadableError(
                Fault(self.name, 0, f"cannot be read: {error.strerror}.")
            ) from error
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise UnreadableError(
                Fault(self.name, line, "has a character that is not UTF-8; save it as UTF-8.")
            ) from error
        except tomllib.TOMLDecodeError as error:
            raise UnreadableError(_syntax_fault(self.name, text, str(error))) from error
        except RecursionError:
            complaint = "has brackets within brackets too deep to be read."
            raise UnreadableError(Fault(self.name, 0, complaint)) from None
        self.entries = self.lines.entries

    def fault(
        self,
        path: EntryPath,
        complaint: str,
        *,
        at: EntryPath | None = None,
        is_warning: bool = False,
    ) -> Fault:
        """Return a complaint about an entry, on its line or on that of another."""
        subject = self.lines.name(path) or "the file"
        line = self.lines.line(path if at is None else at)
        return Fault(self.name, line, f"{subject} {complaint}.", is_warning)

    def value_fault(self, path: EntryPath, demand: str) -> Fault:
        """Say what an entry is, and what it must be instead."""
        shown = _shown(self.at(path))
        *holder, name = path
        if holder and isinstance(name, str):
            return self.fault(tuple(holder), f"has the {name} {shown}; {demand}", at=path)
        return self.fault(path, f"is {shown}; {demand}")

    def at(self, path: EntryPath) -> Any:
        """Return the entry at the end of a path, or None."""
        places = self.lines.resolve(path)
        if len(places) < len(path):
            return None
        here: Any = self.entries
        for step in places:
            here = here[step]
        return here

    def tables(self, *path: str | int) -> list[dict[str, Any]]:
        """Return a list of tables; members of another form are empty tables."""
        entries = self.at(path)
        members = entries if isinstance(entries, list) else []
        return [member if isinstance(member, dict) else {} for member in members]

    def codes(self, *path: str | int) -> list[str]:
        """Return the codes of a list of tables."""
        return texts(entry.get("code") for entry in self.tables(*path))


def texts(values: Any) -> list[str]:
    """Return what is text among the members of a list; nothing if it is no list."""
    if not isinstance(values, Iterable) or isinstance(values, str):
        return []
    return [value for value in values if isinstance(value, str)]


def suggestion(name: str, known: Iterable[str]) -> str:
    """Say which known name may be meant, or else which there are."""
    names = list(dict.fromkeys(known))
    if nearest := get_close_matches(name, names, 1):
        return f'perhaps "{nearest[0]}" is meant'
    return f"known are {', '.join(names)}" if names else "there are none"


def _shown(value: Any) -> str:
    """Show a value in short."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def _syntax_fault(name: str, text: str, reason: str) -> Fault:
    """Say where a text stops being TOML."""
    place = re.search(r" \(at line (\d+), column (\d+)\)$", reason)
    if place is None:
        reason = reason.removesuffix(" (at end of document)")
        return Fault(name, text.count("\n") + 1, f"is no TOML: {reason}, and the file ends here.")
    return Fault(
        name, int(place[1]), f"is no TOML: {reason[: place.start()]}, at column {place[2]}."
    )
