"""Files that were handed in: where they lie, in whose name they are written, when forgotten."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet

from organisations.jobs import Job
from organisations.models import FileImport
from organisations.records import Actor, acting
from organisations.strays import drop_strays

FORGOTTEN_AFTER = timedelta(days=1)


def named(file: "UploadedFile[bytes]", filename: str) -> "File[bytes]":
    """Return a file to be kept, under a name that does not say whom it is about."""
    return File(file, name=f"{uuid.uuid4()}{PurePath(filename).suffix.lower()[:5]}")


def write_confirmed(job: Any, write: Callable[..., Any], *, now: datetime) -> None:
    """Write a claimed import in the name of whoever confirmed it, or say why it cannot be."""
    user = job.asked_by
    try:
        if user is None:
            write(job, now=now)
            return
        with acting(Actor(user, user.email, now)):
            write(job, now=now)
    except ValidationError as error:
        job.fail(" ".join(error.messages))


def drop_file(job: FileImport) -> None:
    """Delete the file from where it was put; the row names it until it is gone."""
    if job.file:
        job.file.delete(save=False)
        type(job)._default_manager.filter(pk=job.pk).update(file="")


def forget(job: FileImport) -> None:
    """Delete an import with its file; what was written stays."""
    drop_file(job)
    job.delete()


def forget_unconfirmed(imports: QuerySet[Any], *, now: datetime) -> None:
    """Delete what came in a day ago, and files no worker will read: they hold people's names."""
    imports = imports.defer("content", "preview")
    for job in imports.filter(asked_at__lt=now - FORGOTTEN_AFTER):
        forget(job)
    needless = Q(state=Job.State.FAILED) | Q(preview__isnull=False)
    for job in imports.filter(needless).exclude(file=""):
        drop_file(job)
    drop_strays(imports.model, before=now - FORGOTTEN_AFTER)
