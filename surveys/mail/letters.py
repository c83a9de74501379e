"""The words of the letters: who is written to, about what, and with which link.

Each has two parts: what the consultant may write as they like, with placeholders, and below it
what everybody asked is told in every case.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.framework import FrameworkError
from organisations.models import Audience
from surveys.collecting import FORGOTTEN_AFTER
from surveys.framework.own_questions import wave_framework
from surveys.mail.placeholders import body_faults, fill, subject_faults
from surveys.models import Invitation, MailText, Wave
from surveys.privacy import keys
from surveys.privacy.ballots import link

Kind = MailText.Kind

# Asks answering machines to keep still (RFC 3834).
UNANSWERED = {"Auto-Submitted": "auto-generated", "Precedence": "bulk"}
# The same for Exchange, which is to say that an address does not exist of invitations only.
SUPPRESSED = {Kind.INVITATION: "OOF, AutoReply", Kind.REMINDER: "All"}


@dataclass(frozen=True)
class Words:
    """What a letter says before names and links are put in; ``is_own`` if a consultant wrote it."""

    subject: str
    body: str
    is_own: bool = False

    @property
    def faults(self) -> list[str]:
        """What is wrong with them, in words for the consultant; [] if nothing is."""
        return [*subject_faults(self.subject), *body_faults(self.body)]


@dataclass(frozen=True)
class Recipient:
    """What a letter says of the person it goes to; ``name`` may be "".

    ``has_account``: a customer who may agree to be seen with their account.
    """

    name: str
    audience: str
    link: str
    has_account: bool


def product_words(audience: str, kind: str) -> Words:
    """Return the words of a letter nobody has written anew."""
    subject = {
        Kind.INVITATION: _("{organisation} asks for your view"),
        Kind.REMINDER: _("A reminder: {organisation} asks for your view"),
    }[Kind(kind)]
    template = f"surveys/mail/{Kind(kind).value}.txt"
    return Words(subject, render_to_string(template, {"audience": audience}).strip())


def words_of(wave: Wave, audience: str, kind: str) -> Words:
    """Return the words of one of a wave's letters: the consultant's, or else the product's.

    They are read once for each ``wave`` instance.
    """
    prefetch_related_objects([wave], "mail_texts")
    for text in wave.mail_texts.all():
        if (text.audience, text.kind) == (audience, kind):
            return Words(text.subject, text.body, is_own=True)
    return product_words(audience, kind)


def audiences_asked(wave: Wave) -> Sequence[str]:
    """Return the audiences letters go to; raises FrameworkError if the framework has changed."""
    return [asked for asked in wave_framework(wave).respondents if asked in Audience.values]


def problems(wave: Wave) -> list[str]:
    """Say what is wrong with the words of a wave's letters; [] if they can be sent.

    Of a framework that cannot be read nothing is said here: that is another problem.
    """
    try:
        audiences = audiences_asked(wave)
    except FrameworkError:
        return []
    return [
        f"{letter_name(audience, kind)}: {fault}"
        for audience in audiences
        for kind in Kind
        for fault in words_of(wave, audience, kind).faults
    ]


def letter_name(audience: str, kind: str) -> str:
    """Return what a letter is called, such as "Invitation, staff"."""
    return f"{Kind(kind).label}, {str(Audience(audience).label).lower()}"


def compose(wave: Wave, words: Words, kind: str, recipient: Recipient) -> tuple[str, str]:
    """Return subject and text of the letter to one person."""
    organisation = wave.assessment.organisation
    minutes = wave_framework(wave).questionnaire(recipient.audience).minutes
    values = {
        "name": recipient.name,
        "link": recipient.link,
        "organisation": organisation.name,
        "firm": organisation.firm.name,
        "last_day": date_format(wave.closes_on, "j F Y"),
        "minutes": ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes},
        "contact": f"{wave.contact_name} ({wave.contact_email})",
    }
    subject, opening = fill(words.subject, values), ""
    if wave.is_rehearsal:
        subject = _("Rehearsal: %(subject)s") % {"subject": subject}
        opening = _(
            "This is a rehearsal: your answers are erased at the end and no result is made of them."
        )
    context = {
        "wave": wave,
        "audience": recipient.audience,
        "may_agree": recipient.has_account,
        "is_reminder": kind == Kind.REMINDER,
        "days_kept": FORGOTTEN_AFTER.days,
    }
    footer = render_to_string("surveys/mail/footer.txt", context).strip()
    parts = [opening, fill(words.body, values).strip(), footer]
    # Of names, too, a subject takes one line only.
    return " ".join(subject.split()), "\n\n".join(filter(None, parts)) + "\n"


def letter(wave: Wave, key: keys.WaveKey, invitation: Invitation, kind: str) -> EmailMessage:
    """Write the invitation or a reminder to one person, who has an address."""
    person = invitation.person
    assert person is not None
    assert person.email
    # The questions are frozen by now; they are counted for each letter, and read once.
    prefetch_related_objects([wave], "own_questions")
    words = words_of(wave, invitation.audience, kind)
    recipient = Recipient(
        person.name, invitation.audience, link(key, invitation), person.account_id is not None
    )
    subject, body = compose(wave, words, kind, recipient)
    is_reminder = kind == Kind.REMINDER
    return EmailMessage(
        subject,
        body,
        to=[person.email],
        # That a machine answers a reminder would tell its reader who had not answered the survey;
        # whom people may ask is in the text.
        reply_to=[] if is_reminder else [wave.contact_email],
        headers={**UNANSWERED, "X-Auto-Response-Suppress": SUPPRESSED[Kind(kind)]},
    )


def sample_letter(wave: Wave, words: Words, audience: str, kind: str) -> tuple[str, str]:
    """Return subject and text of a letter to somebody invented, with a link that opens nothing."""
    sample_link = f"{settings.SITE_URL}{reverse('respond:sample')}"
    recipient = Recipient(
        _("Robin Sample"), audience, sample_link, has_account=audience == Audience.CUSTOMERS
    )
    return compose(wave, words, kind, recipient)
