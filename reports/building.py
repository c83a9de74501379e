"""Making a report's file, from a result and an edition alone."""

import time
from hashlib import sha256
from secrets import token_hex

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.jobs import LeaseLost, work
from reports.models import Report
from reports.telling import tell

# A page looks once a second; more often the row need not say how far it is.
TOLD_EVERY = 0.25


class OverdueError(Exception):
    """The making takes longer than it may."""


def build_report(report: Report) -> None:
    """Claim the report and make its file."""
    work(
        report,
        _build,
        now=timezone.now(),
        failure=_("The report could not be made. Try again; the log says more."),
    )


def _build(report: Report) -> None:
    try:
        made = _made(report, _Telling(report))
        _keep(report, made)
    except (OverdueError, SoftTimeLimitExceeded):
        report.fail(_overdue())


class _Telling:
    """Writes into a report's row what is being made, and sees to it that it does not take for ever.

    Raises LeaseLost if the report was cancelled or another worker has it, and OverdueError.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self.ends = time.monotonic() + settings.REPORT_SECONDS
        self.told_at = 0.0

    def __call__(self, stage: str, percent: int) -> None:
        now = time.monotonic()
        if now > self.ends:
            raise OverdueError
        if now >= self.told_at + TOLD_EVERY:
            self.report.report_progress(percent, timezone.now(), stage=stage)
            self.told_at = now


def _made(report: Report, progress: _Telling) -> bytes:
    progress("story", 0)
    story = tell(report.edition, is_final=report.is_final)
    # Either brings a large library along, of which the other has no use.
    if report.kind == Report.Kind.DECK:
        from reports.deck import render_deck

        return render_deck(story, progress=progress)
    from reports.pdf import render_pdf

    return render_pdf(story, paper=report.paper, progress=progress)


def _keep(report: Report, made: bytes) -> None:
    """Store the file and end the report with it."""
    # A name of its own, so that a late worker can neither overwrite nor delete its successor's.
    name = f"reports/{report.pk}-{token_hex(4)}.{report.ending}"
    name = default_storage.save(name, ContentFile(made))
    try:
        report.finish(file=name, sha256=sha256(made).hexdigest())
    except LeaseLost:
        default_storage.delete(name)
        raise


def _overdue() -> str:
    return ngettext(
        "It was stopped after %(n)s second, because a report may not take longer. Try again when"
        " the server has less to do.",
        "It was stopped after %(n)s seconds, because a report may not take longer. Try again when"
        " the server has less to do.",
        settings.REPORT_SECONDS,
    ) % {"n": settings.REPORT_SECONDS}
