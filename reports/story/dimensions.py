"""One page a dimension: all that the report knows of it, gathered from the other parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from maturity.plan import DIMENSION
from reports import words
from reports.story.appendix import ItemRow, item_row
from reports.story.grid import Grid, GridCell, derived_note
from reports.story.material import Material, score_text
from reports.story.plan import PlanRow, PlanStory, rows_about
from reports.story.profile import Profile, ProfileRow


@dataclass(frozen=True)
class Seen:
    """How an audience scores the dimension, and on which scale."""

    audience: str
    scale: str
    n: str
    score: str


@dataclass(frozen=True)
class Condition:
    """What a stage asks for, and whether it is met."""

    stage: str
    cell: GridCell


@dataclass(frozen=True)
class DimensionPage:
    """A dimension: where it stands, what its stages ask for, who said what, what is planned.

    ``derived`` explains the mark of texts of ours, where the conditions have any. ``items`` are
    the questions that place it, with a share for each stage of ``stage_names``; where none of them
    may be told there are none, and ``items_note`` says so.
    """

    row: ProfileRow
    audience: str
    stage_names: tuple[str, ...]
    conditions: tuple[Condition, ...]
    derived: str
    items: tuple[ItemRow, ...]
    items_note: str
    seen: tuple[Seen, ...]
    planned: tuple[PlanRow, ...]


def dimension_pages(
    material: Material, profile: Profile, grid: Grid, plan: PlanStory | None
) -> tuple[DimensionPage, ...]:
    """Return a page for every dimension that is shown, in the framework's order."""
    rows = {row.code: row for row in profile.rows if row.is_shown}
    items = {code: _told_items(material, code) for code in rows}
    return tuple(
        DimensionPage(
            row=rows[dimension.code],
            audience=words.audience(material.headline),
            stage_names=grid.stage_names,
            conditions=tuple(
                Condition(name, cell)
                for name, cell in zip(grid.stage_names, conditions.cells, strict=True)
            ),
            derived=derived_note(conditions.cells),
            items=items[dimension.code].rows,
            items_note=items[dimension.code].note,
            seen=tuple(_seen(material, dimension.code)),
            planned=rows_about(material, plan, f"{DIMENSION}{dimension.code}"),
        )
        for dimension, conditions in zip(material.asked, grid.rows, strict=True)
        if dimension.code in rows
    )


class _Told(NamedTuple):
    """The questions that place a dimension; where none may be told, a note in their place."""

    rows: tuple[ItemRow, ...]
    note: str


def _told_items(material: Material, dimension: str) -> _Told:
    found = tuple(_items(material, dimension))
    if not found or any(item.n != words.DASH for item in found):
        return _Told(found, "")
    values = {"audience": words.audience(material.headline), "what": words.not_shown()}
    return _Told((), _("What %(audience)s chose is %(what)s.") % values)


def _items(material: Material, dimension: str) -> Iterator[ItemRow]:
    """The questions by which the headline audience places the dimension."""
    code = material.headline
    for item in material.framework.questionnaire(code).items:
        if (item.kind, item.dimension) == ("anchored", dimension) and material.was_asked(
            code, item
        ):
            yield item_row(item, code, material.shown[code])


def _seen(material: Material, dimension: str) -> Iterator[Seen]:
    """What every audience that was asked says of it, descriptions of stages first."""
    last = len(material.framework.stages)
    scales = {
        "dimensions": _("Stages, 1 to %(last)s") % {"last": last},
        "experience": _("Agreement with statements"),
    }
    for part, scale in scales.items():
        for code, audience in material.shown.items():
            cell = audience.get(part, {}).get(dimension)
            if cell is not None:
                n = words.number(cell["n"]) if cell["shown"] else words.DASH
                score = score_text(cell) if cell["shown"] else words.not_shown()
                yield Seen(words.audience_title(code), scale, n, score)
