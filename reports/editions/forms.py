"""Forms in which the next edition is written, released and withdrawn."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from maturity.framework import Framework
from maturity.result import Document
from organisations.models import one_line
from reports.editions.content import MOST_ACTIONS, MOST_PRIORITIES
from reports.editions.earlier import Earlier
from reports.story.commentary import Section
from surveys.forms import DateInput, LinesField, TargetsForm

LONGEST_COMMENT = 5000
LONGEST_PRIORITY = 1000
LONGEST_NOTE = 2000
NOT_THERE = _("This report has no such part, so it is not printed.")


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, though it be nothing; None where a page is only looked at."""
    return request.POST if request.method == "POST" else None


def _box(rows: int) -> forms.Textarea:
    """Return a box for words."""
    return forms.Textarea(attrs={"rows": rows, "class": "form-control", "spellcheck": "true"})


class EditionTargetsForm(TargetsForm):
    """What management aims at; the weights were laid down before and stay."""

    def __init__(self, data: Any, *, framework: Framework, content: Document) -> None:
        saved = {
            "targets": content["targets"],
            "reasons": content["target_reasons"],
            "weights": {},
            "target_step": content["target_step"],
            "step_reason": content["target_step_reason"],
        }
        super().__init__(
            data, framework=framework, saved=saved, label=_("Save and go on"), has_weights=False
        )
        # The page's form also says what its reader has seen.
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def values(self) -> Document:
        """What the edition keeps, of a valid form."""
        return {
            "targets": self.aims["targets"],
            "target_reasons": self.aims["reasons"],
            "target_step": self.aims["target_step"],
            "target_step_reason": self.aims["step_reason"],
        }


class CommentaryForm(forms.Form):
    """What the consultant says beside each part of the report, in Markdown."""

    def __init__(
        self, data: Any, *, sections: Iterable[Section], written: Mapping[str, str]
    ) -> None:
        super().__init__(data)
        self.sections = [each for each in sections if each.is_there or each.code in written]
        for section in self.sections:
            self.fields[section.code] = LinesField(
                label=section.title,
                required=False,
                max_length=LONGEST_COMMENT,
                initial=written.get(section.code, ""),
                widget=_box(7 if written.get(section.code) else 3),
                help_text="" if section.is_there else NOT_THERE,
            )

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the boxes, whether or not it was sent or is valid."""
        return {each.code: str(self[each.code].value() or "") for each in self.sections}

    @property
    def values(self) -> Document:
        """What the edition keeps, of a valid form."""
        written = {each.code: self.cleaned_data[each.code].strip() for each in self.sections}
        return {"commentary": {code: text for code, text in written.items() if text}}


class PriorityForm(forms.Form):
    """One priority; a row left empty is none."""

    code = forms.ChoiceField(
        label=_("Dimension or step"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    text = LinesField(
        label=_("What is the matter, what it leads to, what you recommend"),
        required=False,
        max_length=LONGEST_PRIORITY,
        widget=_box(3),
    )

    def __init__(self, *args: Any, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", _("None")), *names.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse words about nothing."""
        if self.cleaned_data.get("text") and not self.cleaned_data.get("code"):
            self.add_error("code", _("Choose what this is about, or delete the text."))
        return self.cleaned_data


class Priorities(forms.BaseFormSet):  # type: ignore[type-arg]  # not generic at run time
    """All priorities, the first first."""

    def clean(self) -> None:
        """Refuse the same priority twice."""
        seen = set()
        for form in self.forms:
            code = form.cleaned_data.get("code")
            if code and code in seen:
                form.add_error("code", _("This is a priority already. Choose another, or none."))
            seen.add(code)

    @property
    def values(self) -> Document:
        """What the edition keeps, of valid forms; empty rows between others close up."""
        given = [form.cleaned_data for form in self.forms]
        chosen = [
            {"code": each["code"], "text": each["text"].strip()}
            for each in given
            if each.get("code")
        ]
        return {"priorities": chosen}


PriorityForms = cast(
    type[Priorities],
    forms.formset_factory(
        PriorityForm,
        formset=Priorities,
        extra=MOST_PRIORITIES,
        max_num=MOST_PRIORITIES,
        absolute_max=MOST_PRIORITIES,
    ),
)


class SentenceField(forms.CharField):
    """A sentence or two in a small box; how the lines were broken there does not matter."""

    def __init__(self, **options: Any) -> None:
        options["widget"] = forms.Textarea(attrs={"rows": 2, "class": "form-control"})
        super().__init__(required=False, max_length=300, **options)

    def to_python(self, value: Any) -> Any:
        """Return the words with one space between them."""
        return " ".join(str(super().to_python(value) or "").split())


