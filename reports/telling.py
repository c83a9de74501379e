"""From stored documents to the story that page and PDF tell."""

from datetime import datetime

from reports.models import Edition
from reports.story import Story, build_story
from surveys.framework.own_questions import asked_framework


def tell(edition: Edition, *, is_final: bool, now: datetime, report_id: str = "") -> Story:
    """Return an edition's story; a framework whose files have changed is a FrameworkError."""
    organisation = edition.result.wave.assessment.organisation
    return build_story(
        asked_framework(edition.result.wave),
        edition.result.content,
        edition.content,
        is_final=is_final,
        report_id=report_id,
        generated_on=organisation.today(now),
        is_demonstration=organisation.is_demonstration,
    )
