"""What ends when people leave a client's roster."""

from typing import Any

from django.dispatch import receiver

from organisations.models import Organisation
from organisations.signals import people_left
from surveys.models import Invitation, Wave


@receiver(people_left)
def end_links(*, organisation: Organisation, **_signal: Any) -> None:
    """End the links of everybody who has left; ballots they have cast stay."""
    links = Invitation.objects.collecting().standing()
    ended = links.filter(person__organisation=organisation, person__left_on__isnull=False)
    # Whoever writes several invitations holds their waves first, so that none waits for another.
    list(Wave.objects.held().filter(pk__in=ended.values("wave")))
    ended.update(is_revoked=True)
