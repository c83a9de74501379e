"""Having a job done from a command, by this process or by a worker that was quicker."""

import time
from collections.abc import Callable

from django.core.management.base import CommandError

from organisations.jobs import Job

LOOKED_AT_EVERY = 0.5


def have_done(job: Job, do: Callable[[], None], *, patience: int) -> None:
    """Return once the job has ended well.

    ``do`` claims the job and does it, or finds that a worker has it. Raises CommandError with
    the job's reason if it fails, and after ``patience`` seconds.
    """
    until = time.monotonic() + patience
    while job.is_pending:
        do()
        job.refresh_from_db()
        if job.is_pending:
            if time.monotonic() > until:
                raise CommandError(
                    f"It is not ready after {patience} seconds; it goes on. Look again later."
                )
            time.sleep(LOOKED_AT_EVERY)
    if job.state != Job.State.DONE:
        raise CommandError(job.reason or "It was cancelled.")
