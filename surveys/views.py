"""The consultant's and coordinator's pages about assessments and waves."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maturity.disclosure import SMALLEST_GROUP_FLOOR
from maturity.framework import FrameworkError
from organisations.access import Level, can, organisation_for, signed_in_user
from organisations.confirming import Question, ask
from organisations.tables import respond
from surveys import queries, services
from surveys.access import assessment_for, wave_for
from surveys.forms import AssessmentForm, ExtendForm, LastDayForm, TargetsForm, WaveForm, aims_of
from surveys.framework import library
from surveys.framework.own_questions import asked_again
from surveys.framework.pinned import pinned_framework
from surveys.mail.health import mail_health
from surveys.models import Wave
from surveys.next_step import standing_of
from surveys.privacy import ballots, keys
from surveys.setup import launching, planning
from surveys.setup.checklist import Step, obstacle
from surveys.setup.steps import setup_context
from surveys.wave_tables import WaveFilters, WaveTable

# The newest ones, on a client's desk; all waves are on a list of their own.
MOST_ASSESSMENTS = 5


@login_required
def organisation_detail(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A client's desk: roster, assessments, people with access."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    now, may_consult = timezone.now(), can(signed_in_user(request), organisation, Level.CONSULT)
    waves = Wave.objects.running().filter(assessment__organisation=organisation)
    assessments = organisation.assessments.prefetch_related("waves").order_by("-created_at")
    context = {
        "organisation": organisation,
        "running": [
            standing_of(wave, now=now, may_consult=may_consult)
            for wave in waves.select_related("assessment__organisation")
        ],
        "assessments": assessments[:MOST_ASSESSMENTS],
        "assessment_count": assessments.count(),
        "people": organisation.people.present().count(),
        "units": organisation.units.count(),
        "may_consult": may_consult,
    }
    return render(request, "surveys/organisation_detail.html", context)


@login_required
def waves(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All waves of a client, those opened last first."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    return respond(
        request,
        WaveTable,
        Wave.objects.filter(assessment__organisation=organisation)
        .select_related("assessment", "pulse_of")
        .order_by(F("opened_at").desc(nulls_first=True), "name"),
        filters=WaveFilters,
        organisation=organisation,
        template="surveys/waves.html",
        context={"organisation": organisation},
    )


@login_required
def assessment_create(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A new assessment; its framework is pinned here."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    offered = library.offered()
    if not offered:
        raise FrameworkError(
            _("No maturity model of this site is published, so there is none to use.")
        )
    framework = next((f for f in offered if f.key == request.GET.get("framework")), offered[0])
    form = AssessmentForm(
        request.POST or None,
        organisation_id=organisation.pk,
    )
    if request.method == "POST" and form.is_valid():
        assessment = services.create_assessment(
            organisation=organisation,
            name=form.cleaned_data["name"],
            framework=framework,
            targets={},
            target_step="",
            now=timezone.now(),
        )
        return redirect("surveys:wave_create", assessment.pk)
    context = {
        "organisation": organisation,
        "form": form,
        "framework": framework,
        "others": [other for other in offered if other.key != framework.key],
    }
    return render(request, "surveys/assessment_create.html", context)


@login_required
def targets(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Change what management aims at."""
    assessment = assessment_for(request, pk, Level.CONSULT)
    framework = pinned_framework(assessment)
    form = TargetsForm(
        request.POST or None,
        framework=framework,
        saved=aims_of(assessment),
        label=_("Save targets"),
    )
    if request.method == "POST" and form.is_valid():
        services.change_targets(assessment=assessment, **form.aims)
        messages.success(request, _("The targets are saved."))
        return redirect("surveys:organisation_detail", assessment.organisation_id)
    return render(request, "surveys/targets.html", {"assessment": assessment, "form": form})


