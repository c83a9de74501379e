"""Numbers about a wave that may be seen while it collects."""

from dataclasses import dataclass

from django.db.models import Count

from maturity.disclosure import rounded_response_rate
from surveys.models import Invitation, Wave


@dataclass(frozen=True)
class MailCounts:
    """How far the sending of invitations is."""

    invited: int
    sent: int
    waiting: int
    refused: int
    unsure: int
    no_address: int


def response_rate(wave: Wave) -> str | None:
    """Return the organisation-wide response rate in steps of 5%; None below 10 invited.

    The only number about answers that exists before the seal.
    """
    # Everybody who was ever invited: were leavers taken out, removing people one by one would
    # move the steps and tell the exact number of ballots.
    return rounded_response_rate(wave.ballots.count(), wave.invitations.count())


def mail_counts(wave: Wave) -> MailCounts:
    """Count a wave's invitations by what became of their mail."""
    counts = dict(wave.invitations.standing().values_list("mail").annotate(Count("pk")).order_by())
    mail = Invitation.Mail
    return MailCounts(
        invited=sum(counts.values()),
        sent=counts.get(mail.SENT, 0),
        waiting=counts.get(mail.WAITING, 0) + counts.get(mail.SENDING, 0),
        refused=counts.get(mail.REFUSED, 0),
        unsure=counts.get(mail.UNSURE, 0),
        no_address=counts.get(mail.NO_ADDRESS, 0),
    )
