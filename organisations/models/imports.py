"""Files on their way into a roster."""

from django.db import models

from organisations.jobs import Job
from organisations.models.clients import Organisation
from organisations.models.users import User


class RosterImport(Job):
    """A roster file, read by a worker, looked at, confirmed, and written by a worker.

    Forgotten after a day. The job is done twice: once to read, and once, from ``confirmed_at``
    on, to write.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    # Nobody where a command on the server asked.
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    filename = models.CharField(max_length=255)
    # As it came, until it is read.
    file = models.FileField(upload_to="rosters/", blank=True)
    # What organisations.roster read, see RosterFile.to_json; emptied when it is written.
    content = models.JSONField(null=True)
    # What it would change, see organisations.roster_preview; emptied with the content.
    preview = models.JSONField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    # The attribute columns to keep.
    columns = models.JSONField(default=list)
    # Whether people the file does not name leave the roster.
    removes_missing = models.BooleanField(default=False)
    # What was written: {"new": n, "changed": n, "gone": n, ...}
    outcome = models.JSONField(null=True)

    @property
    def waits_for_decision(self) -> bool:
        """Whether it was read without a fault and may be written, or forgotten."""
        is_readable = self.preview is not None and not self.preview["faults"]
        return is_readable and self.outcome is None and not self.is_pending

    def __str__(self) -> str:
        return self.filename
