"""Bells of this app: each finds a row and calls one function."""

import uuid

from celery import shared_task
from django.utils import timezone

from organisations.jobs import sweep
from reports import sealing
from reports.models import Report, Sealing


@shared_task
def seal_wave(sealing_id: str) -> None:
    """Seal a wave."""
    job = Sealing.objects.filter(pk=uuid.UUID(sealing_id)).first()
    if job is not None:
        sealing.seal_wave(job, now=timezone.now())


@shared_task
def build_report(report_id: str) -> None:
    """Make a report's file."""
    # The web process rings this bell too, and has no use for a PDF engine in its memory.
    from reports import building

    job = Report.objects.filter(pk=uuid.UUID(report_id)).first()
    if job is not None:
        building.build_report(job)


@shared_task
def sweep_jobs() -> None:
    """Ring again for sealings and reports whose bell was lost or whose worker died."""
    now = timezone.now()
    sealing.erase_again()
    sweep(Sealing.objects.all(), seal_wave, now=now)
    sweep(Report.objects.all(), build_report, now=now)
