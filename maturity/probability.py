"""How probable each stage is, given that other people might have answered.

A stage rests on shares of answers. From the people who answered, many sets of shares that are
as plausible as the observed one are drawn, and the staged rule is applied to each.
"""

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.special import betaincc

from maturity.answers import Answers
from maturity.stages import SHARE_NEEDED, WEAKEST_ITEM_NEEDED
from maturity.tally import Floats, Integers

DRAWS = 1000
# From this many people (or clusters) on, shares are normal enough (our rule).
LARGE_SAMPLE = 200
# Added to every category: Jeffreys' prior.
PSEUDO_COUNT = 0.5
# Below this many people no probability is published (our rule).
SMALLEST_PUBLISHED = 10
CONFIRMED = 0.90
# What rounding may take from a share that is exactly as large as needed.
TOLERANCE = 1e-9
# People weighed at a time, so that they need little memory.
BLOCK = 16_384
# So many ways to answer a few items are counted at once.
LARGEST_PART = 1_000


@dataclass(frozen=True)
class StageProbability:
    """P(stage = s) and P(stage >= s) for s = 1, 2, ...; the former add up to 1."""

    exactly: tuple[float, ...]
    at_least: tuple[float, ...]


@dataclass(frozen=True)
class Probabilities:
    """Of each dimension whose items were all answered by somebody, and of the whole profile.

    ``overall`` is None unless that is every dimension.
    """

    dimensions: Mapping[str, StageProbability]
    overall: StageProbability | None


def beta_probability(
    at_or_above: int,
    below: int,
    rank: int,
    stages: int,
    share_needed: Fraction | float = SHARE_NEEDED,
) -> float:
    """Return the probability that at least ``share_needed`` see one item at ``rank`` or above.

    ``at_or_above`` and ``below`` are how many chose a stage from ``rank`` (from 2) on and one
    before it. The posterior under Jeffreys' prior of half an answer in each of the ``stages``
    is Beta(at_or_above + (stages + 1 - rank) / 2, below + (rank - 1) / 2).
    """
    above = at_or_above + PSEUDO_COUNT * (stages + 1 - rank)
    return float(betaincc(above, below + PSEUDO_COUNT * (rank - 1), float(share_needed)))


def stage_probabilities(
    answers: Answers,
    dimensions: Mapping[str, Sequence[int]],
    core: Set[str],
    stages: int,
    seed: int,
    weights: Floats | None = None,
    clusters: Integers | None = None,
    known: float = 0.0,
) -> Probabilities:
    """Return the probability of each stage of every dimension and of the whole profile.

    ``answers`` has shape (respondents, items), codes ``1..stages``, 0 missing, the half-scale
    rule applied; ``dimensions`` is {code: columns}; ``weights`` (respondents, items) are positive,
    ``clusters`` (respondents,) indices from 0 of who belongs together; ``known`` is the share of
    the people meant who have answered, if only these people are meant (finite population).

    From 200 people (or clusters) on, the shares at each stage or above are drawn from the
    normal distribution with their mean and the linearised covariance of it, n/(n-1) Σ z z', and
    clipped to 0..1. Below, from the Bayesian bootstrap (Rubin 1981), which gives every person
    (or cluster) an exponential weight, smoothed by half a person in each stage, who chooses it
    throughout; for one item this draws from the Beta form of ``beta_probability``. The same
    answers in any order and the same ``seed`` give the same numbers. Raises ValueError for a
    code that is not a stage.
    """
    highest = int(answers.max(initial=0))
    if highest > stages:
        raise ValueError(f"An answer is {highest}, but there are {stages} stages.")
    used = {code: list(items) for code, items in dimensions.items() if _is_answered(answers, items)}
    if not used:
        return Probabilities({}, None)
    columns = sorted({column for items in used.values() for column in items})
    positions = {column: position for position, column in enumerate(columns)}
    weights = None if weights is None else weights[:, columns]
    draws, observed = _drawn_shares(answers[:, columns], stages, seed, weights, clusters)
    draws = observed + np.sqrt(1 - known) * (draws - observed)
    ranks = {
        code: _attained(draws[:, [positions[column] for column in items]])
        for code, items in used.items()
    }
    is_whole = len(used) == len(dimensions)
    return Probabilities(
        {code: _counted(drawn, stages) for code, drawn in ranks.items()},
        _counted(_overall(ranks, core), stages) if is_whole else None,
    )


