"""What each headline and decision rests on: its rule in words, and the values with their places."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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
    """A value at its place, or several whose places differ in one name.

    There "…" stands for that name in ``place``, and the names begin the values in ``text``.
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
    told = {source: _told(value_at(documents, source)) for source in claim.sources}
    return Basis(topic, claim.text, when[claim.rule], tuple(_together(told)))


def _together(told: Mapping[str, str]) -> Iterator[Values]:
    """Yield values, those together whose places differ in their last name but one, or in the last.

    Whichever brings more of them together; a value that stands alone has its whole place.
    """
    patterns = {source: [_pattern(source, -2), _pattern(source, -1)] for source in told}
    sizes = Counter(pattern for each in patterns.values() for pattern, _name in each)
    found: dict[str, list[tuple[str, str, str]]] = {}
    for source, value in told.items():
        pattern, name = max(patterns[source], key=lambda each: sizes[each[0]])
        found.setdefault(pattern, []).append((source, name, value))
    for pattern, each in found.items():
        if len(each) == 1:
            ((source, _name, value),) = each
            yield Values(source, value)
        else:
            yield Values(pattern, _(", ").join(f"{name} {value}" for _at, name, value in each))


def _pattern(source: str, place: int) -> tuple[str, str]:
    """Return an address with "…" for one of its names, and that name."""
    way = source.split("/")
    name, way[place] = way[place], ALIKE
    return "/".join(way), name


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
