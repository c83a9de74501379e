"""Letters to the owners of actions: seven days before the day, and the day after it is over.

Each is a row of its own, made in the morning where the client is. Nobody gets one twice: a letter
of which it is not known whether it went out is given up. Of what was planned on a result that
leaders may not read of, nobody is reminded.
"""

from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.jobs import work
from organisations.models import Membership, User
from reports import words
from reports.models import ActionReminder, PlannedAction
from surveys.mail.outbox import MailServerDown, Outbox, Outcome

Kind = ActionReminder.Kind

EARLIEST_HOUR = 8
BEFORE = timedelta(days=7)
# So long the site may have stood still, or the mail server refused; later it is no reminder.
AFTER = timedelta(days=7)
# Then nobody can be reminded of that day any more, and the address is not kept a second time.
KEPT = timedelta(days=30)


def forget(*, now: datetime) -> None:
    """Delete reminders of days that are long over."""
    ActionReminder.objects.filter(due_on__lt=(now - KEPT).date()).delete()


def due(*, now: datetime) -> list[ActionReminder]:
    """Queue the reminders whose day has come, and return all that wait to be sent."""
    actions = PlannedAction.objects.open().released().exclude(owner_email="")
    for action in actions.exclude(due_on=None).select_related("organisation"):
        here = now.astimezone(action.organisation.zone)
        kind = _kind(action, now)
        if kind and here.hour >= EARLIEST_HOUR:
            assert action.due_on is not None
            ActionReminder.objects.get_or_create(
                action=action,
                kind=kind,
                due_on=action.due_on,
                to=action.owner_email,
                defaults={"asked_at": now},
            )
    return list(ActionReminder.objects.claimable(now))


def _kind(action: PlannedAction, now: datetime) -> str:
    """Return which reminder an action is due, by the client's day; "" for none."""
    if action.due_on is None or not action.is_open:
        return ""
    left = action.due_on - action.organisation.today(now)
    if left > BEFORE or left < -AFTER:
        return ""
    return Kind.BEFORE if left >= timedelta() else Kind.AFTER


def send(reminder: ActionReminder, *, now: datetime) -> None:
    """Send one, if it is still to be sent and nobody else does."""
    work(
        reminder,
        partial(_send, now=now),
        now=timezone.now(),
        failure=_("Something unexpected happened to the letter."),
    )


def _send(reminder: ActionReminder, *, now: datetime) -> None:
    if reminder.attempt > 1:
        reminder.fail(_("It was interrupted while it was sent, so it may have arrived or not."))
    elif not _is_wanted(reminder, now):
        # Made anew if the day, the owner or the state is changed back.
        reminder.delete()
    else:
        _hand_over(reminder)


def _is_wanted(reminder: ActionReminder, now: datetime) -> bool:
    action = reminder.action
    is_same = (action.due_on, action.owner_email) == (reminder.due_on, reminder.to)
    is_told = PlannedAction.objects.released().filter(pk=action.pk).exists()
    return is_same and is_told and _kind(action, now) == reminder.kind


def _hand_over(reminder: ActionReminder) -> None:
    try:
        with Outbox() as outbox:
            answer = outbox.hand_over(_letter(reminder))
    except MailServerDown:
        reminder.pause()
        return
    if answer.outcome == Outcome.SENT:
        reminder.finish()
    elif answer.outcome == Outcome.LATER:
        reminder.pause()
    else:
        reminder.fail(answer.said or _("It may have arrived or not: the mail server hung up."))


def _letter(reminder: ActionReminder) -> EmailMessage:
    action = reminder.action
    contact = _contact(action)
    day, client = words.day(reminder.due_on), action.organisation.name
    subject = (
        _("100-day plan of %(client)s: due on %(day)s")
        if reminder.kind == Kind.BEFORE
        else _("100-day plan of %(client)s: was due on %(day)s")
    )
    path = reverse("reports:plan", args=[action.organisation_id])
    body = render_to_string(
        "reports/mail/action.txt",
        {
            "action": action,
            "client": client,
            "day": day,
            "is_over": reminder.kind == Kind.AFTER,
            "contact": contact,
            "link": f"{settings.SITE_URL}{path}",
        },
    )
    return EmailMessage(
        subject % {"client": client, "day": day},
        body,
        to=[reminder.to],
        reply_to=[contact.email] if contact else None,
    )


def _contact(action: PlannedAction) -> User | None:
    """Return whom the owner can ask: who named them, or else a consultant of the client."""
    here = Membership.objects.filter(organisation=action.organisation_id, user__is_active=True)
    members = here.exclude(role=Membership.Role.COORDINATOR).select_related("user")
    named = members.filter(user=action.owner_named_by_id).first()
    consultants = members.filter(role=Membership.Role.CONSULTANT)
    administrators = members.filter(role=Membership.Role.ADMINISTRATOR)
    found = named or consultants.first() or administrators.first()
    return found.user if found else None
