"""Forms about the page for everybody who was asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.forms import helper
from surveys.forms import LinesField

LONGEST_WORDS = 1200


class SummaryForm(forms.Form):
    """What the consultant says there, and whether the actions are told."""

    words = LinesField(
        label=_("Your own words"),
        help_text=_(
            "They stand at the top of the page: thanks, what surprised you, what is being talked "
            "about. Everybody who was asked reads them, so name nobody. They may stay empty."
        ),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "true"}),
    )
    tells_actions = forms.BooleanField(
        label=_("Say what will be done next"),
        help_text=_("The open actions of the released report: what and until when, never by whom."),
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.helper = helper(_("Save and look at the page"))


class PublishForm(forms.Form):
    """Whether those who were asked are written to."""

    is_mailed = forms.BooleanField(
        label=_("Mail the address to everybody who was invited"), required=False
    )
