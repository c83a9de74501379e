"""What has moved since the wave before, pulse by pulse, and what became of the actions."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from reports import words
from reports.deck.paging import named, plain, told_in_pages
from reports.deck.slides import Kind, Plot, Point, Series, Slide, Table, beside
from reports.story import Story, saying
from reports.story.moved import MovedRow
from reports.story.progress import Progress
from reports.story.trend import ScaleTable, Trend

SOURCES = ("earlier:/audiences", "result:/audiences")
# So many lines can be told apart.
MOST_LINES = 6
# So many have room in a headline.
MOST_NAMED = 2


def progress(story: Story) -> Iterator[Slide]:
    """Show both waves side by side, then pulses, then what became of the actions."""
    if story.progress:
        yield from _changes(story.progress)
    if story.trend:
        yield from _trend(story.trend)
    yield from _carried(story)


def _changes(found: Progress) -> Iterator[Slide]:
    for told in found.tables:
        yield from told_in_pages(
            _("What has changed: %(audience)s") % {"audience": told.audience},
            _then_and_now(found, _("Dimension"), told.rows),
            sentence=told.sentence,
            foot=(f"{told.scale}.", *found.notes),
            notes=found.lines,
            sources=SOURCES,
        )
    for figures in found.figures:
        yield from told_in_pages(
            _("What has changed: %(audience)s") % {"audience": figures.title},
            _then_and_now(found, _("Figure"), figures.rows),
            sentence=figures.sentence,
            foot=figures.notes,
            notes=(*found.lines, *found.notes),
            sources=SOURCES,
        )


def _then_and_now(found: Progress, measured: str, rows: Sequence[MovedRow]) -> Table:
    return Table(
        "",
        (
            *(measured, found.then, found.now, _("Change"), _("95% interval")),
            _("What can be said"),
        ),
        plain(
            (
                *(row.name, row.then_text, row.now_text, row.difference_text),
                *(row.interval_text, row.direction_text),
            )
            for row in rows
        ),
        (2, 1, 1, 0.9, 1.3, 1.6),
    )


def _trend(found: Trend) -> Iterator[Slide]:
    for table in found.scales:
        if table.is_compared:
            yield Slide(
                _("Wave by wave: %(what)s") % {"what": _what(table)},
                beside((_lines(table), 1)),
                sentence=found.sentence,
                foot=found.lines,
                notes=found.notes,
                sources=SOURCES,
            )


def _what(table: ScaleTable) -> str:
    """Name whose answers to what a chart shows: a few scales by their names, more by their ends."""
    if len(table.rows) > MOST_NAMED:
        return table.title
    names = saying.quoted([row.name for row in table.rows])
    return _("%(audience)s on %(names)s") % {
        "audience": words.audience_title(table.code),
        "names": names,
    }


def _lines(table: ScaleTable) -> Plot:
    """Return lines over the waves; of many rows the waves side by side instead."""
    ends = (table.labels[0], table.labels[-1])
    points = len(table.labels)
    scale = _("1 %(low)s to %(points)s %(high)s") % {
        "low": ends[0],
        "points": points,
        "high": ends[1],
    }
    if len(table.rows) <= MOST_LINES:
        kind, names = Kind.LINES, table.waves
        series = tuple(
            Series(row.name, tuple(Point(p.mean, p.text, p.low, p.high) for p in row.points))
            for row in table.rows
        )
    else:
        kind = Kind.DOTS
        names = tuple(
            named(row.name, is_shown=any(p.mean is not None for p in row.points))
            for row in table.rows
        )
        series = tuple(
            Series(
                wave,
                tuple(
                    Point(
                        row.points[n].mean,
                        row.points[n].text,
                        row.points[n].low,
                        row.points[n].high,
                    )
                    for row in table.rows
                ),
            )
            for n, wave in enumerate(table.waves)
        )
    title = _("Score by wave, with its 95%% interval") % {}
    return Plot(kind, title, names, series, scale=scale, of=points)


def _carried(story: Story) -> Iterator[Slide]:
    found = story.carried
    if found is None:
        return
    table = Table(
        "",
        (
            *(_("No."), _("What was planned"), _("Who"), _("State"), _("What became of it")),
            *(_("What it was to change"), _("How that has moved")),
        ),
        plain(
            (
                *(row.number, row.what, row.owner, row.state_text, row.outcome, row.aim),
                "; ".join(row.verdicts),
            )
            for row in found.actions
        ),
        (0.4, 2.2, 1, 1, 2, 1.6, 1.6),
    )
    notes = (*found.lines[1:], *found.notes)
    yield from told_in_pages(
        found.title,
        table,
        sentence=" ".join(found.lines[:1]),
        foot=(found.obstacle,),
        notes=notes,
        sources=("edition:/carried",),
    )
