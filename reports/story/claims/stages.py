"""What is claimed of stages: the answer, the profile, and what the next stage waits for."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maturity.framework import Stage
from maturity.stages import waiting
from reports import words
from reports.story import saying
from reports.story.claims.claim import Rule, Said
from reports.story.claims.grounds import Grounds, Standing

# The answer


def _not_asked(grounds: Grounds) -> Said | None:
    if grounds.headline or grounds.material.asks_for_stages:
        return None
    return Said(_("No stage is given: the questions about it were not asked"), grounds.left_out())


def _nothing_shown(grounds: Grounds) -> Said | None:
    if grounds.headline:
        return None
    text = _("No stage can be given: the answers are %(not_shown)s")
    return Said(text % {"not_shown": words.not_shown()}, grounds.placing())


def _no_whole(grounds: Grounds) -> Said | None:
    """Say that no stage of the whole is given; some dimension is not shown."""
    if grounds.material.overall is not None:
        return None
    sources = [*grounds.are_shown(), grounds.of_headline("stage")]
    hidden = len(grounds.standings) - len(grounds.shown)
    if not hidden:
        return Said(_("No stage is given for the whole"), sources)
    text = ngettext(
        "No stage of the whole can be given: %(told)s is not shown",
        "No stage of the whole can be given: %(told)s are not shown",
        hidden,
    )
    told = saying.of_dimensions(hidden, len(grounds.standings))
    return Said(text % {"told": told}, sources)


def _whole(grounds: Grounds) -> Said | None:
    """Place the whole against its target, and say where it is provisional."""
    stage, target = grounds.material.overall, grounds.material.overall_target
    if stage is None:
        return None
    is_open = grounds.material.overall_probability.get("certainty") == "provisional"
    sources = [grounds.of_headline("stage")]
    if stage.rank > 1 and grounds.material.overall_probability:
        sources.append(grounds.of_headline("stage_probability", "certainty"))
    text = (
        _("%(audience)s place the organisation at %(stage)s, though provisionally%(target)s")
        if is_open and stage.rank > 1
        else _("%(audience)s place the organisation at %(stage)s%(target)s")
    )
    if target:
        sources += grounds.targets(grounds.standings)
    is_unsure = _is_whole_unsure(grounds, stage)
    if is_unsure:
        sources += grounds.completes(grounds.shown)
    return Said(
        text
        % {
            "audience": _few(grounds) if is_unsure else words.audience_title(grounds.headline),
            "stage": saying.stage(grounds.material.framework, stage),
            "target": _to_target(stage, target),
        },
        sources,
    )


def _is_whole_unsure(grounds: Grounds, stage: Stage) -> bool:
    """Whether too few answers tell how sure the stage of the whole is."""
    found, cells = grounds.material.overall_probability, grounds.material.cells.values()
    if stage.rank == 1 or any(cell.get("complete") for cell in cells):
        return False
    return "certainty" in found and found["certainty"] is None


def _to_target(stage: Stage, target: Stage | None) -> str:
    if target is None:
        return ""
    missing = target.rank - stage.rank
    if missing > 0:
        return _(", %(stages)s below its target") % {"stages": saying.stages(missing)}
    return _(", beyond its target") if missing else _(", its target")


ANSWER = (
    Rule(
        "answer.not_asked",
        gettext_lazy("Whoever would place the organisation was not asked about its stages."),
        _not_asked,
    ),
    Rule(
        "answer.nothing_shown",
        gettext_lazy("No audience that places the organisation is shown."),
        _nothing_shown,
    ),
    Rule("answer.no_whole", gettext_lazy("The whole has no stage."), _no_whole),
    Rule("answer.whole", gettext_lazy("The whole has a stage."), _whole),
)

# The profile


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
            "audience": _few(grounds) if unsure else words.audience_title(grounds.headline),
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


def _few(grounds: Grounds) -> str:
    """Return who sees a stage, where they are too few for it to be sure."""
    values = {"audience": words.audience_title(grounds.headline)}
    return _("%(audience)s, too few to be sure,") % values


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
        text % {"all": told, "reserved": _reservations(aimed)},
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
    values = {"told": told, "reserved": _reservations(aimed)}

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


def _in_doubt(reached: list[Standing]) -> list[Standing]:
    """Return those that may have missed their target; the first stage is reached by all."""
    return [each for each in reached if (each.target or 1) > 1]


def _reservations(aimed: list[Standing]) -> str:
    reached = _reached(aimed)
    in_doubt = _in_doubt(reached)
    return saying.reservations(
        len(reached),
        provisional=sum(each.is_provisional for each in in_doubt),
        unsure=sum(each.is_unsure for each in in_doubt),
        refuted=sum(each.is_refuted for each in reached),
    )


def _reached_sources(grounds: Grounds, aimed: list[Standing]) -> list[str]:
    reached = _reached(aimed)
    in_doubt = _in_doubt(reached)
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

# The next stage


def _following(grounds: Grounds) -> Stage | None:
    overall, stages = grounds.material.overall, grounds.material.framework.stages
    return stages[overall.rank] if overall and overall.rank < len(stages) else None


def _last_stage(grounds: Grounds) -> Said | None:
    overall = grounds.material.overall
    if overall is None or _following(grounds) is not None:
        return None
    text = _("No stage lies above %(stage)s, where %(audience)s place the organisation")
    values = {
        "stage": saying.stage(grounds.material.framework, overall),
        "audience": words.audience(grounds.headline),
    }
    return Said(text % values, [grounds.of_headline("stage")])


def _waiting(grounds: Grounds, rank: int) -> list[Standing]:
    """Return the dimensions that hold a stage of the whole back."""
    ranks = {each.code: each.rank for each in grounds.shown if each.rank}
    core = {each.code for each in grounds.shown if each.is_core}
    found = waiting(ranks, core, rank)
    return [each for each in grounds.shown if each.code in found]


def _held_back(grounds: Grounds) -> Said | None:
    """Count who has the next stage, and name what holds it back if that is little."""
    following = _following(grounds)
    if following is None:
        return None
    reached = sum((each.rank or 0) >= following.rank for each in grounds.shown)
    found = _waiting(grounds, following.rank)
    values = {
        "audience": words.audience_title(grounds.headline),
        "stage": saying.stage(grounds.material.framework, following),
        "told": saying.of_dimensions(reached, len(grounds.shown)),
    }
    sources = [grounds.of_headline("stage"), *grounds.stages(grounds.shown)]
    if not 0 < len(found) <= saying.MOST_NAMED:
        return Said(_("%(audience)s see %(stage)s, the next stage, in %(told)s") % values, sources)
    text = ngettext(
        "%(audience)s see %(stage)s in %(told)s; %(names)s holds the next stage back",
        "%(audience)s see %(stage)s in %(told)s; %(names)s hold the next stage back",
        len(found),
    )
    names = [each.name for each in found]
    return Said(saying.naming(names, lambda told: text % {**values, "names": told}), sources)


def _each_its_own(grounds: Grounds) -> Said | None:
    """Say what comes next for each dimension, where the whole has no stage."""
    stages, n = grounds.material.framework.stages, len(grounds.shown)
    waiting_for = {
        saying.stage(grounds.material.framework, stage): found
        for stage in stages[1:]
        if (found := [each for each in grounds.shown if each.rank == stage.rank - 1])
    }
    sources = grounds.stages(grounds.shown)
    if not waiting_for:
        return Said(_("No stage lies above any dimension shown"), sources)
    named = {
        stage: saying.quoted([each.name for each in found]) for stage, found in waiting_for.items()
    }
    text = saying.sentence(_nexts(named))
    if n <= saying.MOST_NAMED and len(text) <= saying.LONGEST:
        return Said(text, sources)
    counted = {stage: saying.number(len(found)) for stage, found in waiting_for.items()}
    text = _("Of %(dimensions)s shown, %(nexts)s")
    values = {"dimensions": saying.dimensions(n), "nexts": _nexts(counted)}
    return Said(text % values, sources)


def _nexts(who: Mapping[str, str]) -> str:
    """Return for whom each stage comes next."""
    (first, most), *others = who.items()
    told = [_("%(stage)s is next for %(who)s") % {"stage": first, "who": most}]
    told += [_("%(stage)s for %(who)s") % {"stage": stage, "who": each} for stage, each in others]
    return words.joined(told)


NEXT_STAGE = (
    Rule("next_stage.last", gettext_lazy("The whole is at the last stage."), _last_stage),
    Rule(
        "next_stage.held_back",
        gettext_lazy("The whole has a next stage; what holds it back is named if it is little."),
        _held_back,
    ),
    Rule("next_stage.each", gettext_lazy("The whole has no stage."), _each_its_own),
)
