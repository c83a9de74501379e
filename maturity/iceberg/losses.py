"""What the iceberg amounts to, worked out from what a result has published and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf, sqrt

from maturity.iceberg.branches import OUTCOMES, Branch
from maturity.proportions import NORMAL
from maturity.result import Document
from maturity.shares import Share, share_in, shares_in


@dataclass(frozen=True)
class Iceberg:
    """The published shares; None or absent where one is not shown.

    ``problem`` of all who answered; ``told`` of those with a problem; of those who told:
    ``recorded`` by a channel of which a record is kept, ``outcomes`` by how satisfied they are;
    ``stays`` of each branch, where ``only_identified`` says of whom.
    """

    problem: Share | None
    told: Share | None
    recorded: Share | None
    outcomes: Mapping[Branch, Share]
    stays: Mapping[Branch, Share]
    only_identified: bool

    @property
    def visible(self) -> Share | None:
        """The share of problems that come on record: told, and by a channel that is recorded.

        The ends are the products of the ends, so the interval holds at 95% and more.
        """
        if self.told is None or self.recorded is None:
            return None
        told, recorded = self.told, self.recorded
        return Share(
            told.share * recorded.share,
            told.low * recorded.low,
            told.high * recorded.high,
            told.indicative or recorded.indicative,
        )

    @property
    def multiplier(self) -> float | None:
        """How many problems stand behind each recorded one; None where none is recorded."""
        visible = self.visible
        return 1 / visible.share if visible and visible.share else None

    @cached_property
    def losses(self) -> "Losses | None":
        """What problems cost in customers who intend to stay; None where too little is shown."""
        if self.problem is None or Branch.NONE not in self.stays:
            return None
        weights = _weights(self)
        return None if weights is None else _losses(self, self.problem, weights)


@dataclass(frozen=True)
class Losses:
    """The share of all customers who would stay, had they had no problem, and its 95% interval.

    ``parts`` is the share of each branch; together they are the whole. Negative where customers
    of a branch intend to stay more often than those without a problem.
    """

    share: float
    low: float
    high: float
    parts: Mapping[Branch, float]
    indicative: bool


def published_iceberg(audience: Document) -> Iceberg | None:
    """Return the iceberg of an audience's part of a result; None where it holds none.

    ``audience`` is a part that is shown.
    """
    part = audience.get("iceberg")
    if part is None:
        return None
    stays = part["stays"]
    branches = stays["branches"] if stays["shown"] else {}
    return Iceberg(
        problem=shares_in(part["problem"]).get("yes"),
        told=shares_in(part["told"]).get("yes"),
        recorded=shares_in(part["recorded"]).get("recorded"),
        outcomes={Branch(code): share for code, share in shares_in(part["outcome"]).items()},
        stays={Branch(code): share_in(cell) for code, cell in branches.items() if cell["shown"]},
        only_identified=stays["shown"] and stays["only_identified"],
    )


def ranked(cell: Document) -> list[tuple[str, Share]]:
    """Return the same, the most often chosen first."""
    return sorted(shares_in(cell).items(), key=lambda each: -each[1].share)


def _weights(iceberg: Iceberg) -> dict[Branch, float] | None:
    """Return which share of those with a problem each branch is, as finely as all are shown.

    Told and how it ended, or told alone, and untold; else all with a problem together.
    """
    told, stays, outcomes = iceberg.told, iceberg.stays, iceberg.outcomes
    if told is not None and Branch.UNTOLD in stays:
        untold = {Branch.UNTOLD: 1 - told.share}
        total = sum(each.share for each in outcomes.values())
        if len(outcomes) == len(OUTCOMES) and set(OUTCOMES) <= stays.keys():
            # Rounded shares do not quite add up to a whole.
            split = {branch: told.share * outcomes[branch].share / total for branch in OUTCOMES}
            return untold | split
        if Branch.TOLD in stays:
            return untold | {Branch.TOLD: told.share}
    return {Branch.PROBLEM: 1.0} if Branch.PROBLEM in stays else None


def _losses(iceberg: Iceberg, problem: Share, weights: Mapping[Branch, float]) -> Losses:
    """Return P · Σ w (L₀ - L), P being the share with a problem and L who intends to stay.

    The interval is that of the delta method, from the published shares and intervals: each share
    adds its variance times the square of the derivative, and how told problems ended adds what a
    multinomial distribution does.
    """
    stays, fine = iceberg.stays, len(weights) > 2
    lost = {branch: stays[Branch.NONE].share - stays[branch].share for branch in weights}
    parts = {branch: problem.share * weight * lost[branch] for branch, weight in weights.items()}
    share = sum(parts.values())
    variance = _variance(problem) * (share / problem.share) ** 2 if problem.share else 0.0
    variance += _variance(stays[Branch.NONE]) * problem.share**2
    variance += sum(
        _variance(stays[branch]) * (problem.share * weight) ** 2
        for branch, weight in weights.items()
    )
    if Branch.UNTOLD in weights and iceberg.told is not None:
        told = {branch: weight for branch, weight in weights.items() if branch != Branch.UNTOLD}
        whole = sum(told.values()) or 1.0
        mean = sum(weight * lost[branch] for branch, weight in told.items()) / whole
        variance += _variance(iceberg.told) * (problem.share * (mean - lost[Branch.UNTOLD])) ** 2
        if fine:
            spread = sum(w / whole * (lost[branch] - mean) ** 2 for branch, w in told.items())
            variance += (problem.share * whole) ** 2 * spread / _answers(iceberg.outcomes.values())
    reach = NORMAL * sqrt(variance)
    used = [problem, stays[Branch.NONE], *(stays[branch] for branch in weights)]
    is_indicative = any(each.indicative for each in used)
    return Losses(share, share - reach, share + reach, parts, is_indicative)


def _variance(share: Share) -> float:
    """Return the variance to which a published interval amounts."""
    return ((share.high - share.low) / 2 / NORMAL) ** 2


def _answers(shares: Iterable[Share]) -> float:
    """Return to how many answers the intervals of shares of the same people amount, at least.

    A share of none or all tells nothing of that; without any other it does not matter.
    """
    return min(
        (each.share * (1 - each.share) / _variance(each) for each in shares if 0 < each.share < 1),
        default=inf,
    )
