"""Forms of this app; what they accept is saved by services."""

import zoneinfo
from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.forms import PasswordResetForm
from django.utils.translation import gettext_lazy as _

from organisations.models import MOST_ATTRIBUTES, Membership, Organisation, User


def helper(label: Any, **attributes: str) -> FormHelper:
    """Return the crispy helper every form uses: one column, one button."""
    form_helper = FormHelper()
    form_helper.attrs = {"novalidate": "", **attributes}
    form_helper.add_input(Submit("submit", label))
    return form_helper


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A new client."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Defines the client's days: when a questionnaire closes, what “today” is."),
        initial="Europe/London",
    )

    class Meta:
        model = Organisation
        fields = ["name", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone)
        self.fields["time_zone"].choices = [("UTC", "UTC"), *((z, z) for z in zones)]  # type: ignore[attr-defined]
        self.helper = helper(_("Add client"))

    def clean_name(self) -> str:
        """Refuse a second client of the same name in the firm."""
        name: str = self.cleaned_data["name"]
        firm = self.instance.firm_id
        if Organisation.objects.filter(firm_id=firm, name__iexact=name).exists():
            raise forms.ValidationError(_("Your firm already has a client of this name."))
        return name


class RosterFileForm(forms.Form):
    """A roster to look at."""

    file = forms.FileField(
        label=_("Roster file"),
        help_text=_("CSV or XLSX, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        # An empty file gets its answer from the reader, like every other fault.
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Check the file"))


class AttributesForm(forms.Form):
    """Which of a file's further columns to keep."""

    columns = forms.MultipleChoiceField(
        label=_("Further columns to keep as attributes"),
        help_text=_(
            "At most %(most)d, each with few different values, such as tenure. "
            "Everything else in the file is ignored."
        )
        % {"most": MOST_ATTRIBUTES},
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, columns: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["columns"].choices = [(name, name) for name in columns]  # type: ignore[attr-defined]
        if not columns:
            del self.fields["columns"]
        self.helper = helper(_("Import"))


class MemberForm(forms.Form):
    """Someone who is to have a part in a client."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            choice
            for choice in Membership.Role.choices
            if choice[0] != Membership.Role.ADMINISTRATOR
        ],
        initial=Membership.Role.LEADER,
        help_text=_(
            "Leaders see released reports. Coordinators see the roster and the response rate, "
            "no results. Consultants see and do everything."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Give access"))


class ForgottenPasswordForm(PasswordResetForm):
    """Whom to mail a link to choose a password."""

    def get_users(self, email: str) -> Iterable[User]:
        """Return whoever may sign in, also those whose first letter was lost or grew too old.

        Django would leave out people who never had a password.
        """
        return User.objects.filter(email=email.lower(), is_active=True)
