"""Opening a wave: copying out of roster and framework what must not change any more."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from maturity.framework import FrameworkError, Questionnaire
from organisations.models import PATH_SEPARATOR, Audience, Organisation, Person, Unit
from surveys import queries
from surveys.framework.network import freeze_level
from surveys.framework.own_questions import asked_framework, wave_framework
from surveys.models import Invitation, Wave, WaveQuestionnaire, WaveUnit
from surveys.models.answers import MOST_CODE_LETTERS, MOST_COLUMNS, MOST_COMMENTS
from surveys.people import turnover
from surveys.privacy import keys
from surveys.setup import halves


def launch(wave: Wave, *, now: datetime) -> None:
    """Freeze tree, questionnaires and invitations; in the caller's transaction.

    Nothing of what the checklist asks for is missing, and it is the organisation's turn.
    """
    organisation = wave.assessment.organisation
    framework = wave_framework(wave)
    asked = organisation.people.may_be_asked().filter(audience__in=framework.respondents)
    chosen = halves.drawn(asked) if wave.asks_half else None
    questionnaires = [framework.questionnaire(audience) for audience in framework.respondents]
    key = _begin(wave, now)
    WaveQuestionnaire.objects.bulk_create(
        WaveQuestionnaire(
            wave=wave,
            audience=questionnaire.audience,
            items=[column.code for column in questionnaire.columns],
        )
        for questionnaire in questionnaires
    )
    units = _freeze_units(wave, organisation)
    _invite(asked, wave, key, units, chosen)
    if not wave.is_rehearsal:
        turnover.note(wave)
        turnover.forget_earlier(wave)


def _begin(wave: Wave, now: datetime) -> keys.WaveKey:
    """Draw the wave's secret and freeze what its row holds; return its key."""
    organisation = wave.assessment.organisation
    attributes = list(organisation.attributes.order_by("position"))
    freeze_level(wave)
    wave.salt = keys.new_salt()
    key = keys.derive(settings.RESPONDENT_KEYS[0], wave.salt)
    wave.key_check = key.check
    wave.state = Wave.State.OPEN
    wave.opened_at = now
    wave.months_kept = organisation.months_kept
    wave.tells_of_pulses = True
    # As if counted: the first count is the next day's.
    wave.counted_on = organisation.today(now)
    wave.attributes = [attribute.name for attribute in attributes]
    wave.ordered_values = {a.name: a.ordered_values for a in attributes if a.ordered_values}
    wave.save()
    return key


@dataclass(frozen=True)
class Reach:
    """How many people on the roster a wave asks, and how many it has no questions for."""

    asked: int
    not_asked: int


