"""The continuous score: a mean of item means with its 95% interval."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import stdtrit

from maturity.answers import Answers, count_codes

CONFIDENCE = 0.95
# Added to every category where all answers are equal (Jeffreys): see measurement.md, 2.2.
PSEUDO_COUNT = 0.5
# Below any variance that differing answers can have, above what rounding leaves of none.
NO_VARIANCE = 1e-20


@dataclass(frozen=True)
class Score:
    """Mean on ``1..points`` of ``n`` respondents; no interval (None) for a single one."""

    n: int
    mean: float
    low: float | None
    high: float | None


def score(answers: Answers, points: int) -> Score | None:
    """Score a scale from its answers; None if an item has no answer at all.

    ``answers`` has shape (respondents, items), codes ``1..points``, 0 missing; people who
    answered too little are expected to be blank (``with_enough_answered``).

    The score is the mean of the item means. Its variance comes from each person's linearised
    value z = Σ_j a_j (x_j - mean_j) / (m n_j), as n/(n-1) Σ z²; the interval is Student's t
    with n-1 degrees of freedom, clipped to the scale. Where it is zero, because all answers are
    equal or cancel out, the variance is taken after half an answer has been added to every
    category: agreement of a few people is not certainty.
    """
    answered = answers > 0
    item_n = answered.sum(axis=0)
    if not item_n.size or not item_n.all():
        return None
    items = answers.shape[1]
    values = answers.astype(np.float64)
    item_means = values.sum(axis=0) / item_n
    mean = float(item_means.mean())
    n = int(answered.any(axis=1).sum())
    if n < 2:
        return Score(n, mean, None, None)
    z = (np.where(answered, values - item_means, 0.0) / (items * item_n)).sum(axis=1)
    variance = n / (n - 1) * float(z @ z)
    if variance < NO_VARIANCE:
        variance = _smoothed_variance(answers, points)
    half_width = float(stdtrit(n - 1, (1 + CONFIDENCE) / 2)) * sqrt(variance)
    return Score(n, mean, max(1.0, mean - half_width), min(float(points), mean + half_width))


def _smoothed_variance(answers: Answers, points: int) -> float:
    """Variance of the score with half an answer in every category.

    The items' errors are added up as if perfectly correlated, which is the cautious bound.
    """
    counts = count_codes(answers, points)
    weights = counts + PSEUDO_COUNT
    shares = weights / weights.sum(axis=1, keepdims=True)
    codes = np.arange(1, points + 1)
    variances = shares @ codes**2 - (shares @ codes) ** 2
    standard_errors = np.sqrt(variances / counts.sum(axis=1))
    return float(standard_errors.mean() ** 2)
