"""The rules by which scores, stages, agreement, gaps and steps of a result were computed."""

from django.utils.translation import gettext as _

from maturity.agreement import AGREEMENT_NEEDED, CAMP
from maturity.anova import ICC2_NEEDED
from maturity.disclosure import SMALLEST_GROUP_FOR_SPREADS
from maturity.gaps import SIGNIFICANCE, SMALLEST_DF, SMALLEST_GAP, SMALLEST_N
from maturity.roadmap import RATED_NEEDED, SURVEY
from maturity.stages import (
    EVIDENCE_NEEDED,
    FIRST_STAGE_WITH_EVIDENCE,
    SHARE_NEEDED,
    WEAKEST_ITEM_NEEDED,
)
from reports import words
from reports.story.evidence import evidence as tell_evidence
from reports.story.gaps import gap_rows, has_chance
from reports.story.material import PARTS, Material


def scores(material: Material) -> list[str]:
    """Say what a score is."""
    last = len(material.framework.stages)
    lines = [
        _(
            "Each question about a dimension offers %(last)s descriptions of daily work, one a"
            " stage, and people choose the one that fits best. The score is the average of the"
            " questions’ averages, from 1 (the first stage) to %(last)s (the last), with one"
            " decimal. It is never turned into a percentage of maturity."
        )
        % {"last": last},
        _(
            "“Don’t know” counts neither for nor against; how often it was chosen stands in the"
            " tables at the end. Someone who answered fewer than half of a dimension’s questions,"
            " or only one of several, is not counted in it."
        ),
        _(
            "Those who were asked in different roles are set side by side and never averaged"
            " together."
        ),
    ]
    if any(audience.get("constructs") for audience in material.shown.values()):
        lines.append(
            _(
                "What several further questions measure together is scored in the same way, on the"
                " scale of their own answers; no stage is taken from it."
            )
        )
    return lines


def stages(material: Material) -> list[str]:
    """Say when a stage is reached."""
    values = {
        "share": round(SHARE_NEEDED * 100),
        "weakest": round(WEAKEST_ITEM_NEEDED * 100),
    }
    lines = [
        _(
            "A dimension has reached a stage if at least %(share)s%% of the answers, averaged over"
            " its questions, are at that stage or above, if no single question falls below"
            " %(weakest)s%%, and if every earlier stage is reached too. An average is never rounded"
            " to a stage: strength in one place cannot make up for what is missing in another."
        )
        % values,
        _("The organisation’s stage is the highest that all of its dimensions have reached."),
        _(
            "This rule and its thresholds are ours, made in the manner of ISO/IEC 33020. They"
            " come neither from the sources named below nor from a comparison of organisations."
        ),
    ]
    if not all(each.is_core for each in material.framework.dimensions):
        lines[1] += " " + _("One dimension outside the core may be a single stage behind.")
    if material.with_target:
        lines.append(
            _(
                "Targets are set by management with the consultant. The overall target is what the"
                " targets of all dimensions amount to by the same rule."
            )
        )
    return lines


def evidence(material: Material) -> list[str]:
    """Say what evidence confirms; nothing where none was assessed."""
    told = tell_evidence(material)
    if told is None or not told.rows:
        return []
    scale = material.framework.evidence_items[0].scale
    return [
        _(
            "The consultant looked for what each stage asks for and marked every statement, from"
            " “%(low)s” to “%(high)s”. A stage’s evidence is the average of its statements; at"
            " least %(rated)s%% of them must be rated. From stage %(first)s on, evidence confirms"
            " the stage people see if more than %(needed)s%% is there of that stage and of each"
            " before it, down to stage %(first)s. It never changes the stage itself. All this is"
            " our rule, in the manner of ISO/IEC 33020. “Confirmed” alone is about how sure the"
            " answers are, and has nothing to do with evidence."
        )
        % {
            "low": scale.labels[0],
            "high": scale.labels[-1],
            "rated": round(RATED_NEEDED * 100),
            "first": FIRST_STAGE_WITH_EVIDENCE,
            "needed": round(EVIDENCE_NEEDED * 100),
        }
    ]


def agreement(material: Material) -> list[str]:
    """Say what a shared view is, and what the coefficients are; nothing if unused."""
    cells = [cell for found in material.scored.values() for cell in found if cell.get("view")]
    if not cells:
        return []
    lines = [_views()]
    if _has_single_questions(material):
        lines.append(
            _(
                "Where one question stands alone, rwg(j) is that of the question and cannot grow"
                " with their number: a view from a single question is judged more strictly than one"
                " from three."
            )
        )
    if any(cell["agreement"] for cell in cells):
        lines.append(_("AD is the mean distance of answers from their mean (Burke & Dunlap 2002)."))
    if any(cell["reliability"] for cell in cells):
        lines.append(
            _(
                "Alpha (Cronbach 1951) and omega (McDonald’s, of one common factor) say how far the"
                " questions of a scale measure the same; alpha rests on those who answered all of"
                " them. Of alpha, 0.70 is asked (Nunnally 1978); below it, read the score question"
                " by question."
            )
        )
    if any(cell["departments"] for cell in cells):
        lines.append(
            _(
                "ICC(1) is the share of differences that lies between departments, ICC(2) how"
                " reliably their averages could be told apart (one-way analysis of variance); of"
                " ICC(2), %(needed)s is asked (LeBreton & Senter 2008)."
            )
            % {"needed": words.decimals(ICC2_NEEDED)}
        )
    return lines


