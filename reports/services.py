"""What can be done with a closed wave and its result."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organisations.jobs import ring
from organisations.models import User
from reports import tasks
from reports.models import Edition, Report, RoadmapRating, Sealing
from surveys.models import Wave


def rate_roadmap(
    *, wave: Wave, ratings: Mapping[str, int | None], notes: Mapping[str, str]
) -> None:
    """Keep the assessor's ratings and notes, by item; raises ValidationError once sealed."""
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=wave.pk)
        if wave.is_sealed:
            raise ValidationError(_("The wave is sealed; its ratings cannot be changed."))
        for item, rating in ratings.items():
            RoadmapRating.objects.update_or_create(
                wave=wave, item=item, defaults={"rating": rating, "note": notes.get(item, "")}
            )


def ask_to_seal(*, wave: Wave, user: User | None, now: datetime) -> Sealing:
    """Ask for a closed wave to be sealed; it cannot be opened again meanwhile.

    Asking again after a failure tries again.
    """
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=wave.pk)
        if not (wave.is_closed or wave.is_sealed):
            raise ValidationError(_("Close the wave before you seal it."))
        sealing, _created = Sealing.objects.get_or_create(
            wave=wave, defaults={"asked_by": user, "asked_at": now}
        )
        sealing.retry()
        if wave.is_closed:
            wave.seal_asked = True
            wave.save(update_fields=["seal_asked"])
        ring(tasks.seal_wave, sealing.pk)
    return sealing


def ask_for_report(*, edition: Edition, user: User | None, now: datetime) -> Report:
    """Ask for the PDF of an edition; a draft as long as the edition is not released."""
    with transaction.atomic():
        report = Report.objects.create(
            edition=edition, is_final=edition.is_released, asked_by=user, asked_at=now
        )
        ring(tasks.build_report, report.pk)
    return report


def retry_report(*, report: Report) -> None:
    """Try a failed report again."""
    with transaction.atomic():
        if report.retry():
            ring(tasks.build_report, report.pk)


def release_edition(*, edition: Edition, user: User, now: datetime) -> Report | None:
    """Let the client's leaders see an edition, and have its final report made.

    Returns the report, or None if the edition was released before.
    """
    with transaction.atomic():
        fresh = Edition.objects.filter(pk=edition.pk, released_at__isnull=True)
        if not fresh.update(released_at=now, released_by=user):
            return None
        edition.refresh_from_db()
        return ask_for_report(edition=edition, user=user, now=now)
