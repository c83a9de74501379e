"""The accounts to win back as a table: on the desk, and in a spreadsheet."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maturity.portfolio import EarlyWarning, Flag
from reports import words
from reports.portfolio.salvage import Salvage, SalvageList
from reports.story.portfolio.sums import name_of, reason_of

FLAGS: Mapping[Flag, Promise] = {
    Flag.NO_POTENTIAL: gettext_lazy("potential unknown"),
    Flag.ABOVE_POTENTIAL: gettext_lazy("buys above its potential"),
    Flag.LARGE_POTENTIAL: gettext_lazy("could buy as much as a large account"),
    Flag.ONE_CONTACT: gettext_lazy("one contact only"),
    Flag.UNHAPPY_CONTACT: gettext_lazy("one contact gave one of the two lowest answers"),
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
            kind=name_of(placed.kind),
            certainty=_certainty(row),
            revenue=words.count(round(row.revenue)),
            trend=_signed(placed.trend, words.percent),
            at_risk=words.count(round(row.at_risk)),
            experience=words.score(placed.experience),
            contacts=placed.contacts,
            change=_signed(placed.change, words.score),
            reasons=tuple(_reasons(row, found)),
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


def _reasons(row: Salvage, found: SalvageList) -> Iterator[str]:
    """Yield why it is on the list, and what else to know before one calls there."""
    placed = row.placed
    if EarlyWarning.EXPERIENCE in placed.warnings:
        # By how much stands beside it.
        yield _("its experience has fallen since %(wave)s") % {"wave": words.quoted(found.then)}
    if placed.between:
        yield _("whether its experience is good cannot be said")
    elif placed.experience is not None and placed.experience < found.cuts["experience"]:
        yield _("its experience is below %(mark)s") % {
            "mark": words.score(found.cuts["experience"])
        }
    for warning in placed.warnings:
        if warning != EarlyWarning.EXPERIENCE:
            yield reason_of(warning, found.cuts, found.then)
    for flag in placed.flags:
        # Of large accounts an unhappy contact is a warning already.
        if flag != Flag.UNHAPPY_CONTACT or EarlyWarning.CONTACT not in placed.warnings:
            yield str(FLAGS[flag])


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
            name, row.account and row.account.external_key, name_of(placed.kind),
            placed.probability, row.revenue, row.previous, placed.trend, row.at_risk,
            row.potential, row.cost, row.segment, placed.experience, placed.se, placed.contacts,
            placed.lowest, placed.change, placed.change_low, placed.change_high,
            "; ".join(_reasons(row, found)),
        ]  # fmt: skip
