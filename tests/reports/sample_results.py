"""Four results to look at and to hold sentences against: full, tiny, huge, and a second wave.

Documents alone, from invented answers by the arithmetic of ``maturity``; the same in every run.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from maturity.answers import DONT_KNOW
from maturity.framework import Framework
from maturity.iceberg.register import register_document
from maturity.loading import load
from maturity.narrowing import pulse
from maturity.plan import is_open, whole_action
from maturity.portfolio import Accounts, Cuts, Earlier, Voices, assess
from maturity.responses import Responses, Rules
from maturity.result import Document, Scope, build_result, canonical, content_hash
from reports.demonstration import added, answers, plans
from reports.demonstration.customers import AUTUMN, SPRING, complaints_csv, customers
from reports.demonstration.people import DEPARTMENTS, LEADERS_OF, PLACES, TENURES
from reports.demonstration.waves import GAINS, IMPROVEMENT, PULSE
from reports.story import Filed, Story, build_story
from tests.maturity.portfolios import by_chance
from tests.reports import sample_people as people
from tests.reports.sample_names import COMPANY, LONG_PLACES, WAVE, units

CENTRICITY = load("centricity")
RULES = Rules(smallest_group=5)
FILED = Filed("6f1c9f0e-3f57-4a0c-9a7e-0d1f7f1f7c55", "0b1f2a3c-9d4e-4f5a-8b6c-7d8e9f0a1b2c", 2)
COMPANY_OF_ALL = "Harbour & Hale"
STARTS = {SPRING: date(2026, 4, 1), AUTUMN: date(2026, 10, 1)}
SHARE = 0.8
NOT_KNOWN = 0.33
FILE = {"id": "", "sha256": "", "filename": "accounts.csv", "since": "", "currency": "EUR"}


@dataclass(frozen=True)
class Sample:
    """A result with all that a story is told from; ``told_on`` is the day its edition was made."""

    framework: Framework
    result: Document
    edition: Document
    told_on: date
    earlier: Document | None = None
    between: list[Document] = field(default_factory=list)

    def story(self, **more: Any) -> Story:
        """Tell it."""
        values = {"is_final": True, "filed": FILED, "as_of": self.told_on}
        return build_story(
            self.framework,
            self.result,
            self.edition,
            earlier=self.earlier,
            between=self.between,
            **{**values, **more},
        )


@cache
def full() -> Sample:
    """The first wave of the demonstration's client, and everything a consultant can add."""
    framework, result = _harbour("Spring", SPRING)
    return Sample(framework, result, _written(framework, SPRING, plans.SPRING), date(2026, 4, 2))


@cache
def second_wave() -> Sample:
    """Its second wave beside the first and a pulse between them, and what became of the plan."""
    first, (framework, result) = full(), _harbour("Autumn", AUTUMN)
    base, between = first.result, _summer()
    edition = _written(framework, AUTUMN, plans.AUTUMN)
    carried = _actions(plans.SPRING, SPRING, ended=True)
    pinned = {"result_id": "", "sha256": content_hash(canonical(base))}
    edition |= {
        "actions": [*filter(is_open, carried), *edition["actions"]],
        "comparison": {
            **pinned,
            "assessment": "Customer centricity",
            "wave": "Spring",
            "audiences": ["staff", "leaders", "customers"],
            "pulses": [{"wave": "Summer", "closed_on": "2026-07-10", "audiences": ["staff"]}],
        },
        "carried": {**pinned, "wave": "Spring", "actions": carried},
    }
    return Sample(framework, result, edition, date(2026, 10, 20), base, [between])


@cache
def tiny() -> Sample:
    """Twelve staff, nine of whom answered; of the other audiences too few did to be shown."""
    chance = Random(12)
    asked = [people.Place(path, {}) for path in ["Workshop"] * 7 + ["Office"] * 5]
    # Most leave something out or do not know.
    came = [_Unsure(chance, "staff", unit=asked[place].path) for place in range(9)]
    responses = {
        "staff": people.staff(CENTRICITY, asked, range(9), came, {}),
        "leaders": people.leaders(CENTRICITY, [answers.Respondent(chance, "leaders")] * 3),
        "customers": Responses(
            people.table(CENTRICITY, "customers", [answers.Respondent(chance, "customers")] * 4),
            invited=30,
        ),
    }
    result = build_result(
        CENTRICITY, responses, scope=_scope("Joinery Smith", "First look"), rules=RULES
    )
    edition = {"targets": {"service": "focus", "complaints": "focus"}}
    return Sample(CENTRICITY, result, _edition(**edition), date(2026, 4, 2))


