"""Forms about the departments of a client."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.departments import Tree, name_fault
from organisations.models import Unit


class NameForm(forms.Form):
    """The name of a department."""

    name = forms.CharField(
        label=_("Name"),
        max_length=Unit._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = label or self.fields["name"].label

    def clean_name(self) -> str:
        """Refuse what no department can be called."""
        name: str = self.cleaned_data["name"]
        if fault := name_fault(name):
            raise forms.ValidationError(fault)
        return name


class PlaceField(forms.TypedChoiceField):
    """One of a client's departments, chosen by its path; None for the first choice."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=uuid.UUID, empty_value=None, **kwargs)

    def offer(self, tree: Tree, nothing: Any, *, without: Unit | None = None) -> None:
        """Offer all departments in their order, but none that is ``without`` or below it."""
        offered = [u for u in tree.in_order() if without is None or without not in tree.line(u)]
        self.choices = [("", nothing), *((str(unit.pk), unit.path) for unit in offered)]


class DepartmentForm(NameForm):
    """A new department, and where it stands."""

    parent = PlaceField(label=_("Below"), required=False)

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "parent", tree, _("– at the top –"))


class MoveForm(forms.Form):
    """Where a department is to stand."""

    parent = PlaceField(label=_("Below"), required=False)

    def __init__(self, *args: Any, tree: Tree, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "parent", tree, _("– at the top –"), without=unit)
        self.initial["parent"] = unit.parent_id


class MergeForm(forms.Form):
    """Which department takes another in."""

    into = PlaceField(label=_("Into"))

    def __init__(self, *args: Any, tree: Tree, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "into", tree, _("– choose –"), without=unit)


class DepartmentFileForm(forms.Form):
    """A file of departments to look at."""

    file = forms.FileField(
        label=_("File of departments"),
        help_text=_("CSV or XLSX, at most 1 MB and 2,000 departments."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        # An empty file gets its answer from the reader, like every other fault.
        allow_empty_file=True,
    )


def _offer(form: forms.Form, name: str, tree: Tree, nothing: Any, **kwargs: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, PlaceField)
    field.offer(tree, nothing, **kwargs)
