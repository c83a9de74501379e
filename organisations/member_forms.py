"""Forms about the people who sign in."""

from collections.abc import Collection, Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.forms import PasswordResetForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.models import Membership, User
from organisations.throttling import claim_letter

Role = Membership.Role


def _helper(label: Any) -> FormHelper:
    """Return the crispy helper of a form with one button."""
    helper = FormHelper()
    helper.attrs = {"novalidate": ""}
    helper.add_input(Submit("submit", label))
    return helper


def _role_choices(roles: Collection[Role]) -> list[tuple[str, Any]]:
    """Return the choices somebody has who may give these roles."""
    return [(role.value, role.label) for role in Role if role in roles]


class MemberForm(forms.Form):
    """Someone who is to have a part in a client; ``roles`` are those that may be given."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(
        label=_("Role"),
        initial=Role.LEADER,
        help_text=_(
            "Leaders see released reports. Coordinators see the list of people and the response "
            "rate, no results. Consultants see and do everything, and give coordinators and "
            "leaders access. Administrators also give consultants access."
        ),
    )

    def __init__(self, *args: Any, roles: Collection[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _role_choices(roles)  # type: ignore[attr-defined]
        self.helper = _helper(_("Give access"))


class RoleForm(forms.Form):
    """Another role for a member; ``roles`` are those that may be given."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, roles: Collection[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _role_choices(roles)  # type: ignore[attr-defined]
        self.helper = _helper(_("Change the role"))


class UserForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """What somebody is called on this site, and how it looks to them."""

    class Meta:
        model = User
        fields = ["name", "theme"]
        widgets = {"theme": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper(_("Save"))


class ForgottenPasswordForm(PasswordResetForm):
    """Whom to mail a link to choose a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # As on the page where they sign in.
        self.fields["email"].label = _("E-mail address")

    def get_users(self, email: str) -> Iterable[User]:
        """Return whoever may sign in, also those whose first letter was lost or grew too old.

        Django would leave out people who never had a password. Nobody is among them who has had
        as many letters within an hour as anybody gets.
        """
        now = timezone.now()
        found = User.objects.filter(email=email.lower(), is_active=True)
        return [user for user in found if claim_letter(user, now=now)]