@cache
def huge() -> Sample:
    """Three hundred units with names in many scripts, and long ones; all else as usual."""
    paths = units()
    framework = people.asking_for_help(CENTRICITY, paths)
    chance = Random(300)
    asked = [
        people.Place(path, {"tenure": chance.choice(TENURES), "place": chance.choice(LONG_PLACES)})
        for place, path in enumerate(paths)
        for _person in range(3 + place % 12)
    ]
    came = [place for place in range(len(asked)) if chance.random() < SHARE]
    staff = [people.Colleague(chance, "staff", unit=asked[place].path) for place in came]
    found = people.contacts(SPRING, 0.9, times=4)
    responses = {
        "staff": people.staff(framework, asked, came, staff, _orders()),
        "leaders": people.leaders(
            framework, [answers.Respondent(chance, "leaders") for _leader in range(60)]
        ),
        "customers": people.of_contacts(framework, found, 2 * len(found)),
    }
    result = build_result(
        framework,
        responses,
        scope=_scope(COMPANY, WAVE),
        rules=RULES,
        ratings=answers.workbook_ratings(CENTRICITY),
    )
    edition = _written(framework, SPRING, plans.AUTUMN)
    book = assess(*by_chance(7, 800), Cuts(), smallest_group=5).document()
    edition["portfolio"] |= {"document": book}
    edition["people"] |= {"staff": len(asked) + 40}
    edition["complaints"] |= {"customers": 2 * len(found), "revenue_each": 18_000.0}
    return Sample(framework, result, edition, date(2026, 4, 2))


SAMPLES: Mapping[str, Callable[[], Sample]] = {
    "full": full,
    "tiny": tiny,
    "huge": huge,
    "second_wave": second_wave,
}


class _Unsure(answers.Respondent):
    """Somebody of a small firm who knows one half of it."""

    def answer(self, item: Any) -> dict[str, int]:
        given = super().answer(item)
        if item.scale.has_dont_know and self.random.random() < NOT_KNOWN:
            return dict.fromkeys(given, DONT_KNOW)
        return given


def _harbour(wave: str, season: int) -> tuple[Framework, Document]:
    """Return what a wave of the demonstration's client asked, and its result."""
    framework = people.asking_for_help(CENTRICITY, DEPARTMENTS)
    chance = Random(wave)
    asked, came, staff = _staff(chance, wave)
    found = people.contacts(season, SHARE)
    contacts = sum(each.contacts for each in customers().values())
    responses = {
        "staff": people.staff(framework, asked, came, staff, _orders()),
        "leaders": people.leaders(
            framework,
            [answers.Respondent(chance, "leaders") for _leader in range(sum(LEADERS_OF.values()))],
        ),
        "customers": people.of_contacts(framework, found, contacts),
    }
    scope = _scope(COMPANY_OF_ALL, wave, month=3 if season == SPRING else 9)
    ratings = answers.workbook_ratings(CENTRICITY)
    rated = {item.code: ratings.get(item.code, 0) for item in framework.roadmap_items}
    return framework, build_result(framework, responses, scope=scope, rules=RULES, ratings=rated)


def _staff(
    chance: Random, wave: str
) -> tuple[list[people.Place], list[int], list[answers.Respondent]]:
    """Return who was asked, the places of those who came, and these as people."""
    lasting = Random("roster")
    asked = [
        people.Place(path, {"tenure": lasting.choice(TENURES), "place": lasting.choice(PLACES)})
        for path, size in DEPARTMENTS.items()
        for _person in range(size)
    ]
    came = [place for place in range(len(asked)) if chance.random() < SHARE]
    better = IMPROVEMENT.get(wave, 0.0)
    gains = GAINS if better else {}
    return (
        asked,
        came,
        [answers.Respondent(chance, "staff", better, gains, asked[each].path) for each in came],
    )


