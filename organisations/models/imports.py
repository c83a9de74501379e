"""Files on their way in: rosters, and what all of them have."""

from django.db import models

from organisations.jobs import Job
from organisations.models.clients import Organisation
from organisations.models.users import User


class FileImport(Job):
    """A file, read by a worker, looked at, confirmed, and written by a worker.

    The job is done twice: once to read, and once, from ``confirmed_at`` on, to write.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    # Nobody where a command on the server asked.
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    filename = models.CharField(max_length=255)
    # As it came, until it is read; every kind has a folder of its own.
    file = models.FileField(blank=True)
    # What was read.
    content = models.JSONField(null=True)
    # What it would change, or its faults.
    preview = models.JSONField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta(Job.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.filename

    @property
    def is_readable(self) -> bool:
        """Whether it was read without a fault."""
        return self.preview is not None and not self.preview["faults"]


class RosterImport(FileImport):
    """A roster file; forgotten after a day.

    ``content`` is what ``RosterFile.to_json`` returns, ``preview`` what ``roster_preview`` does;
    both are emptied when it is written.
    """

    file = models.FileField(upload_to="rosters/", blank=True)
    # The attribute columns to keep.
    columns = models.JSONField(default=list)
    # Whether people the file does not name leave the roster.
    removes_missing = models.BooleanField(default=False)
    # What was written: {"new": n, "changed": n, "gone": n, ...}
    outcome = models.JSONField(null=True)

    @property
    def waits_for_decision(self) -> bool:
        """Whether it was read without a fault and may be written, or forgotten."""
        return self.is_readable and self.outcome is None and not self.is_pending
