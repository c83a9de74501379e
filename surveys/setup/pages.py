"""The steps of a wave's setup: each saves, and can be left and taken up again."""

import uuid
from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from organisations.access import Level
from surveys import services
from surveys.access import wave_for
from surveys.forms import AskedForm, DatesForm, GroupsForm, TargetsForm, aims_of
from surveys.framework.own_questions import wave_framework
from surveys.framework.pinned import pinned_framework
from surveys.models import Wave
from surveys.setup import foreseeing, planning
from surveys.setup.checklist import Step
from surveys.setup.pulse_pages import pulse_asked
from surveys.setup.steps import lengths, setup_context


def _wave(request: HttpRequest, pk: uuid.UUID) -> Wave:
    """Return a wave in preparation that the user may set up."""
    wave = wave_for(request, pk, Level.CONSULT)
    if not wave.is_draft:
        raise Http404(_("This wave has been opened; its setup is frozen."))
    return wave


def _full_wave(request: HttpRequest, pk: uuid.UUID) -> Wave:
    """Return one of which it can be set up what a pulse takes from the wave it follows."""
    wave = _wave(request, pk)
    if wave.is_pulse:
        raise Http404(
            _("A pulse asks a part of the wave it follows; there is nothing to set here.")
        )
    return wave


def _save(form: BaseForm, save: Callable[[], None]) -> bool:
    """Save what a valid form says; what the service refuses is said in the form."""
    try:
        save()
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


@login_required
def setup_asked(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Step 1: who is asked what, and how long that takes."""
    wave = _wave(request, pk)
    if wave.is_pulse:
        return pulse_asked(request, wave)
    shared = setup_context(wave, Step.ASKED)
    framework = pinned_framework(wave.assessment)
    form = AskedForm(request.POST or None, framework=framework, wave=wave)
    if request.method == "POST" and form.is_valid():
        audiences, left_out = form.cleaned_data["audiences"], form.left_out
        if "recalculate" not in request.POST and _save(
            form,
            lambda: services.choose_asked(
                wave=wave,
                audiences=audiences,
                left_out=left_out,
                asks_network=form.wants_network,
                network_level=form.level,
            ),
        ):
            return redirect("surveys:setup_targets", wave.pk)
    context = {
        **shared,
        "form": form,
        "framework": framework,
        "lengths": _lengths(wave, form),
        "questions": wave.own_questions.order_by("number"),
    }
    return render(request, "surveys/setup/asked.html", context)


@login_required
@require_GET
def setup_minutes(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How long the questionnaires are with the choices made so far; nothing is saved."""
    wave = _full_wave(request, pk)
    form = AskedForm(request.GET, framework=pinned_framework(wave.assessment), wave=wave)
    return render(request, "surveys/setup/_minutes.html", {"lengths": _lengths(wave, form)})


def _lengths(wave: Wave, form: AskedForm) -> list[dict[str, object]]:
    """Return how long each audience needs; by what a form says if it is valid."""
    chosen = Wave(pk=wave.pk, assessment=wave.assessment)
    chosen.audiences, chosen.left_out = wave.audiences, wave.left_out
    chosen.asks_network, chosen.network_level = wave.asks_network, wave.network_level
    if form.is_bound and form.is_valid():
        chosen.audiences, chosen.left_out = form.cleaned_data["audiences"], form.left_out
        chosen.asks_network, chosen.network_level = form.wants_network, form.level
    elif form.is_bound:
        return []
    return lengths(wave_framework(chosen))


@login_required
def setup_targets(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Step 2: where management wants to be, and why."""
    wave = _full_wave(request, pk)
    assessment = wave.assessment
    form = TargetsForm(
        request.POST or None,
        framework=pinned_framework(assessment),
        saved=aims_of(assessment),
        label=_("Save and go on"),
    )
    if request.method == "POST" and form.is_valid():
        services.change_targets(assessment=assessment, **form.aims)
        return redirect("surveys:setup_groups", wave.pk)
    return render(
        request, "surveys/setup/targets.html", {**setup_context(wave, Step.TARGETS), "form": form}
    )


@login_required
def setup_groups(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Step 3: from how many people on something is shown, and what that will be."""
    wave = _wave(request, pk)
    # Before the form writes into the row what may be refused.
    shared = setup_context(wave, Step.GROUPS)
    form = GroupsForm(request.POST or None, instance=wave)
    if (
        request.method == "POST"
        and form.is_valid()
        and _save(form, lambda: services.lay_down_groups(wave=wave, **form.cleaned_data))
    ):
        return redirect("surveys:setup_dates", wave.pk)
    context = {
        **shared,
        "form": form,
        "plan": foreseeing.plan_of(wave) if not form.is_bound else None,
    }
    return render(request, "surveys/setup/groups.html", context)


@login_required
def setup_dates(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Step 4: until when, with which reminders, and whom respondents may ask."""
    wave = _wave(request, pk)
    now = timezone.now()
    today = wave.assessment.organisation.today(now)
    # Before the form writes into the row what may be refused.
    shared = {
        **setup_context(wave, Step.DATES),
        "proposed": planning.proposed_reminders(today, wave.closes_on),
    }
    form = DatesForm(
        request.POST or None,
        instance=wave,
        today=today,
        reminders=list(wave.reminders.order_by("number").values_list("due_on", flat=True)),
    )
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in form.Meta.fields}
        if _save(
            form,
            lambda: services.plan_dates(wave=wave, reminders=form.reminders, now=now, **given),
        ):
            return redirect("surveys:letters", wave.pk)
    return render(request, "surveys/setup/dates.html", {**shared, "form": form})
