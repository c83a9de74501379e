"""How sure the answer is: how certain the stage, how many answered, and whether they agree."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from maturity.probability import CONFIRMED, SMALLEST_PUBLISHED
from maturity.result import Document
from reports import words
from reports.story.material import Material, view_of


def certainty(material: Material) -> str:
    """Say how certain the stage of the whole is; nothing where that was not computed.

    Nothing either where everybody answered and only they are described: there the stage is what
    it is.
    """
    stage, found = material.overall, material.overall_probability
    if stage is None or not found or all(cell.get("complete") for cell in material.cells.values()):
        return ""
    if stage.rank == 1:
        return _nothing_below(found)
    if found["certainty"] is None:
        return _unknown(material)
    if found["certainty"] == "confirmed":
        return _(
            "Confirmed: the answers make it at least %(sure)s%% probable that the organisation as a"
            " whole is at this stage or above."
        ) % {"sure": round(CONFIRMED * 100)}
    return _(
        "Provisional: the answers make it less than %(sure)s%% probable that the organisation as a"
        " whole is at this stage or above."
    ) % {"sure": round(CONFIRMED * 100)}


def _nothing_below(found: Document) -> str:
    if not found["probability"]:
        return _("No stage lies below this one, so there is nothing to confirm.")
    return _(
        "No stage lies below this one, so there is nothing to confirm; how probable a higher one is"
        " stands in the report’s appendix."
    )


def _unknown(material: Material) -> str:
    """Say why it is not known how certain the stage is."""
    numbers = [material.fewest(material.headline, each.code) for each in material.asked]
    if min(numbers) < SMALLEST_PUBLISHED:
        return _(
            "Some question has fewer than %(n)s answers, too few to say how certain this stage is."
        ) % {"n": SMALLEST_PUBLISHED}
    if any(cell.get("indicative") for cell in material.cells.values()):
        return _("The answers come from too few accounts to say how certain this stage is.")
    return _("How certain this stage is was not computed.")


def confidence(material: Material) -> list[str]:
    """Say how many answered, how far chance could move a score, and whether people agree."""
    lines = [answered(code, audience) for code, audience in material.shown.items()]
    lines += [
        f"{words.audience_title(code)} {words.DASH} {words.not_shown()}."
        for code in material.hidden
    ]
    return [*lines, *_margin(material), *_views(material), *_unseen(material)]


def answered(code: str, audience: Document) -> str:
    """Say how many answered; those left out as careless answered too, but do not count."""
    excluded, rate = audience.get("excluded", 0), audience["response_rate"]
    values = {"people": words.people(code, audience["n"])}
    values["rate"] = words.response_rate(rate) if rate else ""
    if not excluded:
        line = _("%(people)s answered, %(rate)s.") if rate else _("%(people)s answered.")
        return line % values
    values["n"] = words.few(excluded)
    line = _("The answers of %(people)s count (%(n)s were left out as careless)") % values
    if rate is None:
        return line + "."
    return _("%(line)s; %(rate)s had answered.") % {**values, "line": line}


def _margin(material: Material) -> list[str]:
    shown = [cell for cell in material.cells.values() if cell["shown"]]
    if shown and all(cell.get("complete") for cell in shown):
        return [
            _(
                "All %(audience)s who were asked have answered, and only they are described: their"
                " scores are exact, with no sampling error."
            )
            % {"audience": words.audience(material.headline)}
        ]
    margins = [
        max(cell["mean"] - cell["low"], cell["high"] - cell["mean"])
        for cell in shown
        if cell["low"] is not None and not cell.get("complete")
    ]
    if not margins:
        return []
    widest = round(max(margins), 1)
    line = (
        _(
            "A dimension’s score is uncertain by up to %(margin)s either way (95%% interval, the"
            " widest of all dimensions)."
        )
        if widest
        else _("A dimension’s score is uncertain by less than 0.1 either way (95%% interval).")
    )
    return [line % {"margin": words.score(widest)}]


def _views(material: Material) -> list[str]:
    """Say on what the headline audience agrees within itself."""
    views = {
        each.name: view_of(material.cells[each.code])
        for each in material.asked
        if material.cells[each.code]["shown"]
    }
    if not views or not set(views.values()) <= {"shared", "differing", "divided"}:
        return []
    found = [_view(views, code) for code in ("differing", "divided")]
    values = {
        "audience": words.audience(material.headline),
        "views": _(", and ").join(text for text in found if text),
    }
    if not any(found):
        return [_("Among %(audience)s, the view of every dimension shown is shared.") % values]
    if "shared" not in views.values():
        return [_("Among %(audience)s, %(views)s.") % values]
    return [
        _("Among %(audience)s, %(views)s; the view of every other dimension shown is shared.")
        % values
    ]


def _view(views: Mapping[str, str], code: str) -> str:
    """Say on which dimensions views differ, or are divided; nothing if on none."""
    names = [words.quoted(name) for name, view in views.items() if view == code]
    if not names:
        return ""
    text = {
        "differing": _("views differ on %(names)s"),
        "divided": _("views are divided into two camps on %(names)s"),
    }[code]
    is_every = len(names) == len(views)
    return text % {"names": _("every dimension shown") if is_every else words.joined(names)}


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
            "A quarter or more of the answers of %(audiences)s on %(names)s are “don’t know”: that"
            " so many cannot tell is a finding of its own."
        )
        % {"audiences": words.joined(found), "names": words.joined(names)}
        for names, found in audiences.items()
    ]
