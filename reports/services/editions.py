"""The release of an edition."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import ngettext

from maturity.result import Document
from organisations.models import User
from organisations.records import Act, note
from reports import comments
from reports.models import Edition, Report
from reports.services.reports import ask_for_report, check_tells_anything
from surveys.models import Wave


def release_edition(*, edition: Edition, user: User, now: datetime) -> Report | None:
    """Let the client's leaders see an edition, and have its final report made.

    Comments that may be quoted are frozen into a new edition, which is then the one released.
    Returns the report, or None if the edition, or one after it, was released before. Raises
    ValidationError while comments wait to be read, and where there is nothing to report.
    """
    check_tells_anything(edition)
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=edition.result.wave_id)
        editions = edition.result.editions
        if editions.filter(number__gte=edition.number, released_at__isnull=False).exists():
            return None
        if waiting := comments.waiting(wave):
            raise ValidationError(
                ngettext(
                    "%(n)s comment has not been read yet. Say first whether it may be quoted.",
                    "%(n)s comments have not been read yet. Say first which may be quoted.",
                    waiting,
                )
                % {"n": waiting}
            )
        if quoted := comments.quotations(wave):
            edition = _with_comments(edition, quoted, now)
        edition.released_at, edition.released_by = now, user
        edition.save(update_fields=["released_at", "released_by"])
        note(Act.RELEASED, edition, organisation=wave.assessment.organisation)
        return ask_for_report(edition=edition, user=user, now=now)


def _with_comments(edition: Edition, quoted: Document, now: datetime) -> Edition:
    """Write a further edition: what an edition says cannot be changed."""
    last = edition.result.editions.order_by("-number")[0]
    further = Edition(result=edition.result, number=last.number + 1, created_at=now)
    further.write({**edition.content, "comments": quoted})
    further.save()
    return further
