"""Work asked for now and done by a worker later.

The row is the truth, the task only a doorbell. A worker claims a row by one conditional
UPDATE, keeps its lease alive while it works, and ends the job conditionally too, so that a
worker believed dead cannot overwrite what its successor wrote.
"""

import logging
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3


class LeaseLost(Exception):
    """Another worker has the job, or it was called off; this one must stop without writing."""


class JobQuerySet(models.QuerySet[Any]):
    """Which jobs wait for a worker."""

    def claimable(self, now: datetime) -> Self:
        """Queued jobs, and running ones whose worker has not been heard of within its lease."""
        return self.filter(
            Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=now)
        )


class Job(models.Model):
    """State and progress of one piece of background work."""

    class State(models.TextChoices):
        """From asking to the end."""

        QUEUED = "queued", _("Waiting for a worker")
        RUNNING = "running", _("In progress")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, editable=False)
    reason = models.TextField(blank=True)
    asked_at = models.DateTimeField()

    # How a job must have ended to be tried again.
    CAN_BE_TRIED_AGAIN: ClassVar[tuple[str, ...]] = (State.FAILED,)

    objects: ClassVar[models.Manager[Any]] = JobQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running", "done", "failed"]),
                name="%(class)s_state_known",
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=100), name="%(class)s_progress_percent"
            ),
        ]

    @property
    def is_pending(self) -> bool:
        """Whether a worker still has something to do here."""
        return self.state in {self.State.QUEUED, self.State.RUNNING}

    def claim(self, now: datetime) -> bool:
        """Take the job for this worker; False if it is not to be had."""
        table = type(self)._default_manager
        taken = (
            table.filter(pk=self.pk)
            .claimable(now)
            .update(
                state=self.State.RUNNING,
                attempt=F("attempt") + 1,
                lease_until=now + timedelta(seconds=settings.JOB_LEASE_SECONDS),
                reason="",
            )
        )
        if taken:
            self.refresh_from_db()
        return bool(taken)

    def _write(self, **fields: Any) -> None:
        """Write only if this worker's claim still holds."""
        table = type(self)._default_manager
        # The attempts are counted anew after a retry; the lease tells this claim from any other.
        mine = table.filter(
            pk=self.pk,
            state=self.State.RUNNING,
            attempt=self.attempt,
            lease_until=self.lease_until,
        )
        if not mine.update(**fields):
            raise LeaseLost(f"{self._meta.label} {self.pk}, attempt {self.attempt}")
        for name, value in fields.items():
            setattr(self, name, value)

    def report_progress(self, percent: int, now: datetime, **fields: Any) -> None:
        """Tell how far the work is, and that this worker lives."""
        lease_until = now + timedelta(seconds=settings.JOB_LEASE_SECONDS)
        self._write(progress=min(percent, 99), lease_until=lease_until, **fields)

    def finish(self, **fields: Any) -> None:
        """End the job well, with what the work brought."""
        self._write(state=self.State.DONE, progress=100, lease_until=None, **fields)

    def pause(self, **fields: Any) -> None:
        """Give the job back with a part of it done; whoever claims it next goes on."""
        self._write(state=self.State.QUEUED, attempt=0, lease_until=None, **fields)

    def fail(self, reason: str) -> None:
        """End the job with a reason written for the person who reads it."""
        self._write(state=self.State.FAILED, lease_until=None, reason=reason)

    def retry(self) -> bool:
        """Queue a job again that ended without success; False if it did not."""
        table = type(self)._default_manager
        ended = table.filter(pk=self.pk, state__in=self.CAN_BE_TRIED_AGAIN)
        return bool(ended.update(state=self.State.QUEUED, progress=0, attempt=0, reason=""))


def ring(task: Any, job_id: uuid.UUID, *, seconds: float = 0) -> None:
    """Ask a worker to look at a row, once the row is committed and after so many seconds.

    A broker that cannot be reached loses nothing: the row waits, and the sweep rings again.
    """

    def send() -> None:
        try:
            task.apply_async((str(job_id),), countdown=seconds or None)
        except (OperationalError, ConnectionError):
            logger.warning("The broker cannot be reached; job %s waits for the sweep.", job_id)

    transaction.on_commit(send)


def work(job: Job, do: Callable[[Any], None], *, now: datetime, failure: str) -> bool:
    """Claim the job and do it; a surprise ends in the words of ``failure``, not in a traceback.

    ``do`` receives the claimed job and ends or pauses it. After ``MOST_ATTEMPTS`` workers have
    died over it the job is given up. False if another worker has it, or nobody need.
    """
    if not job.claim(now):
        return False
    try:
        if job.attempt > MOST_ATTEMPTS:
            job.fail(gettext("The work was interrupted several times. Try again later."))
        else:
            do(job)
    except LeaseLost:
        logger.warning("Job %s is no longer this worker's.", job.pk)
    except Exception:
        logger.exception("Job %s failed.", job.pk)
        with suppress(LeaseLost):
            job.fail(failure)
    return True


def sweep(jobs: JobQuerySet, task: Any, *, now: datetime) -> int:
    """Ring again for every row that waits; return how many."""
    waiting = list(jobs.claimable(now).values_list("pk", flat=True))
    for job_id in waiting:
        ring(task, job_id)
    return len(waiting)
