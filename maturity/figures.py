"""Which questions of a framework play which part in the figures on customers and staff."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from maturity.items import Item
from maturity.tables import Table, read_table

FILE = "figures.toml"
YES, NO = 1, 2
# What a part says beside the codes of its questions and constructs.
NO_QUESTIONS = {"audience", "recorded", "usual", "source"}


@dataclass(frozen=True)
class ComplaintItems:
    """The codes of the questions the complaint iceberg is made of.

    ``problem`` and ``told`` are answered yes or no; ``causes``, ``reasons`` (for silence) and
    ``channels`` are lists, and ``recorded`` are the channels of which a company keeps a record;
    ``solved`` has the best answer first; ``outcome`` (satisfaction) and ``stays`` (intention)
    have it last.
    """

    audience: str
    problem: str
    causes: str
    told: str
    reasons: str
    channels: str
    recorded: tuple[str, ...]
    solved: str
    outcome: str
    stays: str


@dataclass(frozen=True)
class AccountItems:
    """The codes of the questions by which an account is placed in the portfolio.

    ``experience`` is a scale with the best answer last; ``change`` has worse, same and better.
    """

    audience: str
    experience: str
    change: str


@dataclass(frozen=True)
class Scales:
    """The codes of constructs that are told together, in their order."""

    audience: str
    constructs: tuple[str, ...]


@dataclass(frozen=True)
class AmbassadorItems:
    """The codes of the constructs by which ambassadors are told from detractors.

    ``stays`` is a question (intention) with the best answer last.
    """

    audience: str
    enterprise: str
    proposition: str
    customers: str
    stays: str

    @property
    def constructs(self) -> tuple[str, ...]:
        """The three commitments."""
        return self.enterprise, self.proposition, self.customers


@dataclass(frozen=True)
class TimeItems:
    """The codes of the questions on leaders' time, asked in bands.

    ``spent`` with customers and ``back``, given back for a day out, keep the rule of their
    source from the answer ``spent_from`` and ``back_from`` on.
    """

    audience: str
    spent: str
    spent_from: int
    back: str
    back_from: int

    @property
    def rules(self) -> dict[str, tuple[str, int]]:
        """Of each rule its question, and the answer from which it is kept."""
        return {"spent": (self.spent, self.spent_from), "back": (self.back, self.back_from)}


@dataclass(frozen=True)
class CoverageItems:
    """The questions on what an organisation has, which leaders and the assessor answer alike.

    ``there`` says of each from which answer on its matter counts as there; ``money`` asks what the
    money goes into, of which several may be chosen.
    """

    audience: str
    there: Mapping[str, int]
    money: str


@dataclass(frozen=True)
class TurnoverItems:
    """The codes of the questions on staff turnover, asked in bands but for ``effects``.

    ``rate`` is of a year; ``hiring`` and ``training`` are shares of a year's pay; ``weeks`` pass
    until somebody new is fully productive; ``effects`` are noticed from the answer
    ``noticed_from`` on. ``usual`` are the per cent a year that the document ``source`` calls not
    uncommon in retail, service and hospitality.
    """

    audience: str
    rate: str
    hiring: str
    training: str
    weeks: str
    effects: tuple[str, ...]
    noticed_from: int
    usual: tuple[int, int]
    source: str

    @property
    def elements(self) -> tuple[str, str, str]:
        """What a leaver costs is made of these."""
        return self.hiring, self.training, self.weeks


Part = TypeVar(
    "Part", ComplaintItems, AccountItems, Scales, AmbassadorItems, TimeItems, TurnoverItems
)


@dataclass(frozen=True)
class Figures:
    """The parts that are played; None where a framework has no such figure."""

    complaints: ComplaintItems | None = None
    accounts: AccountItems | None = None
    alignment: Scales | None = None
    ambassadors: AmbassadorItems | None = None
    trust: Scales | None = None
    time: TimeItems | None = None
    coverage: CoverageItems | None = None
    turnover: TurnoverItems | None = None


def read_figures(folder: Path, items: Mapping[str, Item]) -> Figures:
    """Read what lies beside the versions of a framework; no figures where nothing does.

    Raises TableError for a part without a code, and for a channel or an answer that is none.
    """
    path = folder / FILE
    if not path.exists():
        return Figures()
    table = read_table(path)
    return Figures(
        complaints=_part(ComplaintItems, table.get("complaints"), items),
        accounts=_part(AccountItems, table.get("accounts"), items),
        alignment=_part(Scales, table.get("alignment"), items),
        ambassadors=_part(AmbassadorItems, table.get("ambassadors"), items),
        trust=_part(Scales, table.get("trust"), items),
        time=_part(TimeItems, table.get("time"), items),
        coverage=_coverage(table.get("coverage"), items),
        turnover=_part(TurnoverItems, table.get("turnover"), items),
    )


def _part(kind: type[Part], table: Table | None, items: Mapping[str, Item]) -> Part | None:
    """Return a part; None where it, or a question or construct of it, is not there."""
    if table is None:
        return None
    named: dict[str, Any] = {field.name: table[field.name] for field in fields(kind)}
    audience = named["audience"]
    known = {each.code for each in items.values() if audience in each.audiences}
    known |= {each.construct for each in items.values() if audience in each.audiences}
    for name, value in named.items():
        codes = value if isinstance(value, list) else [value] if isinstance(value, str) else []
        if name not in NO_QUESTIONS and not known.issuperset(codes):
            return None
        if isinstance(value, list):
            named[name] = tuple(value)
    part = kind(**named)
    _check(part, table, items)
    return part


def _check(part: object, table: Table, items: Mapping[str, Item]) -> None:
    """Refuse a channel, or an answer, that the question does not have."""
    if isinstance(part, ComplaintItems):
        known = [option.code for option in items[part.channels].several]
        for code in part.recorded:
            table.require(code in known, f'names the channel "{code}", which is not one')
    if isinstance(part, TimeItems):
        for code, answer in part.rules.values():
            has_answer = answer in range(1, items[code].scale.points + 1)
            table.require(has_answer, f"names the answer {answer} to {code}, which has none such")


def _coverage(table: Table | None, items: Mapping[str, Item]) -> CoverageItems | None:
    """Return what is asked of the coverage; None where none of its matters is."""
    if table is None:
        return None
    audience, thresholds = table["audience"], table["there"]
    there = {
        code: answer
        for code, answer in thresholds.items()
        if code in items and audience in items[code].audiences
    }
    for code, answer in there.items():
        highest = items[code].scale.points
        is_answer = isinstance(answer, int) and 1 < answer <= highest
        thresholds.require(is_answer, f'names of "{code}" no answer from 2 to {highest}')
    money = table["money"]
    is_asked = money in items and audience in items[money].audiences
    return CoverageItems(audience, there, money if is_asked else "") if there else None