def _views() -> str:
    return _(
        "A view is called shared if rwg(j) is at least %(needed)s, whether chance is taken to"
        " spread answers evenly or slightly towards the top (James, Demaree & Wolf 1984; the"
        " threshold is that of LeBreton & Senter 2008), and if not both ends of the scale have"
        " %(camp)s%% of the answers each. Where both have, it is called divided: there are two"
        " camps; below %(spreads)s answers this is not told. Otherwise it is said that views"
        " differ. All this is judged before rounding. Which of the three words is used is our"
        " rule. That people do not agree is a finding, not an error."
    ) % {
        "needed": words.decimals(AGREEMENT_NEEDED),
        "camp": round(CAMP * 100),
        "spreads": SMALLEST_GROUP_FOR_SPREADS,
    }


def _has_single_questions(material: Material) -> bool:
    """Whether any view that is told rests on one question alone."""
    asked = [
        (code, item.kind, item.dimension or item.construct or item.step)
        for code in material.shown
        for item in material.framework.questionnaire(code).items
        if material.was_asked(code, item) and item.kind in PARTS
    ]
    return any(
        asked.count((code, kind, about)) == 1
        and material.shown[code][PARTS[kind]][about].get("view", "too_few") != "too_few"
        for code, kind, about in asked
    )


def gaps(material: Material) -> list[str]:
    """Say when two audiences are said to differ; nothing in results that compare none."""
    found = material.result.get("gaps", [])
    if not found:
        return []
    lines = [
        _(
            "The audiences are compared two by two on statements asked alike of both; that the"
            " words mean the same to both is assumed. Shown is the difference of the rounded"
            " scores."
        ),
        _clear_gaps() if has_chance(gap_rows(material)) else _exact_gaps(),
    ]
    if any(gap.get("delta") is not None for gap in found):
        lines.append(
            _(
                "The size of a difference is Cliff’s delta (Cliff 1993): the chance that someone of"
                " the one side gave a higher answer than someone of the other, less the chance of a"
                " lower one; the words for its size are those of Romano et al. (2006)."
            )
        )
    return lines


def _clear_gaps() -> str:
    return _(
        "A difference is called clear if, before rounding, it is at least %(gap)s points and its"
        " p-value is below %(level)s (Welch 1947), adjusted for all comparisons of this report"
        " together (Holm 1979). Where one side has fewer than %(n)s answers, or a few accounts"
        " decide so much of it that fewer than %(df)s degrees of freedom are left, nothing is"
        " claimed. These limits are our rule."
    ) % {
        "gap": words.score(SMALLEST_GAP),
        "level": words.decimals(SIGNIFICANCE),
        "n": SMALLEST_N,
        "df": SMALLEST_DF,
    }


def _exact_gaps() -> str:
    return _(
        "A difference is called clear if, before rounding, it is at least %(gap)s points; where one"
        " side has fewer than %(n)s answers, nothing is claimed (our rule)."
    ) % {"gap": words.score(SMALLEST_GAP), "n": SMALLEST_N}


def roadmap(material: Material) -> list[str]:
    """Explain how a step is judged, if one was, and how it was asked about."""
    assessed = _assessed(material) if material.result["roadmap"]["assessed"] else []
    return [*assessed, *_asked(material)]


def _asked(material: Material) -> list[str]:
    if not any(audience.get("steps") for audience in material.shown.values()):
        return []
    cuts = {
        "fully": round(SURVEY.fully * 100),
        "largely": round(SURVEY.largely * 100),
        "partly": round(SURVEY.partly * 100),
    }
    return [
        _(
            "Whoever answered a questionnaire was asked one question a step. Seen that way, a step"
            " is fully in place above %(fully)s%% of the way from the lowest to the highest answer,"
            " largely above %(largely)s%%, partly above %(partly)s%%: lower limits than for"
            " evidence, because opinions seldom reach the top (our rule). What people see does not"
            " change what the consultant found."
        )
        % cuts
    ]


def _assessed(material: Material) -> list[str]:
    scale = material.framework.roadmap_items[0].scale
    lines = [
        _(
            "The consultant rates how far each foundation of each step is in place, from “%(low)s”"
            " to “%(high)s”, by evidence, not by opinion. A step is fully in place if the ratings"
            " average more than 85%% of the way and none is at 50%% or less; largely, if they"
            " average more than 50%% and none is at 15%% or less; partly, if they average more than"
            " 15%%. It counts as assessed once %(needed)s of its %(all)s foundations are rated. The"
            " classes are those of ISO/IEC 33020; how ratings are put together, and how many are"
            " needed, is our rule."
        )
        % {
            "low": scale.labels[0],
            "high": scale.labels[-1],
            "needed": -(
                -RATED_NEEDED.numerator
                * len(material.framework.foundations)
                // RATED_NEEDED.denominator
            ),
            "all": len(material.framework.foundations),
        },
        _(
            "A step has been reached if it is largely or fully in place and every step before it"
            " fully. The next step is the first that is not fully in place, but never one beyond"
            " management’s target."
        ),
    ]
    if material.framework.roadmap_basis:
        lines.append(material.framework.roadmap_basis)
    return lines
