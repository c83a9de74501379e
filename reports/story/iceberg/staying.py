"""Who intends to stay, branch by branch, and what the difference may cost."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.iceberg.branches import Branch
from maturity.iceberg.losses import Iceberg, Losses
from maturity.result import Document
from maturity.shares import Share
from reports import words
from reports.story.iceberg.levels import indicative
from reports.story.material import Material

# The branches that are drawn, from the best to the worst ending.
DRAWN = (Branch.NONE, Branch.SATISFIED, Branch.NEITHER, Branch.DISSATISFIED, Branch.UNTOLD)
# Where how it ended is not shown.
COARSER = (Branch.NONE, Branch.TOLD, Branch.UNTOLD)
COARSEST = (Branch.NONE, Branch.PROBLEM)


@dataclass(frozen=True)
class BranchRow:
    """The share of a branch that intends to stay, 0..1; None where it is not shown."""

    name: str
    share: float | None
    low: float | None
    high: float | None
    share_text: str
    interval_text: str

    @property
    def is_shown(self) -> bool:
        """Whether there is a share."""
        return self.share is not None


@dataclass(frozen=True)
class LossRow:
    """A branch and what of all customers would be lost in it."""

    name: str
    share_text: str
    customers_text: str


@dataclass(frozen=True)
class LossStory:
    """Customers and revenue that problems may cost, and everything that is assumed for them.

    ``revenue`` is the amount alone; "" where it is not told.
    """

    sentence: str
    money: str
    revenue: str
    rows: tuple[LossRow, ...]
    has_customers: bool
    assumptions: tuple[str, ...]


def branch_name(branch: Branch) -> str:
    """Return what a branch is called."""
    return {
        Branch.EVERYBODY: _("All customers"),
        Branch.NONE: _("No problem"),
        Branch.PROBLEM: _("Had a problem"),
        Branch.UNTOLD: _("Had a problem, never told"),
        Branch.TOLD: _("Told of a problem"),
        Branch.SATISFIED: _("Told, satisfied with the outcome"),
        Branch.NEITHER: _("Told, neither satisfied nor dissatisfied"),
        Branch.DISSATISFIED: _("Told, dissatisfied with the outcome"),
    }[branch]


def branch_rows(found: Iceberg) -> tuple[BranchRow, ...]:
    """Return the branches as finely as they are shown; empty where none is."""
    if not found.stays:
        return ()
    if found.stays.keys() & {Branch.SATISFIED, Branch.NEITHER, Branch.DISSATISFIED}:
        return tuple(_branch_row(found, branch) for branch in DRAWN)
    coarse = COARSER if found.stays.keys() & {Branch.TOLD, Branch.UNTOLD} else COARSEST
    return tuple(_branch_row(found, branch) for branch in coarse)


def _branch_row(found: Iceberg, branch: Branch) -> BranchRow:
    return branch_row(branch_name(branch), found.stays.get(branch))


def branch_row(name: str, share: Share | None) -> BranchRow:
    """Tell a share, None being one that is not shown."""
    if share is None:
        return BranchRow(name, None, None, None, words.DASH, words.DASH)
    return BranchRow(
        name,
        share.share,
        share.low,
        share.high,
        indicative(share) + words.told_share(share),
        words.shares(share.low, share.high),
    )


def losses(material: Material, found: Iceberg) -> LossStory | None:
    """Tell what problems may cost; None where too little is shown for it."""
    lost = found.losses
    if lost is None:
        return None
    assumed = material.edition.get("complaints") or {}
    customers = assumed.get("customers")
    return LossStory(
        sentence=_sentence(lost, customers),
        money=_money(lost, assumed),
        revenue=_revenue(lost, assumed),
        rows=tuple(
            LossRow(
                branch_name(branch),
                _points(share),
                words.about(share * customers) if customers else "",
            )
            for branch, share in lost.parts.items()
        ),
        has_customers=bool(customers),
        assumptions=tuple(_assumptions(found, lost, assumed)),
    )


def _points(share: float) -> str:
    """Return a share with one decimal, since parts of it are small."""
    value = words.score(100 * share).replace("-", words.MINUS)
    return _("%(percent)s%%") % {"percent": value}


def _sentence(lost: Losses, customers: int | None) -> str:
    values = {
        "share": words.percent(lost.share),
        "low": words.percent(max(lost.low, 0.0)),
        "high": words.percent(lost.high),
    }
    if lost.low <= 0:
        return (
            _(
                "Whether problems cost customers cannot be said: the share that would stay but for"
                " a problem lies between none and %(high)s."
            )
            % values
        )
    if not customers:
        return (
            _("%(share)s of all customers may leave through problems (%(low)s to %(high)s).")
            % values
        )
    values |= {
        "n": words.about(lost.share * customers),
        "few": words.about(lost.low * customers),
        "many": words.about(lost.high * customers),
        "all": words.count(customers),
    }
    return (
        _(
            "%(share)s of all customers may leave through problems (%(low)s to %(high)s): about"
            " %(n)s of %(all)s (%(few)s to %(many)s)."
        )
        % values
    )


def _revenue(lost: Losses, assumed: Document) -> str:
    """Return what those may buy in a year whom problems may cost; "" where it is not known."""
    customers, each = assumed.get("customers"), assumed.get("revenue_each")
    if not customers or not each or lost.low <= 0:
        return ""
    return words.money(lost.share * customers * each, assumed["currency"])


def _money(lost: Losses, assumed: Document) -> str:
    revenue = _revenue(lost, assumed)
    if not revenue:
        return ""
    total, currency = assumed["customers"] * assumed["revenue_each"], assumed["currency"]
    return _("They bring revenue of about %(money)s a year (%(low)s to %(high)s).") % {
        "money": revenue,
        "low": words.money(lost.low * total, currency),
        "high": words.money(lost.high * total, currency),
    }


def _assumptions(found: Iceberg, lost: Losses, assumed: Document) -> list[str]:
    """Print everything the numbers rest on."""
    customers, each = assumed.get("customers"), assumed.get("revenue_each")
    lines = [
        _(
            "Counted is who would intend to stay if they intended to as often as customers without"
            " a problem (%(share)s). That the problem is the reason is assumed, not shown."
        )
        % {"share": words.told_share(found.stays[Branch.NONE])},
        _(
            "It is an intention, not behaviour: staying counts as likely for those who said so of"
            " a year from now, with one of the two best answers."
        ),
        _("Those who answered stand for all customers."),
        _("An interval is given of the whole alone, and not of its parts."),
        _("Number of customers: %(n)s, given by the consultant.") % {"n": words.count(customers)}
        if customers
        else _("How many customers there are was not given, so that only shares are told."),
    ]
    if customers and each:
        lines.append(
            _("Revenue a customer and year: %(money)s, given by the consultant; the same for all.")
            % {"money": f"{assumed['currency']} {words.count(round(each))}"}
        )
    if lost.indicative:
        lines.append(_("Some branch has fewer than 30 answers, so the numbers only point a way."))
    return lines
