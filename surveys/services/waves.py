"""A wave from its preparation to its end."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maturity.own_questions import MOST_QUESTIONS
from organisations.records import Act, note
from organisations.turns import one_at_a_time
from surveys.models import Assessment, OwnQuestion, Wave
from surveys.services.setup import check_smallest_group, wave_in_preparation, write_reminders
from surveys.setup import checklist, launching


def create_wave(
    *,
    assessment: Assessment,
    name: str,
    closes_on: date,
    smallest_group: int,
    contact_name: str,
    contact_email: str,
    weighting: str = Wave.Weighting.DEPARTMENTS,
    is_census: bool = False,
    is_rehearsal: bool = False,
    asks_network: bool = False,
    reminders: Sequence[date] = (),
) -> Wave:
    """Prepare a wave that asks everything; nobody is invited before it is opened.

    ``reminders`` are days in their order. Raises ValidationError, also for a smallest group below
    the floor.
    """
    check_smallest_group(smallest_group)
    wave = Wave(
        assessment=assessment,
        name=name,
        closes_on=closes_on,
        smallest_group=smallest_group,
        contact_name=contact_name,
        contact_email=contact_email,
        weighting=weighting,
        is_census=is_census,
        is_rehearsal=is_rehearsal,
        asks_network=asks_network,
    )
    wave.full_clean()
    with transaction.atomic():
        wave.save()
        write_reminders(wave, reminders)
        note(Act.ADDED, wave, organisation=assessment.organisation)
    return wave


def open_wave(*, wave: Wave, now: datetime, closes_on: date | None = None) -> None:
    """Freeze what the wave needs and begin to collect.

    Raises ValidationError with all that is missing. ``closes_on`` replaces the last day that was
    planned.
    """
    with transaction.atomic():
        one_at_a_time(wave.assessment.organisation)
        wave = Wave.objects.select_for_update().get(pk=wave.pk)
        if not wave.is_draft:
            raise ValidationError(_("This wave has been opened before."))
        wave.closes_on = closes_on or wave.closes_on
        if found := checklist.missing(wave, now=now):
            raise ValidationError([each.text for each in found])
        launching.launch(wave, now=now)
        note(Act.OPENED, wave, organisation=wave.assessment.organisation)


def add_own_question(*, wave: Wave, audience: str, text: str, answers: Sequence[str]) -> None:
    """Add a question to a wave in preparation; raises ValidationError if it cannot be added."""
    with transaction.atomic():
        wave = wave_in_preparation(wave)
        if wave.is_pulse:
            raise ValidationError(_("A pulse asks nothing but a part of the wave it follows."))
        taken = set(wave.own_questions.values_list("number", flat=True))
        free = [n for n in range(1, MOST_QUESTIONS + 1) if n not in taken]
        if not free:
            raise ValidationError(
                _("There are %(n)d questions already; remove one first.") % {"n": MOST_QUESTIONS}
            )
        question = OwnQuestion(
            wave=wave, number=free[0], audience=audience, text=text, answers=list(answers)
        )
        question.full_clean()
        question.save()
        _note_own_questions(wave)


def remove_own_question(*, wave: Wave, question: uuid.UUID) -> None:
    """Take a question out of a wave in preparation; raises ValidationError if it was opened."""
    with transaction.atomic():
        wave_in_preparation(wave).own_questions.filter(pk=question).delete()
        _note_own_questions(wave)


def _note_own_questions(wave: Wave) -> None:
    """Record that they changed, without what they ask."""
    organisation = wave.assessment.organisation
    note(Act.CHANGED, wave, organisation=organisation, fields=["own_questions"])
