"""Department by department: how open it is, and to whom help runs one way only."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.disclosure import AT_LEAST, AT_MOST
from maturity.network.openness import (
    Bridge,
    EiIndex,
    Openness,
    bridges,
    ei_of,
    openness,
    share_in_row,
)
from maturity.result import Document
from reports import words
from reports.story.spread import share_texts, with_range

# What a page lists; all stand in the spreadsheet.
MOST_LISTED = 20


@dataclass(frozen=True)
class DepartmentRow:
    """A department: how many named it, and where its own people get help.

    ``openness`` is None where nothing is worked out; without numbers of its own, which a dash
    says, it has no ``interval_text``.
    """

    name: str
    within: str
    n: str
    named_text: str
    outside_text: str
    interval_text: str
    openness: Openness | None
    openness_text: str
    ei_text: str


@dataclass(frozen=True)
class BridgeRow:
    """From whom a department's people get help, and how many of those name it in return."""

    name: str
    named: str
    share_text: str
    back_text: str
    is_one_way: bool


def department_rows(level: Document, *, says_enough: bool) -> tuple[DepartmentRow, ...]:
    """Return all departments of a level; of their own people nothing where too few answered."""
    named = level["whole"]["shares"]
    return tuple(
        _department(level, place, named[place], says_enough=says_enough)
        for place in range(len(level["departments"]))
    )


def _department(
    level: Document, place: int, named: int | None, *, says_enough: bool
) -> DepartmentRow:
    department, whole = level["departments"][place], level["whole"]
    n = level["rows"][place]["n"] if level["rows"][place] else words.DASH
    row = level["rows"][place] if says_enough else None
    outside = share_in_row(row, row["outside"]) if row else None
    outside_text, interval_text = share_texts(outside) if outside else (words.DASH, "")
    return DepartmentRow(
        name=department["name"],
        within=department["path"].removesuffix(department["name"]).rstrip(" /"),
        n=n,
        named_text=words.DASH if named is None else words.told_share(share_in_row(whole, named)),
        outside_text=outside_text,
        interval_text=interval_text,
        openness=openness(row) if row else None,
        openness_text=openness_text(openness(row)) if row else words.DASH,
        ei_text=index_text(ei_of(row) if row else None),
    )


def openness_text(found: Openness) -> str:
    """Return whether most people of a department get help outside it."""
    return {
        Openness.OPEN: _("open"),
        Openness.CLOSED: _("closed"),
        Openness.UNDECIDED: _("cannot be said"),
    }[found]


def index_text(found: EiIndex | None) -> str:
    """Return an E-I index with one decimal, a dash where it is unknown."""
    if found is None:
        return words.DASH
    return {AT_MOST: "≤ ", AT_LEAST: "≥ "}.get(found.end or "", "") + words.difference(found.value)


def bridge_rows(level: Document) -> tuple[BridgeRow, ...]:
    """Return where help surely runs between departments, those one way only first."""
    found = sorted(bridges(level), key=lambda each: not each.is_one_way)
    return tuple(_bridge(level, each) for each in found)


def _bridge(level: Document, bridge: Bridge) -> BridgeRow:
    names = [department["name"] for department in level["departments"]]
    return BridgeRow(
        names[bridge.source],
        names[bridge.target],
        with_range(bridge.share),
        with_range(bridge.back) if bridge.back else words.DASH,
        bridge.is_one_way,
    )
