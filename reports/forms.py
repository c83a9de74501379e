"""Forms of this app."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from maturity.items import Item
from maturity.masking import black_out
from organisations.plain_text import unseen, without_unseen
from reports.models import WorkbookEntry
from surveys.models import Comment

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
    """What the assessor found on one item of the workbook."""

    rating = forms.TypedChoiceField(
        widget=forms.RadioSelect(attrs={"class": "form-check-input as-typed", **PAGE}),
        coerce=int,
        empty_value=None,
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
            "note": entry.note,
            "links": entry.links,
            "version": entry.version,
        }
        super().__init__(data, prefix=item.code, initial=initial)
        self.item, self.entry = item, entry
        rating = cast(forms.TypedChoiceField, self.fields["rating"])
        rating.choices = [("", _("Not rated")), *enumerate(item.options(), start=1)]

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


@dataclass(frozen=True)
class CommentRow:
    """A comment with its question, and the fields of the form that are about it."""

    comment: Comment
    question: str
    shown: forms.BoundField
    review: forms.BoundField
    words: forms.BoundField


class CommentsForm(forms.Form):
    """Which comments may be quoted, and words to be blacked out of them."""

    def __init__(
        self, data: Any, *, comments: Iterable[Comment], questions: Mapping[tuple[str, str], str]
    ) -> None:
        super().__init__(data)
        self.comments = list(comments)
        self.questions = questions
        again = _("It does not say what was decided on this comment before. Open this page again.")
        for comment in self.comments:
            # Somebody else may decide on it while this page is read.
            self.fields[f"shown_{comment.pk}"] = forms.ChoiceField(
                choices=Comment.Review.choices,
                widget=forms.HiddenInput,
                initial=comment.review,
                error_messages={"required": again, "invalid_choice": again},
            )
            self.fields[f"review_{comment.pk}"] = forms.ChoiceField(
                label=_("May it be quoted?"),
                choices=Comment.Review.choices,
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                initial=comment.review,
            )
            self.fields[f"words_{comment.pk}"] = forms.CharField(
                label=_("Words to black out, separated by commas"),
                widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
                max_length=300,
                required=False,
            )

    @property
    def rows(self) -> Iterator[CommentRow]:
        """The comments with their fields."""
        for comment in self.comments:
            yield CommentRow(
                comment,
                self.questions.get((comment.audience, comment.question), comment.question),
                self[f"shown_{comment.pk}"],
                self[f"review_{comment.pk}"],
                self[f"words_{comment.pk}"],
            )

    def clean(self) -> dict[str, Any]:
        """Refuse words that do not stand in their comment: what they meant would stay."""
        for comment in self.comments:
            for words in self._words(comment):
                if black_out(comment.text, [words]) == comment.text:
                    message = _("“%(words)s” does not stand in this comment as a whole word.")
                    self.add_error(f"words_{comment.pk}", message % {"words": words})
        return self.cleaned_data

    def _words(self, comment: Comment) -> list[str]:
        given = self.cleaned_data.get(f"words_{comment.pk}", "")
        return [words for words in map(str.strip, given.split(",")) if words]

    @property
    def shown(self) -> dict[uuid.UUID, str]:
        """What the page said was decided on each comment before."""
        return {c.pk: self.cleaned_data[f"shown_{c.pk}"] for c in self.comments}

    @property
    def reviews(self) -> dict[uuid.UUID, str]:
        """What was decided on each comment."""
        return {c.pk: self.cleaned_data[f"review_{c.pk}"] for c in self.comments}

    @property
    def blacked_out(self) -> dict[uuid.UUID, list[str]]:
        """The words to black out of each comment."""
        return {comment.pk: self._words(comment) for comment in self.comments}
