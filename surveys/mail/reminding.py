"""Rounds of reminders: everybody is passed, and nothing says who was written to.

Whoever knew who got a reminder would know who had not answered. So a round goes past every
invitation, in an order that means nothing, and leaves the same mark on each; whether a letter goes
out is computed with the key in that moment and kept nowhere: in no row, log, number or time.
Marks are made for a whole batch before its letters, and a batch takes the same time whatever it
sends.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from time import monotonic, sleep

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.jobs import Job
from surveys.mail import letters, unsubscribing
from surveys.mail.outbox import MailServerDown, Outbox, Outcome
from surveys.mail.pacing import Turn
from surveys.models import (
    MOST_REMINDERS,
    Invitation,
    InvitationQuerySet,
    Mailing,
    MailText,
    Reminder,
    Wave,
)
from surveys.privacy import keys
from surveys.privacy.ballots import has_submitted

# People who are passed in a batch, whether or not they are written to: a batch that ended with a
# number of letters would tell how many it took. Few, since a worker that dies loses the rest.
MOST_PASSED = 20
# For the same reason a batch takes so long for each of them, and not as long as its letters.
SECONDS_EACH = 0.2
# A letter the server puts off is tried once more after so many seconds; then it is given up. If
# that happens to so many in a row, the server is left alone for a while.
PATIENCE = 10
MOST_GIVEN_UP = 3
# What goes with a letter to the provider, so that its returns can be told apart.
TAG = "reminder"
EARLIEST_HOUR = 8
LEAST_DAYS_BETWEEN = timedelta(days=2)


def remind_next(mailing: Mailing, key: keys.WaveKey, outbox: Outbox, turn: Turn) -> None:
    """Pass the next invitations of a round, and write to those who have not answered."""
    began = monotonic()
    batch = _mark(mailing, min(turn.letters, MOST_PASSED))
    try:
        _write_to(batch, mailing.wave, key, outbox)
    finally:
        _sit_out(began, len(batch))
    if _ahead(mailing).exists():
        mailing.pause(not_before=turn.until, tries=0, progress=_percent(mailing))
    else:
        mailing.finish()


def _mark(mailing: Mailing, most: int) -> Sequence[Invitation]:
    """Mark the next invitations as passed and return them; none if the wave is open no more.

    All in one transaction, before the first letter: a mark for each would date the letters by the
    numbers that PostgreSQL gives to transactions. So whoever dies over a batch loses the rest of
    it, and sends nothing twice.
    """
    assert mailing.reminder is not None
    with transaction.atomic():
        if not Wave.objects.held().get(pk=mailing.wave_id).is_open:
            return []
        # If another worker has taken the round over, this one ends here.
        mailing.report_progress(_percent(mailing), timezone.now())
        batch = list(_ahead(mailing).order_by("pk")[:most])
        marked = Invitation.objects.filter(pk__in=[invitation.pk for invitation in batch])
        marked.update(reminded=mailing.reminder.number)
    return batch


def _sit_out(began: float, people: int) -> None:
    """Wait until a batch has taken its time, or a whole number of such times."""
    if people:
        whole = people * SECONDS_EACH
        sleep(whole - (monotonic() - began) % whole)


def _percent(mailing: Mailing) -> int:
    everybody = mailing.wave.invitations.standing().count()
    return 100 * (everybody - _ahead(mailing).count()) // max(1, everybody)


def _ahead(mailing: Mailing) -> InvitationQuerySet:
    """The invitations the round has not passed; those who joined after an earlier one, too."""
    assert mailing.reminder is not None
    standing = mailing.wave.invitations.standing()
    return standing.filter(reminded__lt=mailing.reminder.number)


def _write_to(batch: Sequence[Invitation], wave: Wave, key: keys.WaveKey, outbox: Outbox) -> None:
    """Write to those of a batch who have not answered; raises MailServerDown."""
    writing = letters.Letters(wave, key, MailText.Kind.REMINDER)
    given_up = 0
    for invitation in batch:
        is_answered = has_submitted(key, invitation)
        # Read now: address, link and wishes may have changed since the batch was marked. With the
        # wave still open, no ballot was deleted since that was found out.
        standing = wave.invitations.standing().filter(wave__state=Wave.State.OPEN)
        current = standing.select_related("person").filter(pk=invitation.pk).first()
        if is_answered or current is None or not _is_mailed(current):
            continue
        outcome = _remind(writing, current, outbox)
        given_up = given_up + 1 if outcome == Outcome.LATER else 0
        if given_up == MOST_GIVEN_UP:
            raise MailServerDown(_("The mail server asks to try again later."))


def _is_mailed(invitation: Invitation) -> bool:
    """Whether somebody got their invitation by e-mail and may get more."""
    person = invitation.person
    is_sent = invitation.mail == Invitation.Mail.SENT
    return is_sent and person is not None and bool(person.email) and not person.mail_stop


def _remind(writing: letters.Letters, invitation: Invitation, outbox: Outbox) -> Outcome:
    """Hand a reminder over; what comes of it is noted nowhere."""
    message = writing.to(invitation)
    unsubscribing.offer(message, writing.key, invitation)
    # Read by django-anymail; an SMTP server does not get to see it.
    message.tags = [TAG]  # type: ignore[attr-defined]
    outcome = outbox.hand_over(message).outcome
    if outcome == Outcome.LATER:
        sleep(PATIENCE)
        outcome = outbox.hand_over(message).outcome
    return outcome


def send_due(*, now: datetime) -> list[Mailing]:
    """Begin the rounds whose day has come, at eight in the morning where the organisation is."""
    waves = Wave.objects.filter(state=Wave.State.OPEN, reminders__mailing=None)
    begun = []
    for wave in waves.distinct().select_related("assessment__organisation"):
        here = now.astimezone(wave.assessment.organisation.zone)
        planned = wave.reminders.filter(mailing=None).order_by("number").first()
        if planned is None or planned.due_on > here.date() or here.hour < EARLIEST_HOUR:
            continue
        if not hindrance(wave, now=now):
            mailing = begin(planned, now=now)
            begun += [mailing] if mailing else []
    return begun


def begin(reminder: Reminder, *, now: datetime) -> Mailing | None:
    """Ask for a round; None if somebody else just did."""
    try:
        with transaction.atomic():
            return Mailing.objects.create(wave=reminder.wave, reminder=reminder, asked_at=now)
    except IntegrityError:
        return None


def next_reminder(wave: Wave) -> Reminder | None:
    """Return the reminder to be sent next: the one planned, or a new one that is not saved.

    None once as many as there may be were sent.
    """
    planned = wave.reminders.filter(mailing=None).order_by("number").first()
    if planned is not None:
        return planned
    last = wave.reminders.aggregate(number=Max("number"))["number"] or 0
    return Reminder(wave=wave, number=last + 1) if last < MOST_REMINDERS else None


def hindrance(wave: Wave, *, now: datetime) -> str:
    """Return why no reminder can be sent now, in words for the consultant; "" if one can."""
    if not wave.is_open:
        return _("Reminders can be sent while the wave is open.")
    last = _last_letters(wave)
    if last is None or not wave.invitations.filter(mail=Invitation.Mail.SENT).exists():
        return _("Nobody has got an invitation by e-mail yet; send the invitations first.")
    if wave.mailings.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING]).exists():
        return _("Letters are going out; wait until they are sent.")
    if now < last.asked_at + LEAST_DAYS_BETWEEN:
        return _("The last letters went out less than two days ago; give people time to answer.")
    if next_reminder(wave) is None:
        return _("As many reminders as may be sent have been sent.")
    return ""


def _last_letters(wave: Wave) -> Mailing | None:
    """Return the last letters everybody was sent: a reminder, or the invitations.

    Of these the first that went out: those after it are of people who joined, or got a new link.
    """
    reminders = wave.mailings.filter(reminder__isnull=False)
    invitations = wave.mailings.of_invitations()
    done = invitations.filter(state=Job.State.DONE, reason="")
    found: Mailing | None = (
        reminders.order_by("-reminder__number").first()
        or done.order_by("asked_at").first()
        or invitations.order_by("-asked_at").first()
    )
    return found
