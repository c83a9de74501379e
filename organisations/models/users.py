"""Firms of consultants, and everybody who signs in."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from organisations.colours import DEFAULT_FIRM_COLOUR, DEFAULT_FIRM_SECOND_COLOUR
from organisations.models.logos import Logo, validate_colour, validate_second_colour
from organisations.models.names import one_line


class Firm(models.Model):
    """A firm of consultants."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120, validators=[one_line])
    # Of its name and above its comments on its clients' reports; lines beside these in the second.
    colour = models.CharField(
        _("first colour"), max_length=7, default=DEFAULT_FIRM_COLOUR, validators=[validate_colour]
    )
    second_colour = models.CharField(
        _("second colour"),
        max_length=7,
        default=DEFAULT_FIRM_SECOND_COLOUR,
        validators=[validate_second_colour],
    )
    logo = models.ForeignKey(
        Logo, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

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


class Theme(models.TextChoices):
    """Light or dark."""

    DEVICE = "device", _("As the device is set")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


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
    # How the site looks to them; the device's setting decides unless they chose.
    theme = models.CharField(
        _("appearance"), max_length=8, choices=Theme.choices, default=Theme.DEVICE
    )
    # Part of what a session is signed with: a new one ends every session of theirs.
    session_mark = models.UUIDField(default=uuid.uuid4, editable=False)

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

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session is checked against: the password and ``session_mark``."""
        return salted_hmac(
            "organisations.User.session",
            f"{self.password} {self.session_mark}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


class SignInLetter(models.Model):
    """That somebody was mailed a link to choose a password; kept an hour, so that few are sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_letters")
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d %H:%M}"