def _summer() -> Document:
    """Return the result of the pulse between the two waves."""
    chance = Random("Summer")
    framework = pulse(CENTRICITY, items=PULSE)
    asked, came, staff = _staff(chance, "Summer")
    scope = _scope(COMPANY_OF_ALL, "Summer", month=7, kind="pulse", pulse_of="Spring")
    responses = {"staff": people.staff(framework, asked, came, staff, _orders())}
    return build_result(framework, responses, scope=scope, rules=RULES)


def _scope(organisation: str, wave: str, *, month: int = 3, **more: Any) -> Scope:
    days = (f"2026-{month:02}-02", f"2026-{month:02}-23")
    return Scope("wave", organisation, "Customer centricity", wave, f"w-{wave}", *days, **more)


def _orders() -> dict[str, list[str]]:
    return {"tenure": TENURES, "place": []}


def _edition(**more: Any) -> Document:
    return {"format": "centricity.edition", "format_version": 3, "target_step": "", **more}


def _written(framework: Framework, season: int, planned: tuple[plans.Action, ...]) -> Document:
    """Return what the demonstration's consultant adds to a wave."""
    ratings = answers.workbook_ratings(framework)
    targets = {each.code: "focus" for each in framework.dimensions} | {"service": "obsession"}
    commentary = added.SPRING if season == SPRING else added.AUTUMN
    return _edition(
        targets=targets,
        target_step="coordinator",
        weights={"measurement": 2, "complaints": 3},
        evidence={each.code: ratings.get(each.code, 0) for each in framework.evidence_items},
        coverage=answers.COVERAGE,
        commentary=dict(commentary),
        priorities=[{"code": code, "text": text} for code, text in added.PRIORITIES],
        actions=_actions(planned, season, ended=False),
        people={"staff": 120, "pay_each": 42_000.0, "currency": "EUR"},
        portfolio=_portfolio(framework, season),
        complaints=_complaints(_until(season)),
        comments={"staff": {code: _quoted(answers.REMARKS[code]) for code in ("CM1", "CM2")}},
    )


def _quoted(texts: Sequence[str]) -> Document:
    return {"written": "20–49", "texts": list(texts), "withheld": False, "drawn": True}


def _actions(planned: tuple[plans.Action, ...], season: int, *, ended: bool) -> list[Document]:
    """Return actions as an edition holds them, as planned or as they ended."""
    found = []
    for place, each in enumerate(planned):
        due = (STARTS[season] + timedelta(days=each.days)).isoformat()
        end = {"state": each.state, "outcome": each.outcome} if ended else {}
        known = {"id": f"a-{season}-{place}", **each.values, "due_on": due}
        found.append(whole_action({**known, **end}))
    return found


def _portfolio(framework: Framework, season: int) -> Document:
    """Return the part on accounts; in autumn beside those of spring."""

    def wave(of: int) -> tuple[Accounts, Voices]:
        came = people.of_contacts(framework, people.contacts(of, SHARE), 1)
        return people.accounts(of), people.voices(framework, came)

    earlier = Earlier(*wave(SPRING), Cuts()) if season == AUTUMN else None
    document = assess(*wave(season), Cuts(), smallest_group=5, earlier=earlier).document()
    then = {"wave": "Spring", "file": FILE, "cuts": asdict(Cuts())} if earlier else None
    file = {**FILE, "until": _until(season).isoformat()}
    return {"file": file, "cuts": asdict(Cuts()), "document": document, "earlier": then}


def _until(season: int) -> date:
    """Return the last day of a consultant's files: the one before the plan starts."""
    return STARTS[season] - timedelta(days=1)


def _complaints(until: date) -> Document:
    """Return the part on complaints, from the demonstration's register."""
    rows = list(csv.DictReader(io.StringIO(complaints_csv(until).decode())))
    names = ("date", "channel", "cause", "outcome", "account")
    columns = [[row[name] for row in rows] for name in names]
    file = {**FILE, "filename": "complaints.csv", "until": until.isoformat()}
    return {
        "customers": 420,
        "revenue_each": 90_000.0,
        "currency": "EUR",
        "register": {"file": file, "document": register_document(*columns)},
    }
