"""What a few questions measure together, as one audience sees it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.framework import Construct, Item
from maturity.result import Document
from reports import words
from reports.story.material import Material, interval, interval_text, view_of


@dataclass(frozen=True)
class ConstructRow:
    """A construct as one audience sees it; dashes and None stand for what is not shown.

    An exact score has no interval; ``labels`` are those of its scale.
    """

    name: str
    mean: float | None
    low: float | None
    high: float | None
    labels: tuple[str, ...]
    summary: str
    audience: str
    scale: str
    n: str
    mean_text: str
    interval_text: str
    view_text: str
    remarks: tuple[str, ...]

    @property
    def points(self) -> int:
        """How many points its scale has."""
        return len(self.labels)


def construct_rows(
    material: Material, code: str, constructs: Sequence[str]
) -> tuple[ConstructRow, ...]:
    """Tell those of some constructs that an audience was asked about, in their order."""
    asked = material.shown[code].get("constructs", {}) if code in material.shown else {}
    known = {each.code: each for each in material.framework.constructs}
    return tuple(
        construct_row(material, code, known[each])
        for each in constructs
        if each in asked and each in known
    )


def construct_row(material: Material, code: str, construct: Construct) -> ConstructRow:
    """Tell a construct an audience was asked about."""
    cell = material.shown[code]["constructs"][construct.code]
    items = _items(material, code, construct)
    low, high = interval(cell)
    return ConstructRow(
        name=construct.name,
        mean=cell.get("mean"),
        low=low,
        high=high,
        labels=items[0].options() if items else (),
        summary=construct.summary.text,
        audience=words.audience_title(code),
        scale=_scale(items),
        n=words.number(cell["n"]) if cell["shown"] else words.DASH,
        mean_text=words.score(cell.get("mean"), cell.get("end")),
        interval_text=interval_text(cell),
        view_text=words.capitalised(words.view(view_of(cell))) or words.DASH,
        remarks=tuple(_remarks(cell, items)),
    )


def _items(material: Material, code: str, construct: Construct) -> list[Item]:
    return [
        item
        for item in material.framework.questionnaire(code).items
        if item.construct == construct.code
    ]


def _is_branch(items: list[Item]) -> bool:
    return any(item.when is not None for item in items)


def _scale(items: list[Item]) -> str:
    labels = items[0].options() if items else ()
    if not labels:
        return words.DASH
    return _("1 %(low)s to %(points)s %(high)s") % {
        "low": labels[0],
        "points": len(labels),
        "high": labels[-1],
    }


def _remarks(cell: Document, items: list[Item]) -> list[str]:
    """Say what a reader of the score should know."""
    remarks = [_("Of those who were asked.")] if _is_branch(items) else []
    if not cell["shown"]:
        return [*remarks, words.capitalised(words.not_shown()) + "."]
    if cell["dont_know"]["finding"]:
        remarks.append(_("A quarter or more of the answers are “don’t know”."))
    if cell["indicative"]:
        remarks.append(_("The interval is only indicative."))
    return remarks
