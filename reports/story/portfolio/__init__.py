"""The customer portfolio in words: who buys how much, how they fare, and what hangs on it.

Told from the totals in an edition alone; single accounts are the consultant's.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.portfolio import Kind
from maturity.result import Document
from reports import words
from reports.story.material import Material
from reports.story.portfolio.classes import (
    ClassRow,
    WarningRow,
    class_rows,
    warning_lines,
    warning_rows,
)
from reports.story.portfolio.cuts import CutRow, assumptions, cut_rows
from reports.story.portfolio.sums import Sums, accounts
from reports.story.portfolio.waves import LeadingRow, MoveRow, Waves, waves

__all__ = [
    "ClassRow",
    "CutRow",
    "LeadingRow",
    "MoveRow",
    "PortfolioStory",
    "WarningRow",
    "Waves",
    "portfolio",
]


@dataclass(frozen=True)
class PortfolioStory:
    """The totals of a portfolio; without ``rows`` too few accounts are known to tell any.

    ``cuts`` print where the classes are cut and what hangs on it, ``assumptions`` what all of it
    rests on; ``waves`` is None where there is no earlier wave.
    """

    sentences: tuple[str, ...]
    rows: tuple[ClassRow, ...]
    warnings: tuple[WarningRow, ...]
    cuts: tuple[CutRow, ...]
    assumptions: tuple[str, ...]
    waves: Waves | None


def portfolio(material: Material, problems: str = "") -> PortfolioStory | None:
    """Tell the portfolio of an edition; None where it has none.

    ``problems`` is the revenue that problems may cost, where the same report tells it.
    """
    added = material.edition.get("portfolio") or {}
    document = added.get("document")
    if not document:
        return None
    if not document["shown"]:
        line = _(
            "Of too few accounts the experience is known to tell of the customer portfolio: fewer"
            " than %(k)s."
        )
        return PortfolioStory((line % {"k": document["smallest_group"]},), (), (), (), (), None)
    sums = Sums(document, added["file"]["currency"])
    then = (added.get("earlier") or {}).get("wave", "")
    return PortfolioStory(
        sentences=(
            *_sentences(sums, added["file"]["until"], problems),
            *warning_lines(sums),
        ),
        rows=class_rows(sums),
        warnings=warning_rows(sums, then),
        cuts=cut_rows(sums, then),
        assumptions=tuple(assumptions(sums, _question(material), then)),
        waves=waves(document, then),
    )


def _question(material: Material) -> str:
    """Return the question on the experience as customers were asked it."""
    items = material.framework.figures.accounts
    if items is None:
        return _("how their experience is")
    found = {item.code: item for item in material.framework.items}[items.experience]
    return found.text(items.audience)


def _sentences(sums: Sums, until: str, problems: str) -> list[str]:
    """Say who buys, what hangs on their experience, who is at risk and of whom nothing is known."""
    document = sums.document
    large = document["large"]["accounts"]
    values = {
        "accounts": accounts(document["accounts"]),
        "money": sums.amount(document["revenue"]),
        "until": words.day(until),
        "large": words.count(large),
        "share": words.percent(document["cuts"]["value_share"]),
    }
    if not document["revenue"]:
        return [_("%(accounts)s bought nothing in the twelve months to %(until)s.") % values]
    lines = [
        ngettext(
            "%(accounts)s bought for %(money)s in the twelve months to %(until)s; %(large)s large"
            " buyer makes %(share)s of it.",
            "%(accounts)s bought for %(money)s in the twelve months to %(until)s; %(large)s large"
            " buyers make %(share)s of it.",
            large,
        )
        % values
    ]
    risk = document["at_risk"]
    if risk["share"] is not None:
        lines.append(
            _(
                "About %(share)s of revenue (%(money)s) is at risk: what accounts buy, times the"
                " probability that their experience is not good or has got worse."
            )
            % {
                "share": sums.share(risk["share"], 1),
                "money": sums.money(risk["money"], risk["share"], 1),
            }
        )
        lines += _another_sum(problems)
    return lines + [line for row in document["rows"] if (line := _of_row(sums, row))]


def _another_sum(problems: str) -> list[str]:
    """Say why this is not what problems may cost, where both are told."""
    if not problems:
        return []
    line = _(
        "What problems may cost, %(money)s, is another sum: that counts, from customers’ answers,"
        " only who would stay but for a problem they had, each with the same revenue; this counts,"
        " account by account, what is bought, whatever the reason."
    )
    return [line % {"money": problems}]


def _of_row(sums: Sums, row: Document) -> str:
    """Say how many accounts are at risk, and of how many nothing is known."""
    kinds, count = row["kinds"], row["accounts"]
    if kinds not in ([Kind.AT_RISK], [Kind.UNKNOWN]) or not count:
        return ""
    share, money = row["revenue"], row["money"]
    values = {
        "n": words.count(count),
        "share": sums.share(share, count),
        "money": sums.money(money, share, count),
    }
    if kinds == [Kind.AT_RISK]:
        text = ngettext(
            "%(n)s large buyer is at risk, with %(share)s of revenue (%(money)s).",
            "%(n)s large buyers are at risk, with %(share)s of revenue (%(money)s).",
            count,
        )
    else:
        text = ngettext(
            "Of %(n)s account, with %(share)s of revenue (%(money)s), the experience is unknown.",
            "Of %(n)s accounts, with %(share)s of revenue (%(money)s), the experience is unknown.",
            count,
        )
    return text % values