def seed_for(wave_id: str, cell: str) -> int:
    """Return the seed of a cell of a wave: computing again must not give new draws."""
    digest = hashlib.sha256(f"{wave_id}/{cell}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


def published(probability: float, n: int) -> str | None:
    """Return a probability as it may be printed: to 5%, with open ends; None below ten people."""
    if n < SMALLEST_PUBLISHED:
        return None
    if probability < 0.05:
        return "<5%"
    if probability > 0.95:
        return ">95%"
    return f"{int(probability * 20 + 0.5) * 5}%"


def is_confirmed(at_least_attained: float) -> bool:
    """Return whether a stage is confirmed rather than provisional: P(stage >= it) >= 90%."""
    return at_least_attained >= CONFIRMED - TOLERANCE


def _is_answered(answers: Answers, items: Sequence[int]) -> bool:
    return all(answers[:, item].any() for item in items)


def _attained(shares: Floats) -> Integers:
    """Apply the staged rule to drawn shares (draws, items, stages above the first)."""
    holds = shares.mean(axis=1) >= float(SHARE_NEEDED) - TOLERANCE
    holds &= shares.min(axis=1) >= float(WEAKEST_ITEM_NEEDED) - TOLERANCE
    ranks: Integers = 1 + np.logical_and.accumulate(holds, axis=1).sum(axis=1)
    return ranks


def _overall(ranks: Mapping[str, Integers], core: Set[str]) -> Integers:
    """Apply the profile rule (``overall_stage``) to drawn ranks (draws,) of each dimension."""
    cores = [drawn for code, drawn in ranks.items() if code in core]
    others = np.sort([drawn for code, drawn in ranks.items() if code not in core], axis=0)
    highest: Integers = np.min(cores, axis=0) if cores else others[-1]
    if len(others):
        highest = np.minimum(highest, others[0] + 1)
    if len(others) > 1:
        highest = np.minimum(highest, others[1])
    return highest


def _counted(ranks: Integers, stages: int) -> StageProbability:
    counts = np.bincount(ranks, minlength=stages + 1)[1:]
    at_least = counts[::-1].cumsum()[::-1]
    return StageProbability(
        tuple((counts / len(ranks)).tolist()), tuple((at_least / len(ranks)).tolist())
    )


def _drawn_shares(
    answers: Answers,
    stages: int,
    seed: int,
    weights: Floats | None,
    clusters: Integers | None,
) -> tuple[Floats, Floats]:
    """Draw shares at each stage above the first or above it: (draws, items, stages - 1).

    Beside them the observed ones: (items, stages - 1).
    """
    answered = answers.any(axis=1)
    answers = answers[answered]
    weights = None if weights is None else weights[answered]
    rng = np.random.default_rng(seed)
    items, n = answers.shape[1], len(answers)
    if clusters is not None:
        units = _cluster_sums(answers, stages, weights, clusters[answered])
        n = len(units)
        if n >= LARGE_SAMPLE:
            return _normal(units.sum(axis=0), units.T @ units, items, n, rng)
        return _bootstrapped(units, stages, rng)
    if n < LARGE_SAMPLE:
        return _bootstrapped(_people(answers, stages, weights), stages, rng)
    if weights is not None:
        return _normal(*_weighted_moments(answers, stages, weights), items, n, rng)
    return _normal(*_moments(answers, stages), items, n, rng)


def _people(answers: Answers, stages: int, weights: Floats | None) -> Floats:
    """Return whether each person answered each item at stage 1, 2, ... or above, times weight.

    Shape (people, items * stages).
    """
    reached = answers[:, :, np.newaxis] >= np.arange(1, stages + 1)
    people: Floats = reached.reshape(len(answers), -1).astype(np.float64)
    return people if weights is None else people * np.repeat(weights, stages, axis=1)


def _cluster_sums(
    answers: Answers, stages: int, weights: Floats | None, clusters: Integers
) -> Floats:
    """Add up the people of each cluster: shape (clusters, items * stages)."""
    present, members = np.unique(clusters, return_inverse=True)
    codes = stages + 1
    sums = np.empty((len(present), answers.shape[1], stages))
    for item, column in enumerate(answers.T):
        weight = None if weights is None else weights[:, item]
        counts = np.bincount(members * codes + column, weight, len(present) * codes)
        sums[:, item] = counts.reshape(-1, codes)[:, :0:-1].cumsum(axis=1)[:, ::-1]
    return sums.reshape(len(present), -1)


def _weighted_moments(answers: Answers, stages: int, weights: Floats) -> tuple[Floats, Floats]:
    """Return the sums of ``_people`` and of the products of each two of its columns."""
    size = answers.shape[1] * stages
    totals, products = np.zeros(size), np.zeros((size, size))
    for start in range(0, len(answers), BLOCK):
        rows = slice(start, start + BLOCK)
        people = _people(answers[rows], stages, weights[rows])
        totals += people.sum(axis=0)
        products += people.T @ people
    return totals, products


def _moments(answers: Answers, stages: int) -> tuple[Floats, Floats]:
    """Return the same where all count alike, from far fewer numbers than there are people.

    They are whole: counts of how a few items were answered together, and these with a few others.
    """
    codes = stages + 1
    width = max(1, int(np.log(LARGEST_PART) / np.log(codes)))
    parts = np.array_split(answers, range(width, answers.shape[1], width), axis=1)
    keys = [part @ codes ** np.arange(part.shape[1]) for part in parts]
    rows = [_people(_all_rows(codes, part.shape[1]), stages, None) for part in parts]
    sums = [np.bincount(key, None, len(row)) @ row for key, row in zip(keys, rows, strict=True)]
    products = [
        [
            x.T @ np.bincount(a * len(y) + b, None, len(x) * len(y)).reshape(len(x), -1) @ y
            for b, y in zip(keys, rows, strict=True)
        ]
        for a, x in zip(keys, rows, strict=True)
    ]
    return np.concatenate(sums), np.block(products)


def _all_rows(codes: int, items: int) -> Answers:
    """Return every possible row of answers, the first item changing fastest."""
    rows = np.unravel_index(np.arange(codes**items), (codes,) * items, order="F")
    return np.stack(rows, axis=1).astype(np.uint8)


def _bootstrapped(units: Floats, stages: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Draw by the smoothed Bayesian bootstrap from units (units, items * stages)."""
    items = units.shape[1] // stages
    # Weights are drawn in the order of the units, so that must not be the order of arrival.
    units = units[np.lexsort(units.T)]
    size = units.reshape(-1, items, stages)[..., 0].max(axis=1).mean()
    everywhere = np.tile(np.tri(stages), items) * size
    drawn = rng.standard_exponential((DRAWS, len(units))) @ units
    drawn += rng.standard_gamma(PSEUDO_COUNT, (DRAWS, stages)) @ everywhere
    sums = drawn.reshape(DRAWS, items, stages)
    observed = units.sum(axis=0).reshape(items, stages)
    return sums[..., 1:] / sums[..., :1], observed[:, 1:] / observed[:, :1]


def _normal(
    totals: Floats, products: Floats, items: int, n: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Draw from the normal distribution of the shares of ``n`` units."""
    size = len(totals)
    stages = size // items
    answered = totals.reshape(items, stages)[:, 0]
    shares = totals.reshape(items, stages)[:, 1:] / answered[:, np.newaxis]
    # Rows of the map from sums to linearised values: (x >= t) - share * answered, over n answered.
    linear = np.zeros((items, stages - 1, items, stages))
    for item in range(items):
        linear[item, :, item, 0] = -shares[item] / answered[item]
        linear[item, :, item, 1:] = np.eye(stages - 1) / answered[item]
    to_z = linear.reshape(-1, size)
    covariance = n / (n - 1) * to_z @ products @ to_z.T
    # Shares that determine each other make it singular: a trace of noise makes it regular.
    noise = 1e-10 * covariance.diagonal().max() + 1e-18
    root = np.linalg.cholesky(covariance + noise * np.eye(len(covariance)))
    drawn = shares.reshape(-1) + rng.standard_normal((DRAWS, len(root))) @ root.T
    return np.clip(drawn, 0.0, 1.0).reshape(DRAWS, items, stages - 1), shares
