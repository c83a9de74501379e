"""How long what was collected is kept: each organisation's months, and not a day more."""

from calendar import monthrange
from datetime import date, datetime

from django.db import transaction

from organisations.models import CustomerFile, Organisation
from surveys import collecting
from surveys.models import Invitation, Wave
from surveys.privacy import storage

State = Wave.State
ENDED = [State.SEALED, State.DISCARDED]


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def enforce(*, now: datetime) -> None:
    """Delete in every organisation what it has kept for as long as it wants to.

    Of a wave sealed that long ago the answers, comments and lists of the invited; a wave closed
    that long ago and never sealed is discarded; people who left the roster that long ago are
    forgotten, unless they were asked in a wave that has not ended: their names are masked when it
    is sealed; files of customers taken in that long ago go. Results and reports stay. Doing it
    again changes nothing. Runs outside a transaction.

    What was deleted, here or by blacking words out, is then erased from the disk. A database that
    is busy is cleaned the next time; the names of leavers of a client that never had a wave, the
    next time anything is.
    """
    has_forgotten = False
    for organisation in Organisation.objects.all():
        _empty_waves(organisation, now)
        _discard_unsealed(organisation, now)
        has_forgotten |= _forget_leavers(organisation, now)
        has_forgotten |= _forget_customer_files(organisation, now)
    _clean_the_disk(has_forgotten)


def _is_over(organisation: Organisation, day: date, now: datetime) -> bool:
    return organisation.today(now) >= months_later(day, organisation.months_kept)


def is_wave_over(wave: Wave, moment: datetime, now: datetime) -> bool:
    """Whether it is kept no longer; never longer than the people asked in it were told."""
    organisation = wave.assessment.organisation
    months = min(wave.months_told, organisation.months_kept)
    return organisation.today(now) >= months_later(organisation.today(moment), months)


def _empty_waves(organisation: Organisation, now: datetime) -> None:
    ended = Wave.objects.filter(assessment__organisation=organisation, state__in=ENDED)
    for wave in ended.select_related("assessment__organisation"):
        if wave.sealed_at and is_wave_over(wave, wave.sealed_at, now):
            _empty(wave)


def _empty(wave: Wave) -> None:
    """Delete what an ended wave still has of people, and note that the disk holds its remains."""
    collected = (wave.responses, wave.comments, wave.invitations, wave.mailings)
    with transaction.atomic():
        if sum(rows.all().delete()[0] for rows in collected):
            Wave.objects.filter(pk=wave.pk).update(seal_asked=True)


def _discard_unsealed(organisation: Organisation, now: datetime) -> None:
    closed = Wave.objects.filter(assessment__organisation=organisation, state=State.CLOSED)
    for pk in closed.values_list("pk", flat=True):
        with transaction.atomic():
            wave = closed.select_for_update().filter(pk=pk).first()
            if wave is None or wave.closed_at is None:
                continue
            if is_wave_over(wave, wave.closed_at, now):
                collecting.discard(wave, now=now)
                _empty(wave)
                Wave.objects.filter(pk=pk).update(seal_asked=True)


def _forget_leavers(organisation: Organisation, now: datetime) -> bool:
    """Delete people who left long enough ago; return whether there were any."""
    asked = Invitation.objects.collecting().filter(person__organisation=organisation)
    left = organisation.people.filter(left_on__isnull=False).exclude(
        pk__in=asked.values("person_id")
    )
    days = left.values_list("left_on", flat=True).distinct()
    over = [day for day in days if day and _is_over(organisation, day, now)]
    if not over:
        return False
    with transaction.atomic():
        left.filter(left_on__lte=max(over)).delete()
        ended = Wave.objects.filter(assessment__organisation=organisation, state__in=ENDED)
        ended.update(seal_asked=True)
    return True


def _forget_customer_files(organisation: Organisation, now: datetime) -> bool:
    """Delete files of customers taken in long enough ago; return whether there were any."""
    taken = CustomerFile.objects.filter(organisation=organisation, taken_at__isnull=False)
    over = [
        pk
        for pk, taken_at in taken.values_list("pk", "taken_at")
        if _is_over(organisation, organisation.today(taken_at), now)
    ]
    return bool(taken.filter(pk__in=over).delete()[0])


def _clean_the_disk(has_forgotten: bool) -> None:
    """Erase what is left of what was deleted, if it is noted on a wave or leavers were."""
    unclean = Wave.objects.filter(state__in=ENDED, seal_asked=True)
    before = {wave.pk: _words(wave) for wave in unclean}
    if (before or has_forgotten) and storage.erase_free_space():
        for pk, words in before.items():
            with transaction.atomic():
                wave = unclean.select_for_update().filter(pk=pk).first()
                # Words blacked out while the disk was cleaned may be on it still.
                if wave and _words(wave) == words:
                    unclean.filter(pk=pk).update(seal_asked=False)


def _words(wave: Wave) -> int:
    """Return a number that changes when words of a wave's comments are blacked out."""
    return hash(tuple(wave.comments.order_by("pk").values_list("text", flat=True)))
