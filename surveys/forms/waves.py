"""A new wave, its last day, and its own questions."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

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
    """A new wave: its name, and whether it counts. The rest has defaults, and steps of its own."""

    class Meta:
        model = Wave
        fields = ["name", "is_rehearsal"]
        help_texts = {
            "name": _("For example “Spring 2027”."),
            "is_rehearsal": _(
                "To try everything before it counts. A rehearsal is the same in every respect and "
                "says on every page what it is; at its end its answers are erased and no result "
                "is made of them. It cannot be turned into a wave that counts, nor the other way "
                "round."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Prepare the wave"))
        self.helper.layout = Layout("name", Fieldset(str(_("Trying it out")), "is_rehearsal"))

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
