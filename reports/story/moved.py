"""How the conditions that actions were meant to change have moved since they were planned."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.change import Change, Direction
from maturity.framework import Foundation
from maturity.movement import Moved, MovedShare, moved_dimension, moved_step, rating_of
from maturity.plan import DIMENSION, STEP
from maturity.result import Document
from reports import words
from reports.story.material import Material, score_text
from reports.story.spread import with_range


@dataclass(frozen=True)
class MovedRow:
    """One number then and now; ``direction`` is a code of ``Direction``, "" for a judgement."""

    name: str
    then_text: str
    now_text: str
    difference_text: str
    interval_text: str
    direction: str
    direction_text: str


@dataclass(frozen=True)
class Condition:
    """What some actions aim at, in the model's words, and every number that tells of it.

    ``verdicts`` says in a few words how it has moved, ``directions`` the same in codes of
    ``Direction``, ``scores`` how scores have of which the share says otherwise; ``obstacle`` why
    that cannot be told.
    """

    name: str
    text: str
    rows: tuple[MovedRow, ...]
    verdicts: tuple[str, ...]
    directions: frozenset[Direction]
    obstacle: str
    scores: frozenset[Direction] = frozenset()


@dataclass(frozen=True)
class Aim:
    """A stage of a dimension or a foundation of a step, by code; "" for the whole of either."""

    dimension: str = ""
    stage: str = ""
    step: str = ""
    foundation: str = ""


def aim_of(action: Document) -> Aim:
    """Return what an action aims at; where it says nothing, what it was planned for.

    Actions of older editions name no condition.
    """
    aim: Mapping[str, str] = action.get("aim") or {}
    if aim:
        return Aim(**aim)
    priority: str = action["priority"]
    if priority.startswith(DIMENSION):
        return Aim(dimension=priority.removeprefix(DIMENSION))
    return Aim(step=priority.removeprefix(STEP)) if priority.startswith(STEP) else Aim()


def condition(material: Material, aim: Aim, earlier: Document | None) -> Condition | None:
    """Tell an aim; None where there is none. Without an earlier result no numbers stand by it."""
    framework = material.framework
    codes = material.edition.get("comparison", {}).get("audiences", [])
    if aim.dimension and aim.dimension in {each.code for each in framework.dimensions}:
        return _dimension(material, aim, earlier, codes)
    if aim.step and aim.step in {each.code for each in framework.steps}:
        return _step(material, aim, earlier, codes)
    return None


def _dimension(
    material: Material, aim: Aim, earlier: Document | None, codes: list[str]
) -> Condition:
    dimension, stage = material.framework.dimension(aim.dimension), material.stage(aim.stage)
    name, text = dimension.name, dimension.question
    if stage is not None:
        name = _("%(dimension)s: %(stage)s") % {"dimension": name, "stage": stage.name}
        text = dimension.conditions[stage.rank - 1].text
    found = (
        moved_dimension(
            material.framework,
            earlier,
            material.result,
            [code for code in material.shown if code in codes],
            aim.dimension,
            aim.stage,
        )
        if earlier is not None
        else []
    )
    reached = _("at “%(stage)s” or above") % {"stage": stage.name} if stage else ""
    return Condition(
        name,
        text,
        tuple(row for moved in found for row in _rows(moved, reached)),
        tuple(_verdict(moved) for moved in found),
        frozenset(_deciding(moved).direction for moved in found),
        "" if found or earlier is None else _("No audience can be compared."),
        frozenset(moved.score.direction for moved in found if _is_otherwise(moved)),
    )


def _rows(moved: Moved, reached: str) -> list[MovedRow]:
    """Tell an audience's share at the stage, where it is told, and its score."""
    values = {"audience": words.audience_title(moved.audience), "what": reached}
    scale = {
        "dimensions": _("%(audience)s, score"),
        "experience": _("%(audience)s, agreement"),
        "steps": _("%(audience)s, how firmly it is seen in place"),
    }[moved.scale]
    rows = [_share_row(_("%(audience)s, %(what)s") % values, moved.share)] if moved.share else []
    rows.append(score_row(scale % values, moved.then, moved.now, moved.score))
    then, now = moved.holds
    if then is not None and now is not None:
        rows.append(_met_row(_("%(audience)s, condition met") % values, then=then, now=now))
    return rows


def _met_row(name: str, *, then: bool, now: bool) -> MovedRow:
    """Say whether a condition was met, and is; it is or is not, so that there is no interval."""
    if then == now:
        verdict = _("still met") if now else _("still not met")
    else:
        verdict = _("met now") if now else _("no longer met")
    return MovedRow(
        name=name,
        then_text=_("yes") if then else _("no"),
        now_text=_("yes") if now else _("no"),
        difference_text=words.DASH,
        interval_text=words.DASH,
        direction="",
        direction_text=verdict,
    )


