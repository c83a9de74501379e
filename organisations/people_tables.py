"""The tables of people and of accounts, and what they can be searched for."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from organisations.models import (
    Account,
    Audience,
    MailStop,
    Organisation,
    Person,
    PersonQuerySet,
    Unit,
)
from organisations.tables import Column, DeskTable, Filters, search_filter

WITHOUT_ADDRESS = "none"


class PersonTable(DeskTable):
    """People on a roster, in the columns by which a roster is read again."""

    caption = _("People on the roster")
    export_name = "people"
    name = Column(_("Name"), empty_values=())
    email = Column(_("E-mail address"))
    audience = Column(_("Audience"))
    unit = Column(_("Department"), accessor="unit__path", order_by="unit__path")
    account = Column(_("Account"), accessor="account__name", order_by="account__name")
    leads = Column(_("Leads"), accessor="leads__path", order_by="leads__path")
    mail_stop = Column(_("E-mail stopped"))
    external_key = Column(_("ID"), visible=False)

    def counted(self, n: int) -> str:
        """Say how many people there are."""
        return ngettext("%(n)d person", "%(n)d people", n) % {"n": n}

    def render_name(self, record: Person) -> str:
        """Lead to the person's own page."""
        path = reverse("surveys:person", args=[record.organisation_id, record.pk])
        return format_html('<a href="{}">{}</a>', path, record)

    def value_name(self, record: Person) -> str:
        """Return the name as the roster has it."""
        return record.name


def attribute_columns(organisation: Organisation) -> list[tuple[str, Column]]:
    """Return the columns of a client's attributes, by name; they are in the file only."""
    return [
        (
            f"attribute_{place}",
            Column(
                attribute.name,
                accessor=f"attributes__{attribute.pk}",
                visible=False,
                orderable=False,
            ),
        )
        for place, attribute in enumerate(organisation.attributes.order_by("position"))
    ]


class PersonFilters(Filters):
    """Whom to look for on a roster."""

    text = search_filter("search", _("Name, address or ID"))
    audience = django_filters.ChoiceFilter(
        label=_("Audience"), choices=Audience.choices, empty_label=_("All")
    )
    department = django_filters.ModelChoiceFilter(
        label=_("Department and below"),
        queryset=Unit.objects.none(),
        method="within",
        empty_label=_("All"),
    )
    mail = django_filters.ChoiceFilter(
        label=_("E-mail"),
        choices=[*MailStop.choices, (WITHOUT_ADDRESS, _("No e-mail address"))],
        method="by_mail",
        empty_label=_("All"),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["department"].queryset = units

    def search(self, people: PersonQuerySet, name: str, text: str) -> PersonQuerySet:
        """Keep those in whose name, address or number the text stands."""
        return people.search(text)

    def within(self, people: PersonQuerySet, name: str, unit: Unit) -> PersonQuerySet:
        """Keep those in a department or below it."""
        return people.within(unit)

    def by_mail(self, people: PersonQuerySet, name: str, value: str) -> PersonQuerySet:
        """Keep those without an address, or whose e-mail is stopped for this reason."""
        if value == WITHOUT_ADDRESS:
            return people.without_address()
        return people.filter(mail_stop=value)


class AccountTable(DeskTable):
    """Accounts with the number of their contacts, as ``contact_count``."""

    caption = _("Accounts")
    export_name = "accounts"
    name = Column(_("Account"))
    external_key = Column(_("ID"))
    contact_count = Column(_("Contacts"))

    def counted(self, n: int) -> str:
        """Say how many accounts there are."""
        return ngettext("%(n)d account", "%(n)d accounts", n) % {"n": n}

    def render_name(self, record: Account) -> str:
        """Lead to the account's own page."""
        path = reverse("organisations:account", args=[record.organisation_id, record.pk])
        return format_html('<a href="{}">{}</a>', path, record)

    def value_name(self, record: Account) -> str:
        """Return the name alone."""
        return record.name


class AccountFilters(Filters):
    """Which account to look for."""

    text = search_filter("search", _("Account or contact"))

    def search(self, accounts: QuerySet[Account], name: str, text: str) -> QuerySet[Account]:
        """Keep those of this name or id, or with a contact of this name or address."""
        contacts = Person.objects.present().search(text)
        called = Q(name__icontains=text) | Q(external_key__icontains=text)
        return accounts.filter(called | Q(pk__in=contacts.values("account")))


class ContactTable(PersonTable):
    """The contacts of one account."""

    caption = _("Contacts")
    export_name = "contacts"

    class Meta:
        exclude = ("account", "leads")


class GoneTable(PersonTable):
    """People who left the roster, the last ones first."""

    caption = _("People who left the list")
    export_name = "left"
    left_on = Column(_("Left on"))
    has_opted_out = Column(_("Asked not to be asked again"))
    put_back = Column(_("Put back"), orderable=False, empty_values=(), exclude_from_export=True)

    class Meta:
        exclude = ("account", "leads", "mail_stop")
        sequence = ("name", "left_on", "put_back", "email", "...")

    def render_name(self, record: Person) -> str:
        """Lead to what is held about them, which is all there is."""
        path = reverse("surveys:person_held", args=[record.organisation_id, record.pk])
        title = _("What is held about them, as a file")
        return format_html('<a href="{}" title="{}">{}</a>', path, title, record)

    def render_has_opted_out(self, value: bool) -> str:
        """Say it in words."""
        return str(_("Yes") if value else _("No"))

    def value_has_opted_out(self, record: Person) -> str:
        """Say the same in the file."""
        return self.render_has_opted_out(record.has_opted_out)

    def render_put_back(self, record: Person) -> str:
        """Lead to where one is asked about it."""
        path = reverse("organisations:person_restore", args=[record.organisation_id, record.pk])
        label = _("Put %(name)s back on the list") % {"name": record}
        return format_html('<a href="{}" aria-label="{}">{}</a>', path, label, _("Put back …"))


class GoneFilters(Filters):
    """Whom to look for among those who left."""

    text = search_filter("search", _("Name, address or ID"))

    def search(self, people: PersonQuerySet, name: str, text: str) -> PersonQuerySet:
        """Keep those in whose name, address or number the text stands."""
        return people.search(text)
