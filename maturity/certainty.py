"""How sure a stage is, as far as it may be told."""

from collections.abc import Sequence

from maturity.measures import Measure
from maturity.probability import SMALLEST_PUBLISHED, StageProbability, is_confirmed, published


def certainty(
    chances: StageProbability | None, attained: int, found: Sequence[Measure]
) -> str | None:
    """Return how sure a stage is; None at the first, which there is nothing to confirm."""
    if chances is None or attained == 1 or not _has_chances(found):
        return None
    return "confirmed" if is_confirmed(chances.at_least[attained - 1]) else "provisional"


def chances_of_stages(
    chances: StageProbability | None, codes: Sequence[str], found: Sequence[Measure]
) -> dict[str, str | None] | None:
    """Return the rounded probability of each stage; None where none means anything."""
    if chances is None or not _has_chances(found):
        return None
    n = min(measure.fewest for measure in found)
    return {code: published(chance, n) for code, chance in zip(codes, chances.exactly, strict=True)}


def _has_chances(found: Sequence[Measure]) -> bool:
    """Whether a probability means anything.

    Not of a few people or accounts, and not where everybody has answered and nobody else is
    meant: then the stage is what it is.
    """
    return all(
        measure.fewest >= SMALLEST_PUBLISHED
        and not measure.is_whole
        and not measure.score.is_indicative
        for measure in found
    )
