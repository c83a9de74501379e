"""How sure the answer is: how certain the stage, how many answered, and whether they agree."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maturity.result import Document
from reports import words
from reports.story.material import Material


def certainty(material: Material) -> str:
    """Say how certain the stage of the whole is; nothing where that was not computed."""
    stage, found = material.overall, material.overall_probability
    if stage is None or not found:
        return ""
    if found["certainty"] is None:
        return _(
            "Some question has fewer than ten answers, too few to say how certain this stage is."
        )
    if stage.rank == 1:
        return _(
            "No stage lies below this one, so there is nothing to confirm; how probable a higher"
            " one is stands in the report’s appendix."
        )
    if found["certainty"] == "confirmed":
        return _(
            "Confirmed: had other people of the same kind answered, the stage would have come out"
            " lower in one case out of ten at most."
        )
    return _(
        "Provisional: had other people of the same kind answered, the stage would have come out"
        " lower in more than one case out of ten."
    )


def confidence(material: Material) -> list[str]:
    """Say how many answered, how far chance could move a score, and whether people agree."""
    lines = [_answered(code, audience) for code, audience in material.shown.items()]
    lines += [
        f"{words.audience_title(code)} {words.DASH} {words.not_shown()}."
        for code in material.hidden
    ]
    return [*lines, *_margin(material), *_views(material), *_unseen(material)]


def _answered(code: str, audience: Document) -> str:
    excluded = audience.get("excluded", 0)
    values = {"people": words.people(code, audience["n"] + excluded)}
    if audience["response_rate"] is None:
        line = _("%(people)s answered") % values
    else:
        values["rate"] = words.response_rate(audience["response_rate"])
        line = _("%(people)s answered, %(rate)s") % values
    if not excluded:
        return line + "."
    return ngettext(
        "%(line)s; %(n)s of them is left out as careless.",
        "%(line)s; %(n)s of them are left out as careless.",
        excluded,
    ) % {"line": line, "n": words.count(excluded)}


def _margin(material: Material) -> list[str]:
    shown = [cell for cell in material.cells.values() if cell["shown"]]
    if shown and all(cell.get("complete") for cell in shown):
        return [
            _(
                "Everybody asked has answered, and only they are described: no score depends on"
                " chance."
            )
        ]
    margins = [
        max(cell["mean"] - cell["low"], cell["high"] - cell["mean"])
        for cell in shown
        if cell["low"] is not None
    ]
    if not margins:
        return []
    return [
        _(
            "Chance alone could move a dimension’s score by up to %(margin)s either way"
            " (95%% interval, the widest of all dimensions)."
        )
        % {"margin": words.score(max(margins))}
    ]


def _views(material: Material) -> list[str]:
    """Say on what the headline audience agrees within itself."""
    views = {
        each.name: material.cells[each.code].get("view")
        for each in material.asked
        if material.cells[each.code]["shown"]
    }
    if not views or not set(views.values()) <= {"shared", "divided"}:
        return []
    values = {"audience": words.audience(material.headline)}
    divided = [words.quoted(name) for name, view in views.items() if view == "divided"]
    if not divided:
        return [_("Among %(audience)s, the view of every dimension shown is shared.") % values]
    if len(divided) == len(views):
        return [_("Among %(audience)s, the view of every dimension shown is divided.") % values]
    return [
        _(
            "Among %(audience)s, views are divided on %(names)s and shared on all other dimensions"
            " shown."
        )
        % {**values, "names": words.joined(divided)}
    ]


def _unseen(material: Material) -> list[str]:
    """Name the dimensions that a quarter or more of an audience cannot judge."""
    audiences: dict[tuple[str, ...], list[str]] = {}
    for code, audience in material.shown.items():
        names = tuple(
            words.quoted(each.name)
            for each in material.framework.dimensions
            if any(
                audience[part].get(each.code, {}).get("dont_know", {}).get("finding")
                for part in ("dimensions", "experience")
            )
        )
        if names:
            audiences.setdefault(names, []).append(words.audience(code))
    return [
        _(
            "A quarter or more of the answers of %(audiences)s on %(names)s are “don’t know”: they"
            " cannot see it, which is a finding of its own."
        )
        % {"audiences": words.joined(found), "names": words.joined(names)}
        for names, found in audiences.items()
    ]
