"""The result of a wave: every publishable number from its respondents, and nothing else.

A plain document that ``result.schema.json`` describes. What the gate refuses is not in it, so
no page, chart or file made from it can give it away.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from maturity.answers import (
    DONT_KNOW,
    AnswerError,
    Answers,
    allowed_codes,
    check_table,
    count_codes,
    scored,
    with_enough_answered,
)
from maturity.disclosure import may_show, rounded_mean, rounded_response_rate, rounded_share
from maturity.framework import Dimension, Framework, Item, Questionnaire
from maturity.roadmap import StepResult, assess_roadmap
from maturity.scoring import score
from maturity.stages import overall_stage, stage_attained, stage_conditions

FORMAT = "centricity.result"
FORMAT_VERSION = 1
SCHEMA = Path(__file__).parent / "result.schema.json"

Document = dict[str, Any]


@dataclass(frozen=True)
class Scope:
    """Where the answers come from. ``origin`` is ``wave`` or ``file``; days are ISO dates."""

    origin: str
    organisation: str
    assessment: str = ""
    wave: str = ""
    wave_id: str = ""
    opened_on: str = ""
    closed_on: str = ""


def build_result(
    framework: Framework,
    responses: Mapping[str, Answers],
    *,
    scope: Scope,
    smallest_group: int,
    invited: Mapping[str, int] | None = None,
    ratings: Mapping[str, int] | None = None,
) -> Document:
    """Compute the whole result.

    ``responses`` is {audience: answers of shape (respondents, items of its questionnaire)};
    ``invited`` how many were asked, if that is known; ``ratings`` the assessor's by item code,
    0 or absent for not rated. Raises AnswerError if a vector or rating does not fit, or if
    there are answers of an audience that is not asked.
    """
    _check_audiences(responses, framework)
    audiences = {
        audience: _audience(
            framework,
            framework.questionnaire(audience),
            responses.get(audience),
            smallest_group,
            (invited or {}).get(audience),
        )
        for audience in framework.respondents
    }
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "framework": {
            "key": framework.key,
            "version": framework.version,
            "hash": framework.hash,
        },
        "scope": asdict(scope),
        "smallest_group": smallest_group,
        "audiences": audiences,
        "roadmap": _roadmap(framework, ratings or {}),
    }


def canonical(document: Document) -> str:
    """Return the one text of a document that is stored and hashed."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content_hash(text: str) -> str:
    """Return the hash that stands on a report for a canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _check_audiences(responses: Mapping[str, Answers], framework: Framework) -> None:
    for audience, answers in responses.items():
        if audience not in framework.respondents:
            known = ", ".join(framework.respondents)
            raise AnswerError(f'There is no audience "{audience}"; there is {known}.')
        check_table(answers, framework.questionnaire(audience).items)


def _audience(
    framework: Framework,
    questionnaire: Questionnaire,
    answers: Answers | None,
    smallest_group: int,
    invited: int | None,
) -> Document:
    n = 0 if answers is None else len(answers)
    if answers is None or not may_show(n, smallest_group):
        return {"shown": False}
    items = questionnaire.items
    cells = {
        kind: {
            dimension.code: _cell(framework, dimension, kind, items, answers, smallest_group)
            for dimension in framework.dimensions
            if any(_belongs(item, dimension, kind) for item in items)
        }
        for kind in ("anchored", "parallel")
    }
    return {
        "shown": True,
        "n": n,
        "response_rate": None if invited is None else rounded_response_rate(n, invited),
        "dimensions": cells["anchored"],
        "experience": cells["parallel"],
        "stage": _overall(framework, cells["anchored"]),
        "items": {
            code: item for cell in _each(cells) for code, item in cell.pop("items", {}).items()
        },
    }


def _each(cells: Mapping[str, Mapping[str, Document]]) -> list[Document]:
    return [cell for kind in cells.values() for cell in kind.values()]


def _belongs(item: Item, dimension: Dimension, kind: str) -> bool:
    return item.kind == kind and item.dimension == dimension.code


def _cell(
    framework: Framework,
    dimension: Dimension,
    kind: str,
    items: Sequence[Item],
    answers: Answers,
    smallest_group: int,
) -> Document:
    """Score one dimension of one audience; every item needs enough answers to be shown."""
    columns = [i for i, item in enumerate(items) if _belongs(item, dimension, kind)]
    points = items[columns[0]].scale.points
    counted = with_enough_answered(scored(answers[:, columns]))
    counts = count_codes(counted, points)
    value = score(counted, points)
    fewest = int(counts.sum(axis=1).min())
    if value is None or not may_show(fewest, smallest_group):
        return {"shown": False}
    cell: Document = {
        "shown": True,
        "n": value.n,
        "mean": rounded_mean(value.mean),
        "low": None if value.low is None else rounded_mean(value.low),
        "high": None if value.high is None else rounded_mean(value.high),
        "items": {
            items[column].code: _item(counts[row], answers[:, column])
            for row, column in enumerate(columns)
        },
    }
    if kind == "anchored":
        conditions = stage_conditions(counts)
        codes = [stage.code for stage in framework.stages]
        cell["stage"] = codes[stage_attained(conditions) - 1]
        cell["conditions"] = {
            codes[condition.rank - 1]: {
                "share": rounded_share(condition.share, fewest),
                "holds": condition.holds,
            }
            for condition in conditions
        }
    return cell


def _item(counts: Any, answers: Any) -> Document:
    n = int(counts.sum())
    everyone = len(answers)
    mean = sum(code * int(count) for code, count in enumerate(counts, start=1)) / n
    shares = [rounded_share(Fraction(int(count), n), n) for count in counts]
    unsure = int((answers == DONT_KNOW).sum())
    return {
        "n": n,
        "mean": rounded_mean(mean),
        "shares": None if None in shares else shares,
        "dont_know": rounded_share(Fraction(unsure, everyone), everyone),
    }


def _overall(framework: Framework, cells: Mapping[str, Document]) -> str | None:
    """Return the stage of the whole profile; None unless every dimension is shown."""
    if not cells or not all(cell["shown"] for cell in cells.values()):
        return None
    ranks = {stage.code: stage.rank for stage in framework.stages}
    core = {dimension.code for dimension in framework.dimensions if dimension.is_core}
    rank = overall_stage({code: ranks[cell["stage"]] for code, cell in cells.items()}, core)
    return framework.stages[rank - 1].code


def _roadmap(framework: Framework, ratings: Mapping[str, int]) -> Document:
    if not framework.steps:
        return {"assessed": False}
    items = framework.questionnaire(framework.assessor).items
    _check_ratings(ratings, items)
    by_step = {
        step.code: [ratings.get(item.code, 0) for item in items if item.step == step.code]
        for step in framework.steps
    }
    roadmap = assess_roadmap(by_step, items[0].scale.points)
    if not roadmap.is_assessed:
        return {"assessed": False}
    codes = [step.code for step in framework.steps]
    return {
        "assessed": True,
        "ratings": {item.code: ratings.get(item.code, 0) for item in items},
        "steps": {step.code: _step(step) for step in roadmap.steps},
        "attained": codes[roadmap.attained - 1] if roadmap.attained else None,
        "next_step": None if roadmap.next_step is None else codes[roadmap.next_step - 1],
    }


def _check_ratings(ratings: Mapping[str, int], items: Sequence[Item]) -> None:
    asked = {item.code: item for item in items}
    for code, rating in ratings.items():
        if code not in asked:
            raise AnswerError(f"{code} is not an item of the roadmap.")
        if rating not in allowed_codes(asked[code]):
            raise AnswerError(f"{code}: {rating} is not one of the answers.")


def _step(step: StepResult) -> Document:
    return {
        "status": step.status.value,
        "rated": step.rated,
        "mean": None if step.mean is None else round(float(step.mean), 2),
        "weakest": None if step.weakest is None else round(float(step.weakest), 2),
        "ahead_of_foundations": step.is_ahead,
    }
