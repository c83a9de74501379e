"""The next 100 days: what they begin with, and who does what until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.framework import Framework, Step
from maturity.plan import OPEN, Ahead, Way, in_order, is_late, is_open, way, whole_action
from maturity.result import Document
from reports import words
from reports.story import saying
from reports.story.material import Material
from reports.story.steps import begin, is_largely, pace
from reports.story.subjects import is_about, names_of


@dataclass(frozen=True)
class Opening:
    """What a plan begins with: warnings first, then the step it is about, or management's goal.

    ``pace`` is what the roadmap's author says of 100 days.
    """

    warnings: tuple[str, ...]
    sentence: str
    pace: tuple[str, ...]


@dataclass(frozen=True)
class PlanRow:
    """One action; "" where something was not said."""

    id: str
    what: str
    priority: str
    aim: str
    owner: str
    due_on: date | None
    due_text: str
    done: str
    company: str
    customers: str
    partners: str
    state: str
    state_text: str
    is_late: bool
    outcome: str

    @property
    def worth(self) -> tuple[tuple[str, str], ...]:
        """What it is to be worth, with to whom; only what was said."""
        given = (
            (_("Company"), self.company),
            (_("Customers"), self.customers),
            (_("Partners"), self.partners),
        )
        return tuple((whom, text) for whom, text in given if text)


@dataclass(frozen=True)
class PlanStory:
    """The plan as it stood on the day ``today``."""

    today: date
    opening: Opening
    sentence: str
    rows: tuple[PlanRow, ...]


def plan(material: Material, today: date) -> PlanStory | None:
    """Tell it; None where nothing is planned, unless management wants to go no further."""
    found = way(material.framework, material.result, material.edition)
    actions = material.edition.get("actions", [])
    if not actions and found.goal is None:
        return None
    rows = plan_rows(material.framework, actions, today)
    return PlanStory(today, opening(material, found), standing(rows), rows)


def plan_rows(
    framework: Framework, actions: Iterable[Document], today: date
) -> tuple[PlanRow, ...]:
    """Return actions in words: what is still to be done first, and of that what is late."""
    whole = in_order([whole_action(each) for each in actions], today.isoformat())
    told = sorted(whole, key=lambda each: not is_open(each))
    names = names_of(framework)
    return tuple(_row(framework, names, each, today.isoformat()) for each in told)


def rows_about(material: Material, plan: PlanStory | None, code: str) -> tuple[PlanRow, ...]:
    """Return the actions that serve a priority, or are to change the same."""
    actions = material.edition.get("actions", [])
    # Older editions know no ids.
    chosen = {each.get("id") for each in actions if is_about(each, code)} - {None}
    return tuple(row for row in plan.rows if row.id in chosen) if plan else ()


def _row(framework: Framework, names: dict[str, str], action: Document, today: str) -> PlanRow:
    return PlanRow(
        id=action["id"],
        what=action["what"],
        priority=names.get(action["priority"], ""),
        aim=aim_text(framework, action["aim"]),
        owner=action["owner"],
        due_on=date.fromisoformat(action["due_on"]) if action["due_on"] else None,
        due_text=words.day(action["due_on"]),
        done=action["done"],
        company=action["company"],
        customers=action["customers"],
        partners=action["partners"],
        state=action["state"],
        state_text=words.plan_state(action["state"]),
        is_late=is_late(action, today),
        outcome=action["outcome"],
    )


def aim_text(framework: Framework, aim: Document) -> str:
    """Return the condition an action is to change; "" where none was named."""
    stages = {stage.code: stage.name for stage in framework.stages}
    foundations = {each.code: each.name for each in framework.foundations}
    if aim.get("stage") in stages:
        return _("Towards %(stage)s") % {"stage": words.quoted(stages[aim["stage"]])}
    return foundations.get(aim.get("foundation", ""), "")


def opening(material: Material, found: Way) -> Opening:
    """Return what the plan of a result begins with."""
    return Opening(
        warnings=tuple(_warning(each) for each in found.ahead),
        sentence=_sentence(material, found),
        pace=tuple(pace(material)),
    )


def _warning(ahead: Ahead) -> str:
    values = {
        "step": words.quoted(ahead.step.name),
        "weak": words.joined([words.quoted(each.name) for each in ahead.foundations]),
    }
    n = len(ahead.foundations)
    if ahead.is_planned:
        text = ngettext(
            "%(step)s is planned ahead of its foundations: the earlier step %(weak)s does not "
            "stand yet.",
            "%(step)s is planned ahead of its foundations: the earlier steps %(weak)s do not "
            "stand yet.",
            n,
        )
    else:
        text = ngettext(
            "%(step)s is ahead of its foundations: it stands, but the earlier step %(weak)s does "
            "not yet.",
            "%(step)s is ahead of its foundations: it stands, but the earlier steps %(weak)s do "
            "not yet.",
            n,
        )
    return text % values


def _sentence(material: Material, found: Way) -> str:
    """Say which step comes next, or that management wants to go no further, which is a goal."""
    if not material.framework.steps:
        return ""
    if not found.is_assessed:
        return _("The steps of the roadmap have not been assessed yet, so none is proposed.")
    if found.next_step is not None:
        return " ".join(
            filter(None, [_next(material, found, found.next_step), _goal(material, found)])
        )
    if found.goal is not None:
        return _(
            "Not further than step %(rank)s, %(name)s: that is management’s goal, and it has been "
            "reached. No further step is planned; what stands is to be kept."
        ) % {"rank": found.goal.rank, "name": words.quoted(found.goal.name)}
    return _("All steps are fully in place; what stands is to be kept.")


def _next(material: Material, found: Way, step: Step) -> str:
    """Say which step comes next, after what later ones should rest on already."""
    if found.before_next:
        return begin(material, found.before_next, step)
    first = found.rested_on
    values = {
        "rank": step.rank,
        "name": words.quoted(step.name),
        "first": words.joined([words.quoted(each.name) for each in first]),
    }
    if not first and is_largely(material, step):
        text = _("The next step is to complete step %(rank)s, %(name)s, which is largely in place.")
    elif not first:
        text = _("The next step is %(rank)s, %(name)s.")
    elif first == (step,):
        text = _("Begin with step %(rank)s, %(name)s: it is next, and later steps rest on it.")
    else:
        text = _(
            "Begin with %(first)s, on which later steps rest; of these, step %(rank)s is next."
        )
    return text % values


def _goal(material: Material, found: Way) -> str:
    """Say how far management wants to go; nothing where it has not said so, or to the end."""
    if found.target is None or found.target == material.framework.steps[-1]:
        return ""
    return _("Management wants to go to step %(rank)s, %(name)s, and not further.") % {
        "rank": found.target.rank,
        "name": words.quoted(found.target.name),
    }


def standing(rows: tuple[PlanRow, ...]) -> str:
    """Say how many actions are still to be done, and how many of them are late."""
    n, late = sum(row.state in OPEN for row in rows), sum(row.is_late for row in rows)
    if not rows:
        return ""
    values = {
        "n": saying.sentence(saying.number(n)),
        "all": saying.number(len(rows)),
        "ended": saying.sentence(saying.of_all(len(rows), len(rows))),
        "late": saying.sentence(saying.number(late)),
    }
    if n == len(rows):
        told = ngettext(
            "%(n)s action is still to be done.", "%(n)s actions are still to be done.", n
        )
    elif n == 0:
        told = ngettext("The one action has ended.", "%(ended)s actions have ended.", len(rows))
    else:
        told = ngettext(
            "%(n)s of %(all)s actions is still to be done.",
            "%(n)s of %(all)s actions are still to be done.",
            n,
        )
    late_ones = ngettext("%(late)s is late.", "%(late)s are late.", late) if late else ""
    return " ".join(filter(None, [told, late_ones])) % values
