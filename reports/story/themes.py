"""What else was asked, theme by theme: what a few questions measure together."""

from dataclasses import dataclass

from maturity.framework import Theme
from reports.story.constructs import ConstructRow, construct_row
from reports.story.material import Material
from reports.story.staff import constructs_told


@dataclass(frozen=True)
class ThemeSection:
    """A theme with its constructs."""

    name: str
    question: str
    rows: tuple[ConstructRow, ...]


def theme_sections(material: Material) -> tuple[ThemeSection, ...]:
    """Tell every theme of which a construct was asked, but for what the part on staff tells."""
    sections = [_section(material, theme) for theme in material.framework.themes]
    return tuple(section for section in sections if section.rows)


def _section(material: Material, theme: Theme) -> ThemeSection:
    rows = [
        construct_row(material, code, construct)
        for construct in material.framework.constructs
        if construct.theme == theme.code
        for code, audience in material.shown.items()
        if construct.code in audience.get("constructs", {})
        and construct.code not in constructs_told(material, code)
    ]
    return ThemeSection(theme.name, theme.question, tuple(rows))
