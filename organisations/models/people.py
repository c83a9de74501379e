"""The people on a client's roster, and where they stand in it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models.clients import Organisation

PATH_SEPARATOR = " / "
MOST_ATTRIBUTES = 3
MOST_ATTRIBUTE_VALUES = 8


class Audience(models.TextChoices):
    """Who is asked. A person belongs to one audience."""

    STAFF = "staff", _("Staff")
    LEADERS = "leaders", _("Leaders")
    CUSTOMERS = "customers", _("Customers")


class MailStop(models.TextChoices):
    """Why no more e-mail goes to somebody."""

    BOUNCED = "bounced", _("The address does not exist")
    COMPLAINED = "complained", _("Reported as unwanted")
    UNSUBSCRIBED = "unsubscribed", _("Wants no more e-mail")


class Unit(models.Model):
    """A node of the department tree, with the path from the top stored beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="units")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(_("name"), max_length=80)
    path = models.CharField(_("path"), max_length=400)

    class Meta:
        constraints = [
            models.UniqueConstraint("organisation", "path", name="unit_path_unique"),
        ]

    def __str__(self) -> str:
        return self.path


class Account(models.Model):
    """A customer of the organisation, whose contacts are asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="accounts"
    )
    name = models.CharField(_("name"), max_length=120)
    external_key = models.CharField(  # noqa: DJ001 - unique, so absent is NULL
        _("number in the client's own system"), max_length=80, null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("organisation", "name", name="account_name_unique"),
            models.UniqueConstraint(
                "organisation", "external_key", name="account_external_key_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Attribute(models.Model):
    """A column of the roster by which results may be told apart, such as tenure."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="attributes"
    )
    name = models.CharField(_("name"), max_length=60)
    position = models.PositiveSmallIntegerField()
    # The values in their order, as of length of service; none where they have no order.
    ordered_values = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("organisation", "name", name="attribute_name_unique"),
            models.UniqueConstraint("organisation", "position", name="attribute_position_unique"),
            models.CheckConstraint(
                condition=models.Q(position__gte=1, position__lte=MOST_ATTRIBUTES),
                name="attribute_at_most_three",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonQuerySet(models.QuerySet["Person"]):
    """Which people of a roster."""

    def present(self) -> "PersonQuerySet":
        """Those who have not left the roster."""
        return self.filter(left_on__isnull=True)

    def may_be_asked(self) -> "PersonQuerySet":
        """Those on the roster who have not asked to be left alone."""
        return self.present().filter(has_opted_out=False)

    def gone(self) -> "PersonQuerySet":
        """Those who have left the roster."""
        return self.filter(left_on__isnull=False)

    def search(self, text: str) -> "PersonQuerySet":
        """Those in whose name, address or number a text stands."""
        return self.filter(
            models.Q(name__icontains=text)
            | models.Q(email__icontains=text)
            | models.Q(external_key__icontains=text)
        )

    def within(self, unit: Unit) -> "PersonQuerySet":
        """Those in a unit or below it."""
        below = models.Q(unit__path__startswith=f"{unit.path}{PATH_SEPARATOR}")
        return self.filter(below | models.Q(unit=unit))

    def without_address(self) -> "PersonQuerySet":
        """Those to whom nothing can be mailed."""
        return self.filter(models.Q(email=None) | models.Q(email=""))


class Person(models.Model):
    """Someone on a client's roster who may be asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="people")
    external_key = models.CharField(  # noqa: DJ001 - unique, so absent is NULL
        _("number in the client's own system"), max_length=80, null=True, blank=True
    )
    email = models.EmailField(_("e-mail address"), null=True, blank=True)  # noqa: DJ001
    name = models.CharField(_("name"), max_length=120)
    audience = models.CharField(_("audience"), max_length=16, choices=Audience.choices)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    # The unit whose manager they are; their answers are not counted in its cells.
    leads = models.ForeignKey(
        Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="managers"
    )
    # {attribute's id: value}
    attributes = models.JSONField(default=dict, blank=True)
    left_on = models.DateField(null=True, blank=True)
    # Why no more e-mail is sent to their address; a corrected address takes a bounce away.
    mail_stop = models.CharField(
        _("e-mail stopped"), max_length=12, choices=MailStop.choices, blank=True
    )
    # They asked not to be asked again: no import brings them back.
    has_opted_out = models.BooleanField(default=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organisation", "external_key", name="person_external_key_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(audience__in=["staff", "leaders", "customers"]),
                name="person_audience_known",
            ),
            models.CheckConstraint(
                condition=models.Q(mail_stop__in=["", "bounced", "complained", "unsubscribed"]),
                name="person_mail_stop_known",
            ),
        ]
        indexes = [models.Index("organisation", "audience", name="person_by_audience")]

    def __str__(self) -> str:
        return self.name or self.email or str(self.pk)
