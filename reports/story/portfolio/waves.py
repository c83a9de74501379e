"""Who moved from class to class since the wave before, and what experience and revenue did."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.result import Document
from reports import words
from reports.story.portfolio.sums import accounts, names_of


@dataclass(frozen=True)
class MoveRow:
    """So many accounts stood in one class then and stand in one now."""

    then: str
    now: str
    accounts: int
    is_move: bool


@dataclass(frozen=True)
class LeadingRow:
    """A class of then: change of experience in points, and of revenue as a share."""

    name: str
    accounts: int
    experience: float
    low: float
    high: float
    experience_text: str
    interval_text: str
    revenue: float | None
    revenue_text: str


@dataclass(frozen=True)
class Waves:
    """What can be said of two waves; both tables may be empty."""

    then: str
    sentences: tuple[str, ...]
    moves: tuple[MoveRow, ...]
    moves_note: str
    leading: tuple[LeadingRow, ...]
    leading_sentence: str
    leading_notes: tuple[str, ...]


def waves(document: Document, then: str) -> Waves | None:
    """Tell moves and changes since the wave ``then``; None without one or where nothing is told."""
    found = document["moves"]
    if not then or found is None:
        return None
    leading = tuple(_leading(row) for row in document["leading"])
    rows = tuple(
        MoveRow(names_of(move["then"]), names_of(move["now"]), move["accounts"],
                move["then"] != move["now"])
        for move in found["told"]
    )  # fmt: skip
    return Waves(
        then=then,
        sentences=tuple(_sentences(found, rows, then)),
        moves=rows,
        moves_note=_(
            "Only moves of %(k)s accounts or more are told, and only where the others of a class"
            " are none or as many."
        )
        % {"k": document["smallest_group"]},
        leading=leading,
        leading_sentence=_leading_sentence(leading),
        leading_notes=_leading_notes(document, then),
    )


def _sentences(found: Document, rows: tuple[MoveRow, ...], then: str) -> list[str]:
    stayed = sum(row.accounts for row in rows if not row.is_move)
    moved = sum(row.accounts for row in rows if row.is_move)
    values = {
        "all": accounts(stayed + moved + found["other"]),
        "stayed": words.count(stayed),
        "moved": words.count(moved),
        "other": words.count(found["other"]),
        "wave": words.quoted(then),
    }
    if not rows:
        return [_("How %(all)s in both files moved is not told, so that nobody is found.") % values]
    lines = [
        _(
            "Of %(all)s in both files %(stayed)s stand where they stood in %(wave)s and %(moved)s"
            " have moved, as the table says."
        )
        % values
    ]
    if found["other"]:
        lines.append(
            _("How the other %(other)s moved, if they did, is not told, so that nobody is found.")
            % values
        )
    if found["came"] or found["went"]:
        lines.append(
            _("In this file alone: %(came)s; in that of %(wave)s alone: %(went)s.")
            % {
                "came": accounts(found["came"]),
                "went": accounts(found["went"]),
                "wave": values["wave"],
            }
        )
    return lines


def _leading(row: Document) -> LeadingRow:
    return LeadingRow(
        name=names_of(row["kinds"]),
        accounts=row["accounts"],
        experience=row["experience"],
        low=row["low"],
        high=row["high"],
        experience_text=words.signed(words.difference(row["experience"])),
        interval_text=_("%(low)s to %(high)s")
        % {
            "low": words.signed(words.difference(row["low"])),
            "high": words.signed(words.difference(row["high"])),
        },
        revenue=row["revenue"],
        revenue_text=words.DASH if row["revenue"] is None else _percent(row["revenue"]),
    )


def _percent(value: float) -> str:
    return words.signed(words.percent(value).replace("-", words.MINUS))


def _leading_sentence(rows: tuple[LeadingRow, ...]) -> str:
    """Name the classes whose experience has clearly moved."""
    classes = [row for row in rows if row.name != names_of([])]
    fallen = [words.quoted(row.name) for row in classes if row.high < 0]
    risen = [words.quoted(row.name) for row in classes if row.low > 0]
    parts = []
    if fallen:
        parts.append(_("Experience has fallen in %(names)s") % {"names": words.joined(fallen)})
    if risen:
        parts.append(_("Experience has risen in %(names)s") % {"names": words.joined(risen)})
    if not parts:
        return _("In no class has experience clearly moved.")
    return ". ".join(parts) + "."


def _leading_notes(document: Document, then: str) -> tuple[str, ...]:
    return (
        _(
            "By the class each account had in %(wave)s, of accounts whose contacts answered both"
            " times, at least %(k)s in a class. Experience is watched since it may change before"
            " revenue does. Two waves show a change and do not prove what caused it."
        )
        % {"wave": words.quoted(then), "k": document["smallest_group"]},
        _(
            "The change of experience is the mean over accounts with its 95% interval, from what"
            " was expected of each account then, chance allowed for. The change of revenue is that"
            " of their sum; there is none where one account makes half of it, or where the"
            " currencies differ."
        ),
    )
