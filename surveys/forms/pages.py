"""One page of a questionnaire, as a respondent answers it."""

from collections.abc import Collection, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from maturity.answers import CHOSEN, DONT_KNOW, NOT_ANSWERED, NOT_CHOSEN
from maturity.framework import Item, Page
from organisations.plain_text import without_unseen
from surveys.forms.network import TEMPLATE, NetworkField, named_codes
from surveys.models.answers import COMMENT_BYTES, COMMENT_CHARACTERS
from surveys.privacy.ballots import Progress, comment_room, says_something

# What the columns of an item with several answers hold; see maturity.items.
# What comes with every page besides its answers: the button, and when it was shown.
SHOWN = "shown"
ALWAYS_SENT = {"go", SHOWN}


class QuestionnairePageForm(forms.Form):
    """The questions of a page that are asked. Nothing on it has to be answered."""

    def __init__(
        self,
        *args: Any,
        page: Page,
        asked: Collection[str],
        audience: str,
        progress: Progress,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = [item for item in page.items if item.code in asked]
        for item in self.items:
            self.fields[item.code] = _question(item, audience, progress)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            *(
                Field(item.code, template=TEMPLATE) if item.departments else item.code
                for item in self.items
            )
        )

    def clean(self) -> dict[str, Any]:
        """Refuse answers to questions this page does not ask, and what is not a whole page.

        What a browser sends of a page without an answer would erase those given before.
        """
        if set(self.data) - {*self.fields, *ALWAYS_SENT} or SHOWN not in self.data:
            raise forms.ValidationError(
                _(
                    "Something came with this page that it does not ask, or a part of it was "
                    "lost. Nothing was saved; please answer again."
                )
            )
        return super().clean() or {}

    @property
    def answers(self) -> dict[str, int]:
        """The answer code of each column."""
        answers: dict[str, int] = {}
        for item in self.items:
            given = self.cleaned_data[item.code]
            if item.departments:
                answers.update(named_codes(item, given))
            elif item.several:
                answers.update(_several_codes(item, given))
            elif not item.is_comment:
                answers[item.code] = int(given or NOT_ANSWERED)
        return answers

    @property
    def comments(self) -> dict[str, str]:
        """What was written, by item."""
        return {item.code: self.cleaned_data[item.code] for item in self.items if item.is_comment}


def _several_codes(item: Item, chosen: Collection[str]) -> dict[str, int]:
    """Return the code of each option. What was chosen counts, even with "none" beside it."""
    codes = [column.code for column in item.columns]
    options = [option.code for option in item.several]
    if not set(options).isdisjoint(chosen):
        marks = [CHOSEN if option in chosen else NOT_CHOSEN for option in options]
        return dict(zip(codes, marks, strict=True))
    return dict.fromkeys(codes, DONT_KNOW if chosen else NOT_ANSWERED)


def _question(item: Item, audience: str, progress: Progress) -> forms.Field:
    common: dict[str, Any] = {
        "label": item.text(audience),
        "help_text": item.help,
        "required": False,
    }
    if item.is_comment:
        return CommentField(initial=progress.comments.get(item.code), **common)
    common["error_messages"] = {"invalid_choice": _("Please choose one of the answers shown.")}
    dont_know = [(str(DONT_KNOW), item.scale.dont_know)] if item.scale.has_dont_know else []
    if item.departments:
        return NetworkField(item, progress.answers, **common)
    if item.several:
        common["help_text"] = item.help or _("Choose as many as apply.")
        return forms.MultipleChoiceField(
            choices=[*((option.code, option.text) for option in item.several), *dont_know],
            widget=forms.CheckboxSelectMultiple,
            initial=_chosen(item, progress.answers),
            **common,
        )
    options = [(str(code), text) for code, text in enumerate(item.options(), start=1)]
    return forms.ChoiceField(
        choices=[*options, *dont_know],
        widget=forms.RadioSelect,
        initial=str(progress.answers.get(item.code, "")) or None,
        **common,
    )


def _chosen(item: Item, answers: Mapping[str, int]) -> list[str]:
    """Return the options that were chosen before, or the "none" that was."""
    given = {column.code: answers.get(column.code) for column in item.columns}
    if DONT_KNOW in given.values():
        return [str(DONT_KNOW)]
    options = zip(item.several, given.values(), strict=True)
    return [option.code for option, code in options if code == CHOSEN]


class CommentField(forms.CharField):
    """A few sentences in one's own words, short enough for a draft and a ballot."""

    def __init__(self, *, help_text: Any = "", **kwargs: Any) -> None:
        limit = _(
            "At most %(n)d characters (about %(fewer)d in scripts such as Chinese or Hindi)."
        ) % {"n": COMMENT_CHARACTERS, "fewer": COMMENT_BYTES // 3}
        nobody = _(
            "It may be quoted word for word, so please name nobody, and nothing that would give "
            "you or others away."
        )
        super().__init__(
            help_text=" ".join(map(str, filter(None, (help_text, limit, nobody)))),
            widget=forms.Textarea(attrs={"rows": 5, "maxlength": COMMENT_CHARACTERS}),
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        """Drop what cannot be seen; what has no letter and no digit is no comment."""
        text = str(super().to_python(without_unseen("" if value is None else str(value))))
        return text if says_something(text) else ""

    def validate(self, value: Any) -> None:
        """Refuse what there is no room for, and say how much of this very text there is."""
        super().validate(value)
        room = comment_room(value)
        if len(value) > room:
            raise forms.ValidationError(
                _("This has %(n)d characters; please shorten it to %(room)d."),
                params={"n": len(value), "room": room},
            )
