"""One person, and in which open waves they are to be asked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.people_forms import PersonForm
from surveys.models import Wave


class NewPersonForm(PersonForm):
    """Somebody to put on the roster, and to ask in waves that are open already."""

    waves = forms.MultipleChoiceField(
        label=_("Ask them now in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "They get their own link, and are counted in a department the wave was opened with. "
            "Waves opened from now on ask them anyway."
        ),
    )

    def __init__(self, *args: Any, open_waves: Sequence[Wave], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_waves = open_waves
        self.fields["waves"].choices = [  # type: ignore[attr-defined]
            (str(wave.pk), f"{wave.assessment.name}: {wave.name}") for wave in open_waves
        ]
        if not open_waves:
            del self.fields["waves"]

    @property
    def chosen_waves(self) -> list[Wave]:
        """The waves a valid form says."""
        chosen = self.cleaned_data.get("waves", [])
        return [wave for wave in self.open_waves if str(wave.pk) in chosen]
