"""An assessment and what management aims at."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from maturity.framework import Dimension, Framework
from organisations.forms import helper
from organisations.models import one_line
from surveys.models import Assessment, Target

LONGEST_REASON = 300

PARTS = ("targets", "reasons", "weights")
# {"targets", "reasons", "weights": {dimension: value}, "target_step", "step_reason": text}
Aims = Mapping[str, Any]


def aims_of(assessment: Assessment) -> Aims:
    """Return what management aims at, as services.change_targets takes it."""
    targets = list(assessment.targets.all())
    return {
        "targets": {each.dimension: each.stage for each in targets},
        "reasons": {each.dimension: each.reason for each in targets},
        "weights": {each.dimension: each.weight for each in targets},
        "target_step": assessment.target_step,
        "step_reason": assessment.target_step_reason,
    }


class TargetsForm(forms.Form):
    """The stage aimed at for each dimension, why, its weight; and the step not to go beyond."""

    def __init__(
        self,
        *args: Any,
        framework: Framework,
        saved: Aims,
        label: Any,
        has_weights: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.framework, self.saved, self.has_weights = framework, saved, has_weights
        sections = [self._add_dimension(dimension) for dimension in framework.dimensions]
        if framework.steps:
            sections.append(self._add_step())
        self.helper = helper(label)
        self.helper.layout = Layout(*sections)

    def _add_dimension(self, dimension: Dimension) -> Fieldset:
        target, weight, reason = (
            f"{part}_{dimension.code}" for part in ("target", "weight", "reason")
        )
        saved = {part: self.saved[part].get(dimension.code, "") for part in PARTS}
        stages = ((stage.code, stage.name) for stage in self.framework.stages)
        self.fields[target] = forms.ChoiceField(
            label=_("Target"),
            choices=[("", _("No target")), *stages],
            required=False,
            initial=saved["targets"],
            help_text=dimension.question,
        )
        self.fields[reason] = _reason_field(saved["reasons"])
        row = [target]
        if self.has_weights:
            row.append(weight)
            self.fields[weight] = forms.TypedChoiceField(
                label=_("Weight"),
                choices=Target.Weight.choices,
                coerce=int,
                empty_value=str(Target.Weight.NORMAL),
                required=False,
                initial=saved["weights"] or Target.Weight.NORMAL,
            )
        columns = Row(*(Column(name, css_class="col-sm-6") for name in row))
        return Fieldset(dimension.name, columns, reason)

    def _add_step(self) -> Fieldset:
        self.fields["target_step"] = forms.ChoiceField(
            label=_("Target step"),
            help_text=_("Where management wants to stop. Not going further is a legitimate goal."),
            choices=[
                ("", _("No limit")),
                *((step.code, f"{step.rank}. {step.name}") for step in self.framework.steps),
            ],
            required=False,
            initial=self.saved["target_step"],
        )
        self.fields["step_reason"] = _reason_field(self.saved["step_reason"])
        return Fieldset(str(_("Target step of the roadmap")), "target_step", "step_reason")

    def _by_dimension(self, part: str) -> dict[str, Any]:
        return {
            dimension.code: given
            for dimension in self.framework.dimensions
            if (given := self.cleaned_data.get(f"{part}_{dimension.code}"))
        }

    @property
    def aims(self) -> Aims:
        """What was given, of a valid form; see ``aims_of``."""
        return {
            "targets": self._by_dimension("target"),
            "reasons": self._by_dimension("reason"),
            "weights": self._by_dimension("weight"),
            "target_step": self.cleaned_data.get("target_step", ""),
            "step_reason": self.cleaned_data.get("step_reason", ""),
        }


def _reason_field(initial: str) -> forms.CharField:
    return forms.CharField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        required=False,
        validators=[one_line],
        initial=initial,
    )


class AssessmentForm(forms.Form):
    """A new assessment."""

    name = forms.CharField(
        label=_("Name of the assessment"),
        max_length=120,
        help_text=_("For example “Customer centricity 2027”. Respondents and leaders read it."),
        validators=[one_line],
    )

    def __init__(self, *args: Any, organisation_id: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation_id = organisation_id
        self.helper = helper(_("Create the assessment"))

    def clean_name(self) -> str:
        """Refuse a second assessment of the same name."""
        name: str = self.cleaned_data["name"]
        same = Assessment.objects.filter(organisation_id=self.organisation_id, name=name)
        if same.exists():
            raise forms.ValidationError(_("This client already has an assessment of this name."))
        return name
