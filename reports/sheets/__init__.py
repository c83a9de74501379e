"""The tables of a story as sheets of a spreadsheet: what the result's page shows, and no more.

Pure functions: they read the words and numbers of the story, never the result behind it.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from organisations.workbooks import Sheet
from reports.sheets.base import Row, number, points, scores, sheet
from reports.sheets.carried import carried_sheets
from reports.sheets.customers import iceberg_sheets, portfolio_sheets
from reports.sheets.network import network_sheets
from reports.sheets.plan import plan_sheets
from reports.sheets.staff import coverage_sheets, staff_sheets, turnover_sheets
from reports.sheets.trend import trend_sheets
from reports.story import Story
from reports.story.certainty import Certainty
from reports.story.evidence import Evidence
from reports.story.group_tables import GroupTable
from reports.story.perception import Perception
from reports.story.priorities import Priorities
from reports.story.progress import Progress
from reports.story.steps import RoadmapStory
from reports.story.themes import ThemeSection


def story_sheets(story: Story) -> list[Sheet]:
    """Return what the story is about, then its tables, each with its caption."""
    tables = [
        _about(story),
        *_stages(story),
        *_evidence(story.evidence),
        *_progress(story.progress),
        *trend_sheets(story.trend),
        *carried_sheets(story.carried),
    ]
    tables += [*_perception(story.perception), *_spread(story.certainty)]
    tables += staff_sheets(story.staff)
    if story.staff and story.staff.beside and story.staff.beside.departments:
        tables.append(_group(story.staff.beside.departments))
    tables += iceberg_sheets(story.iceberg)
    tables += [*portfolio_sheets(story.portfolio), *turnover_sheets(story.turnover)]
    tables += [*coverage_sheets(story.coverage), *_roadmap(story.roadmap)]
    tables += [*_priorities(story.priorities), *plan_sheets(story.plan)]
    tables += [_theme(theme) for theme in story.themes]
    if story.groups:
        sections = (story.groups.departments, story.groups.attributes, story.groups.experience)
        tables += [_group(table) for each in sections for table in each.tables if table.rows]
    return [*tables, *network_sheets(story.network)]


def _about(story: Story) -> Sheet:
    """Say what the file is about: it may be found without the page it comes from."""
    cover = story.cover
    facts = [
        [_("Organisation"), cover.organisation],
        [_("Assessment"), cover.assessment],
        [_("Wave"), cover.wave],
        [_("State"), cover.status],
        *([f.label, f.value] for f in dict.fromkeys((*cover.facts, *story.provenance))),
    ]
    return sheet(_("About"), cover.demonstration or cover.status_note, [_("What"), ""], facts)


def _stages(story: Story) -> Iterator[Sheet]:
    """Where each dimension stands, and the way to its next stage."""
    if not story.profile.rows:
        return
    header = [
        *(_("Dimension"), _("Stage"), _("How certain"), _("Target"), _("Weight"), _("Why")),
        *(_("Score"), _("95% interval"), _("View"), _("Remarks")),
    ]
    yield sheet(
        _("Dimensions"),
        _("Stage and score by dimension"),
        header,
        [
            [
                *(row.name, row.stage_name, row.certainty_text, row.target_name, row.weight),
                *(row.target_reason, number(row.mean_text), row.interval_text, row.view_text),
                " ".join(row.remarks),
            ]
            for row in story.profile.rows
        ],
        scores(len(story.profile.stage_names)),
    )
    if story.next_stage:
        yield sheet(
            _("Next stage"),
            _("Conditions of the next stage by dimension"),
            [
                *(_("Dimension"), _("Its next stage"), _("Condition")),
                *(_("At it or above"), _("On the weakest question")),
            ],
            [
                [
                    row.name,
                    row.stage_name,
                    row.verdict,
                    number(row.share_text),
                    number(row.weakest_text),
                ]
                for row in story.next_stage.rows
            ],
        )


def _spread(certainty: Certainty | None) -> Iterator[Sheet]:
    """How answers are spread, an answer a row."""
    if certainty is None:
        return
    rows: list[Row] = [
        [row.name, row.side.title, part.label, number(part.text)]
        for row in (*certainty.stages, *certainty.statements)
        for part in row.segments
    ]
    if rows:
        yield sheet(
            _("How answers are spread"),
            " ".join(certainty.notes),
            [_("Dimension"), _("Audience"), _("Answer"), _("Share")],
            rows,
        )


def _evidence(evidence: Evidence | None) -> Iterator[Sheet]:
    """How much of what each stage asks for was found."""
    if evidence is None or not evidence.rows:
        return
    yield sheet(
        _("Evidence"),
        _("What evidence says of the stages"),
        [_("Dimension"), _("Stage"), _("What evidence says"), *evidence.stage_names],
        [
            [row.name, row.stage_name, row.confirmation_text, *(cell.text for cell in row.cells)]
            for row in evidence.rows
        ],
    )


def _progress(progress: Progress | None) -> Iterator[Sheet]:
    """The earlier wave and this one, audience by audience."""
    if progress is None:
        return
    for table in progress.tables:
        yield sheet(
            _("Change, %(audience)s") % {"audience": table.audience},
            f"{progress.title}: {table.audience}. {table.scale}",
            [
                *(_("Dimension"), _("Then"), _("Now"), _("Change")),
                *(_("95% interval"), _("What can be said")),
            ],
            [
                [
                    *(row.name, row.then_text, row.now_text, number(row.difference_text)),
                    *(row.interval_text, row.direction_text),
                ]
                for row in table.rows
            ],
        )


def _priorities(priorities: Priorities | None) -> Iterator[Sheet]:
    """What comes first, and why."""
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


def _perception(perception: Perception) -> Iterator[Sheet]:
    """How the audiences see the same things, and every comparison of two."""
    if not perception.is_shown:
        return
    sides = [side.title for side in perception.sides]
    yield sheet(
        _("Audiences"),
        _("Agreement by dimension and audience"),
        [_("Dimension"), *(title for side in sides for title in (side, _interval_of(side)))],
        [
            [
                row.name,
                *(
                    value
                    for mark in row.marks
                    for value in (number(mark.mean_text), mark.interval_text)
                ),
            ]
            for row in perception.rows
        ],
        {side: points(len(perception.labels)) for side in sides},
    )
    if perception.gaps:
        yield sheet(
            _("Comparisons"),
            _("Every comparison of two audiences"),
            [
                *(_("Dimension"), _("What can be said"), _("Difference")),
                *(_("95% interval"), _("Size")),
            ],
            [
                [
                    *(row.dimension, row.verdict_text, number(row.difference_text)),
                    *(row.interval_text, row.size_text),
                ]
                for row in perception.gaps
            ],
        )


def _interval_of(title: str) -> str:
    return _("%(of)s: 95%% interval") % {"of": title}


def _roadmap(roadmap: RoadmapStory | None) -> Iterator[Sheet]:
    """The steps as they were rated, and as people see them."""
    if roadmap is None:
        return
    yield sheet(
        _("Roadmap"),
        _("Steps of the roadmap"),
        [_("Step"), _("State"), _("Next step")],
        [[step.name, step.status_text, _("Yes") if step.is_next else ""] for step in roadmap.track],
    )
    if roadmap.views:
        yield sheet(
            _("Roadmap as seen"),
            _("Steps of the roadmap by audience"),
            [_("Step"), *(t for side in roadmap.view_sides for t in (side, _("Score"), _("View")))],
            [
                [
                    row.name,
                    *(
                        value
                        for seen in row.seen
                        for value in (seen.status_text, seen.score_text, seen.view_text)
                    ),
                ]
                for row in roadmap.views
            ],
        )


def _theme(theme: ThemeSection) -> Sheet:
    header = [
        *(_("What was asked about"), _("Audience"), _("Scale"), _("Answers"), _("Score")),
        *(_("95% interval"), _("View"), _("Remarks")),
    ]
    rows: list[Row] = [
        [
            *(row.name, row.audience, row.scale, number(row.n), number(row.mean_text)),
            *(row.interval_text, row.view_text, " ".join(row.remarks)),
        ]
        for row in theme.rows
    ]
    return sheet(theme.name, f"{theme.name}: {theme.question}", header, rows)


def _group(table: GroupTable) -> Sheet:
    """A way to divide an audience; the path above a department has a column of its own."""
    header = [table.first, _("Within")]
    for name in table.columns:
        header += [name, _interval_of(name), _("Stage"), _("Answers")]
    rows: list[Row] = []
    for row in table.rows:
        line: list[object] = [row.name, row.within]
        for cell in row.cells:
            line += [number(cell.mean_text), cell.interval_text, cell.stage_name, number(cell.n)]
        rows.append(line)
    return sheet(table.title, f"{table.title}: {table.audience}", header, rows)
