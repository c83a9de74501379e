"""Weighting for non-response, and when not to weight.

Everything here looks at who was asked and who answered, never at what they said. Weights
repair uneven response between departments; they cannot repair that the dissatisfied stay away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from maturity.raking import WeightingError, design_effect

# Our rules: response rates this even need no weights; weights this unequal cost too much.
EVEN_RESPONSE = Fraction(125, 100)
LARGEST_DESIGN_EFFECT = 2.0


class Reason(StrEnum):
    """Why weights are applied, or are not."""

    APPLIED = "applied"
    UNKNOWN_POPULATION = "unknown_population"
    CENSUS = "census"
    ONE_DEPARTMENT = "one_department"
    EVEN_RESPONSE = "even_response"
    TOO_UNEQUAL = "too_unequal"


@dataclass(frozen=True)
class Weighting:
    """What was decided for an audience.

    ``strata`` is {department: stratum}, departments with too few answers joined; ``weights``
    {stratum: weight of each of its respondents}, of mean 1, all 1 unless applied.
    ``design_effect`` is that of the weights which were applied or refused; 1 without any.
    """

    strata: Mapping[str, str]
    weights: Mapping[str, float]
    reason: Reason
    design_effect: float

    @property
    def applies(self) -> bool:
        """Whether results are to be weighted."""
        return self.reason == Reason.APPLIED


def choose_weighting(
    population: Mapping[str, int] | None,
    respondents: Mapping[str, int],
    smallest_group: int,
    *,
    parents: Mapping[str, str | None] | None = None,
    is_census: bool = False,
) -> Weighting:
    """Decide whether an audience is weighted by department, and how.

    ``population`` is {department: people asked}, None if unknown, as of most customers;
    ``respondents`` {department: people who answered}; ``parents`` the department tree for
    joining small departments (``collapse``); ``is_census`` an audience that stands for itself,
    as leaders do. Our rules, in this order: no weights for a census, an unknown population,
    a single stratum, response rates within a factor of 1.25, a design effect above 2.

    Raises WeightingError if a department has more answers than people asked.
    """
    if population is None or is_census:
        strata = {name: name for name in respondents}
        reason = Reason.CENSUS if is_census else Reason.UNKNOWN_POPULATION
        return Weighting(strata, dict.fromkeys(strata.values(), 1.0), reason, 1.0)
    _check(population, respondents)
    answered = {name: respondents.get(name, 0) for name in population if population[name]}
    strata = collapse(answered, smallest_group, parents)
    asked_by, answered_by = _totals(population, strata), _totals(answered, strata)
    unweighted = dict.fromkeys(answered_by, 1.0)
    if len(answered_by) < 2:
        return Weighting(strata, unweighted, Reason.ONE_DEPARTMENT, 1.0)
    rates = [Fraction(answered_by[name], asked_by[name]) for name in asked_by]
    if max(rates) < EVEN_RESPONSE * min(rates):
        return Weighting(strata, unweighted, Reason.EVEN_RESPONSE, 1.0)
    weights = post_stratification(asked_by, answered_by)
    effect = design_effect(list(weights.values()), [answered_by[name] for name in weights])
    if effect > LARGEST_DESIGN_EFFECT:
        return Weighting(strata, unweighted, Reason.TOO_UNEQUAL, effect)
    return Weighting(strata, weights, Reason.APPLIED, effect)


def collapse(
    sizes: Mapping[str, int],
    smallest_group: int,
    parents: Mapping[str, str | None] | None = None,
) -> dict[str, str]:
    """Join strata until each has at least ``smallest_group`` people, or only one is left.

    ``sizes`` is {stratum: people}; ``parents`` {unit: parent or None}, without it all are
    siblings; people of a unit itself count as a sibling of the units below it. The smallest
    stratum that is too small is joined with its next smallest sibling; one without siblings
    moves up beside its parent; ties go by name. Returns {stratum: the one it is now part of}.
    """
    above: dict[str, str | None] = dict(parents or {})
    branches = set(above.values())
    place = {name: name if name in branches else above.get(name) for name in sizes}
    target = {name: name for name in sizes}
    now = dict(sizes)
    while len(now) > 1 and min(now.values()) < smallest_group:
        smallest = _smallest(now, now.keys())
        others = now.keys() - {smallest}
        siblings = [other for other in others if place[other] == place[smallest]]
        branch = place[smallest]
        if not siblings and branch is not None:
            place[smallest] = above.get(branch)
            continue
        into = _smallest(now, siblings or others)
        now[into] += now.pop(smallest)
        target = {name: into if kept == smallest else kept for name, kept in target.items()}
    return target


def _smallest(sizes: Mapping[str, int], among: Iterable[str]) -> str:
    return min(among, key=lambda name: (sizes[name], name))


def post_stratification(
    population: Mapping[str, int], respondents: Mapping[str, int]
) -> dict[str, float]:
    """Weight the respondents of each stratum by N_h / n_h, scaled to a mean of 1.

    Both are {stratum: people}. Raises WeightingError if a stratum with people has no
    respondent, or more respondents than people.
    """
    _check(population, respondents)
    for name, size in population.items():
        if size and not respondents.get(name):
            raise WeightingError(
                f"{name}: none of {size} people answered; join it with another group first."
            )
    strata = [name for name, size in population.items() if size]
    scale = Fraction(
        sum(respondents[name] for name in strata), sum(population[name] for name in strata) or 1
    )
    return {name: float(scale * population[name] / respondents[name]) for name in strata}


def non_response_bounds(
    score: float, response_rate: float, points: int, lowest: int = 1
) -> tuple[float, float]:
    """Return the score if all who kept silent had chosen the lowest, or the highest, answer.

    ``score`` on ``lowest..points``; ``response_rate`` 0..1 (else WeightingError).
    """
    if not 0 <= response_rate <= 1:
        raise WeightingError(f"A response rate lies between 0 and 1; {response_rate} does not.")
    silent = 1 - response_rate
    return response_rate * score + silent * lowest, response_rate * score + silent * points


def _check(population: Mapping[str, int], respondents: Mapping[str, int]) -> None:
    for name, answered in respondents.items():
        asked = population.get(name, 0)
        if answered > asked:
            raise WeightingError(f"{name}: {answered} people answered, but {asked} were asked.")


def _totals(sizes: Mapping[str, int], strata: Mapping[str, str]) -> dict[str, int]:
    totals = dict.fromkeys(strata.values(), 0)
    for name, stratum in strata.items():
        totals[stratum] += sizes[name]
    return totals
