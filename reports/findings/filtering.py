"""The filter above a chapter: what can be chosen there, what is, and the addresses that keep it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports import words
from reports.findings.narrowing import AUDIENCE, DIMENSION, NARROWED, Chosen
from reports.story.facets import Facet, Facets


@dataclass(frozen=True)
class Option:
    """An audience or a dimension to tick."""

    code: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class Choice:
    """One list of the filter; ``is_here`` False where the page is not divided by it."""

    name: str
    legend: str
    options: tuple[Option, ...]
    is_here: bool


@dataclass(frozen=True)
class PageFilter:
    """The filter of a page; ``said`` names what is chosen, "" for all, or that it has no say."""

    choices: tuple[Choice, ...]
    said: str

    @property
    def is_here(self) -> bool:
        """Whether there is anything to choose on this page."""
        return any(choice.is_here for choice in self.choices)


def chosen_of(asked: QueryDict, facets: Facets) -> Chosen:
    """Return what an address asks for; all is the same as nothing, and so is what is not there."""
    return Chosen(
        _named(asked.getlist(AUDIENCE), facets.audiences),
        _named(asked.getlist(DIMENSION), facets.dimensions),
    )


def _named(codes: Collection[str], facets: Sequence[Facet]) -> tuple[Facet, ...]:
    found = tuple(each for each in facets if each.code in codes)
    return () if len(found) == len(facets) else found


def query_of(chosen: Chosen) -> str:
    """Return what keeps the filter in an address; "" where there is none."""
    pairs = [(AUDIENCE, each.code) for each in chosen.audiences]
    pairs += [(DIMENSION, each.code) for each in chosen.dimensions]
    return f"?{urlencode(pairs)}" if pairs else ""


def page_filter(facets: Facets, chosen: Chosen, parts: Collection[str]) -> PageFilter:
    """Return the filter of a page with these parts."""
    choices = (
        _choice(AUDIENCE, _("Audiences"), facets.audiences, chosen.audiences, parts),
        _choice(DIMENSION, _("Dimensions"), facets.dimensions, chosen.dimensions, parts),
    )
    return PageFilter(choices, _said(facets, chosen, choices))


def _choice(
    name: str,
    legend: str,
    facets: Sequence[Facet],
    chosen: Sequence[Facet],
    parts: Collection[str],
) -> Choice:
    options = tuple(Option(each.code, each.name, each in chosen) for each in facets)
    is_here = len(options) > 1 and not NARROWED[name].isdisjoint(parts)
    return Choice(name, legend, options, is_here)


def _said(facets: Facets, chosen: Chosen, choices: Sequence[Choice]) -> str:
    """Name what is shown: audiences by name, dimensions by name where they are few."""
    if not chosen:
        return ""
    by_audience, by_dimension = (choice.is_here for choice in choices)
    lines = []
    if by_audience and chosen.audiences:
        lines.append(words.joined([each.name for each in chosen.audiences]))
    if by_dimension and chosen.dimensions:
        n, names = len(chosen.dimensions), [words.quoted(each.name) for each in chosen.dimensions]
        counted = ngettext(
            "%(n)s of %(all)s dimensions (%(names)s)", "%(n)s of %(all)s dimensions (%(names)s)", n
        )
        all_of_them = len(facets.dimensions)
        lines.append(counted % {"n": n, "all": all_of_them, "names": words.joined(names)})
    if not lines:
        return _("This page is not divided that way, so all of it is shown.")
    return _(
        "Shown here: %(what)s. Headline and sentences speak of the whole, as do charts and tables"
        " that are not divided that way."
    ) % {"what": "; ".join(lines)}
