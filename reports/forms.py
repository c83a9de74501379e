"""Forms of this app."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from maturity.framework import Framework, Item
from maturity.masking import black_out
from organisations.forms import helper
from reports.models import RoadmapRating
from surveys.models import Comment


class RoadmapForm(forms.Form):
    """The assessor's judgement of every step and micro-foundation, with notes."""

    def __init__(self, data: Any, *, framework: Framework, saved: Iterable[RoadmapRating]) -> None:
        ratings = list(saved)
        initial = {f"rating_{r.item}": r.rating or "" for r in ratings}
        initial |= {f"note_{r.item}": r.note for r in ratings}
        super().__init__(data, initial=initial)
        self.items = framework.roadmap_items
        foundations = {foundation.code: foundation.name for foundation in framework.foundations}
        for item in self.items:
            self._add(item, foundations[item.foundation], framework.assessor)
        self.helper = helper(_("Save ratings"))
        self.helper.layout = Layout(
            *(
                Fieldset(
                    f"{step.rank}. {step.name}",
                    HTML(f'<p class="text-body-secondary">{step.summary}</p>'),
                    *(
                        Div(
                            Div(f"rating_{item.code}", css_class="col-md-5"),
                            Div(f"note_{item.code}", css_class="col-md-7"),
                            css_class="row",
                        )
                        for item in self.items
                        if item.step == step.code
                    ),
                )
                for step in framework.steps
            )
        )

    def _add(self, item: Item, foundation: str, assessor: str) -> None:
        self.fields[f"rating_{item.code}"] = forms.TypedChoiceField(
            label=foundation,
            help_text=item.text(assessor),
            choices=[("", _("Not rated")), *enumerate(item.options(), start=1)],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.fields[f"note_{item.code}"] = forms.CharField(
            label=_("Evidence"),
            widget=forms.Textarea(
                attrs={"rows": 2, "aria-label": f"{_('Evidence')}: {foundation}"}
            ),
            max_length=2000,
            required=False,
        )

    @property
    def ratings(self) -> dict[str, int | None]:
        """The rating of each item; None where it was not rated."""
        return {item.code: self.cleaned_data[f"rating_{item.code}"] for item in self.items}

    @property
    def notes(self) -> dict[str, str]:
        """The note on each item."""
        return {item.code: self.cleaned_data[f"note_{item.code}"] for item in self.items}


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
