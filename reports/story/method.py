"""Method and limits: what every number is, what is not shown, and what the words rest on."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.anova import ICC2_NEEDED
from maturity.disclosure import (
    SMALLEST_GROUP_FOR_SHARES,
    SMALLEST_GROUP_FOR_SPREADS,
    SMALLEST_INVITED_FOR_RATE,
)
from maturity.disclosure.attributes import SMALLEST_CATEGORY
from maturity.framework import Passage
from maturity.scales import MANY
from reports import words
from reports.story import rules, uncertainty
from reports.story.material import Material
from reports.story.network.rules import rules as network_rules


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


def method(material: Material) -> tuple[Section, ...]:
    """Tell the method; a part that does not apply is left out."""
    sections = [
        Section(_("Where the answers come from"), tuple(_origin(material))),
        Section(_("What a score is"), tuple(rules.scores(material))),
        Section(_("When a stage is reached"), tuple(rules.stages(material))),
        Section(_("What evidence confirms"), tuple(rules.evidence(material))),
        Section(_("How sure a score is"), tuple(uncertainty.intervals(material))),
        Section(_("How sure a stage is"), tuple(uncertainty.stages(material))),
        Section(_("Who was weighted, and who was left out"), tuple(uncertainty.people(material))),
        Section(_("Whether people agree"), tuple(rules.agreement(material))),
        Section(_("When two views differ"), tuple(rules.gaps(material))),
        Section(_("How the roadmap is judged"), tuple(rules.roadmap(material))),
        Section(_("How the network is read"), tuple(network_rules(material))),
        Section(_("Who is protected, and how"), tuple(_protection(material))),
        Section(_("Which groups are shown, and how"), tuple(_groups(material))),
        Section(_("What is not shown"), tuple(_missing(material))),
        Section(_("What the wording rests on"), tuple(_sources(material))),
    ]
    return tuple(section for section in sections if section.paragraphs)


def _origin(material: Material) -> list[str]:
    asked = [words.people(code, audience["n"]) for code, audience in material.shown.items()]
    lines = []
    if asked:
        lines.append(
            _("This report rests on the answers of %(people)s.") % {"people": words.joined(asked)}
        )
    if material.is_from_file:
        lines.append(
            _(
                "The answers came from outside as rows of a file. Who gave them, how often, and how"
                " many people were invited is not known here. No history of earlier releases is"
                " held, so nobody has checked whether this report together with another one could"
                " give away single people."
            )
        )
    else:
        lines += _own_links(material)
    return lines


def _own_links(material: Material) -> list[str]:
    """Say how people answered, and what was destroyed and kept when the wave was over."""
    lines = [
        _(
            "Everybody answered through a link of their own. When the questionnaire was over,"
            " everything in this report was worked out once. Then the links and all single answers"
            " were destroyed, except those of customers who agreed to be seen with the name of"
            " their company."
        )
        if "customers" in material.shown
        else _(
            "Everybody answered through a link of their own. When the questionnaire was over,"
            " everything in this report was worked out once. Then the links and all single answers"
            " were destroyed."
        )
    ]
    framework, known = material.framework, material.result["audiences"]
    if any(
        framework.questionnaire(code).comments for code in framework.respondents if code in known
    ):
        lines.append(_("Comments are kept apart from all answers."))
    return lines


def _protection(material: Material) -> list[str]:
    smallest = material.smallest_group
    lines = [
        ngettext(
            "No group of fewer than %(n)s person is shown, anywhere in this report%(but)s.",
            "No group of fewer than %(n)s people is shown, anywhere in this report%(but)s.",
            smallest,
        )
        % {
            "n": smallest,
            "but": _(", except that each quoted comment was written by one person")
            if material.edition.get("comments")
            else "",
        },
        _(
            "Percentages are left out (a dash) below %(shares)s answers, because they would say"
            " more about single people than averages do. Above that they are rounded: to 10%% below"
            " 20 answers, to 5%% below 100, to 1%% from there on. Below 100 answers the ends are"
            " drawn in: “≤ 5%%” means at most 5%%, none at all included, and “≥ 95%%” at"
            " least 95%%. Rounded percentages may add up to a little more or less than 100%%."
            " Conditions were judged before rounding."
        )
        % {"shares": SMALLEST_GROUP_FOR_SHARES},
        *_covered(material),
    ]
    if any("view" in cell for found in material.scored.values() for cell in found):
        lines.append(_spreads())
    if _has_branches(material):
        lines.append(
            _(
                "Where only some were asked, by what they had answered before, a range stands for"
                " the number of answers."
            )
        )
    if not material.is_from_file:
        lines.append(
            _(
                "Response rates are rounded to 5%%, with both ends covered as far as two people"
                " reach, and left out where fewer than %(invited)s were invited."
            )
            % {"invited": SMALLEST_INVITED_FOR_RATE}
        )
    return lines


def _covered(material: Material) -> list[str]:
    """Say how scores are told; nothing of results that cover no ends."""
    if not any("end" in cell for found in material.scored.values() for cell in found):
        return []
    return [
        _(
            "Scores at the ends of a scale are covered, since they would say what everybody"
            " answered: with fewer than %(spreads)s answers a tenth of the scale at each end"
            " (“≤ 1.3” and “≥ 3.7” on four points), from there on 0.1. Intervals are rounded"
            " outwards to 0.1. With fewer than %(shares)s answers intervals and the score of a"
            " single question are rounded to 0.5 (so that “≤ 1.5” holds all that rounds to 1.5 or"
            " less), and of the conditions of stages only the stage attained is told. Questions to"
            " which nearly all gave the same answer are not shown, nor are the others of their"
            " scale, nor how far people agree on it."
        )
        % {"spreads": SMALLEST_GROUP_FOR_SPREADS, "shares": SMALLEST_GROUP_FOR_SHARES}
    ]


def _spreads() -> str:
    return _(
        "Agreement and consistency are left out below %(few)s answers, and given with one decimal"
        " below %(many)s."
    ) % {"few": SMALLEST_GROUP_FOR_SPREADS, "many": MANY}


def _groups(material: Material) -> list[str]:
    """Explain how groups are protected and compared; nothing where there are none."""
    if not any(audience.get("groups") for audience in material.shown.values()):
        return []
    values = {
        "smallest": material.smallest_group,
        "category": max(material.smallest_group, SMALLEST_CATEGORY),
        "stage": SMALLEST_GROUP_FOR_SHARES,
        "icc2": words.decimals(ICC2_NEEDED),
    }
    shown = _(
        "A department or group is shown for a dimension if at least %(smallest)s people answered"
        " each question about it, and if no combination of what this report shows, added or"
        " subtracted, rests on fewer than %(smallest)s people. This is decided dimension by"
        " dimension by who answered, not by what they said. Those who are left over stand together"
        " as others. Of attributes, values are joined with a neighbouring one, or pooled, until"
        " each has at least %(category)s people. Managers are not counted in the team they lead."
        " How many answered is given as a range."
    )
    compared = _(
        "The interval of a group takes its answers as a sample, even if everybody answered, and"
        " there is a stage from %(stage)s answers to every question on. Groups are called clearly"
        " different only if their 95%% intervals do not touch; of three or more departments, only"
        " if the departments as a whole can also be told apart: a significant ICC(1) and an ICC(2)"
        " of %(icc2)s (LeBreton & Senter 2008). That both are asked is our rule."
    )
    return [shown % values, compared % values]


def _has_branches(material: Material) -> bool:
    return any(
        item.when is not None and item.code in {**audience["items"], **audience.get("choices", {})}
        for code, audience in material.shown.items()
        for item in material.framework.questionnaire(code).items
    )


def _missing(material: Material) -> list[str]:
    """Name what is missing; one phrase for every cause, so that none can be told from another."""
    lines = [
        f"{words.audience_title(code)} {words.DASH} {words.not_shown()}."
        for code in material.hidden
    ]
    parts = (
        ("dimensions", _("stages"), material.framework.dimensions),
        ("experience", _("experience"), material.framework.dimensions),
        ("constructs", _("further themes"), material.framework.constructs),
        ("steps", _("roadmap"), material.framework.steps),
    )
    for code, audience in material.shown.items():
        for part, label, entries in parts:
            found = audience.get(part, {})
            names = [
                words.quoted(each.name)
                for each in entries
                if not found.get(each.code, {"shown": True})["shown"]
            ]
            if names:
                lines.append(
                    _("%(audience)s, %(kind)s, on %(names)s: %(not_shown)s.")
                    % {
                        "audience": words.audience_title(code),
                        "kind": label,
                        "names": words.joined(names),
                        "not_shown": words.not_shown(),
                    }
                )
    return lines


def _sources(material: Material) -> list[str]:
    """Name the sources, and say how much of the wording is theirs."""
    conditions = [each for row in material.framework.dimensions for each in row.conditions]
    answers = [each for item in material.framework.items for each in item.anchors]
    lines = [each.title + "." for each in material.framework.sources]
    lines.append(
        _(
            "“Stated” means that the source says it of that stage, though the wording is ours;"
            " “derived” means that the source says nothing there and we filled the place to fit"
            " its neighbours."
        )
    )
    lines.append(_tally(_("Conditions of the stages"), conditions))
    if answers:
        lines.append(_tally(_("Descriptions people chose from"), answers))
    return lines


def _tally(what: str, passages: list[Passage]) -> str:
    """Say how many passages the sources state and how many are ours."""
    stated = sum(1 for each in passages if each.is_stated)
    return _("%(what)s: %(stated)s stated, %(derived)s derived.") % {
        "what": what,
        "stated": stated,
        "derived": len(passages) - stated,
    }
