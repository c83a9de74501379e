"""Method and limits: what every number is, what is not shown, and what the words rest on."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.disclosure import SMALLEST_GROUP_FOR_SHARES, SMALLEST_INVITED_FOR_RATE
from maturity.framework import Passage
from maturity.roadmap import RATED_NEEDED
from maturity.stages import SHARE_NEEDED, WEAKEST_ITEM_NEEDED
from reports import words
from reports.story.material import Material


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


def method(material: Material) -> tuple[Section, ...]:
    """Tell the method; a part that does not apply is left out."""
    sections = [
        Section(_("Where the answers come from"), tuple(_origin(material))),
        Section(_("What a score is"), tuple(_score(material))),
        Section(_("When a stage is reached"), tuple(_stage_rule(material))),
        Section(_("How sure the scores are"), tuple(_intervals())),
        Section(_("Who is protected, and how"), tuple(_protection(material))),
        Section(_("What is not shown"), tuple(_missing(material))),
        Section(_("How the roadmap is judged"), tuple(_roadmap(material))),
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
        lines.append(
            _(
                "Everybody answered through a link of their own. When the questionnaire was over,"
                " the answers were shuffled and the links destroyed; everything in this report was"
                " worked out once and has not been changed since."
            )
        )
    return lines


def _score(material: Material) -> list[str]:
    last = len(material.framework.stages)
    return [
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


def _stage_rule(material: Material) -> list[str]:
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


def _intervals() -> list[str]:
    return [
        _(
            "The line beside a score is its 95%% interval: it shows how far the score could have"
            " come out differently by chance, had other people of the same kind answered. Fewer"
            " answers make it longer. It cannot show whether those who did not answer think"
            " otherwise."
        )
        % {},
        _(
            "We compare by looking whether intervals overlap and claim no more than that. Two"
            " intervals can overlap a little although the views differ."
        ),
    ]


def _protection(material: Material) -> list[str]:
    smallest = material.result["smallest_group"]
    lines = [
        ngettext(
            "No group of fewer than %(n)s person is shown, anywhere in this report.",
            "No group of fewer than %(n)s people is shown, anywhere in this report.",
            smallest,
        )
        % {"n": smallest},
        _(
            "Percentages are left out (a dash) below %(shares)s answers, because they would say"
            " more about single people than averages do. Above that they are rounded: to 10%% below"
            " 20 answers, to 5%% below 100, to 1%% from there on. Below 100 answers the ends are"
            " drawn in: “≤ 5%%” means at most 5%%, none at all included, and “≥ 95%%” at"
            " least 95%%. Rounded percentages may add up to a little more or less than 100%%."
            " Conditions were judged before rounding."
        )
        % {"shares": SMALLEST_GROUP_FOR_SHARES},
    ]
    if not material.is_from_file:
        lines.append(
            _(
                "Response rates are rounded to 5%% and left out where fewer than %(invited)s were"
                " invited."
            )
            % {"invited": SMALLEST_INVITED_FOR_RATE}
        )
    return lines


def _missing(material: Material) -> list[str]:
    """Name what is missing; one phrase for every cause, so that none can be told from another."""
    lines = [
        f"{words.audience_title(code)} {words.DASH} {words.not_shown()}."
        for code in material.hidden
    ]
    for code, audience in material.shown.items():
        for kind, label in (("dimensions", _("stages")), ("experience", _("experience"))):
            names = [
                words.quoted(dimension.name)
                for dimension in material.framework.dimensions
                if not audience[kind].get(dimension.code, {"shown": True})["shown"]
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


def _roadmap(material: Material) -> list[str]:
    """Explain how a step is judged, if one was."""
    if not material.result["roadmap"]["assessed"]:
        return []
    scale = next(item.scale for item in material.framework.items if item.kind == "roadmap")
    lines = [
        _(
            "The consultant rates how far each foundation of each step is in place, from “%(low)s”"
            " to “%(high)s”, by evidence, not by opinion. A step is fully in place if the ratings"
            " average more than 85%% of the way and none is at 50%% or less; largely, if they"
            " average more than 50%% and none is at 15%% or less; partly, if they average more than"
            " 15%%. It counts as assessed once %(needed)s of its %(all)s foundations are rated. The"
            " classes are those of ISO/IEC 33020; how they are put together is our rule."
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
