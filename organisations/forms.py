"""Forms of this app; what they accept is saved by services."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from organisations.attributes import order_fault
from organisations.models import Attribute, Organisation
from organisations.time_zones import time_zones


def helper(label: Any, **attributes: str) -> FormHelper:
    """Return the crispy helper every form uses: one column, one button."""
    form_helper = FormHelper()
    form_helper.attrs = {"novalidate": "", **attributes}
    form_helper.add_input(Submit("submit", label))
    return form_helper


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A client, new or known."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Defines the client's days: when a questionnaire closes, what “today” is."),
        initial="Europe/London",
    )

    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        initial=settings.LANGUAGE_CODE,
        help_text=_("Of the letters to those who are asked, and of what they are told afterwards."),
    )

    class Meta:
        model = Organisation
        fields = ["name", "time_zone", "language", "months_kept"]
        help_texts = {
            "months_kept": _(
                "Counted from the day a wave is sealed. Then its comments, the list of who was "
                "invited, the answers of customers who agreed to be seen, and the files attached "
                "to its workbook are deleted; results and reports stay, because they speak of "
                "nobody. A wave closed that long ago and never sealed is emptied without a "
                "result. People who left the roster that long ago are deleted from it, and files "
                "of customers that long after they were taken in."
            ),
        }

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(zone for zone in time_zones() if "/" in zone)
        self.fields["time_zone"].choices = [("UTC", "UTC"), *((z, z) for z in zones)]  # type: ignore[attr-defined]
        self.helper = helper(label)

    def clean_name(self) -> str:
        """Refuse a second client of the same name in the firm."""
        name: str = self.cleaned_data["name"]
        others = Organisation.objects.filter(firm_id=self.instance.firm_id)
        if others.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Your firm already has a client of this name."))
        return name


class ArrangementForm(forms.Form):
    """The order of a client's attributes, and of the values of each."""

    PARTS = ("position", "is_ordered", "values")

    def __init__(
        self,
        *args: Any,
        attributes: Sequence[Attribute],
        on_roster: Mapping[uuid.UUID, Sequence[str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.attributes = attributes
        self.on_roster = on_roster
        for attribute in attributes:
            self._add(attribute)

    def groups(self) -> Iterator[tuple[Attribute, list[forms.BoundField]]]:
        """Yield the attributes in their order, each with its fields."""
        for attribute in self.attributes:
            yield attribute, [self[f"{part}_{attribute.pk}"] for part in self.PARTS]

    def _add(self, attribute: Attribute) -> None:
        """Add the three fields of one attribute."""
        key, values = attribute.pk, self.on_roster[attribute.pk]
        placed = [value for value in attribute.ordered_values if value in values]
        places = range(1, len(self.attributes) + 1)
        self.fields[f"position_{key}"] = forms.TypedChoiceField(
            label=_("Place among the attributes"),
            choices=[(n, n) for n in places],
            coerce=int,
            initial=attribute.position,
        )
        self.fields[f"is_ordered_{key}"] = forms.BooleanField(
            label=_("Its values have an order, as years of service have"),
            required=False,
            initial=bool(attribute.ordered_values),
        )
        self.fields[f"values_{key}"] = forms.CharField(
            label=_("The values in their order, one a line"),
            help_text=_("Used only if they have an order. Empty means that they have none."),
            widget=forms.Textarea(attrs={"rows": max(2, len(values))}),
            required=False,
            initial="\n".join([*placed, *(value for value in values if value not in placed)]),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse two attributes in one place, and orders that do not fit the roster."""
        data = self.cleaned_data
        taken: set[int] = set()
        for attribute in self.attributes:
            place = data.get(f"position_{attribute.pk}")
            if place in taken:
                message = _("Another attribute has this place. Give each its own.")
                self.add_error(f"position_{attribute.pk}", message)
            elif place is not None:
                taken.add(place)
            if fault := order_fault(self._values(attribute), self.on_roster[attribute.pk]):
                self.add_error(f"values_{attribute.pk}", fault)
        return data

    def _values(self, attribute: Attribute) -> list[str]:
        """Return the lines that are not empty; none if the values are said to have no order."""
        data = self.cleaned_data
        text = data.get(f"values_{attribute.pk}") if data[f"is_ordered_{attribute.pk}"] else ""
        return [line.strip() for line in (text or "").splitlines() if line.strip()]

    @property
    def ordered_values(self) -> dict[uuid.UUID, list[str]]:
        """What a valid form says: {attribute's id: values in their order}, in their order."""
        places = {a: self.cleaned_data[f"position_{a.pk}"] for a in self.attributes}
        return {a.pk: self._values(a) for a in sorted(self.attributes, key=lambda a: places[a])}
