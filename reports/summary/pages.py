"""The consultant's pages about what everybody who was asked is told."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.access import signed_in_user
from organisations.confirming import Question, ask
from reports import services
from reports.access import result_for
from reports.editions.forms import sent
from reports.editions.working import content_of
from reports.models import RELEASED, Result, Summary
from reports.summary.forms import PublishForm, SummaryForm
from reports.summary.showing import colour_sheet, logo_file, show
from surveys import queries


@login_required
def summary(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What is said beside the result, who can read it, and how its mail is doing."""
    result = result_for(request, pk)
    kept = _kept(result)
    written = {"words": kept.words, "tells_actions": kept.tells_actions}
    form = SummaryForm(sent(request), initial=written)
    if result.wave.is_pulse:
        # It has no plan of its own.
        del form.fields["tells_actions"]
    if request.method == "POST" and form.is_valid():
        services.write_summary(result=result, **{**written, **form.cleaned_data})
        messages.success(request, _("Saved."))
        return redirect("reports:summary_preview", result.wave_id)
    context = {
        **_context(result),
        **_mailing(result),
        "form": form,
        "summary": kept,
        "page": f"{settings.SITE_URL}{reverse('results:page', args=[kept.token])}",
        "is_released": result.editions.filter(RELEASED).exists(),
    }
    return render(request, "reports/summary/summary.html", context)


@login_required
def summary_progress(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How the mail is doing, fetched again while it goes out."""
    result = result_for(request, pk)
    context = {**_context(result), **_mailing(result)}
    return render(request, "reports/summary/_mailing.html", context)


@login_required
def summary_preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The page as everybody will see it, with what was written so far."""
    result = result_for(request, pk)
    kept = _kept(result)
    return show(
        request,
        kept,
        content_of(result),
        colour=reverse("reports:summary_colour", args=[result.wave_id]),
        logo=reverse("reports:summary_logo", args=[result.wave_id]),
        back=reverse("reports:summary", args=[result.wave_id]),
    )


@login_required
def summary_colour(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The colour of that page."""
    return colour_sheet(result_for(request, pk).wave.assessment.organisation)


@login_required
def summary_logo(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The logo on that page."""
    return logo_file(result_for(request, pk).wave.assessment.organisation)


@login_required
def summary_publish(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say what it means, then let everybody read the page and write to them."""
    result = result_for(request, pk)
    form = PublishForm(sent(request), initial={"is_mailed": True})
    if not result.wave.invitations.exists():
        del form.fields["is_mailed"]
    if request.method == "POST" and form.is_valid():
        is_mailed = form.cleaned_data.get("is_mailed", False)
        user, now = signed_in_user(request), timezone.now()
        try:
            services.publish_summary(result=result, is_mailed=is_mailed, user=user, now=now)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            text = _("The page is published, and its address goes out to everybody invited.")
            messages.success(request, text if is_mailed else _("The page is published."))
        return redirect("reports:summary", result.wave_id)
    return ask(request, _asked_to_publish(result), _context(result), form=form)


def _asked_to_publish(result: Result) -> Question:
    means = [
        _("Whoever has the address can read the page, without signing in: look at it first."),
        _("This site does not record who opens it."),
    ]
    if result.wave.invitations.exists():
        means += [
            _("Nobody gets the letter twice, and nobody who wants no e-mail gets it."),
            _("Letters that are sent cannot be called back."),
        ]
    else:
        means += [
            _(
                "The list of those who were invited has been deleted, so nobody is written to. "
                "Give them the address in another way."
            )
        ]
    return Question(
        _("Publish the results for everybody who was asked?"),
        means=means,
        yes=_("Yes, publish them"),
        no=_("Not yet"),
        back=reverse("reports:summary", args=[result.wave_id]),
        is_loss=False,
    )


def _kept(result: Result) -> Summary:
    """Return what is kept of the page; a new one, not kept yet, where nothing was written."""
    found = Summary.objects.filter(result=result).select_related("edition").first()
    return found or Summary(result=result)


def _context(result: Result) -> dict[str, object]:
    return {"wave": result.wave, "organisation": result.wave.assessment.organisation}


def _mailing(result: Result) -> dict[str, object]:
    """Return how the letters are doing; no numbers once nobody knows who was invited."""
    wave = result.wave
    return {
        "mail": queries.results_counts(wave) if wave.invitations.exists() else None,
        "mailing": wave.mailings.of_results().order_by("-asked_at").first(),
    }
