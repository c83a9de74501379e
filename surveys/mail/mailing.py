"""Sending a wave's letters in batches: each person once, however the sending is interrupted."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from time import monotonic

from django.db import connection, transaction
from django.db.models import BooleanField, Func
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.jobs import Job, work
from organisations.models import MailStop, Person
from surveys.mail import letters, pacing, reminding, unsubscribing
from surveys.mail.outbox import MailServerDown, Outbox, Outcome
from surveys.models import Invitation, InvitationQuerySet, Mailing, MailText, Wave
from surveys.privacy import keys
from surveys.privacy.ballots import wave_key

REPORTED_EVERY = 10
BATCH_SECONDS = 20
# True of every row, and holds for the one statement it stands in: a power cut leaves the letter in
# doubt, never sent twice.
NOT_WAITING_FOR_THE_DISK = Func(
    template="set_config('synchronous_commit', 'off', true) = 'off'", output_field=BooleanField()
)
# A server that has put off so many letters of a batch is left alone for a while.
MOST_PUT_OFF = 20

Mail = Invitation.Mail
# All that a letter needs to know.
READ = (
    *("wave_id", "audience", "generation"),
    *("person__name", "person__email", "person__mail_stop", "person__account_id"),
)
NOTED = {
    Outcome.SENT: Mail.SENT,
    Outcome.REFUSED: Mail.REFUSED,
    Outcome.LATER: Mail.WAITING,
    Outcome.UNSURE: Mail.UNSURE,
}


def send_mailing(mailing: Mailing, *, now: datetime) -> datetime | None:
    """Claim the mailing and send its next batch; return when to go on, None if that is all."""
    if mailing.not_before is not None and now < mailing.not_before:
        return None
    failure = _("The letters could not be sent. Try again.")
    is_ours = work(mailing, partial(_send_batch, now=now), now=now, failure=failure)
    return mailing.not_before if is_ours and mailing.state == Job.State.QUEUED else None


def _send_batch(mailing: Mailing, *, now: datetime) -> None:
    wave = mailing.wave
    if not wave.is_open:
        mailing.finish(reason=_("Stopped: the wave is no longer open."))
        return
    try:
        key = wave_key(wave)
    except keys.KeyMissing as error:
        mailing.fail(str(error))
        return
    turn = pacing.take_turn(mailing, now=now)
    if not turn.letters:
        mailing.pause(not_before=turn.until)
        return
    try:
        with Outbox() as outbox:
            outbox.be_ready()
            if mailing.reminder is None:
                _send_invitations(mailing, key, outbox, turn, now=now)
            else:
                reminding.remind_next(mailing, key, outbox, turn)
    except MailServerDown as error:
        _wait_for_server(mailing, error, now=now)


def _wait_for_server(mailing: Mailing, error: MailServerDown, *, now: datetime) -> None:
    again = None if error.is_lasting else pacing.later(mailing, now=now)
    if again is None:
        mailing.fail(_("%(problem)s What was not sent can be sent again.") % {"problem": error})
        return
    problem = _("%(problem)s It is tried again by itself.") % {"problem": error}
    mailing.pause(not_before=again, tries=mailing.tries + 1, reason=problem)


def _send_invitations(
    mailing: Mailing, key: keys.WaveKey, outbox: Outbox, turn: pacing.Turn, *, now: datetime
) -> None:
    wave = mailing.wave
    # A worker died between handing over a letter and noting it: nobody gets two.
    wave.invitations.filter(mail=Mail.SENDING).update(mail=Mail.UNSURE)
    everybody = max(1, wave.invitations.standing().count())
    before = everybody - wave.invitations.unsent().count()
    open_now = wave.invitations.unsent().filter(wave__in=Wave.objects.filter(state=Wave.State.OPEN))
    writing = letters.Letters(wave, key, MailText.Kind.INVITATION)
    put_off = 0
    ends = monotonic() + BATCH_SECONDS
    for done, pk in enumerate(_next_ones(wave, turn.letters), start=1):
        put_off += _send_one(open_now, pk, writing, outbox) == Outcome.LATER
        if done % REPORTED_EVERY == 0:
            mailing.report_progress(100 * (before + done) // everybody, timezone.now())
        if put_off >= MOST_PUT_OFF or monotonic() > ends:
            break
    with transaction.atomic():
        # Whoever joins holds the wave as well: they see that this has ended, or are seen here.
        Wave.objects.held().get(pk=wave.pk)
        if put_off < MOST_PUT_OFF and wave.invitations.unsent().filter(mail_problem="").exists():
            mailing.pause(not_before=turn.until, tries=0, progress=_percent(wave))
        elif wave.invitations.unsent().exists():
            _put_off(mailing, now=now)
        else:
            mailing.finish()


def _put_off(mailing: Mailing, *, now: datetime) -> None:
    """Try those later whose mail servers asked for it, or give up for now."""
    waiting = mailing.wave.invitations.unsent().count()
    again = pacing.later(mailing, now=now)
    if again is not None:
        mailing.pause(not_before=again, tries=mailing.tries + 1, progress=_percent(mailing.wave))
        return
    text = ngettext(
        "The mail server put %(n)d letter off several times. Send it again tomorrow.",
        "The mail server put %(n)d letters off several times. Send them again tomorrow.",
        waiting,
    )
    mailing.fail(text % {"n": waiting})


def _next_ones(wave: Wave, most: int) -> Sequence[uuid.UUID]:
    """Return whose turn it is: those the server has put off only when there is nobody else."""
    waiting = wave.invitations.unsent().values_list("pk", flat=True)
    fresh = list(waiting.filter(mail_problem="").order_by("pk")[:most])
    return fresh or list(waiting.order_by("?")[:most])


def _percent(wave: Wave) -> int:
    everybody = wave.invitations.standing().count()
    return 100 * (everybody - wave.invitations.unsent().count()) // max(1, everybody)


def _send_one(
    open_now: InvitationQuerySet, pk: uuid.UUID, writing: letters.Letters, outbox: Outbox
) -> Outcome | None:
    """Send one person their invitation; None if they get none, or somebody else sends it."""
    if not open_now.filter(pk=pk).update(mail=Mail.SENDING):
        return None
    # Read now: address, link and wishes may have changed since the batch began.
    invitation = Invitation.objects.select_related("person").only(*READ).get(pk=pk)
    unreached = _unreached(invitation.person)
    if unreached is not None:
        _note(invitation, *unreached)
        return None
    message = writing.to(invitation)
    unsubscribing.offer(message, writing.key, invitation)
    try:
        answer = outbox.hand_over(message)
    except MailServerDown:
        _note(invitation, Mail.WAITING)
        raise
    _note(invitation, NOTED[answer.outcome], answer.said)
    return answer.outcome


def _unreached(person: Person | None) -> tuple[Invitation.Mail, str] | None:
    """Return why somebody gets no letter; None if they get one."""
    if person is None or not person.email:
        return Mail.NO_ADDRESS, ""
    if person.mail_stop == MailStop.BOUNCED:
        return Mail.REFUSED, _("This address was found not to exist.")
    if person.mail_stop:
        return Mail.UNWANTED, ""
    return None


def _note(invitation: Invitation, mail: Invitation.Mail, problem: str = "") -> None:
    """Note what became of a letter, unless the link in it was replaced meanwhile."""
    same = Invitation.objects.filter(pk=invitation.pk, generation=invitation.generation)
    if connection.vendor == "postgresql":
        same = same.filter(NOT_WAITING_FOR_THE_DISK)
    same.update(mail=mail, mail_problem=problem[:200])
