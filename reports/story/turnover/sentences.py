"""What is said of turnover: how many leave, what it costs, who stays, and what is usual."""

from django.utils.translation import gettext as _

from maturity.coverage import share_from
from maturity.figures import TurnoverItems
from maturity.items import Item
from maturity.turnover import PER_CENT, Cost, Named, Span, cost_of_year
from reports import words
from reports.story.material import Material
from reports.story.spread import with_interval
from reports.story.turnover.ranges import bands_named, span_text


def told_sentences(
    material: Material,
    figure: TurnoverItems,
    items: dict[str, Item],
    rate: Named | None,
    cost: Cost | None,
) -> list[str]:
    """Say the rate, what it costs, who intends to stay, and what is usual elsewhere."""
    sentences = []
    if rate:
        said = {"bands": bands_named(items[figure.rate], rate), "share": with_interval(rate.share)}
        sentences.append(_rate(said, is_one=rate.first == rate.last))
    if cost:
        sentences.append(
            _("Somebody who leaves costs %(cost)s of a year’s pay.")
            % {"cost": span_text(cost.whole)}
        )
    year = cost_of_year(rate, cost)
    if year:
        sentences.append(
            _("What a year’s leavers cost is %(cost)s of all pay.") % {"cost": span_text(year)}
        )
        sentences += _money(material, year)
    return [*sentences, *_staying(material, items), _usual(material, figure)]


def _money(material: Material, year: Span) -> list[str]:
    """Say what a year's leavers cost in money; nothing where staff and pay were not given."""
    given = material.edition.get("people") or {}
    if not given:
        return []
    cost = year.times(given["staff"] * given["pay_each"])
    low = words.money(cost.low, given["currency"])
    if cost.is_open:
        return [_("That is at least %(low)s a year.") % {"low": low}]
    values = {"low": low, "high": words.money(cost.high, given["currency"])}
    return [_("That is about %(low)s to %(high)s a year.") % values]


def _rate(said: dict[str, str], *, is_one: bool) -> str:
    if is_one:
        return (
            _("Asked how many staff left in a year, leaders most often say %(bands)s: %(share)s.")
            % said
        )
    return (
        _(
            "Asked how many staff left in a year, leaders do not agree: named as often are"
            " %(bands)s, each by %(share)s."
        )
        % said
    )


def _staying(material: Material, items: dict[str, Item]) -> list[str]:
    """Say how many staff intend to stay; nothing where it was not asked or is not shown."""
    figure = material.framework.figures.ambassadors
    audience = material.shown.get(figure.audience, {}) if figure else {}
    cell = audience.get("items", {}).get(figure.stays) if figure else None
    if figure is None or cell is None:
        return []
    item = items[figure.stays]
    share = share_from(cell, item.scale.points - 1)
    if share is None:
        return []
    values = {
        "share": with_interval(share),
        "audience": words.audience(figure.audience),
        "statement": words.quoted(item.text(figure.audience)),
    }
    return [_("Of %(audience)s, %(share)s agree: %(statement)s") % values]


def _usual(material: Material, figure: TurnoverItems) -> str:
    """Give the range of the source as context."""
    source = {each.code: each.title for each in material.framework.sources}[figure.source]
    low, high = (each / PER_CENT for each in figure.usual)
    return _(
        "As context and no target: in retail, service and hospitality %(range)s a year is not"
        " uncommon (by the source “%(source)s”)."
    ) % {"range": words.shares(low, high), "source": source}
