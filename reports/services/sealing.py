"""The seal of a closed wave."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organisations.jobs import ring
from organisations.models import User
from organisations.records import Act, note
from reports import tasks
from reports.models import Sealing
from surveys.models import Wave


def ask_to_seal(*, wave: Wave, user: User | None, now: datetime) -> Sealing:
    """Ask for a closed wave to be sealed; it cannot be opened again meanwhile.

    Asking again after a failure tries again.
    """
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=wave.pk)
        if wave.is_draft or wave.is_open:
            raise ValidationError(_("Close the wave before you seal it."))
        sealing, _created = Sealing.objects.get_or_create(
            wave=wave, defaults={"asked_by": user, "asked_at": now}
        )
        sealing.retry()
        if wave.is_closed:
            wave.seal_asked = True
            wave.save(update_fields=["seal_asked"])
        note(Act.SEALED, wave, organisation=wave.assessment.organisation)
        ring(tasks.seal_wave, sealing.pk)
    return sealing
