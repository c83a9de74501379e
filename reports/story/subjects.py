"""What a priority or an action can be about: a dimension or a step."""

from django.utils.translation import gettext as _

from maturity.framework import Framework
from maturity.plan import DIMENSION, STEP
from maturity.result import Document


def names_of(framework: Framework) -> dict[str, str]:
    """Return the name of everything that can be a priority, by code."""
    dimensions = {f"{DIMENSION}{each.code}": each.name for each in framework.dimensions}
    steps = {
        f"{STEP}{each.code}": _("Step %(rank)s: %(name)s") % {"rank": each.rank, "name": each.name}
        for each in framework.steps
    }
    return dimensions | steps


def is_about(action: Document, code: str) -> bool:
    """Whether an action serves a priority, or is to change the same dimension or step."""
    aim = action.get("aim") or {}
    aims = {f"{DIMENSION}{aim.get('dimension')}", f"{STEP}{aim.get('step')}"}
    return action.get("priority") == code or code in aims
