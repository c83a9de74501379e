"""What the consultant wrote in the workbook, and where it can be read."""

from dataclasses import dataclass

from maturity.items import Item
from reports.story.material import Material


@dataclass(frozen=True)
class Note:
    """What was written on one item; ``about`` is its statement where the title does not say it."""

    title: str
    about: str
    text: str
    links: tuple[str, ...]


def note(material: Material, item: Item, text: str, *, title: str, about: str = "") -> Note | None:
    """Return the note on an item; None where there are neither words nor links."""
    links = tuple(material.edition.get("links", {}).get(item.code, ()))
    text = text.strip()
    return Note(title, about, text, links) if text or links else None
