"""What each headline and decision rests on: its rule in words, and the values with their places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.result import Document
from reports import words
from reports.story.claims.addresses import value_at
from reports.story.claims.claim import Claim

ALIKE = "…"


@dataclass(frozen=True)
class Values:
    """Values that stand in the same place of several parts, whose names the text begins with.

    ``place`` is their address with "…" for the part.
    """

    place: str
    text: str


@dataclass(frozen=True)
class Basis:
    """A claim, under what it stands, when it is made, and all it was built from."""

    topic: str
    claim: str
    rule: str
    values: tuple[Values, ...]


def basis(
    topic: str, claim: Claim, when: Mapping[str, str], documents: Mapping[str, Document]
) -> Basis:
    """Return what a claim rests on; ``when`` are the conditions of all rules in words."""
    found: dict[str, list[str]] = {}
    for source in claim.sources:
        value = _told(value_at(documents, source))
        *way, part, last = source.split("/")
        is_of_many = len(way) > 1
        place = "/".join([*way, ALIKE, last] if is_of_many else [*way, part, last])
        found.setdefault(place, []).append(f"{part} {value}" if is_of_many else value)
    return Basis(
        topic,
        claim.text,
        when[claim.rule],
        tuple(Values(*_undivided(place, texts)) for place, texts in found.items()),
    )


def _undivided(place: str, texts: list[str]) -> tuple[str, str]:
    """Name the part in the place again where there is one alone."""
    if len(texts) > 1 or ALIKE not in place:
        return place, _(", ").join(texts)
    part, value = texts[0].split(" ", 1)
    return place.replace(ALIKE, part), value


def _told(value: object) -> str:
    """Return a value as it stands there, and of a list or a part how much it holds."""
    if value is None:
        return words.DASH
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | dict):
        return ngettext("%(n)s entry", "%(n)s entries", len(value)) % {"n": len(value)}
    return str(value)


def bases(
    claimed: Iterable[tuple[str, Claim]],
    when: Mapping[str, str],
    documents: Mapping[str, Document],
) -> tuple[Basis, ...]:
    """Return what claims rest on, each with the topic it stands under."""
    return tuple(basis(topic, claim, when, documents) for topic, claim in claimed)
