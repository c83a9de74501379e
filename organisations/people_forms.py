"""Forms about one person and about one account; the rules are held by the services."""

from contextlib import suppress
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organisations.forms import helper
from organisations.models import Account, Audience, Organisation, Person, Unit
from organisations.roster_rules import longest
from organisations.services import PersonValues

# Of more accounts none is found in a list to choose from, and the page takes long to come.
MOST_LISTED = 500


class TypedAccountField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """An account by its name, which is typed."""

    widget = forms.TextInput

    def __init__(self, queryset: QuerySet[Account], **options: Any) -> None:
        message = _("There is no account of this name on the list.")
        super().__init__(
            queryset,
            to_field_name="name",
            error_messages={"invalid_choice": message},
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        """Return the name, also of an account that is given by its id."""
        if isinstance(value, str) and self.queryset is not None:
            # What is typed is no id, and what is no id is looked for in vain.
            with suppress(ValidationError):
                account = self.queryset.filter(pk=value).first()
                value = account.name if account else value
        return super().prepare_value(value)


class PersonForm(forms.Form):
    """One person: with ``person``, someone who is on the roster."""

    email = forms.CharField(
        label=_("E-mail address"),
        required=False,
        max_length=longest(Person, "email"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=longest(Person, "name"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    audience = forms.ChoiceField(label=_("Audience"), choices=Audience.choices)
    unit = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("Of staff and leaders."),
    )
    leads = forms.ModelChoiceField(
        label=_("Leads the department"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("Whoever leads one is counted in the whole organisation, not in it."),
    )
    account = forms.ModelChoiceField(
        label=_("Account"),
        queryset=Account.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("Of customers."),
    )

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        person: Person | None = None,
        is_audience_fixed: bool = False,
        **kwargs: Any,
    ) -> None:
        if person is not None:
            kwargs["initial"] = {name: getattr(person, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        for name in ("unit", "leads"):
            self.fields[name].queryset = organisation.units.order_by("path")  # type: ignore[attr-defined]
        accounts = organisation.accounts.order_by("name")
        if accounts.count() > MOST_LISTED:
            help_text = _("Of customers: the name, as it stands on the list of accounts.")
            self.fields["account"] = TypedAccountField(
                accounts, label=_("Account"), required=False, help_text=help_text
            )
        self.fields["account"].queryset = accounts  # type: ignore[attr-defined]
        if is_audience_fixed:
            # What is sent for a disabled field is ignored; the initial value counts.
            self.fields["audience"].disabled = True
            self.fields["audience"].help_text = _(
                "They are asked as such in a wave that is not sealed yet; until then it stays."
            )
        self.helper = FormHelper()
        # The page has its buttons, which differ.
        self.helper.form_tag = False

    @property
    def values(self) -> PersonValues:
        """What a valid form says."""
        data = self.cleaned_data
        return PersonValues(
            name=data["name"],
            email=data["email"],
            audience=data["audience"],
            unit=data["unit"],
            leads=data["leads"],
            account=data["account"],
        )


class AccountForm(forms.Form):
    """What an account is called, by people and in the client's own system."""

    name = forms.CharField(label=_("Name"), max_length=longest(Account, "name"))
    external_key = forms.CharField(
        label=_("ID in the client's own system"),
        help_text=_("By it, or by the name, files of customers find the account."),
        max_length=longest(Account, "external_key"),
        required=False,
    )

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(label)
