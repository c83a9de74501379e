"""Invented answers and ratings: an organisation that serves well and measures little."""

from random import Random

from maturity.answers import DONT_KNOW, NOT_ANSWERED
from maturity.framework import Framework, Item

# Where on 0..1 an audience sees each dimension; leaders are kinder to themselves.
VIEWS = {
    "staff": {
        "knowledge": 0.52, "measurement": 0.30, "service": 0.60, "complaints": 0.50,
        "communication": 0.36, "management": 0.42, "involvement": 0.55,
    },
    "leaders": {
        "knowledge": 0.70, "measurement": 0.52, "service": 0.74, "complaints": 0.68,
        "communication": 0.62, "management": 0.66, "involvement": 0.72,
    },
    "customers": {
        "knowledge": 0.50, "measurement": 0.34, "service": 0.62, "complaints": 0.40,
        "communication": 0.38, "management": 0.48, "involvement": 0.56,
    },
}  # fmt: skip
OTHERWISE = 0.5
SPREAD = 0.22
UNSURE = 0.06
SKIPPED = 0.02

# The assessor's view of each step, and how firmly its micro-foundations stand (codes 1..4).
ROADMAP = {
    "networks": [4, 4, 4, 3, 4, 4, 4],
    "teams": [3, 3, 4, 3, 2, 3, 3],
    "coordinator": [2, 1, 2, 2, 1, 2, 1],
    "matrix": [3, 3, 3, 2, 3, 2, 3],
    "segments": [1, 1, 1, 1, 1, 1, 1],
}
NOTES = {
    "networks-communication": "Open channel of service and sales people, used daily; seen on site.",
    "teams-measures": "Two of five teams have targets; nobody reviews them.",
    "coordinator-roles": "The head of service acts as one, without a written mandate.",
    "matrix-roles": "Product lines and key accounts share two segment teams since spring.",
}


def answer(random: Random, item: Item, audience: str, *, improvement: float = 0.0) -> int:
    """Invent one person's answer to one item."""
    chance = random.random()
    if chance < SKIPPED:
        return NOT_ANSWERED
    if chance < SKIPPED + UNSURE and item.scale.has_dont_know:
        return DONT_KNOW
    view = VIEWS[audience].get(item.dimension, OTHERWISE) + improvement
    place = min(max(random.gauss(view, SPREAD), 0.0), 0.999)
    return 1 + int(place * item.scale.points)


def roadmap_ratings(framework: Framework) -> dict[str, int | None]:
    """Return the invented ratings by item."""
    ratings: dict[str, int | None] = {}
    for step in framework.steps:
        row = ROADMAP.get(step.code, [])
        cells = [f"{step.code}-{foundation.code}" for foundation in framework.foundations]
        ratings.update(zip(cells, row, strict=False))
    return ratings
