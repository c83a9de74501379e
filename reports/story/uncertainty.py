"""How sure scores and stages are, who was weighted, who was left out, and who kept silent."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.probability import CONFIRMED, DRAWS, LARGE_SAMPLE, SMALLEST_PUBLISHED
from maturity.quality import FEWEST_ITEMS, SECONDS_AN_ITEM
from maturity.result import Document
from maturity.scoring import CLUSTERED, CLUSTERS_NEEDED, SIMPLE, STRATIFIED
from maturity.weighting import EVEN_RESPONSE, LARGEST_DESIGN_EFFECT
from reports import words
from reports.story.material import Material

PARTS = ("dimensions", "experience", "constructs", "steps")


def intervals(material: Material) -> list[str]:
    """Say how the intervals of this result were computed."""
    cells = [cell for audience in material.shown.values() for cell in _cells(audience)]
    lines = [
        _(
            "The range beside a score is its 95%% interval: it shows how far the score could have"
            " come out differently by chance, had other people of the same kind answered. Fewer"
            " answers make it wider. It cannot show whether those who did not answer think"
            " otherwise."
        )
        % {}
    ]
    lines += [
        text for design, text in _designs().items() if any(c.get("design") == design for c in cells)
    ]
    if any("design" in cell for cell in cells):
        lines.append(
            _(
                "Where all answers to a scale are alike, half an answer is added to every possible"
                " one (Jeffreys), because the agreement of a few people is not certainty."
            )
        )
    if any(cell.get("indicative") for cell in cells):
        lines.append(
            _("Intervals from fewer than %(n)s accounts are marked as indicative (our rule).")
            % {"n": CLUSTERS_NEEDED}
        )
    if material.result.get("rules", {}).get("is_census"):
        lines.append(
            _(
                "It was laid down before the first answer that the scores describe only the people"
                " who were asked; where their number is known, intervals are therefore narrower the"
                " more of them answered (finite population correction)."
            )
        )
    return lines


def _cells(audience: Document) -> list[Document]:
    return [cell for part in PARTS for cell in audience.get(part, {}).values() if cell["shown"]]


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
            "A stage rests on shares of answers. %(draws)s times, shares were drawn that are as"
            " plausible as the observed ones, and the rule of the stages was applied to each draw:"
            " from %(large)s people (or accounts) on, from a normal distribution; below, by a"
            " Bayesian bootstrap (Rubin 1981), smoothed by half a person in every stage. Computing"
            " again gives the same numbers."
        )
        % {"draws": words.count(DRAWS), "large": LARGE_SAMPLE},
        _(
            "Probabilities are rounded to 5%% and not given below %(few)s answers. A stage is"
            " called confirmed if the probability of it or a higher one is at least %(sure)s%%,"
            " else provisional. These limits are our rule."
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
    elif any(
        audience["weighting"]["applied"] for audience in shown.values() if audience["weighting"]
    ):
        weighted.append(
            _(
                "Weights repair that some departments answered less than others; they cannot repair"
                " that the dissatisfied may stay away."
            )
        )
    return [*weighted, *_excluded(material, shown), *_silent(shown)]


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
    return _("%(text)s It is as precise as %(n)s answers of equal weight would be (Kish 1965).") % {
        "text": text,
        "n": words.count(decided["effective_n"]),
    }


def _excluded(material: Material, shown: dict[str, Document]) -> list[str]:
    if material.is_from_file:
        return [_("How fast people answered is not known, so nobody was left out as careless.")]
    rule = _(
        "Answers are left out as careless only if they were given in under %(seconds)s seconds a"
        " question (Huang et al. 2012) and, of %(items)s or more, were all alike or alike in a row"
        " over more than half of the questions (Curran 2016). Asking for both is our rule."
    ) % {"seconds": round(SECONDS_AN_ITEM), "items": FEWEST_ITEMS}
    left_out = [
        words.people(code, audience["excluded"])
        for code, audience in shown.items()
        if audience["excluded"]
    ]
    if not left_out:
        return [rule, _("Nobody shown here was left out.")]
    total = sum(audience["excluded"] for audience in shown.values())
    return [
        rule,
        ngettext("Left out: %(people)s.", "Left out: %(people)s.", total)
        % {"people": words.joined(left_out)},
    ]


def _silent(shown: dict[str, Document]) -> list[str]:
    """Explain the bounds, if there are any."""
    if not any(cell.get("bounds") for audience in shown.values() for cell in _cells(audience)):
        return []
    return [
        _(
            "“If the silent …” in the tables of numbers is where a score would lie if all who did"
            " not answer had chosen the lowest, or the highest, answer. Nothing is assumed about"
            " them, so this is the widest it could be."
        )
    ]
