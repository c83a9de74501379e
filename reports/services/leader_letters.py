"""Having letters written to a client's leaders."""

from datetime import datetime

from django.db import transaction

from organisations.jobs import Job, ring
from organisations.models import User
from organisations.records import Act, note
from reports import tasks
from reports.leader_letters import leaders_of
from reports.models import Edition, LeaderLetter

Kind = LeaderLetter.Kind


def tell_of_release(edition: Edition, *, now: datetime) -> None:
    """Queue a letter to every leader, in the caller's transaction."""
    _queue(edition, Kind.RELEASED, set(leaders_of(edition)), now)


def tell_of_withdrawal(edition: Edition, *, now: datetime) -> None:
    """Queue a letter to those who were told of the release, or could read it without being told.

    Where there was no report yet, whoever was not told yet is not written to at all. In the
    caller's transaction.
    """
    letters = edition.letters.filter(kind=Kind.RELEASED)
    untold = letters.filter(state=Job.State.QUEUED)
    if not edition.reports.filter(kind="pdf", is_final=True, state=Job.State.DONE).exists():
        untold.delete()
    users = {letter.user for letter in letters.select_related("user")}
    untold.delete()
    _queue(edition, Kind.WITHDRAWN, users, now)


def forget_untold(edition: Edition) -> None:
    """Write of an edition's release to nobody who was not told yet: another takes its place."""
    edition.letters.filter(kind=Kind.RELEASED, state=Job.State.QUEUED).delete()


def _queue(edition: Edition, kind: LeaderLetter.Kind, users: set[User], now: datetime) -> None:
    letters = LeaderLetter.objects.bulk_create(
        LeaderLetter(edition=edition, user=user, kind=kind, asked_at=now) for user in users
    )
    for letter in letters:
        ring(tasks.write_to_leader, letter.pk)


def retry_letters(*, edition: Edition) -> int:
    """Try the letters of an edition that failed again; return how many there were.

    Once it is withdrawn nobody is told of its release any more.
    """
    kind = Kind.WITHDRAWN if edition.is_withdrawn else Kind.RELEASED
    with transaction.atomic():
        failed = [each for each in edition.letters.filter(kind=kind) if each.retry()]
        for letter in failed:
            ring(tasks.write_to_leader, letter.pk)
        if failed:
            organisation = edition.result.wave.assessment.organisation
            note(Act.MAILED, edition, organisation=organisation)
    return len(failed)