@login_required
def wave_create(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A new wave with sensible defaults, not open yet; the steps of its setup come next."""
    assessment = assessment_for(request, pk, Level.CONSULT)
    user = signed_in_user(request)
    form = WaveForm(request.POST or None, instance=Wave(assessment=assessment))
    if request.method == "POST" and form.is_valid():
        today = assessment.organisation.today(timezone.now())
        closes_on = today + timedelta(days=planning.DAYS_TO_ANSWER)
        wave = services.create_wave(
            assessment=assessment,
            **form.cleaned_data,
            asks_network=True,
            closes_on=closes_on,
            reminders=planning.proposed_reminders(today, closes_on),
            smallest_group=SMALLEST_GROUP_FLOOR,
            contact_name=user.name,
            contact_email=user.email,
        )
        return redirect("surveys:setup_asked", wave.pk)
    return render(request, "surveys/wave_create.html", {"assessment": assessment, "form": form})


@login_required
def wave_detail(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Where a wave stands and what can be done next."""
    wave = wave_for(request, pk, Level.COORDINATE)
    organisation = wave.assessment.organisation
    may_consult = can(signed_in_user(request), organisation, Level.CONSULT)
    standing = standing_of(wave, now=timezone.now(), may_consult=may_consult)
    context = {
        "wave": wave,
        "organisation": organisation,
        "may_consult": may_consult,
        "next_step": standing.next_step,
        "days_left": standing.days_left,
        "last_day_form": LastDayForm(initial={"closes_on": wave.closes_on}),
        "extend_form": ExtendForm(),
        "reach": launching.reach(wave),
        "too_few": launching.too_few(wave) if wave.is_draft else {},
        "is_counted": queries.is_counted(wave),
        "pulses": wave.pulses.order_by("opened_at", "name"),
        "pulse_obstacle": obstacle(wave),
        "asked_again": asked_again(wave) if wave.is_pulse else [],
        "key_problem": _key_problem(wave),
        "key_place": key_place(),
        **mail_health(wave, now=timezone.now()),
        **(setup_context(wave, Step.CHECK) if wave.is_draft else {}),
    }
    return render(request, "surveys/wave_detail.html", context)


def _key_problem(wave: Wave) -> str:
    """Return what to do where a collecting wave's key is lost; nothing where it is there."""
    if not (wave.is_open or wave.is_closed):
        return ""
    try:
        ballots.wave_key(wave)
    except keys.KeyMissing as error:
        return str(error)
    return ""


def key_place() -> str:
    """Return where an administrator finds the key that new waves are opened with."""
    if settings.KEEPS_RESPONDENT_KEY:
        return _("It lies on the server, in the file secrets/respondent-key of the site's data.")
    return _("It is the first one in the server's setting RESPONDENT_KEY.")


@login_required
def wave_open(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Open a wave: from here on its settings are frozen."""
    wave = wave_for(request, pk, Level.CONSULT)
    if request.method != "POST":
        question = Question(
            _("Open “%(name)s”?") % {"name": wave},
            means=[
                _(
                    "The questions, the departments, who is asked and how numbers are computed are "
                    "frozen as they are now. None of it can be changed afterwards."
                ),
                _(
                    "Every link works from then on. Nobody is written to before you send the "
                    "invitations."
                ),
            ],
            yes=_("Yes, open it"),
            is_loss=False,
            back=reverse("surveys:wave_detail", args=[wave.pk]),
        )
        return ask(request, question, {"organisation": wave.assessment.organisation, "wave": wave})
    return _act(
        request,
        wave,
        lambda: services.open_wave(wave=wave, now=timezone.now()),
        _("The wave is open. Send the invitations next."),
    )


@login_required
@require_POST
def wave_extend(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Collect for longer."""
    wave = wave_for(request, pk, Level.CONSULT)
    form = ExtendForm(request.POST)

    def extend() -> None:
        if not form.is_valid():
            raise ValidationError(_("Give the last day, and the reminder’s if you like, as dates."))
        services.extend_wave(wave=wave, now=timezone.now(), **form.cleaned_data)

    return _act(request, wave, extend, _("The wave stays open for longer."))


@login_required
@require_POST
def wave_close(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Stop collecting."""
    wave = wave_for(request, pk, Level.CONSULT)
    return _act(
        request,
        wave,
        lambda: services.close_wave(wave=wave, now=timezone.now()),
        _("The rehearsal is closed. Until you end it, it can be opened again.")
        if wave.is_rehearsal
        else _("The wave is closed. Until the seal it can be opened again."),
    )


@login_required
@require_POST
def wave_reopen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Collect again."""
    wave = wave_for(request, pk, Level.CONSULT)
    return _act(
        request,
        wave,
        lambda: services.reopen_wave(wave=wave, closes_on=_last_day(request), now=timezone.now()),
        _("The wave is open again; every link works as before."),
    )


def _last_day(request: HttpRequest) -> date:
    form = LastDayForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_("Give the last day to answer as a date."))
    day: date = form.cleaned_data["closes_on"]
    return day


def _act(
    request: HttpRequest, wave: Wave, act: Callable[[], object], done: str = ""
) -> HttpResponse:
    """Do something to a wave, say how it went, and go back to its page."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except FrameworkError as error:
        messages.error(request, str(error))
    else:
        if done:
            messages.success(request, done)
    return redirect("surveys:wave_detail", wave.pk)


@login_required
def person_remove(request: HttpRequest, pk: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """Take someone off the roster and end their links."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    leaver = get_object_or_404(organisation.people.present(), pk=person)
    if request.method != "POST":
        question = Question(
            _("Take %(name)s off the list?") % {"name": leaver},
            means=[
                _("Their links end. Unfinished answers behind them can no longer be opened."),
                _("An answer they have given stays; nobody can look it up on this site."),
                _("Back on the list, they are asked in waves opened from then on."),
            ],
            yes=_("Yes, take them off"),
            back=reverse("surveys:person", args=[organisation.pk, leaver.pk]),
        )
        return ask(request, question, {"organisation": organisation})
    today = organisation.today(timezone.now())
    services.remove_person(person=leaver, today=today)
    messages.success(request, _("%(name)s has left the roster.") % {"name": leaver.name})
    return redirect("organisations:roster", organisation.pk)
