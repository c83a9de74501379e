"""The form in which the number of staff and their pay are given."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from maturity.result import Document
from reports import words
from reports.portfolio.forms import WRITTEN, AmountField, CurrencyField

MOST_STAFF = 10_000_000


class PeopleForm(forms.Form):
    """How many staff there are and what they are paid, for what turnover costs in money."""

    staff = forms.IntegerField(
        label=_("Staff in all"),
        required=False,
        min_value=1,
        max_value=MOST_STAFF,
        widget=forms.TextInput(attrs={**WRITTEN, "inputmode": "numeric"}),
        error_messages={"invalid": _("Write a whole number in digits alone, as 1200.")},
    )
    pay_each = AmountField(
        label=_("Average pay of one in a year"),
        required=False,
        widget=forms.TextInput(attrs={**WRITTEN, "inputmode": "decimal"}),
    )
    currency = CurrencyField(
        label=_("Currency"), required=False, widget=forms.TextInput(attrs={**WRITTEN, "size": 4})
    )

    def __init__(self, data: Any, *, given: Document, answered: int) -> None:
        """Begin with what is given; ``answered`` of the staff have answered, as far as is told."""
        self.answered = answered
        pay = given.get("pay_each")
        shown = f"{pay:.2f}".removesuffix(".00") if pay else ""
        super().__init__(data, initial={**given, "pay_each": shown})

    def clean_staff(self) -> int | None:
        """Refuse fewer than answered."""
        staff: int | None = self.cleaned_data["staff"]
        if staff is not None and staff < self.answered:
            raise forms.ValidationError(
                ngettext(
                    "One member of staff answered, so there are as many or more.",
                    "%(n)s members of staff answered, so there are as many or more.",
                    self.answered,
                )
                % {"n": words.count(self.answered)}
            )
        return staff

    def clean(self) -> dict[str, Any]:
        """Refuse what is half said: nothing can be worked out from it."""
        needed = {
            "staff": _("Enter how many staff there are, too."),
            "pay_each": _("Enter the average pay, too."),
            "currency": _("Enter the currency, as EUR."),
        }
        if any(self.cleaned_data.get(name) for name in needed) or self.errors:
            for name, message in needed.items():
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, message)
        return self.cleaned_data

    @property
    def values(self) -> Document:
        """What the edition keeps, of a valid form."""
        return {"people": dict(self.cleaned_data) if self.cleaned_data["staff"] else {}}
