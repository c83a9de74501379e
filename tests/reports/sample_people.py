"""Those who answer the sample results: invented people, and what came back from them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from maturity.answers import DONT_KNOW, NOT_ANSWERED, Answers
from maturity.framework import Framework
from maturity.groups import UnitRow, departments_and_below
from maturity.items import MOST_NAMED, Item
from maturity.network.question import departments_of, with_network_question
from maturity.portfolio import Accounts, Voices
from maturity.portfolio.inputs import NO_CHANGE_TOLD
from maturity.responses import Responses
from reports.demonstration.answers import Respondent
from reports.demonstration.contacts import Contact, Group
from reports.demonstration.customers import customers
from reports.portfolio.joining import CHANGES
from surveys.forms.network import NONE, named_codes
from surveys.setup.groups import groups_of


@dataclass(frozen=True)
class Place:
    """Where somebody works: the path of a unit, and a value of each attribute."""

    path: str
    values: Mapping[str, str]


class Colleague(Respondent):
    """One of the staff of a company whose departments help each other as it happens."""

    def answer(self, item: Item) -> dict[str, int]:
        """Answer one item, by column; of departments name the own one and a few others."""
        if not item.departments:
            return super().answer(item)
        inside = f"{self.unit} / "
        chosen = [
            str(number)
            for number, each in enumerate(item.departments, start=1)
            if self.random.random() < (0.7 if inside.startswith(f"{each.key} / ") else 0.06)
        ]
        return named_codes(item, chosen[:MOST_NAMED] or [NONE])


def tree_of(paths: Iterable[str]) -> list[UnitRow]:
    """Return the units of these paths and those above them; a unit's id is its path."""
    found: dict[str, UnitRow] = {}
    for path in paths:
        names = path.split(" / ")
        for depth in range(1, len(names) + 1):
            own = " / ".join(names[:depth])
            above = " / ".join(names[: depth - 1])
            found[own] = (own, above or None, names[depth - 1], own)
    return list(found.values())


def asking_for_help(framework: Framework, paths: Iterable[str]) -> Framework:
    """Return the framework that asks from which departments of the second level one got help."""
    return with_network_question(
        framework,
        departments_of(departments_and_below(tree_of(paths)), 1),
        text="From which departments did you get help in the last four weeks?",
        none="From none of them",
        title="Who helps you",
    )


def table(framework: Framework, audience: str, people: Sequence[Respondent]) -> Answers:
    """Return the answers of people to all they are asked: (people, columns)."""
    questionnaire = framework.questionnaire(audience)
    closed = [item for item in questionnaire.items if not item.is_comment]
    rows = []
    for person in people:
        given: dict[str, int] = {}
        for item in closed:
            given |= person.answer(item)
        asked = questionnaire.asked(given)
        rows.append(
            [
                given[column.code] if column.item.code in asked else NOT_ANSWERED
                for column in questionnaire.columns
            ]
        )
    return np.array(rows, dtype=np.uint8)


def staff(
    framework: Framework,
    asked: Sequence[Place],
    came: Sequence[int],
    people: Sequence[Respondent],
    orders: Mapping[str, Sequence[str]],
) -> Responses:
    """Return what came back of those asked: the places of those who ``came``, and who they are."""
    belonging = [(place.path, place.values) for place in asked]
    groups = groups_of(
        tree_of(place.path for place in asked),
        belonging,
        list(orders.items()),
        [belonging[each] for each in came],
    )
    departments = Counter(place.path.split(" / ")[0] for place in asked)
    names = list(departments)
    return Responses(
        table(framework, "staff", people),
        invited=len(asked),
        departments=dict(departments),
        department=np.array(
            [names.index(asked[each].path.split(" / ")[0]) for each in came], dtype=np.int64
        ),
        is_fast=np.zeros(len(came), dtype=bool),
        groups=groups,
    )


def leaders(framework: Framework, people: Sequence[Respondent]) -> Responses:
    """Return the answers of leaders, all of whom answered."""
    answers = table(framework, "leaders", people)
    return Responses(answers, invited=len(people), stands_for_itself=True)


def contacts(season: int, share: float, times: int = 1) -> list[tuple[int, Contact]]:
    """Return the contacts of the demonstration's accounts who answer, with the account's place.

    Each account has ``times`` as many of them.
    """
    stayed: Counter[Group] = Counter()
    chance = Random(season)
    return [
        (place, Contact(each, season, f"{each.name} {number}", stayed))
        for place, each in enumerate(customers().values())
        for number in range(times * each.contacts)
        if chance.random() < share
    ]


def of_contacts(framework: Framework, found: Sequence[tuple[int, Contact]], n: int) -> Responses:
    """Return the answers of contacts, of ``n`` who were asked."""
    return Responses(
        table(framework, "customers", [person for _account, person in found]),
        invited=n,
        account=np.array([account for account, _person in found], dtype=np.int64),
        identified=np.array([person.agrees for _account, person in found], dtype=bool),
    )


def accounts(season: int) -> Accounts:
    """Return the accounts of the demonstration as its file of a wave has them."""
    known = list(customers().values())

    def column(values: Iterable[float | None]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        return np.array([np.nan if each is None else each for each in values], dtype=np.float64)

    return Accounts(
        keys=tuple(each.name for each in known),
        revenue=column(each.revenue[season][0] for each in known),
        previous=column(None if each.is_new else each.revenue[season][1] for each in known),
        potential=column(each.potential for each in known),
        cost=column(each.cost for each in known),
        segments=tuple(each.segment for each in known),
    )


def voices(framework: Framework, responses: Responses) -> Voices:
    """Return what contacts who may be seen with their account say of it."""
    assert responses.account is not None
    assert responses.identified is not None
    codes = [column.code for column in framework.questionnaire("customers").columns]
    rows = responses.answers[responses.identified]
    experience = rows[:, codes.index("XP1")].astype(np.float64)
    experience[np.isin(experience, (NOT_ANSWERED, DONT_KNOW))] = np.nan
    changes = rows[:, codes.index("XP2")].tolist()
    return Voices(
        account=responses.account[responses.identified],
        experience=experience,
        change=np.array([CHANGES.get(code, NO_CHANGE_TOLD) for code in changes], dtype=np.int64),
    )
