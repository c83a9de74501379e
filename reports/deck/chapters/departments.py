"""Departments and groups, and who helps whom, as slides."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from reports import words
from reports.deck.paging import told_in_pages
from reports.deck.slides import Cell, Slide, Table, Words, beside
from reports.story import Story
from reports.story.grouped import GroupCell, GroupRow, GroupTable
from reports.story.groups import GroupSection, others_note
from reports.story.network import Matrix, MatrixCell, NetworkStory

GROUPS = ("result:/audiences/*/groups", "result:/audiences/*/dimensions/*/departments")
# So far below the whole a name stands in at most.
DEEPEST = 3
# The darkest shade is kept for what a table is about.
SHADES = 3


def departments(story: Story) -> Iterator[Slide]:
    """Show each way to divide an audience that is told of, then the network."""
    if story.groups:
        sections = (story.groups.departments, story.groups.attributes)
        slides = [
            slide
            for section in sections
            for table in section.tables
            if table.rows
            for slide in _group(table)
        ]
        hidden = tuple(_hidden(sections))
        if hidden and slides:
            slides[-1] = replace(slides[-1], foot=(*hidden, *slides[-1].foot))
        elif hidden:
            title = _("What is not shown of departments and groups")
            slides = [Slide(title, beside((Words("", hidden), 1)))]
        yield from slides
    if story.network:
        yield from _network(story.network)


def _hidden(sections: Iterable[GroupSection]) -> Iterator[str]:
    """Say of which ways to divide an audience nothing is told."""
    for section in sections:
        for table in section.tables:
            if not table.rows and table.hidden:
                yield f"{table.title}, {table.audience}: {table.hidden}"
        yield from section.not_shown


def _group(found: GroupTable) -> Iterator[Slide]:
    table = Table(
        "",
        (found.first, *found.columns),
        tuple(_row(row) for row in found.rows),
        (2.0, *(1.0 for _column in found.columns)),
        is_centred=True,
    )
    title = _("%(title)s: %(audience)s") % vars(found)
    foot = (
        found.hidden,
        _("Below each score stands its 95% interval; the darker a cell, the higher the score."),
        others_note(found.rows),
        words.dash_means() if found.has_dash else "",
    )
    yield from told_in_pages(title, table, sentence=found.sentence, foot=foot, sources=GROUPS)


def _row(row: GroupRow) -> tuple[Cell, ...]:
    name = Cell(row.name, is_strong=row.level == 0, level=min(row.level, DEEPEST))
    return (name, *map(_cell, row.cells))


def _cell(cell: GroupCell) -> Cell:
    if not cell.is_shown:
        return Cell(words.DASH)
    text = f"{cell.mean_text}\n{cell.interval_text}"
    return Cell(text, min(cell.shade, SHADES))


def _network(found: NetworkStory) -> Iterator[Slide]:
    notes = (found.caveat, *found.sentences, *found.notes)
    said = found.sentences[0] if found.sentences else found.caveat
    if found.drawn:
        yield from told_in_pages(
            _("Who helps whom"),
            _matrix(found.drawn),
            sentence=said,
            foot=(
                _("How many of each row’s people got help from each column’s department."),
                words.dash_means(),
            ),
            notes=notes,
            sources=("result:/audiences/*/network",),
        )


def _share(cell: MatrixCell) -> Cell:
    return Cell(cell.text, min(cell.shade, SHADES))


def _matrix(found: Matrix) -> Table:
    return Table(
        "",
        (_("People of"), *found.names),
        tuple(
            (Cell(row.name, is_strong=True), *(_share(cell) for cell in row.cells))
            for row in (*found.rows, found.whole)
        ),
        (1.8, *(1.0 for _name in found.names)),
        is_centred=True,
    )
