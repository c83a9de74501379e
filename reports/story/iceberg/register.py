"""The complaint register beside what customers say."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.figures import ComplaintItems
from maturity.iceberg.branches import Branch
from maturity.iceberg.losses import Iceberg, ranked
from maturity.result import Document
from maturity.shares import Share, shares_in
from reports import words
from reports.story.material import Material

MOST_CAUSES = 5


@dataclass(frozen=True)
class RegisterRow:
    """What stands in the register, and what customers say of the same matter."""

    name: str
    recorded: str
    told: str


@dataclass(frozen=True)
class RegisterStory:
    """The register and the customers side by side."""

    sentence: str
    rows: tuple[RegisterRow, ...]
    causes: tuple[RegisterRow, ...]
    notes: tuple[str, ...]


def register(
    material: Material, items: ComplaintItems, part: Document, found: Iceberg
) -> RegisterStory | None:
    """Set the register beside the answers; None where there is none."""
    added = material.edition.get("complaints") or {}
    document = (added.get("register") or {}).get("document")
    if not document:
        return None
    customers = added.get("customers")
    return RegisterStory(
        sentence=_sentence(document, found),
        rows=tuple(_rows(document, part, found, customers)),
        causes=tuple(_causes(material, items, document, part)),
        notes=tuple(_notes(document, customers)),
    )


def _sentence(document: Document, found: Iceberg) -> str:
    """Set resolved on paper beside satisfied in their own words."""
    values = {"paper": words.percent(document["outcomes"]["resolved"] / document["n"])}
    satisfied = found.outcomes.get(Branch.SATISFIED)
    if satisfied is None:
        return _("%(paper)s of the complaints on record count as resolved.") % values
    return _(
        "%(paper)s of the complaints on record count as resolved; of the customers who told of a"
        " problem %(own)s are satisfied with the outcome."
    ) % {**values, "own": words.told_share(satisfied)}


def _rows(
    document: Document, part: Document, found: Iceberg, customers: int | None
) -> list[RegisterRow]:
    """Set numbers, outcomes and satisfaction side by side."""
    solved, satisfied = shares_in(part["solved"]), found.outcomes.get(Branch.SATISFIED)
    rows = [
        RegisterRow(
            _("Problems told"),
            words.count(document["n"]),
            _estimated(found, customers, told=True),
        ),
        RegisterRow(_("Problems never told"), words.DASH, _estimated(found, customers, told=False)),
    ]
    outcomes = {
        "resolved": (_("Resolved"), "1"),
        "partly": (_("Resolved in part"), "2"),
        "unresolved": (_("Not resolved"), "3"),
        "open": (_("Still open"), ""),
    }
    rows += [
        RegisterRow(
            name,
            words.percent(document["outcomes"][code] / document["n"]),
            _said(solved.get(answer)),
        )
        for code, (name, answer) in outcomes.items()
    ]
    return [
        *rows,
        RegisterRow(_("Satisfied with the outcome"), words.DASH, _said(satisfied)),
    ]


def _said(share: Share | None) -> str:
    """Return what customers who told say."""
    if share is None:
        return words.DASH
    return f"{words.told_share(share)} ({words.shares(share.low, share.high)})"


def _estimated(found: Iceberg, customers: int | None, *, told: bool) -> str:
    """Return how many customers told of a problem, or did not."""
    if found.problem is None or found.told is None:
        return words.DASH
    share = found.problem.share * (found.told.share if told else 1 - found.told.share)
    if not customers:
        return _("%(share)s of customers") % {"share": words.percent(share)}
    return _("about %(n)s customers") % {"n": words.about(share * customers)}


def _causes(
    material: Material, items: ComplaintItems, document: Document, part: Document
) -> list[RegisterRow]:
    """Set the first causes on record beside the first that customers name, place by place."""
    item = next(each for each in material.framework.items if each.code == items.causes)
    names = {option.code: option.text for option in item.several}
    recorded = [
        f"{name or _('other causes')} ({words.percent(n / document['n'])})"
        for name, n in document["causes"][:MOST_CAUSES]
    ]
    told = [
        f"{names[code]} ({words.told_share(share)})"
        for code, share in ranked(part["causes"])[:MOST_CAUSES]
    ]
    return [
        RegisterRow(
            str(place + 1),
            recorded[place] if place < len(recorded) else words.DASH,
            told[place] if place < len(told) else words.DASH,
        )
        for place in range(max(len(recorded), len(told)))
    ]


def _notes(document: Document, customers: int | None) -> list[str]:
    values = {"days": words.days(document["first"], document["last"])}
    notes = [
        _("A dash stands for what is not on record, or was not asked or cannot be shown."),
        ngettext(
            "The register holds %(n)s complaint (%(days)s).",
            "The register holds %(n)s complaints (%(days)s).",
            document["n"],
        )
        % {**values, "n": words.count(document["n"])},
        _(
            "The register counts complaints and the answers count customers; one customer may have"
            " complained more than once."
        ),
        _("The register is the organisation’s own; no answer of a customer is in it."),
    ]
    if customers:
        notes.append(_("Customers are reckoned from %(n)s in all.") % {"n": words.count(customers)})
    return notes
