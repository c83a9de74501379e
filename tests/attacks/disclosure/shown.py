"""What anybody can read in the outputs of a sealed wave, as numbers about groups of people."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# Which people a number is about: the whole, a unit by its path, the rest of a unit or of the
# whole (""), or an attribute's name with the values that were joined.
Group = tuple[str, ...]
WHOLE: Group = ("whole",)
PARTS = ("dimensions", "experience")


@dataclass(frozen=True)
class Number:
    """A published mean: of a scale, or of an item (``part`` is "items")."""

    audience: str
    part: str
    code: str
    group: Group
    mean: float
    end: str | None


def numbers(document: dict[str, Any]) -> list[Number]:
    """Return every mean in a result."""
    return [
        number
        for audience, content in document["audiences"].items()
        if content["shown"]
        for number in _of_audience(audience, content)
    ]


def _of_audience(audience: str, content: dict[str, Any]) -> Iterator[Number]:
    for part in (*PARTS, "constructs", "steps"):
        yield from _cells(audience, part, content[part], WHOLE)
    yield from _cells(audience, "items", content["items"], WHOLE)
    groups = content["groups"]
    if groups is None:
        return
    for group, cells in _groups(groups):
        for part in PARTS:
            yield from _cells(audience, part, cells[part], group)


def _groups(groups: dict[str, Any]) -> Iterator[tuple[Group, dict[str, Any]]]:
    for unit in groups["units"]:
        yield ("unit", unit["path"]), unit
        yield ("rest", unit["path"]), unit["rest"]
    yield ("rest", ""), groups["rest"]
    for attribute in groups["attributes"]:
        for category in attribute["categories"]:
            yield ("attribute", attribute["name"], *category["values"]), category


def _cells(audience: str, part: str, cells: dict[str, Any], group: Group) -> Iterator[Number]:
    for code, cell in cells.items():
        if cell.get("shown", True) and cell.get("mean") is not None:
            yield Number(audience, part, code, group, cell["mean"], cell["end"])
