"""What to do next about a wave, in one sentence."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.jobs import Job
from organisations.models import MailStop
from surveys import queries
from surveys.models import Comment, Invitation, Wave

FEW_DAYS = 3


@dataclass(frozen=True)
class Situation:
    """Where a wave stands; nothing of it depends on who has answered.

    ``days_left`` counts the days after today until the last one: 0 on it, negative after it;
    ``next_reminder`` is the day of the first one to come. The numbers are of invitations, but
    ``unread``: comments nobody has read.
    """

    state: str
    today: date
    closes_on: date
    is_rehearsal: bool = False
    is_pulse: bool = False
    is_being_sealed: bool = False
    is_mailing: bool = False
    has_failed: bool = False
    sent: int = 0
    waiting: int = 0
    refused: int = 0
    unsure: int = 0
    is_reminder_stuck: bool = False
    next_reminder: date | None = None
    unread: int = 0

    @property
    def days_left(self) -> int:
        """How many days there are after today."""
        return (self.closes_on - self.today).days


def situation_of(wave: Wave, *, now: datetime) -> Situation:
    """Look up where a wave stands."""
    found = Situation(
        state=wave.state,
        today=wave.assessment.organisation.today(now),
        closes_on=wave.closes_on,
        is_rehearsal=wave.is_rehearsal,
        is_pulse=wave.is_pulse,
        is_being_sealed=wave.seal_asked,
    )
    if wave.is_sealed:
        unread = wave.comments.filter(review=Comment.Review.WAITING).count()
        return replace(found, unread=unread)
    return _with_mail(found, wave) if wave.is_open else found


def _with_mail(found: Situation, wave: Wave) -> Situation:
    mail = queries.mail_counts(wave)
    sendings = wave.mailings.of_invitations()
    last = sendings.order_by("-asked_at").first()
    dead = Q(mail=Invitation.Mail.REFUSED) | Q(person__mail_stop=MailStop.BOUNCED)
    planned = wave.reminders.filter(mailing=None, due_on__gte=found.today)
    return replace(
        found,
        is_mailing=wave.mailings.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING]).exists(),
        has_failed=last is not None and last.state == Job.State.FAILED,
        is_reminder_stuck=wave.mailings.interrupted_rounds().exists(),
        sent=mail.sent,
        waiting=mail.waiting,
        refused=wave.invitations.standing().filter(dead).count(),
        unsure=mail.unsure,
        next_reminder=planned.order_by("due_on").values_list("due_on", flat=True).first(),
    )


@dataclass(frozen=True)
class Standing:
    """A wave, the days left until its last one, and what to do next about it."""

    wave: Wave
    days_left: int
    next_step: str


def standing_of(wave: Wave, *, now: datetime, may_consult: bool) -> Standing:
    """Look up where a wave stands and say what to do next, to whom it concerns."""
    found = situation_of(wave, now=now)
    return Standing(wave, found.days_left, next_step(found, may_consult=may_consult))


def next_step(found: Situation, *, may_consult: bool) -> str:
    """Say what to do next, to a consultant or to a coordinator."""
    if found.state == Wave.State.DRAFT:
        if may_consult:
            return _("Go through the steps of the setup, then open the wave.")
        return _("Keep the roster up to date; the consultant opens the wave.")
    if found.state == Wave.State.OPEN:
        return _mail_step(found) or _time_step(found, may_consult=may_consult)
    if found.state == Wave.State.CLOSED:
        return _closed_step(found, may_consult=may_consult)
    if found.state == Wave.State.SEALED and may_consult:
        return _sealed_step(found)
    return _("Nothing is left to do.")


def _mail_step(found: Situation) -> str:
    """Return what the letters need; "" where they need nothing."""
    if found.is_mailing:
        return _("Letters are being sent; there is nothing to do until they are out.")
    if found.waiting and found.has_failed:
        return _("The sending stopped: read why below, and send the rest.")
    if found.waiting and not found.sent:
        return _("Send the invitations.")
    if found.waiting:
        return ngettext(
            "%(n)d person has no invitation yet: send it.",
            "%(n)d people have no invitation yet: send them.",
            found.waiting,
        ) % {"n": found.waiting}
    if found.is_reminder_stuck:
        return _("A reminder did not reach everybody: read why below, and go on with it.")
    if found.refused:
        return ngettext(
            "%(n)d address does not work: correct it.",
            "%(n)d addresses do not work: correct them.",
            found.refused,
        ) % {"n": found.refused}
    if found.unsure:
        return ngettext(
            "%(n)d letter was interrupted: decide whether to send it again.",
            "%(n)d letters were interrupted: decide whether to send them again.",
            found.unsure,
        ) % {"n": found.unsure}
    return ""


def _time_step(found: Situation, *, may_consult: bool) -> str:
    if found.days_left < 0:
        if may_consult:
            return _("The last day is over: close the wave or extend it.")
        return _("The last day is over; the consultant closes the wave or extends it.")
    if found.next_reminder:
        if found.next_reminder == found.today:
            return _("A reminder goes out today by itself.")
        return _("Nothing to do before the reminder on %(day)s.") % {
            "day": date_format(found.next_reminder, "l j F Y")
        }
    if found.days_left == 0:
        return _("Today is the last day; the wave closes by itself at midnight.")
    if found.days_left <= FEW_DAYS:
        return ngettext(
            "Closes by itself in %(n)d day.", "Closes by itself in %(n)d days.", found.days_left
        ) % {"n": found.days_left}
    return _("Nothing to do: it closes by itself after %(day)s.") % {
        "day": date_format(found.closes_on, "l j F Y")
    }


def _closed_step(found: Situation, *, may_consult: bool) -> str:
    if found.is_being_sealed:
        return _("The wave is being sealed; there is nothing to do until that is done.")
    if found.is_rehearsal:
        if may_consult:
            return _("End the rehearsal, or open it again.")
        return _("The consultant ends the rehearsal next.")
    if may_consult and found.is_pulse:
        return _("Seal the pulse, or open it again.")
    if may_consult:
        return _("Complete the workbook, then seal the wave; or open it again.")
    return _("The consultant computes the result next.")


def _sealed_step(found: Situation) -> str:
    if found.unread:
        return ngettext(
            "Read the %(n)d comment that waits, then release the report.",
            "Read the %(n)d comments that wait, then release the report.",
            found.unread,
        ) % {"n": found.unread}
    return _("Look at the result and its reports; leaders see those that are released.")