def reach(wave: Wave) -> Reach:
    """Count the people on the roster by whether their audience is asked."""
    people = wave.assessment.organisation.people.present()
    asked = people.filter(audience__in=audiences_asked(wave)).count()
    not_asked = people.count() - asked
    # Half of an odd number may be one more or one fewer.
    return Reach(asked // 2 if wave.asks_half else asked, not_asked)


def too_few(wave: Wave) -> dict[str, int]:
    """Return {audience's name: people} of those asked who are fewer than the smallest group.

    Audiences nobody on the roster belongs to are left out.
    """
    people = wave.assessment.organisation.people.present()
    asked = people.filter(audience__in=audiences_asked(wave))
    counts = queries.by_audience(asked)
    if wave.asks_half:
        counts = {audience: n // 2 for audience, n in counts.items()}
    return {audience: n for audience, n in counts.items() if n < wave.smallest_group}


def audiences_asked(wave: Wave) -> Sequence[str]:
    """Return the audiences a wave asks; every one while its framework cannot be read."""
    if not wave.is_draft:
        return list(wave.questionnaires.values_list("audience", flat=True))
    try:
        return asked_framework(wave).respondents
    except FrameworkError:
        # To open the wave says what is wrong; its page is no place to stumble over it.
        return Audience.values


def check_room(questionnaire: Questionnaire) -> None:
    """Refuse to ask more than a ballot has room for: people would find out when submitting."""
    given = {
        "audience": questionnaire.audience,
        "columns": len(questionnaire.columns),
        "comments": len(questionnaire.comments),
        "most_columns": MOST_COLUMNS,
        "most_comments": MOST_COMMENTS,
    }
    if len(questionnaire.columns) > MOST_COLUMNS or len(questionnaire.comments) > MOST_COMMENTS:
        raise ValidationError(
            _(
                "The questionnaire of %(audience)s has %(columns)d answers to keep and "
                "%(comments)d questions in free words; at most %(most_columns)d and "
                "%(most_comments)d are possible. Take some out."
            )
            % given
        )
    long = [item.code for item in questionnaire.comments if len(item.code) > MOST_CODE_LETTERS]
    if long:
        raise ValidationError(
            _("The code %(code)s is too long; at most %(most)d characters are possible.")
            % {"code": long[0], "most": MOST_CODE_LETTERS}
        )


def _freeze_units(wave: Wave, organisation: Organisation) -> dict[str, WaveUnit]:
    """Copy the department tree; return its nodes by path."""
    frozen: dict[str, WaveUnit] = {}
    units = sorted(organisation.units.select_related("parent"), key=_depth)
    for unit in units:
        parent = frozen[unit.parent.path] if unit.parent else None
        frozen[unit.path] = WaveUnit(wave=wave, parent=parent, name=unit.name, path=unit.path)
    WaveUnit.objects.bulk_create(frozen.values())
    return frozen


def _depth(unit: Unit) -> tuple[int, str]:
    return unit.path.count("/"), unit.path


def _invite(
    people: QuerySet[Person],
    wave: Wave,
    key: keys.WaveKey,
    units: Mapping[str, WaveUnit],
    chosen: Collection[uuid.UUID] | None,
) -> None:
    """Invite the people, or of them those chosen by key."""
    attributes = wave.assessment.organisation.attributes.filter(name__in=wave.attributes)
    names = {str(attribute.pk): attribute.name for attribute in attributes}
    # Whoever leaves the list in this moment waits, and then finds the link to end.
    held = people.select_for_update(of=("self",), no_key=True).select_related("unit", "leads")
    invitations = [
        invitation_for(person, wave, key, units, names)
        for person in held.iterator()
        if chosen is None or person.pk in chosen
    ]
    Invitation.objects.bulk_create(invitations, batch_size=500)


def invitation_for(
    person: Person,
    wave: Wave,
    key: keys.WaveKey,
    units: Mapping[str, WaveUnit],
    names: Mapping[str, str],
) -> Invitation:
    """Return the invitation of a person, not saved yet, as the roster has them now.

    ``units`` are the wave's by path; KeyError if the person's is not among them. ``names`` is
    {attribute's id: name} of those the wave has.
    """
    invitation = Invitation(
        wave=wave,
        person=person,
        audience=person.audience,
        unit=units[person.unit.path] if person.unit and not leads_own_unit(person) else None,
        account_id=person.account_id,
        attributes={names[k]: value for k, value in person.attributes.items() if k in names},
        mail=Invitation.Mail.WAITING if person.email else Invitation.Mail.NO_ADDRESS,
    )
    invitation.lookup = key.lookup(key.token(invitation.pk, invitation.generation))
    return invitation


def leads_own_unit(person: Person) -> bool:
    """Whether a member of staff leads the unit they are in, or one above it.

    They are counted in the whole organisation only: in the cell of their own team they could
    subtract their own answers from what is shown.
    """
    if person.audience != Audience.STAFF or person.unit is None or person.leads is None:
        return False
    return f"{person.unit.path}{PATH_SEPARATOR}".startswith(f"{person.leads.path}{PATH_SEPARATOR}")
