"""The steps of a wave's setup; each saves what it is about, while the wave is in preparation."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maturity.disclosure import SMALLEST_GROUP_FLOOR
from maturity.framework import FrameworkError
from maturity.narrowing import incomparable
from organisations.records import Act, note
from surveys.framework.own_questions import asked_framework
from surveys.models import Reminder, Wave
from surveys.setup import checklist, contacts, planning


def wave_in_preparation(wave: Wave) -> Wave:
    """Lock a wave, so that it is not opened meanwhile; ValidationError if it has been."""
    locked = Wave.objects.select_for_update().get(pk=wave.pk)
    if not locked.is_draft:
        raise ValidationError(_("The questions are frozen: this wave has been opened."))
    return locked


def choose_asked(
    *,
    wave: Wave,
    audiences: Sequence[str],
    left_out: Sequence[str],
    asks_network: bool = False,
    network_level: int | None = None,
) -> None:
    """Set which audiences are asked, which modules are not, and whether the network is.

    ``network_level`` as ``maturity.network.question.level_offered`` takes it.
    Raises ValidationError for what there is not or cannot be left out, and without an audience.
    """
    with transaction.atomic():
        wave = wave_in_preparation(wave)
        if not audiences:
            raise ValidationError(_("Choose who is asked."))
        wave.audiences, wave.left_out = list(audiences), list(left_out)
        wave.asks_network, wave.network_level = asks_network, network_level
        try:
            fault = incomparable(asked_framework(wave))
        except FrameworkError as error:
            fault = str(error)
        if fault:
            raise ValidationError(fault)
        save_step(wave, "audiences", "left_out", "asks_network", "network_level")


def lay_down_groups(*, wave: Wave, smallest_group: int, weighting: str, is_census: bool) -> None:
    """Set how numbers are computed; raises ValidationError, also below the floor."""
    with transaction.atomic():
        wave = wave_in_preparation(wave)
        check_smallest_group(smallest_group)
        wave.smallest_group, wave.weighting = smallest_group, weighting
        wave.is_census = is_census
        save_step(wave, "smallest_group", "weighting", "is_census")


def plan_dates(
    *,
    wave: Wave,
    closes_on: date,
    reminders: Sequence[date],
    contact_name: str,
    contact_email: str,
    now: datetime,
) -> None:
    """Set the last day, the days of reminders in their order, and whom respondents may ask.

    Raises ValidationError for days that are over or reversed, and for a contact at the employer.
    """
    organisation = wave.assessment.organisation
    today = organisation.today(now)
    with transaction.atomic():
        wave = wave_in_preparation(wave)
        faults = planning.reminder_faults(reminders, today=today, closes_on=closes_on)
        if fault := planning.last_day_fault(closes_on, today=today):
            faults.append(fault)
        if contacts.is_employers(organisation, contact_email):
            faults.append(checklist.employer_fault(contact_email))
        if faults:
            raise ValidationError(faults)
        wave.closes_on = closes_on
        wave.contact_name, wave.contact_email = contact_name, contact_email
        write_reminders(wave, reminders)
        save_step(wave, "closes_on", "contact_name", "contact_email", also=["reminders"])


def check_smallest_group(size: int) -> None:
    """Refuse groups in which people could be recognised."""
    if size < SMALLEST_GROUP_FLOOR:
        raise ValidationError(
            {
                "smallest_group": _(
                    "At least %(floor)d: in a smaller group people can be recognised."
                )
                % {"floor": SMALLEST_GROUP_FLOOR}
            }
        )


def write_reminders(wave: Wave, days: Sequence[date]) -> None:
    """Replace the reminders of a wave in preparation."""
    wave.reminders.all().delete()
    Reminder.objects.bulk_create(
        Reminder(wave=wave, number=number, due_on=day) for number, day in enumerate(days, 1)
    )


def save_step(wave: Wave, *fields: str, also: Sequence[str] = ()) -> None:
    """Save fields of a wave in preparation, and record which they were."""
    wave.full_clean()
    wave.save(update_fields=fields)
    note(Act.CHANGED, wave, organisation=wave.assessment.organisation, fields=[*fields, *also])
