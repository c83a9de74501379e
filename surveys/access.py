"""Who may do what with an assessment or a wave; rests on the organisation's access."""

import uuid

from django.http import HttpRequest

from organisations.access import Level, check_role, outsider, signed_in_user
from surveys.models import Assessment, Wave


def assessment_for(request: HttpRequest, pk: uuid.UUID, level: Level) -> Assessment:
    """Return an assessment the request's user may act on at this level."""
    assessment = Assessment.objects.filter(pk=pk).select_related("organisation").first()
    if assessment is None:
        outsider()
    check_role(signed_in_user(request), assessment.organisation, level)
    return assessment


def wave_for(request: HttpRequest, pk: uuid.UUID, level: Level) -> Wave:
    """Return a wave the request's user may act on at this level."""
    wave = Wave.objects.filter(pk=pk).select_related("assessment__organisation__firm").first()
    if wave is None:
        outsider()
    check_role(signed_in_user(request), wave.assessment.organisation, level)
    return wave
