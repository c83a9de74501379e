"""What is missing before a wave can be opened, each with the step where it is put right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maturity.framework import Framework, FrameworkError
from maturity.narrowing import incomparable
from organisations.models import Audience
from surveys.framework.own_questions import asked_framework, wave_framework
from surveys.mail import letters
from surveys.models import Wave
from surveys.setup import contacts, planning
from surveys.setup.launching import check_room


class Step(TextChoices):
    """A step of the setup; all but the list of people are pages of a wave."""

    ASKED = "asked", gettext_lazy("What is asked")
    TARGETS = "targets", gettext_lazy("Where management wants to be")
    PEOPLE = "people", gettext_lazy("The list of people")
    GROUPS = "groups", gettext_lazy("Groups and anonymity")
    DATES = "dates", gettext_lazy("Dates and contact")
    LETTERS = "letters", gettext_lazy("Letters")
    CHECK = "check", gettext_lazy("Check and open")


@dataclass(frozen=True)
class Missing:
    """What is missing, in words that say what to do, and the step where that is done."""

    step: Step
    text: str


def missing(wave: Wave, *, now: datetime) -> list[Missing]:
    """Return what keeps a wave in preparation from being opened; [] if nothing does."""
    try:
        framework = wave_framework(wave)
    except FrameworkError as error:
        found = [Missing(Step.ASKED, str(error))]
    else:
        found = [
            *(Missing(Step.ASKED, text) for text in _asked(wave, framework)),
            *(Missing(Step.PEOPLE, text) for text in _people(wave, framework)),
        ]
    return [
        *found,
        *(Missing(Step.DATES, text) for text in _dates(wave, now)),
        *(Missing(Step.LETTERS, text) for text in letters.problems(wave)),
    ]


def obstacle(base: Wave) -> str:
    """Say why no pulse can follow a wave; "" if one can."""
    if base.is_pulse or not base.is_sealed or base.opened_at is None:
        return _("A pulse follows a full wave that has been sealed.")
    waves = Wave.objects.full().filter(
        assessment__organisation=base.assessment.organisation_id, is_rehearsal=False
    )
    # Its list of the invited is gone, without which little of a change may be shown.
    if waves.filter(opened_at__gt=base.opened_at).exclude(pk=base.pk).exists():
        return _(
            "No pulse can follow this wave, since a later one has been opened. Plan pulses after "
            "the newest wave, once it is sealed."
        )
    return ""


def _asked(wave: Wave, framework: Framework) -> Iterator[str]:
    """Say what is wrong with the questions."""
    if wave.pulse_of and (fault := obstacle(wave.pulse_of)):
        yield fault
    for own in wave.own_questions.order_by("number"):
        if own.audience not in framework.respondents:
            yield _(
                "Your own question “%(text)s” is for %(audience)s, who are not asked: remove it, "
                "or ask them."
            ) % {"text": own.text, "audience": _audience(own.audience)}
    if fault := incomparable(asked_framework(wave)):
        yield _("What is asked of different people could not be compared: %(fault)s.") % {
            "fault": fault
        }
    for audience in framework.respondents:
        try:
            check_room(framework.questionnaire(audience))
        except ValidationError as error:
            yield from error.messages
        if not framework.questionnaire(audience).items:
            yield _("Nothing is left to ask %(audience)s: ask a part more, or do not ask them.") % {
                "audience": _audience(audience)
            }


def _people(wave: Wave, framework: Framework) -> Iterator[str]:
    """Say who is missing on the list of people."""
    people = wave.assessment.organisation.people.present()
    if not people.exists():
        yield _("There is nobody on the roster yet; import it first.")
        return
    there = set(people.order_by().values_list("audience", flat=True).distinct())
    if not there.intersection(framework.respondents):
        yield _("The model has no questions for anybody on the roster; it asks %(audiences)s.") % {
            "audiences": ", ".join(framework.respondents)
        }
        return
    # Who was chosen by name is meant; where nobody chose, those are asked who are there.
    for audience in wave.audiences:
        if audience not in there:
            yield _(
                "Nobody on the list of people belongs to the %(audience)s: import them, or do "
                "not ask them."
            ) % {"audience": _audience(audience)}


def _dates(wave: Wave, now: datetime) -> Iterator[str]:
    """Say what is wrong with days and contact."""
    organisation = wave.assessment.organisation
    today = organisation.today(now)
    if fault := planning.last_day_fault(wave.closes_on, today=today):
        yield fault
    days = list(wave.reminders.order_by("number").values_list("due_on", flat=True))
    yield from planning.reminder_faults(days, today=today, closes_on=wave.closes_on)
    if not (wave.contact_name and wave.contact_email):
        yield _("Say whom respondents may ask, with name and e-mail address.")
    elif contacts.is_employers(organisation, wave.contact_email):
        yield employer_fault(wave.contact_email)


def employer_fault(email: str) -> str:
    """Say why the address of somebody at the employer cannot be the contact's."""
    return _(
        "%(email)s belongs to the organisation itself: its domain is one of those of the staff on "
        "the list of people. Whoever has a question about their answers must be able to ask "
        "somebody outside; give your own address."
    ) % {"email": email}


def _audience(audience: str) -> str:
    return str(Audience(audience).label).lower() if audience in Audience.values else audience
