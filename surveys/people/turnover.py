"""Who is asked now that was not asked before, audience by audience and department by department.

A change of a number from one wave to the next says something about those who joined or left;
where they are few, it must not be shown. That takes both lists of the invited, so the lists of a
sealed wave are kept until the next full wave opens, and no longer: a pulse in between keeps them.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest

from maturity.disclosure import is_telling
from organisations.models import PATH_SEPARATOR, Audience
from surveys.models import Invitation, Wave, WaveQuestionnaire, WaveUnit
from surveys.models.waves import WaveQuerySet

People = set[uuid.UUID | None]


def note(wave: Wave) -> None:
    """Write to each audience and unit how many of its people joined or left since the wave before.

    The wave before is the organisation's last sealed full one, and that of a pulse the one it asks
    a part of again; of units only staff are counted. None stands for what nobody knows: there is
    no such wave, its lists are gone, the audience or unit was not there, or somebody on its list
    has been forgotten since. A full wave is set beside the pulses since the one before it, too.
    """
    before = wave.pulse_of or _sealed(wave).full().order_by("-sealed_at").first()
    if before is None:
        return
    Wave.objects.filter(pk=wave.pk).update(follows=before)
    if before.invitations.exists():
        _note_audiences(wave, before, list(wave.questionnaires.all()), "changed")
        _note_units(wave, before)
    if not wave.is_pulse:
        for pulse in _sealed(wave).filter(pulse_of=before, invitations__isnull=False).distinct():
            _note_audiences(wave, pulse, list(pulse.questionnaires.all()), "changed_after")


def _note_audiences(
    wave: Wave, before: Wave, questionnaires: Sequence[WaveQuestionnaire], field: str
) -> None:
    asked = (wave.invitations.all(), before.invitations.all(), _unsure(before))
    now, then, unsure = (_people_by_audience(each) for each in asked)
    for each in questionnaires:
        code = each.audience
        n = _changed(now[code], then[code], unsure[code]) if code in then else None
        setattr(each, field, n)
    WaveQuestionnaire.objects.bulk_update(questionnaires, [field])


def _note_units(wave: Wave, before: Wave) -> None:
    asked = (wave.invitations.all(), before.invitations.all(), _unsure(before))
    now, then, unsure = (_staff_by_unit(each) for each in asked)
    known = set(before.units.values_list("path", flat=True))
    units = list(wave.units.all())
    for unit in units:
        path = unit.path
        unit.changed = _changed(now[path], then[path], unsure[path]) if path in known else None
    WaveUnit.objects.bulk_update(units, ["changed"], batch_size=500)


def _unsure(wave: Wave) -> QuerySet[Invitation]:
    """Return the invitations of those who left a wave: nobody knows whether they had answered."""
    return wave.invitations.filter(is_revoked=True)


def _changed(now: People, then: People, unsure: People) -> int | None:
    """Return how many people were asked only once, the careful number; None where not known.

    Whoever left the wave before may or may not have been asked twice, as far as numbers go: they
    do not make a few others many.
    """
    if None in then:
        return None
    changed = len((now ^ then) - unsure)
    return max(changed, 1) if unsure else changed


def note_joiner(invitation: Invitation) -> None:
    """Count somebody who is asked after the wave was opened, in their audience and units.

    The lists of the wave before are gone by now, so nobody knows whether they were asked then:
    one more or one fewer has changed. What is kept is the smaller number, the careful one, and
    never none.
    """
    _count_unsure(invitation)


def note_seal(wave: Wave, answered: Mapping[str, int]) -> None:
    """Count those who left the wave before its seal; as of joiners, the careful number is kept.

    Note too where nearly all who stayed may have answered. ``answered`` is {audience: ballots}.
    Only at the seal: until then people may come back, and nothing is written beside their leaving.
    """
    for invitation in _unsure(wave).select_related("unit", "wave"):
        _count_unsure(invitation)
    staying = Counter(wave.invitations.standing().values_list("audience", flat=True))
    questionnaires = list(wave.questionnaires.all())
    for each in questionnaires:
        stayed = staying[each.audience]
        each.is_telling = not stayed or is_telling(answered.get(each.audience, 0) / stayed)
    WaveQuestionnaire.objects.bulk_update(questionnaires, ["is_telling"])


def _count_unsure(invitation: Invitation) -> None:
    """Count somebody of whom nobody knows whether they changed, in their audience and units."""
    audiences = WaveQuestionnaire.objects.filter(audience=invitation.audience)
    _count_one(audiences.filter(wave=invitation.wave_id), "changed")
    if not invitation.wave.is_pulse and invitation.wave.follows_id:
        # Pulses of the wave before that were opened later have no such number.
        pulses = audiences.filter(wave__pulse_of=invitation.wave.follows_id)
        _count_one(pulses, "changed_after")
    if invitation.audience != Audience.STAFF or invitation.unit is None:
        return
    names = invitation.unit.path.split(PATH_SEPARATOR)
    paths = [PATH_SEPARATOR.join(names[:depth]) for depth in range(1, len(names) + 1)]
    _count_one(WaveUnit.objects.filter(wave=invitation.wave_id, path__in=paths), "changed")


def _count_one(rows: QuerySet[Any], field: str) -> None:
    known = rows.filter(**{f"{field}__isnull": False})
    known.update(**{field: Greatest(F(field) - 1, 1)})


def forget_earlier(wave: Wave) -> None:
    """Delete the lists of the invited of all sealed waves, once the next wave has been opened.

    A pulse keeps them, but for those of whom nobody was told so.
    """
    over = _sealed(wave).filter(tells_of_pulses=False) if wave.is_pulse else _sealed(wave)
    Invitation.objects.filter(wave__in=over).delete()


def _sealed(wave: Wave) -> WaveQuerySet:
    """Return the sealed waves of a wave's organisation."""
    organisation = wave.assessment.organisation_id
    return Wave.objects.filter(assessment__organisation=organisation, state=Wave.State.SEALED)


def _people_by_audience(invitations: QuerySet[Invitation]) -> dict[str, People]:
    """Return {audience: its invited people}; None is someone forgotten."""
    people: dict[str, People] = defaultdict(set)
    for person, audience in invitations.values_list("person", "audience"):
        people[audience].add(person)
    return people


def _staff_by_unit(invitations: QuerySet[Invitation]) -> dict[str, People]:
    """Return {path: the invited staff of the unit and of all below it}; None is someone forgotten.

    Those who are counted in no unit are in none here.
    """
    staff = invitations.filter(audience=Audience.STAFF, unit__isnull=False)
    people: dict[str, People] = defaultdict(set)
    for person, path in staff.values_list("person", "unit__path"):
        names = path.split(PATH_SEPARATOR)
        for depth in range(1, len(names) + 1):
            people[PATH_SEPARATOR.join(names[:depth])].add(person)
    return people
