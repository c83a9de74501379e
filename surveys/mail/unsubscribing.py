"""The offer in every letter to get no more of them (RFC 8058)."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from surveys.models import Invitation
from surveys.privacy import keys


def offer(message: EmailMessage, key: keys.WaveKey, invitation: Invitation) -> None:
    """Let mail programs offer a button beside a letter that stops all further ones."""
    token = key.token(invitation.pk, invitation.generation)
    path = reverse("respond:no_mail", args=[invitation.wave_id, token])
    message.extra_headers["List-Unsubscribe"] = f"<{settings.SITE_URL}{path}>"
    message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
