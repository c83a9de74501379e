"""A wave that collects: for longer, to its end, and again."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organisations.records import Act, note
from surveys.models import MOST_REMINDERS, Reminder, Wave
from surveys.setup import planning


def extend_wave(
    *, wave: Wave, closes_on: date, now: datetime, remind_on: date | None = None
) -> None:
    """Collect for longer, and remind once more on a day of that time if one is given.

    Raises ValidationError if it cannot.
    """
    today = wave.assessment.organisation.today(now)
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=wave.pk)
        if not wave.is_open:
            raise ValidationError(_("Only an open wave can be extended."))
        if fault := planning.last_day_fault(closes_on, today=today):
            raise ValidationError(fault)
        if closes_on <= wave.closes_on:
            raise ValidationError(
                _("Choose a day after %(day)s. To end sooner, close the wave when it is time.")
                % {"day": date_format(wave.closes_on, "j F Y")}
            )
        wave.closes_on = closes_on
        wave.save(update_fields=["closes_on"])
        fields = ["closes_on"]
        if remind_on is not None:
            _remind_once_more(wave, remind_on, today)
            fields.append("reminders")
        note(Act.EXTENDED, wave, organisation=wave.assessment.organisation, fields=fields)


def _remind_once_more(wave: Wave, day: date, today: date) -> None:
    if wave.reminders.count() >= MOST_REMINDERS:
        raise ValidationError(
            _("People are reminded %(n)d times at most, and these are sent or planned already.")
            % {"n": MOST_REMINDERS}
        )
    planned = wave.reminders.filter(mailing=None, due_on__gt=today).order_by("number")
    days = [*planned.values_list("due_on", flat=True), day]
    if faults := planning.reminder_faults(days, today=today, closes_on=wave.closes_on):
        raise ValidationError(faults)
    last = wave.reminders.aggregate(number=Max("number"))["number"] or 0
    Reminder.objects.create(wave=wave, number=last + 1, due_on=day)


def close_wave(*, wave: Wave, now: datetime) -> None:
    """Stop collecting. No number becomes visible by it, so it may be opened again."""
    with transaction.atomic():
        closed = Wave.objects.filter(pk=wave.pk, state=Wave.State.OPEN)
        if not closed.update(state=Wave.State.CLOSED, closed_at=now):
            raise ValidationError(_("Only an open wave can be closed."))
        note(Act.CLOSED, wave, organisation=wave.assessment.organisation)


def reopen_wave(*, wave: Wave, closes_on: date, now: datetime) -> None:
    """Collect again, with a new last day."""
    if closes_on < wave.assessment.organisation.today(now):
        raise ValidationError(_("The last day to answer lies in the past."))
    if wave.is_closed and wave.seal_asked:
        raise ValidationError(_("The wave is being sealed; it cannot be opened again now."))
    with transaction.atomic():
        reopened = Wave.objects.filter(pk=wave.pk, state=Wave.State.CLOSED, seal_asked=False)
        if not reopened.update(state=Wave.State.OPEN, closed_at=None, closes_on=closes_on):
            raise ValidationError(_("Only a closed wave can be opened again."))
        fields = ["closes_on"]
        note(Act.REOPENED, wave, organisation=wave.assessment.organisation, fields=fields)
