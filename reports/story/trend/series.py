"""The waves that a trend sets side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from maturity.result import Document


@dataclass(frozen=True)
class Told:
    """A result, and the audiences of which it may be set beside the others."""

    result: Document
    audiences: frozenset[str]

    @property
    def name(self) -> str:
        """The wave's name."""
        name: str = self.result["scope"]["wave"]
        return name

    @property
    def closed_on(self) -> str:
        """The day it closed."""
        day: str = self.result["scope"]["closed_on"]
        return day

    @property
    def is_half(self) -> bool:
        """Whether half of the people were drawn by lot to be asked."""
        return bool(self.result["scope"].get("is_half"))

    def audience(self, code: str) -> Document:
        """Return the part of an audience that may be compared."""
        part: Document = self.result["audiences"][code]
        return part


def shown_parts(results: Sequence[Document], code: str) -> list[Document]:
    """Return what results show of an audience, of those that asked it."""
    parts = [each["audiences"].get(code, {"shown": False}) for each in results]
    return [part for part in parts if part["shown"]]
