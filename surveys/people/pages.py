"""Pages about one person on the roster and the waves that ask them.

Nothing here says, or depends on, whether somebody has answered.
"""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organisations import services as organisations
from organisations.access import Level, organisation_for, signed_in_user
from organisations.models import Audience, Organisation, Person
from organisations.people_forms import PersonForm
from surveys import services
from surveys.forms.people import NewPersonForm
from surveys.models import Invitation, Wave


@dataclass(frozen=True)
class Asked:
    """An open wave, and a person's invitation in it if they have one whose link works."""

    wave: Wave
    invitation: Invitation | None


@login_required
def person(request: HttpRequest, pk: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """One person: what is known of them, and the open waves that ask them."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    found = get_object_or_404(organisation.people.present(), pk=person)
    form = PersonForm(
        request.POST or None,
        organisation=organisation,
        person=found,
        is_audience_fixed=found.invitations.collecting().exists(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = services.correct_person(person=found, values=form.values)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": changed})
            if "send" in request.POST:
                _send(request, changed)
            elif _has_lost_link(found, changed):
                messages.warning(
                    request,
                    _(
                        "The link sent to the address before leads nowhere any more. Send the new "
                        "one."
                    ),
                )
            return redirect("surveys:person", organisation.pk, found.pk)
    asked = _asked(organisation, found)
    context = {
        "organisation": organisation,
        "person": found,
        "form": form,
        "asked": asked,
        "may_send": any(each.invitation for each in asked),
    }
    return render(request, "organisations/person.html", context)


def _has_lost_link(before: Person, after: Person) -> bool:
    """Whether links went to an address that somebody does not have any more."""
    is_elsewhere = (before.email or "").lower() != (after.email or "").lower()
    return is_elsewhere and after.invitations.collecting().standing().exists()


def _send(request: HttpRequest, changed: Person) -> None:
    """Send the link again, and say how that went."""
    user = signed_in_user(request)
    try:
        services.send_link_again(person=changed, user=user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        text = _("A new link goes to %(address)s. The links sent before lead nowhere any more.")
        messages.success(request, text % {"address": changed.email})


@login_required
def person_create(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Put one person on the roster, and ask them in open waves if that is wanted."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    # The page of an account leads here to add a contact of it.
    account = request.GET.get("account")
    form = NewPersonForm(
        request.POST or None,
        organisation=organisation,
        open_waves=list(_open_waves(organisation).filter(asks_half=False)),
        initial={"account": account, "audience": Audience.CUSTOMERS} if account else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            added = _add(request, organisation, form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s is on the roster now.") % {"name": added})
            return redirect("surveys:person", organisation.pk, added.pk)
    context = {"organisation": organisation, "form": form}
    return render(request, "organisations/person_create.html", context)


def _add(request: HttpRequest, organisation: Organisation, form: NewPersonForm) -> Person:
    """Add a person and ask them in the chosen waves: in all of them, or nothing is done."""
    user = signed_in_user(request)
    with transaction.atomic():
        added = organisations.add_person(organisation=organisation, values=form.values)
        for wave in form.chosen_waves:
            services.add_to_wave(person=added, wave=wave, user=user, now=timezone.now())
    return added


@login_required
@require_POST
def person_ask(
    request: HttpRequest, pk: uuid.UUID, person: uuid.UUID, wave: uuid.UUID
) -> HttpResponse:
    """Ask somebody on the roster in a wave that is open already."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    found = get_object_or_404(organisation.people.present(), pk=person)
    chosen = get_object_or_404(Wave, pk=wave, assessment__organisation=organisation)
    user = signed_in_user(request)
    try:
        services.add_to_wave(person=found, wave=chosen, user=user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        text = _("%(name)s is asked in “%(wave)s” now.")
        messages.success(request, text % {"name": found, "wave": chosen})
    return redirect("surveys:person", organisation.pk, found.pk)


def _open_waves(organisation: Organisation) -> QuerySet[Wave]:
    waves = Wave.objects.filter(assessment__organisation=organisation, state=Wave.State.OPEN)
    return waves.select_related("assessment").order_by("assessment__name", "name")


def _asked(organisation: Organisation, found: Person) -> list[Asked]:
    """Return the open waves, each with the person's invitation; nobody joins a drawn half."""
    standing = found.invitations.standing().select_related("unit")
    invitations = {invitation.wave_id: invitation for invitation in standing}
    return [
        Asked(wave, invitations.get(wave.pk))
        for wave in _open_waves(organisation)
        if wave.pk in invitations or not wave.asks_half
    ]
