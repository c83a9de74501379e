"""Bells of this app: each finds a row and calls one function."""

import uuid

from celery import shared_task
from django.utils import timezone

from organisations.jobs import sweep
from surveys import collecting, mailing, retention
from surveys.models import Mailing


@shared_task
def send_mailing(mailing_id: str) -> None:
    """Send a wave's invitations."""
    job = Mailing.objects.filter(pk=uuid.UUID(mailing_id)).first()
    if job is not None:
        mailing.send_mailing(job, now=timezone.now())


@shared_task
def sweep_mailings() -> None:
    """Ring again for mailings whose bell was lost."""
    sweep(Mailing.objects.all(), send_mailing, now=timezone.now())


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
