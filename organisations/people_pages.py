"""Pages about the people on a client's roster, and about the accounts of its customers."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations import services
from organisations.access import Level, can, organisation_for, signed_in_user
from organisations.confirming import Question, ask
from organisations.customer_files.figures import figures_of
from organisations.models import Person
from organisations.people_forms import AccountForm
from organisations.people_tables import (
    AccountFilters,
    AccountTable,
    ContactTable,
    GoneFilters,
    GoneTable,
    PersonFilters,
    PersonTable,
    attribute_columns,
)
from organisations.tables import respond


@login_required
def roster(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The people on a client's roster."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    people = organisation.people.present().select_related("unit", "account", "leads")
    return respond(
        request,
        PersonTable,
        people.order_by("name"),
        filters=PersonFilters,
        filter_options={"units": organisation.units.order_by("path")},
        extra_columns=attribute_columns(organisation),
        exclude=() if organisation.accounts.exists() else ("account",),
        organisation=organisation,
        template="organisations/roster.html",
        context={
            "organisation": organisation,
            "gone_count": organisation.people.gone().count(),
            "may_consult": can(signed_in_user(request), organisation, Level.CONSULT),
        },
    )


@login_required
def gone(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Those who left the roster, by themselves or not."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    return respond(
        request,
        GoneTable,
        organisation.people.gone().select_related("unit").order_by("-left_on", "name"),
        filters=GoneFilters,
        organisation=organisation,
        template="organisations/gone.html",
        context={"organisation": organisation},
    )


@login_required
def person_restore(request: HttpRequest, pk: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """Put someone who left back on the roster."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    gone = get_object_or_404(organisation.people.gone(), pk=person)
    if request.method != "POST":
        asked_for = _("Do so only at their own request.")
        if gone.has_opted_out:
            asked_for = _("They asked not to be asked again: do so only at their own request.")
        question = Question(
            _("Put %(name)s back on the list?") % {"name": gone},
            means=[asked_for, _("They are asked in waves opened from then on.")],
            yes=_("Yes, put back"),
            is_loss=False,
            back=reverse("organisations:gone", args=[organisation.pk]),
        )
        return ask(request, question, {"organisation": organisation})
    try:
        services.restore_person(person=gone)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        text = _("%(name)s is back on the list, and is asked in waves opened from now on.")
        messages.success(request, text % {"name": gone})
    return redirect("organisations:roster", organisation.pk)


@login_required
def accounts(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The accounts of a client's customers, and adding one."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    form = AccountForm(request.POST or None, label=_("Add the account"))
    if request.method == "POST" and form.is_valid():
        try:
            account = services.add_account(organisation=organisation, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("“%(name)s” is added.") % {"name": account})
            return redirect("organisations:accounts", organisation.pk)
    # Apart from the accounts, because grouping a hundred thousand takes most of a second.
    contacts = Person.objects.present().filter(account=OuterRef("pk")).order_by()
    counted = contacts.values("account").annotate(n=Count("pk")).values("n")
    count = Coalesce(Subquery(counted), 0)
    return respond(
        request,
        AccountTable,
        organisation.accounts.annotate(contact_count=count).order_by("name"),
        filters=AccountFilters,
        organisation=organisation,
        template="organisations/accounts.html",
        context={
            "organisation": organisation,
            "form": form,
            "may_consult": can(signed_in_user(request), organisation, Level.CONSULT),
        },
    )


@login_required
def account(request: HttpRequest, pk: uuid.UUID, account: uuid.UUID) -> HttpResponse:
    """One account with its contacts, and another name for it."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    found = get_object_or_404(organisation.accounts, pk=account)
    called = {"name": found.name, "external_key": found.external_key or ""}
    form = AccountForm(request.POST or None, initial=called, label=_("Save"))
    if request.method == "POST" and form.is_valid():
        try:
            renamed = organisation.accounts.get(pk=found.pk)
            services.change_account(account=renamed, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": renamed})
            return redirect("organisations:account", organisation.pk, found.pk)
    may_consult = can(signed_in_user(request), organisation, Level.CONSULT)
    return respond(
        request,
        ContactTable,
        found.contacts.present().select_related("unit", "leads").order_by("name"),
        organisation=organisation,
        template="organisations/account.html",
        context={
            "organisation": organisation,
            "account": found,
            "form": form,
            "may_consult": may_consult,
            "figures": figures_of(found) if may_consult else None,
            "has_left": found.contacts.gone().exists(),
        },
    )


@login_required
def account_remove(request: HttpRequest, pk: uuid.UUID, account: uuid.UUID) -> HttpResponse:
    """Remove an account nobody belongs to."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    found = get_object_or_404(organisation.accounts, pk=account)
    name = found.name
    if request.method != "POST":
        question = Question(
            _("Remove the account “%(name)s”?") % {"name": name},
            means=[
                _("Nobody may belong to it any more. Results keep their numbers."),
                _("To have it again, add it anew or import a roster that names it."),
            ],
            yes=_("Yes, remove it"),
            back=reverse("organisations:account", args=[organisation.pk, found.pk]),
        )
        return ask(request, question, {"organisation": organisation})
    try:
        services.remove_account(account=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("organisations:account", organisation.pk, found.pk)
    messages.success(request, _("“%(name)s” is removed.") % {"name": name})
    return redirect("organisations:accounts", organisation.pk)
