"""Reports made up by chance: who answered and how, what may be shown, and what was added."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import numpy as np

from maturity.answers import DONT_KNOW, Answers
from maturity.framework import Framework
from maturity.loading import load
from maturity.narrowing import pulse
from maturity.plan import whole_action
from maturity.portfolio import Cuts, assess
from maturity.responses import Responses, Rules
from maturity.result import Document, Scope, build_result
from reports.demonstration import answers
from reports.demonstration.customers import AUTUMN, SPRING
from reports.demonstration.waves import PULSE
from tests.maturity.portfolios import by_chance
from tests.reports import sample_people as people
from tests.reports.sample_results import FILE, Sample
from tests.reports.samples import unanimous

CENTRICITY = load("centricity")
TOLD_ON = date(2026, 4, 2)
UNITS = ("North", "South", "Works / Mill", "Works / Store", "Office")
SIZES = (3, 6, 12, 25, 60)


def made_up(seed: int) -> Sample:
    """Return a report; the same for the same seed."""
    chance = Random(seed)
    is_pulse = chance.random() < 0.15
    framework = pulse(CENTRICITY, items=PULSE) if is_pulse else CENTRICITY
    result = _result(chance, framework, is_pulse=is_pulse)
    earlier = _result(chance, CENTRICITY) if is_pulse or chance.random() < 0.5 else None
    edition = _edition(chance, earlier, result)
    return Sample(framework, result, edition, TOLD_ON, earlier)


def _result(chance: Random, framework: Framework, *, is_pulse: bool = False) -> Document:
    responses = {
        code: _came(chance, framework, code)
        for code in framework.respondents
        if chance.random() < 0.8
    }
    ratings: dict[str, int] = {}
    if chance.random() < 0.8:
        firmly = {step.code: chance.choice([1, 2, 3, 4, 4]) for step in framework.steps}
        ratings = {item.code: firmly[item.step] for item in framework.roadmap_items}
    scope = Scope(
        "wave", "Company", "Review", f"Wave {chance.randrange(100)}", f"w{chance.random()}"
    )
    scope = replace(scope, closed_on="2026-03-20")
    if is_pulse:
        scope = replace(scope, kind="pulse", pulse_of="Spring")
    return build_result(
        framework,
        responses,
        scope=scope,
        rules=Rules(5, is_census=chance.random() < 0.2),
        ratings=ratings if framework.roadmap_items else {},
    )


def _came(chance: Random, framework: Framework, code: str) -> Responses:
    """Return answers of one audience: all nearly alike, or as uneven as people's."""
    n = chance.choice(SIZES)
    invited = n if chance.random() < 0.3 else n * chance.randrange(1, 4) + chance.randrange(9)
    known = invited if chance.random() < 0.8 else None
    if code == "customers" and chance.random() < 0.6 and not framework.is_pulse:
        found = people.contacts(chance.choice([SPRING, AUTUMN]), chance.choice([0.1, 0.4]))
        return people.of_contacts(framework, found, 2 * len(found))
    if code == "staff" and chance.random() < 0.5:
        places = [people.Place(chance.choice(UNITS), {}) for _person in range(max(invited, n))]
        kind = [answers.Respondent(chance, code, _better(chance), unit=p.path) for p in places[:n]]
        return people.staff(framework, places, range(n), kind, {})
    if chance.random() < 0.5:
        better = _better(chance)
        crowd = [answers.Respondent(chance, code, better) for _person in range(n)]
        given = people.table(framework, code, crowd)
    else:
        ranks = {each.code: chance.randrange(1, 5) for each in framework.dimensions}
        given = unanimous(framework, code, n, ranks, chance.randrange(1, 6))
    return Responses(_hidden(chance, framework, code, given), invited=known)


def _better(chance: Random) -> float:
    return chance.choice([-0.3, 0.0, 0.0, 0.1, 0.3])


def _hidden(chance: Random, framework: Framework, code: str, given: Answers) -> Answers:
    """Let too few know of some dimensions for these to be shown."""
    share = chance.choice([0.0, 0.0, 0.3, 1.0])
    dimensions = {e.code for e in framework.dimensions if chance.random() < share}
    columns = framework.questionnaire(code).columns
    at = [n for n, column in enumerate(columns) if column.item.dimension in dimensions]
    given = given.copy()
    given[np.ix_(range(4 if len(given) > 4 else 0, len(given)), at)] = DONT_KNOW
    return given


def _edition(chance: Random, earlier: Document | None, result: Document) -> Document:
    """Return what a consultant might have added; each part now and then."""
    stages = [stage.code for stage in CENTRICITY.stages]
    aims = chance.choice([0.0, 0.4, 1.0, 1.0])
    steps = [step.code for step in CENTRICITY.steps]
    parts: dict[str, Any] = {
        "targets": {
            each.code: chance.choice(stages)
            for each in CENTRICITY.dimensions
            if chance.random() < aims
        },
        "target_step": chance.choice(["", *steps]),
        "priorities": _priorities(chance, steps),
        "actions": [_action(chance) for _action_ in range(chance.randrange(6))],
        "portfolio": _portfolio(chance),
    }
    edition = {key: value for key, value in parts.items() if chance.random() < 0.8}
    if earlier is not None:
        both = [code for code in result["audiences"] if _is_shown(earlier, code)]
        compared = [code for code in both if chance.random() < 0.8]
        pinned = {"result_id": "", "wave": earlier["scope"]["wave"]}
        edition["comparison"] = {**pinned, "audiences": compared}
        done = [_action(chance) for _action_ in range(chance.randrange(4))]
        edition["carried"] = {**pinned, "actions": done}
    return edition


def _is_shown(result: Document, code: str) -> bool:
    return bool(result["audiences"].get(code, {}).get("shown"))


def _priorities(chance: Random, steps: list[str]) -> list[Document]:
    codes = [f"step:{code}" for code in steps]
    codes += [f"dimension:{each.code}" for each in CENTRICITY.dimensions]
    return [{"code": code, "text": ""} for code in chance.sample(codes, chance.randrange(5))]


def _action(chance: Random) -> Document:
    return whole_action(
        {
            "id": f"a{chance.random()}",
            "priority": "step:teams",
            "what": "Do it.",
            "owner": chance.choice(["", "Head of sales", "Head of service"]),
            "due_on": chance.choice(["", "2026-03-01", "2026-05-01", "2026-06-01"]),
            "state": chance.choice(["planned", "planned", "under_way", "done", "dropped"]),
        }
    )


def _portfolio(chance: Random) -> Document:
    book = assess(*by_chance(chance.randrange(5), 60), Cuts(), smallest_group=5)
    return {"file": {**FILE, "until": "2026-03-31"}, "document": book.document()}
