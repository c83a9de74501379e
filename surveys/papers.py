"""What can be printed or handed out about a wave and about a person on the roster."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from organisations.access import Level, organisation_for
from surveys.access import wave_for
from surveys.collecting import FORGOTTEN_AFTER
from surveys.privacy.sheet import sheet_of
from surveys.respond.rights import held_about


@login_required
@require_GET
def sheet(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What a wave does with people's answers, for the works council; to be printed."""
    wave = wave_for(request, pk, Level.COORDINATE)
    organisation = wave.assessment.organisation
    context = {
        "wave": wave,
        "organisation": organisation,
        "sheet": sheet_of(wave),
        "days_kept": FORGOTTEN_AFTER.days,
        "today": organisation.today(timezone.now()),
    }
    return render(request, "surveys/sheet.html", context)


@login_required
@require_GET
def person_held(request: HttpRequest, pk: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """Everything kept under a person's name, as a file."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    found = get_object_or_404(organisation.people, pk=person)
    response = JsonResponse(
        held_about(found), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    response["Content-Disposition"] = 'attachment; filename="held.json"'
    response["Cache-Control"] = "no-store, private"
    return response
