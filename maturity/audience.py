"""What a result says of one audience."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from maturity import scales
from maturity.answers import DONT_KNOW
from maturity.disclosure import may_show, rounded_mean, rounded_share
from maturity.framework import Framework
from maturity.items import Item
from maturity.probability import (
    SMALLEST_PUBLISHED,
    Probabilities,
    StageProbability,
    is_confirmed,
    published,
    seed_for,
    stage_probabilities,
)
from maturity.responses import Sample
from maturity.roadmap import survey_status
from maturity.scales import NOT_SHOWN, Document, Measure, measure
from maturity.stages import StageCondition, overall_stage, stage_attained, stage_conditions

CHOSEN = 2


class AudienceReport:
    """Computes an audience's part of a result from its answers.

    ``seed`` names the wave: the same wave always gets the same draws.
    """

    def __init__(self, framework: Framework, audience: str, sample: Sample, seed: str) -> None:
        self.framework = framework
        self.audience = audience
        self.sample = sample
        self.seed = seed
        self.items = framework.questionnaire(audience).items
        self.smallest_group = sample.rules.smallest_group
        self.anchored = self._by_dimension("anchored")
        self.parallel = self._by_dimension("parallel")
        self.constructs = self._by_construct()

    def _by_dimension(self, kind: str) -> dict[str, Measure | None]:
        """Measure the items of a kind along each dimension that has any."""
        found = {}
        for dimension in self.framework.dimensions:
            items = self._items(kind, dimension=dimension.code)
            if items:
                found[dimension.code] = self._measure(items)
        return found

    def _by_construct(self) -> dict[str, Measure | None]:
        """Measure the items of each construct that has any."""
        found = {}
        for construct in self.framework.constructs:
            items = self._items("rating", construct=construct.code)
            if items:
                found[construct.code] = self._measure(items)
        return found

    def _items(self, kind: str, **about: str) -> list[Item]:
        return [
            item
            for item in self.items
            if item.kind == kind and all(getattr(item, k) == v for k, v in about.items())
        ]

    def _places(self, items: Sequence[Item]) -> list[int]:
        return self.sample.places([item.code for item in items])

    def _measure(self, items: Sequence[Item]) -> Measure | None:
        return measure(self.sample, self._places(items), items[0].scale.points)

    def document(self) -> Document:
        """Return the whole part."""
        probabilities = self._probabilities()
        stage = self._overall()
        return {
            "shown": True,
            "n": self.sample.n,
            "response_rate": self.sample.response_rate,
            "excluded": self.sample.screening.count,
            "weighting": self._weighting(),
            "dimensions": {
                code: self._staged(code, found, probabilities)
                for code, found in self.anchored.items()
            },
            "experience": {
                code: self._scored(self._items("parallel", dimension=code), found)
                for code, found in self.parallel.items()
            },
            "constructs": {
                code: self._scored(self._items("rating", construct=code), found)
                for code, found in self.constructs.items()
            },
            "steps": self._steps(),
            "stage": stage,
            "stage_probability": self._overall_probability(stage, probabilities),
            "items": self._rated_items(),
            "choices": self._choices(),
        }

    def _weighting(self) -> Document | None:
        decided = self.sample.weighting
        if decided is None:
            return None
        return {
            "applied": decided.applies,
            "reason": decided.reason.value,
            "effective_n": int(self.sample.n / decided.design_effect) if decided.applies else None,
        }

    # Stages

    def _conditions(self, found: Measure) -> list[StageCondition]:
        return stage_conditions(found.shares)

    def _attained(self, found: Measure) -> int:
        return stage_attained(self._conditions(found))

    def _staged(
        self, code: str, found: Measure | None, probabilities: Probabilities | None
    ) -> Document:
        cell = self._scored(self._items("anchored", dimension=code), found)
        if found is None:
            return cell
        codes = [stage.code for stage in self.framework.stages]
        attained = self._attained(found)
        chances = probabilities.dimensions.get(code) if probabilities else None
        return cell | {
            "stage": codes[attained - 1],
            "certainty": _certainty(chances, attained, found.fewest),
            "probability": _published(chances, codes, found.fewest),
            "conditions": {
                codes[condition.rank - 1]: {
                    "share": rounded_share(condition.share, found.fewest),
                    "weakest_item": rounded_share(condition.weakest_item, found.fewest),
                    "share_holds": condition.has_share,
                    "weakest_item_holds": condition.has_weakest_item,
                    "holds": condition.holds,
                    "met": condition.met,
                    "unmet": condition.unmet,
                }
                for condition in self._conditions(found)
            },
        }

    def _overall(self) -> str | None:
        """Return the stage of the whole profile; None unless every dimension is shown."""
        measured = {code: found for code, found in self.anchored.items() if found}
        if not measured or len(measured) < len(self.anchored):
            return None
        core = {dimension.code for dimension in self.framework.dimensions if dimension.is_core}
        rank = overall_stage({c: self._attained(found) for c, found in measured.items()}, core)
        return self.framework.stages[rank - 1].code

    def _probabilities(self) -> Probabilities | None:
        """Draw the stages of all shown dimensions together; None if there are none."""
        places = {
            code: self._places(self._items("anchored", dimension=code))
            for code, found in self.anchored.items()
            if found
        }
        if not places:
            return None
        return stage_probabilities(
            self.sample.side_by_side(list(places.values())),
            _consecutive(places),
            {dimension.code for dimension in self.framework.dimensions if dimension.is_core},
            len(self.framework.stages),
            seed_for(self.seed, self.audience),
            weights=self.sample.weights,
            clusters=self.sample.accounts,
        )

    def _overall_probability(
        self, stage: str | None, probabilities: Probabilities | None
    ) -> Document | None:
        if stage is None or probabilities is None:
            return None
        fewest = min(found.fewest for found in self.anchored.values() if found)
        codes = [each.code for each in self.framework.stages]
        return {
            "certainty": _certainty(probabilities.overall, codes.index(stage) + 1, fewest),
            "probability": _published(probabilities.overall, codes, fewest),
        }

    # Scores and distributions

    def _scored(self, items: Sequence[Item], found: Measure | None) -> Document:
        if found is None:
            return NOT_SHOWN
        return scales.scored_cell(found, items) | scales.consistency(
            found, self.sample, self._places(items), items
        )

    def _steps(self) -> Document:
        """Return how this audience sees each step of the roadmap."""
        cells = {}
        for item in self._items("step"):
            found = self._measure([item])
            cell = self._scored([item], found)
            if found is not None:
                achieved = (found.item_means[0] - 1) / (found.points - 1)
                cell = cell | {"status": survey_status(achieved).value}
            cells[item.step] = cell
        return cells

    def _rated_items(self) -> Document:
        """Return the mean and distribution of every item of a shown scale."""
        cells: Document = {}
        for kind, by_code in (("anchored", self.anchored), ("parallel", self.parallel)):
            for code, found in by_code.items():
                if found is not None:
                    cells |= self._items_of(self._items(kind, dimension=code), found)
        for code, found in self.constructs.items():
            if found is not None:
                cells |= self._items_of(self._items("rating", construct=code), found)
        return cells

    def _items_of(self, items: Sequence[Item], found: Measure) -> Document:
        cells = {}
        for row, (item, place) in enumerate(zip(items, self._places(items), strict=True)):
            n = found.item_n[row]
            cells[item.code] = {
                "n": scales.counted(items, n),
                "mean": rounded_mean(float(found.item_means[row])),
                "shares": scales.distribution(found.shares[row], n),
                "dont_know": rounded_share(*scales.unsure(self.sample, [place])),
            }
        return cells

    def _choices(self) -> Document:
        """Return the distribution of every other closed question, a wave's own among them."""
        return {
            item.code: self._choice(item)
            for item in self.items
            if item.kind in {"choice", "several", "own"}
        }

    def _choice(self, item: Item) -> Document:
        """Return an item's distribution; of several options each one's own share."""
        places = self._places([item])
        codes = self.sample.answers[:, places]
        n = int(((codes > 0) & (codes != DONT_KNOW)).any(axis=1).sum())
        if not may_show(n, self.smallest_group):
            return NOT_SHOWN
        if item.several:
            chosen = (codes == CHOSEN).sum(axis=0)
        else:
            chosen = np.bincount(codes[:, 0], minlength=256)[1 : item.scale.points + 1]
        return {
            "shown": True,
            "n": scales.counted([item], n),
            "shares": scales.distribution([Fraction(int(count), n) for count in chosen], n),
            "dont_know": rounded_share(*scales.unsure(self.sample, places[:1])),
        }


def _consecutive(places: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    """Renumber columns as they stand once all dimensions are put side by side."""
    numbered, start = {}, 0
    for code, columns in places.items():
        numbered[code] = list(range(start, start + len(columns)))
        start += len(columns)
    return numbered


def _certainty(chances: StageProbability | None, attained: int, n: int) -> str | None:
    if chances is None or n < SMALLEST_PUBLISHED:
        return None
    return "confirmed" if is_confirmed(chances.at_least[attained - 1]) else "provisional"


def _published(
    chances: StageProbability | None, codes: Sequence[str], n: int
) -> dict[str, str | None] | None:
    if chances is None or n < SMALLEST_PUBLISHED:
        return None
    return {code: published(chance, n) for code, chance in zip(codes, chances.exactly, strict=True)}
