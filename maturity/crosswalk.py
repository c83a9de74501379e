"""From one version of a model to another: which questions are still the same, and what is not.

Item codes are for ever, and wording changes only in a new version, so what bears the same code
and says the same may be set side by side across versions; everything else may not (American
Educational Research Association et al. 2014, Standards for Educational and Psychological Testing,
5.12 to 5.20, on comparable scores).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from maturity.framework import Framework
from maturity.items import Item
from maturity.result import Document

# The parts of an audience's result that hold scores, and what a question of them names.
SCORED = {
    "dimensions": ("anchored", "dimension"),
    "experience": ("parallel", "dimension"),
    "constructs": ("rating", "construct"),
    "steps": ("step", "step"),
}
# Those that hold single questions, by code.
SINGLE = ("items", "choices", "singles")
# Those that are made of certain questions, by what these are called in ``Figures``.
FIGURES = {"iceberg": "complaints", "ambassadors": "ambassadors"}
# What is told of an audience itself, in whatever words it was asked.
OF_PEOPLE = ("shown", "n", "excluded", "response_rate", "weighting")


class Fate(StrEnum):
    """What became of a question."""

    SAME = "same"
    REWORDED = "reworded"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Crossing:
    """A question of one audience in both versions; a text is "" where it was not asked."""

    audience: str
    code: str
    fate: Fate
    then: str
    now: str


def crosswalk(then: Framework, now: Framework) -> tuple[Crossing, ...]:
    """Return what became of every question, audience by audience, in the order of the new version.

    Dropped questions come last. Both are narrowed to what was asked.
    """
    return tuple(
        crossing for audience in now.respondents for crossing in _of_audience(then, now, audience)
    )


def comparable_part(document: Document, then: Framework, now: Framework) -> Document:
    """Return an earlier result with nothing in it but what the new version asks in the same words.

    A score or a figure is left if all its questions are the same, no fewer and no more; the stage
    of the whole and its roadmap if all they rest on is. What is left counts as told in the words
    of the new version. ``document`` stays as it is.
    """
    kept = {
        audience: {
            each.code for each in _of_audience(then, now, audience) if each.fate == Fate.SAME
        }
        for audience in now.respondents
    }
    audiences = {
        code: _left(told, code, then, now, kept.get(code, set()))
        for code, told in document["audiences"].items()
    }
    version = {"key": now.key, "version": now.version, "hash": now.hash}
    narrowed = {**document, "framework": version, "audiences": audiences, "gaps": []}
    if not _same_roadmap(then, now):
        narrowed["roadmap"] = {**document["roadmap"], "assessed": False}
    return narrowed


def _of_audience(then: Framework, now: Framework, audience: str) -> Iterator[Crossing]:
    asked_then, asked_now = _asked(then, audience), _asked(now, audience)
    for code, item in asked_now.items():
        before = asked_then.get(code)
        said = (before.text(audience) if before else "", item.text(audience))
        if before is None:
            yield Crossing(audience, code, Fate.ADDED, *said)
        elif _meant(before, audience) == _meant(item, audience):
            yield Crossing(audience, code, Fate.SAME, *said)
        else:
            yield Crossing(audience, code, Fate.REWORDED, *said)
    for code, item in asked_then.items():
        if code not in asked_now:
            yield Crossing(audience, code, Fate.DROPPED, item.text(audience), "")


def _asked(framework: Framework, audience: str) -> dict[str, Item]:
    if audience not in framework.respondents:
        return {}
    items = framework.questionnaire(audience).items
    return {item.code: item for item in items if not item.is_comment}


def _meant(item: Item, audience: str) -> tuple[Any, ...]:
    """Return all of a question that those who answer it meet, and what it counts towards."""
    options = tuple((each.code, each.text) for each in item.several)
    anchors = tuple(anchor.text for anchor in item.anchors)
    belongs = (item.dimension, item.construct, item.theme, item.step)
    return (item.kind, item.text(audience), item.scale, anchors, options, item.when, belongs)


def _left(
    told: Document, audience: str, then: Framework, now: Framework, same: set[str]
) -> Document:
    """Return what of an audience may be set beside the new version; not shown if it is nothing."""
    if not told.get("shown"):
        return told
    left: Document = {name: told[name] for name in OF_PEOPLE if name in told}
    for part, (kind, owner) in SCORED.items():
        before = _scales(then, audience, kind, owner)
        after = _scales(now, audience, kind, owner)
        left[part] = {
            code: cell
            for code, cell in told.get(part, {}).items()
            if before.get(code) == after.get(code) and before.get(code, set()) <= same
        }
    for part in SINGLE:
        left[part] = {code: cell for code, cell in told.get(part, {}).items() if code in same}
    for part, name in FIGURES.items():
        asked_then, asked_now = (_made_of(each, audience, name) for each in (then, now))
        if part in told and asked_then == asked_now and asked_then <= same:
            left[part] = told[part]
    if not any(left[part] for part in (*SCORED, *SINGLE)):
        return {"shown": False}
    is_whole = _same_stages(then, now) and left["dimensions"] == told.get("dimensions", {})
    left["stage"] = told.get("stage") if is_whole else None
    return left


def _scales(framework: Framework, audience: str, kind: str, owner: str) -> dict[str, set[str]]:
    """Return {scale: codes of its questions} of an audience."""
    scales: dict[str, set[str]] = {}
    for code, item in _asked(framework, audience).items():
        if item.kind == kind:
            scales.setdefault(getattr(item, owner), set()).add(code)
    return scales


def _made_of(framework: Framework, audience: str, figure: str) -> set[str]:
    """Return the codes of the questions a figure is made of, as an audience is asked them."""
    items = getattr(framework.figures, figure)
    named = set(vars(items).values()) if items else set()
    return {
        code
        for code, item in _asked(framework, audience).items()
        if code in named or item.construct in named
    }


def _same_stages(then: Framework, now: Framework) -> bool:
    """Whether the stage of a whole means the same."""
    return _stages(then) == _stages(now)


def _stages(framework: Framework) -> tuple[Any, ...]:
    stages = tuple((stage.code, stage.rank) for stage in framework.stages)
    return stages, {(each.code, each.is_core) for each in framework.dimensions}


def _same_roadmap(then: Framework, now: Framework) -> bool:
    """Whether the assessor rated the same of the same steps."""
    return _roadmap(then) == _roadmap(now)


def _roadmap(framework: Framework) -> list[tuple[str, ...]]:
    items, assessor = framework.roadmap_items, framework.assessor
    return [(item.code, item.text(assessor), item.step, item.foundation) for item in items]
