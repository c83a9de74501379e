"""The pages on which a pulse is planned, and on which it is said what it asks."""

import uuid
from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from maturity.narrowing import MOST_PULSE_QUESTIONS
from organisations.access import Level
from surveys import services
from surveys.access import wave_for
from surveys.forms import PulseAskedForm, PulseForm
from surveys.framework.own_questions import asked_framework
from surveys.models import Wave
from surveys.setup import planning
from surveys.setup.checklist import Step, obstacle
from surveys.setup.steps import lengths, setup_context


@login_required
def pulse_create(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Plan a pulse after a sealed wave."""
    base = wave_for(request, pk, Level.CONSULT)
    if fault := obstacle(base):
        raise Http404(fault)
    now = timezone.now()
    today = base.assessment.organisation.today(now)
    form = PulseForm(
        request.POST or None,
        framework=asked_framework(base),
        wave=base,
        today=today,
        initial={"closes_on": today + timedelta(days=planning.DAYS_OF_PULSE)},
    )
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("name", "closes_on", "is_rehearsal")}
        try:
            wave = services.plan_pulse(base=base, now=now, **form.asked, **given)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("surveys:wave_detail", wave.pk)
    context = {
        "base": base,
        "organisation": base.assessment.organisation,
        "form": form,
        "most": MOST_PULSE_QUESTIONS,
    }
    return render(request, "surveys/pulse_create.html", context)


def pulse_asked(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Say what a pulse in preparation asks, and of whom: its first step."""
    shared = setup_context(wave, Step.ASKED)
    base = wave.pulse_of
    assert base is not None
    form = PulseAskedForm(request.POST or None, framework=asked_framework(base), wave=wave)
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_pulse(wave=wave, **form.asked)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("surveys:setup_groups", wave.pk)
    context = {
        **shared,
        "base": base,
        "form": form,
        "most": MOST_PULSE_QUESTIONS,
        "lengths": lengths(asked_framework(Wave.objects.get(pk=wave.pk))),
    }
    return render(request, "surveys/setup/pulse_asked.html", context)
