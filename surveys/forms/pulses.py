"""What a pulse asks and of whom, and a new one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from maturity.framework import Framework
from maturity.narrowing import MOST_PULSE_QUESTIONS, pulse_modules, pulse_questions
from organisations.models import Audience, one_line
from surveys.forms.setup import described
from surveys.forms.waves import DateInput
from surveys.models import Wave
from surveys.setup import planning


@dataclass(frozen=True)
class QuestionChoice:
    """A question that can be ticked."""

    code: str
    text: str
    audiences: str
    is_chosen: bool


@dataclass(frozen=True)
class PageOfQuestions:
    """The questions of one page of the questionnaires; ``chosen`` is how many are ticked."""

    title: str
    questions: tuple[QuestionChoice, ...]

    @property
    def chosen(self) -> int:
        """How many are ticked."""
        return sum(question.is_chosen for question in self.questions)


class PulseAskedForm(forms.Form):
    """A part of the questionnaire or a few questions of it, of everybody or of half."""

    audiences = forms.MultipleChoiceField(
        label=_("Who is asked"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who is asked.")},
    )
    asks_half = forms.ChoiceField(
        label=_("How many of them"),
        choices=[
            ("", _("Everybody")),
            ("half", _("Half of them, drawn by lot when the pulse is opened")),
        ],
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "Of every department half is drawn, so that the other half is spared. Those asked are "
            "told so. With half as many answers fewer groups can be shown, and margins are wider."
        ),
    )
    module = forms.ChoiceField(label=_("What is asked"), required=False, widget=forms.RadioSelect)
    items = forms.MultipleChoiceField(
        label=_("Questions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose among the questions shown.")},
    )

    def __init__(self, *args: Any, framework: Framework, wave: Wave, **kwargs: Any) -> None:
        """``framework`` is what the wave that the pulse follows asked."""
        super().__init__(*args, **kwargs)
        self.framework = framework
        self.fields["audiences"].choices = [  # type: ignore[attr-defined]
            (audience, Audience(audience).label)
            for audience in framework.respondents
            if audience in Audience.values
        ]
        self.fields["module"].choices = [  # type: ignore[attr-defined]
            *((module.code, described(module)) for module in pulse_modules(framework)),
            ("", _("Single questions, chosen below")),
        ]
        self.fields["items"].choices = [  # type: ignore[attr-defined]
            (item.code, item.text(item.audiences[0])) for item in pulse_questions(framework)
        ]
        given = {
            "audiences": wave.audiences or list(framework.respondents),
            "asks_half": "half" if wave.asks_half else "",
            "module": wave.pulse_module,
            "items": wave.pulse_items,
        }
        for name, value in given.items():
            self.initial.setdefault(name, value)

    def clean_asks_half(self) -> bool:
        """Whether half of them are asked."""
        return bool(self.cleaned_data["asks_half"])

    def clean_items(self) -> list[str]:
        """Refuse more than a few."""
        items: list[str] = self.cleaned_data["items"]
        if len(items) > MOST_PULSE_QUESTIONS:
            raise forms.ValidationError(
                ngettext_lazy(
                    "At most %(most)d question can be chosen; %(n)d are ticked.",
                    "At most %(most)d questions can be chosen; %(n)d are ticked.",
                    MOST_PULSE_QUESTIONS,
                )
                % {"most": MOST_PULSE_QUESTIONS, "n": len(items)}
            )
        return items

    def clean(self) -> dict[str, Any]:
        """Ask for one or the other; questions that are ticked beside a part are left out."""
        data = super().clean() or self.cleaned_data
        if data.get("module"):
            data["items"] = []
        elif not data.get("items") and "items" not in self.errors:
            self.add_error("items", _("Choose a part of the questionnaire, or tick a question."))
        return data

    @property
    def asked(self) -> dict[str, Any]:
        """What a valid form says, as ``services.choose_pulse`` takes it."""
        return {name: self.cleaned_data[name] for name in PulseAskedForm.base_fields}

    @property
    def pages(self) -> Iterator[PageOfQuestions]:
        """The questions page by page, each once, with those ticked."""
        ticked, seen = set(self["items"].value() or []), set()
        for audience in self.framework.respondents:
            for page in self.framework.questionnaire(audience).pages:
                items = [i for i in page.items if not i.is_comment and i.code not in seen]
                seen |= {item.code for item in items}
                if items:
                    yield PageOfQuestions(
                        page.title,
                        tuple(
                            QuestionChoice(
                                item.code,
                                item.text(audience),
                                self._asked_of(item.code),
                                item.code in ticked,
                            )
                            for item in items
                        ),
                    )

    def _asked_of(self, code: str) -> str:
        """Name the audiences that have a question."""
        return ", ".join(
            str(Audience(audience).label)
            for audience in self.framework.respondents
            if audience in Audience.values
            and any(item.code == code for item in self.framework.questionnaire(audience).items)
        )


class PulseForm(PulseAskedForm):
    """A new pulse: its name and last day besides."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("For example “Pulse in May”."),
        validators=[one_line],
    )
    closes_on = forms.DateField(
        label=_("Last day to answer"),
        widget=DateInput(),
        help_text=_("The questionnaire closes at the end of this day."),
    )
    is_rehearsal = forms.BooleanField(
        label=_("Rehearsal"),
        required=False,
        help_text=_("To try it out: at its end the answers are erased and no result is made."),
    )
    field_order = ("name", "closes_on")

    def __init__(self, *args: Any, wave: Wave, today: date, **kwargs: Any) -> None:
        super().__init__(*args, wave=wave, **kwargs)
        self.wave, self.today = wave, today

    def clean_name(self) -> str:
        """Refuse a second wave of the same name."""
        name: str = self.cleaned_data["name"]
        if Wave.objects.filter(assessment=self.wave.assessment, name=name).exists():
            raise forms.ValidationError(_("This assessment already has a wave of this name."))
        return name

    def clean_closes_on(self) -> date:
        """Refuse a day that is over where the client is."""
        day: date = self.cleaned_data["closes_on"]
        if fault := planning.last_day_fault(day, today=self.today):
            raise forms.ValidationError(fault)
        return day
