"""What a report costs, from claiming it to the stored file: that of the demonstration client."""

import time

from django.utils import timezone
from pypdf import PdfReader

from bench.measured import Reporting, peak_megabytes
from organisations.jobs import Job
from reports.building import build_report
from reports.charts import charts_of
from reports.models import Edition
from reports.services import ask_for_report
from reports.telling import tell


def measure(reports: int) -> Reporting:
    """Make so many reports of the newest edition, one after the other; tell the slowest's time."""
    edition = Edition.objects.latest("created_at")
    seconds = 0.0
    for _ in range(reports):
        report = ask_for_report(edition=edition, user=None, now=timezone.now())
        start = time.perf_counter()
        build_report(report)
        seconds = max(seconds, time.perf_counter() - start)
        report.refresh_from_db()
        assert report.state == Job.State.DONE, report.reason
    peak = peak_megabytes()
    with report.file.open("rb") as file:
        pages = len(PdfReader(file).pages)
    charts = charts_of(tell(edition, is_final=report.is_final))
    return Reporting(pages, len(charts), seconds, peak)
