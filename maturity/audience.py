"""What a result says of one audience."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from maturity import scales
from maturity.certainty import certainty, chances_of_stages
from maturity.disclosure import few_or_count
from maturity.disclosure.ledger import Ledger
from maturity.figure_parts import figure_parts
from maturity.framework import Framework
from maturity.group_report import GroupReport
from maturity.item_cells import choice, items_of_scale
from maturity.items import Item
from maturity.measures import Measure, measure
from maturity.network.part import network_part
from maturity.probability import Probabilities, seed_for, stage_probabilities
from maturity.roadmap import survey_status
from maturity.sample import Sample, screened
from maturity.scales import NOT_SHOWN, Document
from maturity.stage_cells import conditions, consecutive
from maturity.stages import overall_stage, stage_attained, stage_conditions
from maturity.tally import item_means


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
        # Of items on which others depend whether they are told.
        self.told: dict[str, bool] = {}
        self.anchored = self._by_dimension("anchored")
        self.parallel = self._by_dimension("parallel")
        self.constructs = self._by_construct()
        self.groups = self._by_group()
        self.network = network_part(sample, self.items)

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

    def _by_group(self) -> GroupReport | None:
        """Measure the groups, and have each scale told beside them; None where there are none."""
        if self.sample.groups is None:
            return None
        scales = {"dimensions": self.anchored, "experience": self.parallel}
        shown = [(part, code) for part in scales for code, found in scales[part].items() if found]
        groups = GroupReport(self.framework, self.audience, self.sample, shown)
        for part, code in shown:
            found = scales[part][code]
            assert found is not None
            scales[part][code] = replace(found, beside=groups.beside((part, code)))
        return groups

    def _items(self, kind: str, **about: str) -> list[Item]:
        return [
            item
            for item in self.items
            if item.kind == kind and all(getattr(item, k) == v for k, v in about.items())
        ]

    def _places(self, items: Sequence[Item]) -> list[int]:
        return self.sample.places([item.code for item in items])

    def _measure(self, items: Sequence[Item]) -> Measure | None:
        if not all(self._may_be_told(item) for item in items):
            return None
        return measure(self.sample, self._places(items), items[0].scale.points)

    def _may_be_told(self, item: Item) -> bool:
        """Whether an item does not give away an answer to the one on which it depends.

        How many were asked it is how many gave that answer, so that one must be told too.
        """
        if item.when is None:
            return True
        if item.when.item not in self.told:
            self.told[item.when.item] = self._is_told(item.when.item)
        return self.told[item.when.item]

    def _is_told(self, code: str) -> bool:
        """Whether an item with one answer is told; where it is part of a scale, one by one."""
        item = next(item for item in self.items if item.code == code)
        whole = [item]
        if item.dimension or item.construct:
            whole = self._items(item.kind, dimension=item.dimension, construct=item.construct)
        found = self._measure(whole)
        return found is not None and found.may_show_items

    def ledger(self) -> dict[str, Ledger]:
        """Return what is published of its groups, by scale, as patterns of those asked."""
        found = self.groups.ledger() if self.groups else {}
        return found | ({"network": self.network.ledger()} if self.network else {})

    def document(self) -> Document:
        """Return the whole part."""
        probabilities = self._probabilities()
        stage = self._overall()
        items, choices = self._rated_items(), self._choices()
        return {
            "shown": True,
            "n": self.sample.n,
            "response_rate": self.sample.response_rate,
            "excluded": self._excluded(),
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
            "singles": self._singles(),
            "stage": stage,
            "stage_probability": self._overall_probability(stage, probabilities),
            "items": items,
            "choices": choices,
            **figure_parts(
                self.framework.figures,
                self.audience,
                self.sample,
                self.items,
                rated=items,
                choices=choices,
            ),
            "network": self.network.document() if self.network else None,
            "groups": self.groups.document() if self.groups else None,
        }

    def _excluded(self) -> int | str:
        """Return how many were left out as careless; 0 only where nobody could have been."""
        sample = self.sample
        if sample.responses.is_fast is None or not screened(sample.columns):
            return 0
        return few_or_count(int(sample.excluded.sum()), self.smallest_group)

    def _weighting(self) -> Document | None:
        decided = self.sample.weighting
        if decided is None:
            return None
        return {
            "applied": decided.applies,
            "reason": decided.reason.value,
            "effective_n": self._effective_n(decided.design_effect) if decided.applies else None,
        }

    def _effective_n(self, design_effect: float) -> int | None:
        """Return the effective number of people in whole fives, which tells no department's.

        None below five.
        """
        return int(self.sample.n / design_effect // 5) * 5 or None

    # Stages

    def _attained(self, found: Measure) -> int:
        return stage_attained(stage_conditions(found.shares))

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
            "certainty": certainty(chances, attained, [found]),
            "probability": chances_of_stages(chances, codes, [found]),
            "conditions": conditions(found, codes),
        }

    def _overall(self) -> str | None:
        """Return the stage of the whole profile; None unless every dimension is shown."""
        measured = {code: found for code, found in self.anchored.items() if found}
        needed = self.framework.dimensions if self.framework.is_pulse else self.anchored
        if not measured or len(measured) < len(needed):
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
            consecutive(places),
            {dimension.code for dimension in self.framework.dimensions if dimension.is_core},
            len(self.framework.stages),
            seed_for(self.seed, self.audience),
            weights=self.sample.weights(list(places.values())),
            clusters=self.sample.accounts,
            known=self._known(),
        )

    def _known(self) -> float:
        """Return the share of those meant who answered; 0 if others are meant too."""
        invited = self.sample.responses.invited
        if not self.sample.rules.is_census or not invited:
            return 0.0
        return min(min(found.item_n) for found in self.anchored.values() if found) / invited

    def _overall_probability(
        self, stage: str | None, probabilities: Probabilities | None
    ) -> Document | None:
        if stage is None or probabilities is None:
            return None
        measured = [found for found in self.anchored.values() if found]
        codes = [each.code for each in self.framework.stages]
        return {
            "certainty": certainty(probabilities.overall, codes.index(stage) + 1, measured),
            "probability": chances_of_stages(probabilities.overall, codes, measured),
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
                # The status says no more of a covered end, or of few people, than the score does.
                mean = item_means(found.shares)[0]
                seen = Fraction(str(found.mean.value)) if found.is_coarse else mean
                achieved = (seen - 1) / (found.points - 1)
                cell = cell | {"status": survey_status(achieved).value}
            cells[item.step] = cell
        return cells

    def _singles(self) -> Document:
        """Return the questions of scales that a pulse does not ask whole, one by one."""
        return {
            each.code: self._scored([each], self._measure([each])) for each in self._items("single")
        }

    def _rated_items(self) -> Document:
        """Return mean and distribution of every item of a shown scale, and of those told singly."""
        scales = [
            (self._items(kind, **{about: code}), found)
            for kind, about, by_code in (
                ("anchored", "dimension", self.anchored),
                ("parallel", "dimension", self.parallel),
                ("rating", "construct", self.constructs),
            )
            for code, found in by_code.items()
        ]
        scales += [([item], self._measure([item])) for item in self._items("single")]
        cells: Document = {}
        for items, found in scales:
            if found is not None:
                cells |= self._items_of(items, found)
        return cells

    def _items_of(self, items: Sequence[Item], found: Measure) -> Document:
        return items_of_scale(found, self.sample, self._places(items), items)

    def _choices(self) -> Document:
        """Return the distribution of every other closed question, a wave's own among them."""
        return {
            item.code: choice(self.sample, self._places([item]), item)
            if self._may_be_told(item)
            else NOT_SHOWN
            for item in self.items
            if item.kind in {"choice", "several", "own"}
        }
