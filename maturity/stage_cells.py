"""The conditions of a dimension's stages as they stand in a result, and how to read them there."""

from collections.abc import Mapping, Sequence
from typing import Any

from maturity.disclosure import SMALLEST_GROUP_FOR_SHARES, lower_end, rounded_share
from maturity.framework import Framework
from maturity.measures import Measure
from maturity.stages import StageCondition, stage_conditions


def conditions(found: Measure, stages: Sequence[str]) -> dict[str, Any] | None:
    """Return the condition of every stage above the first, by the codes of all ``stages``.

    None below ten people: which conditions hold would say nearly what each of them answered.
    Where an item is hidden because all but one answered alike, only whether they hold is told.
    """
    if found.fewest < SMALLEST_GROUP_FOR_SHARES:
        return None
    tell = _whether_it_holds if any(found.unanimous) else _with_its_parts
    return {
        stages[condition.rank - 1]: tell(condition, found.fewest)
        for condition in stage_conditions(found.shares)
    }


def _with_its_parts(condition: StageCondition, n: int) -> dict[str, Any]:
    return {
        "share": rounded_share(condition.share, n),
        "weakest_item": rounded_share(condition.weakest_item, n),
        "share_holds": condition.has_share,
        "weakest_item_holds": condition.has_weakest_item,
        "holds": condition.holds,
        "met": condition.met,
        "unmet": condition.unmet,
    }


def _whether_it_holds(condition: StageCondition, n: int) -> dict[str, Any]:
    return dict.fromkeys(_with_its_parts(condition, n)) | {"holds": condition.holds}


def fewest_of(framework: Framework, audience: str, found: dict[str, Any], dimension: str) -> int:
    """Return of how many answers the shares of a dimension are that an audience was shown.

    Those to the question that fewest answered; ``found`` is the audience's part of a result.
    """
    numbers = [
        lower_end(found["items"][item.code]["n"])
        for item in framework.questionnaire(audience).items
        if item.kind == "anchored" and item.dimension == dimension and item.code in found["items"]
    ]
    return min(numbers, default=lower_end(found["dimensions"][dimension]["n"]))


def consecutive(places: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    """Renumber columns as they stand once all dimensions are put side by side."""
    numbered, start = {}, 0
    for code, columns in places.items():
        numbered[code] = list(range(start, start + len(columns)))
        start += len(columns)
    return numbered
