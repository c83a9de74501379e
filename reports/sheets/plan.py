"""A plan as a sheet of a spreadsheet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from organisations.workbooks import Sheet
from reports.sheets.base import sheet
from reports.story.plan import PlanStory


def plan_sheets(plan: PlanStory | None) -> Iterator[Sheet]:
    """Return who does what until when, what it is worth to whom, and what became of it."""
    if plan is None:
        return
    opening = plan.opening
    yield sheet(
        _("100-day plan"),
        " ".join([*opening.warnings, opening.sentence, plan.sentence, *opening.pace]),
        [
            *(_("What is done"), _("For"), _("What it is to change"), _("Who"), _("Until")),
            *(_("Late"), _("State"), _("Done when"), _("What the company gains")),
            *(_("What customers gain"), _("What partners gain"), _("What became of it")),
        ],
        [
            [
                *(row.what, row.priority, row.aim, row.owner, row.due_on),
                *(_("Yes") if row.is_late else "", row.state_text, row.done, row.company),
                *(row.customers, row.partners, row.outcome),
            ]
            for row in plan.rows
        ],
    )
