"""What has moved, pulse by pulse, as sheets of a spreadsheet: a row for each wave, then changes."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from organisations.workbooks import Sheet
from reports.sheets.base import number, sheet
from reports.story.trend import Trend


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
        [_("Scale"), _("What was asked about"), _("Wave"), _("Score"), _("95% interval")],
        [
            [table.title, row.name, wave, number(point.text), point.interval_text]
            for table in trend.scales
            for row in table.rows
            for wave, point in zip(table.waves, row.points, strict=True)
        ],
    )
    changes = [
        [
            *(table.title, row.name, table.waves[0], table.waves[-1]),
            *(number(row.difference_text), row.interval_text, row.direction_text),
        ]
        for table in trend.scales
        if table.is_compared
        for row in table.rows
    ]
    if changes:
        header = [_("Scale"), _("What was asked about"), _("From"), _("To"), *_said()]
        yield sheet(_("Trend, change"), " ".join(trend.notes), header, changes)


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
            *(number(row.difference_text), row.interval_text, row.direction_text),
        ]
        for table in trend.shares
        if table.is_compared
        for row in table.rows
    ]
    if changes:
        header = [_("Audience"), _("Question"), _("Answer"), _("From"), _("To"), *_said()]
        caption = _("How far the shares moved, in percentage points")
        yield sheet(_("Trend, answers changed"), caption, header, changes)


def _said() -> list[str]:
    return [_("Change"), _("95% interval"), _("What can be said")]
