"""From stored documents to the story that page and PDF tell."""

from datetime import datetime

from maturity.result import Document
from reports.editions.earlier import compared_result, pulses_between
from reports.models import Edition, Result
from reports.story import Story, build_story
from surveys.framework.own_questions import asked_framework


def tell(edition: Edition, *, is_final: bool, now: datetime, report_id: str = "") -> Story:
    """Return an edition's story; a framework whose files have changed is a FrameworkError."""
    return tell_content(
        edition.result, edition.content, is_final=is_final, now=now, report_id=report_id
    )


def tell_content(
    result: Result, content: Document, *, is_final: bool, now: datetime, report_id: str = ""
) -> Story:
    """Return the story of a result with what is, or may become, an edition's content."""
    organisation = result.wave.assessment.organisation
    earlier = compared_result(content)
    return build_story(
        asked_framework(result.wave),
        result.content,
        content,
        earlier=earlier.content if earlier else None,
        between=[each.content for each in pulses_between(content)],
        is_final=is_final,
        report_id=report_id,
        generated_on=organisation.today(now),
        is_demonstration=organisation.is_demonstration,
    )
