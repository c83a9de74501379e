"""What a wave that collects may be given."""

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.forms.waves import DateInput, LastDayForm


class ExtendForm(LastDayForm):
    """A later last day, and perhaps one more reminder."""

    remind_on = forms.DateField(
        label=_("Remind once more on"),
        required=False,
        widget=DateInput(),
        help_text=_("If you like. Only those who have handed in nothing yet are written to."),
    )
