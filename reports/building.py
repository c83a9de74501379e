"""Making a report's file, from a result and an edition alone."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.jobs import LeaseLost, work
from reports.models import Edition, Report
from reports.pdf import render_pdf
from reports.story import Story, build_story
from surveys.launching import pinned_framework


def build_report(report: Report) -> None:
    """Claim the report and make its PDF."""
    work(
        report,
        _build,
        now=timezone.now(),
        failure=_("The PDF could not be made. Try again; the log says more."),
    )


def _build(report: Report) -> None:
    story = tell(report.edition, report_id=str(report.pk), is_final=report.is_final)
    pdf = render_pdf(
        story, progress=lambda percent: report.report_progress(percent, timezone.now())
    )
    name = default_storage.save(f"reports/{report.pk}.pdf", ContentFile(pdf))
    try:
        report.finish(file=name)
    except LeaseLost:
        default_storage.delete(name)
        raise


def tell(edition: Edition, *, report_id: str = "", is_final: bool) -> Story:
    """Return an edition's story: what page and PDF say."""
    organisation = edition.result.wave.assessment.organisation
    return build_story(
        pinned_framework(edition.result.wave.assessment),
        edition.result.content,
        edition.content,
        is_final=is_final,
        report_id=report_id,
        generated_on=timezone.now().astimezone(organisation.zone).date(),
        is_demonstration=organisation.is_demonstration,
    )
