"""Nobody can be worked out from what is published of a wave: random organisations, attacked.

``make test`` tries a hundred organisations with each database, ``make attack`` as many as ATTACKS
says.
"""

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection
from pypdf import PdfReader
from redis import Redis

from maturity.framework import Framework
from maturity.responses import Rules
from maturity.result import Document
from maturity.sample import sample
from reports import services as reports
from reports.building import build_report
from reports.gathering import gather
from reports.sealing import seal_wave
from surveys import services
from surveys.framework.own_questions import wave_framework
from surveys.models import Wave
from surveys.privacy.ballots import OpenedBallot
from tests.attacks.disclosure import network
from tests.attacks.disclosure.attacker import (
    isolated,
    isolated_by_an_insider,
    narrowest,
    wrong,
)
from tests.attacks.disclosure.attacker import scales as scales_of
from tests.attacks.disclosure.organisations import Answered, Case, made_up
from tests.attacks.disclosure.paper import numbers_on_paper
from tests.attacks.disclosure.rendered import numbers_on_page
from tests.attacks.disclosure.scale import Scale
from tests.attacks.disclosure.shown import WHOLE, Number, numbers
from tests.reports.findings import chapters, page
from tests.world import NOW, World, build_world

CASES = int(os.environ.get("ATTACKS", "100"))
# The database is emptied in between, or rewriting it at every seal takes longer and longer.
AT_A_TIME = 50
# Of these so many are printed too: a PDF takes as long as all the rest of ten.
REPORTS = 3
# Nobody's answers are fixed: together they stay open by a whole step of one answer at least.
STILL_OPEN = 1 - 1e-6


@dataclass
class Tally:
    """What the attack tried and found."""

    organisations: int = 0
    scales: int = 0
    groups: int = 0
    narrowest: float = float("inf")
    reports: int = 0
    networks: int = 0
    leaks: list[str] = field(default_factory=list)


def sealed(case: Case) -> Document:
    """Close and seal as the consultant does; return the result."""
    services.close_wave(wave=case.wave, now=NOW)
    seal_wave(reports.ask_to_seal(wave=case.wave, user=None, now=NOW), now=NOW)
    case.wave.refresh_from_db()
    document: Document = case.wave.result.content
    return document


def read(case: Case, document: Document, world: World) -> list[Number]:
    """Return every mean that can be read: of groups from the page, of the whole from the file.

    The page must tell of the groups what the file does, and nothing else.
    """
    client = world.client(world.consultant)
    found = [code for code in ("staff", "departments") if code in chapters(client, case.wave)]
    text = " ".join(page(client, case.wave, code).text for code in found)
    units = dict(case.wave.units.values_list("name", "path"))
    on_page = list(numbers_on_page(text, wave_framework(case.wave), units))
    in_file = numbers(document)
    assert set(on_page) == {number for number in in_file if number.group != WHOLE}
    return [*on_page, *(number for number in in_file if number.group == WHOLE)]


def attack_network(case: Case, world: World, tally: Tally) -> None:
    """Attack the rows of the network as the spreadsheet has them, on all levels together."""
    address = f"/waves/{case.wave.pk}/result/?export=xlsx"
    told = network.rows_told(world.client(world.consultant).get(address).content)
    if told:
        tally.networks += 1
        if network.leaks(case.wave, case.people, told, case.wave.smallest_group):
            tally.leaks.append(f"{case.wave.pk} network")


def in_the_report(case: Case) -> set[Number]:
    """Return the means of groups in the text of the PDF."""
    edition = case.wave.result.editions.get()
    report = reports.ask_for_report(edition=edition, user=None, now=NOW)
    build_report(report)
    with report.file.open("rb") as file:
        text = "\n".join(page.extract_text() for page in PdfReader(file).pages)
    units = dict(case.wave.units.values_list("name", "path"))
    return set(numbers_on_paper(text, wave_framework(case.wave), units))


def attacked(case: Case, shown: Sequence[Number]) -> Iterator[Scale]:
    """Return every scale of which something is shown, as the attacker sees it."""
    wave = case.wave
    framework = wave_framework(wave)
    came = by_audience(case.people)
    gathered = gather(wave, framework, {a: opened(wave, who) for a, who in came.items()})
    rules = Rules(wave.smallest_group, wave.weighting, wave.is_census)
    for audience, people in came.items():
        columns = framework.questionnaire(audience).columns
        counted = sample(gathered[audience], columns, rules)
        if len(counted.excluded) < len(people):
            people = [who for who in people if who.account]
        yield from scales_of(framework, audience, counted, people, shown)


def by_audience(people: Sequence[Answered]) -> dict[str, list[Answered]]:
    found: dict[str, list[Answered]] = defaultdict(list)
    for who in people:
        found[who.audience].append(who)
    return found


def opened(wave: Wave, people: Sequence[Answered]) -> list[OpenedBallot]:
    units = {unit.path: str(unit.pk) for unit in wave.units.all()}
    return [
        OpenedBallot(
            audience=who.audience,
            unit=units.get(who.unit),
            attributes=who.attributes,
            answers=who.answers,
            comments={},
            is_fast=who.is_fast,
            account=who.account,
        )
        for who in people
    ]


def attack(case: Case, shown: Sequence[Number], random: Random, tally: Tally) -> None:
    k = case.wave.smallest_group
    tally.organisations += 1
    for scale in attacked(case, shown):
        tally.scales += 1
        tally.groups += len(scale.groups)
        assert wrong(scale) == []
        tally.leaks += [f"{case.wave.pk} {code}" for code in isolated(scale, k)]
        insider = random.randrange(len(scale.people))
        found = isolated_by_an_insider(scale, k, insider)
        tally.leaks += [f"{case.wave.pk} {code} by an insider" for code in found]
        others = [
            n
            for n in range(len(scale.people))
            if scale.answered[n].any() and not scale.identified[n]
        ]
        if others:
            width = narrowest(scale, random.choice(others))
            tally.narrowest = min(tally.narrowest, width)
            if width < STILL_OPEN:
                tally.leaks.append(f"{case.wave.pk} {scale.codes} within {width:.2f} steps")


@pytest.mark.django_db(transaction=True)
def test_nobody_can_be_worked_out(
    workshop: Framework, broker: Redis, capsys: pytest.CaptureFixture[str]
) -> None:
    # With the other database, other organisations.
    random, tally = Random(f"20261122 {connection.vendor}"), Tally()
    world: World | None = None
    for number in range(CASES):
        if number % AT_A_TIME == 0:
            call_command("flush", interactive=False, verbosity=0)
            world = build_world(workshop)
        assert world is not None
        case = made_up(world, random, number)
        shown = read(case, sealed(case), world)
        attack(case, shown, random, tally)
        if shown:
            attack_network(case, world, tally)
        # Of a wave of which nothing may be shown no report is made.
        if number % AT_A_TIME < REPORTS and shown:
            assert in_the_report(case) == {each for each in shown if each.group != WHOLE}
            tally.reports += 1
    with capsys.disabled():
        print(
            f"\n{tally.organisations} organisations, {tally.scales} scales, {tally.groups} groups"
            f" and {tally.networks} networks attacked, {tally.reports} reports read; everybody's"
            f" answers open by at least {tally.narrowest:.1f} steps; {len(tally.leaks)} leaks"
        )
    assert tally.leaks == []
    assert tally.networks > CASES / 4
