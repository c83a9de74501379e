"""How fast letters go out: a number a minute for the whole site, however many workers there are.

They go in batches. A batch reserves the time its letters take at that rate before it begins, and
no other batch begins before that time is over. The times are on the mailings themselves.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from organisations.jobs import Job
from surveys.models import Mailing

MOST_LETTERS = 200
# A batch takes some ten seconds at the rate that is set.
BATCHES_A_MINUTE = 6
# At one letter a minute.
LONGEST_TURN = timedelta(minutes=1)
# After how many minutes a server that cannot take letters is tried again.
BACKOFF = (1, 5, 15, 60, 240)


@dataclass(frozen=True)
class Turn:
    """How many letters may go now, and when the next batch may begin; none before that."""

    letters: int
    until: datetime


def take_turn(mailing: Mailing, *, now: datetime) -> Turn:
    """Reserve the time of a batch; no letters if another mailing has reserved it."""
    rate: int = settings.MAIL_PER_MINUTE
    if not rate:
        return Turn(MOST_LETTERS, now)
    letters = max(1, min(MOST_LETTERS, rate // BATCHES_A_MINUTE))
    with transaction.atomic():
        # Whoever is about to take a turn holds the mailings in progress, its own among them.
        running = Mailing.objects.select_for_update().filter(state=Job.State.RUNNING)
        list(running.order_by("pk").values_list("pk"))
        # What lies further off is no turn but a mailing that waits for its server.
        turns = Mailing.objects.filter(not_before__lte=now + LONGEST_TURN)
        reserved: datetime | None = turns.aggregate(last=Max("not_before"))["last"]
        if reserved is not None and reserved > now:
            return Turn(0, reserved)
        until = now + timedelta(minutes=letters / rate)
        Mailing.objects.filter(pk=mailing.pk).update(not_before=until)
    return Turn(letters, until)


def later(mailing: Mailing, *, now: datetime) -> datetime | None:
    """Return when a mailing whose letters were not taken tries again; None to give it up."""
    if mailing.tries >= len(BACKOFF):
        return None
    return now + timedelta(minutes=BACKOFF[mailing.tries])
