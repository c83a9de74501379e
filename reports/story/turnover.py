"""Staff turnover: how many leave by what leaders say, and what it costs, with every assumption."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from django.utils.translation import gettext as _

from maturity.coverage import share_from
from maturity.figures import TurnoverItems
from maturity.items import Item
from maturity.result import Document
from maturity.turnover import (
    PER_CENT,
    Cost,
    Named,
    Span,
    cost_of_leaver,
    cost_of_year,
    named_band,
)
from reports import words
from reports.story.material import Material
from reports.story.spread import share_texts, spread, unsure_text, with_interval

# What binary numbers make of a whole per cent is that per cent.
ROUNDING = 1e-9


@dataclass(frozen=True)
class BandRow:
    """A band of the rate and how many leaders name it; ``remark`` says what it is, if anything."""

    name: str
    share_text: str
    remark: str


@dataclass(frozen=True)
class ElementRow:
    """An element of what a leaver costs, as leaders name it and in shares of a year's pay."""

    name: str
    said: str
    share_text: str
    cost_text: str
    n: str
    n_text: str
    answers_text: str

    @property
    def is_told(self) -> bool:
        """Whether some band is named most often, and may be shown."""
        return self.said != words.DASH


@dataclass(frozen=True)
class EffectRow:
    """Something that is noticed when people leave, and how many leaders notice it."""

    name: str
    share_text: str
    interval_text: str
    n: str
    n_text: str
    answers_text: str


@dataclass(frozen=True)
class TurnoverStory:
    """What leaders tell of it; ``whole_text`` is what a leaver costs, "" if that is unknown."""

    sentences: tuple[str, ...]
    bands: tuple[BandRow, ...]
    elements: tuple[ElementRow, ...]
    whole_text: str
    effects: tuple[EffectRow, ...]
    assumptions: tuple[str, ...]
    notes: tuple[str, ...]


def told_by_turnover(material: Material, audience: str) -> set[str]:
    """Return the codes of an audience's questions of which this part tells every answer."""
    figure = material.framework.figures.turnover
    if figure is None or figure.audience != audience or turnover(material) is None:
        return set()
    return {figure.rate, *figure.elements, *figure.effects}


def turnover(material: Material) -> TurnoverStory | None:
    """Tell turnover; None where leaders were not asked, or nothing they said is shown."""
    figure = material.framework.figures.turnover
    audience = material.shown.get(figure.audience, {}) if figure else {}
    cells: Document = audience.get("choices", {})
    if figure is None or figure.rate not in cells:
        return None
    asked = (figure.rate, *figure.elements, *figure.effects)
    if not any(cells[code].get("shares") for code in asked):
        return None
    items = {item.code: item for item in material.framework.items}
    named = {
        code: named_band(cells[code], items[code].scale) for code in (figure.rate, *figure.elements)
    }
    cost = cost_of_leaver(*(named[code] for code in figure.elements))
    return TurnoverStory(
        sentences=tuple(_sentences(material, figure, items, named[figure.rate], cost)),
        bands=_bands(figure, items[figure.rate], cells[figure.rate], named[figure.rate]),
        elements=_elements(figure, items, cells, named, cost),
        whole_text=_span(cost.whole) if cost else "",
        effects=tuple(_effect(figure, items[code], cells[code]) for code in figure.effects),
        assumptions=tuple(_assumptions(material)) if cost else (),
        notes=tuple(_notes(figure, items, [cells[code] for code in asked])),
    )


