"""Forms for handing a roster file in and deciding about it."""

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from organisations.forms import helper
from organisations.models import MOST_ATTRIBUTES
from organisations.spreadsheets import Refused, check_file

MEGABYTE = 1024 * 1024


class SheetForm(forms.Form):
    """A spreadsheet to look at. What its size, name and first bytes give away is said at once."""

    file = forms.FileField(
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        # An empty file gets its answer from the reader, like every other fault.
        allow_empty_file=True,
    )
    max_bytes = settings.ROSTER_MAX_BYTES
    max_rows = settings.ROSTER_MAX_ROWS
    limits = _("CSV or XLSX, at most %(size)d MB and %(rows)s rows.")

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = label
        values = {"size": self.max_bytes // MEGABYTE, "rows": f"{self.max_rows:,}"}
        self.fields["file"].help_text = self.limits % values
        self.helper = helper(_("Check the file"))

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what need not be read to be refused."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            ending = PurePath(file.name or "").suffix.lower()
            check_file(cast(BinaryIO, file.file), ending, self.max_bytes)
        except Refused as refused:
            raise forms.ValidationError([str(fault) for fault in refused.args]) from None
        return file


class RosterFileForm(SheetForm):
    """A roster to look at."""

    limits = _("CSV or XLSX, at most %(size)d MB and %(rows)s people.")


class CustomerFileForm(SheetForm):
    """A register of complaints to look at."""

    max_bytes = settings.CUSTOMERS_MAX_BYTES
    max_rows = settings.CUSTOMERS_MAX_ROWS


class AccountFileForm(CustomerFileForm):
    """A file of what accounts buy to look at, and the year it is about."""

    until = forms.DateField(
        label=_("Last day of the twelve months"),
        help_text=_("That “revenue” covers; “revenue_last” covers the twelve months before."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    adds_accounts = forms.BooleanField(
        label=_("Add accounts that are not on the list"),
        help_text=_(
            "Without contacts nothing is known of their experience; they count with what they buy. "
            "Unless ticked, an account that is not on the list is a fault."
        ),
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["until"].widget.attrs["max"] = today.isoformat()

    def clean_until(self) -> date:
        """Refuse a year that is not over."""
        until: date = self.cleaned_data["until"]
        if until > self.today:
            raise forms.ValidationError(
                _("This day lies in the future. Enter the last day that is behind us.")
            )
        return until


class RosterDecisionForm(forms.Form):
    """What becomes of a file that was looked at."""

    columns = forms.MultipleChoiceField(
        label=_("Further columns to keep as attributes"),
        help_text=_(
            "At most %(most)d, each with few different values, such as tenure. "
            "Everything else in the file is ignored."
        )
        % {"most": MOST_ATTRIBUTES},
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    missing = forms.ChoiceField(
        choices=[
            ("stay", _("stay on the list")),
            ("leave", _("leave the list, and their links end")),
        ],
        help_text=_(
            "Links that end stay ended, also for those who come back later. Answers already given "
            "stay. People of audiences the file does not contain are left alone."
        ),
        widget=forms.RadioSelect,
        initial="stay",
        required=False,
    )

    def __init__(self, *args: Any, columns: Sequence[str], gone: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Import"))
        self.fields["columns"].choices = [(name, name) for name in columns]  # type: ignore[attr-defined]
        self.fields["missing"].label = ngettext(
            "The %(n)d person who is not in the file is to …",
            "The %(n)d people who are not in the file are to …",
            gone,
        ) % {"n": gone}
        if columns:
            again = Submit("again", _("Preview again with these columns"), css_class="mt-1")
            again.field_classes = "btn btn-outline-primary"
            self.helper.add_input(again)
        else:
            del self.fields["columns"]
        if not gone:
            del self.fields["missing"]
