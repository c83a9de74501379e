"""The accounts to win back as a table: on the desk, and in a spreadsheet."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maturity.portfolio import EarlyWarning, Flag, Kind
from reports import words
from reports.portfolio.salvage import Salvage, SalvageList

KINDS: Mapping[Kind, Promise] = {
    Kind.MODEL: gettext_lazy("Model"),
    Kind.GROWTH: gettext_lazy("Growth"),
    Kind.AT_RISK: gettext_lazy("At risk"),
    Kind.DANGLING: gettext_lazy("Dangling"),
    Kind.BORDERLINE_LARGE: gettext_lazy("Borderline"),
    Kind.BORDERLINE_SMALL: gettext_lazy("Borderline"),
}
WARNINGS: Mapping[EarlyWarning, Promise] = {
    EarlyWarning.EXPERIENCE: gettext_lazy("experience has fallen since the earlier wave"),
    EarlyWarning.WORDS: gettext_lazy("contacts say it has become worse"),
    EarlyWarning.CONTACT: gettext_lazy("one contact is unhappy"),
    EarlyWarning.REVENUE: gettext_lazy("buys less than the year before"),
}
FLAGS: Mapping[Flag, Promise] = {
    Flag.NO_POTENTIAL: gettext_lazy("potential unknown"),
    Flag.ABOVE_POTENTIAL: gettext_lazy("buys above its potential"),
    Flag.LARGE_POTENTIAL: gettext_lazy("could buy as much as a large account"),
    Flag.ONE_CONTACT: gettext_lazy("one contact only"),
    Flag.UNHAPPY_CONTACT: gettext_lazy("one contact is unhappy"),
}


@dataclass(frozen=True)
class Line:
    """One account in words."""

    row: Salvage
    name: str
    kind: str
    certainty: str
    revenue: str
    trend: str
    at_risk: str
    experience: str
    contacts: int
    change: str
    reasons: tuple[str, ...]


def lines(found: SalvageList) -> Iterator[Line]:
    """Yield the accounts as the page shows them."""
    for row in found.rows:
        placed = row.placed
        yield Line(
            row=row,
            name=row.account.name if row.account else _("removed from the list"),
            kind=str(KINDS[placed.kind]),
            certainty=_certainty(row),
            revenue=words.count(round(row.revenue)),
            trend=_signed(placed.trend, words.percent),
            at_risk=words.count(round(row.at_risk)),
            experience=words.score(placed.experience),
            contacts=placed.contacts,
            change=_signed(placed.change, words.score),
            reasons=tuple(_reasons(row)),
        )


def _certainty(row: Salvage) -> str:
    probability = row.placed.probability
    return words.percent(probability) if probability is not None else ""


def _signed(value: float | None, told: Callable[[float], str]) -> str:
    """Return a change with its sign; nothing for none."""
    if value is None:
        return ""
    text = told(abs(value))
    return text if text == told(0) else f"{'+' if value > 0 else words.MINUS}{text}"


def _reasons(row: Salvage) -> Iterator[str]:
    """Yield why it is on the list, and what else to know before one calls there."""
    told = [str(WARNINGS[each]) for each in row.placed.warnings]
    told += [str(FLAGS[each]) for each in row.placed.flags]
    yield from dict.fromkeys(told)


def sheet(found: SalvageList) -> Iterator[list[object]]:
    """Yield the titles and every account, for a spreadsheet; None where nothing is known."""
    money = found.currency
    yield [
        _("Account"), _("ID"), _("Class"), _("Probability of the class"),
        _("Revenue, %(currency)s") % {"currency": money}, _("Year before"), _("Change of revenue"),
        _("Revenue at risk"), _("Potential"), _("Cost to serve"), _("Segment"), _("Experience"),
        _("Standard error"), _("Contacts who agreed to be seen"), _("Lowest answer"),
        _("Change of experience"), _("from"), _("to"), _("Why, and what to know"),
    ]  # fmt: skip
    for row in found.rows:
        placed = row.placed
        name = row.account.name if row.account else _("removed from the list")
        yield [
            name, row.account and row.account.external_key, str(KINDS[placed.kind]),
            placed.probability, row.revenue, row.previous, placed.trend, row.at_risk,
            row.potential, row.cost, row.segment, placed.experience, placed.se, placed.contacts,
            placed.lowest, placed.change, placed.change_low, placed.change_high,
            "; ".join(_reasons(row)),
        ]  # fmt: skip
