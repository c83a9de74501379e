"""Where each dimension stands, what its next stage asks for, and who sees it how, as slides."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports import words
from reports.deck.paging import named, plain, told_in_pages, told_note
from reports.deck.slides import Cell, Kind, Plot, Point, Series, Slide, Table, beside
from reports.story import Perception, PerceptionRow, Story
from reports.story.grid import GridCell, GridRow
from reports.story.profile import Profile, ProfileRow


def profile(story: Story) -> Iterator[Slide]:
    """Show every dimension's score, beside its target where one is set."""
    told = story.profile
    aims = (_("Target"),) if told.has_targets else ()
    table = Table(
        _("Stage by dimension"),
        (_("Dimension"), _("Stage"), *aims),
        plain(
            (
                row.name,
                _stage(row) if row.is_shown else story.not_shown,
                *(row.target_name or words.DASH for _aim in aims),
            )
            for row in told.rows
        ),
        (1.3, 1.4, *(1.1 for _aim in aims)),
    )
    yield Slide(
        _("Score and target of each dimension")
        if told.has_drawn_targets
        else _("Score of each dimension"),
        beside((_profile_plot(told), 1.75), (table, 1)),
        sentence=told.sentence,
        foot=(told.order_note,),
        notes=tuple(f"{row.name}: {row.target_reason}" for row in told.rows if row.target_reason),
        sources=("result:/audiences", "edition:/targets"),
    )


def _stage(row: ProfileRow) -> str:
    told = (row.certainty_text, row.confirmation_text)
    return "\n".join(filter(None, [row.stage_name or words.DASH, ", ".join(filter(None, told))]))


def _profile_plot(told: Profile) -> Plot:
    scores = tuple(Point(row.mean, row.mean_text, row.low, row.high) for row in told.rows)
    series = [Series(_("Score, with 95% interval"), scores)]
    title = _("Score by dimension")
    if told.has_drawn_targets:
        title = _("Score by dimension, and its target")
        aims = tuple(Point(row.target_rank, row.target_name) for row in told.rows)
        series.append(Series(_("Target"), aims, is_labelled=False))
    return Plot(
        Kind.DOTS,
        title,
        tuple(named(row.name, is_shown=row.is_shown) for row in told.rows),
        tuple(series),
        scale="; ".join(f"{n} {name}" for n, name in enumerate(told.stage_names, start=1)),
        of=len(told.stage_names),
    )


def next_stage(story: Story) -> Iterator[Slide]:
    """Show which conditions of which stage hold, the share above each."""
    found = story.grid
    if found.rows:
        table = Table(
            "",
            (_("Dimension"), *found.stage_names),
            tuple(_grid_row(row) for row in found.rows),
            (1.6, *(1.3 for _name in found.stage_names)),
            is_centred=True,
        )
        told = story.next_stage
        yield Slide(
            _("What each stage asks for"),
            beside((table, 1)),
            sentence=found.sentence,
            foot=(_("Dark: the stage attained."), *found.legend),
            notes=(told.sentence, told.note) if told else (),
            sources=("result:/audiences",),
        )
    if story.next_stage:
        yield from _parts(story)
    if story.evidence and story.evidence.rows:
        yield from _evidence(story)


def _parts(story: Story) -> Iterator[Slide]:
    told = story.next_stage
    if told is None:
        return
    table = Table(
        "",
        (
            *(_("Dimension"), _("Its next stage"), _("Condition")),
            *(_("At it or above"), _("On the weakest question")),
        ),
        plain(
            (row.name, row.stage_name, row.verdict, row.share_text, row.weakest_text)
            for row in told.rows
        ),
        (2, 1.6, 1.5, 1.1, 1.3),
    )
    yield from told_in_pages(
        _("The way to the next stage"),
        table,
        sentence=told.sentence,
        foot=(told.note,),
        sources=("result:/audiences",),
    )


def _grid_row(row: GridRow) -> tuple[Cell, ...]:
    if not row.is_shown:
        hidden = (Cell(words.not_shown()), *(Cell(words.DASH) for _cell in row.cells[1:]))
        return (Cell(row.name, is_strong=True), *hidden)
    return (Cell(row.name, is_strong=True), *map(_grid_cell, row.cells))


def _grid_cell(cell: GridCell) -> Cell:
    text = "\n".join(filter(None, [cell.verdict, cell.share_text]))
    if cell.is_attained:
        return Cell(text, 4, is_strong=True)
    return Cell(text or words.DASH, 1 if cell.holds else 0)


def _evidence(story: Story) -> Iterator[Slide]:
    found = story.evidence
    if found is None:
        return
    table = Table(
        "",
        (_("Dimension"), _("Stage by answers"), *found.stage_names),
        tuple(
            (
                Cell(row.name, is_strong=True),
                Cell(
                    "\n".join(filter(None, [row.stage_name, row.confirmation_text])) or words.DASH
                ),
                *(Cell(cell.text, 2 if cell.holds else 0) for cell in row.cells),
            )
            for row in found.rows
        ),
        (1.8, 1.8, *(1.3 for _name in found.stage_names)),
    )
    notes = tuple(map(told_note, found.notes))
    yield from told_in_pages(
        _("What evidence says of the stages"),
        table,
        sentence=found.sentence,
        foot=(found.legend,),
        notes=notes,
        sources=("edition:/evidence",),
    )


def perception(story: Story) -> Iterator[Slide]:
    """Set the audiences side by side."""
    told = story.perception
    points = len(told.labels)
    ends = (told.labels[0], told.labels[-1]) if told.labels else ("", "")
    plot = Plot(
        Kind.DOTS,
        _("Score by dimension and audience, with 95% intervals"),
        tuple(row.name for row in told.rows),
        tuple(_side(told, row) for row in range(len(told.sides))),
        scale=_("1 %(low)s to %(points)s %(high)s")
        % {"low": ends[0], "points": points, "high": ends[1]},
        of=points,
    )
    missing = [
        f"{side.title}: {', '.join(names)}"
        for place, side in enumerate(told.sides)
        if (names := _hidden(told.rows, place))
    ]
    foot = [*told.widest[:1], *told.sentences]
    if missing:
        foot.append(f"{words.capitalised(words.not_shown())}: {'; '.join(missing)}.")
    yield Slide(
        _("The same statements, as every audience answers them"),
        beside((plot, 1)),
        foot=tuple(foot),
        notes=(*told.widest, *told.notes),
        sources=("result:/audiences", "result:/gaps"),
    )


def _side(told: Perception, place: int) -> Series:
    marks = [row.marks[place] for row in told.rows]
    return Series(
        told.sides[place].title,
        tuple(Point(mark.mean, mark.mean_text, mark.low, mark.high) for mark in marks),
    )


def _hidden(rows: tuple[PerceptionRow, ...], place: int) -> list[str]:
    return [row.name for row in rows if row.marks[place].is_asked and not row.marks[place].is_shown]
