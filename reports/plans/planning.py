"""What a user meets of a client's plan, and what is proposed to them for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from maturity.framework import Framework
from maturity.plan import OPEN, Proposal, proposals, way
from maturity.result import Document
from organisations.models import Organisation
from reports.editions.content import to_be_written
from reports.editions.working import content_of
from reports.models import RELEASED, ActionReminder, PlannedAction, PlannedActionQuerySet, Result
from reports.plans.board import latest_result
from reports.story.material import Material
from reports.story.plan import PlanStory, plan_rows, standing
from reports.story.plan import opening as opening_of
from surveys.framework.own_questions import asked_framework


@dataclass(frozen=True)
class Planning:
    """A client's plan as a user meets it, on the newest result they may know of.

    ``framework`` is that of the result; ``content`` is what the consultant added, with the
    actions this user sees.
    """

    result: Result
    framework: Framework
    content: Document
    actions: Sequence[PlannedAction]

    @property
    def proposals(self) -> list[Proposal]:
        """What the framework proposes and is not planned yet."""
        document = self.result.content
        found = way(self.framework, document, self.content)
        return proposals(self.framework, document, self.content, found)

    def story(self, today: date) -> PlanStory:
        """Return the whole board in words; ended actions of earlier results are in it."""
        material = Material(self.framework, self.result.content, self.content)
        rows = plan_rows(self.framework, [each.document for each in self.actions], today)
        found = way(self.framework, self.result.content, self.content)
        return PlanStory(today, opening_of(material, found), standing(rows), rows)


def actions_met(organisation: Organisation, *, sees_all: bool) -> PlannedActionQuerySet:
    """Return the actions a consultant, who sees all, or a leader meets."""
    found = PlannedAction.objects.filter(organisation=organisation).order_by("planned_at", "pk")
    return found if sees_all else found.released()


def undelivered_of(actions: Sequence[PlannedAction]) -> dict[str, ActionReminder]:
    """Return by action the last reminder of its day that did not reach its owner."""
    by_id = {each.pk: each for each in actions}
    failed = ActionReminder.objects.filter(
        action__in=by_id, state=ActionReminder.State.FAILED
    ).order_by("asked_at")
    return {
        str(each.action_id): each
        for each in failed
        if (each.due_on, each.to)
        == (by_id[each.action_id].due_on, by_id[each.action_id].owner_email)
    }


def planning_of(organisation: Organisation, *, sees_all: bool) -> Planning | None:
    """Return the plan as a consultant or a leader meets it; None before there is a result.

    Leaders plan on the newest result they may read of, by what its released edition says.
    """
    result = latest_result(organisation, is_released=not sees_all)
    if result is None:
        return None
    actions = list(actions_met(organisation, sees_all=sees_all))
    if sees_all:
        content = content_of(result)
    else:
        content = to_be_written(result.editions.get(RELEASED).content)
    told = [each for each in actions if each.state in OPEN or each.result_id == result.pk]
    return Planning(
        result=result,
        framework=asked_framework(result.wave),
        content={**content, "actions": [each.document for each in told]},
        actions=actions,
    )
