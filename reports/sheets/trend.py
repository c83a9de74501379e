"""What has moved as sheets of a spreadsheet: from wave to wave, and pulse by pulse."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from organisations.workbooks import Sheet
from reports.sheets.base import (
    agreement,
    differences,
    ends,
    interval_of,
    measured,
    number,
    of_its_scale,
    sheet,
    stage_score,
    unit_of,
    with_ends,
)
from reports.story.progress import Progress
from reports.story.trend import Trend


def progress_sheets(progress: Progress | None, stages: Sequence[str]) -> Iterator[Sheet]:
    """Return the earlier wave and this one, audience by audience; ``stages`` are the model's."""
    if progress is None:
        return
    then, now, change = _("Then"), _("Now"), _("Change")
    for table in progress.tables:
        of_stages = table.labels == tuple(stages)
        unit = stage_score(table.labels) if of_stages else agreement(table.labels)
        yield sheet(
            _("Change, %(audience)s") % {"audience": table.audience},
            f"{progress.title}: {table.audience}. {table.scale}",
            [
                *(_("Dimension"), then, *interval_of(then), now, *interval_of(now)),
                *(change, *interval_of(), _("What can be said")),
            ],
            [
                [
                    *(row.name, *with_ends(row.then_text), *with_ends(row.now_text)),
                    *(number(row.difference_text), *ends(row.interval_text), row.direction_text),
                ]
                for row in table.rows
            ],
            {
                **measured(unit, then, of=then),
                **measured(unit, now, of=now),
                **measured(differences(), change),
            },
        )
    for figures in progress.figures:
        yield sheet(
            _("Figures, %(audience)s") % {"audience": figures.audience},
            " ".join((f"{progress.title}: {figures.title}.", *figures.notes)),
            [
                *(_("Figure"), then, *interval_of(then), now, *interval_of(now)),
                *(change, *interval_of(), _("Change is in"), _("What can be said")),
            ],
            [
                [
                    *(row.name, *with_ends(row.then_text), *with_ends(row.now_text)),
                    *(number(row.difference_text), *ends(row.interval_text)),
                    *(unit_of(row), row.direction_text),
                ]
                for row in figures.rows
            ],
        )


def trend_sheets(trend: Trend | None) -> Iterator[Sheet]:
    """Return the scores and the single answers of every wave, and how they moved."""
    if trend is None:
        return
    if trend.scales:
        yield from _scales(trend)
    if trend.shares:
        yield from _shares(trend)


def _scales(trend: Trend) -> Iterator[Sheet]:
    yield sheet(
        _("Trend"),
        trend.sentence,
        [_("Scale"), _("What was asked about"), _("Wave"), _("Score"), *interval_of()],
        [
            [table.title, row.name, wave, number(point.text), *ends(point.interval_text)]
            for table in trend.scales
            for row in table.rows
            for wave, point in zip(table.waves, row.points, strict=True)
        ],
        measured(of_its_scale(), _("Score")),
    )
    changes = [
        [
            *(table.title, row.name, table.waves[0], table.waves[-1]),
            *(number(row.difference_text), *ends(row.interval_text), row.direction_text),
        ]
        for table in trend.scales
        if table.is_compared
        for row in table.rows
    ]
    if changes:
        header = [_("Scale"), _("What was asked about"), _("From"), _("To"), *_said()]
        units = measured(of_its_scale(), _("Change"))
        yield sheet(_("Trend, change"), " ".join(trend.notes), header, changes, units)


def _shares(trend: Trend) -> Iterator[Sheet]:
    yield sheet(
        _("Trend, answers"),
        _("How many gave which answer, wave by wave"),
        [_("Audience"), _("Question"), _("Answer"), _("Wave"), _("Share")],
        [
            [table.title, table.question, row.answer, wave, number(share)]
            for table in trend.shares
            for row in table.rows
            for wave, share in zip(table.waves, row.shares, strict=True)
        ],
    )
    changes = [
        [
            *(table.title, table.question, row.answer, table.waves[0], table.waves[-1]),
            *(number(row.difference_text), *ends(row.interval_text), row.direction_text),
        ]
        for table in trend.shares
        if table.is_compared
        for row in table.rows
    ]
    if changes:
        header = [_("Audience"), _("Question"), _("Answer"), _("From"), _("To"), *_said()]
        caption = _("How far the shares moved, in percentage points")
        units = measured(_("percentage points"), _("Change"))
        yield sheet(_("Trend, answers changed"), caption, header, changes, units)


def _said() -> list[str]:
    return [_("Change"), *interval_of(), _("What can be said")]
