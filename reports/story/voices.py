"""In their own words: what an edition quotes, with what the quotations are and are not."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.result import Document
from reports import words
from reports.story.material import Material


@dataclass(frozen=True)
class VoiceSection:
    """One question as one audience answered it; ``texts`` are empty if nothing is quoted."""

    audience: str
    question: str
    note: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Voices:
    """All quotations; no sections in drafts, and in editions that quote nothing."""

    notes: tuple[str, ...]
    sections: tuple[VoiceSection, ...]


def voices(material: Material) -> Voices:
    """Tell what people wrote, as far as the consultant released it."""
    quoted: Document = material.edition.get("comments", {})
    sections = tuple(
        _section(code, item.text(code), quoted[code][item.code])
        for code in material.framework.respondents
        for item in material.framework.questionnaire(code).comments
        if item.code in quoted.get(code, {})
    )
    notes = (
        _(
            "These are single voices, chosen by the consultant, and no measurement: how often"
            " something is said here says nothing about how many think so."
        ),
        _(
            "The words are unedited, but names, addresses and numbers of people were masked by a"
            " computer, and further words by the consultant, where they could have given somebody"
            " away; brackets show where. The order says nothing."
        ),
    )
    return Voices(notes if sections else (), sections)


def _section(audience: str, question: str, quotation: Document) -> VoiceSection:
    written = _("%(n)s people wrote something.") % {"n": quotation["written"]}
    return VoiceSection(
        audience=words.audience_title(audience),
        question=question,
        note=f"{written} {_chosen(quotation)}".strip(),
        texts=tuple(quotation["texts"]),
    )


def _chosen(quotation: Document) -> str:
    """Return how the texts came out of all that was written."""
    if not quotation["texts"]:
        return _("All was withheld by the consultant.")
    if quotation["withheld"] and quotation["drawn"]:
        return _("Some was withheld by the consultant; these were drawn by lot from the rest.")
    if quotation["withheld"]:
        return _("Some was withheld by the consultant; this is the rest.")
    if quotation["drawn"]:
        return _("These were drawn by lot.")
    return _("This is all of it.")
