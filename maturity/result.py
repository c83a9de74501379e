"""The result of a wave: every publishable number from its respondents, and nothing else.

A plain document that ``result.schema.json`` describes. What the gate refuses is not in it, so
no page, chart or file made from it can give it away.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from scipy.special import stdtrit

from maturity.answers import AnswerError, allowed_codes, check_table
from maturity.audience import AudienceReport
from maturity.disclosure import may_show, rounded_interval, rounded_mean
from maturity.framework import Framework
from maturity.gaps import Comparison, cliffs_delta, compare_audiences, magnitude
from maturity.items import Item
from maturity.measures import Measure
from maturity.responses import Responses, Rules
from maturity.roadmap import StepResult, assess_roadmap, focus
from maturity.sample import sample
from maturity.scales import NOT_SHOWN, Document, interval
from maturity.scoring import CONFIDENCE, Score

__all__ = ["Document", "Responses", "Rules", "Scope", "build_result", "canonical", "content_hash"]

FORMAT = "centricity.result"
FORMAT_VERSION = 5
SCHEMA = Path(__file__).parent / "result.schema.json"


@dataclass(frozen=True)
class Scope:
    """Where the answers come from. ``origin`` is ``wave`` or ``file``; days are ISO dates.

    ``kind`` is ``wave`` or ``pulse``: of a pulse ``pulse_of`` names the wave it followed, and
    ``is_half`` says that half of the people were drawn by lot to be asked.
    """

    origin: str
    organisation: str
    assessment: str = ""
    wave: str = ""
    wave_id: str = ""
    opened_on: str = ""
    closed_on: str = ""
    kind: str = "wave"
    pulse_of: str = ""
    is_half: bool = False


@dataclass(frozen=True)
class Built:
    """A result, and the ledger of what it publishes: {audience: {scale: a ledger's JSON}}."""

    document: Document
    ledger: Document


def build_result(
    framework: Framework,
    responses: Mapping[str, Responses],
    *,
    scope: Scope,
    rules: Rules,
    ratings: Mapping[str, int] | None = None,
) -> Document:
    """Compute the whole result; see ``build``."""
    return build(framework, responses, scope=scope, rules=rules, ratings=ratings).document


def build(
    framework: Framework,
    responses: Mapping[str, Responses],
    *,
    scope: Scope,
    rules: Rules,
    ratings: Mapping[str, int] | None = None,
) -> Built:
    """Compute the whole result, and what is to be remembered of its release.

    ``responses`` is {audience: what came back}; ``ratings`` the assessor's by item code, 0 or
    absent for not rated. Raises AnswerError if a vector or rating does not fit, if there are
    answers of an audience that is not asked, or more of them than people asked; WeightingError
    if that is so in a department by which is weighted.
    """
    reports = _reports(framework, responses, rules, scope)
    document = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "framework": {
            "key": framework.key,
            "version": framework.version,
            "hash": framework.hash,
        },
        "scope": asdict(scope),
        "rules": asdict(rules),
        "own_questions": _own_questions(framework),
        "audiences": {
            audience: reports[audience].document() if audience in reports else NOT_SHOWN
            for audience in framework.respondents
        },
        "gaps": _gaps(reports),
        "roadmap": _roadmap(framework, ratings or {}),
    }
    ledger = {
        audience: {scale: kept.to_json() for scale, kept in report.ledger().items()}
        for audience, report in reports.items()
        if report.groups
    }
    return Built(document, ledger)


def canonical(document: Document) -> str:
    """Return the one text of a document that is stored and hashed."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content_hash(text: str) -> str:
    """Return the hash that stands on a report for a canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _reports(
    framework: Framework, responses: Mapping[str, Responses], rules: Rules, scope: Scope
) -> dict[str, AudienceReport]:
    """Check all answers, and return the reports of the audiences large enough to be shown."""
    for audience, came in responses.items():
        if audience not in framework.respondents:
            known = ", ".join(framework.respondents)
            raise AnswerError(f'There is no audience "{audience}"; there is {known}.')
        check_table(came.answers, framework.questionnaire(audience).columns)
    reports = {}
    for audience in framework.respondents:
        if audience in responses and len(responses[audience].answers):
            columns = framework.questionnaire(audience).columns
            try:
                counted = sample(responses[audience], columns, rules)
            except AnswerError as error:
                raise AnswerError(f"{audience}: {error}") from None
            if may_show(counted.sure_n, rules.smallest_group):
                seed = scope.wave_id or scope.organisation
                reports[audience] = AudienceReport(framework, audience, counted, seed)
    return reports


def _own_questions(framework: Framework) -> Document:
    """Return the wording of a wave's own questions, which no framework holds."""
    return {
        item.code: {"text": item.text(item.audiences[0]), "answers": list(item.options())}
        for item in framework.items
        if item.kind == "own"
    }


# Talk against walk


def _gaps(reports: Mapping[str, AudienceReport]) -> list[Document]:
    """Compare the audiences on what they experience, dimension by dimension."""
    estimates = {
        audience: {code: _estimate(found) for code, found in report.parallel.items()}
        for audience, report in reports.items()
    }
    return [
        _gap(
            comparison,
            reports[comparison.first].parallel[comparison.dimension],
            reports[comparison.second].parallel[comparison.dimension],
        )
        for comparison in compare_audiences(estimates)
    ]


def _estimate(found: Measure | None) -> Score | None:
    """Return a score of as many people as surely count: a test must not hang on the others.

    A coarse one as it could be worked out from what is shown of it: so no comparison makes it more
    precise.
    """
    if found is None:
        return None
    value = replace(found.score, n=found.fewest)
    if not found.is_coarse:
        return value
    return replace(value, mean=found.mean.value, variance=_shown_variance(found))


def _shown_variance(found: Measure) -> float | None:
    """Return the variance to which the shown interval amounts, on its wider side."""
    df, ends, mean = found.score.df, found.interval, found.mean.value
    if ends is None or df is None:
        return found.score.variance
    half_width = max(mean - ends[0], ends[1] - mean)
    return float((half_width / stdtrit(df, (1 + CONFIDENCE) / 2)) ** 2)


def _gap(comparison: Comparison, first: Measure | None, second: Measure | None) -> Document:
    """Return one comparison; its difference is that of the two means as they are shown.

    The interval is widened to hold that difference, which rounding may have moved.
    """
    document: Document = {
        "dimension": comparison.dimension,
        "first": comparison.first,
        "second": comparison.second,
        "verdict": comparison.verdict.value,
    }
    gap = comparison.gap
    if first is None or second is None or gap is None:
        return document | {"shown": False}
    # It would say more of a coarse score than what is told of it.
    tells = gap.p is not None and not (first.is_coarse or second.is_coarse)
    delta = _delta(first, second) if tells else None
    difference = rounded_mean(first.mean.value - second.mean.value)
    ends = None
    if gap.low is not None and gap.high is not None:
        ends = rounded_interval(min(gap.low, difference), max(gap.high, difference))
    return document | {
        "shown": True,
        "difference": difference,
        **interval(ends),
        "delta": None if delta is None else round(delta, 1) + 0.0,
        "size": None if delta is None else magnitude(delta).value,
    }


def _delta(first: Measure, second: Measure) -> float | None:
    """Return Cliff's delta of the shares, weighted or not, averaged over the items."""
    deltas = [
        cliffs_delta(np.array(mine, dtype=np.float64), np.array(theirs, dtype=np.float64))
        for mine, theirs in zip(first.shares, second.shares, strict=True)
    ]
    found = [delta for delta in deltas if delta is not None]
    return sum(found) / len(found) if found else None


# The roadmap, as the assessor rates it


def _roadmap(framework: Framework, ratings: Mapping[str, int]) -> Document:
    _check_ratings(ratings, framework)
    items = framework.roadmap_items
    if not items:
        return {"assessed": False}
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
        "focus": _focus(framework, ratings, roadmap.next_step),
        "guttman_errors": roadmap.guttman_errors,
        "reproducibility": (
            None if roadmap.reproducibility is None else round(float(roadmap.reproducibility), 2)
        ),
        "sequence": roadmap.is_sequence,
    }


def _focus(framework: Framework, ratings: Mapping[str, int], step: int | None) -> list[str]:
    """Return the micro-foundations of the next step to work on first."""
    if step is None:
        return []
    items = [i for i in framework.roadmap_items if i.step == framework.steps[step - 1].code]
    rated = {item.foundation: ratings.get(item.code, 0) for item in items}
    return list(focus(rated, items[0].scale.points))


def _check_ratings(ratings: Mapping[str, int], framework: Framework) -> None:
    asked: dict[str, Item] = {}
    if framework.assessor:
        items: Sequence[Item] = framework.questionnaire(framework.assessor).items
        asked = {column.code: column.item for item in items for column in item.columns}
    for code, rating in ratings.items():
        if code not in asked:
            raise AnswerError(f"{code} is not something the assessor rates.")
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
