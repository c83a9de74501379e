"""The three commitments, who is an ambassador or a detractor by our rule, and who stays."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.ambassadors.rule import Kind
from maturity.result import Document
from maturity.shares import share_in, shares_in
from reports import words
from reports.story.constructs import ConstructRow, construct_rows
from reports.story.iceberg.staying import BranchRow, branch_row
from reports.story.material import Material

# As they are told, from the most committed.
TOLD = (Kind.AMBASSADOR, Kind.BETWEEN, Kind.DETRACTOR)


@dataclass(frozen=True)
class AmbassadorStory:
    """Commitments, shares of each kind and of these who stays; empty where nothing is shown.

    ``rule`` says who is what; ``hidden`` stands where no kind may be told.
    """

    rows: tuple[ConstructRow, ...]
    rule: str
    sentences: tuple[str, ...]
    kinds: tuple[BranchRow, ...]
    stays: tuple[BranchRow, ...]
    hidden: str
    notes: tuple[str, ...]


def ambassadors(material: Material) -> AmbassadorStory | None:
    """Tell the part; None where it was not asked about, and in results that know of none."""
    items = material.framework.figures.ambassadors
    audience = material.shown.get(items.audience) if items else None
    part = audience.get("ambassadors") if audience else None
    if items is None or audience is None or part is None:
        return None
    rows = construct_rows(material, items.audience, items.constructs)
    if not any(row.mean is not None for row in rows):
        return None
    shares = shares_in(part["kinds"])
    stays = part["stays"]["branches"] if part["stays"]["shown"] else {}
    weighted = bool((audience.get("weighting") or {}).get("applied"))
    return AmbassadorStory(
        rows=rows,
        rule=_rule(rows[0].points),
        sentences=tuple(_sentences(part)),
        kinds=tuple(branch_row(_name(kind), shares.get(kind)) for kind in TOLD) if shares else (),
        stays=tuple(_stays(stays, kind) for kind in TOLD) if stays else (),
        hidden="" if shares else words.capitalised(words.not_shown()) + ".",
        notes=tuple(_notes(bool(shares), bool(stays), weighted=weighted)),
    )


def _name(kind: Kind) -> str:
    return {
        Kind.AMBASSADOR: _("Ambassadors"),
        Kind.BETWEEN: _("In between"),
        Kind.DETRACTOR: _("Detractors"),
    }[kind]


def _rule(points: int) -> str:
    """Say who is what, from the commitments of one person."""
    return _(
        "Who is what, by our own rule: an ambassador scores %(high)s of %(points)s or more on each"
        " of the three commitments; a detractor 2 or less on the organisation or on what it"
        " offers; everybody else stands in between."
    ) % {"high": points - 1, "points": points}


def _stays(branches: Document, kind: Kind) -> BranchRow:
    cell = branches[kind]
    return branch_row(_name(kind), share_in(cell) if cell["shown"] else None)


def _sentences(part: Document) -> list[str]:
    """Say how many there are of either kind, and the difference."""
    shares, net = shares_in(part["kinds"]), part["net"]
    told, other = shares.get(Kind.AMBASSADOR), shares.get(Kind.DETRACTOR)
    if told is None or other is None or not net["shown"]:
        return []
    first = _("%(ambassadors)s of staff are ambassadors, %(detractors)s are detractors.") % {
        "ambassadors": words.capitalised(words.spoken(words.told_share(told))),
        "detractors": words.spoken(words.told_share(other)),
    }
    values = {
        "net": words.points(net["net"]),
        "low": words.points(net["low"]),
        "high": words.points(net["high"]),
    }
    if net["low"] <= 0 <= net["high"]:
        second = _(
            "Ambassadors less detractors make %(net)s percentage points (%(low)s to %(high)s), so"
            " it is open of which there are more."
        )
    else:
        second = _(
            "Ambassadors less detractors make %(net)s percentage points (%(low)s to %(high)s)."
        )
    return [first, second % values]


def _notes(has_kinds: bool, has_stays: bool, *, weighted: bool) -> list[str]:
    notes = []
    if has_kinds:
        notes.append(
            _(
                "Only who answered enough on all three commitments is counted. Intervals are"
                " Wilson’s at 95%."
            )
        )
    if has_stays:
        notes.append(
            _("Intends to stay: who chose one of the two best answers. An intention, not a fact.")
        )
    if has_kinds and weighted:
        notes.append(_("These shares of people are not weighted by department."))
    return notes
