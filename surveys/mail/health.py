"""How a wave's mail is doing, as the people who run it may see it: nothing tells who answered."""

from datetime import datetime
from typing import Any

from organisations.models import MailStop, Person
from surveys import queries
from surveys.mail import reminding
from surveys.models import Invitation, Wave

MOST_LISTED = 20


def mail_health(wave: Wave, *, now: datetime) -> dict[str, Any]:
    """Return what ``surveys/_mailing.html`` shows.

    ``mailing`` is the last sending of invitations and ``reminders`` are those planned and done,
    with no number of letters: it would be that of the people who have not answered. ``hindrance``
    says why none can be sent now, ``dead`` counts people whose address does not work.
    """
    standing = wave.invitations.standing().filter(person__isnull=False)
    refused = standing.filter(mail=Invitation.Mail.REFUSED).select_related("person")
    asked = Person.objects.filter(invitations__in=standing)
    unwanted = asked.filter(mail_stop__in=[MailStop.COMPLAINED, MailStop.UNSUBSCRIBED])
    return {
        "wave": wave,
        "mail": queries.mail_counts(wave),
        "mailing": wave.mailings.of_invitations().order_by("-asked_at").first(),
        "refused": refused.order_by("person__name")[:MOST_LISTED],
        "dead": asked.filter(mail_stop=MailStop.BOUNCED).count(),
        "unwanted": unwanted.count(),
        "reminders": list(wave.reminders.select_related("mailing").order_by("number")),
        "hindrance": reminding.hindrance(wave, now=now),
        "is_sending": wave.mailings.filter(state__in=["queued", "running"]).exists(),
        "may_go_on": wave.mailings.interrupted_rounds().exists(),
    }
