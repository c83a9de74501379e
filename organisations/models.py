"""Who: firms of consultants, their clients, the people on a client's roster, and the users."""

import uuid
import zoneinfo
from datetime import date, datetime
from typing import Any, ClassVar
from unicodedata import category

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.plain_text import BREAKS, unseen

PATH_SEPARATOR = " / "
MOST_ATTRIBUTES = 3
MOST_ATTRIBUTE_VALUES = 8
DEFAULT_MONTHS_KEPT = 24
MOST_MONTHS_KEPT = 120


def one_line(text: str) -> None:
    """Refuse what is not one line of text as it reads; raises ValidationError.

    Names stand in the subjects of letters, where a line break would end the subject; and a
    character that turns a text round turns what follows it on a page too.
    """
    hidden = unseen(text)
    if any(category(character) in BREAKS for character in hidden):
        raise ValidationError(_("Write it on one line."))
    if hidden:
        raise ValidationError(
            _("There are characters in it that cannot be seen (%(codes)s). Type it anew."),
            params={"codes": ", ".join(f"U+{ord(character):04X}" for character in hidden)},
        )


class Audience(models.TextChoices):
    """Who is asked. A person belongs to one audience."""

    STAFF = "staff", _("Staff")
    LEADERS = "leaders", _("Leaders")
    CUSTOMERS = "customers", _("Customers")


class Firm(models.Model):
    """A firm of consultants."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120, validators=[one_line])

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Users are found by their e-mail address, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user; without a password they can sign in only after setting one."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user for whom every permission holds; asked for by Django's command."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a user by address for signing in."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in: a consultant, or a leader or coordinator of a client."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    firm = models.ForeignKey(
        Firm, verbose_name=_("firm"), on_delete=models.PROTECT, null=True, blank=True
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email


def validate_time_zone(value: str) -> None:
    """Accept the names of the IANA database only."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_('"%(value)s" is not a time zone.'), params={"value": value})


class Organisation(models.Model):
    """A client of the firm."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="organisations")
    name = models.CharField(_("name"), max_length=120, validators=[one_line])
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/London", validators=[validate_time_zone]
    )
    # Enforced by the scheduler; see surveys.retention.
    months_kept = models.PositiveSmallIntegerField(
        _("months to keep what was collected"),
        default=DEFAULT_MONTHS_KEPT,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS_KEPT)],
    )
    is_demonstration = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("firm", Lower("name"), name="organisation_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The zone that defines this organisation's days."""
        return zoneinfo.ZoneInfo(self.time_zone)

    def today(self, now: datetime) -> date:
        """Return what day it is where the organisation is."""
        return now.astimezone(self.zone).date()


class Membership(models.Model):
    """The part a user has in an organisation."""

    class Role(models.TextChoices):
        """What the part allows; ``access.py`` says how far each reaches."""

        ADMINISTRATOR = "administrator", _("Administrator")
        CONSULTANT = "consultant", _("Consultant")
        COORDINATOR = "coordinator", _("Coordinator")
        LEADER = "leader", _("Leader")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint("organisation", "user", name="membership_one_per_user"),
            models.CheckConstraint(
                condition=models.Q(
                    role__in=["administrator", "consultant", "coordinator", "leader"]
                ),
                name="membership_role_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"


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

    class Meta:
        constraints = [
            models.UniqueConstraint("organisation", "name", name="account_name_unique"),
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

    def gone(self) -> "PersonQuerySet":
        """Those who have left the roster."""
        return self.filter(left_on__isnull=False)


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
        ]
        indexes = [models.Index("organisation", "audience", name="person_by_audience")]

    def __str__(self) -> str:
        return self.name or self.email or str(self.pk)


class RosterImport(models.Model):
    """A roster file between its preview and its confirmation; forgotten after a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    uploaded_by = models.ForeignKey(User, on_delete=models.CASCADE)
    uploaded_at = models.DateTimeField()
    filename = models.CharField(max_length=255)
    # What organisations.roster read: {"rows": [...], "faults": [...], "attributes": [...]}
    content = models.JSONField()

    def __str__(self) -> str:
        return self.filename
