"""The invented customers: 150 accounts, how each fares from wave to wave, and what it buys.

What an account buys follows how it fares, half a year later: that is what a portfolio can show.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

SPRING, AUTUMN = 0, 1
TREES = [
    "Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel", "Ivy", "Juniper",
    "Kestrel", "Larch", "Maple", "Nettle", "Oak",
]  # fmt: skip
# Trade: segment
TRADES = {
    "Homes": "Building", "Hotels": "Hospitality", "Clinics": "Health", "Schools": "Education",
    "Retail": "Trade", "Logistics": "Trade", "Builders": "Building", "Foods": "Hospitality",
    "Care": "Health", "Colleges": "Education",
}  # fmt: skip
# What an account's contacts find of their experience, 1 to 5, in spring and in autumn.
LOYAL, FALLEN, WON_BACK, IN_TROUBLE = (5.0, 5.0), (4.9, 2.6), (2.8, 5.0), (3.2, 3.1)
EVEN = (4.1, 4.15)
FATES = [
    LOYAL, IN_TROUBLE, FALLEN, EVEN, WON_BACK, LOYAL, IN_TROUBLE, FALLEN, EVEN, IN_TROUBLE,
    LOYAL, FALLEN, EVEN, LOYAL, IN_TROUBLE, FALLEN, EVEN, LOYAL, IN_TROUBLE, WON_BACK,
]  # fmt: skip
# How much more or less an account buys than a year before, as it fares.
GOOD, GROWTH = 4.5, 0.055


@dataclass(frozen=True)
class Size:
    """Accounts of some trees: how many contacts they have by turns, and how much they buy."""

    contacts: tuple[int, ...]
    least: int
    most: int


LARGE, MIDDLE, SMALL = (
    Size((5,), 500_000, 1_300_000),
    Size((2,), 40_000, 160_000),
    Size((2, 1), 3_000, 24_000),
)
SIZES = [LARGE] * 5 + [MIDDLE] * 4 + [SMALL] * 6
# The share of what they could buy that they buy; None where nobody has estimated it.
REACHED = (0.9, 0.8, None, 0.35, 0.95, 0.7)
# Of so many accounts one has been a customer for less than a year.
NEW = 19

COMPLAINTS = 64
CAUSES = {"Late delivery": 9, "Invoice": 5, "Faulty part": 4, "No answer": 4, "Information": 2}
CHANNELS = {"Telephone": 6, "E-mail": 5, "Web form": 2, "Visit": 1}
OUTCOMES = {"resolved": 14, "partly": 3, "unresolved": 1, "open": 2}


@dataclass(frozen=True)
class Customer:
    """One account.

    ``experience`` is that of spring and autumn; ``revenue`` that of twelve months and of the
    twelve before, at each; ``potential`` and ``cost`` are None where unknown.
    """

    number: str
    name: str
    segment: str
    contacts: int
    experience: tuple[float, float]
    revenue: tuple[tuple[int, int], tuple[int, int]]
    potential: int | None
    cost: int | None
    is_new: bool


@cache
def customers() -> dict[str, Customer]:
    """Return the accounts by name, the same in every installation."""
    random = Random(7)  # noqa: S311 - no secrets
    seen: Counter[Size] = Counter()
    made = []
    for place in range(len(TREES) * len(TRADES)):
        size = SIZES[place % len(SIZES)]
        made.append(_customer(random, place, size, seen[size]))
        seen[size] += 1
    return {each.name: each for each in made}


def _customer(random: Random, place: int, size: Size, number: int) -> Customer:
    """Return the account at a place, which is the ``number``-th of its size."""
    turn, tree = divmod(place, len(TREES))
    trade = list(TRADES)[(turn + tree) % len(TRADES)]
    fate = FATES[number % len(FATES)]
    revenue = _revenue(random, size, fate)
    latest, reached = revenue[AUTUMN][0], REACHED[place % len(REACHED)]
    return Customer(
        number=f"K-{1001 + place}",
        name=f"{TREES[tree]} {trade}",
        segment=TRADES[trade],
        contacts=size.contacts[number % len(size.contacts)],
        experience=fate,
        revenue=revenue,
        potential=round(latest / reached) if reached else None,
        cost=round(latest * random.uniform(0.08, 0.2)) if place % 4 else None,
        is_new=place % NEW == 5,
    )


def _revenue(
    random: Random, size: Size, fate: tuple[float, float]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return what an account bought; who fares badly in spring buys less by autumn."""
    before = size.least * (size.most / size.least) ** random.random()
    growth = GROWTH if fate[SPRING] >= GOOD else 0.0 if fate == EVEN else -GROWTH
    to_spring, to_autumn = (1 + growth + random.gauss(0, GROWTH / 8) for _time in range(2))
    spring = before * to_spring
    between = before * (1 + to_spring) / 2
    return (round(spring), round(before)), (round(spring * to_autumn), round(between))


def accounts_csv(wave: int) -> bytes:
    """Return the account file of a wave, as the client's own system would write it."""
    header = (
        "id", "name", "revenue", "revenue_last", "currency", "potential", "segment",
        "cost_to_serve",
    )  # fmt: skip
    rows = []
    for each in customers().values():
        now, last = each.revenue[wave]
        before = "" if each.is_new else last
        money = (now, before, "EUR", each.potential or "")
        rows.append((each.number, each.name, *money, each.segment, each.cost or ""))
    return _csv(header, rows)


def complaints_csv(until: date) -> bytes:
    """Return the register of the twelve months before a day; who fares badly complains more."""
    random = Random(5)  # noqa: S311 - no secrets
    names = list(customers())
    troubled = [6 - each.experience[AUTUMN] for each in customers().values()]
    rows = []
    for _number in range(COMPLAINTS):
        day = until - timedelta(days=random.randrange(360))
        account = random.choices(names, troubled)[0] if random.random() < 0.9 else ""
        said = (_one_of(random, each) for each in (CHANNELS, CAUSES, OUTCOMES))
        rows.append((day.isoformat(), *said, account))
    return _csv(("date", "channel", "cause", "outcome", "account"), sorted(rows))


def _one_of(random: Random, weights: dict[str, int]) -> str:
    return random.choices(list(weights), list(weights.values()))[0]


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
