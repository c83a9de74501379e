"""What became of earlier actions, and of what they were to change, as sheets of a spreadsheet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from organisations.workbooks import Sheet
from reports.sheets.base import (
    Row,
    ends,
    interval_of,
    number,
    sheet,
    unit_of,
    with_ends,
)
from reports.story.carried import Carried


def carried_sheets(carried: Carried | None) -> Iterator[Sheet]:
    """Return the actions, then every number that tells of their conditions."""
    if carried is None:
        return
    yield sheet(
        _("Actions of the earlier wave"),
        f"{carried.title}. {' '.join(carried.lines)}",
        [
            *(_("No."), _("What is done"), _("Done when"), _("Who"), _("Until"), _("State")),
            *(_("What became of it"), _("What it was to change"), _("How that has moved")),
        ],
        [
            [
                *(each.number, each.what, each.done, each.owner, each.due_text, each.state_text),
                *(each.outcome, each.aim, "; ".join(each.verdicts)),
            ]
            for each in carried.actions
        ],
    )
    rows: list[Row] = [
        [
            *(aim.condition.name, aim.actions_text, row.name),
            *(*with_ends(row.then_text), *with_ends(row.now_text)),
            *(number(row.difference_text), *ends(row.interval_text), unit_of(row)),
            row.direction_text,
        ]
        for aim in carried.aims
        for row in aim.condition.rows
    ]
    if rows:
        yield sheet(
            _("What they were to change"),
            " ".join(carried.notes),
            [
                *(_("Condition"), _("Actions"), _("What was measured")),
                *(carried.then, *interval_of(carried.then)),
                *(carried.now, *interval_of(carried.now)),
                *(_("Change"), *interval_of(), _("Change is in"), _("What can be said")),
            ],
            rows,
        )
