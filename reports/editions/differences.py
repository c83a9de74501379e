"""What an edition says otherwise than the one before it. Values in, words out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maturity.framework import Framework
from maturity.plan import whole_action
from maturity.result import Document
from reports import words
from reports.editions.content import Part, part_of
from reports.story.commentary import SECTIONS
from reports.story.look import plain_look
from reports.story.subjects import names_of


@dataclass(frozen=True)
class Difference:
    """One thing that changed; "" where nothing stood before, or stands any more."""

    part: str
    about: str
    before: str
    after: str


def differences(framework: Framework, before: Document, after: Document) -> list[Difference]:
    """Return what changed from one edition's content to the next, in the order of the report."""
    told = [
        Difference(str(part), about, old, new)
        for part, tell in _TELLING.items()
        for about, old, new in _pairs(tell(framework, before), tell(framework, after))
    ]
    return [each for each in told if each.before != each.after]


def _pairs(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for about in {**before, **after}:
        yield about, before.get(about, ""), after.get(about, "")


def _targets(framework: Framework, content: Document) -> dict[str, str]:
    """Return what is aimed at in each dimension and on the roadmap, with the reason."""
    part = part_of(content, Part.TARGETS)
    stages = {stage.code: stage.name for stage in framework.stages}
    steps = {step.code: f"{step.rank}. {step.name}" for step in framework.steps}
    told = {
        each.name: _with_reason(
            stages.get(part["targets"].get(each.code, ""), ""),
            part["target_reasons"].get(each.code, ""),
        )
        for each in framework.dimensions
    }
    step = steps.get(part["target_step"], "")
    return {**told, _("Target step"): _with_reason(step, part["target_step_reason"])}


def _with_reason(aim: str, reason: str) -> str:
    return f"{aim} ({reason})" if aim and reason else aim or reason


def _commentary(framework: Framework, content: Document) -> dict[str, str]:
    written = part_of(content, Part.COMMENTARY)["commentary"]
    return {str(title): written.get(code, "") for code, title in SECTIONS.items()}


def _priorities(framework: Framework, content: Document) -> dict[str, str]:
    """Return each priority with its place, which is part of what it says."""
    names = names_of(framework)
    return {
        names.get(each["code"], each["code"]): f"{place}. {each['text']}".strip()
        for place, each in enumerate(part_of(content, Part.PRIORITIES)["priorities"], start=1)
    }


def _actions(framework: Framework, content: Document) -> dict[str, str]:
    names = names_of(framework)
    told: dict[str, str] = {}
    for each in map(whole_action, part_of(content, Part.ACTIONS)["actions"]):
        parts = (
            names.get(each["priority"], ""),
            each["owner"],
            words.day(each["due_on"]),
            each["done"],
            each["company"],
            each["customers"],
            each["partners"],
            words.plan_state(each["state"]),
            each["outcome"],
        )
        # Two actions of the same words are told together.
        line = ", ".join(part for part in parts if part)
        told[each["what"]] = "; ".join(filter(None, (told.get(each["what"], ""), line)))
    return told


def _carried(framework: Framework, content: Document) -> dict[str, str]:
    """Return what became of each action of an earlier wave."""
    told: dict[str, str] = {}
    for each in content.get("carried", {}).get("actions", []):
        line = ": ".join(filter(None, (words.plan_state(each["state"]), each["outcome"])))
        told[each["what"]] = "; ".join(filter(None, (told.get(each["what"], ""), line)))
    return told


def _comparison(framework: Framework, content: Document) -> dict[str, str]:
    pinned = part_of(content, Part.COMPARISON)["comparison"]
    return {_("Earlier wave"): f"{pinned['assessment']}: {pinned['wave']}" if pinned else ""}


def _customers(framework: Framework, content: Document) -> dict[str, str]:
    """Return what was put in; what was computed from it stands in the report."""
    part = part_of(content, Part.CUSTOMERS)
    portfolio, complaints = part["portfolio"], part["complaints"]
    earlier = portfolio.get("earlier") or {}
    customers, each = complaints.get("customers"), complaints.get("revenue_each")
    return {
        _("Account file"): _file(portfolio.get("file")),
        _("Cut-points"): ", ".join(f"{c:g}" for c in portfolio.get("cuts", {}).values()),
        _("Beside the portfolio of"): "{assessment}: {wave}".format(**earlier) if earlier else "",
        _("Complaint register"): _file((complaints.get("register") or {}).get("file")),
        _("Customers in all"): words.count(customers) if customers else "",
        _("Revenue of one"): words.money(each, complaints["currency"]) if each else "",
    }


def _people(framework: Framework, content: Document) -> dict[str, str]:
    given = part_of(content, Part.PEOPLE)["people"]
    staff, pay = given.get("staff"), given.get("pay_each")
    return {
        _("Staff in all"): words.count(staff) if staff else "",
        _("Average pay"): words.money(pay, given["currency"]) if pay else "",
    }


def _look(framework: Framework, content: Document) -> dict[str, str]:
    """Return the look; a logo by the beginning of its hash, for there are no words for it."""
    said = content.get("look") or plain_look()
    client, firm = said["organisation"], said["firm"]
    return {
        _("First colour"): client["colour"],
        _("Second colour"): client["second_colour"],
        _("Logo"): client["logo"][:8],
        _("Firm"): firm["name"],
        _("First colour of the firm"): firm["colour"],
        _("Second colour of the firm"): firm["second_colour"],
        _("Logo of the firm"): firm["logo"][:8],
        _("Language"): said["language"],
    }


def _file(pinned: Document | None) -> str:
    return f"{pinned['filename']}, {words.day(pinned['until'])}" if pinned else ""


def _comments(framework: Framework, content: Document) -> dict[str, str]:
    """Return how many comments are quoted, never which: a reader of the report sees those."""
    quoted = content.get("comments", {})
    n = sum(len(each["texts"]) for by_code in quoted.values() for each in by_code.values())
    return {_("Comments quoted"): str(n) if n else ""}


_TELLING: Mapping[Promise, Callable[[Framework, Document], dict[str, str]]] = {
    gettext_lazy("Targets"): _targets,
    gettext_lazy("Commentary"): _commentary,
    gettext_lazy("Priorities"): _priorities,
    gettext_lazy("100-day plan"): _actions,
    gettext_lazy("Actions of the earlier wave"): _carried,
    gettext_lazy("Comparison"): _comparison,
    gettext_lazy("Customers and revenue"): _customers,
    gettext_lazy("Staff and pay"): _people,
    gettext_lazy("Look"): _look,
    gettext_lazy("In their own words"): _comments,
}
