"""The table of a client's waves, and what it can be searched for."""

from datetime import date, datetime

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from organisations.tables import Column, DeskTable, Filters, search_filter
from surveys.models import Wave


class WaveTable(DeskTable):
    """The waves of a client, whichever assessment they belong to."""

    caption = _("Waves")
    export_name = "waves"
    name = Column(_("Wave"))
    assessment = Column(
        _("Assessment"), accessor="assessment__name", order_by=("assessment__name", "name")
    )
    state = Column(_("State"))
    pulse_of = Column(_("Pulse after"))
    is_rehearsal = Column(_("Rehearsal"))
    opened_at = Column(_("Opened"))
    closes_on = Column(_("Last day"))
    sealed_at = Column(_("Sealed or erased"))

    def counted(self, n: int) -> str:
        """Say how many waves there are."""
        return ngettext("%(n)d wave", "%(n)d waves", n) % {"n": n}

    def render_name(self, record: Wave) -> str:
        """Lead to the wave's own page."""
        path = reverse("surveys:wave_detail", args=[record.pk])
        return format_html('<a href="{}">{}</a>', path, record)

    def value_name(self, record: Wave) -> str:
        """Return the name alone."""
        return record.name

    def render_opened_at(self, value: datetime) -> date:
        """Say the day; the time stands on the wave's page."""
        return localdate(value)

    render_sealed_at = render_opened_at

    def render_is_rehearsal(self, value: bool) -> str:
        """Say it in words."""
        return str(_("Yes") if value else _("No"))

    def value_is_rehearsal(self, record: Wave) -> str:
        """Say the same in the file."""
        return self.render_is_rehearsal(record.is_rehearsal)


class WaveFilters(Filters):
    """Which waves to look for."""

    text = search_filter("search", _("Wave or assessment"))
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Wave.State.choices, empty_label=_("All")
    )

    def search(self, waves: QuerySet[Wave], name: str, text: str) -> QuerySet[Wave]:
        """Keep those in whose name or whose assessment's the text stands."""
        return waves.filter(Q(name__icontains=text) | Q(assessment__name__icontains=text))
