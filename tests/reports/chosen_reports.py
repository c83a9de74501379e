"""Reports of what seldom comes by chance, so that every sentence there is appears in some."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from maturity.loading import load
from maturity.plan import whole_action
from maturity.portfolio import Cuts, assess
from maturity.responses import Responses, Rules
from maturity.result import Document
from tests.maturity.portfolios import accounts, voices
from tests.reports.made_up_reports import TOLD_ON
from tests.reports.sample_results import FILE, Sample
from tests.reports.samples import (
    edition,
    everywhere,
    full_result,
    group,
    rate,
    result,
    staff_at,
    told,
    unanimous,
    unit,
    with_groups,
)

CENTRICITY = load("centricity")
ALL = [step.code for step in CENTRICITY.steps]
PLANNED = {"what": "Do it.", "owner": "Head of sales", "due_on": "2026-06-01"}


def report(document: Document, **added: Any) -> Sample:
    """A report with targets everywhere, and what else is added."""
    return Sample(CENTRICITY, document, edition(**added), TOLD_ON)


def at_the_top() -> Sample:
    """Everything is at the last stage and every step stands."""
    ratings = rate(CENTRICITY, dict.fromkeys(ALL, 4))
    return report(staff_at(everywhere(4), ratings=ratings))


def few() -> Sample:
    """Nine answered, too few to be sure of the two targets that are reached."""
    return report(staff_at(everywhere(1) | {"knowledge": 3, "service": 3}, n=9))


def few_on_some() -> Sample:
    """Everybody who is meant answered on one dimension, and too few on another, of three."""
    codes = everywhere(1) | {"knowledge": 3, "service": 3, "complaints": 3}
    document = deepcopy(staff_at(codes))
    cells = document["audiences"]["staff"]["dimensions"]
    cells["knowledge"] |= {"certainty": None, "complete": True}
    cells["service"]["certainty"] = None
    return report(document)


def settled() -> Sample:
    """All are asked and see it alike, all stands, and what is planned has an owner and a day."""
    answers = {
        code: unanimous(CENTRICITY, code, 30, everywhere(3), 3) for code in CENTRICITY.respondents
    }
    ratings = rate(CENTRICITY, dict.fromkeys(ALL, 4))
    return report(result(answers, ratings=ratings), actions=[whole_action(PLANNED)])


def planned_ahead() -> Sample:
    """A step is planned before the one it should rest on."""
    ratings = rate(CENTRICITY, {"networks": 4, "teams": 3, "coordinator": 1, "matrix": 1})
    action = whole_action({**PLANNED, "priority": "step:matrix"})
    return report(full_result(ratings=ratings), actions=[action])


def census() -> Sample:
    """All leaders answered, and only they are described."""
    answers = unanimous(CENTRICITY, "leaders", 12, everywhere(3))
    came = {"leaders": Responses(answers, invited=12, stands_for_itself=True)}
    return report(result(came, rules=Rules(5, is_census=True)))


def not_asked() -> Sample:
    """Nobody was asked about stages."""
    document = full_result()
    for audience in document["audiences"].values():
        audience |= {"dimensions": {}, "stage": None, "stage_probability": None}
    return report(document)


def one_weak() -> Sample:
    """Of the requirements for staff one lies clearly below the others."""
    document = staff_at({}, n=40)
    cell = document["audiences"]["staff"]["constructs"]["information"]
    cell |= {"mean": 1.9, "low": 1.7, "high": 2.1, "complete": False}
    document["audiences"]["staff"]["ambassadors"] = None
    return report(document)


def apart(*dimensions: str) -> Callable[[], Sample]:
    """Two departments differ on some dimensions."""

    def make() -> Sample:
        low = dict.fromkeys(dimensions, told(1.5, 1.2, 1.8))
        high = dict.fromkeys(dimensions, told(3.5, 3.2, 3.8))
        document = with_groups(units=[unit("Sales", low), unit("Service", high)])
        for cell in document["audiences"]["staff"]["dimensions"].values():
            cell["departments"] = None
        return report(document)

    return make


def comparable() -> Sample:
    """Of three departments, which can be told apart, two differ."""
    units = [unit("Sales", {"service": told(1.5, 1.2, 1.8)})]
    units.append(unit("Service", {"service": told(3.5, 3.2, 3.8)}))
    units.append(unit("Stock", {"service": told(2.5, 2.2, 2.8)}))
    document = with_groups(units=units)
    found = {"icc1": 0.3, "icc2": 0.8, "comparable": True, "median_rwg_j": 0.8}
    document["audiences"]["staff"]["dimensions"]["service"]["departments"] = found
    return report(document)


def by_tenure() -> Sample:
    """Staff are told apart by tenure alone."""
    few = group({"service": told(2.5, 2.2, 2.8)}, values=["under 2 years"])
    attribute = {"name": "tenure", "categories": [few]}
    return report(with_groups(attributes=[attribute]))


def unknown_accounts() -> Sample:
    """Of too few accounts the experience is known."""
    book = assess(accounts([1.0] * 30), voices(), Cuts(), smallest_group=6).document()
    file = {**FILE, "until": "2026-03-31"}
    return report(staff_at({}), portfolio={"file": file, "document": book})


def compared(**cells: tuple[float, float, float]) -> Callable[[], Sample]:
    """A second wave in which these dimensions, as staff see them, are so."""

    def make() -> Sample:
        then = staff_at({}, n=40)
        now = deepcopy(then)
        for code, (mean, low, high) in cells.items():
            found = now["audiences"]["staff"]["dimensions"][code]
            found |= {"mean": mean, "low": low, "high": high, "end": None, "complete": False}
        pinned = {"result_id": "", "wave": "Spring", "audiences": ["staff"]}
        return Sample(CENTRICITY, now, edition(comparison=pinned), TOLD_ON, then)

    return make


def voices_alone() -> Sample:
    """Nobody's answers are shown, but what some wrote."""
    quoted = {"written": "10–19", "texts": ["Call back."], "withheld": False, "drawn": True}
    return report(result({}), comments={"staff": {"CM1": quoted}})


UP, DOWN = (3.2, 3.0, 3.4), (1.2, 1.0, 1.4)
CHOSEN: Mapping[str, Callable[[], Sample]] = {
    "at the top": at_the_top,
    "settled": settled,
    "planned ahead": planned_ahead,
    "few": few,
    "few on some": few_on_some,
    "census": census,
    "not asked": not_asked,
    "one weak": one_weak,
    "apart on one": apart("service"),
    "apart on three": apart("service", "knowledge", "measurement"),
    "comparable": comparable,
    "by tenure": by_tenure,
    "unknown accounts": unknown_accounts,
    "voices alone": voices_alone,
    "one up": compared(service=UP),
    "one down": compared(knowledge=DOWN),
    "up and down": compared(service=UP, knowledge=DOWN, measurement=DOWN, complaints=DOWN),
}
