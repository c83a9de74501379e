"""Bells of this app."""

import uuid

from celery import shared_task
from django.utils import timezone

from organisations import handing_in, importing, throttling, welcome
from organisations.customer_files import working as customer_files
from organisations.jobs import sweep
from organisations.models import CustomerFile, RosterImport, User


@shared_task
def send_sign_in_link(user_id: str) -> None:
    """Mail someone the link by which they choose a password."""
    user = User.objects.filter(pk=uuid.UUID(user_id), is_active=True).first()
    if user is not None:
        welcome.send_sign_in_link(user)


@shared_task
def work_on_roster(import_id: str) -> None:
    """Read a roster file, or write it."""
    # What it holds is fetched by whoever gets the job.
    imports = RosterImport.objects.defer("content", "preview")
    job = imports.filter(pk=uuid.UUID(import_id)).first()
    if job is not None:
        importing.work_on(job, now=timezone.now())


@shared_task
def sweep_rosters() -> None:
    """Ring again for roster files whose bell was lost or whose worker died."""
    sweep(RosterImport.objects.all(), work_on_roster, now=timezone.now())


@shared_task
def forget_unconfirmed_rosters() -> None:
    """Delete roster files that came in a day ago."""
    importing.forget_unconfirmed(now=timezone.now())


@shared_task
def work_on_customer_file(file_id: str) -> None:
    """Read a file of customers, or take it in."""
    job = CustomerFile.objects.defer("content", "preview").filter(pk=uuid.UUID(file_id)).first()
    if job is not None:
        customer_files.work_on(job, now=timezone.now())


@shared_task
def sweep_customer_files() -> None:
    """Ring again for files of customers whose bell was lost or whose worker died."""
    sweep(CustomerFile.objects.all(), work_on_customer_file, now=timezone.now())


@shared_task
def forget_unconfirmed_customer_files() -> None:
    """Delete files of customers that came in a day ago and were not taken in."""
    handing_in.forget_unconfirmed(CustomerFile.objects.waiting(), now=timezone.now())


@shared_task
def forget_failures() -> None:
    """Delete what was kept of failures to sign in, once it locks nothing any more."""
    throttling.forget_failures(now=timezone.now())
