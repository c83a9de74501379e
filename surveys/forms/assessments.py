"""An assessment and what management aims at."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from maturity.framework import Framework
from organisations.forms import helper
from surveys.models import Assessment


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
