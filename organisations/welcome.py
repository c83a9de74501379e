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


def send_sign_in_link(user: User) -> None:
    """Mail a link to choose a password; it works once, for three days."""
    path = reverse(
        "password_reset_confirm",
        args=[
            urlsafe_base64_encode(force_bytes(user.pk)),
            default_token_generator.make_token(user),
        ],
    )
    body = render_to_string(
        "organisations/mail/sign_in_link.txt",
        {"user": user, "link": f"{settings.SITE_URL}{path}", "site": settings.SITE_URL},
    )
    EmailMessage(_("Your access to Centricity"), body, to=[user.email]).send()
