"""Telling everybody who was asked what came out."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.models import User
from organisations.records import Act, note
from reports.models import RELEASED, Edition, Result, Summary
from surveys.models import Wave
from surveys.services import send_results, stop_results


def write_summary(*, result: Result, words: str, tells_actions: bool) -> Summary:
    """Write what the page says beside the result; one that is published says it at once."""
    values = {"words": words.strip(), "tells_actions": tells_actions}
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=result.wave_id)
        summary, _is_new = Summary.objects.get_or_create(result=result)
        changed = [name for name, value in values.items() if getattr(summary, name) != value]
        for name in changed:
            setattr(summary, name, values[name])
        if changed:
            summary.save(update_fields=changed)
            note(Act.CHANGED, summary, organisation=wave.assessment.organisation, fields=changed)
    return summary


def publish_summary(*, result: Result, is_mailed: bool, user: User, now: datetime) -> Summary:
    """Let everybody who has the address read the released edition's page, and write to them.

    Raises ValidationError where no edition is released, and where it is to be mailed and the list
    of the invited is gone.
    """
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=result.wave_id)
        edition = result.editions.filter(RELEASED).first()
        if edition is None:
            raise ValidationError(
                _("No edition is released, so there is nothing to tell. Release the report first.")
            )
        summary, _is_new = Summary.objects.get_or_create(result=result)
        if summary.edition != edition:
            _tell(summary, edition, now=now)
            note(Act.RELEASED, summary, organisation=wave.assessment.organisation)
        if is_mailed:
            _mail(summary, wave, user=user, now=now)
    return summary


def follow_release(edition: Edition, *, now: datetime) -> None:
    """Let a page that can be read tell what takes the place of what it told.

    In the transaction of the release.
    """
    summary = Summary.objects.filter(result=edition.result).select_related("edition").first()
    if summary and summary.edition and not summary.edition.is_withdrawn:
        _tell(summary, edition, now=now)


def close_summary(edition: Edition) -> None:
    """Write to nobody else about a page whose edition is withdrawn; it says so by itself."""
    stop_results(wave=edition.result.wave)


def _tell(summary: Summary, edition: Edition, *, now: datetime) -> None:
    summary.edition = edition
    summary.published_at = summary.published_at or now
    summary.save(update_fields=["edition", "published_at"])


def _mail(summary: Summary, wave: Wave, *, user: User, now: datetime) -> None:
    send_results(
        wave=wave, address=reverse("results:page", args=[summary.token]), user=user, now=now
    )
    summary.mailed_at = summary.mailed_at or now
    summary.save(update_fields=["mailed_at"])
