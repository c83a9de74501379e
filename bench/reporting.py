"""What a report costs, from claiming it to the stored file."""

import time

from django.utils import timezone

from bench.collected import wave_of
from bench.measured import Reporting, peak_megabytes
from organisations.jobs import Job
from reports.building import build_report
from reports.charts import charts_of
from reports.models import Edition
from reports.services import ask_for_report
from reports.telling import tell


def measure_first(ballots: int) -> Reporting:
    """Make the report of the wave of staff that was collected and sealed with so many ballots."""
    return measure(Edition.objects.get(result__wave=wave_of(ballots)), 1)


def measure_newest(reports: int) -> Reporting:
    """Make so many reports of the demonstration client's newest result."""
    return measure(newest_of_demonstration(), reports)


def newest_of_demonstration() -> Edition:
    """Return the demonstration client's edition that says most."""
    of_it = Edition.objects.filter(result__wave__assessment__organisation__is_demonstration=True)
    return of_it.order_by("-result__wave__sealed_at", "-number")[0]


def measure(edition: Edition, reports: int) -> Reporting:
    """Make so many reports of an edition, one after the other; tell the slowest's time."""
    seconds = 0.0
    for _ in range(reports):
        report = ask_for_report(edition=edition, user=None, now=timezone.now())
        start = time.perf_counter()
        build_report(report)
        seconds = max(seconds, time.perf_counter() - start)
        report.refresh_from_db()
        assert report.state == Job.State.DONE, report.reason
    peak = peak_megabytes()
    # No worker reads what it has made.
    from pypdf import PdfReader

    with report.file.open("rb") as file:
        pages = len(PdfReader(file).pages)
    charts = charts_of(tell(edition, is_final=report.is_final))
    return Reporting(pages, len(charts), seconds, peak)
