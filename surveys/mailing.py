"""Sending a wave's invitations: each person once, however the sending is interrupted."""

import smtplib
import uuid
from datetime import datetime

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.jobs import work
from surveys import keys
from surveys.ballots import link, wave_key
from surveys.collecting import FORGOTTEN_AFTER
from surveys.hiding import hide
from surveys.models import Invitation, Mailing, Wave
from surveys.own_questions import wave_framework

REPORTED_EVERY = 10

Mail = Invitation.Mail


def send_mailing(mailing: Mailing, *, now: datetime) -> None:
    """Claim the mailing and send what was not sent yet."""
    work(mailing, _send, now=now, failure=_("The invitations could not be sent."))


def _send(mailing: Mailing) -> None:
    wave = mailing.wave
    # A worker died between handing over a letter and noting it: nobody gets two.
    wave.invitations.filter(mail=Mail.SENDING).update(mail=Mail.UNSURE)
    waiting = list(wave.invitations.unsent().values_list("pk", flat=True))
    try:
        key = wave_key(wave)
    except keys.KeyMissing as error:
        mailing.fail(str(error))
        return
    connection = get_connection()
    try:
        connection.open()
        for done, pk in enumerate(waiting, start=1):
            _send_one(wave, key, pk, connection)
            if done % REPORTED_EVERY == 0:
                mailing.report_progress(100 * done // len(waiting), timezone.now())
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        mailing.fail(
            _("The mail server cannot be reached (%(error)s). The rest can be sent again.")
            % {"error": type(error).__name__}
        )
        return
    mailing.finish()


def _send_one(wave: Wave, key: keys.WaveKey, pk: uuid.UUID, connection: BaseEmailBackend) -> None:
    mine = Invitation.objects.filter(pk=pk, mail=Mail.WAITING, is_revoked=False)
    if not mine.update(mail=Mail.SENDING):
        return
    invitation = Invitation.objects.select_related("person").get(pk=pk)
    if invitation.person is None or not invitation.person.email:
        _note(invitation, Mail.NO_ADDRESS)
        return
    message = letter(wave, key, invitation)
    message.connection = connection
    try:
        message.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError) as error:
        _note(invitation, Mail.REFUSED, _answer(error))
    except Exception:
        # Nothing was handed over; the next mailing takes it up again.
        _note(invitation, Mail.WAITING)
        raise
    else:
        _note(invitation, Mail.SENT)


def _note(invitation: Invitation, mail: Invitation.Mail, problem: str = "") -> None:
    Invitation.objects.filter(pk=invitation.pk).update(mail=mail, mail_problem=problem[:200])


def _answer(error: Exception) -> str:
    """Return what the server said, without the address and without the link if it repeats it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPDataError):
        code, said = error.smtp_code, _bytes(error.smtp_error)
    else:
        return _("The address cannot be used in an e-mail.")
    # On one line: what follows the beginning of a link is hidden to the end of its line.
    line = hide(" ".join(f"{code} {said.decode(errors='replace')}".split()))
    # A link that the server broke into pieces shows only when they are put together.
    whole = "".join(line.split())
    return line if hide(whole) == whole else str(code)


def _bytes(said: bytes | str) -> bytes:
    return said.encode() if isinstance(said, str) else said


def letter(wave: Wave, key: keys.WaveKey, invitation: Invitation) -> EmailMessage:
    """Write the invitation to one person."""
    assert invitation.person is not None
    assert invitation.person.email
    organisation = wave.assessment.organisation
    questionnaire = wave_framework(wave).questionnaire(invitation.audience)
    context = {
        "wave": wave,
        "organisation": organisation,
        "person": invitation.person,
        "audience": invitation.audience,
        "minutes": questionnaire.minutes,
        "days_kept": FORGOTTEN_AFTER.days,
        "link": link(key, invitation),
    }
    subject = (
        _("Rehearsal: %(organisation)s asks for your view")
        if wave.is_rehearsal
        else _("%(organisation)s asks for your view")
    ) % {"organisation": organisation.name}
    return EmailMessage(
        subject,
        render_to_string("surveys/mail/invitation.txt", context),
        to=[invitation.person.email],
        reply_to=[wave.contact_email],
    )
