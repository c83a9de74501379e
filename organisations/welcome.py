"""The letter by which a new user gets in."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from organisations.models import User


def sign_in_link(user: User) -> str:
    """Return a link to choose a password; it works once, for three days."""
    path = reverse(
        "password_reset_confirm",
        args=[
            urlsafe_base64_encode(force_bytes(user.pk)),
            default_token_generator.make_token(user),
        ],
    )
    return f"{settings.SITE_URL}{path}"


def send_sign_in_link(user: User) -> None:
    """Mail someone the link to choose a password."""
    body = render_to_string(
        "organisations/mail/sign_in_link.txt",
        {"user": user, "link": sign_in_link(user), "site": settings.SITE_URL},
    )
    EmailMessage(_("Your access to Centricity"), body, to=[user.email]).send()
