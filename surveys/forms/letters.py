"""The words of a letter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.models import one_line
from surveys.mail.letters import Words
from surveys.mail.placeholders import body_faults, subject_faults
from surveys.models import MailText

MOST_SUBJECT = MailText._meta.get_field("subject").max_length
MOST_BODY = MailText._meta.get_field("body").max_length


class LinesField(forms.CharField):
    """Several lines, each ended by one sign, as the browser counts them."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """Return the text with the ends of lines as they are stored."""
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class LetterForm(forms.Form):
    """Subject and text, with placeholders."""

    subject = forms.CharField(label=_("Subject"), max_length=MOST_SUBJECT, help_text=_("One line."))
    body = LinesField(
        label=_("Text"),
        max_length=MOST_BODY,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "true"}),
    )

    @property
    def words(self) -> Words:
        """What was typed, or what the letter says so far, whether or not it is valid."""
        subject, body = (str(self[name].value() or "") for name in ("subject", "body"))
        return Words(subject, body.replace("\r\n", "\n"))

    def clean_subject(self) -> str:
        """Refuse what cannot be a subject, with every reason at once."""
        subject: str = self.cleaned_data["subject"]
        one_line(subject)
        if faults := subject_faults(subject):
            raise forms.ValidationError(faults)
        return subject

    def clean_body(self) -> str:
        """Refuse what cannot be sent, with every reason at once."""
        body: str = self.cleaned_data["body"]
        if faults := body_faults(body):
            raise forms.ValidationError(faults)
        return body
