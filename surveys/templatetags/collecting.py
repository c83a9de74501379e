"""Whether a client collects answers, for pages that know of no wave."""

from django import template
from django.db.models import QuerySet

from organisations.models import Organisation
from surveys.models import Wave

register = template.Library()


@register.simple_tag
def open_waves(organisation: Organisation) -> QuerySet[Wave]:
    """Return a client's open waves with their assessments, by name."""
    waves = Wave.objects.filter(assessment__organisation=organisation, state=Wave.State.OPEN)
    return waves.select_related("assessment").order_by("assessment__name", "name")
