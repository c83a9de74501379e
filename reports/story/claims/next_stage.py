"""What is claimed of the next stage: who has reached it, and what holds it back."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maturity.framework import Stage
from maturity.stages import waiting
from reports import words
from reports.story import saying
from reports.story.claims.claim import Rule, Said
from reports.story.claims.grounds import Grounds, Standing


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
