"""The letter to everybody who was asked: where the results can be read.

It has one address for all, so whoever opens it does not say who they are.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from surveys.mail import unsubscribing
from surveys.mail.letters import UNANSWERED
from surveys.models import Invitation, Mailing

# What goes with a letter to the provider, so that its returns can be told apart.
TAG = "results"


class ResultsLetters:
    """The letters of one mailing, in the organisation's language."""

    def __init__(self, mailing: Mailing) -> None:
        self.wave = mailing.wave
        self.organisation = mailing.wave.assessment.organisation
        self.page = f"{settings.SITE_URL}{mailing.address}"

    def to(self, invitation: Invitation) -> EmailMessage:
        """Write to one person, who has an address."""
        person = invitation.person
        assert person is not None
        assert person.email
        no_mail = f"{self.page}no-mail/{unsubscribing.mark_of(person)}/"
        context = {
            "person": person,
            "audience": invitation.audience,
            "organisation": self.organisation,
            "wave": self.wave,
            "page": self.page,
            "no_mail": no_mail,
        }
        with override(self.organisation.language):
            subject = _("What came out of the survey of %(organisation)s") % {
                "organisation": self.organisation
            }
            body = render_to_string("surveys/mail/results.txt", context).strip() + "\n"
        message = EmailMessage(
            " ".join(subject.split()),
            body,
            to=[person.email],
            reply_to=[self.wave.contact_email],
            headers={**UNANSWERED, "X-Auto-Response-Suppress": "OOF, AutoReply"},
        )
        unsubscribing.offer_at(message, no_mail)
        # Read by django-anymail; an SMTP server does not get to see it.
        message.tags = [TAG]  # type: ignore[attr-defined]
        return message
