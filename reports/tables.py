"""The table of released reports, for those who read them."""

from datetime import date

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from organisations.client_tables import invented
from organisations.tables import Column, DeskTable, Filters, search_filter
from reports.models import Report

WAVE = "edition__result__wave"
CLIENT = f"{WAVE}__assessment__organisation"


class ReportTable(DeskTable):
    """Released reports; a name leads to the file."""

    caption = _("Reports")
    export_name = "reports"
    client = Column(
        _("Report"),
        accessor=CLIENT,
        order_by=(f"{CLIENT}__name", f"{WAVE}__assessment__name", f"{WAVE}__name"),
    )
    assessment = Column(_("Assessment"), accessor=f"{WAVE}__assessment__name", visible=False)
    wave = Column(_("Wave"), accessor=f"{WAVE}__name", visible=False)
    findings = Column(
        _("On screen"),
        accessor=WAVE,
        orderable=False,
        exclude_from_export=True,
    )
    released = Column(
        _("Released on"),
        accessor="edition__released_at",
        order_by=("edition__released_at", "asked_at"),
    )
    note = Column(_("Note"), accessor="edition__release_note", orderable=False)
    sha256 = Column(_("SHA-256"), orderable=False)

    def counted(self, n: int) -> str:
        """Say how many reports there are."""
        return ngettext("%(n)d report", "%(n)d reports", n) % {"n": n}

    def render_client(self, record: Report) -> str:
        """Lead to the file, named by what it is about."""
        wave = record.edition.result.wave
        client = wave.assessment.organisation
        return format_html(
            '<a href="{}">{}: {}, {} (PDF, {})</a>{}',
            reverse("reports:report_download", args=[record.pk]),
            client,
            wave.assessment,
            wave,
            record.get_paper_display(),
            invented(client),
        )

    def render_sha256(self, value: str) -> str:
        """Show enough to tell two files apart, and the whole on request."""
        return render_to_string("reports/_sha256.html", {"sha256": value})

    def value_sha256(self, record: Report) -> str:
        """Return the whole."""
        return record.sha256

    def render_findings(self, record: Report) -> str:
        """Lead to the pages that say the same."""
        wave = record.edition.result.wave
        return format_html(
            '<a href="{}">{}<span class="visually-hidden">: {}, {}</span></a>',
            reverse("reports:findings", args=[wave.pk]),
            _("Read it here"),
            wave.assessment.organisation,
            wave,
        )

    def value_client(self, record: Report) -> str:
        """Return whom it is about; the rest has columns of its own in the file."""
        return str(record.edition.result.wave.assessment.organisation)

    def render_released(self, record: Report) -> str:
        """Say the day, where the client is."""
        return date_format(self.value_released(record), "j F Y")

    def value_released(self, record: Report) -> date:
        """Return the day, where the client is."""
        zone = record.edition.result.wave.assessment.organisation.zone
        return localdate(record.edition.released_at, zone)


class ReportFilters(Filters):
    """Which reports to look for."""

    text = search_filter("search", _("Client, assessment or wave"))

    def search(self, reports: QuerySet[Report], name: str, text: str) -> QuerySet[Report]:
        """Keep those about a client, an assessment or a wave of this name."""
        names = (f"{CLIENT}__name", f"{WAVE}__assessment__name", f"{WAVE}__name")
        found = Q()
        for each in names:
            found |= Q(**{f"{each}__icontains": text})
        return reports.filter(found)
