"""The words of the letters: who is written to, about what, and with which link.

Each has two parts: what the consultant may write as they like, with placeholders, and below it
what everybody asked is told in every case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

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
class Form:
    """A letter that is not made out to anybody yet: what everybody of an audience is told alike."""

    subject: str
    opening: str
    body: str
    footer: str
    values: Mapping[str, str]

    def made_out(self, name: str, link: str) -> tuple[str, str]:
        """Return subject and text of the letter to one person; ``name`` may be ""."""
        values = {**self.values, "name": name, "link": link}
        parts = [self.opening, fill(self.body, values).strip(), self.footer]
        # Of names, too, a subject takes one line only.
        subject = " ".join(fill(self.subject, values).split())
        return subject, "\n\n".join(filter(None, parts)) + "\n"


def product_words(audience: str, kind: str, *, is_pulse: bool = False) -> Words:
    """Return the words of a letter nobody has written anew; a pulse is said to be one."""
    subject = {
        Kind.INVITATION: _("{organisation} asks a few questions again")
        if is_pulse
        else _("{organisation} asks for your view"),
        Kind.REMINDER: _("A reminder: {organisation} asks for your view"),
    }[Kind(kind)]
    template = f"surveys/mail/{Kind(kind).value}.txt"
    context = {"audience": audience, "is_pulse": is_pulse}
    return Words(subject, render_to_string(template, context).strip())


def words_of(wave: Wave, audience: str, kind: str) -> Words:
    """Return the words of one of a wave's letters: the consultant's, or else the product's.

    They are read once for each ``wave`` instance.
    """
    prefetch_related_objects([wave], "mail_texts")
    for text in wave.mail_texts.all():
        if (text.audience, text.kind) == (audience, kind):
            return Words(text.subject, text.body, is_own=True)
    with override(wave.assessment.organisation.language):
        return product_words(audience, kind, is_pulse=wave.is_pulse)


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


def form_of(wave: Wave, words: Words, audience: str, kind: str, *, may_agree: bool) -> Form:
    """Return a letter to an audience; ``may_agree`` to be seen with their account, as customers.

    What the consultant has not written is in the organisation's language.
    """
    with override(wave.assessment.organisation.language):
        return _form(wave, words, audience, kind, may_agree)


def _form(wave: Wave, words: Words, audience: str, kind: str, may_agree: bool) -> Form:
    organisation = wave.assessment.organisation
    minutes = wave_framework(wave).questionnaire(audience).minutes
    values = {
        "organisation": organisation.name,
        "firm": organisation.firm.name,
        "last_day": date_format(wave.closes_on, "j F Y"),
        "minutes": ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes},
        "contact": f"{wave.contact_name} ({wave.contact_email})",
    }
    subject, opening = words.subject, ""
    if wave.is_rehearsal:
        subject = _("Rehearsal: %(subject)s") % {"subject": subject}
        opening = _(
            "This is a rehearsal: your answers are erased at the end and no result is made of them."
        )
    context = {
        "wave": wave,
        "audience": audience,
        "may_agree": may_agree,
        "is_reminder": kind == Kind.REMINDER,
        "days_kept": FORGOTTEN_AFTER.days,
    }
    footer = render_to_string("surveys/mail/footer.txt", context).strip()
    return Form(subject, opening, words.body, footer, values)


class Letters:
    """The letters of one kind in a batch: what everybody is told alike is put together once."""

    def __init__(self, wave: Wave, key: keys.WaveKey, kind: str) -> None:
        self.wave, self.key, self.kind = wave, key, kind
        self._forms: dict[tuple[str, bool], Form] = {}

    def to(self, invitation: Invitation) -> EmailMessage:
        """Write to one person, who has an address."""
        person = invitation.person
        assert person is not None
        assert person.email
        form = self._form(invitation.audience, person.account_id is not None)
        subject, body = form.made_out(person.name, link(self.key, invitation))
        is_reminder = self.kind == Kind.REMINDER
        return EmailMessage(
            subject,
            body,
            to=[person.email],
            # That a machine answers a reminder would tell its reader who had not answered the
            # survey; whom people may ask is in the text.
            reply_to=[] if is_reminder else [self.wave.contact_email],
            headers={**UNANSWERED, "X-Auto-Response-Suppress": SUPPRESSED[Kind(self.kind)]},
        )

    def _form(self, audience: str, may_agree: bool) -> Form:
        if (audience, may_agree) not in self._forms:
            words = words_of(self.wave, audience, self.kind)
            form = form_of(self.wave, words, audience, self.kind, may_agree=may_agree)
            self._forms[audience, may_agree] = form
        return self._forms[audience, may_agree]


def sample_letter(wave: Wave, words: Words, audience: str, kind: str) -> tuple[str, str]:
    """Return subject and text of a letter to somebody invented, with a link that opens nothing."""
    sample_link = f"{settings.SITE_URL}{reverse('respond:sample')}"
    form = form_of(wave, words, audience, kind, may_agree=audience == Audience.CUSTOMERS)
    return form.made_out(_("Robin Sample"), sample_link)
