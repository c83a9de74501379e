"""Tables that do not fit on a slide go on on the next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from pptx.util import Pt

from reports.deck.drawing import table_size
from reports.deck.frame import ROOM
from reports.deck.measuring import height_of_title, row_heights
from reports.deck.slides import Cell, Slide, Table, beside
from reports.story.notes import Note

# What is read without effort; a table in smaller letters goes on on a further slide.
SIZE = 11
# So many slides a table may take; the rest stands in the workbook.
MOST_PAGES = 3
# By so many steps of a slide's room the parts of a table are made alike.
STEPS = 40


def plain(rows: Iterable[Iterable[object]]) -> tuple[tuple[Cell, ...], ...]:
    """Return rows of texts, the first of each the name of its row."""
    return tuple(
        tuple(Cell(str(text), is_strong=place == 0) for place, text in enumerate(row))
        for row in rows
    )


def named(name: str, *, is_shown: bool) -> str:
    """Return the name of a category, and that it is not shown where it is not."""
    return name if is_shown else _("%(name)s (not shown)") % {"name": name}


def told_note(found: Note) -> str:
    """Return a consultant's note on one question with what it is about."""
    return f"{found.title}: {found.text}"


def pages(table: Table, share: float = 1.0) -> list[Table]:
    """Return a table in parts that each fit in a share of the room."""
    width, height = ROOM.width / Pt(1), ROOM.height / Pt(1) * share
    height -= height_of_title(table.title, width) if table.title else 0
    if table_size(table, width, height) >= SIZE:
        return [table]
    head, *heights = row_heights(table, width, SIZE)
    room = height - head
    many = len(_split(table, heights, room))
    if many > MOST_PAGES:
        return _split(table, heights, room)
    # As little room as makes no more parts of it: then they are about as long, and no row is left.
    least = min(
        each
        for each in (room * step / STEPS for step in range(1, STEPS + 1))
        if len(_split(table, heights, each)) == many
    )
    return _split(table, heights, least)


def _split(table: Table, heights: Sequence[float], room: float) -> list[Table]:
    """Return a table in parts whose rows fill so much room at most."""
    parts: list[list[tuple[Cell, ...]]] = [[]]
    filled = 0.0
    for row, high in zip(table.rows, heights, strict=True):
        if parts[-1] and filled + high > room:
            parts.append([])
            filled = 0.0
        parts[-1].append(row)
        filled += high
    return [replace(table, rows=tuple(part)) for part in parts]


def told_in_pages(
    headline: str,
    table: Table,
    *,
    sentence: str = "",
    foot: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    sources: tuple[str, ...] = (),
) -> Iterator[Slide]:
    """Return a slide for every part of a table, and say what is left out."""
    parts = pages(table)
    shown = parts[:MOST_PAGES]
    if len(parts) > len(shown):
        left_out = _("%(n)s of %(all)s rows; all of them stand in the workbook.") % {
            "n": sum(len(each.rows) for each in shown),
            "all": len(table.rows),
        }
        foot = (left_out, *foot)
    for place, part in enumerate(shown, start=1):
        title = headline
        if place > 1:
            title = _("%(title)s (%(n)s of %(all)s)") % {
                "title": headline.rstrip("."),
                "n": place,
                "all": len(shown),
            }
        yield Slide(
            title, beside((part, 1)), foot=foot, notes=notes, sources=sources, sentence=sentence
        )
