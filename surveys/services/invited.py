"""One person of a wave that is open: their address corrected, their link sent again, joining."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organisations import services as organisations
from organisations.models import Person, User
from organisations.records import Act, note
from organisations.services import PersonValues
from organisations.turns import one_at_a_time
from surveys.models import Invitation, Wave
from surveys.people import turnover
from surveys.people.renewing import FIELDS, key_of, renew, rounds_begun
from surveys.services.mail import send_invitations
from surveys.setup import launching

Mail = Invitation.Mail


def correct_person(*, person: Person, values: PersonValues) -> Person:
    """Change what is known of a person; waves that have been opened keep all but name and address.

    With another address the links that went to the old one end; new ones wait to be sent.
    Raises ValidationError, by field, if it cannot be: also for another audience while a wave
    asks them as what they are.
    """
    with transaction.atomic():
        changed = organisations.change_person(person=person, values=values)
        invited = changed.invitations.collecting()
        if invited.exclude(audience=changed.audience).exists():
            message = _("They are asked in a wave that is not sealed yet; the audience stays.")
            raise ValidationError({"audience": message})
    return changed


def send_link_again(*, person: Person, user: User | None, now: datetime) -> list[Wave]:
    """Give a person a new link in every open wave that asks them, and have it mailed.

    The old links lead nowhere from here on; unfinished answers behind them are left behind. In a
    wave whose invitations nobody has sent yet, the letter goes out with the others. Returns the
    waves; raises ValidationError if nothing can be sent. Whether somebody has answered makes no
    difference to what this does.
    """
    if not person.email:
        raise ValidationError(_("There is no e-mail address to send a link to."))
    if person.mail_stop:
        raise ValidationError(
            _("No link was sent, because e-mail to this person is stopped: %(why)s.")
            % {"why": person.get_mail_stop_display()}
        )
    with transaction.atomic():
        invitations = person.invitations.standing().filter(wave__state=Wave.State.OPEN)
        found = list(invitations.select_related("wave__assessment__organisation"))
        if not found:
            raise ValidationError(_("No open wave asks this person, so there is no link to send."))
        # Before any invitation, so that nobody who holds them waits for this one.
        list(Wave.objects.held().filter(pk__in=[invitation.wave_id for invitation in found]))
        for invitation in found:
            _renew(invitation)
            _mail(invitation.wave, user, now)
        note(Act.LINK_REPLACED, person, organisation=person.organisation)
    return [invitation.wave for invitation in found]


def add_to_wave(*, person: Person, wave: Wave, user: User | None, now: datetime) -> None:
    """Ask somebody in a wave that is open already; raises ValidationError if that cannot be.

    They are counted in a department the wave was opened with. Whoever was asked, left the list
    and came back gets a new link; an answer they had given stays the only one they can give.
    """
    with transaction.atomic():
        one_at_a_time(person.organisation)
        # As the list has them now. Whoever leaves it waits, and then finds the link to end.
        person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        wave = Wave.objects.held().get(pk=wave.pk)
        _check_may_join(person, wave)
        invitation = wave.invitations.filter(person=person).first()
        if invitation is None:
            _invite(person, wave)
        elif invitation.is_revoked:
            invitation.is_revoked = False
            invitation.save(update_fields=["is_revoked"])
            _renew(invitation)
        else:
            raise ValidationError(_("This person is asked in this wave already."))
        if person.email and not person.mail_stop:
            _mail(wave, user, now)
        organisation = wave.assessment.organisation
        note(Act.CHANGED, wave, organisation=organisation, fields=["invitations"])


def _check_may_join(person: Person, wave: Wave) -> None:
    if not wave.is_open:
        raise ValidationError(_("Only while a wave is open can somebody be added to it."))
    if person.organisation_id != wave.assessment.organisation_id or person.left_on is not None:
        raise ValidationError(_("Only people on the roster can be asked."))
    if not wave.questionnaires.filter(audience=person.audience).exists():
        raise ValidationError(
            _("“%(wave)s” has no questions for %(audience)s.")
            % {"wave": wave, "audience": person.get_audience_display().lower()}
        )


def _invite(person: Person, wave: Wave) -> None:
    """Create the invitation of a joiner, as opening the wave would have."""
    if wave.asks_half:
        raise ValidationError(
            _("“%(wave)s” asks a half that was drawn by lot, so nobody can be added to it.")
            % {"wave": wave}
        )
    attributes = person.organisation.attributes.filter(name__in=wave.attributes)
    names = {str(attribute.pk): attribute.name for attribute in attributes}
    units = {unit.path: unit for unit in wave.units.all()}
    try:
        invitation = launching.invitation_for(person, wave, key_of(wave), units, names)
    except KeyError:
        raise ValidationError(
            _(
                "“%(unit)s” is no department of “%(wave)s”, which keeps those it was opened "
                "with. Give the person one of those first."
            )
            % {"unit": person.unit, "wave": wave}
        ) from None
    invitation.reminded = rounds_begun(wave)
    invitation.save(force_insert=True)
    if not wave.is_rehearsal:
        turnover.note_joiner(invitation)


def _renew(invitation: Invitation) -> None:
    """Replace a link and let it be mailed, unless a letter with the old one is just going out."""
    wave = invitation.wave
    before = Invitation.objects.filter(pk=invitation.pk, generation=invitation.generation)
    renew(invitation, key_of(wave), begun=rounds_begun(wave))
    changed = {name: getattr(invitation, name) for name in FIELDS}
    if not before.exclude(mail=Mail.SENDING).update(**changed):
        raise ValidationError(
            _("A letter to this person is just going out. Look again in a minute, then repeat it.")
        )


def _mail(wave: Wave, user: User | None, now: datetime) -> None:
    """Have waiting letters sent, if the wave's invitations are being sent at all."""
    if wave.mailings.of_invitations().exists():
        send_invitations(wave=wave, user=user, now=now)
