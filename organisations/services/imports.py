"""Files on their way into a roster."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from organisations import importing, roster_changes
from organisations.handing_in import forget, named
from organisations.jobs import Job, ring
from organisations.models import Organisation, RosterImport, User
from organisations.roster_file import RosterFile, choose_attributes
from organisations.tasks import work_on_roster


def upload_roster(
    *,
    organisation: Organisation,
    user: User,
    file: "UploadedFile[bytes]",
    filename: str,
    now: datetime,
) -> RosterImport:
    """Keep a roster file for a worker to read. The roster is not touched."""
    roster_import = RosterImport(
        organisation=organisation, asked_by=user, asked_at=now, filename=filename[-255:]
    )
    roster_import.file = named(file, filename)
    with transaction.atomic():
        roster_import.save()
        ring(work_on_roster, roster_import.pk)
    return roster_import


def read_roster_file(
    *,
    organisation: Organisation,
    user: User | None,
    file: BinaryIO,
    filename: str,
    now: datetime,
    columns: Sequence[str] | None = None,
) -> RosterImport:
    """Read a roster at once and keep what was read until it is confirmed.

    ``columns`` are those to preview as attributes; without, those the client has already.
    """
    content = importing.read(organisation, file, filename)
    chosen = importing.kept_columns(organisation, content) if columns is None else [*columns]
    if not content.faults:
        _check_columns(content, chosen)
    return RosterImport.objects.create(
        organisation=organisation,
        asked_by=user,
        asked_at=now,
        filename=filename[-255:],
        state=Job.State.DONE,
        progress=100,
        **importing.looked_at(organisation, content, chosen),
    )


def preview_roster_again(*, roster_import: RosterImport, columns: Sequence[str]) -> None:
    """Have compared anew what was read, with these columns as attributes.

    Raises ValidationError if they cannot be, or if the file was imported meanwhile.
    """
    _check_columns(_content(roster_import), columns)
    with transaction.atomic():
        _queue(roster_import, confirmed_at=None, columns=list(columns))
        ring(work_on_roster, roster_import.pk)


def import_roster(
    *,
    roster_import: RosterImport,
    user: User,
    columns: Sequence[str],
    removes_missing: bool,
    now: datetime,
) -> None:
    """Have a worker write a roster that was looked at; raises ValidationError if it cannot be.

    ``columns`` are the attribute columns to keep. ``removes_missing``: people of the file's
    audiences whom it does not name leave the roster.
    """
    _check_columns(_content(roster_import), columns)
    with transaction.atomic():
        _queue(
            roster_import,
            asked_by=user,
            confirmed_at=now,
            columns=list(columns),
            removes_missing=removes_missing,
        )
        ring(work_on_roster, roster_import.pk)


def confirm_roster(
    *,
    roster_import: RosterImport,
    columns: Sequence[str],
    now: datetime,
    removes_missing: bool = False,
) -> roster_changes.Changes:
    """Write a roster that was looked at, at once; as ``import_roster`` for the rest."""
    _check_columns(_content(roster_import), columns)
    with transaction.atomic():
        _queue(
            roster_import,
            confirmed_at=now,
            columns=list(columns),
            removes_missing=removes_missing,
        )
        roster_import.claim(now)
        return importing.write(roster_import, now=now)


def discard_roster(*, roster_import: RosterImport) -> None:
    """Forget a file that is not to be imported; raises ValidationError while it is written."""
    if roster_import.confirmed_at and roster_import.is_pending:
        raise ValidationError(_("This file is being imported; it cannot be stopped any more."))
    forget(roster_import)


def _content(roster_import: RosterImport) -> RosterFile:
    """Return what was read; raises ValidationError if there is nothing to import."""
    if roster_import.preview and roster_import.preview["faults"]:
        raise ValidationError(_("The file has faults; correct them and import it again."))
    if roster_import.outcome is not None:
        raise ValidationError(_("This file has been imported already."))
    if roster_import.content is None:
        raise ValidationError(_("The file has not been read. Wait a moment, or upload it again."))
    return RosterFile.from_json(roster_import.content)


def _check_columns(content: RosterFile, columns: Sequence[str]) -> None:
    faults = choose_attributes(content, columns)
    if faults:
        raise ValidationError([fault.message for fault in faults])


def _queue(roster_import: RosterImport, **fields: object) -> None:
    """Let a worker go on, once; raises ValidationError if that was asked for before."""
    waiting = RosterImport.objects.filter(
        pk=roster_import.pk,
        state__in=[Job.State.DONE, Job.State.FAILED],
        content__isnull=False,
        outcome__isnull=True,
    )
    if not waiting.update(state=Job.State.QUEUED, progress=0, attempt=0, reason="", **fields):
        raise ValidationError(_("This file has been imported already."))
