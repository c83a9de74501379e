"""The parts of the next edition as a list: what each is called, and what is in it so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maturity.result import Document
from reports.editions.content import Part
from reports.models import Result

LABELS: Mapping[Part, Promise] = {
    Part.TARGETS: gettext_lazy("Targets"),
    Part.COMMENTARY: gettext_lazy("Commentary"),
    Part.PRIORITIES: gettext_lazy("Priorities"),
    Part.ACTIONS: gettext_lazy("100-day plan"),
    Part.COMPARISON: gettext_lazy("Comparison"),
    Part.CUSTOMERS: gettext_lazy("Customers and revenue"),
    Part.PEOPLE: gettext_lazy("Staff and pay"),
}


@dataclass(frozen=True)
class EditionStep:
    """One part, where it is written, and what it holds in a few words."""

    part: Part
    label: str
    url: str
    standing: str


def steps_of(result: Result, content: Document) -> list[EditionStep]:
    """Return the parts a result's edition has, in their order."""
    return [
        EditionStep(
            part,
            str(label),
            url_of(result, part),
            _STANDINGS[part](content),
        )
        for part, label in LABELS.items()
        if has_part(result, part)
    ]


def has_part(result: Result, part: Part) -> bool:
    """Whether something is added there; of a pulse nothing but words, for it is no assessment."""
    return not result.wave.is_pulse or part == Part.COMMENTARY


def url_of(result: Result, part: Part) -> str:
    """Return the address at which a part is written: the plan is the client's, and not a wave's."""
    if part == Part.ACTIONS:
        return reverse("reports:plan", args=[result.wave.assessment.organisation_id])
    return reverse(f"reports:edition_{part}", args=[result.wave_id])


def _number_of(n: int) -> str:
    return str(n) if n else _("none yet")


def _targets(content: Document) -> str:
    n = len(content["targets"])
    return ngettext("%(n)s dimension", "%(n)s dimensions", n) % {"n": n} if n else _("none yet")


def _commentary(content: Document) -> str:
    n = len(content["commentary"])
    return ngettext("on %(n)s part", "on %(n)s parts", n) % {"n": n} if n else _("none yet")


def _comparison(content: Document) -> str:
    wave: str = content["comparison"].get("wave") or _("with no earlier wave")
    return wave


def _customers(content: Document) -> str:
    said = {
        _("portfolio"): content["portfolio"],
        _("register"): content["complaints"].get("register"),
        _("assumptions"): content["complaints"].get("customers"),
    }
    return ", ".join(name for name, part in said.items() if part) or _("none yet")


def _people(content: Document) -> str:
    return _("given") if content["people"] else _("none yet")


_STANDINGS: Mapping[Part, Callable[[Document], str]] = {
    Part.TARGETS: _targets,
    Part.COMMENTARY: _commentary,
    Part.PRIORITIES: lambda content: _number_of(len(content["priorities"])),
    Part.ACTIONS: lambda content: _number_of(len(content["actions"])),
    Part.COMPARISON: _comparison,
    Part.CUSTOMERS: _customers,
    Part.PEOPLE: _people,
}
