"""The profile: every dimension's score and stage against its target."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.framework import Dimension
from maturity.result import Document
from reports import words
from reports.story import saying
from reports.story.evidence import confirmation_text, is_refuted
from reports.story.material import Material, interval, interval_text, is_unsure, view_of


@dataclass(frozen=True)
class ProfileRow:
    """One dimension as the headline audience sees it; what is not shown or set is None or "".

    ``is_unsure``: too few answers tell how sure the stage is.
    ``is_refuted``: evidence does not confirm the stage, or the target where that is lower.
    An exact score has no interval: ``low`` and ``high`` are None. ``score_text`` says of how much
    the score is.
    """

    code: str
    name: str
    question: str
    is_shown: bool
    mean: float | None
    low: float | None
    high: float | None
    mean_text: str
    score_text: str
    interval_text: str
    stage_rank: int | None
    stage_name: str
    target_rank: int | None
    target_name: str
    target_reason: str
    weight: int
    weight_text: str
    distance: int | None
    distance_text: str
    certainty_text: str
    is_provisional: bool
    is_unsure: bool
    confirmation_text: str
    is_refuted: bool
    view_text: str
    remarks: tuple[str, ...]

    @property
    def has_drawn_target(self) -> bool:
        """Whether a target can be seen beside the score."""
        return self.is_shown and self.target_rank is not None

    @property
    def may_miss(self) -> bool:
        """Whether its target could have been missed: not the first stage, which all reach."""
        return (self.target_rank or 1) > 1

    @property
    def standing_text(self) -> str:
        """How certain the stage is and whether the view is shared; nothing if neither is known."""
        return ", ".join(text for text in (self.certainty_text, self.view_text) if text)


@dataclass(frozen=True)
class Profile:
    """All dimensions, largest distance to target first, then lowest score; not shown ones last.

    A distance still to go counts as often as the dimension weighs.

    ``stage_names`` label the axis, which runs from 1 to their number.
    """

    audience: str
    has_targets: bool
    has_views: bool
    sentence: str
    order_note: str
    stage_names: tuple[str, ...]
    rows: tuple[ProfileRow, ...]

    @property
    def has_drawn_targets(self) -> bool:
        """Whether any target can be seen beside its score."""
        return any(row.has_drawn_target for row in self.rows)


def profile(material: Material) -> Profile:
    """Tell the profile against its targets."""
    rows = sorted((_row(material, each) for each in material.asked), key=_by_gap)
    has_targets = any(row.target_rank for row in rows)
    return Profile(
        audience=words.audience(material.headline),
        has_targets=has_targets,
        has_views=any(row.view_text for row in rows),
        sentence=_sentence(material, rows),
        order_note=_order_note(rows, has_targets=has_targets),
        stage_names=tuple(stage.name for stage in material.framework.stages),
        rows=tuple(rows),
    )


def _order_note(rows: list[ProfileRow], *, has_targets: bool) -> str:
    """Say what comes first; of targets only where one is drawn."""
    aimed = [row for row in rows if row.has_drawn_target]
    if not has_targets:
        return _("Lowest stage first, then lowest score. No targets have been set.")
    if not aimed:
        return _("Lowest stage first, then lowest score. No dimension shown has a target.")
    if any(row.weight > 1 for row in aimed):
        return _(
            "Largest distance to target first, each counted as often as its dimension weighs;"
            " then lowest score."
        )
    return _("Largest distance to target first, then lowest score.")


def _by_gap(row: ProfileRow) -> tuple[bool, float, int, float]:
    """Order rows; a dimension without a target follows those that have one."""
    distance = float("inf")
    if row.distance is not None:
        # What lies beyond its target is no more urgent for weighing more.
        distance = -row.distance * (row.weight if row.distance > 0 else 1)
    return (not row.is_shown, distance, row.stage_rank or 0, row.mean or 0)


def _row(material: Material, dimension: Dimension) -> ProfileRow:
    cell = material.cells[dimension.code]
    target = material.target(dimension.code)
    stage = material.stage(cell.get("stage"))
    distance = target.rank - stage.rank if target and stage else None
    low, high = interval(cell)
    weight = material.weight(dimension.code)
    # Nothing lies below the first stage, so there is nothing to confirm.
    certainty = cell.get("certainty") if stage and stage.rank > 1 else None
    mean_text = words.score(cell.get("mean"), cell.get("end"))
    last = len(material.framework.stages)
    return ProfileRow(
        code=dimension.code,
        name=dimension.name,
        question=dimension.question,
        is_shown=cell["shown"],
        mean=cell.get("mean"),
        low=low,
        high=high,
        mean_text=mean_text,
        score_text=_("%(score)s of %(last)s") % {"score": mean_text, "last": last},
        interval_text=interval_text(cell),
        stage_rank=stage.rank if stage else None,
        stage_name=stage.name if stage else "",
        target_rank=target.rank if target else None,
        target_name=target.name if target else "",
        target_reason=material.target_reason(dimension.code),
        weight=weight,
        weight_text=_("counts %(n)s times") % {"n": weight} if weight > 1 else "",
        distance=distance,
        distance_text=_distance(distance) if cell["shown"] else words.not_shown(),
        certainty_text=words.certainty(certainty),
        is_provisional=certainty == "provisional",
        is_unsure=is_unsure(cell, stage),
        confirmation_text=confirmation_text(material, dimension, stage),
        is_refuted=is_refuted(material, dimension, stage, target),
        view_text=words.view(view_of(cell)),
        remarks=tuple(_remarks(cell)),
    )


def _remarks(cell: Document) -> list[str]:
    """Say what a reader of the score should know of those who gave it."""
    remarks = []
    if cell.get("dont_know", {}).get("finding"):
        remarks.append(_("A quarter or more of the answers are “don’t know”."))
    if cell.get("indicative"):
        remarks.append(_("The interval is only indicative."))
    return remarks


def _distance(distance: int | None) -> str:
    if distance is None:
        return ""
    if distance > 0:
        return _("%(stages)s to go") % {"stages": words.stages(distance)}
    if distance < 0:
        return _("%(stages)s beyond target") % {"stages": words.stages(-distance)}
    return _("target reached")


def _sentence(material: Material, rows: list[ProfileRow]) -> str:
    """Say in one sentence how many dimensions have reached their target."""
    if not rows and not material.asks_for_stages:
        return _("The questions about the stages were not asked.")
    aimed = [row for row in rows if row.distance is not None]
    if not any(row.is_shown for row in rows):
        return _("No dimension can be shown.")
    if material.with_target and not aimed:
        return _("No dimension shown has a target, so the page shows where each stands today.")
    if not aimed:
        return _("No target has been set, so the page shows where each dimension stands today.")
    reached = [row for row in aimed if row.distance is not None and row.distance <= 0]
    values = {
        "all": saying.number(len(aimed)),
        "told": saying.sentence(saying.of_dimensions(len(reached), len(aimed))),
        "reserved": saying.reservations(reached),
    }
    if not reached:
        text = ngettext(
            "The one dimension with a target has not reached it yet.",
            "None of the %(all)s dimensions has reached its target yet.",
            len(aimed),
        )
    elif len(reached) == len(aimed):
        text = ngettext(
            "The one dimension with a target has reached it%(reserved)s.",
            "%(told)s with a target have reached it%(reserved)s.",
            len(reached),
        )
    else:
        text = ngettext(
            "%(told)s has reached its target%(reserved)s.",
            "%(told)s have reached their target%(reserved)s.",
            len(reached),
        )
    return text % values
