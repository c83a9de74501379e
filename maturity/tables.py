"""Tables read from TOML files, which know their place and name it when they are at fault."""

import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any


class TableError(Exception):
    """A file is missing, cannot be read, lacks an entry or contradicts itself; names the place."""


class Table(dict[str, Any]):
    """A table of a file. To ask for an entry it lacks is an error that names the way to it.

    A blank text counts as lacking.
    """

    def __init__(self, file: str, path: str, entries: Mapping[str, Any]) -> None:
        super().__init__(
            (name, _placed(file, f"{path}.{name}" if path else name, value))
            for name, value in entries.items()
            if not isinstance(value, str) or value.strip()
        )
        self.place = f"{file}: {path}" if path else file

    def __missing__(self, name: str) -> Any:
        raise TableError(f'{self.place} lacks "{name}".')

    def require(self, holds: bool, complaint: str) -> None:
        """Raise TableError with this place and the complaint unless something holds."""
        if not holds:
            raise TableError(f"{self.place} {complaint}.")

    def require_unique(self, codes: Iterable[str], what: str) -> None:
        """Raise TableError if a code occurs twice."""
        for code, times in Counter(codes).items():
            self.require(times == 1, f'has the {what} "{code}" twice')

    def codes(self, section: str) -> list[str]:
        """Return the codes of a list of tables; none if it is absent."""
        return [entry["code"] for entry in self.get(section, [])]

    def chosen(self, name: str, among: Collection[str]) -> str:
        """Return an entry, which must be one of some codes; else raise TableError."""
        code: str = self[name]
        self.require(
            code in among, f'has the {name} "{code}"; it must be one of {", ".join(among)}'
        )
        return code


def _placed(file: str, path: str, value: Any) -> Any:
    if isinstance(value, dict):
        return Table(file, path, value)
    if isinstance(value, list):
        return [
            # Tables of a list are called by their code: items.KN1.
            _placed(file, f"{path}.{entry.get('code') or entry.get('audience') or place}", entry)
            if isinstance(entry, dict)
            else entry
            for place, entry in enumerate(value, start=1)
        ]
    return value


def read_table(path: Path) -> Table:
    """Read a TOML file. Raises TableError if it is missing or is none."""
    try:
        entries = tomllib.loads(text_of(read_bytes(path)))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TableError(f"{path.parent.name}/{path.name} cannot be read: {error}.") from error
    except RecursionError:
        complaint = "has brackets within brackets too deep to be read"
        raise TableError(f"{path.parent.name}/{path.name} {complaint}.") from None
    return Table(f"{path.parent.name}/{path.name}", "", entries)


def text_of(content: bytes) -> str:
    """Return the text of a file in UTF-8, without the mark some editors begin it with.

    Raises UnicodeDecodeError.
    """
    return content.decode("utf-8-sig")


def read_bytes(path: Path) -> bytes:
    """Read a file. Raises TableError if it is missing."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise TableError(f"{path.name} is missing in {path.parent.name}.") from None
