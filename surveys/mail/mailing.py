"""Sending a wave's letters in batches: each person once, however the sending is interrupted."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import monotonic

from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import BooleanField, Func
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.jobs import Job, work
from organisations.models import MailStop, Person
from surveys.mail import letters, pacing, reminding, results, unsubscribing
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


@dataclass(frozen=True)
class Post:
    """Letters of which everybody gets one, and the field that says what became of each.

    ``waiting`` are the invitations still to be sent one, ``may_go`` those of them as long as it
    may be sent at all: asked anew for every letter.
    """

    field: str
    everybody: InvitationQuerySet
    waiting: InvitationQuerySet
    may_go: InvitationQuerySet
    write: Callable[[Invitation], EmailMessage]

    @property
    def fresh(self) -> InvitationQuerySet:
        """Those the mail server has not put off."""
        return self.waiting.filter(**{f"{self.field}_problem": ""})

    @property
    def percent(self) -> int:
        """How far it is."""
        everybody = self.everybody.count()
        return 100 * (everybody - self.waiting.count()) // max(1, everybody)


def _invitations(wave: Wave, key: keys.WaveKey) -> Post:
    writing = letters.Letters(wave, key, MailText.Kind.INVITATION)

    def write(invitation: Invitation) -> EmailMessage:
        message = writing.to(invitation)
        unsubscribing.offer(message, key, invitation)
        return message

    waiting = wave.invitations.unsent()
    may_go = waiting.filter(wave__in=Wave.objects.filter(state=Wave.State.OPEN))
    return Post("mail", wave.invitations.standing(), waiting, may_go, write)


def _results(mailing: Mailing) -> Post:
    invitations = mailing.wave.invitations
    # Whoever takes the results back ends their mailing.
    running = Mailing.objects.filter(pk=mailing.pk, state=Job.State.RUNNING)
    may_go = invitations.untold().filter(wave__in=running.values("wave"))
    write = results.ResultsLetters(mailing).to
    return Post("results_mail", invitations.still_there(), invitations.untold(), may_go, write)


def send_mailing(mailing: Mailing, *, now: datetime) -> datetime | None:
    """Claim the mailing and send its next batch; return when to go on, None if that is all."""
    if mailing.not_before is not None and now < mailing.not_before:
        return None
    failure = _("The letters could not be sent. Try again.")
    is_ours = work(mailing, partial(_send_batch, now=now), now=now, failure=failure)
    return mailing.not_before if is_ours and mailing.state == Job.State.QUEUED else None


def _send_batch(mailing: Mailing, *, now: datetime) -> None:
    if mailing.address:
        post = _results(mailing)
        _hand_over(mailing, partial(_send_to_each, mailing, post, now=now), now=now)
        return
    wave = mailing.wave
    if not wave.is_open:
        mailing.finish(reason=_("Stopped: the wave is no longer open."))
        return
    try:
        key = wave_key(wave)
    except keys.KeyMissing as error:
        mailing.fail(str(error))
        return
    if mailing.reminder is None:
        send = partial(_send_to_each, mailing, _invitations(wave, key), now=now)
    else:
        send = partial(reminding.remind_next, mailing, key)
    _hand_over(mailing, send, now=now)


def _hand_over(
    mailing: Mailing, send: Callable[[Outbox, pacing.Turn], None], *, now: datetime
) -> None:
    """Send a batch when it is its turn; wait where the mail server does not listen."""
    turn = pacing.take_turn(mailing, now=now)
    if not turn.letters:
        mailing.pause(not_before=turn.until)
        return
    try:
        with Outbox() as outbox:
            outbox.be_ready()
            send(outbox, turn)
    except MailServerDown as error:
        _wait_for_server(mailing, error, now=now)


def _wait_for_server(mailing: Mailing, error: MailServerDown, *, now: datetime) -> None:
    again = None if error.is_lasting else pacing.later(mailing, now=now)
    if again is None:
        mailing.fail(_("%(problem)s What was not sent can be sent again.") % {"problem": error})
        return
    problem = _("%(problem)s It is tried again by itself.") % {"problem": error}
    mailing.pause(not_before=again, tries=mailing.tries + 1, reason=problem)


def _send_to_each(
    mailing: Mailing, post: Post, outbox: Outbox, turn: pacing.Turn, *, now: datetime
) -> None:
    wave = mailing.wave
    # A worker died between handing over a letter and noting it: nobody gets two.
    wave.invitations.filter(**{post.field: Mail.SENDING}).update(**{post.field: Mail.UNSURE})
    everybody = max(1, post.everybody.count())
    before = everybody - post.waiting.count()
    put_off = 0
    ends = monotonic() + BATCH_SECONDS
    for done, pk in enumerate(_next_ones(post, turn.letters), start=1):
        put_off += _send_one(post, pk, outbox) == Outcome.LATER
        if done % REPORTED_EVERY == 0:
            mailing.report_progress(100 * (before + done) // everybody, timezone.now())
        if put_off >= MOST_PUT_OFF or monotonic() > ends:
            break
    with transaction.atomic():
        # Whoever joins holds the wave as well: they see that this has ended, or are seen here.
        Wave.objects.held().get(pk=wave.pk)
        if put_off < MOST_PUT_OFF and post.fresh.exists():
            mailing.pause(not_before=turn.until, tries=0, progress=post.percent)
        elif post.waiting.exists():
            _put_off(mailing, post, now=now)
        else:
            mailing.finish()


def _put_off(mailing: Mailing, post: Post, *, now: datetime) -> None:
    """Try those later whose mail servers asked for it, or give up for now."""
    waiting = post.waiting.count()
    again = pacing.later(mailing, now=now)
    if again is not None:
        mailing.pause(not_before=again, tries=mailing.tries + 1, progress=post.percent)
        return
    text = ngettext(
        "The mail server put %(n)d letter off several times. Send it again tomorrow.",
        "The mail server put %(n)d letters off several times. Send them again tomorrow.",
        waiting,
    )
    mailing.fail(text % {"n": waiting})


def _next_ones(post: Post, most: int) -> Sequence[uuid.UUID]:
    """Return whose turn it is: those the server has put off only when there is nobody else."""
    fresh = list(post.fresh.order_by("pk").values_list("pk", flat=True)[:most])
    return fresh or list(post.waiting.order_by("?").values_list("pk", flat=True)[:most])


def _send_one(post: Post, pk: uuid.UUID, outbox: Outbox) -> Outcome | None:
    """Send one person their letter; None if they get none, or somebody else sends it."""
    if not post.may_go.filter(pk=pk).update(**{post.field: Mail.SENDING}):
        return None
    # Read now: address, link and wishes may have changed since the batch began.
    invitation = Invitation.objects.select_related("person").only(*READ).filter(pk=pk).first()
    if invitation is None:
        return None
    unreached = _unreached(invitation.person)
    if unreached is not None:
        _note(post, invitation, *unreached)
        return None
    try:
        answer = outbox.hand_over(post.write(invitation))
    except MailServerDown:
        _note(post, invitation, Mail.WAITING)
        raise
    _note(post, invitation, NOTED[answer.outcome], answer.said)
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


def _note(post: Post, invitation: Invitation, mail: Invitation.Mail, problem: str = "") -> None:
    """Note what became of a letter, unless the link in it was replaced meanwhile."""
    same = Invitation.objects.filter(pk=invitation.pk, generation=invitation.generation)
    if connection.vendor == "postgresql":
        same = same.filter(NOT_WAITING_FOR_THE_DISK)
    same.update(**{post.field: mail, f"{post.field}_problem": problem[:200]})
