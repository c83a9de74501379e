"""Pages about clients, their rosters and their users."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations import services
from organisations.access import (
    Level,
    organisation_for,
    organisations_of,
    signed_in_user,
)
from organisations.attributes import values_on_roster
from organisations.client_tables import ClientFilters, ClientTable
from organisations.confirming import SURE, Question, ask
from organisations.forms import (
    ArrangementForm,
    OrganisationForm,
)
from organisations.models import Organisation
from organisations.tables import respond


@login_required
def organisation_list(request: HttpRequest) -> HttpResponse:
    """The clients a consultant or coordinator works with."""
    user = signed_in_user(request)
    people = Count("people", filter=Q(people__left_on=None), distinct=True)
    clients = organisations_of(user, Level.COORDINATE).annotate(
        people_count=people, assessment_count=Count("assessments", distinct=True)
    )
    return respond(
        request,
        ClientTable,
        clients.order_by("name"),
        filters=ClientFilters,
        organisation=None,
        template="organisations/organisation_list.html",
        context={"may_add": user.firm is not None},
    )


@login_required
def organisation_create(request: HttpRequest) -> HttpResponse:
    """A new client of the consultant's firm."""
    user = signed_in_user(request)
    if user.firm is None:
        raise PermissionDenied
    form = OrganisationForm(
        request.POST or None, instance=Organisation(firm=user.firm), label=_("Add client")
    )
    if request.method == "POST" and form.is_valid():
        organisation = services.create_organisation(
            user=user, now=timezone.now(), **form.cleaned_data
        )
        return redirect("organisations:roster_import", organisation.pk)
    return render(request, "organisations/organisation_create.html", {"form": form})


@login_required
def settings(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A client's name, its days, and how long what was collected is kept."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    # Of its own, because a form that is refused leaves the wrong values in its object.
    instance = Organisation.objects.get(pk=organisation.pk)
    form = OrganisationForm(request.POST or None, instance=instance, label=_("Save"))
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["months_kept"] < organisation.months_kept and SURE not in request.POST:
            return _ask_to_shorten(request, organisation, form.cleaned_data["months_kept"])
        services.change_organisation(organisation=organisation, **form.cleaned_data)
        messages.success(request, _("The settings are saved."))
        return redirect("surveys:organisation_detail", organisation.pk)
    context = {"organisation": organisation, "form": form}
    return render(request, "organisations/settings.html", context)


def _ask_to_shorten(request: HttpRequest, organisation: Organisation, months: int) -> HttpResponse:
    """Ask before what was collected is kept for fewer months."""
    question = Question(
        ngettext(
            "Keep what was collected for only %(n)d month?",
            "Keep what was collected for only %(n)d months?",
            months,
        )
        % {"n": months},
        means=[
            _("It holds for all waves of this client, those that are over too."),
            _("What is then past its time is deleted within a day, and nobody can bring it back."),
        ],
        yes=_("Yes, keep it for less time"),
        back=reverse("organisations:settings", args=[organisation.pk]),
    )
    return ask(request, question, {"organisation": organisation})


@login_required
def attributes(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The attributes of a client: which comes first, and the order of their values."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    kept = list(organisation.attributes.order_by("position"))
    on_roster = values_on_roster(organisation)
    form = ArrangementForm(request.POST or None, attributes=kept, on_roster=on_roster)
    if request.method == "POST" and form.is_valid():
        try:
            services.arrange_attributes(
                organisation=organisation, ordered_values=form.ordered_values
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The order is saved. Waves opened from now on have it."))
            return redirect("organisations:attributes", organisation.pk)
    context = {"organisation": organisation, "attributes": kept, "form": form}
    return render(request, "organisations/attributes.html", context)


@login_required
def attribute_remove(request: HttpRequest, pk: uuid.UUID, attribute: uuid.UUID) -> HttpResponse:
    """Take an attribute off the roster, with everybody's value of it."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    removed = get_object_or_404(organisation.attributes, pk=attribute)
    if request.method != "POST":
        question = Question(
            _("Remove “%(name)s” from the roster?") % {"name": removed.name},
            means=[
                _("Everybody’s value of it is deleted. To have it again, import a roster with it."),
                _("Waves that have been opened keep the copy they were opened with."),
            ],
            yes=_("Yes, remove it"),
            back=reverse("organisations:attributes", args=[organisation.pk]),
        )
        return ask(request, question, {"organisation": organisation})
    services.remove_attribute(attribute=removed)
    messages.success(request, _("“%(name)s” has left the roster.") % {"name": removed.name})
    return redirect("organisations:attributes", organisation.pk)
