"""Letters to a client's leaders: that a report can be read, or was withdrawn.

Each is a row of its own. One that says a report can be read waits until it is made; where it is
withdrawn before, that leader is not written to at all.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.jobs import JobQuerySet, work
from organisations.models import Membership, User
from reports.models import Edition, LeaderLetter, Report

Kind = LeaderLetter.Kind


def leaders_of(edition: Edition) -> QuerySet[User]:
    """Return those who may read what is released of an edition's client, and can sign in."""
    return User.objects.filter(
        memberships__organisation=edition.result.wave.assessment.organisation_id,
        memberships__role=Membership.Role.LEADER,
        is_active=True,
    )


def waiting() -> JobQuerySet:
    """Return the letters that can be sent: of what is released, those with a report to read."""
    readable = Report.objects.released().values("edition")
    found: JobQuerySet = LeaderLetter.objects.exclude(
        kind=Kind.RELEASED, edition__in=Edition.objects.exclude(pk__in=readable)
    )
    return found


def send(letter: LeaderLetter) -> None:
    """Send one letter, if it can be sent and nobody else does."""
    if not waiting().filter(pk=letter.pk).exists():
        return
    if letter.kind == Kind.RELEASED and letter.user not in leaders_of(letter.edition):
        # Whoever has lost access while the report was made has no report to read.
        LeaderLetter.objects.filter(pk=letter.pk, state=LeaderLetter.State.QUEUED).delete()
        return
    work(
        letter,
        _send,
        now=timezone.now(),
        failure=_("The mail server did not take it. Try again, or tell them another way."),
    )


def _send(letter: LeaderLetter) -> None:
    edition = letter.edition
    wave = edition.result.wave
    is_release = letter.kind == Kind.RELEASED
    consultant = edition.released_by if is_release else edition.withdrawn_by
    subject = _("Your report is ready: %(wave)s") if is_release else _("Withdrawn: %(wave)s")
    body = render_to_string(
        f"reports/mail/{letter.kind}.txt",
        {
            "leader": letter.user,
            "edition": edition,
            "wave": wave,
            "organisation": wave.assessment.organisation,
            "consultant": consultant,
            "link": f"{settings.SITE_URL}{reverse('reports:report_list')}",
        },
    )
    EmailMessage(
        subject % {"wave": f"{wave.assessment}, {wave}"},
        body,
        to=[letter.user.email],
        reply_to=[consultant.email] if consultant else None,
    ).send()
    letter.finish()
