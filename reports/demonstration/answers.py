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
# The same for what else is asked, by construct or step.
OTHER_VIEWS = {
    "values": 0.60, "information": 0.44, "initiative": 0.62, "evidence": 0.38,
    "enterprise": 0.60, "proposition": 0.66, "customers": 0.72,
    "managers-trust": 0.56, "fairness": 0.60, "staying": 0.62,
    "overall": 0.58, "loyalty": 0.56, "contact": 0.48, "recovery": 0.40,
    "networks": 0.78, "teams": 0.58, "coordinator": 0.34, "matrix": 0.42, "segments": 0.20,
}  # fmt: skip
# How often each answer is chosen where answers are no ladder: the first, the second, ...
WEIGHTS = {
    "PB1": (4, 6), "PB3": (5, 4), "PT3": (4, 3, 3), "XP2": (3, 5, 2),
    "TI1": (1, 3, 4, 3, 2, 1), "TI2": (1, 4, 4, 2, 1, 1), "TI3": (4, 4, 3, 2, 1),
    "TU1": (1, 3, 5, 2, 1, 1),
}  # fmt: skip
CHOSEN_OF_SEVERAL = 0.35
OTHERWISE = 0.5
SPREAD = 0.22
UNSURE = 0.06
SKIPPED = 0.02
COMMENTS = 0.2
REMARKS = (
    "When something goes wrong, nobody knows who may decide. We lose days over it.",
    "Let the people in the warehouse hear what customers say about deliveries.",
    "Fewer surveys about satisfaction, more visits to customers.",
    "The Monday call with service and sales has helped a lot. Please keep it.",
    "Our customers like that they reach a person. That should never change.",
)

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


def answer(
    random: Random, item: Item, audience: str, *, improvement: float = 0.0
) -> dict[str, int]:
    """Invent one person's answer to one item, by column."""
    chance = random.random()
    if chance < SKIPPED:
        return dict.fromkeys((column.code for column in item.columns), NOT_ANSWERED)
    if chance < SKIPPED + UNSURE and item.scale.has_dont_know:
        return dict.fromkeys((column.code for column in item.columns), DONT_KNOW)
    if item.several:
        return {
            column.code: 1 + (random.random() < CHOSEN_OF_SEVERAL or place == 0)
            for place, column in enumerate(item.columns)
        }
    if item.code in WEIGHTS:
        codes = range(1, item.scale.points + 1)
        return {item.code: random.choices(codes, WEIGHTS[item.code])[0]}
    view = VIEWS[audience].get(item.dimension) or OTHER_VIEWS.get(
        item.construct or item.step, OTHERWISE
    )
    place = min(max(random.gauss(view + improvement, SPREAD), 0.0), 0.999)
    return {item.code: 1 + int(place * item.scale.points)}


def comment(random: Random) -> str:
    """Invent a comment; most people make none."""
    return random.choice(REMARKS) if random.random() < COMMENTS else ""


def roadmap_ratings(framework: Framework) -> dict[str, int | None]:
    """Return the invented ratings by item."""
    ratings: dict[str, int | None] = {}
    for step in framework.steps:
        row = ROADMAP.get(step.code, [])
        cells = [f"{step.code}-{foundation.code}" for foundation in framework.foundations]
        ratings.update(zip(cells, row, strict=False))
    return ratings
