"""What the clock does to waves and drafts."""

from datetime import datetime, timedelta

from django.db.models import Q

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


def delete_stale_drafts(*, now: datetime) -> None:
    """Forget drafts nobody came back to for two weeks."""
    forgotten = Q(seen_on__lt=(now - FORGOTTEN_AFTER).date())
    # A page saved in the very moment of sealing may have come in behind it.
    Draft.objects.filter(forgotten | Q(wave__state=Wave.State.SEALED)).delete()
