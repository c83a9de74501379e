"""The pages on which a client's plan is made and kept up."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisations.access import Level, can, organisation_for, signed_in_user
from reports.models import PlannedAction


@login_required
@require_safe
def board(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The plan as it stands; leaders meet what was planned on results they may read of."""
    organisation = organisation_for(request, pk, Level.READ)
    actions = PlannedAction.objects.filter(organisation=organisation)
    if not can(signed_in_user(request), organisation, Level.CONSULT):
        actions = actions.released()
    context = {"organisation": organisation, "actions": actions.order_by("planned_at")}
    return render(request, "reports/plan/board.html", context)
