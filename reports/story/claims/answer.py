"""What is claimed of the answer: the stage of the whole, and its target."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maturity.framework import Stage
from reports import words
from reports.story import saying
from reports.story.claims.claim import Rule, Said
from reports.story.claims.grounds import Grounds


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
            "audience": saying.seen_by(grounds.headline, is_unsure=is_unsure),
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
