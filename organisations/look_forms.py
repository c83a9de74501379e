"""Forms about looks: of a client, and of a firm."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from organisations.forms import helper
from organisations.logos import (
    ACCEPTED,
    MOST_KILOBYTES,
    MOST_PIXELS,
    CleanLogo,
    check_size,
    read_logo,
)
from organisations.models import Firm, Organisation

_COLOUR = forms.TextInput(attrs={"type": "color", "class": "form-control-color"})
_WIDGETS = {"colour": _COLOUR, "second_colour": _COLOUR}
_LABELS = {"colour": _("First colour"), "second_colour": _("Second colour")}


class LogoForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """What looks share: a logo to put in the place of the one there is, or to take away."""

    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_(
            "An SVG, or a PNG of up to %(pixels)s pixels a side; at most %(kilobytes)s kB. It "
            "stands on white."
        )
        % {"pixels": MOST_PIXELS, "kilobytes": MOST_KILOBYTES},
    )
    removes_logo = forms.BooleanField(label=_("Take the logo away"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.logo_id is None:
            del self.fields["removes_logo"]
        self.helper = helper(_("Save"))

    def clean_logo(self) -> CleanLogo | None:
        """Read the file, cleaned."""
        file: UploadedFile[bytes] | None = self.cleaned_data["logo"]
        if file is None:
            return None
        check_size(file.size or 0)
        return read_logo(file.read())


class LookForm(LogoForm):
    """A client's colours and logo."""

    class Meta:
        model = Organisation
        fields = ["colour", "second_colour"]
        labels = _LABELS
        widgets = _WIDGETS
        help_texts = {
            "colour": _(
                "White words stand on it: on the report’s cover, and above the page that tells "
                "everybody who was asked what came out. So it has to be dark enough."
            ),
            "second_colour": _("Lines are drawn in it, on white."),
        }


class FirmForm(LogoForm):
    """A firm's name, colours and logo."""

    class Meta:
        model = Firm
        fields = ["name", "colour", "second_colour"]
        labels = _LABELS
        widgets = _WIDGETS
        help_texts = {
            "name": _("As clients read it on the report."),
            "colour": _(
                "Of the name, where there is no logo, and of the heading of your comments. It "
                "stands on white."
            ),
            "second_colour": _("The line beside your comments is drawn in it, on white."),
        }

    def clean_name(self) -> str:
        """Refuse the name of another firm, by which new consultants would be told apart."""
        name: str = self.cleaned_data["name"]
        if Firm.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another firm has this name. Choose one of your own."))
        return name
