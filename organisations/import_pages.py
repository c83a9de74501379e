"""Pages by which a roster file comes in: handing it in, the preview, and what became of it."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from organisations import services
from organisations.access import Level, organisation_for, roster_import_for, signed_in_user
from organisations.import_forms import RosterDecisionForm, RosterFileForm
from organisations.models import RosterImport

MOST_RECENT = 5


@login_required
def roster_import(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Hand in a roster file; the next page shows what it would do."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    form = RosterFileForm(request.POST or None, request.FILES or None, label=_("Roster file"))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        uploaded = services.upload_roster(
            organisation=organisation,
            user=signed_in_user(request),
            file=file,
            filename=file.name,
            now=timezone.now(),
        )
        return redirect("organisations:roster_preview", uploaded.pk)
    imports = RosterImport.objects.filter(organisation=organisation).defer("content")
    context = {
        "organisation": organisation,
        "form": form,
        "recent": imports.order_by("-asked_at")[:MOST_RECENT],
    }
    return render(request, "organisations/roster_import.html", context)


@login_required
def roster_preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What a roster file would change, what is wrong with it, or what it has changed."""
    waiting = roster_import_for(request, pk)
    form = _decision_form(request, waiting)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            _decide(request, waiting, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("organisations:roster_preview", pk)
    context = {"organisation": waiting.organisation, "waiting": waiting, "form": form}
    return render(request, "organisations/roster_preview.html", context)


def _decision_form(request: HttpRequest, waiting: RosterImport) -> RosterDecisionForm | None:
    """Return the form of a file that may be imported; None of any other."""
    if waiting.preview is None or not waiting.waits_for_decision:
        return None
    missing = "leave" if waiting.removes_missing else "stay"
    return RosterDecisionForm(
        request.POST or None,
        columns=waiting.preview["other_columns"],
        gone=waiting.preview["counts"]["gone"],
        initial={"columns": waiting.columns, "missing": missing},
    )


def _decide(request: HttpRequest, waiting: RosterImport, chosen: dict[str, Any]) -> None:
    """Let a worker import the file, or look at it again."""
    columns = chosen.get("columns", [])
    if "again" in request.POST:
        services.preview_roster_again(roster_import=waiting, columns=columns)
        return
    services.import_roster(
        roster_import=waiting,
        user=signed_in_user(request),
        columns=columns,
        removes_missing=chosen.get("missing") == "leave",
        now=timezone.now(),
    )


@login_required
def roster_progress(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far a worker is with a file; asks the browser for the page once it is through."""
    waiting = roster_import_for(request, pk)
    if waiting.is_pending:
        return render(request, "organisations/_roster_progress.html", {"waiting": waiting})
    if request.headers.get("HX-Request"):
        return HttpResponseClientRefresh()
    return redirect("organisations:roster_preview", pk)


@login_required
@require_POST
def roster_discard(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Forget a file that is not to be imported, or the numbers of one that was."""
    waiting = roster_import_for(request, pk)
    try:
        services.discard_roster(roster_import=waiting)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("organisations:roster_preview", pk)
    messages.success(request, _("“%(name)s” is deleted here.") % {"name": waiting.filename})
    return redirect("organisations:roster_import", waiting.organisation_id)
