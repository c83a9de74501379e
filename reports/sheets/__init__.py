"""The tables of a story as sheets of a spreadsheet: what the result's page shows, and no more.

Pure functions: they read the words and numbers of the story, never the result behind it.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from organisations.workbooks import Sheet
from reports.sheets.base import (
    Row,
    agreement,
    differences,
    ends,
    interval_of,
    measured,
    number,
    sheet,
    stage_score,
)
from reports.sheets.carried import carried_sheets
from reports.sheets.constructs import construct_sheet
from reports.sheets.customers import iceberg_sheets, portfolio_sheets
from reports.sheets.groups import group_sheet, groups_sheets
from reports.sheets.network import network_sheets
from reports.sheets.plan import plan_sheets
from reports.sheets.staff import coverage_sheets, staff_sheets, turnover_sheets
from reports.sheets.steps import priorities_sheets, roadmap_sheets
from reports.sheets.trend import progress_sheets, trend_sheets
from reports.story import Story
from reports.story.certainty import Certainty
from reports.story.evidence import Evidence
from reports.story.perception import Perception


def story_sheets(story: Story) -> list[Sheet]:
    """Return what the story is about, then its tables, each with its caption."""
    tables = [
        _about(story),
        *_stages(story),
        *_evidence(story.evidence),
        *progress_sheets(story.progress, story.profile.stage_names),
        *trend_sheets(story.trend),
        *carried_sheets(story.carried),
    ]
    tables += [*_perception(story.perception), *_spread(story.certainty)]
    tables += staff_sheets(story.staff)
    if story.staff and story.staff.beside and story.staff.beside.departments:
        tables.append(group_sheet(story.staff.beside.departments))
    tables += iceberg_sheets(story.iceberg)
    tables += [*portfolio_sheets(story.portfolio), *turnover_sheets(story.turnover)]
    tables += [*coverage_sheets(story.coverage), *roadmap_sheets(story.roadmap)]
    tables += [*priorities_sheets(story.priorities), *plan_sheets(story.plan)]
    tables += [
        construct_sheet(theme.name, f"{theme.name}: {theme.question}", theme.rows)
        for theme in story.themes
    ]
    return [*tables, *groups_sheets(story.groups), *network_sheets(story.network)]


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
        *(_("Score"), *interval_of(), _("View"), _("Remarks")),
    ]
    yield sheet(
        _("Dimensions"),
        _("Stage and score by dimension"),
        header,
        [
            [
                *(row.name, row.stage_name, row.certainty_text, row.target_name, row.weight),
                *(row.target_reason, number(row.mean_text), *ends(row.interval_text)),
                *(row.view_text, " ".join(row.remarks)),
            ]
            for row in story.profile.rows
        ],
        measured(stage_score(story.profile.stage_names), _("Score")),
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
            dict.fromkeys((_("At it or above"), _("On the weakest question")), _("of people")),
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
            [
                *(row.name, row.stage_name, row.confirmation_text),
                *(number(cell.text) for cell in row.cells),
            ]
            for row in evidence.rows
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
        [_("Dimension"), *(title for side in sides for title in (side, *interval_of(side)))],
        [
            [
                row.name,
                *(
                    value
                    for mark in row.marks
                    for value in (number(mark.mean_text), *ends(mark.interval_text))
                ),
            ]
            for row in perception.rows
        ],
        {
            title: unit
            for side in sides
            for title, unit in measured(agreement(perception.labels), side, of=side).items()
        },
    )
    if perception.gaps:
        yield _comparisons(perception)


def _comparisons(perception: Perception) -> Sheet:
    header = [_("Dimension"), _("What can be said"), _("Difference"), *interval_of(), _("Size")]
    return sheet(
        _("Comparisons"),
        _("Every comparison of two audiences"),
        [*header, _("Cliff’s delta")],
        [
            [
                *(row.dimension, row.verdict_text, number(row.difference_text)),
                *(*ends(row.interval_text), *_size(row.size_text)),
            ]
            for row in perception.gaps
        ],
        {**measured(differences(), _("Difference")), _("Cliff’s delta"): _("−1 to 1")},
    )


def _size(text: str) -> tuple[str, object]:
    """Return what a size is called, and the number behind it in brackets."""
    name, _bracket, delta = text.partition(" (")
    return name, number(delta.removesuffix(")"))
