"""The consultant's comments, each beside the part of the report it is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from maturity.result import Document
from reports.markdown import render

# Every part of a report that may have a comment, in their order.
SECTIONS = {
    "answer": _("The answer on one page"),
    "profile": _("Where each dimension stands"),
    "next_stage": _("The way to the next stage"),
    "evidence": _("What evidence says of the stages"),
    "progress": _("Since the earlier wave"),
    "trend": _("What has moved, pulse by pulse"),
    "carried": _("What became of the actions"),
    "perception": _("The same things, seen from different sides"),
    "staff": _("What staff bring to customers"),
    "iceberg": _("Problems customers had, told and untold"),
    "portfolio": _("The customer portfolio"),
    "groups": _("Departments and groups"),
    "network": _("Who helps whom"),
    "turnover": _("Staff who leave, and what it costs"),
    "coverage": _("What is there, what is claimed, what is missing"),
    "roadmap": _("The roadmap"),
    "priorities": _("What comes first"),
    "plan": _("The next 100 days"),
    "themes": _("Beyond the stages"),
    "choices": _("Single questions"),
    "voices": _("In their own words"),
}


@dataclass(frozen=True)
class Section:
    """A part of a report; ``is_there`` False if this report does not have it."""

    code: str
    title: str
    is_there: bool


def commentary(edition: Document) -> Mapping[str, SafeString]:
    """Return {section: HTML} of what the consultant wrote on it, {} for nothing."""
    written: Mapping[str, str] = edition.get("commentary", {})
    return {code: render(text) for code, text in written.items() if text.strip()}
