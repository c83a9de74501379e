"""The days of a wave: the last one to answer, and those on which people are reminded."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from surveys.models import MOST_REMINDERS

DAYS_TO_ANSWER = 21
DAYS_OF_PULSE = 10
LEAST_DAYS_BETWEEN = 2


def proposed_reminders(today: date, closes_on: date) -> list[date]:
    """Return the days after a third and two thirds of the time; fewer if there is little time."""
    days = (closes_on - today).days
    found = [today + timedelta(days=round(days * part / 3)) for part in (1, 2)]
    return found if not reminder_faults(found, today=today, closes_on=closes_on) else []


def last_day_fault(closes_on: date, *, today: date) -> str:
    """Say what is wrong with the last day to answer; "" if nothing is."""
    if closes_on < today:
        return _("The last day to answer lies in the past; choose a later one.")
    return ""


def reminder_faults(days: Sequence[date], *, today: date, closes_on: date) -> list[str]:
    """Say what is wrong with the days of reminders, in their order; [] if nothing is."""
    faults = []
    if len(days) > MOST_REMINDERS:
        faults.append(_("People are reminded %(n)d times at most.") % {"n": MOST_REMINDERS})
    for day in days:
        if day <= today:
            faults.append(
                _("The reminder on %(day)s is too early: choose a day after today.") % _words(day)
            )
        elif day > closes_on:
            faults.append(
                _("The reminder on %(day)s comes after the last day to answer.") % _words(day)
            )
    for earlier, later in pairwise(days):
        if later <= earlier:
            faults.append(
                _("The reminder on %(day)s does not come after the one before it.") % _words(later)
            )
        elif (later - earlier).days < LEAST_DAYS_BETWEEN:
            faults.append(
                _("The reminder on %(day)s comes a day after the one before it; leave two.")
                % _words(later)
            )
    return faults


def _words(day: date) -> dict[str, str]:
    return {"day": date_format(day, "j F Y")}
