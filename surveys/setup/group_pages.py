"""Which groups of a wave would be shown, before anybody has answered."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from organisations.access import Level
from surveys.access import wave_for
from surveys.setup.foreseeing import DONT_KNOW_SHARE, plan_of


@login_required
@require_GET
def groups(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Foresee at some response rates which departments and attributes would be shown."""
    wave = wave_for(request, pk, Level.CONSULT)
    if wave.is_sealed or wave.is_discarded:
        raise Http404(_("This wave is over; its result says which groups are shown."))
    context = {
        "wave": wave,
        "organisation": wave.assessment.organisation,
        "plan": plan_of(wave),
        "dont_know_percent": round(100 * DONT_KNOW_SHARE),
    }
    return render(request, "surveys/groups.html", context)
