"""What a mail provider reports about letters afterwards: addresses that do not exist, complaints.

Of a reminder only what people do themselves is taken up. That its letter came back, or was not even
tried, would tell that it was sent, and so that somebody had not answered.
"""

from collections.abc import Iterator
from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from organisations.models import MailStop, Person
from surveys.mail import reminding, results
from surveys.models import Invitation

Mail = Invitation.Mail

# Which reason may take the place of which: a wish outweighs an address that does not exist, which
# a corrected one would mend, and a complaint outweighs all.
STRENGTH = ["", MailStop.BOUNCED, MailStop.UNSUBSCRIBED, MailStop.COMPLAINED]
REPORTED = {
    EventType.BOUNCED: MailStop.BOUNCED,
    EventType.COMPLAINED: MailStop.COMPLAINED,
    EventType.UNSUBSCRIBED: MailStop.UNSUBSCRIBED,
}
# Why a provider did not even try.
REJECTED = {
    RejectReason.INVALID: MailStop.BOUNCED,
    RejectReason.BOUNCED: MailStop.BOUNCED,
    RejectReason.SPAM: MailStop.COMPLAINED,
    RejectReason.UNSUBSCRIBED: MailStop.UNSUBSCRIBED,
}
# How providers say that a letter came back for now: a full mailbox, a server that is down.
PASSING = {"soft_bounce", "softbounce", "activity.soft_bounced", "transient", "undetermined"}
# SparkPost's classes of letters that came back for good: "invalid recipient", "no RCPT".
FOR_GOOD = {"10", "30"}


def take_note(event: AnymailTrackingEvent) -> None:
    """Stop the mail to an address a provider reports, as far as this site has mailed it."""
    reason = _reason(event)
    if reason is None or not event.recipient:
        return
    is_delivery = event.event_type in {EventType.BOUNCED, EventType.REJECTED}
    tags = event.tags or []
    if is_delivery and reminding.TAG in tags:
        return
    if reason == MailStop.BOUNCED and _is_passing(event.esp_event):
        return
    with transaction.atomic():
        people = _mailed_at(event.recipient)
        weaker = STRENGTH[: STRENGTH.index(reason)]
        people.filter(mail_stop__in=weaker).update(mail_stop=reason)
        if reason == MailStop.BOUNCED:
            _note_returned(people, "results_mail" if results.TAG in tags else "mail")


def _note_returned(people: QuerySet[Person], field: str) -> None:
    """Note that the letters to somebody came back."""
    invitations = Invitation.objects.all()
    asked = invitations if field == "results_mail" else invitations.collecting()
    sent = asked.filter(person__in=people, **{f"{field}__in": [Mail.SENT, Mail.UNSURE]})
    problem = _("The provider says: address does not exist.")
    sent.update(**{field: Mail.REFUSED, f"{field}_problem": problem})


def _reason(event: AnymailTrackingEvent) -> MailStop | None:
    if event.event_type == EventType.REJECTED:
        return REJECTED.get(event.reject_reason)
    return REPORTED.get(event.event_type)


def _mailed_at(address: str) -> QuerySet[Person]:
    """Return everybody with an address, of those clients that had something mailed to it."""
    there = Person.objects.filter(email__iexact=address)
    out = [Mail.SENT, Mail.UNSURE, Mail.REFUSED]
    mailed = there.filter(Q(invitations__mail__in=out) | Q(invitations__results_mail__in=out))
    return there.filter(organisation__in=list(mailed.values_list("organisation", flat=True)))


def _is_passing(report: Any) -> bool:
    """Whether the provider's own words say that the address may work another time."""
    words = dict(_words(report))
    if words.get("bounce_class", "10") not in FOR_GOOD:
        return True
    return words.get("hard_bounce") == "false" or not PASSING.isdisjoint(
        words.get(name, "") for name in ("event", "type")
    )


def _words(report: Any) -> Iterator[tuple[str, str]]:
    """Yield the names and plain values of a report, of its parts first."""
    if not hasattr(report, "items"):
        return
    for value in report.values():
        yield from _words(value)
    for name, value in report.items():
        if isinstance(value, str | bool | int):
            yield str(name).lower(), str(value).lower()
