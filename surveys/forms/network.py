"""The departments somebody may name, as a respondent chooses them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maturity.answers import DONT_KNOW, NOT_ANSWERED
from maturity.framework import Item
from maturity.items import MOST_NAMED
from maturity.network.question import numbered

# Many departments are shown by the one above them, which no list of Django's can.
TEMPLATE = "surveys/respond/_network.html"
NONE = str(DONT_KNOW)


@dataclass(frozen=True)
class Choice:
    """A box to tick."""

    id: str
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """Boxes under a heading; without one they stand there at once."""

    heading: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> int:
        """How many are ticked."""
        return sum(choice.is_chosen for choice in self.choices)


class NetworkBoundField(forms.BoundField):
    """The departments on a page, with what was chosen before."""

    field: "NetworkField"

    @property
    def groups(self) -> list[Group]:
        """The departments by the heading under which they are shown."""
        return [
            Group(heading, tuple(self._choice(str(n), each.name) for n, each in some))
            for heading, some in numbered(self.field.item.departments)
        ]

    @property
    def none(self) -> Choice:
        """The answer of whoever got no help."""
        return self._choice(NONE, self.field.item.scale.dont_know)

    def _choice(self, value: str, label: str) -> Choice:
        return Choice(f"{self.auto_id}_{value}", value, label, value in (self.value() or []))


class NetworkField(forms.MultipleChoiceField):
    """Departments to choose from, ten at most."""

    def __init__(self, item: Item, answers: Mapping[str, int], **kwargs: Any) -> None:
        numbers = [*range(1, len(item.departments) + 1), DONT_KNOW]
        chosen = {answers.get(column.code, NOT_ANSWERED) for column in item.columns}
        super().__init__(
            choices=[(str(number), number) for number in numbers],
            initial=[str(number) for number in sorted(chosen - {NOT_ANSWERED})],
            **kwargs,
        )
        self.item = item

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> NetworkBoundField:
        """Return it with its groups."""
        return NetworkBoundField(form, self, field_name)

    def validate(self, value: Any) -> None:
        """Refuse more departments than there is room for."""
        super().validate(value)
        named = len({*value} - {NONE})
        if named > MOST_NAMED:
            raise forms.ValidationError(
                _("You chose %(n)d departments; at most %(most)d are possible. Take some out."),
                params={"n": named, "most": MOST_NAMED},
            )


def named_codes(item: Item, chosen: Collection[str]) -> dict[str, int]:
    """Return the codes of the departments named, by number, so that their order tells nothing.

    What was chosen counts, even with "none" beside it.
    """
    numbers = sorted(int(number) for number in {*chosen} - {NONE})
    if chosen and not numbers:
        numbers = [DONT_KNOW] * MOST_NAMED
    codes = [column.code for column in item.columns]
    unused = [NOT_ANSWERED] * (len(codes) - len(numbers))
    return dict(zip(codes, [*numbers, *unused], strict=True))
