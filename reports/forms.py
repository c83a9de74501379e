"""The form in which comments are reviewed."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maturity.masking import black_out
from surveys.models import Comment


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
