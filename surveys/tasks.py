"""Bells of this app: each finds a row and calls one function."""

import uuid

from celery import shared_task
from django.utils import timezone

from organisations.jobs import ring, sweep
from surveys import collecting
from surveys.mail import mailing, reminding
from surveys.models import Mailing
from surveys.privacy import retention


@shared_task
def send_mailing(mailing_id: str) -> None:
    """Send the next batch of a mailing's letters, and ring for the one after it."""
    job = Mailing.objects.filter(pk=uuid.UUID(mailing_id)).first()
    if job is None:
        return
    again = mailing.send_mailing(job, now=timezone.now())
    if again is not None:
        ring(send_mailing, job.pk, seconds=max(0.0, (again - timezone.now()).total_seconds()))


@shared_task
def sweep_mailings() -> None:
    """Ring again for mailings whose bell was lost."""
    now = timezone.now()
    sweep(Mailing.objects.due(now), send_mailing, now=now)


@shared_task
def send_due_reminders() -> None:
    """Begin the reminders whose day has come."""
    for job in reminding.send_due(now=timezone.now()):
        ring(send_mailing, job.pk)


@shared_task
def close_overdue_waves() -> None:
    """Close waves whose last day is over."""
    collecting.close_overdue(now=timezone.now())


@shared_task
def delete_stale_drafts() -> None:
    """Forget drafts nobody came back to."""
    collecting.delete_stale_drafts(now=timezone.now())


@shared_task
def count_responses() -> None:
    """Count how many have answered where that was not done today."""
    collecting.count_responses(now=timezone.now())


@shared_task
def enforce_retention() -> None:
    """Delete what has been kept for as long as its organisation wants to."""
    retention.enforce(now=timezone.now())
