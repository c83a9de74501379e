"""Forms of this app: the consultant's, and the questionnaire's pages."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maturity.answers import DONT_KNOW, NOT_ANSWERED
from maturity.disclosure import SMALLEST_GROUP_FLOOR
from maturity.framework import Framework, Item, Page
from organisations.forms import helper
from surveys.models import Assessment, Wave


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TargetsForm(forms.Form):
    """The stage aimed at for each dimension, and the step not to go beyond."""

    def __init__(self, *args: Any, framework: Framework, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.framework = framework
        stages = [("", _("No target")), *((stage.code, stage.name) for stage in framework.stages)]
        for dimension in framework.dimensions:
            self.fields[f"target_{dimension.code}"] = forms.ChoiceField(
                label=dimension.name, help_text=dimension.question, choices=stages, required=False
            )
        if framework.steps:
            self.fields["target_step"] = forms.ChoiceField(
                label=_("Target step of the roadmap"),
                help_text=_(
                    "Where management wants to stop. Not going further is a legitimate goal."
                ),
                choices=[
                    ("", _("No limit")),
                    *((step.code, f"{step.rank}. {step.name}") for step in framework.steps),
                ],
                required=False,
            )
        self.helper = helper(label)

    @property
    def targets(self) -> dict[str, str]:
        """The chosen stage of each dimension that has one."""
        chosen = {
            dimension.code: self.cleaned_data[f"target_{dimension.code}"]
            for dimension in self.framework.dimensions
        }
        return {dimension: stage for dimension, stage in chosen.items() if stage}

    @property
    def target_step(self) -> str:
        """The chosen step, or nothing."""
        return str(self.cleaned_data.get("target_step", ""))


class AssessmentForm(TargetsForm):
    """A new assessment with its targets."""

    name = forms.CharField(
        label=_("Name of the assessment"),
        max_length=120,
        help_text=_("For example “Customer centricity 2027”. Respondents and leaders read it."),
    )

    def __init__(self, *args: Any, organisation_id: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation_id = organisation_id
        targets = [name for name in self.fields if name != "name"]
        self.helper.layout = Layout(
            "name", Fieldset(str(_("Where management wants to be")), *targets)
        )

    def clean_name(self) -> str:
        """Refuse a second assessment of the same name."""
        name: str = self.cleaned_data["name"]
        same = Assessment.objects.filter(organisation_id=self.organisation_id, name=name)
        if same.exists():
            raise forms.ValidationError(_("This client already has an assessment of this name."))
        return name


class WaveForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A new wave."""

    class Meta:
        model = Wave
        fields = ["name", "closes_on", "smallest_group", "contact_name", "contact_email"]
        widgets = {"closes_on": DateInput()}
        help_texts = {
            "name": _("For example “Spring 2027”."),
            "closes_on": _("The questionnaire closes at the end of this day."),
            "smallest_group": _(
                "No result about fewer people is ever shown to anyone. At least %(floor)d; "
                "it cannot be lowered once the wave is open."
            )
            % {"floor": SMALLEST_GROUP_FLOOR},
            "contact_name": _("Someone outside the organisation, such as yourself."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["smallest_group"].widget.attrs["min"] = SMALLEST_GROUP_FLOOR
        self.helper = helper(_("Prepare the wave"))

    def clean_closes_on(self) -> date:
        """Refuse a day that is over where the client is."""
        day: date = self.cleaned_data["closes_on"]
        if day < timezone.now().astimezone(self.instance.assessment.organisation.zone).date():
            raise forms.ValidationError(_("This day is over; choose a later one."))
        return day

    def clean_smallest_group(self) -> int:
        """Keep to the floor."""
        size: int = self.cleaned_data["smallest_group"]
        if size < SMALLEST_GROUP_FLOOR:
            raise forms.ValidationError(
                _("At least %(floor)d: in a smaller group people can be recognised.")
                % {"floor": SMALLEST_GROUP_FLOOR}
            )
        return size

    def clean_name(self) -> str:
        """Refuse a second wave of the same name."""
        name: str = self.cleaned_data["name"]
        if Wave.objects.filter(assessment=self.instance.assessment, name=name).exists():
            raise forms.ValidationError(_("This assessment already has a wave of this name."))
        return name


class LastDayForm(forms.Form):
    """The last day to answer, asked again when a wave is opened or opened again."""

    closes_on = forms.DateField(label=_("Last day to answer"), widget=DateInput())


class QuestionnairePageForm(forms.Form):
    """One page of a questionnaire. Nothing on it has to be answered."""

    def __init__(
        self, *args: Any, page: Page, audience: str, answers: Mapping[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        for item in page.items:
            self.fields[item.code] = _question(item, audience, answers.get(item.code))
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self) -> dict[str, Any]:
        """Refuse answers to questions this page does not ask."""
        known = {*self.fields, "go"}
        if set(self.data) - known:
            raise forms.ValidationError(
                _(
                    "Something came with this page that it does not ask. Nothing was saved; "
                    "please answer again."
                )
            )
        return super().clean() or {}

    @property
    def answers(self) -> dict[str, int]:
        """The answer code of each item."""
        return {
            item.code: int(self.cleaned_data[item.code] or NOT_ANSWERED) for item in self.page.items
        }


def _question(item: Item, audience: str, answer: int | None) -> forms.ChoiceField:
    options = [(str(code), text) for code, text in enumerate(item.options(), start=1)]
    if item.scale.has_dont_know:
        options.append((str(DONT_KNOW), item.scale.dont_know))
    return forms.ChoiceField(
        label=item.text(audience),
        choices=options,
        widget=forms.RadioSelect,
        required=False,
        initial=str(answer) if answer else None,
        error_messages={"invalid_choice": _("Please choose one of the answers shown.")},
    )
