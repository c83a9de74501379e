"""The offer in every letter to get no more of them (RFC 8058)."""

import uuid

from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer

from organisations.models import Person
from surveys.models import Invitation
from surveys.privacy import keys
from surveys.privacy.ballots import link


def offer(message: EmailMessage, key: keys.WaveKey, invitation: Invitation) -> None:
    """Let mail programs offer a button beside a letter that stops all further ones."""
    offer_at(message, f"{link(key, invitation)}no-mail/")


def offer_at(message: EmailMessage, address: str) -> None:
    """Let the button post to an address."""
    message.extra_headers["List-Unsubscribe"] = f"<{address}>"
    message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def mark_of(person: Person) -> str:
    """Return what stands for somebody in an address by which they get no more e-mail.

    For letters of a sealed wave: the keys to its links are erased, so this rests on the site's own
    secret. It opens nothing else.
    """
    return _signer().sign(person.pk.hex)


def person_of(mark: str) -> Person | None:
    """Return whom a mark stands for; None if it was not made here, or they are deleted."""
    try:
        pk = uuid.UUID(_signer().unsign(mark))
    except (BadSignature, ValueError):
        return None
    return Person.objects.filter(pk=pk).first()


def _signer() -> Signer:
    return Signer(salt="surveys.mail.unsubscribing")
