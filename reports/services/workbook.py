"""The assessor's workbook."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organisations.records import Act, note
from reports.models import RoadmapRating
from surveys.models import Wave


def rate_roadmap(
    *, wave: Wave, ratings: Mapping[str, int | None], notes: Mapping[str, str]
) -> None:
    """Keep the assessor's ratings and notes, by item; raises ValidationError once sealed."""
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=wave.pk)
        if wave.is_sealed:
            raise ValidationError(_("The wave is sealed; its ratings cannot be changed."))
        if wave.is_discarded:
            raise ValidationError(_("The wave is over; its ratings cannot be changed."))
        for item, rating in ratings.items():
            RoadmapRating.objects.update_or_create(
                wave=wave, item=item, defaults={"rating": rating, "note": notes.get(item, "")}
            )
        note(Act.RATED, wave, organisation=wave.assessment.organisation)
