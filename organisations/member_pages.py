"""Pages about who has a part in a client."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organisations import services
from organisations.access import Level, can, managed_roles, organisation_for, signed_in_user
from organisations.confirming import Question, ask
from organisations.member_forms import MemberForm, RoleForm
from organisations.member_tables import MemberTable
from organisations.models import Membership
from organisations.tables import respond


@login_required
def members(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who has a part in a client, and giving somebody one."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    user = signed_in_user(request)
    form = MemberForm(request.POST or None, roles=managed_roles(user, organisation))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.add_member(
                organisation=organisation,
                email=data["email"],
                name=data["name"],
                role=Membership.Role(data["role"]),
                by=user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            # The name as it was typed: whether, and as whom, the site knew the address is not told.
            messages.success(request, _("%(name)s now has access.") % {"name": data["name"]})
            return redirect("organisations:members", organisation.pk)
    return respond(
        request,
        MemberTable,
        organisation.memberships.introduced().select_related("user"),
        organisation=organisation,
        template="organisations/members.html",
        context={"organisation": organisation, "form": form},
    )


@login_required
def member(request: HttpRequest, pk: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    """One member: their role, and what can be done about their access."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    membership = get_object_or_404(organisation.memberships.select_related("user"), pk=member)
    user = signed_in_user(request)
    roles = managed_roles(user, organisation)
    role = membership.role
    form = RoleForm(request.POST or None, roles=roles, initial={"role": role})
    if request.method == "POST" and form.is_valid():
        role = form.cleaned_data["role"]
        return _do(
            request,
            membership,
            lambda: services.add_member(
                organisation=organisation,
                email=membership.user.email,
                name=membership.user.name,
                role=Membership.Role(role),
                by=user,
            ),
            _("%(name)s has another role now."),
        )
    context = {
        "organisation": organisation,
        "member": membership,
        "is_oneself": membership.user == user,
        "may_manage": Membership.Role(membership.role) in roles,
        "form": form,
    }
    return render(request, "organisations/member.html", context)


@login_required
def member_remove(request: HttpRequest, pk: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    """Take somebody's part in a client away."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    membership = get_object_or_404(organisation.memberships, pk=member)
    user = signed_in_user(request)
    if request.method != "POST":
        means = (
            _("You lose your part in this client at once. Only others who work on it give it back.")
            if membership.user == user
            else _("They lose their part in this client at once, also where they are signed in.")
        )
        title = _("Take %(name)s’s access away?") % {"name": membership.called}
        return _ask(request, membership, title, means, _("Yes, take it away"))
    return _do(
        request,
        membership,
        lambda: services.remove_member(membership=membership, by=user),
        _("%(name)s no longer has access."),
    )


@login_required
@require_POST
def member_invite(request: HttpRequest, pk: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    """Mail a member the way in again."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    membership = get_object_or_404(organisation.memberships, pk=member)
    return _do(
        request,
        membership,
        lambda: services.invite_again(membership=membership, now=timezone.now()),
        _("The letter to %(name)s is on its way."),
    )


@login_required
def member_sign_out(request: HttpRequest, pk: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    """End all sessions of a member; one's own go on in this browser."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    membership = get_object_or_404(organisation.memberships, pk=member)
    user = signed_in_user(request)
    if request.method != "POST":
        means = (
            _("You are signed out in every browser but this one.")
            if membership.user == user
            else _("They are signed out everywhere at once; what they have not saved is lost.")
        )
        title = _("End the sessions of %(name)s?") % {"name": membership.called}
        return _ask(request, membership, title, means, _("Yes, end them"))

    def end() -> None:
        services.end_sessions(membership=membership, by=user)
        if membership.user == user:
            update_session_auth_hash(request, membership.user)

    return _do(request, membership, end, _("%(name)s is signed out everywhere."))


def _ask(
    request: HttpRequest, membership: Membership, title: str, means: str, yes: str
) -> HttpResponse:
    """Ask before something is done about a member."""
    organisation = membership.organisation
    back = reverse("organisations:member", args=[organisation.pk, membership.pk])
    question = Question(title, means=[means], yes=yes, back=back)
    return ask(request, question, {"organisation": organisation})


def _do(
    request: HttpRequest, membership: Membership, do: Callable[[], object], done: str
) -> HttpResponse:
    """Do something about a member, say so or why not, and go back to the list."""
    organisation, name = membership.organisation, membership.called
    try:
        do()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done % {"name": name})
    if not can(signed_in_user(request), organisation, Level.CONSULT):
        return redirect("home")
    return redirect("organisations:members", organisation.pk)
