"""Numbers about a wave that may be seen while it collects."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from organisations.models import Audience, Person
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
    unwanted: int


def is_counted(wave: Wave) -> bool:
    """Whether the response rate of a wave has been counted since it was opened."""
    if wave.counted_on is None or wave.opened_at is None:
        return False
    return wave.counted_on > wave.assessment.organisation.today(wave.opened_at)


def by_audience(people: QuerySet[Person] | QuerySet[Invitation]) -> dict[str, int]:
    """Return {audience's name: people}; audiences nobody belongs to are left out."""
    counts = dict(people.order_by().values_list("audience").annotate(Count("pk")))
    return {str(each.label): counts[each.value] for each in Audience if each.value in counts}


def mail_counts(wave: Wave) -> MailCounts:
    """Count a wave's invitations by what became of their mail."""
    return _counted(wave.invitations.standing(), "mail")


def results_counts(wave: Wave) -> MailCounts:
    """Count them by what became of the letters that say where the results can be read."""
    return _counted(wave.invitations.still_there(), "results_mail")


def _counted(invitations: QuerySet[Invitation], field: str) -> MailCounts:
    counts = dict(invitations.values_list(field).annotate(Count("pk")).order_by())
    mail = Invitation.Mail
    return MailCounts(
        invited=sum(counts.values()),
        sent=counts.get(mail.SENT, 0),
        waiting=counts.get(mail.WAITING, 0) + counts.get(mail.SENDING, 0),
        refused=counts.get(mail.REFUSED, 0),
        unsure=counts.get(mail.UNSURE, 0),
        no_address=counts.get(mail.NO_ADDRESS, 0),
        unwanted=counts.get(mail.UNWANTED, 0),
    )
