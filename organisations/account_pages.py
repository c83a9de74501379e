"""Pages about oneself: name, password, sessions, and the way in."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from organisations import services, throttling
from organisations.access import signed_in_user
from organisations.confirming import Question, ask
from organisations.member_forms import UserForm
from organisations.models import User


@login_required
def my_account(request: HttpRequest) -> HttpResponse:
    """One's name and looks, with the ways to a new password and out of other browsers."""
    user = signed_in_user(request)
    # Of its own, because a form that is refused leaves the wrong name in its object.
    form = UserForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        services.change_user(user=user, **form.cleaned_data)
        messages.success(request, _("Your settings are saved."))
        return redirect("my_account")
    return render(request, "organisations/my_account.html", {"form": form})


@sensitive_post_parameters()
@login_required
def my_password(request: HttpRequest) -> HttpResponse:
    """A new password for whoever knows the old one; only this browser stays signed in."""
    user = signed_in_user(request)
    form = PasswordChangeForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.change_password(user=user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        text = _("Your password is changed, and you are signed out everywhere else.")
        messages.success(request, text)
        return redirect("my_account")
    return render(request, "organisations/my_account_password.html", {"form": form})


@login_required
def my_sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    user = signed_in_user(request)
    if request.method != "POST":
        question = Question(
            _("Sign out everywhere else?"),
            means=[
                _("Every other computer and phone is signed out at once; this browser is not."),
                _("What you have written there and not saved is lost."),
            ],
            yes=_("Yes, sign out there"),
            back=reverse("my_account"),
        )
        return ask(request, question, {})
    services.end_own_sessions(user=user)
    update_session_auth_hash(request, user)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("my_account")


class ChoosePassword(PasswordResetConfirmView):
    """A password for whoever has the link from a letter, which also lifts a lock."""

    def form_valid(self, form: "SetPasswordForm[User]") -> HttpResponse:
        """Save it, and forget the failures that came before."""
        throttling.unlock(form.user)
        return super().form_valid(form)


def locked(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Say that an address is locked, and what helps; the same whether somebody has it or not."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = {"failures": settings.AXES_FAILURE_LIMIT, "minutes": seconds // 60}
    response = render(request, "registration/locked.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response
