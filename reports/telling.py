"""From stored documents to the story that page and PDF tell."""

from datetime import datetime

from django.utils import translation

from maturity.result import Document
from reports.editions.content import written_on
from reports.editions.earlier import compared_result, crossings, pulses_between, told_beside
from reports.look import look_of
from reports.models import Edition, Result
from reports.story import Filed, Story, build_story
from surveys.framework.own_questions import asked_framework


def tell(edition: Edition, *, is_final: bool) -> Story:
    """Return an edition's story, the same whenever it is told.

    A framework whose files have changed is a FrameworkError.
    """
    filed = Filed(str(edition.result_id), str(edition.pk), edition.number)
    return tell_content(
        edition.result, edition.content, is_final=is_final, now=edition.created_at, filed=filed
    )


def tell_content(
    result: Result,
    content: Document,
    *,
    is_final: bool,
    now: datetime,
    filed: Filed | None = None,
) -> Story:
    """Return the story of a result with what is, or may become, an edition's content.

    It is told in the language the content is written in, as of the day it was written on, or of
    today where it may still change.
    """
    organisation = result.wave.assessment.organisation
    earlier, look = compared_result(content), look_of(content)
    with translation.override(look.language):
        return build_story(
            asked_framework(result.wave, look.language),
            result.content,
            content,
            earlier=told_beside(earlier, result) if earlier else None,
            between=[told_beside(each, result) for each in pulses_between(content)],
            crossings=crossings(earlier, result) if earlier else (),
            is_final=is_final,
            as_of=written_on(content) or organisation.today(now),
            filed=filed or Filed(str(result.pk)),
            is_demonstration=organisation.is_demonstration,
            look=look,
        )
