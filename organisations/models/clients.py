"""Clients of a firm, and who has a part in them."""

import uuid
import zoneinfo
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from organisations.colours import DEFAULT_COLOUR, DEFAULT_SECOND_COLOUR
from organisations.models.logos import Logo, validate_colour, validate_second_colour
from organisations.models.names import one_line
from organisations.models.users import Firm, User
from organisations.time_zones import time_zones

DEFAULT_MONTHS_KEPT = 24
MOST_MONTHS_KEPT = 120


def validate_language(value: str) -> None:
    """Accept the languages the site speaks."""
    if value not in dict(settings.LANGUAGES):
        raise ValidationError(_('The site does not speak "%(value)s".'), params={"value": value})


def validate_time_zone(value: str) -> None:
    """Accept the names of the IANA database only."""
    if value not in time_zones():
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
    # In which it is written to those who are asked.
    language = models.CharField(
        _("language"), max_length=16, default="en", validators=[validate_language]
    )
    # Of what is shown to everybody who was asked, and of the report.
    colour = models.CharField(
        _("colour"), max_length=7, default=DEFAULT_COLOUR, validators=[validate_colour]
    )
    second_colour = models.CharField(
        _("second colour"),
        max_length=7,
        default=DEFAULT_SECOND_COLOUR,
        validators=[validate_second_colour],
    )
    logo = models.ForeignKey(
        Logo, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
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


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Who has a part, and as whom they are shown."""

    def strangers(self) -> "MembershipQuerySet":
        """Those who belong to another firm than the client, or have a part in its clients.

        What such people are called and do is not told to whoever types their address.
        """
        elsewhere = Membership.objects.filter(user=models.OuterRef("user")).exclude(
            organisation__firm=models.OuterRef("organisation__firm")
        )
        is_of_another = Q(user__firm__isnull=False) & ~Q(user__firm=F("organisation__firm"))
        return self.filter(is_of_another | models.Exists(elsewhere))

    def introduced(self) -> "MembershipQuerySet":
        """In the order of a list, with ``shown_as`` and ``has_signed_in``, None of strangers."""
        strangers = Q(pk__in=Membership.objects.strangers().values("pk"))
        return self.annotate(
            shown_as=Case(
                When(strangers | Q(user__name=""), then=F("user__email")), default=F("user__name")
            ),
            has_signed_in=Case(
                When(strangers, then=None),
                When(user__last_login__isnull=False, then=True),
                default=False,
                output_field=models.BooleanField(null=True),
            ),
        ).order_by("role", "shown_as")


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

    objects = MembershipQuerySet.as_manager()

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
        return f"{self.called}, {self.get_role_display()}"

    @cached_property
    def is_stranger(self) -> bool:
        """Whether they belong to another firm than the client, or have a part in its clients."""
        return Membership.objects.strangers().filter(pk=self.pk).exists()

    @cached_property
    def called(self) -> str:
        """What a page calls them: their name; the address of strangers, and of the nameless."""
        return self.user.email if self.is_stranger else str(self.user)
