"""The words of a wave's letters."""

import smtplib

from anymail.exceptions import AnymailError
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from organisations.models import User
from organisations.records import Act, note
from surveys.mail.letters import sample_letter, words_of
from surveys.mail.placeholders import body_faults, subject_faults
from surveys.models import MailText, Wave
from surveys.privacy.hiding import hide


def write_letter(*, wave: Wave, audience: str, kind: str, subject: str, body: str) -> None:
    """Keep the words of one letter; they reach whoever it is sent to from now on.

    Raises ValidationError if they cannot be sent, and once the wave is over.
    """
    with transaction.atomic():
        wave = _wave_with_letters(wave)
        text = wave.mail_texts.filter(audience=audience, kind=kind).first()
        text = text or MailText(wave=wave, audience=audience, kind=kind)
        text.subject, text.body = subject, body
        text.full_clean()
        if faults := [*subject_faults(subject), *body_faults(body)]:
            raise ValidationError(faults)
        text.save()
        _note(wave, audience, kind)


def take_product_words(*, wave: Wave, audience: str, kind: str) -> None:
    """Go back to the product's words; raises ValidationError once the wave is over."""
    with transaction.atomic():
        wave = _wave_with_letters(wave)
        wave.mail_texts.filter(audience=audience, kind=kind).delete()
        _note(wave, audience, kind)


def send_test_letter(*, wave: Wave, audience: str, kind: str, user: User) -> None:
    """Mail a letter, made out to somebody invented, to a user; no link in it opens anything.

    Raises ValidationError with what the mail server said if it does not take it.
    """
    words = words_of(wave, audience, kind)
    subject, body = sample_letter(wave, words, audience, kind)
    message = EmailMessage(
        _("Test: %(subject)s") % {"subject": subject},
        body,
        to=[user.email],
        reply_to=[wave.contact_email] if wave.contact_email else None,
    )
    try:
        message.send()
    except (OSError, smtplib.SMTPException, AnymailError, ValueError) as error:
        said = hide(" ".join(str(error).split()))[:200]
        raise ValidationError(
            _("The test was not sent: the mail server said “%(said)s”. Ask whoever runs this site.")
            % {"said": said or type(error).__name__}
        ) from error


def _wave_with_letters(wave: Wave) -> Wave:
    """Lock a wave that may still send letters."""
    locked = Wave.objects.select_for_update().get(pk=wave.pk)
    if locked.is_sealed or locked.is_discarded:
        raise ValidationError(_("This wave is over; no more letters are sent."))
    return locked


def _note(wave: Wave, audience: str, kind: str) -> None:
    organisation = wave.assessment.organisation
    note(Act.CHANGED, wave, organisation=organisation, fields=[f"{kind} to {audience}"])
