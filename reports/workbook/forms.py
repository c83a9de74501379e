"""Forms of the workbook: an entry, and a file to attach."""

from typing import Any, cast
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from maturity.items import Item
from organisations.plain_text import unseen, without_unseen
from reports.models import WorkbookEntry
from reports.workbook.contents import part_of

NOTE_LENGTH = 2000
MOST_LINKS = 10
LINK_LENGTH = 500
# The form at the foot of a page, to which the fields of every entry belong.
PAGE = {"form": "workbook", "autocomplete": "off"}


class LinksField(forms.CharField):
    """Addresses, one a line. Those of a client's own network may have no dot in them."""

    def prepare_value(self, value: Any) -> Any:
        """Return the lines to show."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Return the addresses, each once."""
        lines = (line.strip() for line in (super().to_python(value) or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def validate(self, value: Any) -> None:
        """Refuse what a browser could not open, and what should stand in no report."""
        if len(value) > MOST_LINKS:
            raise forms.ValidationError(
                _("Here are %(n)d links; keep the %(most)d that matter."),
                params={"n": len(value), "most": MOST_LINKS},
            )
        faults = [fault for link in value if (fault := _link_fault(link))]
        if faults:
            raise forms.ValidationError(faults)

    def run_validators(self, value: Any) -> None:
        """Those of a text do not fit a list."""


def _link_fault(link: str) -> str:
    """Return what is wrong with an address; "" if nothing."""
    values = {"link": link if len(link) < 60 else f"{link[:60]}…"}
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        parts, host = None, None
    if len(link) > LINK_LENGTH:
        message = _("“%(link)s” has more than %(most)d characters.")
        return str(message % {**values, "most": LINK_LENGTH})
    if parts is None or parts.scheme not in {"http", "https"} or not host:
        message = _(
            "“%(link)s” is no address: write all of it, beginning with https:// or http://."
        )
        return str(message % values)
    if unseen(link) or any(character.isspace() for character in link):
        return str(_("“%(link)s” has a space in it: write one address a line.") % values)
    if "@" in parts.netloc:
        return str(_("Leave the user name and password out: links stand in the report."))
    return ""


class EntryForm(forms.Form):
    """What the assessor found on one item of the workbook: a rating, or all that applies."""

    rating = forms.TypedChoiceField(
        widget=forms.RadioSelect(attrs={"class": "form-check-input as-typed", **PAGE}),
        coerce=int,
        empty_value=None,
        required=False,
    )
    chosen = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input as-typed", **PAGE}),
        required=False,
    )
    note = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"class": "form-control as-typed", "rows": 3, **PAGE}),
        max_length=NOTE_LENGTH,
        error_messages={
            "max_length": _(
                "The note has %(show_value)d characters; at most %(limit_value)d can be kept."
            )
        },
        required=False,
    )
    links = LinksField(
        label=_("Links, one a line"),
        widget=forms.Textarea(attrs={"class": "form-control when-left", "rows": 2, **PAGE}),
        required=False,
    )
    # The version of the entry that was shown.
    version = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput(attrs=PAGE),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value"),
            _("It does not say what stood here before. Open this page again."),
        ),
    )

    def __init__(self, data: Any, *, item: Item, entry: WorkbookEntry) -> None:
        initial = {
            "rating": entry.rating or "",
            "chosen": entry.chosen,
            "note": entry.note,
            "links": entry.links,
            "version": entry.version,
        }
        super().__init__(data, prefix=item.code, initial=initial)
        self.item, self.entry = item, entry
        if item.several:
            del self.fields["rating"]
            several = cast(forms.MultipleChoiceField, self.fields["chosen"])
            several.choices = [(option.code, option.text) for option in item.several]
        else:
            del self.fields["chosen"]
            rating = cast(forms.TypedChoiceField, self.fields["rating"])
            unrated = ("", part_of(item).unrated)
            rating.choices = [unrated, *enumerate(item.options(), start=1)]

    @property
    def answers(self) -> forms.BoundField:
        """The field of the rating, or of all that applies."""
        return self["chosen" if self.item.several else "rating"]

    def clean_note(self) -> str:
        """Return the text as it can be read, whatever a browser makes of line breaks."""
        return without_unseen(self.cleaned_data["note"])

    @property
    def faults(self) -> list[str]:
        """What is wrong, in one list: it is said in one place below the fields."""
        return [str(message) for messages in self.errors.values() for message in messages]


class FileForm(forms.Form):
    """A file to attach; what it is and whether it may be kept is for the service."""

    file = forms.FileField(
        label=_("File to attach"),
        error_messages={"required": _("Choose a file first.")},
        # An empty one gets its answer with all others that cannot be kept.
        allow_empty_file=True,
        max_length=255,
    )
