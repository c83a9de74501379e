"""Forms in which the next edition is written, released and withdrawn."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from maturity.framework import Framework
from maturity.result import Document
from reports.editions.content import MOST_PRIORITIES
from reports.editions.earlier import Earlier
from reports.models import Report
from reports.story.commentary import Section
from surveys.forms import LinesField, TargetsForm

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
    paper = forms.ChoiceField(
        label=_("Paper of the PDF"), choices=Report.Paper.choices, required=False
    )
    tells_everybody = forms.BooleanField(
        label=_("Tell everybody who was asked, too"),
        help_text=_(
            "Their one page is published, and its address mailed to all who were invited. It can "
            "be done later as well."
        ),
        required=False,
    )

    def clean_paper(self) -> str:
        """Return the paper that was chosen."""
        return self.cleaned_data["paper"] or Report.Paper.A4


class WithdrawForm(forms.Form):
    """Why an edition is withdrawn."""

    reason = LinesField(
        label=_("Why it is withdrawn"),
        help_text=_("The leaders read this in place of the report."),
        max_length=LONGEST_NOTE,
        widget=_box(4),
    )
