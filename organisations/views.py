"""Pages about clients, their rosters and their users."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from organisations import services
from organisations.access import (
    Level,
    can,
    organisation_for,
    organisations_of,
    roster_import_for,
    signed_in_user,
)
from organisations.attributes import values_on_roster
from organisations.forms import (
    ArrangementForm,
    AttributesForm,
    MemberForm,
    OrganisationForm,
    RosterFileForm,
)
from organisations.models import Membership, Organisation
from organisations.roster import RosterFile
from organisations.roster_changes import find_changes

PEOPLE_A_PAGE = 50
# Of those who left, the last ones.
MOST_GONE = 50


@login_required
def organisation_list(request: HttpRequest) -> HttpResponse:
    """The clients a consultant or coordinator works with."""
    user = signed_in_user(request)
    organisations = organisations_of(user, Level.COORDINATE)
    return render(
        request,
        "organisations/organisation_list.html",
        {"organisations": organisations.order_by("name"), "may_add": user.firm is not None},
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
        services.change_organisation(organisation=organisation, **form.cleaned_data)
        messages.success(request, _("The settings are saved."))
        return redirect("surveys:organisation_detail", organisation.pk)
    context = {"organisation": organisation, "form": form}
    return render(request, "organisations/settings.html", context)


@login_required
def roster(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The people on a client's roster, and those who left it last."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    people = organisation.people.present().select_related("unit", "account", "leads")
    page = Paginator(people.order_by("name", "pk"), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    gone = organisation.people.gone().select_related("unit", "account")
    context = {
        "organisation": organisation,
        "page": page,
        "gone": gone.order_by("-left_on", "name", "pk")[:MOST_GONE],
        "gone_count": gone.count(),
        "may_consult": can(signed_in_user(request), organisation, Level.CONSULT),
    }
    return render(request, "organisations/roster.html", context)


@login_required
@require_POST
def person_restore(request: HttpRequest, pk: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """Put someone who left back on the roster."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    gone = get_object_or_404(organisation.people.gone(), pk=person)
    try:
        services.restore_person(person=gone)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        text = _("%(name)s is back on the list, and is asked in waves opened from now on.")
        messages.success(request, text % {"name": gone})
    return redirect("organisations:roster", organisation.pk)


@login_required
def roster_import(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Hand in a roster file; the next page shows what it would do."""
    organisation = organisation_for(request, pk, Level.COORDINATE)
    form = RosterFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        read = services.read_roster_file(
            organisation=organisation,
            user=signed_in_user(request),
            file=file.file,
            filename=file.name,
            now=timezone.now(),
        )
        return redirect("organisations:roster_preview", read.pk)
    context = {"organisation": organisation, "form": form}
    return render(request, "organisations/roster_import.html", context)


@login_required
def roster_preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What a roster file would change, or what is wrong with it; confirming writes it."""
    waiting = roster_import_for(request, pk)
    content = RosterFile.from_json(waiting.content)
    kept = {a.name: str(a.pk) for a in waiting.organisation.attributes.all()}
    known = {name: kept[name] for name in content.other_columns if name in kept}
    form = AttributesForm(
        request.POST or None,
        columns=list(content.other_columns),
        initial={"columns": list(known)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            changes = services.confirm_roster(
                roster_import=waiting, columns=form.cleaned_data.get("columns", [])
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if changes.unplaced:
                text = _("New values were placed last: look whether that is their place.")
                messages.warning(request, text)
            count = len(changes.new) + len(changes.changed)
            messages.success(
                request,
                ngettext("%(n)d person imported.", "%(n)d people imported.", count) % {"n": count},
            )
            return redirect("organisations:roster", waiting.organisation_id)
    context = {
        "organisation": waiting.organisation,
        "waiting": waiting,
        "content": content,
        "first_rows": content.rows[:10],
        "tells_leads": bool(content.rows) and content.rows[0].leads is not None,
        "changes": find_changes(waiting.organisation, content.rows, known),
        "form": form,
    }
    return render(request, "organisations/roster_preview.html", context)


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
@require_POST
def attribute_remove(request: HttpRequest, pk: uuid.UUID, attribute: uuid.UUID) -> HttpResponse:
    """Take an attribute off the roster, with everybody's value of it."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    removed = get_object_or_404(organisation.attributes, pk=attribute)
    services.remove_attribute(attribute=removed)
    messages.success(request, _("“%(name)s” has left the roster.") % {"name": removed.name})
    return redirect("organisations:attributes", organisation.pk)


@login_required
def members(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who has a part in a client, and giving somebody one."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_member(
                organisation=organisation,
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                role=Membership.Role(form.cleaned_data["role"]),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            # The name as it was typed: whether, and as whom, the site knew the address is not told.
            name = form.cleaned_data["name"]
            messages.success(request, _("%(name)s now has access.") % {"name": name})
            return redirect("organisations:members", organisation.pk)
    context = {
        "organisation": organisation,
        "members": organisation.memberships.select_related("user").order_by("role", "user__name"),
        "form": form,
    }
    return render(request, "organisations/members.html", context)


@login_required
@require_POST
def member_remove(request: HttpRequest, pk: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    """Take somebody's part in a client away."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    membership = get_object_or_404(organisation.memberships, pk=member)
    try:
        services.remove_member(membership=membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(name)s no longer has access.") % {"name": membership.user})
    if not can(signed_in_user(request), organisation, Level.CONSULT):
        return redirect("home")
    return redirect("organisations:members", organisation.pk)
