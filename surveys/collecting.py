"""What the clock does to waves and drafts."""

from datetime import datetime, timedelta

from django.db.models import Q

from maturity.disclosure import rounded_response_rate
from surveys.models import Draft, Wave

FORGOTTEN_AFTER = timedelta(days=14)


def close_overdue(*, now: datetime) -> None:
    """Close every open wave whose last day is over where its organisation is."""
    for wave in Wave.objects.filter(state=Wave.State.OPEN).select_related(
        "assessment__organisation"
    ):
        if wave.assessment.organisation.today(now) > wave.closes_on:
            Wave.objects.filter(pk=wave.pk, state=Wave.State.OPEN, closes_on=wave.closes_on).update(
                state=Wave.State.CLOSED, closed_at=now
            )


def count_responses(*, now: datetime) -> None:
    """Count how many have answered, at most once a day in each wave that is not sealed.

    The only number about answers that exists before the seal: of the whole organisation, in
    steps of 5%. A number that moved at once would tell who has just answered.
    """
    collecting = Wave.objects.filter(state__in=[Wave.State.OPEN, Wave.State.CLOSED])
    for wave in collecting.select_related("assessment__organisation"):
        today = wave.assessment.organisation.today(now)
        if wave.counted_on is None or wave.counted_on < today:
            # Everybody who was ever invited: were leavers taken out, removing people one by one
            # would move the steps and tell the exact number of ballots.
            rate = rounded_response_rate(wave.ballots.count(), wave.invitations.count())
            collecting.filter(pk=wave.pk, counted_on=wave.counted_on).update(
                response_rate=rate or "", counted_on=today
            )


def discard(wave: Wave, *, now: datetime) -> None:
    """End a wave without a result; see ``end``."""
    end(wave, Wave.State.DISCARDED, now=now)


def end(wave: Wave, state: Wave.State, *, now: datetime) -> None:
    """End a wave for good: erase its ballots and its secret, in the caller's transaction.

    What is left of them on the disk is for storage.erase_free_space.
    """
    wave.ballots.all().delete()
    wave.drafts.all().delete()
    wave.salt = None
    wave.key_check = ""
    wave.seal_asked = False
    wave.state = state
    wave.sealed_at = now
    wave.save(update_fields=["salt", "key_check", "seal_asked", "state", "sealed_at"])


def delete_stale_drafts(*, now: datetime) -> None:
    """Forget drafts nobody came back to for two weeks."""
    forgotten = Q(seen_on__lt=(now - FORGOTTEN_AFTER).date())
    # A page saved in the very moment of sealing may have come in behind it.
    is_over = Q(wave__state__in=[Wave.State.SEALED, Wave.State.DISCARDED])
    Draft.objects.filter(forgotten | is_over).delete()
