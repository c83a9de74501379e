"""What the consultant proposes to do first."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.framework import Framework
from maturity.plan import DIMENSION, STEP
from maturity.result import Document
from reports.story.material import Material
from reports.story.profile import Profile
from reports.story.steps import RoadmapStory


@dataclass(frozen=True)
class Priority:
    """A dimension or step, where it stands, and why it comes first."""

    name: str
    standing: str
    text: str


@dataclass(frozen=True)
class Priorities:
    """All priorities, the first first."""

    rows: tuple[Priority, ...]
    note: str


def priorities(
    material: Material, profile: Profile, roadmap: RoadmapStory | None
) -> Priorities | None:
    """Tell them; None where the consultant has set none."""
    chosen: list[Document] = material.edition.get("priorities", [])
    names = names_of(material.framework)
    standings = _standings(profile, roadmap)
    rows = tuple(
        Priority(
            name=names[each["code"]],
            standing=standings.get(each["code"], ""),
            text=each["text"],
        )
        for each in chosen
        if each["code"] in names
    )
    if not rows:
        return None
    return Priorities(
        rows, _("Chosen and worded by the consultant; the numbers come from the answers.")
    )


def names_of(framework: Framework) -> dict[str, str]:
    """Return the name of everything that can be a priority, by code."""
    dimensions = {f"{DIMENSION}{each.code}": each.name for each in framework.dimensions}
    steps = {
        f"{STEP}{each.code}": _("Step %(rank)s: %(name)s") % {"rank": each.rank, "name": each.name}
        for each in framework.steps
    }
    return dimensions | steps


def _standings(profile: Profile, roadmap: RoadmapStory | None) -> dict[str, str]:
    """Return where each dimension and step stands, in a few words; not what may not be shown."""
    standings = {}
    for row in profile.rows:
        parts = [row.stage_name, row.distance_text] if row.is_shown else []
        standings[f"{DIMENSION}{row.code}"] = ", ".join(part for part in parts if part)
    for step in roadmap.track if roadmap and roadmap.is_assessed else ():
        standings[f"{STEP}{step.code}"] = step.status_text
    return standings
