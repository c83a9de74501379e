"""The classes of a portfolio with their accounts and money, and the large buyers that warn."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.portfolio import Kind
from maturity.result import Document
from reports import words
from reports.story.portfolio.sums import Sums, few_accounts, listed, names_of, reason_of


@dataclass(frozen=True)
class ClassRow:
    """One class, or several that are not told apart.

    ``share`` is that of all revenue and ``risk`` what of it is at risk, None where not told.
    ``is_placed`` says that it is a class of Meyer and Schwager or on the border of two.
    """

    name: str
    meaning: str
    accounts: int
    accounts_text: str
    share: float | None
    share_text: str
    money_text: str
    risk: float | None
    risk_text: str
    risk_money_text: str
    is_placed: bool


@dataclass(frozen=True)
class WarningRow:
    """One reason to be warned of large buyers, and how many there are."""

    reason: str
    accounts_text: str


def class_rows(sums: Sums) -> tuple[ClassRow, ...]:
    """Return every row of the totals, in the order of the document."""
    return tuple(_row(sums, row) for row in sums.document["rows"])


def _row(sums: Sums, row: Document) -> ClassRow:
    kinds, count = row["kinds"], row["accounts"]
    return ClassRow(
        name=names_of(kinds),
        meaning=meaning_of(kinds[0], sums.document["cuts"])
        if len(kinds) == 1
        else _("Not told apart: %(names)s") % {"names": listed(kinds)},
        accounts=count,
        accounts_text=words.count(count),
        share=row["revenue"],
        share_text=sums.share(row["revenue"], count),
        money_text=sums.money(row["money"], row["revenue"], count),
        risk=row["at_risk"],
        risk_text=sums.share(row["at_risk"], count),
        risk_money_text=sums.money(row["money_at_risk"], row["at_risk"], count),
        is_placed=not {Kind.UNKNOWN, Kind.NEW}.issuperset(kinds),
    )


def meaning_of(kind: str, cuts: Document) -> str:
    """Return who is in a class."""
    values = {
        "potential": words.percent(cuts["potential"]),
        "trend": words.percent(cuts["trend"]),
    }
    return {
        Kind.MODEL: _(
            "Large buyers with a good experience who buy %(potential)s of their potential or more"
        ),
        Kind.GROWTH: _(
            "A good experience, but they buy little, or under %(potential)s of their potential"
        ),
        Kind.AT_RISK: _(
            "Large buyers whose experience is poor or has got worse, or who buy less by %(trend)s"
            " or more"
        ),
        Kind.DANGLING: _("Small buyers whose experience is poor or has got worse"),
        Kind.BORDERLINE_LARGE: _("Large buyers of whom it is not clear whether they are at risk"),
        Kind.BORDERLINE_SMALL: _("Small buyers of whom it is not clear whether they are dangling"),
        Kind.UNKNOWN: _("None of their contacts told it and agreed to be seen with the account"),
        Kind.NEW: _("They bought nothing in the year before"),
    }[Kind(kind)] % values


def warning_lines(sums: Sums) -> list[str]:
    """Say how many large buyers warn."""
    warned = sums.document["warnings"]
    if warned["accounts"] is None:
        return [
            _(
                "How many large buyers give an early warning is not told, so that nobody can see"
                " which."
            )
        ]
    if not isinstance(warned["accounts"], int):
        return [_("Early warnings: %(n)s.") % {"n": few_accounts(warned["accounts"])}]
    values = {
        "n": few_accounts(warned["accounts"]),
        "share": sums.share(warned["revenue"], warned["accounts"]),
        "money": sums.money(warned["money"], warned["revenue"], warned["accounts"]),
    }
    if warned["revenue"] is None:
        return [_("%(n)s among the large buyers give an early warning.") % values]
    return [
        _(
            "%(n)s among the large buyers give an early warning; they make %(share)s of revenue"
            " (%(money)s)."
        )
        % values
    ]


def warning_rows(sums: Sums, then: str) -> tuple[WarningRow, ...]:
    """Return the reasons that apply here: without an earlier wave nothing has fallen since."""
    return tuple(
        WarningRow(
            words.capitalised(reason_of(reason, sums.document["cuts"], then)), few_accounts(count)
        )
        for reason, count in sums.document["warnings"]["reasons"].items()
        if then or reason != "experience"
    )
