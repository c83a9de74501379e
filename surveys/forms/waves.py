"""A wave: when, whom respondents may ask, how numbers are computed, and its own questions."""

from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from maturity.disclosure import SMALLEST_GROUP_FLOOR
from maturity.framework import Framework
from maturity.limits import FEWEST_POINTS, MOST_POINTS
from maturity.own_questions import agreement_scale
from organisations.forms import helper
from organisations.models import Audience, one_line
from surveys.models import Wave

LONGEST_ANSWER = 80


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class WaveForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A new wave."""

    FROZEN = _("This is laid down before anybody answers, and frozen when the wave is opened.")

    class Meta:
        model = Wave
        fields = [
            "name",
            "closes_on",
            "contact_name",
            "contact_email",
            "smallest_group",
            "weighting",
            "is_census",
            "is_rehearsal",
        ]
        widgets = {"closes_on": DateInput(), "weighting": forms.RadioSelect()}
        help_texts = {
            "name": _("For example “Spring 2027”."),
            "closes_on": _("The questionnaire closes at the end of this day."),
            "smallest_group": _(
                "No result about fewer people is ever shown to anyone. At least %(floor)d; "
                "it cannot be lowered once the wave is open."
            )
            % {"floor": SMALLEST_GROUP_FLOOR},
            "weighting": _(
                "Where some departments answer more than others, the answers of the others count "
                "for more, so that each department counts as many people as it has. Where that "
                "does not help or is not possible, the report says so and every answer counts "
                "the same."
            ),
            "is_census": _(
                "Leave this off to see the organisation as it is beyond those who happen to be "
                "on the list today: for comparisons, targets and change over time. Turn it on if "
                "nothing but these people is meant; the margins then shrink as more of them answer."
            ),
            "is_rehearsal": _(
                "To try everything before it counts. A rehearsal is the same in every respect and "
                "says on every page what it is; at its end its answers are erased and no result "
                "is made of them. It cannot be turned into a wave that counts, nor the other way "
                "round."
            ),
            "contact_name": _("Someone outside the organisation, such as yourself."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["smallest_group"].widget.attrs["min"] = SMALLEST_GROUP_FLOOR
        self.helper = helper(_("Prepare the wave"))
        self.helper.layout = Layout(
            "name",
            "closes_on",
            "contact_name",
            "contact_email",
            Fieldset(
                str(_("How numbers are computed")),
                HTML(f'<p class="text-body-secondary">{escape(self.FROZEN)}</p>'),
                "smallest_group",
                "weighting",
                "is_census",
            ),
            Fieldset(str(_("Trying it out")), "is_rehearsal"),
        )

    def clean_closes_on(self) -> date:
        """Refuse a day that is over where the client is."""
        day: date = self.cleaned_data["closes_on"]
        if day < self.instance.assessment.organisation.today(timezone.now()):
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


class OwnQuestionForm(forms.Form):
    """A question of the wave's own."""

    audience = forms.ChoiceField(label=_("Who is asked"), choices=Audience.choices)
    text = forms.CharField(
        label=_("Question or statement"),
        max_length=300,
        help_text=_("One sentence, about one thing. It is shown as you write it."),
    )
    answers = forms.CharField(
        label=_("Answers to choose from"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement_scale(framework)
        shown = {"fewest": FEWEST_POINTS, "most": MOST_POINTS, "letters": LONGEST_ANSWER}
        hint = _("One a line, the lowest first; %(fewest)d to %(most)d, up to %(letters)d letters.")
        hints = [hint % shown, _("“I cannot say” is added by itself.")]
        if self.agreement:
            labels = self.agreement.labels
            leave_empty = _("Leave it empty for “%(first)s” to “%(last)s”.")
            hints.append(leave_empty % {"first": labels[0], "last": labels[-1]})
        self.fields["answers"].help_text = " ".join(map(str, hints))
        self.fields["audience"].choices = [  # type: ignore[attr-defined]
            (audience, Audience(audience).label)
            for audience in framework.respondents
            if audience in Audience.values
        ]
        self.helper = helper(_("Add the question"))

    def clean_text(self) -> str:
        """Refuse what is not one line."""
        text: str = self.cleaned_data["text"]
        one_line(text)
        return text

    def clean_answers(self) -> list[str]:
        """Return the answers, one a line; none for the scale of agreement."""
        lines = self.cleaned_data["answers"].splitlines()
        answers = [line for line in map(str.strip, lines) if line]
        if not answers and not self.agreement:
            raise forms.ValidationError(_("This model has no scale of agreement: give answers."))
        if answers and not FEWEST_POINTS <= len(answers) <= MOST_POINTS:
            raise forms.ValidationError(
                _("Give %(fewest)d to %(most)d answers, one a line; here are %(n)d.")
                % {"fewest": FEWEST_POINTS, "most": MOST_POINTS, "n": len(answers)}
            )
        for answer in answers:
            one_line(answer)
            if len(answer) > LONGEST_ANSWER:
                raise forms.ValidationError(
                    _("“%(start)s…” has %(n)d letters; at most %(most)d fit beside a button.")
                    % {"start": answer[:20], "n": len(answer), "most": LONGEST_ANSWER}
                )
            if answers.count(answer) > 1:
                raise forms.ValidationError(_("“%(answer)s” is there twice.") % {"answer": answer})
        return answers
