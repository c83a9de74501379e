"""The way to the next stage: how many parts of each dimension's next condition are met."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.framework import Dimension, Stage
from maturity.result import Document
from maturity.stages import SHARE_NEEDED, WEAKEST_ITEM_NEEDED
from reports import words
from reports.story import saying
from reports.story.material import Material

# What the average share, and that of the weakest question, must reach, in per cent.
NEEDED = (round(SHARE_NEEDED * 100), round(WEAKEST_ITEM_NEEDED * 100))


@dataclass(frozen=True)
class NextRow:
    """One dimension: its next stage, how much of the condition is met, and the shares."""

    name: str
    stage_name: str
    verdict: str
    share_text: str
    weakest_text: str


@dataclass(frozen=True)
class NextStage:
    """Every dimension's way to its own next stage; the note says what the columns need."""

    sentence: str
    rows: tuple[NextRow, ...]
    note: str


def next_stage(material: Material) -> NextStage | None:
    """Tell the way on; None where no dimension is shown or the result counts no parts."""
    shown = [each for each in material.asked if material.cells[each.code]["shown"]]
    if not any(_tells_parts(material.cells[each.code]) for each in shown):
        return None
    rows = tuple(_row(material, each) for each in shown)
    return NextStage(sentence=_sentence(material), rows=rows, note=_note(rows))


def _tells_parts(cell: Document) -> bool:
    """Whether a result says of a dimension which parts of its conditions are met.

    Of few people it does not, nor where a question is hidden because nearly all answered alike.
    """
    conditions: Document = cell["conditions"] or {}
    return bool(conditions) and all(each.get("met") is not None for each in conditions.values())


def _sentence(material: Material) -> str:
    """Count the parts that the organisation's next stage asks for; nothing at the last stage."""
    overall, stages = material.overall, material.framework.stages
    if overall is None or overall.rank == len(stages):
        return ""
    if not all(_tells_parts(cell) for cell in material.cells.values()):
        return ""
    following = stages[overall.rank]
    asked = [cell["conditions"][following.code] for cell in material.cells.values()]
    met = sum(condition["met"] for condition in asked)
    parts = met + sum(condition["unmet"] for condition in asked)
    return ngettext(
        "Of the %(all)s parts that %(stage)s, the organisation’s next stage, asks for over all"
        " dimensions, %(met)s is met.",
        "Of the %(all)s parts that %(stage)s, the organisation’s next stage, asks for over all"
        " dimensions, %(met)s are met.",
        met,
    ) % {
        "all": saying.number(parts),
        "stage": words.quoted(following.name),
        "met": saying.number(met),
    }


def _row(material: Material, dimension: Dimension) -> NextRow:
    cell = material.cells[dimension.code]
    following = following_stage(material, dimension.code)
    if following is None:
        return NextRow(dimension.name, "", _("highest stage reached"), words.DASH, words.DASH)
    if not _tells_parts(cell):
        return NextRow(dimension.name, following.name, words.DASH, words.DASH, words.DASH)
    condition = cell["conditions"][following.code]
    share, weakest = share_texts(condition, material.fewest(material.headline, dimension.code))
    return NextRow(
        name=dimension.name,
        stage_name=following.name,
        verdict=_("%(met)s of %(all)s parts met")
        % {"met": condition["met"], "all": condition["met"] + condition["unmet"]},
        share_text=share,
        weakest_text=weakest,
    )


def parts_text(condition: Document | None) -> str:
    """Return how many parts of a condition are met; "" where that is not told."""
    if not condition or condition.get("met") is None:
        return ""
    return _("%(met)s of %(all)s") % {
        "met": condition["met"],
        "all": condition["met"] + condition["unmet"],
    }


def share_texts(condition: Document, n: int) -> tuple[str, str]:
    """Return a condition's average share and that of its weakest question, of n answers.

    A dash stands for what is not told.

    A share that misses what is needed may be rounded up to it; then this is said instead.
    """
    return (
        _share_text(condition["share"], n, NEEDED[0], condition.get("share_holds")),
        _share_text(
            condition.get("weakest_item"), n, NEEDED[1], condition.get("weakest_item_holds")
        ),
    )


def _share_text(share: float | None, n: int, needed: int, holds: bool | None) -> str:
    """Return a share as words; ``needed`` in per cent, because 0.6 is a little less than 60%."""
    if holds is False and share is not None and round(share * 100) >= needed:
        return words.below(needed)
    return words.share(share, n)


def following_stage(material: Material, dimension: str) -> Stage | None:
    """Return the stage after the one a dimension has attained; None at the last."""
    attained = material.stage(material.cells[dimension]["stage"])
    rank = attained.rank if attained else 0
    return next((each for each in material.framework.stages if each.rank == rank + 1), None)


def _note(rows: Sequence[NextRow]) -> str:
    parts = _(
        "A condition has two parts: on average at least %(share)s%% of the answers are at the stage"
        " or above, and on no single question fewer than %(weakest)s%%. Both are judged before"
        " rounding."
    ) % {"share": NEEDED[0], "weakest": NEEDED[1]}
    if not any(row.verdict == words.DASH for row in rows):
        return parts
    return f"{parts} {words.dash_means()}"