def score_row(name: str, then: Document, now: Document, moved: Change) -> MovedRow:
    """Tell a score then and now, and how it has moved."""
    return MovedRow(
        name=name,
        then_text=score_text(then),
        now_text=score_text(now),
        difference_text=words.difference(moved.difference),
        interval_text=words.differences(moved.low, moved.high),
        direction=moved.direction,
        direction_text=direction_text(moved),
    )


def _share_row(name: str, moved: MovedShare) -> MovedRow:
    change = moved.change
    return MovedRow(
        name=name,
        then_text=with_range(moved.then),
        now_text=with_range(moved.now),
        difference_text=words.points_moved(change.difference, moved.end),
        interval_text=words.points_between(change.low, change.high),
        direction=change.direction,
        direction_text=direction_text(change),
    )


def direction_text(change: Change) -> str:
    """Return what may be said of a change."""
    if change.difference is None:
        return _("cannot be told")
    verdicts: Mapping[Direction, Callable[[], str]] = {
        Direction.RISEN: lambda: _("risen"),
        Direction.FALLEN: lambda: _("fallen"),
        Direction.NO_CLEAR_CHANGE: lambda: _("no clear change"),
        Direction.TOO_FEW: lambda: _("too few to say"),
    }
    return verdicts[change.direction]()


def _verdict(moved: Moved) -> str:
    """Say in a few words how an audience's view has moved; both, where its score says otherwise."""
    if _is_otherwise(moved):
        return _("%(audience)s: %(share)s by the share, %(score)s by the score") % {
            "audience": words.audience_title(moved.audience),
            "share": direction_text(_deciding(moved)),
            "score": direction_text(moved.score),
        }
    return _("%(audience)s: %(verdict)s") % {
        "audience": words.audience_title(moved.audience),
        "verdict": direction_text(_deciding(moved)),
    }


def _is_otherwise(moved: Moved) -> bool:
    """Whether a score has clearly moved, and the share of the same condition has not so."""
    has_moved = moved.score.direction in {Direction.RISEN, Direction.FALLEN}
    return has_moved and moved.score.direction != _deciding(moved).direction


def _deciding(moved: Moved) -> Change:
    """Return what decides: the share, which the condition is about, where that is told."""
    return moved.share.change if moved.share else moved.score


def _step(material: Material, aim: Aim, earlier: Document | None, codes: list[str]) -> Condition:
    framework = material.framework
    step = framework.step(aim.step)
    foundation = next((each for each in framework.foundations if each.code == aim.foundation), None)
    name, text = _("Step %(rank)s: %(name)s") % {"rank": step.rank, "name": step.name}, step.summary
    if foundation is not None:
        values = {"step": name, "foundation": foundation.name}
        name, text = _("%(step)s, %(foundation)s") % values, foundation.summary
    if earlier is None:
        return Condition(name, text, (), (), frozenset(), "")
    judged = _judged(material, aim, foundation, earlier)
    found = moved_step(
        earlier, material.result, [code for code in material.shown if code in codes], aim.step
    )
    rows = [judged, *(row for moved in found for row in _rows(moved, ""))]
    verdicts = [
        _("Consultant: %(verdict)s") % {"verdict": judged.direction_text},
        *(_verdict(moved) for moved in found),
    ]
    directions = frozenset(_deciding(moved).direction for moved in found)
    return Condition(name, text, tuple(rows), tuple(verdicts), directions, "")


def _judged(
    material: Material, aim: Aim, foundation: Foundation | None, earlier: Document
) -> MovedRow:
    """Set what the consultant found beside what was found then: a judgement has no interval."""
    pair = (earlier, material.result)
    if foundation is None:
        order = ["unknown", "not", "partly", "largely", "fully"]
        states = [
            each["roadmap"].get("steps", {}).get(aim.step, {}).get("status", "unknown")
            for each in pair
        ]
        ranks, texts = [order.index(each) for each in states], [words.status(s) for s in states]
    else:
        labels = (_("not rated"), *material.framework.roadmap_items[0].options())
        ranks = [rating_of(material.framework, each, aim.step, aim.foundation) for each in pair]
        texts = [labels[rank] for rank in ranks]
    return MovedRow(
        name=_("Consultant, what was found"),
        then_text=texts[0],
        now_text=texts[1],
        difference_text=words.DASH,
        interval_text=words.DASH,
        direction="",
        direction_text=_judgement(*ranks),
    )


def _judgement(then: int, now: int) -> str:
    if not then or not now:
        return _("not rated both times")
    if then == now:
        return _("rated the same")
    return _("rated higher") if now > then else _("rated lower")
