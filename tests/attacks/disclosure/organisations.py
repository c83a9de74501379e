"""Random organisations whose people answer a wave, and what is true of each of them."""

import json
from base64 import b64encode
from dataclasses import dataclass, field
from random import Random

from maturity.answers import DONT_KNOW, NOT_ANSWERED
from maturity.items import Column
from organisations.models import Account, Attribute, Organisation, Person, Unit
from organisations.services import create_organisation
from surveys import services
from surveys.framework.own_questions import wave_framework
from surveys.models import Ballot, Invitation, Wave
from surveys.privacy.ballots import BALLOT_BYTES, wave_key
from tests.world import LAST_DAY, NOW, World

# How many units may stand in one, level by level.
MOST_BELOW = (3, 2, 2)
VALUES = ("red", "green", "blue", "grey")


@dataclass(frozen=True)
class Answered:
    """Somebody who answered, as only the test knows them; ``unit`` is a path, "" for none."""

    audience: str
    unit: str
    attributes: dict[str, str]
    account: str | None
    is_fast: bool
    answers: bytes


@dataclass
class Case:
    """A wave that waits for its seal, and everybody who answered."""

    wave: Wave
    people: list[Answered] = field(default_factory=list)


def made_up(world: World, random: Random, number: int) -> Case:
    """Invent an organisation of at most 40 staff, and let most of them answer."""
    organisation = create_organisation(
        user=world.consultant, name=f"Case {number}", time_zone="Europe/London", now=NOW
    )
    _roster(organisation, random)
    framework = world.framework
    assessment = services.create_assessment(
        organisation=organisation, name="Case", framework=framework, targets={}, target_step="",
        now=NOW,
    )  # fmt: skip
    wave = services.create_wave(
        assessment=assessment,
        name="Case",
        closes_on=LAST_DAY,
        smallest_group=random.choice([5, 5, 5, 6, 8]),
        contact_name="Ada Moss",
        contact_email="ada@firm.example",
        weighting=random.choice(["departments", "none"]),
        is_census=random.random() < 0.3,
        asks_network=True,
    )
    services.open_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    case = Case(wave)
    _answer(case, random)
    return case


def _roster(organisation: Organisation, random: Random) -> None:
    units = _units(organisation, random)
    attributes = [
        Attribute.objects.create(
            organisation=organisation,
            name=name,
            position=position,
            ordered_values=list(VALUES) if random.random() < 0.5 else [],
        )
        for position, name in enumerate(["tenure", "place", "grade"][: random.randint(0, 3)], 1)
    ]
    accounts = [Account.objects.create(organisation=organisation, name=name) for name in "PQRS"]
    spread = random.choice([2, 3, 4])

    def person(number: int, audience: str) -> Person:
        staff = audience == "staff"
        unit = random.choice(units) if units and audience != "customers" else None
        leads = random.choice([None, *units]) if staff and random.random() < 0.15 else None
        return Person(
            organisation=organisation,
            name=f"{audience} {number}",
            audience=audience,
            unit=unit,
            leads=leads,
            account=random.choice(accounts) if audience == "customers" else None,
            attributes={
                str(a.pk): random.choice(VALUES[:spread])
                for a in attributes
                if staff and random.random() < 0.95
            },
        )

    sizes = {"staff": random.randint(6, 40), "leaders": random.randint(0, 7)}
    sizes["customers"] = random.randint(0, 16)
    Person.objects.bulk_create(
        person(number, audience) for audience, size in sizes.items() for number in range(size)
    )


def _units(organisation: Organisation, random: Random) -> list[Unit]:
    """A tree of at most three levels; people may belong to any of its units.

    No two have the same name, so that a name says which is meant.
    """
    found: list[Unit] = []
    above: list[Unit | None] = [None]
    for most in MOST_BELOW[: random.randint(0, 3)]:
        level: list[Unit] = []
        for parent in above:
            for _ in range(random.randint(1, most)):
                name = f"Unit {len(found) + len(level) + 1:02}"
                path = f"{parent.path} / {name}" if parent else name
                level.append(Unit(organisation=organisation, parent=parent, name=name, path=path))
        found += Unit.objects.bulk_create(level)
        above = list(level)
    return found


def _answer(case: Case, random: Random) -> None:
    """Put the ballots of most people in, as the questionnaire does."""
    wave, key = case.wave, wave_key(case.wave)
    framework = wave_framework(wave)
    columns = {
        frozen.audience: _columns(framework.questionnaire(frozen.audience).columns, frozen.items)
        for frozen in wave.questionnaires.all()
    }
    rate, unsure = random.choice([0.6, 0.85, 1.0]), random.choice([0.0, 0.05, 0.2])
    habit = random.choice([None, None, None, 1, 3])
    ballots = []
    for invitation in wave.invitations.select_related("unit", "account"):
        if random.random() < rate:
            who = _answered(invitation, columns[invitation.audience], random, unsure, habit)
            case.people.append(who)
            name = key.ballot_id(invitation.pk)
            text = json.dumps(_content(wave, invitation, who)).encode()
            sealed = key.ballot_box.seal(text, size=BALLOT_BYTES, name=name)
            ballots.append(Ballot(pk=name, wave=wave, sealed=sealed))
    Ballot.objects.bulk_create(ballots)


def _columns(columns: tuple[Column, ...], order: list[str]) -> list[Column]:
    by_code = {column.code: column for column in columns}
    return [by_code[code] for code in order]


def _answered(
    invitation: Invitation, columns: list[Column], random: Random, unsure: float, habit: int | None
) -> Answered:
    """``habit`` is the answer of those who give one answer to everything, as a few do."""
    usual = habit if habit and random.random() < 0.8 else None

    def code(column: Column) -> int:
        points = column.item.scale.points
        if random.random() < unsure:
            has_dont_know = column.item.scale.has_dont_know and not column.item.several
            return DONT_KNOW if has_dont_know and random.random() < 0.5 else NOT_ANSWERED
        return min(usual, points) if usual else random.randint(1, points)

    consents = invitation.account_id is not None and random.random() < 0.5
    return Answered(
        audience=invitation.audience,
        unit=invitation.unit.path if invitation.unit else "",
        attributes=invitation.attributes,
        account=str(invitation.account_id) if consents else None,
        is_fast=random.random() < 0.05,
        answers=bytes(code(column) for column in columns),
    )


def _content(wave: Wave, invitation: Invitation, who: Answered) -> dict[str, object]:
    """A ballot's content, as surveys.privacy.ballots writes it."""
    return {
        "audience": who.audience,
        "unit": str(invitation.unit_id) if invitation.unit_id else None,
        "attributes": [who.attributes.get(name, "") for name in wave.attributes],
        "account": who.account,
        "answers": b64encode(who.answers).decode(),
        "comments": {},
        "is_fast": who.is_fast,
    }
