"""The roadmap and its priorities as sheets of a spreadsheet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from organisations.workbooks import Sheet
from reports.sheets.base import Row, interval_of, measured, sheet, under, with_ends
from reports.story.priorities import Priorities
from reports.story.steps import RoadmapStory


def roadmap_sheets(roadmap: RoadmapStory | None) -> Iterator[Sheet]:
    """Return the steps as they were rated, and as people see them."""
    if roadmap is None:
        return
    yield sheet(
        _("Roadmap"),
        _("Steps of the roadmap"),
        [_("Step"), _("State"), _("Next step")],
        [[step.name, step.status_text, _("Yes") if step.is_next else ""] for step in roadmap.track],
    )
    if roadmap.views:
        yield _as_seen(roadmap)


def _as_seen(roadmap: RoadmapStory) -> Sheet:
    unit = _("how firmly in place, 1 to %(last)s") % {"last": len(roadmap.view_labels)}
    header = [_("Step")]
    units: dict[str, str] = {}
    for side in roadmap.view_sides:
        score = under(side, _("score"))
        header += [side, score, *interval_of(side), under(side, _("view"))]
        units |= measured(unit, score, of=side)
    rows: list[Row] = [
        [
            row.name,
            *(
                value
                for seen in row.seen
                for value in (seen.status_text, *with_ends(seen.score_text), seen.view_text)
            ),
        ]
        for row in roadmap.views
    ]
    return sheet(_("Roadmap as seen"), _("Steps of the roadmap by audience"), header, rows, units)


def priorities_sheets(priorities: Priorities | None) -> Iterator[Sheet]:
    """Return what comes first, and why."""
    if priorities is None:
        return
    yield sheet(
        _("Priorities"),
        priorities.note,
        [_("Place"), _("Dimension or step"), _("Where it stands"), _("Why")],
        [
            [place, row.name, row.standing, row.text]
            for place, row in enumerate(priorities.rows, start=1)
        ],
    )
