"""The profile: every dimension's score and stage against its target, and the condition grid."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.framework import Dimension, Passage, Stage
from maturity.result import Document
from maturity.stages import SHARE_NEEDED, WEAKEST_ITEM_NEEDED
from reports import words
from reports.story.material import Material


@dataclass(frozen=True)
class ProfileRow:
    """One dimension as the headline audience sees it; what is not shown or set is None or ""."""

    code: str
    name: str
    question: str
    is_shown: bool
    mean: float | None
    low: float | None
    high: float | None
    mean_text: str
    interval_text: str
    stage_rank: int | None
    stage_name: str
    target_rank: int | None
    target_name: str
    distance: int | None
    distance_text: str


@dataclass(frozen=True)
class Profile:
    """All dimensions, largest distance to target first, then lowest score; not shown ones last.

    ``stage_names`` label the axis, which runs from 1 to their number.
    """

    audience: str
    has_targets: bool
    sentence: str
    order_note: str
    stage_names: tuple[str, ...]
    rows: tuple[ProfileRow, ...]


@dataclass(frozen=True)
class GridCell:
    """The condition of one stage in one dimension.

    ``holds`` is None for the first stage, which has no condition to meet, and where nothing
    may be shown. ``is_attained`` marks the stage at which the dimension stands.
    """

    text: str
    is_derived: bool
    share_text: str
    holds: bool | None
    verdict: str
    is_attained: bool


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
    """Which conditions of which stage hold."""

    audience: str
    stage_names: tuple[str, ...]
    rows: tuple[GridRow, ...]
    sentence: str
    legend: tuple[str, ...]


def profile(material: Material) -> Profile:
    """Tell the profile against its targets."""
    rows = sorted((_row(material, each) for each in material.asked), key=_by_gap)
    has_targets = any(row.target_rank for row in rows)
    return Profile(
        audience=words.audience(material.headline),
        has_targets=has_targets,
        sentence=_sentence(rows, has_targets),
        order_note=_("Largest distance to target first, then lowest score.")
        if has_targets
        else _("Lowest stage first, then lowest score. No targets have been set."),
        stage_names=tuple(stage.name for stage in material.framework.stages),
        rows=tuple(rows),
    )


def _by_gap(row: ProfileRow) -> tuple[bool, float, int, float]:
    """Order rows; a dimension without a target follows those that have one."""
    distance = -row.distance if row.distance is not None else float("inf")
    return (not row.is_shown, distance, row.stage_rank or 0, row.mean or 0)


def _row(material: Material, dimension: Dimension) -> ProfileRow:
    cell = material.cells[dimension.code]
    target = material.target(dimension.code)
    stage = material.stage(cell.get("stage"))
    distance = target.rank - stage.rank if target and stage else None
    return ProfileRow(
        code=dimension.code,
        name=dimension.name,
        question=dimension.question,
        is_shown=cell["shown"],
        mean=cell.get("mean"),
        low=cell.get("low"),
        high=cell.get("high"),
        mean_text=words.score(cell.get("mean")),
        interval_text=words.interval(cell.get("low"), cell.get("high")),
        stage_rank=stage.rank if stage else None,
        stage_name=stage.name if stage else "",
        target_rank=target.rank if target else None,
        target_name=target.name if target else "",
        distance=distance,
        distance_text=_distance(distance) if cell["shown"] else words.not_shown(),
    )


def _distance(distance: int | None) -> str:
    if distance is None:
        return ""
    if distance > 0:
        return _("%(stages)s to go") % {"stages": words.stages(distance)}
    if distance < 0:
        return _("%(stages)s beyond target") % {"stages": words.stages(-distance)}
    return _("target reached")


def _sentence(rows: list[ProfileRow], has_targets: bool) -> str:
    """Say in one sentence how many dimensions have reached their target."""
    aimed = [row for row in rows if row.distance is not None]
    if not any(row.is_shown for row in rows):
        return _("No dimension can be shown.")
    if not has_targets or not aimed:
        return _("No target has been set, so the page shows where each dimension stands today.")
    reached = sum(1 for row in aimed if row.distance is not None and row.distance <= 0)
    values = {"reached": reached, "all": len(aimed)}
    if not reached:
        return (
            ngettext(
                "The one dimension with a target has not reached it yet.",
                "None of the %(all)s dimensions has reached its target yet.",
                len(aimed),
            )
            % values
        )
    if reached == len(aimed):
        return (
            ngettext(
                "The one dimension with a target has reached it.",
                "All %(all)s dimensions with a target have reached it.",
                reached,
            )
            % values
        )
    return (
        ngettext(
            "%(reached)s of %(all)s dimensions has reached its target.",
            "%(reached)s of %(all)s dimensions have reached their target.",
            reached,
        )
        % values
    )


def grid(material: Material) -> Grid:
    """Tell which conditions hold."""
    rows = tuple(_grid_row(material, each) for each in material.asked)
    return Grid(
        audience=words.audience(material.headline),
        stage_names=tuple(stage.name for stage in material.framework.stages),
        rows=rows,
        sentence=_blocks(material),
        legend=_legend(material, rows),
    )


def _grid_row(material: Material, dimension: Dimension) -> GridRow:
    cell = material.cells[dimension.code]
    pairs = zip(material.framework.stages, dimension.conditions, strict=True)
    return GridRow(
        name=dimension.name,
        is_core=dimension.is_core,
        is_shown=cell["shown"],
        note="" if cell["shown"] else words.capitalised(words.not_shown()),
        cells=tuple(_grid_cell(cell, stage, passage) for stage, passage in pairs),
    )


def _grid_cell(cell: Document, stage: Stage, passage: Passage) -> GridCell:
    condition = cell.get("conditions", {}).get(stage.code)
    holds = condition["holds"] if condition else None
    verdict = {None: "", True: _("met"), False: _("not met")}[holds]
    if cell["shown"] and condition is None:
        verdict = _("entry stage")
    return GridCell(
        text=passage.text,
        is_derived=not passage.is_stated,
        share_text=words.share(condition["share"], cell["n"]) if condition else "",
        holds=holds,
        verdict=verdict,
        is_attained=cell.get("stage") == stage.code,
    )


def _blocks(material: Material) -> str:
    """Say what stands between the organisation and its next stage."""
    overall, last = material.overall, material.framework.stages[-1]
    if overall is None:
        return ""
    if overall.rank == last.rank:
        return _("Every condition that counts is met: this is the highest stage.")
    following = material.framework.stages[overall.rank]
    short = [
        words.quoted(each.name)
        for each in material.asked
        if (stage := material.stage(material.cells[each.code].get("stage")))
        and stage.rank < following.rank
    ]
    return ngettext(
        "One dimension is still short of %(stage)s, the next stage: %(names)s.",
        "%(count)s dimensions are still short of %(stage)s, the next stage: %(names)s.",
        len(short),
    ) % {
        "count": len(short),
        "stage": words.quoted(following.name),
        "names": words.joined(short),
    }


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
    if any(cell.share_text == words.DASH for cell in cells):
        lines.append(
            _("A dash stands for a percentage that fewer than ten answers would give away.")
        )
    if any(cell.is_derived for cell in cells):
        lines.append(
            _("† The source says nothing here, so we filled the place; all else it states.")
        )
    if any(row.is_core for row in rows) and not all(row.is_core for row in rows):
        lines.append(
            _(
                "The organisation’s stage is the highest that every core dimension and every"
                " other one has reached; one of the others may be a single stage behind."
            )
        )
    return tuple(lines)
