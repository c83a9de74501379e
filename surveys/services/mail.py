"""The mail of a wave, and its links."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organisations.jobs import Job, ring
from organisations.models import MailStop, Person, User
from organisations.records import Act, note
from surveys import tasks
from surveys.mail import reminding
from surveys.models import Invitation, Mailing, Wave
from surveys.privacy import ballots


def send_invitations(*, wave: Wave, user: User | None, now: datetime) -> Mailing:
    """Ask for the invitations that were not sent yet to be mailed.

    A mailing that is under way goes on, at once if it waited for the mail server. Raises
    ValidationError unless the wave is open.
    """
    if not wave.is_open:
        raise ValidationError(_("Invitations can be sent while the wave is open."))
    with transaction.atomic():
        Wave.objects.held().get(pk=wave.pk)
        note(Act.MAILED, wave, organisation=wave.assessment.organisation, fields=["invitations"])
        waiting = wave.mailings.of_invitations().filter(state=Job.State.QUEUED, tries__gt=0)
        waiting.update(not_before=None, tries=0, reason="")
        pending = [Job.State.QUEUED, Job.State.RUNNING]
        mailing = wave.mailings.of_invitations().filter(state__in=pending).first()
        if mailing is None:
            mailing = Mailing.objects.create(wave=wave, asked_by=user, asked_at=now)
        ring(tasks.send_mailing, mailing.pk)
    return mailing


def send_results(*, wave: Wave, address: str, user: User | None, now: datetime) -> Mailing:
    """Ask for everybody invited in a sealed wave to be written to where its results can be read.

    ``address`` is a path of this site, the same for everybody. Who was written to before is not
    written to again. Raises ValidationError where nobody knows any longer who was invited.
    """
    with transaction.atomic():
        Wave.objects.held().get(pk=wave.pk)
        if not wave.invitations.exists():
            raise ValidationError(
                _(
                    "The list of those who were invited has been deleted, so nobody can be "
                    "written to. Give them the address of the page in another way."
                )
            )
        note(Act.MAILED, wave, organisation=wave.assessment.organisation, fields=["results"])
        letters = wave.mailings.of_results()
        letters.filter(state=Job.State.QUEUED, tries__gt=0).update(
            not_before=None, tries=0, reason=""
        )
        mailing = letters.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING]).first()
        if mailing is None:
            mailing = Mailing.objects.create(
                wave=wave, address=address, asked_by=user, asked_at=now
            )
        ring(tasks.send_mailing, mailing.pk)
    return mailing


def stop_results(*, wave: Wave) -> None:
    """Write to nobody else where the results can be read: they are taken back."""
    pending = wave.mailings.of_results().filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])
    pending.update(
        state=Job.State.DONE, lease_until=None, reason=_("Stopped: the results were withdrawn.")
    )


def send_unsure_again(*, wave: Wave, user: User | None, now: datetime) -> Mailing:
    """Mail those again whose letter was interrupted; some of them may get it twice."""
    with transaction.atomic():
        Wave.objects.held().get(pk=wave.pk)
        unsure = wave.invitations.standing().filter(mail=Invitation.Mail.UNSURE)
        unsure.update(mail=Invitation.Mail.WAITING, mail_problem="")
        return send_invitations(wave=wave, user=user, now=now)


def remind_now(*, wave: Wave, user: User | None, now: datetime) -> Mailing:
    """Begin the next reminder today, or go on with one that failed; raises ValidationError."""
    with transaction.atomic():
        wave = Wave.objects.held().get(pk=wave.pk)
        mailing = wave.mailings.interrupted_rounds().first()
        if mailing is None or not wave.is_open:
            mailing = _begin_reminder(wave, user, now)
        elif mailing.retry():
            Mailing.objects.filter(pk=mailing.pk).update(not_before=None, tries=0)
        note(Act.MAILED, wave, organisation=wave.assessment.organisation, fields=["reminder"])
        ring(tasks.send_mailing, mailing.pk)
    return mailing


def _begin_reminder(wave: Wave, user: User | None, now: datetime) -> Mailing:
    problem = reminding.hindrance(wave, now=now)
    reminder = reminding.next_reminder(wave)
    if problem or reminder is None:
        raise ValidationError(problem)
    today = wave.assessment.organisation.today(now)
    # One that is overdue keeps its day: today's may be that of the one after it.
    if reminder.due_on is None or reminder.due_on > today:
        reminder.due_on = today
        reminder.save()
    return Mailing.objects.create(wave=wave, reminder=reminder, asked_by=user, asked_at=now)


def replace_link(*, invitation: Invitation) -> None:
    """Give an invitation a new link; the old one leads nowhere, and its draft is left behind."""
    key = ballots.wave_key(invitation.wave)
    invitation.generation += 1
    invitation.lookup = key.lookup(key.token(invitation.pk, invitation.generation))
    invitation.save(update_fields=["generation", "lookup"])


def stop_mail(*, person: Person) -> None:
    """Send somebody no e-mail any more, in no wave, as they wish; a complaint says more."""
    others = Person.objects.filter(pk=person.pk).exclude(mail_stop=MailStop.COMPLAINED)
    others.update(mail_stop=MailStop.UNSUBSCRIBED)


def allow_mail(*, person: Person) -> None:
    """Send somebody e-mail again, as they wish; an address that does not exist stays one."""
    wished = [MailStop.UNSUBSCRIBED, MailStop.COMPLAINED]
    Person.objects.filter(pk=person.pk, mail_stop__in=wished).update(mail_stop="")
