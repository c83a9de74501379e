"""What staff bring to customers: alignment, ambassadorship and trust, in words.

``alignment`` tells the four requirements and leaders' time, ``ambassadors`` the commitments and
who is what, ``beside`` employees' experience beside customers'.
"""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reports import words
from reports.story.constructs import ConstructRow, construct_rows
from reports.story.iceberg.levels import INDICATIVE
from reports.story.material import Material
from reports.story.staff.alignment import AlignmentStory, alignment
from reports.story.staff.ambassadors import AmbassadorStory, ambassadors
from reports.story.staff.beside import BesideStory, beside, customers_construct
from reports.story.staff.time import TimeRule, TimeStory, time_with_customers

__all__ = [
    "AlignmentStory",
    "AmbassadorStory",
    "BesideStory",
    "StaffStory",
    "TimeRule",
    "TimeStory",
    "TrustStory",
    "constructs_told",
    "questions_told",
    "staff",
]


@dataclass(frozen=True)
class TrustStory:
    """Trust and fairness, and whether staff see them alike."""

    sentence: str
    rows: tuple[ConstructRow, ...]


@dataclass(frozen=True)
class StaffStory:
    """What staff and leaders tell of themselves; parts are None where they were not asked."""

    alignment: AlignmentStory | None
    time: TimeStory | None
    ambassadors: AmbassadorStory | None
    trust: TrustStory | None
    beside: BesideStory | None
    notes: tuple[str, ...]


def staff(material: Material) -> StaffStory | None:
    """Tell the whole; None where nothing of it was asked, or is shown."""
    found = StaffStory(
        alignment=alignment(material),
        time=time_with_customers(material),
        ambassadors=ambassadors(material),
        trust=_trust(material),
        beside=beside(material),
        notes=(),
    )
    if not any((found.alignment, found.time, found.ambassadors, found.trust)):
        return None
    return replace(found, notes=tuple(_notes(found)))


def constructs_told(material: Material, audience: str) -> set[str]:
    """Return the constructs of an audience that are told here, and therefore nowhere else."""
    figures, told = material.framework.figures, set[str]()
    if figures.alignment and figures.alignment.audience == audience and alignment(material):
        told |= set(figures.alignment.constructs)
    if figures.trust and figures.trust.audience == audience and _trust(material):
        told |= set(figures.trust.constructs)
    if figures.ambassadors and figures.ambassadors.audience == audience and ambassadors(material):
        told |= set(figures.ambassadors.constructs)
    customers = customers_construct(material)
    if customers and customers[0] == audience and beside(material):
        told.add(customers[1])
    return told


def questions_told(material: Material, audience: str) -> set[str]:
    """Return the codes of an audience's questions of which every answer is told here."""
    items, found = material.framework.figures.time, time_with_customers(material)
    if items is None or items.audience != audience or found is None:
        return set()
    return {rule.code for rule in found.rules}


def _trust(material: Material) -> TrustStory | None:
    """Tell trust and fairness, and of each whether the view is shared or divided."""
    scales = material.framework.figures.trust
    rows = construct_rows(material, scales.audience, scales.constructs) if scales else ()
    if not any(row.mean is not None for row in rows):
        return None
    said = [
        _("%(name)s stands at %(score)s of %(points)s (%(view)s).")
        % {
            "name": row.name,
            "score": row.mean_text,
            "points": row.points,
            "view": words.uncapitalised(row.view_text),
        }
        for row in rows
        if row.mean is not None
    ]
    return TrustStory(" ".join(said), rows)


def _notes(found: StaffStory) -> list[str]:
    """Say how to read what stands there; mention only what occurs."""
    tables = [part.rows for part in (found.alignment, found.trust) if part]
    tables += [found.ambassadors.rows] if found.ambassadors else []
    notes = []
    shares = [rule.kept_text for rule in found.time.rules] if found.time else []
    if found.ambassadors:
        shares += [row.share_text for row in (*found.ambassadors.kinds, *found.ambassadors.stays)]
    if any(text.startswith(INDICATIVE) for text in shares):
        notes.append(_("A tilde (~) marks shares of fewer than 30 answers: they only point a way."))
    dashes = [row.mean_text for rows in tables for row in rows] + shares
    departments = found.beside.departments if found.beside else None
    if words.DASH in dashes or (departments and departments.has_dash):
        notes.append(words.dash_means())
    return notes
