"""What else was asked, theme by theme: what a few questions measure together."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.framework import Construct, Item, Theme
from maturity.result import Document
from reports import words
from reports.story.material import Material, interval_text, view_of


@dataclass(frozen=True)
class ConstructRow:
    """A construct as one audience sees it; dashes stand for what is not shown."""

    name: str
    summary: str
    audience: str
    scale: str
    n: str
    mean_text: str
    interval_text: str
    view_text: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class ThemeSection:
    """A theme with its constructs."""

    name: str
    question: str
    rows: tuple[ConstructRow, ...]


def theme_sections(material: Material) -> tuple[ThemeSection, ...]:
    """Tell every theme of which a construct was asked."""
    sections = [_section(material, theme) for theme in material.framework.themes]
    return tuple(section for section in sections if section.rows)


def _section(material: Material, theme: Theme) -> ThemeSection:
    rows = [
        _row(material, code, construct, audience["constructs"][construct.code])
        for construct in material.framework.constructs
        if construct.theme == theme.code
        for code, audience in material.shown.items()
        if construct.code in audience.get("constructs", {})
    ]
    return ThemeSection(theme.name, theme.question, tuple(rows))


def _row(material: Material, code: str, construct: Construct, cell: Document) -> ConstructRow:
    items = _items(material, code, construct)
    return ConstructRow(
        name=construct.name,
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
