"""Forms of this app."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from maturity.framework import Framework, Item
from organisations.forms import helper
from reports.models import RoadmapRating


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
