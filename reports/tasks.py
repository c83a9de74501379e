"""Bells of this app: each finds a row and calls one function."""

import uuid
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from organisations.jobs import ring, sweep
from organisations.strays import drop_strays
from reports import leader_letters, look, sealing
from reports.models import ActionReminder, LeaderLetter, Report, Sealing
from reports.plans import reminding
from reports.workbook import keeping

GRACE_SECONDS = 60
STRAY_AFTER = timedelta(hours=1)


@shared_task
def seal_wave(sealing_id: str) -> None:
    """Seal a wave."""
    job = Sealing.objects.filter(pk=uuid.UUID(sealing_id)).first()
    if job is not None:
        sealing.seal_wave(job, now=timezone.now())


# The worker stops what goes on for too long; what cannot be stopped, it ends with its process.
@shared_task(
    soft_time_limit=settings.REPORT_SECONDS, time_limit=settings.REPORT_SECONDS + GRACE_SECONDS
)
def build_report(report_id: str) -> None:
    """Make a report's file."""
    # The web process rings this bell too, and has no use for a PDF engine in its memory.
    from reports import building

    job = Report.objects.filter(pk=uuid.UUID(report_id)).first()
    if job is not None:
        building.build_report(job)
        for letter in (
            leader_letters.waiting().claimable(timezone.now()).filter(edition=job.edition)
        ):
            ring(write_to_leader, letter.pk)


@shared_task
def write_to_leader(letter_id: str) -> None:
    """Send a leader a letter."""
    letter = LeaderLetter.objects.filter(pk=uuid.UUID(letter_id)).first()
    if letter is not None:
        leader_letters.send(letter)


@shared_task
def sweep_jobs() -> None:
    """Ring again for sealings, reports and letters whose bell was lost or whose worker died."""
    now = timezone.now()
    sealing.erase_again()
    sweep(Sealing.objects.all(), seal_wave, now=now)
    sweep(Report.objects.all(), build_report, now=now)
    sweep(leader_letters.waiting(), write_to_leader, now=now)


@shared_task
def remind_of_actions() -> None:
    """Remind owners of actions whose day comes near or is over; also of what waits since."""
    now = timezone.now()
    reminding.forget(now=now)
    for reminder in reminding.due(now=now):
        ring(remind_owner, reminder.pk)


@shared_task
def remind_owner(reminder_id: str) -> None:
    """Send the owner of an action a reminder."""
    reminder = ActionReminder.objects.filter(pk=uuid.UUID(reminder_id)).first()
    if reminder is not None:
        reminding.send(reminder, now=timezone.now())


@shared_task
def drop_stray_reports() -> None:
    """Delete files of reports that no report names, as a worker that died leaves them."""
    drop_strays(Report, before=timezone.now() - STRAY_AFTER)


@shared_task
def drop_unused_logos() -> None:
    """Delete logos that were replaced and stand in no edition."""
    look.drop_unused_logos(now=timezone.now())


@shared_task
def enforce_keeping() -> None:
    """Delete attached files that have been kept for as long as their organisation wants to."""
    keeping.enforce(now=timezone.now())
