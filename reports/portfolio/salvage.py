"""The accounts to win back, one by one: for the consultant alone, and never kept.

Only accounts of which a contact agreed to be seen are on it. Whose contacts did not, or did not
answer, cannot be told from it: nothing is said of an account without a voice.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from maturity.portfolio import Cuts, Flag, Kind, Placed
from maturity.result import Document
from organisations.models import Account, CustomerFile
from reports.models import Result
from reports.portfolio.joining import are_answers_kept
from reports.portfolio.parts import pinned_earlier, pinned_file, portfolio_of

AT_RISK = {Kind.AT_RISK, Kind.BORDERLINE_LARGE}
SMALL = {Kind.DANGLING, Kind.BORDERLINE_SMALL}


@dataclass(frozen=True)
class Salvage:
    """One account to win back; numbers are None where unknown.

    ``is_later`` of small accounts that could buy as much as large ones: they come after.
    """

    account: Account | None
    placed: Placed
    revenue: float
    previous: float | None
    potential: float | None
    cost: float | None
    segment: str

    @property
    def is_later(self) -> bool:
        """Whether it is small, and on the list for what it could buy."""
        return not self.placed.is_large

    @property
    def at_risk(self) -> float:
        """Its revenue times the probability that its experience is not good."""
        return self.revenue * (1 - (self.placed.good or 0.0))

    @property
    def weight(self) -> float:
        """How early it comes: by what it would cost to lose it, and how likely that is."""
        if self.is_later:
            return (self.potential or 0.0) - self.revenue
        is_certain = self.placed.kind == Kind.AT_RISK
        return self.revenue * (self.placed.probability or 0.0) if is_certain else self.at_risk


@dataclass(frozen=True)
class SalvageList:
    """The list, the most revenue first; ``obstacle`` says why there is none.

    ``cuts`` are those of the edition, ``then`` is the earlier wave's name, "" without one.
    """

    rows: tuple[Salvage, ...] = ()
    currency: str = ""
    obstacle: str = ""
    cuts: Document = field(default_factory=dict)
    then: str = ""


def salvage_list(result: Result, content: Document, *, now: datetime) -> SalvageList:
    """Compute the list of what an edition's content says of the portfolio."""
    pinned = content.get("portfolio")
    if not pinned:
        return SalvageList(obstacle=_("No account file is chosen for the portfolio yet."))
    if not are_answers_kept(result.wave, now):
        return SalvageList(obstacle=_("The answers of this wave are not kept any more."))
    file = pinned_file(pinned["file"])
    if file is None:
        return SalvageList(obstacle=_("The account file was deleted."))
    earlier = pinned_earlier(pinned["earlier"], now=now) if pinned["earlier"] else None
    if pinned["earlier"] and earlier is None:
        return SalvageList(
            obstacle=_("The answers or the account file of the earlier wave are not kept any more.")
        )
    portfolio = portfolio_of(result, file=file, cuts=Cuts(**pinned["cuts"]), earlier=earlier)
    return SalvageList(
        _rows(file, portfolio.placed),
        currency=pinned["file"]["currency"],
        cuts=pinned["cuts"],
        then=pinned["earlier"]["wave"] if pinned["earlier"] else "",
    )


def _rows(file: CustomerFile, placed: tuple[Placed, ...]) -> tuple[Salvage, ...]:
    """Return the accounts to win back, large ones first."""
    content = file.content
    assert content is not None
    columns = ("revenue", "revenue_last", "potential", "cost_to_serve", "segments")
    figures = zip(placed, *(content[column] for column in columns), strict=True)
    chosen = [(each, values) for each, *values in figures if _is_on(each)]
    named = file.organisation.accounts.in_bulk([UUID(each.key) for each, _values in chosen])
    rows = [Salvage(named.get(UUID(each.key)), each, *values) for each, values in chosen]
    return tuple(sorted(rows, key=lambda row: (row.is_later, -row.weight)))


def _is_on(placed: Placed) -> bool:
    """Whether an account with a voice is at risk, warns, or is small and could be large."""
    if not placed.contacts:
        return False
    if placed.kind in SMALL:
        return Flag.LARGE_POTENTIAL in placed.flags
    return placed.kind in AT_RISK or bool(placed.warnings)
