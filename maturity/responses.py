"""What came back from one audience, and what is made of it before anything is computed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from maturity.answers import AnswerError, Answers, scored, with_enough_answered
from maturity.disclosure import rounded_response_rate, shown_rate
from maturity.items import Column
from maturity.quality import FEWEST_ITEMS, Flags, screen
from maturity.tally import Floats, Integers, Tally, joined_strata, tally
from maturity.weighting import Weighting, choose_weighting

Kind = TypeVar("Kind", bound=np.generic)


@dataclass(frozen=True)
class Rules:
    """What was laid down when the wave was opened, before any answer.

    ``weighting`` is ``departments`` (post-stratification, where its rules allow) or ``none``;
    ``is_census`` says that the numbers describe only the people asked (finite population
    correction).
    """

    smallest_group: int
    weighting: str = "none"
    is_census: bool = False


@dataclass(frozen=True)
class Responses:
    """One audience's answers, and how its people were reached.

    ``answers`` has shape (respondents, columns of the questionnaire). Everything else may be
    unknown: ``invited`` how many were asked; ``departments`` {department: people asked} and
    ``department`` (respondents,) the place of each respondent's in it; ``account``
    (respondents,) an index of customer accounts; ``is_fast`` (respondents,) who answered too
    fast to have read. ``stands_for_itself`` marks an audience that is no sample, as leaders.
    """

    answers: Answers
    invited: int | None = None
    departments: Mapping[str, int] | None = None
    department: Integers | None = None
    account: Integers | None = None
    is_fast: Flags | None = None
    stands_for_itself: bool = False


@dataclass(frozen=True)
class Sample:
    """The answers that count, after exclusions, with the weighting that was decided.

    Nothing here depends on what was answered, except who was excluded as careless.
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
        counted = Counter(() if self.departments is None else self.departments.tolist())
        names = list(self.responses.departments or ())
        return choose_weighting(
            self.responses.departments,
            {name: counted[place] for place, name in enumerate(names)},
            self.rules.smallest_group,
            is_census=self.responses.stands_for_itself,
        )

    @cached_property
    def strata(self) -> tuple[Integers, list[int]] | None:
        """Each respondent's stratum and the people asked in each; None if nothing is weighted."""
        weighting, asked = self.weighting, self.responses.departments
        if weighting is None or asked is None or self.departments is None or not weighting.applies:
            return None
        places = {name: place for place, name in enumerate(weighting.weights)}
        of_department = [places[weighting.strata[n]] if n in weighting.strata else 0 for n in asked]
        population = [0] * len(places)
        for place, size in zip(of_department, asked.values(), strict=True):
            population[place] += size
        return np.array(of_department, dtype=np.int64)[self.departments], population

    def weights(self, scales: Sequence[Sequence[int]]) -> Floats | None:
        """Return the weight N_h / n_hj of each person in each column; None if all count alike.

        Columns as ``side_by_side`` has them, strata as they are joined scale by scale, so that
        weighted shares are those of ``stratified_shares``.
        """
        if self.strata is None:
            return None
        places, population = self.strata
        parts = []
        for scale in scales:
            answers = with_enough_answered(scored(self.answers[:, scale]))
            joined, people = joined_strata(
                tally(answers, places), population, self.rules.smallest_group
            )
            stratum = joined[places]
            n = np.zeros((len(people), len(scale)))
            for item, column in enumerate(answers.T):
                n[:, item] = np.bincount(stratum, column > 0, len(people))
            parts.append((np.array(people)[:, np.newaxis] / n)[stratum])
        return np.hstack(parts)

    def places(self, codes: Sequence[str]) -> list[int]:
        """Return the columns of some items, in order."""
        return [i for i, column in enumerate(self.columns) if column.item.code in codes]

    def tally(self, places: Sequence[int], groups: Integers | None = None) -> Tally:
        """Count the rows of some columns, "don't know" as missing, under the half-scale rule."""
        return tally(scored(self.answers[:, places]), groups)

    def side_by_side(self, scales: Sequence[Sequence[int]]) -> Answers:
        """Return the columns of several scales, each under the half-scale rule, for scoring."""
        return np.hstack(
            [with_enough_answered(scored(self.answers[:, places])) for places in scales]
        )

    def _kept(self, rows: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        return rows[~self.excluded] if self.excluded.any() else rows


def sample(responses: Responses, columns: Sequence[Column], rules: Rules) -> Sample:
    """Apply the exclusion rule and return what counts.

    Patterns are looked for within every scale that enough items use. Raises AnswerError if
    departments, accounts or marks of speed are not one a respondent, or if more people answered
    than were asked.
    """
    _check(responses)
    excluded = np.zeros(len(responses.answers), dtype=bool)
    if responses.is_fast is not None:
        for places in screened(columns):
            excluded |= screen(responses.answers[:, places], responses.is_fast).excluded
    return Sample(responses, columns, rules, excluded)


def screened(columns: Sequence[Column]) -> list[list[int]]:
    """Return the columns of every scale that enough items use for a pattern to mean anything."""
    scales: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        if not column.item.several:
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
    }
    for name, given in marks.items():
        if given is not None and len(given) != n:
            raise AnswerError(f"{len(given)} {name} were given for {n} people.")
    if invited is not None and n > invited:
        raise AnswerError(f"{n} people answered, but {invited} were asked.")
