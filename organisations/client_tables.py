"""The table of the clients somebody works with."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from organisations.models import Organisation
from organisations.tables import Column, DeskTable, Filters, search_filter


def invented(client: Organisation) -> str:
    """Return what is said below the name of the demonstration client; nothing of others."""
    if not client.is_demonstration:
        return ""
    text = _("Invented people, invented answers")
    return format_html('<br><span class="small text-body-secondary">{}</span>', text)


class ClientTable(DeskTable):
    """Clients, with ``people_count`` and ``assessment_count``."""

    caption = _("Clients")
    export_name = "clients"
    name = Column(_("Client"))
    people_count = Column(_("People"))
    assessment_count = Column(_("Assessments"))
    created_at = Column(_("Added on"))

    def counted(self, n: int) -> str:
        """Say how many clients there are."""
        return ngettext("%(n)d client", "%(n)d clients", n) % {"n": n}

    def render_name(self, record: Organisation) -> str:
        """Lead to the client's own page, and say if it is invented."""
        path = reverse("surveys:organisation_detail", args=[record.pk])
        return format_html('<a href="{}">{}</a>{}', path, record, invented(record))

    def render_created_at(self, record: Organisation) -> date:
        """Say the day, where the client is."""
        return record.today(record.created_at)

    value_created_at = render_created_at

    def value_name(self, record: Organisation) -> str:
        """Return the name alone."""
        return record.name


class ClientFilters(Filters):
    """Which client to look for."""

    text = search_filter("search", _("Client"))

    def search(
        self, clients: QuerySet[Organisation], name: str, text: str
    ) -> QuerySet[Organisation]:
        """Keep those in whose name the text stands."""
        return clients.filter(name__icontains=text)
