"""The answers that count: what came back, after exclusions, with the weighting decided."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from maturity.answers import AnswerError, Answers, scored, with_enough_answered
from maturity.disclosure import rounded_response_rate, shown_rate
from maturity.groups import Groups
from maturity.insiders import are_too_few, leave_too_few
from maturity.items import Column
from maturity.quality import FEWEST_ITEMS, Flags, screen
from maturity.responses import Responses, Rules
from maturity.tally import Floats, Integers, Tally, joined_strata, tally
from maturity.weighting import Weighting, choose_weighting

Kind = TypeVar("Kind", bound=np.generic)


@dataclass(frozen=True)
class Sample:
    """The answers that count, after exclusions, with the weighting that was decided.

    Nothing here depends on what was answered, except who was excluded as careless. Hence what
    may be shown is decided by those who ``surely`` count, of whom nobody can be.
    """

    responses: Responses
    columns: Sequence[Column]
    rules: Rules
    excluded: Flags = field(repr=False)

    @cached_property
    def answers(self) -> Answers:
        """Answers of those who count: shape (respondents, columns)."""
        # They are read column by column, so each column lies in one piece.
        return np.asfortranarray(self._kept(self.responses.answers))

    @property
    def n(self) -> int:
        """How many count."""
        return len(self.answers)

    @cached_property
    def surely(self) -> Flags:
        """Who of those who count would count whatever they had answered: (respondents,)."""
        return self._kept(self.responses.surely)

    @property
    def sure_n(self) -> int:
        """How many surely count."""
        return int(self.surely.sum())

    @property
    def answered(self) -> int:
        """How many answered, the excluded included."""
        return len(self.responses.answers)

    @property
    def response_rate(self) -> str | None:
        """The share of those asked who answered, as it may be shown."""
        invited = self.responses.invited
        return None if invited is None else rounded_response_rate(self.answered, invited)

    @property
    def shown_rate(self) -> float | None:
        """The same as a number from 0 to 1."""
        invited = self.responses.invited
        return None if invited is None else shown_rate(self.answered, invited)

    @cached_property
    def departments(self) -> Integers | None:
        """The department's place of each who counts."""
        department = self.responses.department
        return None if department is None else self._kept(department)

    @cached_property
    def accounts(self) -> Integers | None:
        """The account's place of each who counts."""
        account = self.responses.account
        return None if account is None else self._kept(account)

    @cached_property
    def weighting(self) -> Weighting | None:
        """What was decided about weights; None where none were planned."""
        if self.rules.weighting != "departments":
            return None
        places = () if self.departments is None else self.departments[self.surely].tolist()
        counted = Counter(places)
        names = list(self.responses.departments or ())
        return choose_weighting(
            self.responses.departments,
            {name: counted[place] for place, name in enumerate(names)},
            self.rules.smallest_group,
            is_census=self.responses.stands_for_itself,
        )

    @cached_property
    def groups(self) -> Groups | None:
        """The groups of those who count."""
        groups = self.responses.groups
        return None if groups is None else replace(groups, cell=self._kept(groups.cell))

    def by_cell(self, places: Sequence[int]) -> tuple[Tally, Tally]:
        """Count a scale's rows by cell of the groups: who surely counts, and who counts."""
        assert self.groups is not None
        counted = self.tally(places, self.groups.cell)
        if self.surely.all():
            return counted, counted
        return self.tally(places, self.groups.cell, sure=True), counted

    @cached_property
    def strata(self) -> tuple[Integers, list[int]] | None:
        """Each department's stratum and the people asked in each; None if nothing is weighted."""
        weighting, asked = self.weighting, self.responses.departments
        if weighting is None or asked is None or self.departments is None or not weighting.applies:
            return None
        places = {name: place for place, name in enumerate(weighting.weights)}
        of_department = [places[weighting.strata[n]] if n in weighting.strata else 0 for n in asked]
        population = [0] * len(places)
        for place, size in zip(of_department, asked.values(), strict=True):
            population[place] += size
        return np.array(of_department, dtype=np.int64), population

    def strata_of(self, places: Sequence[int]) -> tuple[Integers, tuple[int, ...]] | None:
        """Return each department's stratum on one scale, and the people asked in each.

        Strata where too few surely count on this scale are joined. None if nothing is weighted.
        """
        if self.strata is None or self.departments is None:
            return None
        scale = tuple(places)
        if scale not in self._strata_by_scale:
            stratum, population = self.strata
            sure = self.tally(places, stratum[self.departments], sure=True)
            joined, people = joined_strata(sure, population, self.rules.smallest_group)
            self._strata_by_scale[scale] = joined[stratum], people
        return self._strata_by_scale[scale]

    @cached_property
    def _strata_by_scale(self) -> dict[tuple[int, ...], tuple[Integers, tuple[int, ...]]]:
        """What ``strata_of`` found: score, chances and groups of a scale all ask for it."""
        return {}

    def strata_places(self, strata: tuple[Integers, tuple[int, ...]]) -> Integers:
        """Return the stratum of each who counts, of strata as ``strata_of`` has them."""
        assert self.departments is not None
        return strata[0][self.departments]

    def stratum_of_department(self, places: Sequence[int]) -> dict[str, int]:
        """Return {department: its stratum} on one scale; empty if nothing is weighted."""
        strata, asked = self.strata_of(places), self.responses.departments
        if strata is None or asked is None:
            return {}
        return dict(zip(asked, strata[0].tolist(), strict=True))

    def weights(self, scales: Sequence[Sequence[int]]) -> Floats | None:
        """Return the weight N_h / n_hj of each person in each column; None if all count alike.

        Columns as ``side_by_side`` has them, strata as each scale has them.
        """
        parts = []
        for scale in scales:
            strata = self.strata_of(scale)
            if strata is None:
                return None
            stratum, people = self.strata_places(strata), strata[1]
            answers = with_enough_answered(scored(self.codes(scale)))
            n = np.zeros((len(people), len(scale)))
            for item, column in enumerate(answers.T):
                n[:, item] = np.bincount(stratum, column > 0, len(people))
            parts.append((np.array(people)[:, np.newaxis] / n)[stratum])
        return np.hstack(parts)

    def places(self, codes: Sequence[str]) -> list[int]:
        """Return the columns of some items, in order."""
        return [i for i, column in enumerate(self.columns) if column.item.code in codes]

    def codes(self, places: Sequence[int]) -> Answers:
        """Return the columns of one scale: shape (respondents, columns).

        Every number of the scale comes from here. Where some are identified, and the others too
        few to be a group, those stand there as not having answered.
        """
        codes = self.answers[:, places]
        identified = self.responses.identified
        if identified is None or not self.has_few_others(places):
            return codes
        seen: Answers = codes * self._kept(identified)[:, np.newaxis].astype(np.uint8)
        return seen

    def has_few_others(self, places: Sequence[int]) -> bool:
        """Whether those not identified are some, but too few to be counted on a scale."""
        came = self.responses
        if came.identified is None:
            return False
        others = came.of(~came.identified)
        return leave_too_few(others.answers[:, places], others.surely, self.rules.smallest_group)

    def sure_n_of(self, places: Sequence[int]) -> tuple[int, ...]:
        """Count who surely counts and answered, in each column of a scale (half-scale rule)."""
        answered = with_enough_answered(scored(self.codes(places)[self.surely]))
        return tuple(np.count_nonzero(answered, axis=0).tolist())

    def tally(
        self, places: Sequence[int], groups: Integers | None = None, *, sure: bool = False
    ) -> Tally:
        """Count the rows of a scale, "don't know" as missing, under the half-scale rule.

        With ``sure`` only those who surely count.
        """
        codes = scored(self.codes(places))
        if sure and not self.surely.all():
            groups = None if groups is None else groups[self.surely]
            codes = codes[self.surely]
        return tally(codes, groups)

    def side_by_side(self, scales: Sequence[Sequence[int]]) -> Answers:
        """Return the columns of several scales, each under the half-scale rule, for scoring."""
        return np.hstack([with_enough_answered(scored(self.codes(places))) for places in scales])

    def _kept(self, rows: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        return rows[~self.excluded] if self.excluded.any() else rows


def sample(responses: Responses, columns: Sequence[Column], rules: Rules) -> Sample:
    """Apply the exclusion rule and return what counts.

    Patterns are looked for within every scale that enough items use. Where some are identified
    and the others are too few to be a group, only the identified ones came. Raises AnswerError
    if departments, accounts or marks are not one a respondent, or if more people answered than
    were asked.
    """
    _check(responses)
    seen = responses.identified
    if seen is not None and are_too_few(
        ~seen[:, np.newaxis], responses.surely, rules.smallest_group
    ):
        responses = responses.of(seen)
    excluded = np.zeros(len(responses.answers), dtype=bool)
    if responses.is_fast is not None:
        for places in screened(columns):
            excluded |= screen(responses.answers[:, places], responses.is_fast).excluded
    return Sample(responses, columns, rules, excluded)


def screened(columns: Sequence[Column]) -> list[list[int]]:
    """Return the columns of every scale that enough items use for a pattern to mean anything."""
    scales: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        if not column.item.is_list:
            scales.setdefault(column.item.scale.code, []).append(place)
    return [places for places in scales.values() if len(places) >= FEWEST_ITEMS]


def _check(responses: Responses) -> None:
    n, invited, asked = len(responses.answers), responses.invited, responses.departments
    places = responses.department
    if asked is not None and places is not None and len(places):
        if int(places.min()) < 0 or int(places.max()) >= len(asked):
            raise AnswerError(f"A department is not one of the {len(asked)} that were asked.")
        if invited is not None and sum(asked.values()) != invited:
            raise AnswerError(
                f"{invited} people were asked, but {sum(asked.values())} in all departments."
            )
    marks = {
        "departments": responses.department,
        "accounts": responses.account,
        "marks of speed": responses.is_fast,
        "marks of consent": responses.identified,
    }
    for name, given in marks.items():
        if given is not None and len(given) != n:
            raise AnswerError(f"{len(given)} {name} were given for {n} people.")
    if invited is not None and n > invited:
        raise AnswerError(f"{n} people answered, but {invited} were asked.")
