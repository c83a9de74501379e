"""What is claimed of the profile: which dimensions have reached their target, and how surely."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports.story import saying
from reports.story.claims.claim import Rule, Said
from reports.story.claims.grounds import Grounds, Standing


def _aimed(grounds: Grounds) -> list[Standing]:
    """Return the shown dimensions with a target."""
    return [each for each in grounds.shown if each.target]


def _without_targets(grounds: Grounds) -> Said | None:
    """Say where dimensions stand where no target is set."""
    if _aimed(grounds):
        return None
    ranks = [each.rank or 0 for each in grounds.shown]
    highest = grounds.material.framework.stages[max(ranks) - 1]
    reached = [each for each in grounds.shown if each.rank == highest.rank]
    unsure = grounds.unsure(reached)
    text = _("%(audience)s see %(stage)s in %(told)s; no target has been set")
    if grounds.material.with_target:
        text = _without_target_shown(len(ranks))
    return Said(
        text
        % {
            "audience": saying.seen_by(grounds.headline, is_unsure=bool(unsure)),
            "stage": saying.stage(grounds.material.framework, highest),
            "told": saying.of_dimensions(len(reached), len(ranks)),
        },
        [*grounds.stages(grounds.shown), grounds.in_edition("targets"), *unsure],
    )


def _without_target_shown(n: int) -> str:
    if n == 2:
        return _("%(audience)s see %(stage)s in %(told)s shown, neither of which has a target")
    return ngettext(
        "%(audience)s see %(stage)s in %(told)s shown, which has no target",
        "%(audience)s see %(stage)s in %(told)s shown, none of which has a target",
        n,
    )


def _all_reached(grounds: Grounds) -> Said | None:
    aimed = _aimed(grounds)
    if len(_reached(aimed)) < len(aimed):
        return None
    text = ngettext(
        "The one dimension with a target has reached it%(reserved)s",
        "%(all)s dimensions with a target have reached it%(reserved)s",
        len(aimed),
    )
    told = saying.sentence(saying.of_all(len(aimed), len(aimed)))
    return Said(
        text % {"all": told, "reserved": saying.reservations(_reached(aimed))},
        _reached_sources(grounds, aimed),
    )


def _some_reached(grounds: Grounds) -> Said | None:
    """Count what has reached its target, and name what is furthest from it if that is little."""
    aimed = _aimed(grounds)
    most = max(each.distance or 0 for each in aimed)
    far = [each for each in aimed if each.distance == most]
    if len(far) == len(aimed):
        return Said(_all_below(len(aimed), most), _reached_sources(grounds, aimed))
    reached = len(_reached(aimed))
    text = ngettext(
        "%(told)s has reached its target%(reserved)s; %(far)s",
        "%(told)s have reached their target%(reserved)s; %(far)s",
        max(reached, 1),
    )
    told = saying.sentence(saying.of_dimensions(reached, len(aimed)))
    values = {"told": told, "reserved": saying.reservations(_reached(aimed))}

    def say(names: str) -> str:
        below = ngettext(
            "%(names)s is %(stages)s below", "%(names)s are %(stages)s below", len(far)
        )
        return text % {**values, "far": below % {"names": names, "stages": saying.stages(most)}}

    return Said(saying.naming([each.name for each in far], say), _reached_sources(grounds, aimed))


def _all_below(n: int, most: int) -> str:
    text = ngettext(
        "The one dimension with a target is %(stages)s below it",
        "%(all)s dimensions with a target are %(stages)s below it",
        n,
    )
    told = saying.sentence(saying.of_all(n, n))
    return text % {"all": told, "stages": saying.stages(most)}


def _reached(aimed: list[Standing]) -> list[Standing]:
    return [each for each in aimed if (each.distance or 0) <= 0]


def _reached_sources(grounds: Grounds, aimed: list[Standing]) -> list[str]:
    reached = _reached(aimed)
    in_doubt = [each for each in reached if each.may_miss]
    return [
        *grounds.stages(aimed),
        *grounds.targets(aimed),
        *grounds.certainties(in_doubt),
        *grounds.completes([each for each in in_doubt if each.certainty is None]),
        *grounds.evidence(reached),
    ]


PROFILE = (
    Rule(
        "profile.no_targets",
        gettext_lazy("No dimension that is shown has a target."),
        _without_targets,
    ),
    Rule(
        "profile.all_reached",
        gettext_lazy("Every dimension with a target is at it or beyond."),
        _all_reached,
    ),
    Rule(
        "profile.some_reached",
        gettext_lazy("Some dimension is below its target; those furthest below are named if few."),
        _some_reached,
    ),
)
