"""The steps of a wave's setup."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.utils.html import escape, format_html
from django.utils.translation import gettext_lazy as _

from maturity.disclosure import SMALLEST_GROUP_FLOOR
from maturity.framework import Framework, Module
from maturity.narrowing import asked_modules, needed_modules
from maturity.network.question import FEWEST_DEPARTMENTS, MOST_DEPARTMENTS
from organisations.forms import helper
from organisations.models import Audience
from surveys.forms.waves import DateInput
from surveys.framework import network
from surveys.models import MOST_REMINDERS, Wave
from surveys.setup import checklist, contacts, planning

GO_ON = _("Save and go on")
# What is said where no departments could be named, by whether a wave asks for them.
_NO_LEVELS = {
    True: _(
        "Staff will also be asked from which departments they get help, as soon as the list of "
        "people has %(fewest)d to %(most)d departments beside each other."
    ),
    False: _(
        "Staff are not asked from which departments they get help: that needs %(fewest)d to "
        "%(most)d departments beside each other on the list of people."
    ),
}


class AskedForm(forms.Form):
    """Who is asked, and which parts of the questionnaire."""

    audiences = forms.MultipleChoiceField(
        label=_("Who is asked"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who is asked.")},
    )
    modules = forms.MultipleChoiceField(
        label=_("Parts that may be left out"),
        help_text=_("What is left out is not asked, and no report speaks of it."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    asks_network = forms.BooleanField(
        label=_("Ask staff from which departments they get help for customers"),
        help_text=_("The report then shows where help crosses departments, and where it does not."),
        required=False,
    )
    network_level = forms.TypedChoiceField(
        label=_("Departments to choose from"), coerce=int, required=False
    )

    def __init__(self, *args: Any, framework: Framework, wave: Wave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wave = wave
        needed = needed_modules(framework)
        modules = asked_modules(framework)
        self.needed = [module for module in modules if module.code in needed]
        self.optional = [module for module in modules if module.code not in needed]
        self.fields["audiences"].choices = [  # type: ignore[attr-defined]
            (audience, Audience(audience).label)
            for audience in framework.respondents
            if audience in Audience.values
        ]
        self.fields["modules"].choices = [(m.code, described(m)) for m in self.optional]  # type: ignore[attr-defined]
        self.initial.setdefault("audiences", wave.audiences or list(framework.respondents))
        kept = [module.code for module in self.optional if module.code not in wave.left_out]
        self.initial.setdefault("modules", kept)
        if not self.optional:
            del self.fields["modules"]
        self.network_note = ""
        self._offer_levels(wave)

    def _offer_levels(self, wave: Wave) -> None:
        """Offer the levels of which departments can be named; say so where there are none."""
        levels = network.levels_offered(wave)
        if not levels:
            del self.fields["asks_network"], self.fields["network_level"]
            self.network_note = _NO_LEVELS[wave.asks_network] % {
                "fewest": FEWEST_DEPARTMENTS,
                "most": MOST_DEPARTMENTS,
            }
            return
        self.fields["network_level"].choices = [  # type: ignore[attr-defined]
            (level, _level(names)) for level, names in levels.items()
        ]
        self.initial.setdefault("asks_network", wave.asks_network)
        self.initial.setdefault("network_level", network.level_of(wave))

    @property
    def left_out(self) -> list[str]:
        """The codes of the modules a valid form leaves out."""
        kept = self.cleaned_data.get("modules", [])
        return [module.code for module in self.optional if module.code not in kept]

    @property
    def wants_network(self) -> bool:
        """Whether a valid form asks about the network; as before where it could not say so."""
        return bool(self.cleaned_data.get("asks_network", self.wave.asks_network))

    @property
    def level(self) -> int | None:
        """The level of the tree a valid form chooses; None for the one that is proposed anyway."""
        level = self.cleaned_data.get("network_level", "")
        proposed = network.level_of(Wave(pk=self.wave.pk, assessment=self.wave.assessment))
        return None if level in ("", proposed) else int(level)


def _level(names: Sequence[str]) -> str:
    """Return what a level is called: how many departments it has, and the first of them."""
    some = ", ".join(names[:3])
    if len(names) > 3:
        some = _("%(names)s and others") % {"names": some}
    return _("%(n)d departments: %(names)s") % {"n": len(names), "names": some}


def described(module: Module) -> str:
    """Return a module's name with what it is about, as a choice."""
    return format_html(
        "{}<br><span class='small text-body-secondary'>{}</span>", module.name, module.summary
    )


class GroupsForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """How numbers are computed and from how many people on they are shown."""

    FROZEN = _("This is laid down before anybody answers, and frozen when the wave is opened.")

    class Meta:
        model = Wave
        fields = ["smallest_group", "weighting", "is_census"]
        widgets = {"weighting": forms.RadioSelect()}
        help_texts = {
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
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["smallest_group"].widget.attrs["min"] = SMALLEST_GROUP_FLOOR
        self.helper = helper(GO_ON)
        self.helper.layout = Layout(
            HTML(f'<p class="text-body-secondary">{escape(self.FROZEN)}</p>'),
            "smallest_group",
            "weighting",
            "is_census",
        )

    def clean_smallest_group(self) -> int:
        """Keep to the floor."""
        size: int = self.cleaned_data["smallest_group"]
        if size < SMALLEST_GROUP_FLOOR:
            raise forms.ValidationError(
                _("At least %(floor)d: in a smaller group people can be recognised.")
                % {"floor": SMALLEST_GROUP_FLOOR}
            )
        return size


class DatesForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Until when people can answer, when they are reminded, and whom they may ask."""

    class Meta:
        model = Wave
        fields = ["closes_on", "contact_name", "contact_email"]
        widgets = {"closes_on": DateInput()}
        labels = {"contact_name": _("Name")}
        help_texts = {
            "closes_on": _("The questionnaire closes at the end of this day."),
            "contact_name": _("Someone outside the organisation, such as yourself."),
        }

    def __init__(self, *args: Any, today: date, reminders: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        names = [f"reminder_{number}" for number in range(1, MOST_REMINDERS + 1)]
        for place, name in enumerate(names):
            self.fields[name] = forms.DateField(
                label=_("Reminder %(number)d") % {"number": place + 1},
                required=False,
                widget=DateInput(),
                initial=reminders[place] if place < len(reminders) else None,
            )
        self.fields[names[0]].help_text = _(
            "Only those who have handed in nothing are reminded. Leave a day empty for one fewer."
        )
        self.helper = helper(GO_ON)
        self.helper.layout = Layout(
            Fieldset(str(_("Days")), "closes_on", *names),
            Fieldset(str(_("Whom respondents may ask")), "contact_name", "contact_email"),
        )

    def clean_closes_on(self) -> date:
        """Refuse a day that is over where the client is."""
        day: date = self.cleaned_data["closes_on"]
        if fault := planning.last_day_fault(day, today=self.today):
            raise forms.ValidationError(fault)
        return day

    def clean_contact_email(self) -> str:
        """Refuse somebody at the organisation that employs those asked."""
        email: str = self.cleaned_data["contact_email"]
        if contacts.is_employers(self.instance.assessment.organisation, email):
            raise forms.ValidationError(checklist.employer_fault(email))
        return email

    def clean(self) -> dict[str, Any]:
        """Refuse reminders that are over, after the last day, or in another order."""
        data = super().clean() or self.cleaned_data
        if "closes_on" in data:
            faults = planning.reminder_faults(
                self.reminders, today=self.today, closes_on=data["closes_on"]
            )
            for fault in faults:
                self.add_error(None, fault)
        return data

    @property
    def reminders(self) -> list[date]:
        """The days given, in the order of their fields."""
        given = (self.cleaned_data.get(f"reminder_{n}") for n in range(1, MOST_REMINDERS + 1))
        return [day for day in given if day]
