"""From stored documents to the story that page and PDF tell."""

from datetime import datetime

from maturity.result import Document
from reports.editions.earlier import compared_result, pulses_between
from reports.look import look_of
from reports.models import Edition, Result
from reports.story import Story, build_story
from surveys.framework.own_questions import asked_framework


def tell(edition: Edition, *, is_final: bool, now: datetime, report_id: str = "") -> Story:
    """Return an edition's story; a framework whose files have changed is a FrameworkError."""
    return tell_content(
        edition.result,
        edition.content,
        is_final=is_final,
        now=now,
        report_id=report_id,
        stood_at=edition.created_at,
    )


def tell_content(
    result: Result,
    content: Document,
    *,
    is_final: bool,
    now: datetime,
    report_id: str = "",
    stood_at: datetime | None = None,
) -> Story:
    """Return the story of a result with what is, or may become, an edition's content.

    ``stood_at`` is when its plan stood as it says; now, where it may still change.
    """
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
        stood_on=organisation.today(stood_at or now),
        is_demonstration=organisation.is_demonstration,
        look=look_of(content),
    )