class ActionForm(forms.Form):
    """One action; a row without words on what is done is none."""

    what = SentenceField(label=_("What is done"))
    priority = forms.ChoiceField(
        label=_("For"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    owner = forms.CharField(
        label=_("Who"),
        required=False,
        max_length=120,
        validators=[one_line],
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    due_on = forms.DateField(label=_("Until"), required=False, widget=DateInput())
    done = SentenceField(label=_("Done when"))

    def __init__(self, *args: Any, names: Mapping[str, str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["due_on"].widget.attrs["class"] = "form-control"
        self.fields["priority"].choices = [("", _("None of the priorities")), *names.items()]  # type: ignore[attr-defined]

    def clean_due_on(self) -> date | None:
        """Refuse a day that is over, unless it was planned before that."""
        day: date | None = self.cleaned_data["due_on"]
        if day is not None and day < self.today and "due_on" in self.changed_data:
            raise forms.ValidationError(_("This day is over. Choose a day to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse an owner or a day of nothing."""
        given = self.cleaned_data
        rest = any(given.get(name) for name in ("owner", "due_on", "done"))
        if rest and not given.get("what") and "what" not in self.errors:
            self.add_error("what", _("Say what is done, or empty the whole row."))
        return given

    @property
    def action(self) -> Document:
        """What the edition keeps of it, of a valid form."""
        given = self.cleaned_data
        due_on = given["due_on"].isoformat() if given["due_on"] else ""
        return {name: given[name] for name in ("what", "priority", "owner", "done")} | {
            "due_on": due_on
        }


def as_written(actions: Iterable[Document]) -> list[Document]:
    """Return actions as their forms begin with them: a day is compared as a day."""
    return [
        {**each, "due_on": date.fromisoformat(each["due_on"]) if each["due_on"] else None}
        for each in actions
    ]


class Actions(forms.BaseFormSet):  # type: ignore[type-arg]  # not generic at run time
    """All actions."""

    # Proposals that are added to what was written.
    taken: Sequence[Document] = ()

    def clean(self) -> None:
        """Refuse a proposal there is no room for."""
        written = sum(bool(form.cleaned_data.get("what")) for form in self.forms)
        if written + len(self.taken) > MOST_ACTIONS:
            raise forms.ValidationError(
                _("%(n)d actions are as many as a report can have. Empty one first."),
                params={"n": MOST_ACTIONS},
            )

    @property
    def values(self) -> Document:
        """What the edition keeps, of valid forms."""
        written = [form.action for form in self.forms if form.cleaned_data.get("what")]
        return {"actions": [*written, *self.taken]}


ActionForms = cast(
    type[Actions],
    forms.formset_factory(
        ActionForm, formset=Actions, extra=1, max_num=MOST_ACTIONS, absolute_max=MOST_ACTIONS
    ),
)


class ComparisonForm(forms.Form):
    """Which earlier wave the report is compared with, if any."""

    earlier = forms.ChoiceField(
        label=_("Compare with"),
        required=False,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )

    def __init__(self, data: Any, *, offered: Sequence[Earlier], chosen: Document) -> None:
        super().__init__(data, initial={"earlier": chosen.get("result_id", "")})
        self.offered = {str(each.result.pk): each for each in offered if each.audiences}
        self.fields["earlier"].choices = [  # type: ignore[attr-defined]
            ("", _("With no earlier wave")),
            *((pk, "{assessment}: {wave}".format(**e.pinned)) for pk, e in self.offered.items()),
        ]

    @property
    def values(self) -> Document:
        """What the edition keeps, of a valid form."""
        chosen = self.offered.get(self.cleaned_data["earlier"])
        return {"comparison": chosen.pinned if chosen else {}}


class ReleaseForm(forms.Form):
    """What the leaders are told with the release."""

    # The mark of what its reader saw.
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    release_note = LinesField(
        label=_("A note to the leaders"),
        help_text=_("It stands in the letter to them and beside the report. It may stay empty."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=_box(5),
    )


class WithdrawForm(forms.Form):
    """Why an edition is withdrawn."""

    reason = LinesField(
        label=_("Why it is withdrawn"),
        help_text=_("The leaders read this in place of the report."),
        max_length=LONGEST_NOTE,
        widget=_box(4),
    )
