"""Employees' experience beside customers', for the whole and department by department."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reports import words
from reports.story.constructs import ConstructRow, construct_rows
from reports.story.group_tables import Part
from reports.story.grouped import EXPERIENCE, GroupTable
from reports.story.material import Material


@dataclass(frozen=True)
class BesideStory:
    """What staff rate of their own experience, and customers of theirs.

    ``departments`` is what departments think customers experience, with what customers say in
    the first row; None where no department may be told apart, or customers are not shown.
    """

    sentence: str
    scales: str
    staff: tuple[ConstructRow, ...]
    customers: ConstructRow
    departments: GroupTable | None
    note: str


def customers_construct(material: Material) -> tuple[str, str] | None:
    """Return the audience and the construct of customers' experience as a whole."""
    accounts = material.framework.figures.accounts
    if accounts is None:
        return None
    items = material.framework.items
    found = [item.construct for item in items if item.code == accounts.experience]
    return (accounts.audience, found[0]) if found and found[0] else None


def beside(material: Material) -> BesideStory | None:
    """Tell both; None unless both are shown."""
    figures, customers = material.framework.figures, customers_construct(material)
    if customers is None:
        return None
    theirs = construct_rows(material, customers[0], customers[1:])
    ours = tuple(
        row
        for scales in (figures.alignment, figures.trust)
        if scales
        for row in construct_rows(material, scales.audience, scales.constructs)
    )
    if not theirs or theirs[0].mean is None or not any(row.mean is not None for row in ours):
        return None
    table = departments_beside(material)
    return BesideStory(
        sentence=_(
            "Where the experience of employees is not good, that of customers hardly can be"
            " (Meyer). So both stand here together."
        ),
        scales=_("%(staff)s: %(theirs)s. %(customers)s: %(own)s.")
        % {
            "staff": ours[0].audience,
            "theirs": ours[0].scale,
            "customers": theirs[0].audience,
            "own": theirs[0].scale,
        },
        staff=ours,
        customers=replace(theirs[0], name=_named(theirs[0])),
        departments=table,
        note=_(
            "Customers belong to no department, so what they say stands once, for the whole."
            " Departments say what they believe customers experience, on the same statements."
        )
        if table
        else "",
    )


def _named(row: ConstructRow) -> str:
    """Return a name that says whose experience it is."""
    values = {"audience": row.audience, "what": words.uncapitalised(row.name)}
    return _("%(audience)s: %(what)s") % values


def departments_beside(material: Material) -> GroupTable | None:
    """Return the departments' table of statements with customers' own answers above it."""
    scales, customers = material.framework.figures.alignment, customers_construct(material)
    if scales is None or customers is None:
        return None
    if not {scales.audience, customers[0]} <= material.shown.keys():
        return None
    if not material.shown[scales.audience].get("groups"):
        return None
    part = Part(material, scales.audience, EXPERIENCE)
    table = next(iter(part.departments()), None)
    if table is None or not table.rows:
        return None
    said = Part(material, customers[0], EXPERIENCE)
    first = said.whole(_("Customers themselves"), part.dimensions)
    return None if first.is_empty else replace(table, rows=(first, *table.rows))


def is_beside(material: Material, audience: str) -> bool:
    """Whether the departments of an audience are told beside customers."""
    scales, found = material.framework.figures.alignment, beside(material)
    return bool(scales and scales.audience == audience and found and found.departments)
