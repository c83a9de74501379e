"""The tables of members and of what was done, and what they can be searched for."""

from typing import Any

import django_filters
from django import forms
from django.apps import apps
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from organisations.models import Membership, Record
from organisations.records import Act
from organisations.tables import Column, DeskTable, Filters, search_filter


class MemberTable(DeskTable):
    """Who has a part in a client; of memberships that are ``introduced``."""

    caption = _("Who has access")
    export_name = "members"
    name = Column(_("Name"), accessor="shown_as")
    email = Column(_("E-mail address"), accessor="user__email", order_by="user__email")
    role = Column(_("Role"))
    # Whether, not when: the hours somebody works are nobody's business.
    has_signed_in = Column(_("Has signed in"), orderable=False, empty_values=())

    def counted(self, n: int) -> str:
        """Say how many people there are."""
        return ngettext("%(n)d person", "%(n)d people", n) % {"n": n}

    def render_name(self, value: str, record: Membership) -> str:
        """Lead to the member's own page."""
        path = reverse("organisations:member", args=[record.organisation_id, record.pk])
        return format_html('<a href="{}">{}</a>', path, value)

    def render_has_signed_in(self, record: Any) -> str:
        """Say whether they have used their access; nothing of strangers."""
        if record.has_signed_in is None:
            return "–"
        return str(_("Yes") if record.has_signed_in else _("Not yet"))

    value_has_signed_in = render_has_signed_in


def kind(model_name: str) -> str:
    """Return what an object in the records is called on a page."""
    names = {model._meta.model_name: model._meta.verbose_name for model in apps.get_models()}
    return str(capfirst(names.get(model_name, model_name)))


class RecordTable(DeskTable):
    """What was done to a client's settings and lists."""

    caption = _("What was done")
    export_name = "records"
    at = Column(_("When"))
    who = Column(_("Who"))
    act = Column(_("Act"))
    object_type = Column(_("Object"))
    object_name = Column(_("Its name or number"), orderable=False, empty_values=())
    fields_changed = Column(_("Fields"), accessor="fields", orderable=False)

    def render_act(self, record: Record) -> str:
        """Say what was done in words."""
        return str(Act(record.act).label) if record.act in Act.values else record.act

    def render_object_type(self, record: Record) -> str:
        """Say what kind of object it was."""
        return kind(record.object_type)

    def render_object_name(self, record: Record) -> str:
        """Name the object; people who may be asked have their number only."""
        return record.object_name or record.object_id

    def render_fields_changed(self, record: Record) -> str:
        """List the fields, never what is in them."""
        return ", ".join(field.replace("_", " ") for field in record.fields)

    # The file says the same.
    value_act, value_object_type = render_act, render_object_type
    value_object_name, value_fields_changed = render_object_name, render_fields_changed


class RecordFilters(Filters):
    """What to look for among the records."""

    who = search_filter("by_whom", _("Who"))
    act = django_filters.ChoiceFilter(label=_("Act"), choices=Act.choices, empty_label=_("All"))
    text = search_filter("about", _("Name or number of the object"))
    since = django_filters.DateFilter(
        label=_("From"),
        field_name="at",
        lookup_expr="date__gte",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    until = django_filters.DateFilter(
        label=_("To"),
        field_name="at",
        lookup_expr="date__lte",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def by_whom(self, records: QuerySet[Record], name: str, text: str) -> QuerySet[Record]:
        """Keep what somebody of this address did."""
        return records.filter(who__icontains=text)

    def about(self, records: QuerySet[Record], name: str, text: str) -> QuerySet[Record]:
        """Keep what was done to an object of this name or number."""
        return records.filter(Q(object_name__icontains=text) | Q(object_id=text))
