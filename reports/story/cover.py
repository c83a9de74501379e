"""The cover: what a report is about, and whether it is the last word."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from reports import words
from reports.story.material import Material
from reports.story.provenance import Fact, Filed, named


@dataclass(frozen=True)
class Cover:
    """What the report is about. ``is_final`` False means a draft; notes may be empty."""

    model: str
    organisation: str
    assessment: str
    wave: str
    is_final: bool
    status: str
    status_note: str
    demonstration: str
    facts: tuple[Fact, ...]


def cover(
    material: Material, filed: Filed, as_of: date, *, is_final: bool, is_demonstration: bool
) -> Cover:
    """Say what the report is about, and as what it can be found again."""
    scope = material.result["scope"]
    collected = (
        _("Rows of a file")
        if material.is_from_file and not scope["closed_on"]
        else words.days(scope["opened_on"], scope["closed_on"])
    )
    asked = [
        words.audience(code)
        for code in material.framework.respondents
        if code in material.result["audiences"]
    ]
    facts = (
        Fact(_("Who was asked"), words.capitalised(words.joined(asked))),
        Fact(_("Answers collected"), collected),
        *named(material, filed, as_of),
        Fact(_("Report number"), filed.edition_id),
    )
    return Cover(
        model=material.framework.title,
        organisation=material.organisation,
        assessment=scope["assessment"],
        wave=scope["wave"],
        is_final=is_final,
        status=_("Final") if is_final else _("Draft"),
        status_note="" if is_final else _("Not released yet."),
        demonstration=_("Demonstration: the organisation and all answers are made up.")
        if is_demonstration
        else "",
        facts=tuple(fact for fact in facts if fact.value),
    )
