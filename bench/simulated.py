"""Simulated organisations, whose true values are known, and how often the core finds them.

Answers come from a latent normal value: a part shared by a department or an account, a part of
the person and a part of the single answer, cut into stages so that each stage has the share
that is asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from maturity.answers import Answers
from maturity.probability import is_confirmed, seed_for, stage_probabilities
from maturity.scoring import Score, score, score_clustered, score_stratified
from maturity.stages import overall_stage, stage_attained, stage_conditions
from maturity.tally import Integers, Tally, tally

STAGES = 4
# How the latent value of an answer divides into the person's view and the item's noise.
OF_PERSON = 0.5
# Samples drawn at once.
BATCH = 500

SYMMETRIC = (0.15, 0.35, 0.35, 0.15)
SKEWED = (0.45, 0.30, 0.20, 0.05)
STRONGLY_SKEWED = (0.55, 0.25, 0.15, 0.05)


def true_mean(shares: Sequence[float]) -> float:
    """Return the mean of an item whose stages have these shares."""
    return sum(code * share for code, share in enumerate(shares, start=1))


def answers_of(
    rng: np.random.Generator,
    shares: Sequence[Sequence[float]],
    groups: Integers,
    correlation: float = 0.0,
    missing: float = 0.0,
) -> Answers:
    """Draw answers of shape (people, items).

    ``shares`` are the stages' true shares of each item; ``groups`` (people,) index the group
    whose members' latent values share ``correlation`` of their variance; ``missing`` is the
    probability that an answer is missing.
    """
    people = len(groups)
    common = rng.standard_normal(int(groups.max(initial=0)) + 1)[groups]
    own = rng.standard_normal(people)
    latent = np.sqrt(correlation) * common + np.sqrt((1 - correlation) * OF_PERSON) * own
    noise = rng.standard_normal((people, len(shares)))
    values = latent[:, np.newaxis] + np.sqrt((1 - correlation) * (1 - OF_PERSON)) * noise
    cuts = ndtri(np.cumsum(shares, axis=1)[:, :-1])
    codes = 1 + (values[:, :, np.newaxis] > cuts).sum(axis=2)
    answers: Answers = (codes * (rng.random(codes.shape) >= missing)).astype(np.uint8)
    return answers


@dataclass(frozen=True)
class Coverage:
    """How often a nominal 95% interval held the truth, in percent of ``runs``; its mean width."""

    percent: float
    width: float
    runs: int


def coverage(found: Iterator[Score | None], truth: float) -> Coverage:
    """Count how often the intervals hold ``truth``."""
    hits, widths = 0, []
    for value in found:
        if value is None or value.low is None or value.high is None:
            raise ValueError("A simulated sample has no interval; simulate more people.")
        hits += value.low <= truth <= value.high
        widths.append(value.high - value.low)
    return Coverage(100 * hits / len(widths), float(np.mean(widths)), len(widths))


def simple_samples(
    runs: int, n: int, shares: Sequence[float], *, items: int, missing: float, seed: int
) -> Iterator[Tally]:
    """Yield tables of ``n`` people each."""
    rng = np.random.default_rng(seed)
    for start in range(0, runs, BATCH):
        size = min(BATCH, runs - start)
        answers = answers_of(rng, [shares] * items, np.arange(size * n), missing=missing)
        for block in answers.reshape(size, n, items):
            yield tally(block)


def simple_coverage(
    runs: int,
    n: int,
    shares: Sequence[float],
    *,
    items: int = 3,
    missing: float = 0.1,
    seed: int = 1,
) -> Coverage:
    """Return the coverage of a simple sample's interval."""
    samples = simple_samples(runs, n, shares, items=items, missing=missing, seed=seed)
    return coverage((score(sample, STAGES) for sample in samples), true_mean(shares))


@dataclass(frozen=True)
class Department:
    """How many people it has, how many of them answer, and their stages' true shares."""

    people: int
    answered: int
    shares: Sequence[float]


