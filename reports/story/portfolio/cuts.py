"""Where the classes are cut, what hangs on each cut, and what all of it assumes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.disclosure import SMALLEST_GROUP_FOR_SHARES
from maturity.result import Document
from reports import words
from reports.story.portfolio.sums import Sums, accounts, few_accounts


@dataclass(frozen=True)
class CutRow:
    """A cut, where it lies, and how many accounts change class if it lies a tenth elsewhere."""

    name: str
    value_text: str
    lower_text: str
    higher_text: str


def cut_rows(sums: Sums, then: str) -> tuple[CutRow, ...]:
    """Return every cut that decided something: without an earlier wave nothing has fallen."""
    cuts = sums.document["cuts"]
    return tuple(
        CutRow(
            name=_name(each["cut"], sums, then),
            value_text=_value(each["cut"], cuts[each["cut"]]),
            lower_text=_moved(each, "lower"),
            higher_text=_moved(each, "higher"),
        )
        for each in sums.document["sensitivity"]
        if then or each["cut"] != "fall"
    )


def _name(cut: str, sums: Sums, then: str) -> str:
    large = sums.amount(sums.document["large"]["from"])
    return {
        "value_share": _("Large buyers: the fewest that make this share of revenue (from %(from)s)")
        % {"from": large},
        "experience": _("Good experience: on the scale of 1 to 5, this or more"),
        "fall": _("Got worse: fallen since %(wave)s by so many points")
        % {"wave": words.quoted(then)},
        "trend": _("Buys less: revenue fell by this share or more within a year"),
        "potential": _("Under its potential: buys less than this share of it"),
        "certainty": _("In a class: at least so probable, else borderline"),
    }[cut]


def _value(cut: str, value: float) -> str:
    if cut == "experience":
        return words.coefficient(value)
    return words.decimals(value) if cut == "fall" else words.percent(value)


def _moved(each: Document, side: str) -> str:
    return _("at %(value)s: %(accounts)s") % {
        "value": _value(each["cut"], each[side]),
        "accounts": few_accounts(each[f"changes_{side}"]),
    }


def assumptions(sums: Sums, question: str, then: str) -> list[str]:
    """Say what the classes and the revenue at risk rest on."""
    return [
        *_experience(sums.document, question),
        *_changes(sums.document, then),
        _(
            "Revenue at risk is what an account buys in a year times the probability that its"
            " experience is not good or has got worse, added up. It says what hangs on these"
            " experiences, not what will be lost. New accounts and those whose experience is"
            " unknown are not in it."
        ),
        *_potential(sums.document),
        _told(sums.document),
    ]


def _experience(document: Document, question: str) -> list[str]:
    found = document["experience"]
    between, within = found["between"], found["within"]
    values = {
        "question": words.quoted(question),
        "contacts": words.few(found["contacts"]),
        "one": few_accounts(found["one_contact"]),
        "all": words.score(found["mean"]),
        "single": words.percent(between / (between + within)),
        "five": words.percent(between / (between + within / 5)),
    }
    lines = [
        _(
            "An account’s experience is what its contacts answered to %(question)s. Only those"
            " count who agreed to be seen with their account: %(contacts)s contacts; of %(one)s"
            " one alone."
        )
        % values,
        _(
            "A few answers may be high or low by chance. So an account is taken to lie between its"
            " own average and that of all accounts (%(all)s): one answer weighs %(single)s, five"
            " weigh %(five)s."
        )
        % values,
    ]
    return [*lines, _weights(found)]


def _weights(found: Document) -> str:
    """Say where the weights of answers come from."""
    values = {
        "between": words.decimals(round(found["between"], 2)),
        "within": words.decimals(round(found["within"], 2)),
    }
    if found["estimated"]:
        text = _(
            "These weights come from the answers: variance %(between)s between accounts and"
            " %(within)s between contacts of one account."
        )
    else:
        text = _(
            "These weights are assumed, because too few accounts have two contacts who"
            " answered: variance %(between)s between accounts and %(within)s between contacts"
            " of one account."
        )
    return text % values


def _changes(document: Document, then: str) -> list[str]:
    found = document["changes"]
    lines = []
    if then:
        lines.append(
            _(
                "Whether an experience has got worse is judged by the same account in %(wave)s"
                " where contacts answered both times (%(n)s)."
            )
            % {"wave": words.quoted(then), "n": few_accounts(found["waves"])}
        )
    words_of = _("by their contacts’ own words, compared with a year ago (%(n)s)") % {
        "n": few_accounts(found["words"])
    }
    start = (
        _("Others are judged %(how)s.")
        if then
        else _("Whether it has got worse is judged %(how)s.")
    )
    lines.append(start % {"how": words_of})
    return lines


def _potential(document: Document) -> list[str]:
    if not document["no_potential"]:
        return []
    return [
        _(
            "The potential of %(n)s is not known: a large one of these counts as buying in line"
            " with it."
        )
        % {"n": accounts(document["no_potential"])}
    ]


def _told(document: Document) -> str:
    values = {"k": document["smallest_group"], "n": document["accounts"]}
    if document["accounts"] < SMALLEST_GROUP_FOR_SHARES:
        return _("Of fewer than ten accounts no sums are told.")
    values["step"] = words.percent(
        0.1 if document["accounts"] < 20 else 0.05 if document["accounts"] < 100 else 0.01
    )
    return (
        _(
            "Classes of fewer than %(k)s accounts, or whose sums would tell of a single account,"
            " stand together. Shares are rounded to %(step)s, each by itself, so that those of the"
            " classes add up to the whole only roughly; sums of money follow from them."
        )
        % values
    )