def _sentences(
    material: Material,
    figure: TurnoverItems,
    items: dict[str, Item],
    rate: Named | None,
    cost: Cost | None,
) -> list[str]:
    """Say the rate, what it costs, who intends to stay, and what is usual elsewhere."""
    sentences = []
    if rate:
        said = {"bands": _bands_named(items[figure.rate], rate), "share": with_interval(rate.share)}
        sentences.append(_rate(said, is_one=rate.first == rate.last))
    if cost:
        sentences.append(
            _("Somebody who leaves costs %(cost)s of a year’s pay.") % {"cost": _span(cost.whole)}
        )
    year = cost_of_year(rate, cost)
    if year:
        sentences.append(
            _("What a year’s leavers cost is %(cost)s of all pay.") % {"cost": _span(year)}
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


def _bands_named(item: Item, named: Named) -> str:
    """Return the bands named most often, from the lowest to the highest."""
    ends = dict.fromkeys(item.options()[place - 1] for place in (named.first, named.last))
    return words.joined([words.quoted(label) for label in ends])


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


def _bands(
    figure: TurnoverItems, item: Item, cell: Document, named: Named | None
) -> tuple[BandRow, ...]:
    """Return every band with its share; none if they are not shown."""
    if named is None:
        return ()
    n = words.replies(None, cell["n"])
    rows = []
    for answer, (label, share) in enumerate(
        zip(item.options(), cell["shares"], strict=True), start=1
    ):
        low, high = item.scale.bands[answer - 1]
        remarks = []
        if share == max(cell["shares"]):
            remarks.append(_("named most often"))
        if figure.usual[0] <= low and high <= figure.usual[1]:
            remarks.append(_("not uncommon in retail, service and hospitality"))
        rows.append(BandRow(label, words.share(share, n), "; ".join(remarks)))
    if item.scale.has_dont_know and cell["dont_know"] is not None:
        rows.append(BandRow(item.scale.dont_know, unsure_text(cell), ""))
    return tuple(rows)


def _elements(
    figure: TurnoverItems,
    items: dict[str, Item],
    cells: Document,
    named: dict[str, Named | None],
    cost: Cost | None,
) -> tuple[ElementRow, ...]:
    """Return the three elements with what each makes of a year's pay."""
    costs = (cost.hiring, cost.training, cost.lost) if cost else (None, None, None)
    rows = []
    for code, part in zip(figure.elements, costs, strict=True):
        band, item = named[code], items[code]
        rows.append(
            ElementRow(
                name=item.text(figure.audience),
                said=_bands_named(item, band) if band else words.DASH,
                share_text=words.told_share(band.share) if band else words.DASH,
                cost_text=_span(part) if part else words.DASH,
                n=words.number(cells[code]["n"]) if band else words.DASH,
                n_text=words.answers(cells[code]["n"]) if band else words.DASH,
                answers_text=spread(item, cells[code]),
            )
        )
    return tuple(rows)


def _effect(figure: TurnoverItems, item: Item, cell: Document) -> EffectRow:
    share = share_from(cell, figure.noticed_from)
    return EffectRow(
        item.text(figure.audience),
        *share_texts(share),
        words.number(cell["n"]) if share else words.DASH,
        words.answers(cell["n"]) if share else words.DASH,
        spread(item, cell),
    )


def _span(span: Span) -> str:
    """Return a range of shares, rounded outwards, or from where on it has no end."""
    low = floor(span.low * PER_CENT + ROUNDING) / PER_CENT
    if span.is_open:
        return _("at least %(low)s") % {"low": words.percent(low)}
    return words.shares(low, ceil(span.high * PER_CENT - ROUNDING) / PER_CENT)


def _assumptions(material: Material) -> list[str]:
    """Say what the costs rest on."""
    given = material.edition.get("people") or {}
    told = (
        _("As the consultant gave it: %(staff)s staff, average pay of one in a year %(pay)s.")
        % {
            "staff": words.count(given["staff"]),
            "pay": f"{given['currency']} {words.count(round(given['pay_each']))}",
        }
        if given
        else _("Number of staff and average pay were not given, so no cost is told in money.")
    )
    return [
        _(
            "Each element is the band that leaders name most often; where several are named as"
            " often, all from the lowest to the highest. So every cost is a range."
        ),
        _(
            "Until fully productive somebody new is counted as half productive (our rule): each"
            " week of it costs half a week’s pay, of 52 in a year."
        ),
        _("Everybody who leaves is replaced, and is paid like everybody else."),
        _(
            "What customers lose and what it does to colleagues is not in the costs; whether"
            " leaders notice it stands beside them."
        ),
        told,
    ]


def _notes(figure: TurnoverItems, items: dict[str, Item], cells: Sequence[Document]) -> list[str]:
    """Say how to read the shares."""
    noticed = [items[code] for code in figure.effects][:1]
    labels = [words.quoted(text) for item in noticed for text in item.options()]
    notes = [
        _("Noticed is %(answers)s. Intervals are Wilson’s.")
        % {"answers": words.either(labels[figure.noticed_from - 1 :])}
    ]
    if any(cell.get("shares") is None for cell in cells):
        notes.append(words.dash_means())
    return notes
