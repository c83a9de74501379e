"""An invented roster: 120 staff in a three-level tree, 12 leaders, 420 contacts of accounts."""

import csv
import io
from itertools import cycle
from random import Random

from reports.demonstration.customers import customers

FIRST = [
    "Ada",
    "Ben",
    "Carla",
    "Dario",
    "Edith",
    "Farid",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Katja",
    "Liam",
    "Mara",
    "Nils",
    "Olga",
    "Paul",
    "Qamar",
    "Rosa",
    "Sven",
    "Tilda",
    "Umar",
    "Vera",
    "Wim",
    "Xenia",
    "Yusuf",
    "Zoe",
]
LAST = [
    "Abbot",
    "Brandt",
    "Castell",
    "Duarte",
    "Ekholm",
    "Farrow",
    "Gruber",
    "Hale",
    "Ibsen",
    "Jansen",
    "Keller",
    "Lindt",
    "Moreau",
    "Novak",
    "Okafor",
    "Petrov",
    "Quint",
    "Rossi",
    "Sommer",
    "Tanaka",
    "Ueda",
    "Varga",
    "Weber",
    "Xu",
    "Young",
    "Zeman",
]

# Path: number of staff
DEPARTMENTS = {
    "Sales / North / Trade": 12,
    "Sales / North / Projects": 9,
    "Sales / South / Trade": 11,
    "Sales / South / Projects": 7,
    "Service / Field / Installation": 16,
    "Service / Field / Repair": 11,
    "Service / Help desk / Telephone": 10,
    "Service / Help desk / Online": 6,
    "Operations / Production / Assembly": 14,
    "Operations / Production / Quality": 5,
    "Operations / Logistics / Warehouse": 8,
    "Administration / Finance / Billing": 6,
    "Administration / People / Training": 5,
}
LEADERS_OF = {"Sales": 4, "Service": 3, "Operations": 3, "Administration": 2}
TENURES = ["under 2 years", "2 to 5 years", "over 5 years"]
PLACES = ["Headquarters", "Branch", "On the road"]

COLUMNS = ["name", "email", "unit", "audience", "account", "leads", "tenure", "place", "desk"]


def roster_csv() -> bytes:
    """Return the roster as a consultant would upload it; the column "desk" is to be ignored."""
    names = _names()
    random = Random(11)  # noqa: S311 - the same people in every installation
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)

    def write(unit: str, audience: str, account: str = "", leads: str = "") -> None:
        name = next(names)
        address = f"{name.lower().replace(' ', '.')}@{audience}.demonstration.example"
        staff = audience == "staff"
        writer.writerow(
            [
                *(name, address, unit, audience, account, leads),
                *([random.choice(TENURES), random.choice(PLACES)] if staff else ["", ""]),
                random.randrange(100, 400),
            ]
        )

    led: set[str] = set()
    for unit, size in DEPARTMENTS.items():
        above = unit.rpartition(" / ")[0]
        # The first person of every unit of the second level is its manager.
        write(unit, "staff", leads="" if above in led else above)
        led.add(above)
        for _person in range(size - 1):
            write(unit, "staff")
    for unit, leaders in LEADERS_OF.items():
        for _leader in range(leaders):
            write(unit, "leaders")
    accounts = customers().values()
    for turn in range(max(each.contacts for each in accounts)):
        for each in accounts:
            if turn < each.contacts:
                write("", "customers", each.name)
    return text.getvalue().encode()


def _names() -> "cycle[str]":
    """Return invented names, none of which occurs twice in one roster."""
    return cycle(
        f"{first} {LAST[(shift + place) % len(LAST)]}"
        for shift in range(len(LAST))
        for place, first in enumerate(FIRST)
    )
