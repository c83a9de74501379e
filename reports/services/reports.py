"""The reports of an edition."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organisations.jobs import ring
from organisations.models import User
from organisations.records import Act, note
from reports import tasks, words
from reports.models import Edition, Report, Result


def ask_for_report(
    *,
    edition: Edition,
    user: User | None,
    now: datetime,
    kind: str = Report.Kind.PDF,
    paper: str = Report.Paper.A4,
) -> Report:
    """Ask for a file of an edition; a draft as long as the edition is not released.

    Raises ValidationError where there is nothing to report, and of what leaders can no longer see:
    a report made now would not say so.
    """
    _check_may_be_made(edition)
    with transaction.atomic():
        report = Report.objects.create(
            edition=edition,
            kind=kind,
            paper=paper,
            is_final=edition.is_released,
            asked_by=user,
            asked_at=now,
        )
        wave = edition.result.wave
        note(Act.REPORTED, wave, organisation=wave.assessment.organisation)
        ring(tasks.build_report, report.pk)
    return report


def check_tells_anything(result: Result) -> None:
    """Raise ValidationError where there is nothing to report."""
    if not result.tells_anything:
        raise ValidationError(words.nothing_shown())


def _check_may_be_made(edition: Edition) -> None:
    check_tells_anything(edition.result)
    if edition.was_released and not edition.is_released:
        raise ValidationError(
            _("Leaders can no longer see this edition, so no further report of it is made.")
        )


def cancel_report(*, report: Report) -> None:
    """Call a report off that is not made yet; raises ValidationError if it has ended."""
    wave = report.edition.result.wave
    with transaction.atomic():
        if not report.cancel():
            raise ValidationError(_("The report had ended already, so nothing was cancelled."))
        note(Act.CANCELLED, wave, organisation=wave.assessment.organisation)


def retry_report(*, report: Report) -> None:
    """Try a report again that failed or was cancelled; raises as asking for it would."""
    _check_may_be_made(report.edition)
    with transaction.atomic():
        if report.retry():
            wave = report.edition.result.wave
            note(Act.REPORTED, wave, organisation=wave.assessment.organisation)
            ring(tasks.build_report, report.pk)
