"""What the consultant proposes to do first."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maturity.framework import Dimension, Stage
from maturity.plan import DIMENSION, STEP
from maturity.result import Document
from reports import words
from reports.story.conditions import following_stage, share_texts
from reports.story.evidence import achievements, confirmation_text
from reports.story.material import Material
from reports.story.plan import PlanRow, PlanStory, rows_about
from reports.story.profile import Profile
from reports.story.steps import RoadmapStory
from reports.story.subjects import names_of


@dataclass(frozen=True)
class Priority:
    """A dimension or step, where it stands, why it comes first, and what is planned for it.

    ``condition`` is what a dimension's next stage asks for, ``answered`` how far it is met by the
    answers, and ``found`` by the consultant's evidence; "" of a step, at the last stage and where
    it is not shown.
    """

    name: str
    standing: str
    text: str
    condition: str
    answered: str
    found: str
    planned: tuple[PlanRow, ...]

    @property
    def worth(self) -> tuple[tuple[str, str], ...]:
        """What the planned actions are to be worth, with to whom."""
        return tuple(each for action in self.planned for each in action.worth)


@dataclass(frozen=True)
class Priorities:
    """All priorities, the first first."""

    rows: tuple[Priority, ...]
    note: str


def priorities(
    material: Material,
    profile: Profile,
    roadmap: RoadmapStory | None,
    plan: PlanStory | None,
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
            condition=_condition(material, each["code"]),
            answered=_answered(material, each["code"]),
            found=_found(material, each["code"]),
            planned=rows_about(material, plan, each["code"]),
        )
        for each in chosen
        if each["code"] in names
    )
    if not rows:
        return None
    return Priorities(
        rows,
        _(
            "Chosen and worded by the consultant; the numbers come from the answers, and from what"
            " the consultant found where it says so."
        )
        if any(row.found for row in rows)
        else _("Chosen and worded by the consultant; the numbers come from the answers."),
    )


def _standings(profile: Profile, roadmap: RoadmapStory | None) -> dict[str, str]:
    """Return where each dimension and step stands, in a few words; not what may not be shown."""
    standings = {}
    for row in profile.rows:
        parts = [row.stage_name, row.distance_text] if row.is_shown else []
        standings[f"{DIMENSION}{row.code}"] = ", ".join(part for part in parts if part)
    for step in roadmap.track if roadmap and roadmap.is_assessed else ():
        standings[f"{STEP}{step.code}"] = step.status_text
    return standings


def _way_on(material: Material, code: str) -> tuple[Dimension, Stage] | None:
    """Return the dimension a priority is about and its next stage, where both are told."""
    for each in material.asked:
        if f"{DIMENSION}{each.code}" == code and material.cells[each.code]["shown"]:
            following = following_stage(material, each.code)
            return (each, following) if following else None
    return None


def _condition(material: Material, code: str) -> str:
    """Return what the next stage of a dimension asks for."""
    found = _way_on(material, code)
    if found is None:
        return ""
    dimension, following = found
    return _("%(stage)s: %(condition)s") % {
        "stage": following.name,
        "condition": dimension.conditions[following.rank - 1].text,
    }


def _answered(material: Material, code: str) -> str:
    """Say how many answers are at the next stage or above."""
    found = _way_on(material, code)
    if found is None:
        return ""
    dimension, following = found
    condition = (material.cells[dimension.code].get("conditions") or {}).get(following.code)
    if not condition or condition["share"] is None:
        return ""
    share = share_texts(condition, material.fewest(material.headline, dimension.code))[0]
    if share == words.DASH:
        return ""
    return _("%(share)s of the answers are there or above.") % {"share": share}


def _found(material: Material, code: str) -> str:
    """Say how much of what the next stage asks for was found, and what was found of this one."""
    way_on, said = _way_on(material, code), []
    if way_on is None:
        return ""
    dimension, following = way_on
    achieved = achievements(material, dimension).get(following.rank)
    if achieved is not None:
        values = {"percent": round(achieved * 100), "stage": words.quoted(following.name)}
        said.append(_("%(percent)s%% of what %(stage)s asks for is there") % values)
    reached = material.stage(material.cells[dimension.code].get("stage"))
    confirmation = confirmation_text(material, dimension, reached)
    if confirmation:
        said.append(_("the stage reached: %(found)s") % {"found": confirmation})
    return words.capitalised("; ".join(said)) + "." if said else ""
