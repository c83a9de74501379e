"""By what a report's reader may look at a part of it: an audience, or a dimension."""

from dataclasses import dataclass

from reports import words
from reports.story.material import Material


@dataclass(frozen=True)
class Facet:
    """An audience or a dimension, by its code and by the name it has throughout a report."""

    code: str
    name: str


@dataclass(frozen=True)
class Facets:
    """What is told of in a report, in the framework's order."""

    audiences: tuple[Facet, ...]
    dimensions: tuple[Facet, ...]


def facets(material: Material) -> Facets:
    """Return the audiences that are shown, and the dimensions they were asked about."""
    asked = {
        code
        for audience in material.shown.values()
        for part in ("dimensions", "experience")
        for code in audience[part]
    }
    return Facets(
        audiences=tuple(Facet(code, words.audience_title(code)) for code in material.shown),
        dimensions=tuple(
            Facet(each.code, each.name)
            for each in material.framework.dimensions
            if each.code in asked
        ),
    )
