"""How the sums of a portfolio are said, as coarsely as they are told."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.portfolio import EarlyWarning, Kind
from maturity.result import Document
from reports import words


@dataclass(frozen=True)
class Sums:
    """The totals of a portfolio, in its currency."""

    document: Document
    currency: str

    def share(self, value: float | None, accounts: int) -> str:
        """Return what share of all revenue so many accounts have."""
        if value is None:
            return words.DASH
        if accounts and not value:
            return words.below(1)
        return words.share(value, self.document["accounts"]) if accounts else words.percent(0)

    def money(self, value: float | None, share: float | None, accounts: int) -> str:
        """Return the same in money."""
        if value is None:
            return words.DASH
        if accounts and not share:
            return "< " + self.amount(self.document["revenue"] / 100)
        said = self.share(share, accounts)
        sign = said[:2] if said[0] in "≤≥" else ""
        return sign + self.amount(value)

    def amount(self, value: float) -> str:
        """Return an amount of money."""
        return words.money(value, self.currency)


def accounts(number: int) -> str:
    """Return a number of accounts."""
    return ngettext("%(n)s account", "%(n)s accounts", number) % {"n": words.count(number)}


def few_accounts(number: int | str | None) -> str:
    """Return a number of accounts of which only "fewer than" may be told, or nothing at all."""
    if number is None:
        return words.not_shown()
    if isinstance(number, int):
        return accounts(number)
    return _("%(few)s accounts") % {"few": words.few(number)}


def name_of(kind: str) -> str:
    """Return the name of a class as a heading."""
    return {
        Kind.MODEL: _("Model customers"),
        Kind.GROWTH: _("Growth customers"),
        Kind.AT_RISK: _("At risk"),
        Kind.DANGLING: _("Dangling"),
        Kind.BORDERLINE_LARGE: _("Borderline, large"),
        Kind.BORDERLINE_SMALL: _("Borderline, small"),
        Kind.UNKNOWN: _("Experience unknown"),
        Kind.NEW: _("New"),
    }[Kind(kind)]


def names_of(kinds: Sequence[str]) -> str:
    """Return the name of a row: of its one class, of two, or that it is of several.

    Who is new always stands apart.
    """
    if not kinds:
        return _("All together")
    if len(kinds) == len(Kind) - 1:
        return _("All classes together")
    if len(kinds) > 2:
        return _("Other classes together")
    return words.joined([name_of(kinds[0]), *(_lower(name_of(kind)) for kind in kinds[1:])])


def listed(kinds: Sequence[str]) -> str:
    """Return several classes inside a sentence."""
    return words.joined([_lower(name_of(kind)) for kind in kinds])


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def reason_of(warning: str, cuts: Document, then: str) -> str:
    """Return why a large buyer warns, as the rest of a sentence."""
    values = {
        "fall": words.score(cuts["fall"]),
        "trend": words.percent(cuts["trend"]),
        "wave": words.quoted(then),
    }
    return {
        EarlyWarning.EXPERIENCE: _("its experience has fallen by %(fall)s points since %(wave)s"),
        EarlyWarning.WORDS: _("more of its contacts find it worse than a year ago than better"),
        EarlyWarning.CONTACT: _("one of its contacts gave one of the two lowest answers"),
        EarlyWarning.REVENUE: _("it buys less than the year before by %(trend)s or more"),
    }[EarlyWarning(warning)] % values
