"""How what an action was meant to change has moved between two results, from published numbers.

An action aims at the condition of a stage along a dimension, or at a micro-foundation of a step
of the roadmap. Of a condition there is the share of answers at the stage or above, and the score;
of a micro-foundation what the assessor found, a judgement without an interval, and how firmly
people see the step in place. That something has moved does not say why.
"""

from collections.abc import Collection
from dataclasses import dataclass
from math import ceil, floor, sqrt

from maturity.change import Change, Direction, direction_of
from maturity.comparison import change_of_cells
from maturity.disclosure import AT_LEAST, AT_MOST, step_of_share
from maturity.framework import Framework
from maturity.gaps import SMALLEST_N
from maturity.result import Document
from maturity.scoring import CLUSTERED
from maturity.shares import ROUNDING, Share, share_of
from maturity.stage_cells import fewest_of

# Our rule: a share has not risen or fallen by less, however narrow its interval.
SMALLEST_SHARE = 0.05
NOT_SHOWN: Document = {"shown": False}
UNKNOWN = Change(None, None, None, Direction.TOO_FEW)


@dataclass(frozen=True)
class MovedShare:
    """A share of answers then and now, 0..1; ``end`` says that it moved so much at least or most.

    Without a ``change`` it is of fewer than ten people, or of the same end both times.
    """

    then: Share
    now: Share
    change: Change
    end: str | None


@dataclass(frozen=True)
class Moved:
    """What one audience says of a condition or step, then and now.

    ``scale`` is the part of a result the scores stand in. ``share`` is None where the result does
    not tell it, or tells it of whole accounts, of which its interval would be too narrow.
    ``holds`` says whether the condition was met then and is now, None where that is not told.
    """

    audience: str
    scale: str
    then: Document
    now: Document
    score: Change
    share: MovedShare | None
    holds: tuple[bool | None, bool | None] = (None, None)


def moved_dimension(
    framework: Framework,
    earlier: Document,
    later: Document,
    audiences: Collection[str],
    dimension: str,
    stage: str,
) -> list[Moved]:
    """Return how a dimension has moved as each of these audiences sees it.

    ``audiences`` may be compared (``comparison.comparable_audiences``). Whoever was asked for a
    stage says it by the stage, with the share at ``stage`` or above; others by their agreement.
    """
    found = []
    for code in audiences:
        pair = [each["audiences"][code] for each in (earlier, later)]
        scales = [s for s in ("dimensions", "experience") if dimension in pair[1][s]]
        if scales:
            then, now = (each[scales[0]].get(dimension, NOT_SHOWN) for each in pair)
            shares = [_reached(framework, code, each, dimension, stage) for each in pair]
            moved = change_of_cells(then, now)
            holds = (_condition(then, stage).get("holds"), _condition(now, stage).get("holds"))
            found.append(Moved(code, scales[0], then, now, moved, _moved_share(*shares), holds))
    return found


def moved_step(
    earlier: Document, later: Document, audiences: Collection[str], step: str
) -> list[Moved]:
    """Return how firmly these audiences see a step in place, then and now."""
    found = []
    for code in audiences:
        cells = [each["audiences"][code].get("steps", {}).get(step) for each in (earlier, later)]
        if cells[1] is not None:
            then, now = cells[0] or NOT_SHOWN, cells[1]
            found.append(Moved(code, "steps", then, now, change_of_cells(then, now), None))
    return found


def rating_of(framework: Framework, result: Document, step: str, foundation: str) -> int:
    """Return what the assessor found of a micro-foundation; 0 where it was not rated."""
    ratings: dict[str, int] = result["roadmap"].get("ratings", {})
    places = (
        item.code
        for item in framework.roadmap_items
        if (item.step, item.foundation) == (step, foundation)
    )
    return ratings.get(next(places, ""), 0)


def change_of_shares(then: Share, now: Share, n_then: int, n_now: int) -> MovedShare:
    """Return how a published share has moved, from the published numbers.

    The interval is recovered from both Wilson intervals (Newcombe 1998, method 10, which is
    MOVER), and rounded outwards in the coarser steps of the two shares. A condition's share is
    the mean of its questions, and varies no more than a single one of so many people would: so
    the interval is rather too wide. At a covered end the share may lie anywhere beyond it; the
    arms add up there. Below ten people, as the effective number has them, it has none.
    """
    difference, end = round(now.share - then.share, 2), _end(then, now)
    if then.end and then.end == now.end:
        return MovedShare(then, now, UNKNOWN, None)
    if min(n_then, n_now) < SMALLEST_N:
        return MovedShare(then, now, Change(difference, None, None, Direction.TOO_FEW), end)
    together = sum if end else _in_quadrature
    below = together((now.share - now.low, then.high - then.share))
    above = together((now.high - now.share, then.share - then.low))
    step = max(step_of_share(n_then), step_of_share(n_now)) / 100
    low = round(step * floor((difference - below) / step + ROUNDING), 2)
    high = round(step * ceil((difference + above) / step - ROUNDING), 2)
    verdict = direction_of(difference, low, high, min(n_then, n_now), smallest=SMALLEST_SHARE)
    return MovedShare(then, now, Change(difference, low, high, verdict), end)


def _in_quadrature(arms: tuple[float, float]) -> float:
    return sqrt(sum(arm**2 for arm in arms))


def _end(then: Share, now: Share) -> str | None:
    """Say whether the difference is one "at least" or "at most", read upwards; None if neither."""
    if then.end == AT_MOST or now.end == AT_LEAST:
        return AT_LEAST
    return AT_MOST if then.end == AT_LEAST or now.end == AT_MOST else None


def _reached(
    framework: Framework, audience: str, found: Document, dimension: str, stage: str
) -> tuple[Share, int] | None:
    """Return the share at a stage or above, and of how many people; weighted, what they are worth.

    None where it is not told, or where whole accounts were drawn and not people.
    """
    cell = found["dimensions"].get(dimension, NOT_SHOWN)
    share = _condition(cell, stage).get("share")
    if share is None or cell.get("design") == CLUSTERED:
        return None
    n = fewest_of(framework, audience, found, dimension)
    weighting = found.get("weighting") or {}
    worth = min(n, weighting["effective_n"] or 1) if weighting.get("applied") else n
    return share_of(share, n, worth), worth


def _condition(cell: Document, stage: str) -> Document:
    """Return what a scale tells of the condition of a stage; empty for nothing."""
    return (cell.get("conditions") or {}).get(stage) or {}


def _moved_share(
    then: tuple[Share, int] | None, now: tuple[Share, int] | None
) -> MovedShare | None:
    if then is None or now is None:
        return None
    return change_of_shares(then[0], now[0], then[1], now[1])