def stratified_coverage(
    runs: int,
    departments: Sequence[Department],
    *,
    items: int = 3,
    seed: int = 1,
) -> Coverage:
    """Return the coverage where each department answers at its own rate."""
    population = [department.people for department in departments]
    n = [department.answered for department in departments]
    rng = np.random.default_rng(seed)
    answers = np.concatenate(
        [
            answers_of(rng, [department.shares] * items, np.arange(runs * size)).reshape(
                runs, size, items
            )
            for size, department in zip(n, departments, strict=True)
        ],
        axis=1,
    )
    groups = np.repeat(np.arange(len(n)), n)
    truth = sum(department.people * true_mean(department.shares) for department in departments)
    return coverage(
        (
            score_stratified(tally(block, groups), STAGES, population=population)
            for block in answers
        ),
        truth / sum(population),
    )


def clustered_coverage(
    runs: int,
    sizes: Sequence[int],
    shares: Sequence[float],
    *,
    correlation: float,
    items: int = 3,
    seed: int = 1,
) -> Coverage:
    """Return the coverage for accounts of these sizes, whose people think alike."""
    rng = np.random.default_rng(seed)
    groups = np.repeat(np.arange(len(sizes)), sizes)
    everybody = (np.arange(runs)[:, np.newaxis] * len(sizes) + groups).reshape(-1)
    answers = answers_of(rng, [shares] * items, everybody, correlation)
    blocks = answers.reshape(runs, len(groups), items)
    return coverage(
        (score_clustered(tally(block, groups), STAGES) for block in blocks), true_mean(shares)
    )


@dataclass(frozen=True)
class Recovery:
    """How many stages came out wrong, in percent.

    ``wrong`` of all dimensions, ``too_high`` of them above the truth, ``overall`` of the
    organisations' stages; ``confirmed`` is the share of dimensions called confirmed, and
    ``confirmed_too_high`` that of those whose true stage is lower.
    """

    wrong: float
    too_high: float
    overall: float
    confirmed: float
    confirmed_too_high: float


def shares_of_stage(stage: int, margin: float) -> list[float]:
    """Return true shares of the stages that make ``stage`` the true one, for any item.

    At the stage or above are 60% and ``margin`` (0..0.2), at the next or above 60% less
    ``margin``. Below, people are spread evenly; beyond, each stage keeps two thirds.
    """
    at_or_above = [
        1 - (0.4 - margin) * (rank - 1) / (stage - 1)
        if 1 < rank <= stage
        else (0.6 - margin) * (2 / 3) ** (rank - stage - 1)
        for rank in range(2, STAGES + 1)
    ]
    edges = [1.0, *at_or_above, 0.0]
    return [edges[i] - edges[i + 1] for i in range(STAGES)]


def recovery(
    organisations: int,
    n: int,
    profile: Mapping[str, int],
    core: set[str],
    *,
    margin: float,
    items: int = 3,
    with_probabilities: bool = True,
    seed: int = 1,
) -> Recovery:
    """Simulate organisations of ``n`` people with a true profile, and look for it."""
    rng = np.random.default_rng(seed)
    shares = [shares_of_stage(stage, margin) for stage in profile.values() for _ in range(items)]
    columns = {code: list(range(i * items, (i + 1) * items)) for i, code in enumerate(profile)}
    true = np.array(list(profile.values()))
    ranks = np.zeros((organisations, len(profile)), dtype=np.int64)
    confirmed = np.zeros(ranks.shape, dtype=bool)
    overall = 0
    for run in range(organisations):
        answers = answers_of(rng, shares, np.arange(n))
        found = _found_stages(answers, columns)
        ranks[run] = list(found.values())
        overall += overall_stage(found, core) != overall_stage(profile, core)
        if with_probabilities:
            seed_of_run = seed_for("simulated", str(run))
            chances = stage_probabilities(answers, columns, core, STAGES, seed_of_run)
            confirmed[run] = [
                is_confirmed(chances.dimensions[code].at_least[rank - 1])
                for code, rank in found.items()
            ]
    # Every organisation is at least at the first stage, so confirming that is no merit.
    confirmed &= ranks > 1
    too_high = ranks > true
    return Recovery(
        wrong=_percent(ranks != true),
        too_high=_percent(too_high),
        overall=100 * overall / organisations,
        confirmed=_percent(confirmed),
        confirmed_too_high=_percent(too_high[confirmed]),
    )


def _found_stages(answers: Answers, columns: Mapping[str, list[int]]) -> dict[str, int]:
    return {
        code: stage_attained(stage_conditions(tally(answers[:, places]).shares(STAGES)))
        for code, places in columns.items()
    }


def _percent(values: npt.NDArray[np.bool_]) -> float:
    return 100 * float(values.mean()) if values.size else 0.0
