"""Files of what customers buy, and of the complaints a client has recorded."""

from datetime import date, datetime, timedelta
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from organisations.customer_files import working
from organisations.handing_in import forget, named
from organisations.jobs import Job, ring
from organisations.models import CustomerFile, CustomerFileKind, Organisation, User
from organisations.records import Act, note
from organisations.tasks import work_on_customer_file


def upload_customer_file(
    *,
    organisation: Organisation,
    user: User,
    kind: str,
    file: "UploadedFile[bytes]",
    filename: str,
    now: datetime,
    until: date | None = None,
    adds_accounts: bool = False,
) -> CustomerFile:
    """Keep a file of customers for a worker to read. No account is touched.

    ``until`` is the last of the twelve months an account file is about; the days of a register
    are those of its complaints. With ``adds_accounts`` accounts may be missing from the list.
    """
    customer_file = _new(organisation, user, kind, filename, now, until, adds_accounts)
    customer_file.file = named(file, filename)
    with transaction.atomic():
        customer_file.save()
        ring(work_on_customer_file, customer_file.pk)
    return customer_file


def read_customer_file(
    *,
    organisation: Organisation,
    user: User | None,
    kind: str,
    file: BinaryIO,
    filename: str,
    now: datetime,
    until: date | None = None,
    adds_accounts: bool = False,
) -> CustomerFile:
    """Read a file of customers at once; as ``upload_customer_file`` for the rest."""
    customer_file = _new(organisation, user, kind, filename, now, until, adds_accounts)
    found = working.read(customer_file, file, today=organisation.today(now))
    for name, value in found.items():
        setattr(customer_file, name, value)
    customer_file.state, customer_file.progress = Job.State.DONE, 100
    customer_file.save()
    return customer_file


def _new(
    organisation: Organisation,
    user: User | None,
    kind: str,
    filename: str,
    now: datetime,
    until: date | None,
    adds_accounts: bool,
) -> CustomerFile:
    """Return a file that is to be read."""
    is_accounts = CustomerFileKind(kind) == CustomerFileKind.ACCOUNTS
    if is_accounts and until is None:
        raise ValidationError({"until": _("Enter the last day of the twelve months.")})
    if until is not None and until > organisation.today(now):
        raise ValidationError({"until": _("This day lies in the future.")})
    return CustomerFile(
        organisation=organisation,
        asked_by=user,
        asked_at=now,
        kind=kind,
        filename=filename[-255:],
        since=_year_before(until) if is_accounts and until else None,
        until=until if is_accounts else None,
        adds_accounts=adds_accounts and is_accounts,
    )


def _year_before(until: date) -> date:
    """Return the first of the twelve months that end with a day."""
    after = until + timedelta(days=1)
    if (after.month, after.day) == (2, 29):
        after += timedelta(days=1)
    return after.replace(year=after.year - 1)


def take_in_customer_file(*, customer_file: CustomerFile, user: User, now: datetime) -> None:
    """Have a worker keep a file that was looked at; raises ValidationError if it cannot be."""
    _check_readable(customer_file)
    with transaction.atomic():
        _queue(customer_file, asked_by=user, confirmed_at=now)
        ring(work_on_customer_file, customer_file.pk)


def confirm_customer_file(*, customer_file: CustomerFile, now: datetime) -> None:
    """Keep a file that was looked at, at once; raises ValidationError if it cannot be."""
    _check_readable(customer_file)
    with transaction.atomic():
        _queue(customer_file, confirmed_at=now)
        customer_file.claim(now)
        working.take_in(customer_file, now=now)


def discard_customer_file(*, customer_file: CustomerFile) -> None:
    """Forget a file that is not to be taken in; raises ValidationError if it is or was."""
    if customer_file.taken_at is not None:
        raise ValidationError(_("This file was taken in; it can only be removed."))
    if customer_file.confirmed_at and customer_file.is_pending:
        raise ValidationError(_("This file is being taken in; it cannot be stopped any more."))
    forget(customer_file)


def remove_customer_file(*, customer_file: CustomerFile) -> None:
    """Delete a file that was taken in, with its figures; the accounts stay on the list."""
    if customer_file.taken_at is None:
        raise ValidationError(_("This file was not taken in."))
    with transaction.atomic():
        note(Act.REMOVED, customer_file, organisation=customer_file.organisation)
        customer_file.delete()


def _check_readable(customer_file: CustomerFile) -> None:
    """Raise ValidationError if there is nothing to take in."""
    if customer_file.preview and customer_file.preview["faults"]:
        raise ValidationError(_("The file has faults; correct them and upload it again."))
    if customer_file.taken_at is not None:
        raise ValidationError(_("This file has been taken in already."))
    if customer_file.content is None:
        raise ValidationError(_("The file has not been read. Wait a moment, or upload it again."))


def _queue(customer_file: CustomerFile, **fields: object) -> None:
    """Let a worker go on, once; raises ValidationError if that was asked for before."""
    waiting = CustomerFile.objects.waiting().filter(
        pk=customer_file.pk,
        state__in=[Job.State.DONE, Job.State.FAILED],
        content__isnull=False,
    )
    if not waiting.update(state=Job.State.QUEUED, progress=0, attempt=0, reason="", **fields):
        raise ValidationError(_("This file has been taken in already."))
