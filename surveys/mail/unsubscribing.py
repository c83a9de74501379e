"""The offer in every letter to get no more of them (RFC 8058)."""

from django.core.mail import EmailMessage

from surveys.models import Invitation
from surveys.privacy import keys
from surveys.privacy.ballots import link


def offer(message: EmailMessage, key: keys.WaveKey, invitation: Invitation) -> None:
    """Let mail programs offer a button beside a letter that stops all further ones."""
    message.extra_headers["List-Unsubscribe"] = f"<{link(key, invitation)}no-mail/>"
    message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
