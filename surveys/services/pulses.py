"""Pulses: a part of a sealed wave asked again some weeks later, of everybody or of half of them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maturity.framework import FrameworkError
from maturity.narrowing import MOST_PULSE_QUESTIONS
from organisations.records import Act, note
from surveys.framework.own_questions import asked_framework
from surveys.models import Wave
from surveys.services.setup import save_step, wave_in_preparation, write_reminders
from surveys.setup import planning
from surveys.setup.checklist import obstacle

ASKED = ("audiences", "pulse_module", "pulse_items", "asks_half", "is_census")


def plan_pulse(
    *,
    base: Wave,
    name: str,
    closes_on: date,
    audiences: Sequence[str],
    module: str,
    items: Sequence[str],
    asks_half: bool,
    now: datetime,
    is_rehearsal: bool = False,
) -> Wave:
    """Prepare a pulse after a sealed full wave, with that wave's rules and contact.

    Raises ValidationError if the wave is not the client's last one, or if what shall be asked
    cannot be.
    """
    if fault := obstacle(base):
        raise ValidationError(fault)
    today = base.assessment.organisation.today(now)
    if fault := planning.last_day_fault(closes_on, today=today):
        raise ValidationError(fault)
    wave = Wave(
        assessment=base.assessment,
        pulse_of=base,
        name=name,
        closes_on=closes_on,
        left_out=base.left_out,
        smallest_group=base.smallest_group,
        weighting=base.weighting,
        contact_name=base.contact_name,
        contact_email=base.contact_email,
        is_rehearsal=is_rehearsal,
    )
    _ask(wave, audiences, module, items, asks_half=asks_half)
    wave.full_clean()
    with transaction.atomic():
        wave.save()
        write_reminders(wave, planning.proposed_reminders(today, closes_on))
        note(Act.ADDED, wave, organisation=base.assessment.organisation)
    return wave


def choose_pulse(
    *, wave: Wave, audiences: Sequence[str], module: str, items: Sequence[str], asks_half: bool
) -> None:
    """Set what a pulse in preparation asks, and of whom; ValidationError as ``plan_pulse``."""
    with transaction.atomic():
        wave = wave_in_preparation(wave)
        _ask(wave, audiences, module, items, asks_half=asks_half)
        save_step(wave, *ASKED)


def _ask(
    wave: Wave, audiences: Sequence[str], module: str, items: Sequence[str], *, asks_half: bool
) -> None:
    """Write into the row what is asked, once it is known that it can be."""
    if not audiences:
        raise ValidationError(_("Choose who is asked."))
    if bool(module) == bool(items):
        raise ValidationError(_("Choose either a part of the questionnaire or single questions."))
    if len(items) > MOST_PULSE_QUESTIONS:
        raise ValidationError(
            _("At most %(most)d questions can be chosen; here are %(n)d.")
            % {"most": MOST_PULSE_QUESTIONS, "n": len(items)}
        )
    wave.audiences, wave.asks_half = list(audiences), asks_half
    wave.pulse_module, wave.pulse_items = module, list(items)
    # Half of the people stand for all of them.
    wave.is_census = _base(wave).is_census and not asks_half
    try:
        asked = asked_framework(wave).respondents
    except FrameworkError as error:
        raise ValidationError(str(error)) from None
    if idle := [audience for audience in audiences if audience not in asked]:
        raise ValidationError(
            _("Nothing of this is a question for %(audiences)s: do not ask them, or ask more.")
            % {"audiences": ", ".join(idle)}
        )


def _base(wave: Wave) -> Wave:
    base = wave.pulse_of
    assert base is not None
    return base
