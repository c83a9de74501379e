"""What leadership is asked to agree on: the first priority, seen beside the plan and the gaps."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.plan import DIMENSION, is_open
from reports.story import saying
from reports.story.claims.claim import Said
from reports.story.claims.forward import actions_of
from reports.story.claims.grounds import Grounds, Standing
from reports.story.subjects import is_about


def agreeing(grounds: Grounds, code: str, name: str, place: str) -> Said:
    """Ask to agree on the first priority, and who answers for it if nobody does yet.

    ``code`` and ``name`` are the priority's, ``place`` is where it stands. That gaps of other
    dimensions count more is said too.
    """
    own = next((each for each in grounds.shown if f"{DIMENSION}{each.code}" == code), None)
    larger = _larger(grounds, own) if own else []
    text = (
        _("Agree that %(name)s comes first, as the consultant proposes%(though)s.")
        if _is_answered_for(grounds, code)
        else _(
            "Agree that %(name)s comes first, as the consultant proposes%(though)s, and who answers"
            " for it."
        )
    )
    sources = [place, *_plan(grounds)]
    if own and larger:
        sources += _sources(grounds, own, larger)
    return Said(text % {"name": name, "though": _though(larger)}, sources)


def _is_answered_for(grounds: Grounds, code: str) -> bool:
    """Whether an action for it is still to be done and has an owner."""
    return any(
        is_open(each) and each["owner"] and is_about(each, code) for each in actions_of(grounds)
    )


def _plan(grounds: Grounds) -> list[str]:
    return [grounds.in_edition("actions")] if "actions" in grounds.material.edition else []


def _counts(grounds: Grounds, standing: Standing) -> int:
    """Return how much the gap of a dimension counts: its distance as often as it weighs."""
    return max(standing.distance or 0, 0) * grounds.material.weight(standing.code)


def _larger(grounds: Grounds, own: Standing) -> list[Standing]:
    """Return the dimensions whose gap counts more than that of one that has a target."""
    if own.distance is None:
        return []
    return [each for each in grounds.shown if _counts(grounds, each) > _counts(grounds, own)]


def _sources(grounds: Grounds, own: Standing, larger: list[Standing]) -> list[str]:
    """Return where it stands that gaps count more; weights change nothing where there is no gap."""
    compared = [own, *larger]
    has_weights = "weights" in grounds.material.edition and _counts(grounds, own)
    weights = [grounds.in_edition("weights")] if has_weights else []
    return [*grounds.stages(compared), *grounds.targets(compared), *weights]


def _though(larger: list[Standing]) -> str:
    if not larger:
        return ""
    if len(larger) > saying.MOST_NAMED:
        told = _(", though %(n)s other gaps count more")
        return told % {"n": saying.number(len(larger))}
    return ngettext(
        ", though the gap of %(names)s counts more",
        ", though the gaps of %(names)s count more",
        len(larger),
    ) % {"names": saying.quoted([each.name for each in larger])}
