"""Making a report's file, from a result and an edition alone."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.jobs import LeaseLost, work
from reports.models import Report
from reports.pdf import render_pdf
from reports.telling import tell


def build_report(report: Report) -> None:
    """Claim the report and make its PDF."""
    work(
        report,
        _build,
        now=timezone.now(),
        failure=_("The PDF could not be made. Try again; the log says more."),
    )


def _build(report: Report) -> None:
    story = tell(
        report.edition, report_id=str(report.pk), is_final=report.is_final, now=timezone.now()
    )
    pdf = render_pdf(
        story, progress=lambda percent: report.report_progress(percent, timezone.now())
    )
    name = default_storage.save(f"reports/{report.pk}.pdf", ContentFile(pdf))
    try:
        report.finish(file=name)
    except LeaseLost:
        default_storage.delete(name)
        raise
