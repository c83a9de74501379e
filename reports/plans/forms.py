"""The form in which an action is planned, and kept up."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maturity.plan import DIMENSION, STEP, State, stage_aimed_at
from maturity.result import Document
from organisations.models import one_line
from reports import words
from reports.models import LONGEST_SENTENCE, PlannedAction
from reports.plans.planning import Planning
from reports.story.subjects import names_of
from surveys.forms import DateInput, LinesField
from surveys.framework.own_questions import asked_framework

LONGEST_OUTCOME = 1000
# What an action is for, in one choice: "dimension:…", "step:…" or "step:…/foundation".
PART = "/"


class SentenceField(forms.CharField):
    """A sentence or two in a small box; how the lines were broken there does not matter."""

    def __init__(self, **options: Any) -> None:
        options["widget"] = forms.Textarea(attrs={"rows": 3})
        super().__init__(**{"required": False, "max_length": LONGEST_SENTENCE, **options})

    def to_python(self, value: Any) -> Any:
        """Return the words with one space between them."""
        return " ".join(str(super().to_python(value) or "").split())


class ActionForm(forms.Form):
    """One action: what is done, for what, by whom, until when, and what became of it."""

    # The version its reader saw.
    shown = forms.IntegerField(required=False, widget=forms.HiddenInput)
    what = SentenceField(
        label=gettext_lazy("What is done"),
        required=True,
        error_messages={"required": gettext_lazy("Say what is done.")},
    )
    about = forms.ChoiceField(label=gettext_lazy("What it is to change"), required=False)
    done = SentenceField(
        label=gettext_lazy("Done when"), help_text=gettext_lazy("What will be there to be seen.")
    )
    owner = forms.CharField(
        label=gettext_lazy("Who"),
        required=False,
        max_length=120,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    owner_email = forms.EmailField(
        label=gettext_lazy("Their e-mail address"),
        required=False,
        help_text=gettext_lazy(
            "With it they are reminded twice, once the report is released: seven days before the "
            "day, and the day after it is over. It does not stand in the report."
        ),
    )
    due_on = forms.DateField(label=gettext_lazy("Until"), required=False, widget=DateInput())
    company = SentenceField(label=gettext_lazy("For the company"))
    customers = SentenceField(label=gettext_lazy("For customers"))
    partners = SentenceField(label=gettext_lazy("For partners"))
    state = forms.ChoiceField(label=gettext_lazy("State"))
    outcome = LinesField(
        label=gettext_lazy("What became of it"),
        help_text=gettext_lazy("What was seen, and why if it was dropped."),
        required=False,
        max_length=LONGEST_OUTCOME,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, data: Any, *, planning: Planning, action: PlannedAction | None, today: date
    ) -> None:
        self.planning, self.action, self.today = planning, action, today
        super().__init__(data, initial=self._initial())
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (state.value, words.plan_state(state)) for state in State
        ]
        self.fields["about"].choices = self._choices()  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            *("shown", "what", "about", "done"),
            Row(Column("owner", css_class="col-md-6"), Column("due_on", css_class="col-md-6")),
            "owner_email",
            Fieldset(_("What it is to be worth"), "company", "customers", "partners"),
            Fieldset(_("How far it is"), "state", "outcome"),
            Submit("submit", _("Save")),
        )

    def _initial(self) -> dict[str, Any]:
        if self.action is None:
            return {"state": State.PLANNED.value}
        given = {name: getattr(self.action, name) for name in self.base_fields if name in _KEPT}
        return {**given, "shown": self.action.version, "about": _about(self.action.document)}

    def _choices(self) -> list[tuple[str, Any]]:
        """Return the dimensions, and of each step itself and what it rests on."""
        framework = self.planning.framework
        names = names_of(framework)
        dimensions = [(code, name) for code, name in names.items() if code.startswith(DIMENSION)]
        choices = [("", _("None of the dimensions and steps")), (_("Dimensions"), dimensions)]
        for step in framework.steps:
            code = f"{STEP}{step.code}"
            # The list, once closed, shows the choice without its heading.
            parts = [
                (f"{code}{PART}{item.code}", _part(step.rank, item.name))
                for item in framework.foundations
            ]
            choices.append((names[code], [(code, _part(step.rank, _("as a whole"))), *parts]))
        standing = self.initial.get("about", "")
        known = {"", *names, *(value for _group, parts in choices[2:] for value, _name in parts)}
        # Planned under an older version of the model.
        return choices if standing in known else [*choices, (standing, _("As it is"))]

    def clean_due_on(self) -> date | None:
        """Refuse a day that is over, unless it was planned before that."""
        day: date | None = self.cleaned_data["due_on"]
        if day is not None and day < self.today and "due_on" in self.changed_data:
            raise forms.ValidationError(_("This day is over. Choose a day to come."))
        return day

    @property
    def values(self) -> dict[str, Any]:
        """The action's fields, of a valid form."""
        given = {name: self.cleaned_data[name] for name in _KEPT}
        if "about" not in self.changed_data:
            return given
        priority, _mark, foundation = self.cleaned_data["about"].partition(PART)
        return {**given, "priority": priority, "aim": self._aim(priority, foundation)}

    def _aim(self, priority: str, foundation: str) -> Document:
        if priority.startswith(DIMENSION):
            # Leaders meet it by the result it was planned on; a later one may not be released.
            result = self.action.result if self.action else self.planning.result
            framework, code = asked_framework(result.wave), priority.removeprefix(DIMENSION)
            stage = stage_aimed_at(framework, result.content, code)
            return {"dimension": code, "stage": stage} if stage else {}
        if not foundation:
            return {}
        return {"step": priority.removeprefix(STEP), "foundation": foundation}


_KEPT = (
    *("what", "done", "owner", "owner_email", "due_on", "company", "customers", "partners"),
    *("state", "outcome"),
)


def _part(rank: int, name: str) -> str:
    return _("Step %(rank)s, %(name)s") % {"rank": rank, "name": name}


def _about(action: Document) -> str:
    foundation = action["aim"].get("foundation", "")
    return f"{action['priority']}{PART}{foundation}" if foundation else action["priority"]
