"""A story as a deck can hold it: without the characters that XML has no way to write."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from organisations.plain_text import NOT_IN_XML, for_xml
from reports.story import Story


def writable(story: Story) -> Story:
    """Return a story with all its texts as XML can hold them; itself where they are so."""
    found: Story = _writable(story)
    return found


def _writable(value: Any) -> Any:
    if isinstance(value, str):
        return for_xml(value) if NOT_IN_XML.search(value) else value
    if isinstance(value, tuple):
        found = tuple(map(_writable, value))
        return value if _is_same(found, value) else found
    if isinstance(value, Mapping):
        texts = tuple(map(_writable, value.values()))
        is_same = _is_same(texts, tuple(value.values()))
        return value if is_same else dict(zip(value, texts, strict=True))
    if is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: getattr(value, each.name) for each in fields(value)}
        changed = {name: new for name, old in parts.items() if (new := _writable(old)) is not old}
        return replace(value, **changed) if changed else value
    return value


def _is_same(found: tuple[Any, ...], before: tuple[Any, ...]) -> bool:
    return all(new is old for new, old in zip(found, before, strict=True))
