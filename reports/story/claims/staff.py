"""What is claimed of staff: ambassadors and detractors, and what they lack."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maturity.ambassadors.rule import Kind
from maturity.result import Document
from maturity.shares import shares_in
from reports import words
from reports.story import saying
from reports.story.claims.addresses import RESULT, address
from reports.story.claims.claim import Rule, Said
from reports.story.claims.grounds import Grounds
from reports.story.material import interval


def _net(grounds: Grounds) -> tuple[str, Document, list[str]] | None:
    """Return whose ambassadors are told, the part, and where its numbers stand."""
    items = grounds.material.framework.figures.ambassadors
    part = grounds.material.shown.get(items.audience, {}).get("ambassadors") if items else None
    if items is None or not part or not part["net"]["shown"] or not part["kinds"]["shown"]:
        return None
    at = ["audiences", items.audience, "ambassadors"]
    sources = [address(RESULT, *at, "net", end) for end in ("low", "high")]
    sources += [
        address(RESULT, *at, "kinds", "shares", kind, key)
        for kind in (Kind.AMBASSADOR, Kind.DETRACTOR)
        for key in ("share", "end")
    ]
    return items.audience, part, sources


def _more_of_a_kind(grounds: Grounds) -> Said | None:
    """Say that ambassadors outnumber detractors, or the other way, where chance does not."""
    found = _net(grounds)
    if found is None or found[1]["net"]["low"] <= 0 <= found[1]["net"]["high"]:
        return None
    audience, part, places = found
    shares = shares_in(part["kinds"])
    values = {
        "audience": words.audience(audience),
        "ambassadors": words.spoken(words.told_share(shares[Kind.AMBASSADOR])),
        "detractors": words.spoken(words.told_share(shares[Kind.DETRACTOR])),
    }
    text = (
        _(
            "Among %(audience)s, ambassadors outnumber detractors: %(ambassadors)s against"
            " %(detractors)s"
        )
        if part["net"]["low"] > 0
        else _(
            "Among %(audience)s, detractors outnumber ambassadors: %(detractors)s against"
            " %(ambassadors)s"
        )
    )
    low, high, *told = places
    return Said(text % values, [low if part["net"]["low"] > 0 else high, *told])


def _weakest(grounds: Grounds) -> Said | None:
    """Name the requirement of alignment whose interval lies below all others'."""
    scales = grounds.material.framework.figures.alignment
    if scales is None or scales.audience not in grounds.material.shown:
        return None
    cells = grounds.material.shown[scales.audience].get("constructs", {})
    asked = [code for code in scales.constructs if code in cells]
    if len(asked) <= 1 or not all(cells[code]["shown"] for code in asked):
        return None
    ranges = {code: _range(cells[code]) for code in asked}
    lowest = min(asked, key=lambda code: ranges[code][1])
    if any(ranges[code][0] <= ranges[lowest][1] for code in asked if code != lowest):
        return None
    names = {each.code: each.name for each in grounds.material.framework.constructs}
    text = _("%(name)s is the weakest of %(n)s requirements %(audience)s rate")
    values = {
        "name": words.quoted(names[lowest]),
        "n": saying.number(len(asked)),
        "audience": words.audience(scales.audience),
    }
    at = ("audiences", scales.audience, "constructs")
    ends = [(code, "high" if code == lowest else "low") for code in asked]
    ends = [(code, "mean" if cells[code].get("complete") else end) for code, end in ends]
    return Said(text % values, [address(RESULT, *at, *end) for end in ends])


def _range(cell: Document) -> tuple[float, float]:
    """Return the ends of a shown score's interval; an exact one is its own."""
    low, high = interval(cell)
    mean: float = cell["mean"]
    return (mean if low is None else low, mean if high is None else high)


def _balance(grounds: Grounds) -> Said | None:
    found = _net(grounds)
    if found is None:
        return None
    audience, _part, sources = found
    text = _("Among %(audience)s, ambassadors and detractors do not clearly outnumber each other")
    return Said(text % {"audience": words.audience(audience)}, sources[:2])


def _scales_shown(grounds: Grounds) -> Said | None:
    """Say how many scales on people's own work can be shown."""
    figures = grounds.material.framework.figures
    audience = next(
        (each.audience for each in (figures.alignment, figures.trust, figures.ambassadors) if each),
        "",
    )
    cells = grounds.material.shown.get(audience, {}).get("constructs", {})
    if not cells:
        return None
    shown = sum(cell["shown"] for cell in cells.values())
    text = ngettext(
        "%(told)s scale on how %(audience)s work and feel can be shown",
        "%(told)s scales on how %(audience)s work and feel can be shown",
        len(cells),
    )
    values = {
        "told": saying.sentence(saying.of_all(shown, len(cells))),
        "audience": words.audience(audience),
    }
    at = ("audiences", audience, "constructs")
    return Said(text % values, [address(RESULT, *at, code, "shown") for code in cells])


def _said_of_staff(grounds: Grounds) -> Said | None:
    shown = list(grounds.material.shown)
    text = _("What %(audiences)s say of staff") % {
        "audiences": words.joined([words.audience(code) for code in shown])
    }
    return Said(text if shown else _("Nothing can be shown of staff"), grounds.audiences())


STAFF = (
    Rule(
        "staff.more",
        gettext_lazy("The interval of ambassadors less detractors leaves out zero."),
        _more_of_a_kind,
    ),
    Rule(
        "staff.weakest",
        gettext_lazy("The interval of one requirement lies below those of all others."),
        _weakest,
    ),
    Rule(
        "staff.balance",
        gettext_lazy("The interval of ambassadors less detractors holds zero."),
        _balance,
    ),
    Rule("staff.scales", gettext_lazy("Scales on their own work were asked."), _scales_shown),
    Rule("staff.said", gettext_lazy("None of this is told."), _said_of_staff),
)
