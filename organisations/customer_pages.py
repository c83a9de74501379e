"""Pages by which files of customers come in: what they buy, and the complaints recorded."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from organisations import services
from organisations.access import (
    Level,
    customer_file_for,
    organisation_for,
    outsider,
    signed_in_user,
)
from organisations.confirming import Question, ask
from organisations.import_forms import AccountFileForm, CustomerFileForm
from organisations.models import CustomerFile, CustomerFileKind, Organisation

MOST_RECENT = 5


@login_required
def customer_files(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The files of customers that were taken in, and the ways to the next."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    kinds = [
        {
            "kind": kind,
            "taken": CustomerFile.objects.taken(organisation, kind).defer("content"),
            "waiting": CustomerFile.objects.waiting()
            .filter(organisation=organisation, kind=kind)
            .defer("content")
            .order_by("-asked_at")[:MOST_RECENT],
        }
        for kind in CustomerFileKind
    ]
    context = {"organisation": organisation, "kinds": kinds}
    return render(request, "organisations/customer_files.html", context)


@login_required
def customer_file_import(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    """Hand a file in; the next page shows what it says."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    if kind not in CustomerFileKind.values:
        outsider()
    form = _file_form(request, organisation, kind)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data.pop("file")
        uploaded = services.upload_customer_file(
            organisation=organisation,
            user=signed_in_user(request),
            kind=kind,
            file=file,
            filename=file.name,
            now=timezone.now(),
            **form.cleaned_data,
        )
        return redirect("organisations:customer_file", uploaded.pk)
    context = {"organisation": organisation, "form": form, "kind": CustomerFileKind(kind)}
    return render(request, f"organisations/customer_import_{kind}.html", context)


def _file_form(request: HttpRequest, organisation: Organisation, kind: str) -> CustomerFileForm:
    given: list[Any] = [request.POST or None, request.FILES or None]
    if kind == CustomerFileKind.ACCOUNTS:
        today = organisation.today(timezone.now())
        return AccountFileForm(*given, label=_("Account file"), today=today)
    return CustomerFileForm(*given, label=_("Complaint register"))


@login_required
def customer_file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What a file says, what is wrong with it, or that it was taken in; POST takes it in."""
    found = customer_file_for(request, pk)
    if request.method == "POST":
        try:
            services.take_in_customer_file(
                customer_file=found, user=signed_in_user(request), now=timezone.now()
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("organisations:customer_file", pk)
    context = {
        "organisation": found.organisation,
        "file": found,
        "again": reverse(
            "organisations:customer_file_import", args=[found.organisation_id, found.kind]
        ),
    }
    return render(request, "organisations/customer_file.html", context)


@login_required
def customer_file_progress(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far a worker is with a file; asks the browser for the page once it is through."""
    found = customer_file_for(request, pk)
    if found.is_pending:
        return render(request, "organisations/_customer_progress.html", {"file": found})
    if request.headers.get("HX-Request"):
        return HttpResponseClientRefresh()
    return redirect("organisations:customer_file", pk)


@login_required
@require_POST
def customer_file_discard(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Forget a file that is not to be taken in."""
    found = customer_file_for(request, pk)
    try:
        services.discard_customer_file(customer_file=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("organisations:customer_file", pk)
    messages.success(request, _("“%(name)s” is deleted here.") % {"name": found.filename})
    return redirect("organisations:customer_files", found.organisation_id)


@login_required
def customer_file_remove(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Delete a file that was taken in."""
    found = customer_file_for(request, pk)
    if request.method != "POST":
        question = Question(
            _("Delete “%(name)s”?") % {"name": found.filename},
            means=[
                _("Its figures are gone for good; the accounts stay on the list."),
                _("Editions that were made with it keep their totals, without a list of accounts."),
            ],
            yes=_("Yes, delete it"),
            back=reverse("organisations:customer_file", args=[pk]),
        )
        return ask(request, question, {"organisation": found.organisation})
    try:
        services.remove_customer_file(customer_file=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("organisations:customer_file", pk)
    messages.success(request, _("“%(name)s” is deleted.") % {"name": found.filename})
    return redirect("organisations:customer_files", found.organisation_id)
