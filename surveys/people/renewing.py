"""Links that are replaced: the old one leads nowhere from then on, and the new one is mailed.

A link belongs to the address it went to. When somebody's address changes, the next letter to them
must not carry the same link: whoever changed it could read unfinished answers, and see by a
reminder who has not answered.
"""

import uuid
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.dispatch import receiver
from django.utils.translation import gettext as _

from organisations.signals import addresses_changed
from surveys.models import Invitation, Wave
from surveys.privacy import keys
from surveys.privacy.ballots import wave_key

BATCH = 500
FIELDS = ("generation", "lookup", "mail", "mail_problem", "reminded")


def key_of(wave: Wave) -> keys.WaveKey:
    """Return a wave's key; raises ValidationError if it is missing."""
    try:
        return wave_key(wave)
    except keys.KeyMissing:
        raise ValidationError(
            _(
                "The key of “%(wave)s” is missing, so no link can be made. Ask whoever runs this "
                "site."
            )
            % {"wave": wave}
        ) from None


def rounds_begun(wave: Wave) -> int:
    """Return how many rounds of reminders have begun: none of them is for who is invited now."""
    found: int | None = wave.mailings.aggregate(last=Max("reminder__number"))["last"]
    return found or 0


def renew(invitation: Invitation, key: keys.WaveKey, *, begun: int) -> Invitation:
    """Give an invitation that is not saved yet another link, to be mailed."""
    invitation.generation += 1
    invitation.lookup = key.lookup(key.token(invitation.pk, invitation.generation))
    person = invitation.person
    has_address = person is not None and bool(person.email)
    invitation.mail = Invitation.Mail.WAITING if has_address else Invitation.Mail.NO_ADDRESS
    invitation.mail_problem = ""
    invitation.reminded = max(invitation.reminded, begun)
    return invitation


@receiver(addresses_changed)
def end_old_links(*, people: Collection[uuid.UUID], **_signal: Any) -> None:
    """Renew the links of people whose address has changed, also of those who have answered."""
    found = Invitation.objects.collecting().standing().filter(person__in=people)
    for wave in Wave.objects.held().filter(pk__in=found.values("wave")):
        key, begun = key_of(wave), rounds_begun(wave)
        invitations = found.filter(wave=wave).select_related("person")
        # As rows that are known: one update of many different rows is ten times slower.
        Invitation.objects.bulk_create(
            [renew(invitation, key, begun=begun) for invitation in invitations],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=FIELDS,
        )
