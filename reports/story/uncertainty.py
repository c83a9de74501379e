"""How sure scores and stages are, who was weighted, who was left out, and who kept silent."""

from collections import Counter

from django.utils.translation import gettext as _

from maturity.probability import CONFIRMED, DRAWS, LARGE_SAMPLE, SMALLEST_PUBLISHED
from maturity.quality import FEWEST_ITEMS, SECONDS_AN_ITEM
from maturity.result import Document
from maturity.scoring import CLUSTERED, CLUSTERS_NEEDED, SIMPLE, STRATIFIED
from maturity.weighting import EVEN_RESPONSE, LARGEST_DESIGN_EFFECT
from reports import words
from reports.story.material import Material


def intervals(material: Material) -> list[str]:
    """Say how the intervals of this result were computed."""
    cells = [cell for found in material.scored.values() for cell in found]
    uncertain = [cell for cell in cells if not cell.get("complete")]
    census = material.result.get("rules", {}).get("is_census", False)
    lines = _intervals(material, uncertain) if uncertain or not cells else []
    if census and uncertain:
        lines.append(
            _(
                "It was laid down before the first answer that the scores describe only the people"
                " who were asked; where their number is known, intervals are therefore narrower,"
                " and stages more certain, the more of them answered (finite population"
                " correction)."
            )
        )
    if len(uncertain) < len(cells):
        lines.append(
            _(
                "Where everybody asked has answered, and it was laid down before the first answer"
                " that nobody else is described, a score is exact and has no interval."
            )
        )
    return lines


def _intervals(material: Material, cells: list[Document]) -> list[str]:
    """Explain the intervals of these scores."""
    lines = [
        _(
            "The range beside a score is its 95%% interval: a range drawn up in this way holds the"
            " true score in about 95 of 100 cases. Fewer answers make it wider. It cannot show"
            " whether those who did not answer think otherwise."
        )
        % {}
    ]
    lines += [
        text for design, text in _designs().items() if any(c.get("design") == design for c in cells)
    ]
    if _is_without_accounts(material):
        lines.append(
            _(
                "The answers of customers carry no account, so they are counted as independent of"
                " each other. Where several contacts of one account answered, the intervals of"
                " customers are too narrow, and those of comparisons with them."
            )
        )
    if any("design" in cell for cell in cells):
        lines.append(
            _(
                "Where all answers to a scale are alike, half an answer is added to every possible"
                " one (Jeffreys), because the agreement of a few people is not certainty."
            )
        )
    if any(cell.get("indicative") for cell in cells):
        lines.append(
            _(
                "Intervals from fewer than %(n)s accounts, or largely from a few, are marked as"
                " indicative (our rule)."
            )
            % {"n": CLUSTERS_NEEDED}
        )
    return lines


def _is_without_accounts(material: Material) -> bool:
    """Whether customers of a wave are shown: their ballots carry no account."""
    return not material.is_from_file and any(
        cell.get("design") == SIMPLE for cell in material.scored.get("customers", [])
    )


def _designs() -> dict[str, str]:
    return {
        SIMPLE: _(
            "For a simple sample: Student’s t around the mean of item means, with each person’s"
            " part in it linearised (Wolter 2007)."
        ),
        STRATIFIED: _(
            "Where departments are weighted, they are strata: each has a variance of its own, and"
            " the degrees of freedom are those of Satterthwaite (1946)."
        ),
        CLUSTERED: _(
            "Customers of one account resemble each other, so accounts are counted, not answers"
            " (cluster-robust variance after Bell & McCaffrey 2002). An answer without a known"
            " account counts as one of its own, which makes the interval a little too narrow."
        ),
    }


def stages(material: Material) -> list[str]:
    """Say what the probabilities of stages are; nothing where none are given."""
    if not any(
        cell.get("probability")
        for audience in material.shown.values()
        for cell in audience["dimensions"].values()
    ):
        return []
    return [
        _(
            "A stage rests on shares of answers. %(draws)s times, shares were drawn that are"
            " plausible by what was answered, and the rule of the stages was applied to each draw:"
            " from %(large)s people (or accounts) on, from a normal distribution; below, by a"
            " Bayesian bootstrap (Rubin 1981), smoothed by half a person in every stage. Computing"
            " again gives the same numbers."
        )
        % {"draws": words.count(DRAWS), "large": LARGE_SAMPLE},
        _(
            "Probabilities are rounded to 5%% and not given below %(few)s answers or accounts. A"
            " stage is called confirmed if the probability of it or a higher one is at least"
            " %(sure)s%%, else provisional. These limits are our rule."
        )
        % {"few": SMALLEST_PUBLISHED, "sure": round(CONFIRMED * 100)},
    ]


