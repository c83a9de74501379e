"""The condition grid: what each stage asks for in each dimension, and what is met."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.framework import Dimension, Passage, Stage
from maturity.result import Document
from maturity.stages import SHARE_NEEDED, WEAKEST_ITEM_NEEDED, waiting
from reports import words
from reports.story import saying
from reports.story.conditions import parts_text, share_texts
from reports.story.material import Material


@dataclass(frozen=True)
class GridCell:
    """The condition of one stage in one dimension.

    ``holds`` is None for the first stage, which has no condition to meet, and where it may not
    be shown. ``is_attained`` marks the stage at which the dimension stands. ``parts_text`` counts
    the parts of the condition that are met, where that is told.
    """

    text: str
    is_derived: bool
    share_text: str
    holds: bool | None
    verdict: str
    is_attained: bool
    parts_text: str = ""


@dataclass(frozen=True)
class GridRow:
    """One dimension with a cell for every stage."""

    name: str
    is_core: bool
    is_shown: bool
    note: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class Grid:
    """Which conditions of which stage hold; ``derived`` explains the mark of texts of ours."""

    audience: str
    stage_names: tuple[str, ...]
    rows: tuple[GridRow, ...]
    sentence: str
    legend: tuple[str, ...]
    derived: str


def grid(material: Material) -> Grid:
    """Tell which conditions hold."""
    rows = tuple(_grid_row(material, each) for each in material.asked)
    return Grid(
        audience=words.audience(material.headline),
        stage_names=tuple(stage.name for stage in material.framework.stages),
        rows=rows,
        sentence=_blocks(material),
        legend=_legend(material, rows),
        derived=derived_note(cell for row in rows for cell in row.cells),
    )


def derived_note(cells: Iterable[GridCell]) -> str:
    """Explain the mark of texts of ours; nothing where none has it."""
    if not any(cell.is_derived for cell in cells):
        return ""
    return _("† The source says nothing here, so we filled the place; all else it states.")


def _grid_row(material: Material, dimension: Dimension) -> GridRow:
    cell = material.cells[dimension.code]
    n = material.fewest(material.headline, dimension.code) if cell["shown"] else 0
    pairs = zip(material.framework.stages, dimension.conditions, strict=True)
    return GridRow(
        name=dimension.name,
        is_core=dimension.is_core,
        is_shown=cell["shown"],
        note="" if cell["shown"] else words.capitalised(words.not_shown()),
        cells=tuple(_grid_cell(material, cell, stage, passage, n) for stage, passage in pairs),
    )


def _grid_cell(
    material: Material, cell: Document, stage: Stage, passage: Passage, n: int
) -> GridCell:
    condition = (cell.get("conditions") or {}).get(stage.code)
    holds = _holds(material, cell, stage, condition)
    verdict = {None: "", True: _("met"), False: _("not met")}[holds]
    if cell["shown"] and holds is None:
        verdict = _("entry stage") if stage.rank == 1 else words.DASH
    return GridCell(
        text=passage.text,
        is_derived=not passage.is_stated,
        share_text=share_texts(condition, n)[0] if condition else "",
        holds=holds,
        verdict=verdict,
        is_attained=cell.get("stage") == stage.code,
        parts_text=parts_text(condition),
    )


def _holds(
    material: Material, cell: Document, stage: Stage, condition: Document | None
) -> bool | None:
    """Return whether a condition holds, as far as the stage attained says where nothing else does.

    All up to it hold and the next one does not; of those beyond nothing is known.
    """
    if condition:
        return bool(condition["holds"])
    attained = material.stage(cell.get("stage"))
    if attained is None or stage.rank == 1 or stage.rank > attained.rank + 1:
        return None
    return stage.rank <= attained.rank


def _blocks(material: Material) -> str:
    """Say what stands between the organisation and its next stage."""
    overall, last, asked = material.overall, material.framework.stages[-1], material.asked
    if overall is None:
        return ""
    if overall.rank == last.rank:
        return _("Every condition that counts is met: this is the highest stage.")
    following = material.framework.stages[overall.rank]
    stages = {each.code: material.stage(material.cells[each.code].get("stage")) for each in asked}
    ranks = {code: stage.rank for code, stage in stages.items() if stage}
    names = {each.code: words.quoted(each.name) for each in asked}
    short = [code for code, rank in ranks.items() if rank < following.rank]
    held = waiting(ranks, {each.code for each in asked if each.is_core}, following.rank)
    text = ngettext(
        "One dimension is still short of %(stage)s, the next stage: %(names)s.",
        "%(count)s dimensions are still short of %(stage)s, the next stage: %(names)s.",
        len(short),
    ) % {
        "count": saying.sentence(saying.number(len(short))),
        "stage": words.quoted(following.name),
        "names": words.joined([names[code] for code in short]),
    }
    # The rule spares one dimension at most.
    spared = next((names[code] for code in short if code not in held), "")
    if not spared:
        return text
    excuse = _(
        "%(name)s does not hold it back: a single one that is no core may be a stage behind."
    )
    return f"{text} {excuse % {'name': spared}}"


def _legend(material: Material, rows: tuple[GridRow, ...]) -> tuple[str, ...]:
    """Explain what stands in a cell; mention only marks that occur."""
    values = {
        "audience": words.audience(material.headline),
        "share": round(SHARE_NEEDED * 100),
        "weakest": round(WEAKEST_ITEM_NEEDED * 100),
    }
    lines = [
        _(
            "Each percentage is the share of answers from %(audience)s at that stage or above. A"
            " condition is met from %(share)s%%, unless one of its questions stays below"
            " %(weakest)s%%. A dimension stands at the last stage up to which all conditions are"
            " met; that cell is framed."
        )
        % values
    ]
    cells = [cell for row in rows for cell in row.cells]
    if any(words.DASH in (cell.share_text, cell.verdict) for cell in cells):
        lines.append(words.dash_means())
    if any(row.is_core for row in rows) and not all(row.is_core for row in rows):
        lines.append(
            _(
                "The organisation’s stage is the highest that every core dimension and every"
                " other one has reached; one of the others may be a single stage behind."
            )
        )
    return tuple(lines)
