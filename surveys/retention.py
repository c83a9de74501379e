"""How long what was collected is kept: each organisation's months, and not a day more."""

from calendar import monthrange
from datetime import date, datetime

from django.db import transaction

from organisations.models import Organisation
from surveys import collecting, storage
from surveys.models import Wave

State = Wave.State


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def enforce(*, now: datetime) -> None:
    """Delete in every organisation what it has kept for as long as it wants to.

    Of a wave sealed that long ago the answers, comments and lists of the invited; a wave closed
    that long ago and never sealed is discarded; people who left the roster that long ago are
    forgotten. Results and reports stay. Doing it again changes nothing. Runs outside a transaction.
    """
    for organisation in Organisation.objects.all():
        _empty_waves(organisation, now)
        _discard_unsealed(organisation, now)
        _forget_leavers(organisation, now)
    _clean_the_disk()


def _is_over(organisation: Organisation, day: date, now: datetime) -> bool:
    return organisation.today(now) >= months_later(day, organisation.months_kept)


def _empty_waves(organisation: Organisation, now: datetime) -> None:
    ended = Wave.objects.filter(
        assessment__organisation=organisation, state__in=[State.SEALED, State.DISCARDED]
    )
    for wave in ended:
        if wave.sealed_at and _is_over(organisation, organisation.today(wave.sealed_at), now):
            _empty(wave)


def _empty(wave: Wave) -> None:
    with transaction.atomic():
        for rows in (wave.responses, wave.comments, wave.invitations, wave.mailings):
            rows.all().delete()


def _discard_unsealed(organisation: Organisation, now: datetime) -> None:
    closed = Wave.objects.filter(assessment__organisation=organisation, state=State.CLOSED)
    for pk in closed.values_list("pk", flat=True):
        with transaction.atomic():
            wave = closed.select_for_update().filter(pk=pk).first()
            if wave is None or wave.closed_at is None:
                continue
            if _is_over(organisation, organisation.today(wave.closed_at), now):
                collecting.discard(wave, now=now)
                _empty(wave)
                # Until its remains are erased from the disk.
                wave.seal_asked = True
                wave.save(update_fields=["seal_asked"])


def _forget_leavers(organisation: Organisation, now: datetime) -> None:
    left = organisation.people.filter(left_on__isnull=False)
    days = left.values_list("left_on", flat=True).distinct()
    over = [day for day in days if day and _is_over(organisation, day, now)]
    if over:
        left.filter(left_on__lte=max(over)).delete()


def _clean_the_disk() -> None:
    """Erase what is left of discarded waves; a database that is busy is cleaned the next time."""
    uncleaned = Wave.objects.filter(state=State.DISCARDED, seal_asked=True)
    waves = list(uncleaned.values_list("pk", flat=True))
    if waves and storage.erase_free_space():
        uncleaned.filter(pk__in=waves).update(seal_asked=False)