def people(material: Material) -> list[str]:
    """Say for every audience whether it was weighted, and who was left out."""
    shown = {code: audience for code, audience in material.shown.items() if "excluded" in audience}
    if not shown:
        return []
    weighted = [
        _weighting(code, audience["weighting"])
        for code, audience in shown.items()
        if audience["weighting"]
    ]
    if not weighted:
        weighted = [_("No weights were planned, so every answer counts alike.")]
    elif any((audience["weighting"] or {}).get("applied") for audience in shown.values()):
        weighted += _weighted()
    return [*weighted, *_excluded(material, shown), *_silent(material)]


def _weighted() -> list[str]:
    """Say what weights do, and to what."""
    return [
        _(
            "Weights repair that some departments answered less than others; they cannot repair"
            " that the dissatisfied may stay away."
        ),
        _(
            "Where weights apply, they go into scores, stages and their probabilities, comparisons,"
            " and the shares of answers where one could be chosen. Questions of which several"
            " answers could be chosen, “don’t know”, agreement (rwg(j), AD), alpha, omega and ICC"
            " are unweighted."
        ),
    ]


def _weighting(code: str, decided: Document) -> str:
    """Say what was decided about one audience's weights, and why."""
    reasons = {
        "applied": _(
            "%(audience)s: weighted by department, so that each counts by how many were asked in it"
            " (post-stratification)."
        ),
        "unknown_population": _(
            "%(audience)s: not weighted, because it is not known how many were asked in each"
            " department."
        ),
        "census": _(
            "%(audience)s: not weighted, because they are no sample but stand for themselves."
        ),
        "one_department": _(
            "%(audience)s: not weighted, because there are no two departments with enough answers."
        ),
        "even_response": _(
            "%(audience)s: not weighted, because departments answered evenly: no response rate is"
            " %(even)s times another (our rule)."
        ),
        "too_unequal": _(
            "%(audience)s: not weighted, because the weights would have to be so unequal that they"
            " would cost too much precision: a design effect above %(most)s (our rule)."
        ),
    }
    text = reasons[decided["reason"]] % {
        "audience": words.audience_title(code),
        "even": words.decimals(float(EVEN_RESPONSE)),
        "most": words.score(LARGEST_DESIGN_EFFECT),
    }
    if decided["effective_n"] is None:
        return text
    return _("%(text)s It is about as precise as %(n)s answers of equal weight (Kish 1965).") % {
        "text": text,
        "n": words.count(decided["effective_n"]),
    }


def _excluded(material: Material, shown: dict[str, Document]) -> list[str]:
    """State the rule where it could apply, and how many it struck."""
    if material.is_from_file:
        return [_("How fast people answered is not known, so nobody was left out as careless.")]
    screened = [
        code for code in shown if shown[code]["excluded"] or _has_long_scale(material, code)
    ]
    lines = [_rule()] if screened else []
    if short := [words.audience(code) for code in shown if code not in screened]:
        lines.append(
            _(
                "The questionnaire of %(audiences)s is too short to tell careless answers: no scale"
                " is used by %(items)s questions. Nobody of them could be left out."
            )
            % {"audiences": words.joined(short), "items": FEWEST_ITEMS}
        )
    left_out = [
        f"{words.few(shown[code]['excluded'])} ({words.audience(code)})"
        for code in screened
        if shown[code]["excluded"]
    ]
    if left_out:
        lines.append(_("Left out: %(people)s.") % {"people": words.joined(left_out)})
    elif screened:
        lines.append(_("Nobody shown here was left out."))
    return lines


def _rule() -> str:
    return _(
        "Answers are left out as careless only if they were given in under %(seconds)s seconds a"
        " question (Huang et al. 2012) and if, on a scale that at least %(items)s questions use,"
        " %(items)s or more of them were all alike, or alike in a row over more than half of its"
        " questions (Curran 2016). Asking for both is our rule."
    ) % {"seconds": round(SECONDS_AN_ITEM), "items": FEWEST_ITEMS}


def _has_long_scale(material: Material, code: str) -> bool:
    """Whether enough questions of one audience use the same scale to look for patterns."""
    used = Counter(
        item.scale.code
        for item in material.framework.questionnaire(code).items
        if not item.several and material.was_asked(code, item)
    )
    return max(used.values(), default=0) >= FEWEST_ITEMS


def _silent(material: Material) -> list[str]:
    """Explain the bounds, if there are any."""
    if not any(cell.get("bounds") for found in material.scored.values() for cell in found):
        return []
    return [
        _(
            "“If the silent …” in the tables of numbers is about where a score would lie if all who"
            " did not answer had chosen the lowest, or the highest, answer. It is worked out from"
            " the rounded score and the rounded response rate."
        )
    ]
