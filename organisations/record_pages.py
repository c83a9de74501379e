"""The page of what was done to a client's settings and lists."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from organisations.access import Level, organisation_for
from organisations.member_tables import RecordFilters, RecordTable
from organisations.tables import respond


@login_required
@require_safe
def records(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who did what and when, the latest first; to be read, sorted, searched and exported."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    return respond(
        request,
        RecordTable,
        organisation.records.order_by("-at"),
        filters=RecordFilters,
        organisation=organisation,
        template="organisations/records.html",
        context={"organisation": organisation},
    )
